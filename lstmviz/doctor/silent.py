"""Mistakes that raise no error: it runs, and means something else."""

from lstmviz.doctor.answer import Diagnosis, Opening, Question, Shape
from lstmviz.doctor.asking import QUESTIONS, Judged
from lstmviz.doctor.flow import feed
from lstmviz.doctor.missing import windows_of
from lstmviz.doctor.setup import Case
from lstmviz.doctor.states import masked, one_step, stateful, torch_axes
from lstmviz.doctor.targets import targeted
from lstmviz.doctor.windows import rows_mixed, windowed
from lstmviz.doctor.wording import (
    steps,
    tell,
    three,
)


def find_silent(case: Case, output: Shape | None) -> Judged:
    """Find what runs without an error and means something else.

    Args:
        case: what the text tells, and the answers so far.
        output: shape of the predictions, if it can be told.

    Returns:
        The diagnoses, and the next question that would decide another.
    """
    found, asked = [], None
    for judge in (fed, torch_axes, windowed, rows_mixed, one_step, stateful, masked):
        diagnoses, question = judge(case)
        found += diagnoses
        asked = asked or question
    found += targeted(case, output)
    if not found and not asked and asks_windows(case):
        asked = next_question(case)
    return tuple(found), asked


def fed(case: Case) -> Judged:
    """1 and 2: Keras adds a last axis, or reads more steps than Input says."""
    setup = case.setup
    x = setup.X.shape if setup.X else None
    if case.torch or x is None or setup.input is None or len(setup.input) != 2 or setup.several:
        return (), None
    steps_built, width = setup.input
    if len(x) == 2 and width == 1 and setup.recurrent:
        if case.says("columns", "sequence"):
            return (), None
        window = case.usual_window(x[0])
        diagnosis = Diagnosis(
            "last_axis_added",
            "Keras adds a last axis of size 1 by itself: the columns become the timesteps.",
            expected=f"three axes {tell((None, *setup.input))}",
            received=f"two axes {tell(x)}",
            axis="The columns stand on the axis of the timesteps.",
            fix=(
                *windows_of(case.x, case.y, window),
                f"inputs = keras.Input(({window}, {x[1]}))",
            ),
            fed=three((x[0], x[1], 1)),
            meant=three((None, window, x[1])),
            happens=f"It reads {tell(x)} as {tell((x[0], x[1], 1))}: each row is a sequence of "
            f"{steps(x[1])}, one number at a time, and no row ever sees another.",
            details=(
                "Right only if the columns are one quantity at successive times.",
                "Different quantities in time order want windows, as in the fix.",
            ),
            silent=True,
            opens=Opening("window", window),
        )
        return (diagnosis,), None if case.says("columns", "different") else QUESTIONS["columns"]
    longer = len(x) == 3 and None not in (steps_built, x[1]) and x[1] != steps_built
    if longer and not setup.functional and (x[2] == width or None in (x[2], width)):
        diagnosis = Diagnosis(
            "all_steps_read",
            f"The data have {steps(x[1])}, not the {steps_built} that Input says, and all "
            "are read.",
            expected=f"{steps(steps_built)}: {tell((None, *setup.input))}",
            received=f"{steps(x[1])}: {tell(x)}",
            axis="The axis of the timesteps has another size than Input says.",
            fix=(f"inputs = keras.Input(({x[1]}, {width or x[2]}))",),
            fed=three(x),
            meant=three((x[0], *setup.input)),
            happens=f"A Sequential model does not check the steps: it reads all {x[1]}, with the "
            "same weights.",
            details=(
                f"If {steps_built} were meant, cut them: {case.x} = {case.x}[:, -{steps_built}:].",
                "A functional model with the TensorFlow backend refuses this.",
            ),
            silent=True,
            opens=Opening("window", x[1]),
        )
        return (diagnosis,), None
    return (), None


def asks_windows(case: Case) -> bool:
    """Whether nothing tells how X was made, and it may hold windows."""
    setup, x = case.setup, case.setup.X
    if not x or not x.shape or len(x.shape) != 3 or (x.shape[1] or 2) < 2 or setup.several:
        return False
    if case.torch and setup.recurrent and setup.recurrent.says("batch_first") is not True:
        return False
    return setup.recurrent is not None and not feed(case)


def next_question(case: Case) -> Question | None:
    """Choose the next question on how windows were made; one at a time."""
    x = case.setup.X
    if x is None:
        return None
    made = "windows" in x.marks or "made" in case.answers
    if not made:
        return QUESTIONS["made"]
    if case.says("made", "columns") and "columns" not in case.answers:
        return QUESTIONS["columns"]
    if case.says("made", "columns") or case.says("made", "other"):
        return None
    if "order" not in case.answers and "windows" not in x.marks:
        return QUESTIONS["order"]
    if "target" not in case.answers and "windows" not in x.marks:
        return QUESTIONS["target"]
    return None
