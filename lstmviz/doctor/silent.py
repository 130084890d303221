"""Mistakes that raise no error: it runs, and means something else."""

from dataclasses import replace

from lstmviz.doctor.answer import Axes, Diagnosis, Opening, Question, Shape
from lstmviz.doctor.asking import QUESTIONS
from lstmviz.doctor.flow import compares_numbers, feed
from lstmviz.doctor.missing import VIEW, windows_of
from lstmviz.doctor.pytorch import first_axis
from lstmviz.doctor.setup import Case
from lstmviz.doctor.wording import (
    features,
    named,
    steps,
    tell,
    three,
    with_argument,
)

Judged = tuple[tuple[Diagnosis, ...], Question | None]


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


def shape_of(case: Case) -> Shape | None:
    """Give the shape of X: as told, else as the model was built."""
    x, sample = case.setup.X, case.setup.input
    if x and x.shape:
        return x.shape
    return (None, *sample) if sample is not None else None


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
            fix=windows_of(case.x, case.y, window) + (f"inputs = keras.Input(({window}, {x[1]}))",),
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
    if len(x) == 3 and not setup.functional and None not in (steps_built, x[1]):
        if x[1] != steps_built and (x[2] == width or None in (x[2], width)):
            diagnosis = Diagnosis(
                "all_steps_read",
                f"The data have {steps(x[1])}, not the {steps_built} that Input says, and all are read.",
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


def windowed(case: Case) -> Judged:
    """7 and 10: the target is in its own window; the window's axis stands last."""
    setup, x = case.setup, case.setup.X
    found: list[Diagnosis] = []
    if "targets_are_data" in setup.marks or case.says("target", "first"):
        window = setup.window or case.timesteps or 24
        found.append(
            Diagnosis(
                "target_in_window",
                "The target is a row that the window already holds.",
                expected="the row after the window",
                received="the first row of the window itself",
                axis="Along the rows, the target stands at the window's beginning, not after it.",
                fix=(
                    f"dataset = keras.utils.timeseries_dataset_from_array(data[:-{window}], "
                    f"data[{window}:], {window})",
                ),
                happens="targets[i] belongs to the window that starts at row i: the label is the "
                "window's own first row. The network has only to copy what it is shown.",
                details=("The loss looks excellent, and the model forecasts nothing.",),
                silent=True,
                opens=Opening("window", window),
            )
        )
    if x and x.shape and len(x.shape) == 3 and not case.torch | setup.several:
        last = x.roles[1:] == ("columns", "rows")
        if last or case.says("made", "view"):
            found.append(unmoved(case, x.shape))
    elif x and x.shape and len(x.shape) == 3 and x.roles[1:] == ("columns", "rows"):
        found.append(unmoved(case, x.shape))
    return tuple(found), None


def unmoved(case: Case, shape: Shape) -> Diagnosis:
    """10: windows as sliding_window_view and unfold give them."""
    move = ".permute(0, 2, 1)" if case.torch else ".transpose(0, 2, 1)"
    return Diagnosis(
        "window_axis_last",
        "The window's rows stand on the last axis: timesteps and features are swapped.",
        expected=f"(samples, timesteps, features) = {tell((shape[0], shape[2], shape[1]))}",
        received=f"(samples, columns, rows) = {tell(shape)}",
        axis="The axes of the timesteps and of the features are swapped.",
        fix=(f"{case.x} = {case.x}{move}",),
        fed=three(shape),
        meant=three((shape[0], shape[2], shape[1])),
        happens=f"It runs: {steps(shape[1])} of {features(shape[2])}. Each step is one column of the "
        "table, and its features are that column's rows.",
        details=(
            "sliding_window_view and unfold put the new axis last.",
            "Move the axis; a reshape to the same sizes would mix rows and columns.",
        ),
        silent=True,
        opens=Opening("window", shape[2] or 24),
    )


def asks_windows(case: Case) -> bool:
    """Whether nothing tells how X was made, and it may hold windows."""
    setup, x = case.setup, case.setup.X
    if not x or not x.shape or len(x.shape) != 3 or (x.shape[1] or 2) < 2 or setup.several:
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


def rows_mixed(case: Case) -> Judged:
    """13: rows shuffled before windows were cut. Also: the columns as steps, by one's own word."""
    x = case.setup.X
    found: list[Diagnosis] = []
    if (x and "windows" in x.marks and "shuffled" in x.marks) or case.says("order", "rows"):
        window = case.window()
        found.append(
            Diagnosis(
                "rows_shuffled",
                "The rows were shuffled before the windows were cut.",
                expected="rows in the order of time within each window",
                received="rows in random order",
                axis="The axis of the timesteps holds rows in random order.",
                fix=(
                    f"{case.x} = {VIEW}(table, {window}, axis=0).transpose(0, 2, 1)[:-1]",
                    f"{case.y} = table[{window}:]",
                ),
                happens="A window holds rows from anywhere in time: nothing in it tells of the next "
                "row, and the error stays at that of always saying the mean.",
                details=(
                    "`table` stands for the rows in their own order. Split in time, cut windows, "
                    "then shuffle whole windows as you like.",
                    "train_test_split shuffles rows unless it is told shuffle=False.",
                ),
                silent=True,
                opens=Opening("window", window),
            )
        )
    if (
        x
        and x.shape
        and len(x.shape) == 3
        and case.says("made", "columns")
        and case.says("columns", "different")
    ):
        window = case.window(x.shape[0])
        width = x.shape[1]
        found.append(
            Diagnosis(
                "columns_are_steps",
                "Different quantities stand on the axis of the timesteps.",
                expected="rows on the axis of the timesteps, columns on that of the features",
                received=f"columns on the axis of the timesteps: {tell(x.shape)}",
                axis="The columns stand on the axis of the timesteps.",
                fix=(
                    f"{case.x} = {VIEW}({case.x}[:, :, 0], {window}, axis=0).transpose(0, 2, 1)[:-1]",
                    f"{case.y} = {case.y}[{window}:]",
                    f"inputs = keras.Input(({window}, {width}))",
                ),
                fed=three(x.shape),
                meant=three((None, window, width)),
                happens="The columns are read one after another as if they followed in time, and no "
                "row ever sees another.",
                silent=True,
                opens=Opening("window", window),
            )
        )
    return tuple(found), None


def one_step(case: Case) -> Judged:
    """14: with one timestep the recurrence is idle."""
    setup, shape = case.setup, shape_of(case)
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
                    "Rows in no order have nothing to remember: a Dense layer says the same, honestly.",
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
    diagnosis = Diagnosis(
        "rows_replayed",
        "Overlapping windows go through a layer that keeps its state.",
        expected="samples that go on where the batch before ended",
        received="windows that start again on rows already read",
        axis="Along the rows, sample i of the next batch does not go on where sample i ended.",
        fix=(f"{case.x} = {case.x}[::{window}]",),
        happens="The state goes on from batch to batch, but the rows do not: rows that the state has "
        "already seen are read again, and others are skipped.",
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
            happens=f"It runs as one sample of {steps(shape[0])}: the state goes on from the first row "
            "to the last, and a row's output depends on all rows before it.",
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
        happens=f"{tell(shape)} is read as {'' if shape[1] is None else f'{shape[1]:,} '}sequences of "
        f"{steps(shape[0])}: the state runs from one sample into the next.",
        details=("No error is raised, and the output has the shape that one expects.",),
        silent=True,
        opens=Opening("window", shape[1] or 24),
    )
    return (diagnosis,), None


def targeted(case: Case, output: Shape | None) -> tuple[Diagnosis, ...]:
    """3 to 6: targets are spread over predictions that have another shape."""
    setup = case.setup
    y = setup.y.shape if setup.y else None
    if y is None or output is None or case.torch or not compares_numbers(case):
        return ()
    x = setup.X.shape if setup.X else None
    if x and x[0] is not None and y[0] is not None and x[0] != y[0]:
        return ()
    count = x[1] if x and len(x) == 3 and len(output) == 3 and output[1] is None else None
    if count and len(output) == 3:
        output = (output[0], count, output[2])
    last = next((each for each in reversed(setup.layers) if each.recurrent), None)
    if last is None:
        return ()
    once = (with_argument(last.written, "return_sequences", False),)
    every = (with_argument(last.written, "return_sequences", True),)
    said = {"expected": f"predictions {tell(output)}", "received": f"targets {tell(y)}"}
    base = Diagnosis("", "", **said, silent=True)
    if len(output) == 3 and (output[1] or 2) > 1:
        pictures = {
            "fed": named(output, "samples", "timesteps", "units"),
            "meant": named((output[0], output[2]), "samples", "units"),
        }
        last_details = (
            "The line is the last recurrent layer, written again: one prediction per sample.",
        )
        if len(y) == 2 and y[1] == 1:
            return (
                replace(
                    base,
                    **pictures,
                    key="target_every_step",
                    title="There is one target per sample, but a prediction at every timestep.",
                    axis="The predictions have an axis of timesteps that the targets do not have.",
                    fix=once,
                    happens="The one target is spread over all timesteps: the network is asked to say "
                    "it from the first step on, before it has read the rest.",
                    details=last_details,
                ),
            )
        if len(y) == 1:
            return (
                replace(
                    base,
                    **pictures,
                    key="target_every_sample",
                    title="Each prediction is compared with the targets of all samples in the batch.",
                    axis="The targets have one axis, the predictions three: they are matched from the "
                    "back.",
                    fix=once,
                    happens="Targets (batch,) against predictions (batch, timesteps, 1) become (batch, "
                    "timesteps, batch): everything tends to the mean of the batch.",
                    details=last_details,
                ),
            )
    if len(output) == 2 and output[1] == 1:
        if len(y) == 2 and (y[1] or 0) > 1:
            return (
                replace(
                    base,
                    key="one_output_many_targets",
                    title=f"One output is fitted to {y[1]} targets at once.",
                    axis="The last axis of the predictions has size 1, that of the targets "
                    f"{y[1]}.",
                    fix=(f"outputs = keras.layers.Dense({y[1]})",),
                    fed=named(output, "samples", "units"),
                    meant=named((output[0], y[1]), "samples", "units"),
                    happens=f"The one output is compared with each of the {y[1]} targets: the best that "
                    "it can say is their mean.",
                    details=("The line stands in place of the last Dense layer.",),
                ),
            )
        if len(y) == 3 and y[2] == 1 and (y[1] or 0) > 1:
            return (
                replace(
                    base,
                    key="last_step_all_targets",
                    title="There is a target for every timestep, but only one prediction.",
                    axis="The targets have an axis of timesteps that the predictions do not have.",
                    fix=every,
                    fed=named(output, "samples", "units"),
                    meant=named((output[0], y[1], 1), "samples", "timesteps", "units"),
                    happens=f"The last output is compared with all {y[1]} targets: the best that it can "
                    "say is their mean.",
                    details=(
                        "The line is the last recurrent layer, written again: it hands on every "
                        "timestep.",
                    ),
                ),
            )
    return ()
