"""States without an error that remember nothing, or what they should not."""

from lstmviz.doctor.answer import Axes, Diagnosis, Opening
from lstmviz.doctor.asking import QUESTIONS, Judged
from lstmviz.doctor.flow import feed
from lstmviz.doctor.missing import VIEW
from lstmviz.doctor.pytorch import first_axis
from lstmviz.doctor.setup import Case
from lstmviz.doctor.wording import (
    named,
    steps,
    tell,
    three,
    with_argument,
)


def one_step(case: Case) -> Judged:
    """14: with one timestep the recurrence is idle."""
    setup, shape = case.setup, case.shape
    layer = setup.recurrent
    if layer is None or shape is None or len(shape) != 3 or setup.several or feed(case):
        return (), None
    at = first_axis(case).index("timesteps") if case.torch else 1
    stateful = any(each.says("stateful") is True for each in setup.layers)
    before = setup.layers[: setup.layers.index(layer)]
    if (
        shape[at] != 1
        or stateful
        or any(each.kind not in {"dropout", "masking"} for each in before)
    ):
        return (), None
    width, units = shape[2], layer.units
    window = case.window(shape[0] if at == 1 else None)
    happens = "Each sample starts from h = 0 and c = 0 and ends after one step: the recurrent "
    happens += "weights are multiplied by zeros and never get a gradient."
    if layer.kind == "lstm" and width and units:
        all_weights = 4 * ((width + units) * units + units)
        idle = 4 * units * units + width * units + units
        happens += (
            f" {idle:,} of the LSTM's {all_weights:,} weights ({100 * idle / all_weights:.1f} %), "
            "those of the forget gate with them, stay as they began."
        )
    plain = f"keras.layers.Dense({units or 32}, activation='tanh')"
    alone = case.says("rows", "unordered")
    source = f"{case.x}[:, 0, :]"
    fix = (
        f"{case.x} = {VIEW}({source}, {window}, axis=0).transpose(0, 2, 1)[:-1]",
        f"{case.y} = {case.y}[{window}:]",
        f"inputs = keras.Input(({window}, {width}))"
        if width
        else f"inputs = keras.Input({case.x}.shape[1:])",
    )
    if case.torch:
        fix = (
            f"{case.x} = {source}.unfold(0, {window}, 1).permute(0, 2, 1)[:-1]",
            f"{case.y} = {case.y}[{window}:]",
        )
        plain = f"layer = torch.nn.Linear({width or 1}, {units or 32})"
        if at == 0:
            # One step of many samples: the first axis is the steps.
            return (), None
    diagnosis = Diagnosis(
        "one_step",
        "With one timestep there is no memory: the recurrence is idle.",
        expected="several timesteps, if earlier rows matter",
        received=f"1 timestep: {tell(shape)}",
        axis="The axis of the timesteps has size 1.",
        fix=(plain,) if alone else fix,
        fed=three(shape),
        meant=None if alone else three((None, window, width)),
        happens=happens,
        details=(
            *(
                (
                    "Rows in no order have nothing to remember: a Dense layer says the same, "
                    "honestly.",
                )
                if alone
                else (
                    "It still learns what a single row can tell, as a gated dense layer would.",
                    "If the features are one series at successive times, make them the steps: "
                    f"{case.x} = {case.x}.transpose(0, 2, 1).",
                )
            ),
        ),
        silent=True,
        opens=Opening("row", 1) if alone else Opening("window", window),
    )
    return (diagnosis,), None if "rows" in case.answers else QUESTIONS["rows"]


def stateful(case: Case) -> Judged:
    """11: a stateful layer on windows that overlap."""
    setup, x = case.setup, case.setup.X
    layer = next((each for each in setup.layers if each.says("stateful") is True), None)
    if layer is None:
        return (), None
    overlap = x is not None and "overlap" in x.marks
    if not overlap and not case.says("apart", "one"):
        known = (x is not None and "windows" in x.marks) or "apart" in case.answers
        return (), None if known else QUESTIONS["apart"]
    window = case.window()
    if setup.batch == window:
        return (), None  # Window i + W begins where window i has ended.
    diagnosis = Diagnosis(
        "rows_replayed",
        "Overlapping windows go through a layer that keeps its state.",
        expected="samples that go on where the batch before ended",
        received="windows that start again on rows already read",
        axis="Along the rows, sample i of the next batch does not go on where sample i ended.",
        fix=(f"{case.x} = {case.x}[::{window}]",),
        happens="The state goes on from batch to batch, but the rows do not: with batches smaller "
        "than a window, rows that the state has seen are read again; with larger ones, rows are "
        "skipped.",
        details=(
            f"The line keeps every {window}th window, so that none overlap; y has to follow. Use a "
            "batch of 1, or order the samples so that sample i of each batch continues sample i.",
            "With stateful=False overlapping windows are right, and may be shuffled: "
            f"{with_argument(layer.written, 'stateful', False)}",
        ),
        silent=True,
        opens=Opening("window", window),
    )
    return (diagnosis,), None


