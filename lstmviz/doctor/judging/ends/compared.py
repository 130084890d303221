"""Targets and predictions side by side: of other steps, or the same numbers laid out otherwise."""

from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import Case, Cure, first_that_runs
from lstmviz.doctor.judging.mending import change, edited, line
from lstmviz.doctor.saying.wording import named, steps, tell
from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking.losses import classes
from lstmviz.doctor.walking.setup import Layer, Node
from lstmviz.doctor.walking.sizes import Symbol

NAMES = ("samples", "timesteps", "units")


def base(target: Shape, output: Shape) -> Diagnosis:
    """Begin a diagnosis with both shapes."""
    names = NAMES if len(output) == 3 else ("samples", "units")
    return Diagnosis(
        "target_shape",
        "The targets do not have the shape of the predictions.",
        expected=f"predictions {tell(output)}",
        received=f"targets {tell(target)}",
        fed=named(target, "samples"),
        meant=named(output, *names),
    )


def read_steps(case: Case) -> int | None:
    """Give the timesteps of X; None where they are not told. Words for an Embedding are steps."""
    x = case.setup.x_shape
    words = bool(case.setup.layers) and case.setup.layers[0].kind == "Embedding"
    return x[1] if x is not None and len(x) == (2 if words else 3) else None


def unbuilt(target: Shape, output: Shape, *, known: bool = False) -> tuple[str, ...]:
    """Say what two sizes may be where no model is told: no line can mend what was not read.

    Args:
        target: of the targets, or of the first.
        output: of the predictions, or of the second.
        known: whether it is known which of the two is which.
    """
    less, more = sorted(size or 0 for size in (target[-1], output[-1]))
    told_ = ["Add the lines that build the model, and y.shape: they tell where the two part."]
    if not (1 < less < more and more % less == 0):
        return tuple(told_)
    count = more // less
    if known and target[-1] == more:
        left = (
            f"it may be that y holds {count:,} timesteps of {less:,} numbers, and the model "
            "answers once for each sample."
        )
    else:
        left = (
            f"it may be that {count:,} timesteps are left over, with {less:,} numbers at each. A "
            "layer that keeps the steps, as an attention or return_sequences=True, needs something "
            "behind it that takes them away: a pooling over the steps, or the last step alone."
        )
    return (f"{more:,} = {count:,} × {less:,}: {left}", *told_)


def step_apart(target: Shape, output: Shape) -> bool:
    """Whether class numbers at every step are of another number of steps than the predictions."""
    told_ = len(output) == 3 and (len(target) == 2 or (len(target) == 3 and target[2] == 1))
    counts = (target[1:2] or (None,))[0], output[1]
    return told_ and None not in counts and counts[0] != counts[1] and counts[0] != 1


