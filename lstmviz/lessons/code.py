"""Lesson: say it in code. What Input is told, and what Keras does without a word."""

from lstmviz.lessons.lesson import (
    RIGHT,
    Asked,
    Case,
    Lesson,
    Option,
    Question,
    Step,
    reached,
    reported,
)
from lstmviz.lessons.shows import arranged, inside
from lstmviz.network.specs import count_parameters
from lstmviz.wording import many

STEPS, OTHER_STEPS = 100, 50  # asked about instead of the window in view


def input_of(case: Case) -> Asked:
    """Ask what Input is told."""
    samples, steps, features = case.dataset.shape
    batch = case.spec.batch_size
    seen = f"`Input` is told one sample: `({steps}, {features})`. Keras writes `None` before it."
    return Asked(
        f"X is `({samples}, {steps}, {features})`. What goes into `keras.Input(shape=…)`?",
        (
            Option(f"`({steps}, {features})`", RIGHT, seen),
            Option(f"`({samples}, {steps}, {features})`", "declares_samples", seen),
            Option(f"`({batch}, {steps}, {features})`", "declares_batch", seen),
            Option(f"`({features}, {steps})`", "swaps_axes", seen),
        ),
    )


def longer_steps(case: Case) -> Asked:
    """Ask what more timesteps do to the number of weights."""
    steps = STEPS + case.draw
    if steps == case.window:
        steps = OTHER_STEPS
    (count,) = count_parameters(case.spec, case.columns)
    now = many(case.window, "step")
    seen = f"{count:,} for {now} and for {steps:,}: one cell, used at each of them."
    return Asked(
        f"{steps:,} steps instead of {case.window:,}: how many weights does {case.cell} have then?",
        (
            Option(f"{count:,}, as before", RIGHT, seen),
            Option(f"{round(count * steps / case.window):,}", "grows", seen),
            Option(f"{round(count * case.window / steps):,}", "shrinks", seen),
            Option("it depends on N", "depends_on_samples", seen),
        ),
    )


def two_axes(case: Case) -> Asked:
    """Ask what Keras does with a table of two axes."""
    rows, columns = case.rows, case.columns
    seen = (
        f"Keras adds the missing last axis: {many(columns, 'column')} became "
        f"{many(columns, 'step')}."
    )
    return Asked(
        f"The raw `({rows}, {columns})` table is fed to a model with `Input(({columns}, 1))`. It …",
        (
            Option(f"runs silently, as `(N, {columns}, 1)`", RIGHT, seen),
            Option("stops with an error", "silent_means_right", f"One would wish so. {seen}"),
            Option(f"runs silently, as `(N, 1, {columns})`", "row_by_itself", seen),
            Option("is read as one long sequence", "one_long", seen),
        ),
    )


LESSON = Lesson(
    "code",
    "Say it in code",
    "What does Keras have to be told?",
    (
        Step(
            "1",
            "ask",
            lambda case: "X is made. Now the model.",
            arranged("window"),
            part="code",
            veil=("shape",),
            question=Question("code.input", input_of),
        ),
        Step(
            "2",
            "ask",
            lambda case: "Then somebody wants longer windows.",
            inside("window", "parameters"),
            part="parameters",
            veil=("counts",),
            question=Question("code.steps", longer_steps),
        ),
        Step(
            "3",
            "ask",
            lambda case: "And somebody forgets the third axis.",
            arranged("columns"),
            part="code",
            question=Question("code.axes", two_axes),
        ),
        Step(
            "4",
            "do",
            lambda case: (
                "Paste an error of your own, or try one of these. Say to yourself which axis is "
                "wrong, before it answers."
            ),
            arranged("window"),
            part="doctor",
            before="doctor",
            done=reported("doctor"),
        ),
        Step(
            "5",
            "see",
            lambda case: (
                "The same X goes through LSTM, GRU and SimpleRNN: choose another cell. Only the "
                "number of weights changes."
            ),
            inside("window", "parameters"),
            part="cells",
            before="cells",
            done=reached(lambda choices: True),
        ),
        Step(
            "6",
            "do",
            lambda case: "Take it home: **download the notebook** of your own experiment.",
            arranged("window"),
            part="notebook",
            before="notebook",
            done=reported("download"),
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                "The controls are yours. **Find a model for the same X with a third of the "
                "weights, or fewer.**"
            ),
            inside("window", "parameters"),
            part="cells",
            before="cells",
            done=reported("lighter"),
            sum_up=lambda case: "Weights grow with the square of the units.",
        ),
    ),
    (
        "Input is told the shape of one sample.",
        "Neither the samples nor the batch are declared.",
        "Weights do not depend on timesteps: one cell is used at each.",
        "A missing axis is added without a word.",
        "LSTM, GRU and SimpleRNN read the same X.",
    ),
)