def masked(case: Case) -> Judged:
    """12: Masking(0.) where real rows may be zero."""
    setup, x = case.setup, case.setup.X
    layer = next((each for each in setup.layers if each.kind == "masking"), None)
    if layer is None or layer.says("mask_value") != 0:
        return (), None
    scaled = x is not None and "scaled" in x.marks
    if not scaled and not case.says("zeros", "yes"):
        return (), None if "zeros" in case.answers else QUESTIONS["zeros"]
    if case.says("zeros", "no"):
        return (), None
    diagnosis = Diagnosis(
        "zeros_masked",
        "Masking(0.) skips real rows that are all zeros.",
        expected="a value that no real row has",
        received="0, which scaled data may have",
        axis="On the axis of the timesteps, real steps are skipped as if they were padding.",
        fix=("layer = keras.layers.Masking(mask_value=-10.0)",),
        happens="A step whose features are all 0 is left out: the state stays as it was before. "
        "After scaling, 0 is the mean or the least value, no padding.",
        details=(
            "Pad with the same value, far outside the scaled data: "
            'pad_sequences(…, dtype="float32", value=-10.0).',
            "Only a step where all features equal the value is masked: [0, 1, 0] is read.",
        ),
        silent=True,
    )
    return (diagnosis,), None


def torch_axes(case: Case) -> Judged:
    """8 and 9: PyTorch takes a table for one sequence, and the batch for time."""
    setup = case.setup
    x, layer = setup.X, setup.recurrent
    shape = x.shape if x else None
    if not case.torch or layer is None or shape is None or feed(case) or setup.several:
        return (), None
    x_name, width = case.x, shape[-1]
    if len(shape) == 2:
        if case.says("rows", "ordered"):
            window = case.window(shape[0])
            fix = (
                f"{x_name} = {x_name}.unfold(0, {window}, 1).permute(0, 2, 1)[:-1]",
                f"{case.y} = {case.y}[{window}:]",
            )
            meant, opens = three((None, window, width)), Opening("window", window)
        else:
            fix = (f"{x_name} = {x_name}[:, None, :]",)
            meant, opens = three((shape[0], 1, width)), Opening("row", 1)
        diagnosis = Diagnosis(
            "one_long_sequence",
            "PyTorch takes a table of two axes for one sequence.",
            expected="three axes: (samples, timesteps, features), with batch_first=True",
            received=f"two axes: {tell(shape)}",
            axis="The axis of the samples is missing, so the rows stand on that of the timesteps.",
            fix=fix,
            fed=named(shape, "timesteps", "features"),
            meant=meant,
            happens=f"It runs as one sample of {steps(shape[0])}: the state goes on from the "
            "first row to the last, and a row's output depends on all rows before it.",
            details=(
                "Right only if the whole table is one sequence, and is meant so.",
                "The fix is for batch_first=True.",
            ),
            silent=True,
            opens=opens,
        )
        return (diagnosis,), None if "rows" in case.answers else QUESTIONS["rows"]
    if layer.says("batch_first") is True or "turned" in x.marks:
        return (), None
    y = setup.y.shape if setup.y else None
    by_target = bool(y and y[0] is not None and y[0] == shape[0] and y[0] != shape[1])
    known = "samples" in x.roles[:1] or "dataloader" in setup.marks or by_target
    if x.roles[1:2] == ("samples",) or case.says("axes", "timesteps"):
        return (), None
    if not known and not case.says("axes", "samples"):
        return (), QUESTIONS["axes"]
    diagnosis = Diagnosis(
        "batch_is_time",
        "Without batch_first=True PyTorch takes the samples for timesteps.",
        expected="(timesteps, samples, features)",
        received=f"(samples, timesteps, features) = {tell(shape)}",
        axis="The axes of the samples and of the timesteps are swapped.",
        fix=(f"lstm = {with_argument(layer.written, 'batch_first', True)}",),
        fed=Axes(shape, ("timesteps", "samples", "features")),
        meant=three(shape),
        happens=f"{tell(shape)} is read as "
        f"{'' if shape[1] is None else f'{shape[1]:,} '}sequences of "
        f"{steps(shape[0])}: the state runs from one sample into the next.",
        details=("No error is raised, and the output has the shape that one expects.",),
        silent=True,
        opens=Opening("window", shape[1] or 24),
    )
    return (diagnosis,), None