def step_numbers(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """Targets and predictions have different numbers of timesteps."""
    cure = repeated(case, target, output)
    return replace(
        base(target, output),
        key="target_step_count",
        title=f"There are targets for {steps(target[1])}, and predictions for {output[1]}.",
        axis="The axis of the timesteps differs"
        + (
            "."
            if target[2] == output[2] or classes(case.setup.loss) == "numbers"
            else f"; and there are {target[2]} numbers at each step, and {output[2]} predictions."
        ),
        fix=cure.lines if cure else (),
        tried=cure.setup if cure else None,
        details=(
            *(
                ("If y has one target for the whole sequence: the last recurrent layer with "
                 f"return_sequences=False, no TimeDistributed, and {case.y}[:, 0].",)
                if target[1] == 1
                else ()
            ),
            *(
                (If("The sizes are the same in another order: {}, if the axes of the targets were "
                    "swapped.", (f"{case.y} = {case.y}.transpose(0, 2, 1)",)),)
                if target[1:] == output[:0:-1] and target[1] != target[2]
                else ()
            ),
            *(shifted_by_one(case, target, output) or axis_joined(case, target, output)),
            *(() if shifted_by_one(case, target, output) else (who_counts(case, output),)),
        ),
    )  # fmt: skip


def axis_joined(case: Case, target: Shape, output: Shape) -> tuple[str, ...]:
    """Say that another axis may stand on that of the timesteps: filters, most often."""
    given, gives = target[1], output[1]
    alike = target[2] == output[2] == 1 and not case.coded
    if not alike or not given or not gives or given < 2 or gives % given or gives == given:
        return ()
    times = gives // given
    return (
        f"{gives:,} = {times} × {given}: has a Reshape or a Flatten put {times} filters or "
        f"features on the axis of the timesteps? Reshape(({given}, {times})) keeps them apart, "
        f"and the last layer gives one number at each of the {given} steps.",
    )


def repeated(case: Case, target: Shape, output: Shape) -> Cure | None:
    """Let RepeatVector give as many steps as the targets have, where it gives the others."""
    setup, count = case.setup, target[1]
    at = repeats(case, output[1])
    if at is None or count is None or count < 1:
        return None
    layer = replace(setup.nodes[at].layer.with_argument("n", count), written="")
    return first_that_runs(change(setup, at, layer))


def repeats(case: Case, count: int | None) -> int | None:
    """Find the last RepeatVector, if it gives so many steps."""
    nodes = case.setup.nodes
    places = [at for at, each in enumerate(nodes) if each.layer.kind == "RepeatVector"]
    found = places[-1:] and nodes[places[-1]].layer.size("n") == count
    return places[-1] if found and count is not None else None


def shifted_by_one(case: Case, target: Shape, output: Shape) -> tuple[str, ...]:
    """Say what leaves one step out of the targets: the next one is predicted at each."""
    given, gives = target[1], output[1]
    if given is None or gives is None or gives - given != 1 or given == 1:
        return ()
    if case.coded and read_steps(case) not in (None, output[1]):
        return ()  # a layer took the step
    x, y = case.x, case.y
    return (
        f"If {y} holds the next step of each, the inputs lose their last one: {x} = {x}[:, :-1], "
        f"with Input of {target[1]} steps, or of None. Step i of {x} then goes with step i + 1.",
        f"If {y} was cut or padded otherwise, give it as many steps: {output[1]}.",
    )


def who_counts(case: Case, output: Shape) -> str:
    """Say which layer decides how many steps the predictions have."""
    count = output[1]
    ahead = "For another number of steps out than in: LSTM, then RepeatVector(steps out), then "
    ahead += "LSTM with return_sequences=True."
    if repeats(case, count) is not None:
        return (f"The {count} steps of the predictions are the n of RepeatVector: as many as the "
                "targets have, and it answers at each of them.")  # fmt: skip
    if count is not None and case.coded and read_steps(case) == count:
        return f"Nothing takes steps away: {case.x} itself has {steps(count)}. {ahead}"
    if not case.coded:
        return ("A recurrent layer gives as many steps as it reads; Conv1D, poolings and strides "
                f"take some away, and RepeatVector(n) gives n. {ahead}")  # fmt: skip
    return f"Steps are lost in Conv1D, poolings and strides. {ahead}"


def cut_alike(one: Shape, other: Shape) -> bool:
    """Whether a sample has the same count of numbers in both, in steps here and in a row there."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    size = product(longer[1:])
    rows = len(longer) == 3 and len(shorter) == 2 and 1 not in longer[1:]
    return rows and size is not None and size == shorter[1]


def flat_targets(case: Case, one: Shape, other: Shape) -> Diagnosis:
    """A sample has the same count of numbers in both, in steps here and in a row there."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    steps_, units = longer[1:]
    setup, y, cure = case.setup, case.y, None
    last = bool(setup.layers) and not setup.torch
    if (
        last
        and setup.output is not None
        and other == shorter
        and case.walk.of(setup.output) is not None
    ):
        layer = Layer("Reshape", MappingProxyType({"target_shape": (steps_, units)}))
        nodes = (*setup.nodes, Node(layer, (setup.output,)))
        longest = replace(setup, nodes=nodes, output=Symbol(len(setup.nodes)))
        cure = first_that_runs(
            Cure((f"outputs = keras.layers.{layer_line(steps_, units)}",), longest)
        )
    return replace(
        base(one, other),
        key="flat_targets",
        title=f"Both hold {shorter[1]} numbers for each sample: {steps_} × {units} in one, one row "
        "in the other."
        if cure is None
        else f"The model gives one row of {shorter[1]} numbers for each sample, and y has them in "
        f"{steps_} × {units}.",
        axis=f"The {shorter[1]} numbers stand on one axis in one of them, on two in the other.",
        fix=cure.lines if cure else (),
        tried=cure.setup if cure else None,
        meant=named(longer, *NAMES),
        details=(
            "The line is one layer more, behind the last one; or "
            f"{y}.reshape(len({y}), -1) makes rows of the targets.",
        )
        if cure
        else (
            f"If the model gives the row: {layer_line(steps_, units)} as its last layer, behind "
            f"the Dense; or {y}.reshape(len({y}), -1) makes rows of the targets.",
            f"If y holds the rows, {y}.reshape(-1, {steps_}, {units}), if they were cut of steps "
            "in this order.",
        ),
    )


def layer_line(steps_: int | None, units: int | None) -> str:
    """Write the layer that gives a row its steps back."""
    return f"Reshape(({steps_}, {units}))"


def on_their_side(case: Case, target: Shape) -> bool:
    """Whether targets (1, n) are those of n samples."""
    x, y = (each.shape if each else None for each in (case.setup.X, case.setup.y))
    rows = x[0] if x else None
    return rows is not None and rows > 1 and target[1:] == (rows,) and y == (1, rows)


def turned_targets(case: Case, target: Shape) -> Diagnosis:
    """The samples stand on the second axis of the targets."""
    rows, setup = target[1], case.setup
    at = next((at for at in reversed(range(len(setup.nodes)))
               if setup.nodes[at].layer.recurrent), None)  # fmt: skip
    layer = setup.nodes[at].layer if at is not None else None
    once = layer is not None and layer.says("return_sequences") is True
    more = (line(edited(layer, "return_sequences", False)),) if layer and once else ()
    return Diagnosis(
        "turned_targets",
        f"The targets lie on their side: they are one row of {rows}, and X has {rows} samples.",
        expected=f"targets ({rows}, 1): one row for each sample",
        received=f"targets (1, {rows})",
        axis="The samples stand on the second axis of the targets, and belong on the first.",
        fix=(f"{case.y} = {case.y}.reshape({rows}, 1)", *more),
        fed=named((1, rows), "?", "samples"),
        meant=named((rows, 1), "samples", "units"),
        details=(
            "Each sample then has one target: the last recurrent layer has to answer once, "
            "return_sequences=False.",
        ),
    )
