"""With one timestep the recurrence is idle: the rows of a table, or anything else, one by one."""

from lstmviz.doctor.answer import Diagnosis, Opening, Question
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.fed.tabular import can_be_a_table
from lstmviz.doctor.judging.mending import VIEW, input_line
from lstmviz.doctor.judging.silent.inputs import window_alone
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer


def one_step(case: Case) -> Judged:
    """With one timestep the recurrence is idle."""
    layer = case.setup.recurrent
    if layer is None or case.setup.several:
        return NONE
    shape = read_at_once(case, layer)
    if shape is None or window_alone(case):
        return NONE
    if any(each.says("stateful") is True for each in case.setup.layers):
        return NONE
    if not can_be_a_table(case):
        return one(one_step_of_others(shape, idle(layer, shape)))
    return one_step_of_a_table(case, layer, shape)


def read_at_once(case: Case, layer: Layer) -> Shape | None:
    """Give the shape that a layer reads, where it surely has a single timestep; None else.

    A state that is given to it may come of the steps before.
    """
    at = case.recurrent_at
    if at is not None and len(case.setup.nodes[at].reads) > 1:
        return None
    shape = case.read if at is not None and case.setup.nodes[at].reads else case.shape
    samples_first = not case.torch or layer.says("batch_first") is True
    single = shape is not None and len(shape) == 3 and shape[1] == 1
    return shape if single and samples_first else None


def idle(layer: Layer, shape: Shape) -> str:
    """Say what the layer does with one step, and how many of an LSTM's weights stay idle."""
    happens = (
        "Each sample starts from h = 0 and c = 0 and ends after one step: the recurrent weights "
        "are multiplied by zeros and never get a gradient."
    )
    width, units = shape[2], (layer.inner or layer).size("units", "hidden_size")
    if layer.kind != "LSTM" or not width or not units:
        return happens
    all_weights = 4 * ((width + units) * units + units)
    idle_ones = 4 * units * units + width * units + units
    return (
        f"{happens} {idle_ones:,} of the LSTM's {all_weights:,} weights "
        f"({100 * idle_ones / all_weights:.1f} %), those of the forget gate with them, stay as "
        "they began."
    )


def one_step_of_a_table(case: Case, layer: Layer, shape: Shape) -> Judged:
    """Each row of a table is one step: its columns, or several rows, may be the timesteps."""
    width = shape[2]
    rows = case.setup.X.shape[0] if case.setup.X and case.setup.X.shape else None
    window = case.usual_window(rows)
    lagged = lags(case, width)
    columns = lagged or case.says("columns", "sequence")
    alone = case.says("rows", "unordered") and not columns
    fix: tuple[str, ...] = ()
    question: Question | None = None
    meant, opens = None, Opening("row", 1) if alone else Opening("window", window)
    if columns:
        fix = columns_as_steps(case, width)
        meant, opens = three((None, width, 1)), Opening("columns", 1)
    elif width != 1 and "columns" not in case.answers:
        question = QUESTIONS["columns"]
    elif alone:
        fix = dense_instead(case, layer, width)
    elif case.says("rows", "ordered"):
        fix = windows_of_rows(case, window, width)
        meant = three((None, window, width))
    else:
        question = QUESTIONS["rows"]
    diagnosis = Diagnosis(
        "one_step",
        "With one timestep there is no memory: the recurrence is idle.",
        expected="several timesteps, if earlier rows matter",
        received=f"1 timestep: {tell(shape)}",
        axis="The axis of the timesteps has size 1.",
        fix=fix,
        fed=three(shape),
        meant=meant,
        happens=idle(layer, shape),
        details=(
            "Rows in no order have nothing to remember: a Dense layer says the same, honestly."
            if alone
            else "It still learns what a single row can tell, as a gated dense layer would.",
            *of_the_columns(case, width, lagged=lagged),
            *(() if alone or columns else (f"If rows follow in time, cut windows of several rows, "
              f"such as {window}: (N, {window}, {'features' if width is None else width}).",)),
        ),
        silent=True,
        opens=opens,
    )  # fmt: skip
    return one(diagnosis, question)


def columns_as_steps(case: Case, width: int | None) -> tuple[str, ...]:
    """Write the lines that make the features of the one step its timesteps."""
    x = case.x
    if case.torch:
        return (f"{x} = {x}.permute(0, 2, 1)",)
    return (f"{x} = {x}.transpose(0, 2, 1)", input_line((width, 1)))


def dense_instead(case: Case, layer: Layer, width: int | None) -> tuple[str, ...]:
    """Write the layer without a memory that does as much for rows that stand alone."""
    units = (layer.inner or layer).size("units", "hidden_size") or 32
    if case.torch:
        return (f"layer = torch.nn.Linear({width or 1}, {units})",)
    return (f"keras.layers.Dense({units}, activation='tanh')",)


def windows_of_rows(case: Case, window: int, width: int | None) -> tuple[str, ...]:
    """Write the lines that cut windows of the rows, each of which is one step by now."""
    x, source = case.x, f"{case.x}[:, 0, :]"
    targets = f"{case.y} = {case.y}[{window}:]"
    if case.torch:
        return (f"{x} = {source}.unfold(0, {window}, 1).permute(0, 2, 1)[:-1]", targets)
    view = f"{x} = {VIEW}({source}, {window}, axis=0).transpose(0, 2, 1)[:-1]"
    return (view, targets, input_line((window, width)))


def of_the_columns(case: Case, width: int | None, *, lagged: bool) -> tuple[str, ...]:
    """Say when the features of the one step are timesteps; () where they are none."""
    if lagged:
        return ("The features of the one step are successive rows of one series, by your own code: "
                "they are timesteps.",)  # fmt: skip
    if width == 1 or case.says("columns", "different"):
        return ()
    return ("If the features are one quantity at successive times, make them the steps: "
            f"{case.x}.transpose(0, 2, 1).",)  # fmt: skip


def one_step_of_others(shape: Shape, happens: str) -> Diagnosis:
    """One timestep of what is no table: pictures, texts, what another layer gives."""
    return Diagnosis(
        "one_step",
        "With one timestep there is no memory: the recurrence is idle.",
        expected="several timesteps, if earlier ones matter",
        received=f"1 timestep: {tell(shape)}",
        axis="The axis of the timesteps has size 1.",
        fed=three(shape),
        happens=happens,
        details=(
            "It still learns what a single step can tell, as a gated dense layer would.",
            "Frames, words or readings that follow one another go on that axis, several of them in "
            "each sample.",
        ),
        silent=True,
    )


def lags(case: Case, width: int | None) -> bool:
    """Whether the code itself made the features of one step: successive rows of one series."""
    x = case.setup.X
    known = x is not None and x.shape is not None and x.shape[-1] == width
    return known and x is not None and x.roles == ("samples", "?", "rows")
