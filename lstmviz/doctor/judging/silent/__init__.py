"""Mistakes that raise no error: conditions on a walk that ran, each with its evidence."""

from collections.abc import Callable

from lstmviz.doctor.answer import Diagnosis, Question
from lstmviz.doctor.judging.case import Case, Judged
from lstmviz.doctor.judging.code.overrun import items_beyond
from lstmviz.doctor.judging.fed.series import crossing
from lstmviz.doctor.judging.silent.attention import attends_samples, weights_of_samples
from lstmviz.doctor.judging.silent.filled import filled_by_columns
from lstmviz.doctor.judging.silent.gradients import gradients_kept
from lstmviz.doctor.judging.silent.heads import heads, weights_of_one
from lstmviz.doctor.judging.silent.inputs import fed, next_question, one_sample, predicted
from lstmviz.doctor.judging.silent.letters import letters
from lstmviz.doctor.judging.silent.loss_values import loss_values
from lstmviz.doctor.judging.silent.necks import (
    few_lengths,
    merge_modes,
    one_number_left,
    pair_of_one,
    sample_for_step,
    unit_for_step,
)
from lstmviz.doctor.judging.silent.one_step import one_step
from lstmviz.doctor.judging.silent.padded import cut_to_whole
from lstmviz.doctor.judging.silent.pairing import paired
from lstmviz.doctor.judging.silent.ranges import (
    accuracy,
    measured_words,
    out_of_reach,
    shared_states,
)
from lstmviz.doctor.judging.silent.recut import recut
from lstmviz.doctor.judging.silent.splits import other_part, split_at_random
from lstmviz.doctor.judging.silent.states import (
    carried,
    masked,
    masked_late,
    smaller_last,
    stateful,
    whole_batches,
)
from lstmviz.doctor.judging.silent.targets import rows_for_numbers, targeted
from lstmviz.doctor.judging.silent.torch import labels_beyond, spread_loss, torch_axes
from lstmviz.doctor.judging.silent.torch_heads import bounded, padding_counted
from lstmviz.doctor.judging.silent.types import (
    last_of_padded,
    other_type,
    padded_turned,
    shorter_padded,
    target_type,
)
from lstmviz.doctor.judging.silent.windows import rows_mixed, told_turned, windowed
from lstmviz.doctor.judging.states.returned import states_miscounted
from lstmviz.doctor.judging.torch.commented import samples_first
from lstmviz.doctor.judging.torch.stack import layers_for_steps, steps_taken

Condition = Callable[[Case], Judged]
# Each with what it rests on: what of it was not read is no evidence.
CONDITIONS: tuple[tuple[Condition, frozenset[str]], ...] = (
    (letters, frozenset()),
    (other_part, frozenset()),
    (recut, frozenset()),
    (items_beyond, frozenset()),
    (filled_by_columns, frozenset()),
    (cut_to_whole, frozenset()),
    (fed, frozenset({"X"})),
    (predicted, frozenset()),
    (spread_loss, frozenset({"y", "model"})),
    (labels_beyond, frozenset({"y", "model"})),
    (torch_axes, frozenset({"X"})),
    (samples_first, frozenset()),
    (attends_samples, frozenset()),
    (weights_of_samples, frozenset()),
    (windowed, frozenset()),
    (paired, frozenset()),
    (crossing, frozenset()),
    (told_turned, frozenset({"X"})),
    (rows_mixed, frozenset()),
    (split_at_random, frozenset()),
    (targeted, frozenset({"y", "model"})),
    (rows_for_numbers, frozenset({"model"})),
    (heads, frozenset({"model"})),
    (out_of_reach, frozenset({"model"})),
    (measured_words, frozenset()),
    (loss_values, frozenset()),
    (shared_states, frozenset()),
    (accuracy, frozenset({"model"})),
    (weights_of_one, frozenset()),
    (padding_counted, frozenset()),
    (one_number_left, frozenset()),
    (unit_for_step, frozenset()),
    (sample_for_step, frozenset()),
    (pair_of_one, frozenset()),
    (states_miscounted, frozenset()),
    (merge_modes, frozenset()),
    (last_of_padded, frozenset()),
    (shorter_padded, frozenset()),
    (padded_turned, frozenset()),
    (layers_for_steps, frozenset()),
    (steps_taken, frozenset()),
    (other_type, frozenset({"X"})),
    (target_type, frozenset({"y", "model"})),
    (few_lengths, frozenset()),
    (one_step, frozenset()),
    (one_sample, frozenset({"X"})),
    (whole_batches, frozenset()),
    (stateful, frozenset()),
    (carried, frozenset()),
    (gradients_kept, frozenset()),
    (smaller_last, frozenset()),
    (masked_late, frozenset()),
    (masked, frozenset()),
    (bounded, frozenset({"model"})),
)


def find_silent(case: Case) -> Judged:
    """Find what runs without an error and means something else.

    Returns:
        The diagnoses, those that hang on no answer first, and the next question that would decide
        another.
    """
    certain: list[Diagnosis] = []
    open_: list[Diagnosis] = []
    asked: Question | None = None
    for condition, rests in CONDITIONS:
        if rests & case.setup.gaps.keys():
            continue
        diagnoses, question = condition(case)
        (open_ if question else certain).extend(diagnoses)
        asked = asked or question
    # What stops comes before what runs and is wrong.
    found = (*sorted(certain, key=lambda each: each.silent), *open_)
    if not found and not asked:
        asked = next_question(case)
    return found, asked


def of_the_end(case: Case) -> Judged:
    """Find what is silently wrong with what a model gives: its head, its loss, its targets."""
    found = [
        each
        for condition, rests in CONDITIONS
        if "model" in rests and not rests & case.setup.gaps.keys()
        for each in condition(case)[0]
    ]
    return tuple(found), None
