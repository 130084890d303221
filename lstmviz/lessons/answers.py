"""Which lesson an answer to a learner's question belongs to, and which answer refutes an idea."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.choices.experiments import LessonName

# Lesson → names of the questions whose answers it lets one find out.
ANSWERED: Mapping[LessonName, str] = MappingProxyType(
    {
        "row": "difference which order share names words expand categories",
        "units": "neuron units chain parameters shared gates layers biases gate_order inside",
        "state": "between zero store stateful overlap reset batch start across twice",
        "one_step": "one_step step forget_bias hand",
        "window": "sample window blocks reshape last whole",
        "count": (
            "count border rate target own generator ends several beyond known shuffle split scaler "
            "cardinality gaps series irregular"
        ),
        "reach": "size length truncation vanish",
        "race": (
            "late worse scale flat nan accuracy seeds enough inverse epoch slow good peaks below "
            "epochs stationary matter more"
        ),
        "code": (
            "input ndim images two_axes batch_first lengths loss_shapes masking zeros pad_side "
            "pad_loss sequences dense many guess columns_out classes bidirectional backwards relu "
            "dropout cudnn static packed cell state_axes lstm_cell keywords major old frameworks"
        ),
    }
)


def lesson_of(question: str) -> LessonName | None:
    """Name the lesson that a question belongs to; None where there is none."""
    for lesson, names in ANSWERED.items():
        if question in names.split():
            return lesson
    return None


# Name of the question → keys of the ideas that its answer refutes.
REFUTED: Mapping[str, str] = MappingProxyType(
    {
        "names": "swaps_axes adds_axis first_column step_is_row window_everywhere",
        "sample": "column_is_sequence whole_table sample_is_row across_blocks",
        "difference": "steps_are_rows useless",
        "neuron": "one_to_one unit_per_column shared_out everywhere",
        "between": "across_samples carried_on order_matters place_matters kept_in_h kept_in_c "
        "kept_nowhere",
        "units": "units_are_steps out_is_in",
        "sequences": "every_step",
        "store": "no_memory looks_ahead",
        "zero": "average_state random_state",
        "one_step": "all_learn only_forget keeps_c used_per_row used_because_past used_per_number",
        "window": "reshape next_only copies_rows",
        "blocks": "drops_rest blocks moved_by_one",
        "last": "window_first row_stays must_fail",
        "reshape": "mixes no_move moves_samples",
        "count": "row_is_sample target_is_free",
        "target": "aligned last_row_label no_label",
        "shuffle": "never_shuffle shuffle_all always_shuffle",
        "border": "no_border one_at_border two_windows",
        "size": "units_are_length units_decide time_finds all_can",
        "length": "lag_is_window short_window",
        "seeds": "one_run longer_decides never_tell",
        "late": "knows_future learned_noise learned_season",
        "input": "declares_samples declares_batch",
        "shared": "grows shrinks depends_on_samples",
        "ndim": "silent_means_right row_by_itself",
        "two_axes": "one_long",
    }
)


def answer_to(idea: str) -> str:
    """Name the question whose answer refutes an idea."""
    return next(question for question, ideas in REFUTED.items() if idea in ideas.split())
