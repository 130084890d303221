"""TimeDistributed takes the timesteps away: each call of the layer within sees one step alone."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one, refed
from lstmviz.doctor.judging.mending import line
from lstmviz.doctor.saying.wording import as_code, axes_count, model_lines, named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.kinds import GATES, STEPS
from lstmviz.doctor.walking.rules import AXES, LEAST
from lstmviz.doctor.walking.setup import Layer, Setup, Stop
from lstmviz.doctor.walking.walk import walk

# What slides along steps, or reads them one after another, by itself.
ALONG = STEPS | {"Bidirectional"}


def kernel_axes(case: Case, why: Stop) -> Judged:
    """A Conv1D within TimeDistributed got single steps, not sub-sequences."""
    at = next(
        (place for place, node in enumerate(case.setup.nodes)
         if node.layer.kind == "TimeDistributed" and node.layer.inner
         and node.layer.inner.kind.startswith("Conv")), None,
    )  # fmt: skip
    before = case.walk.of(case.setup.nodes[at].reads[0]) if at is not None else None
    return one(within(case, at, before, why["received"]))


def refused_within(case: Case, node: int | None) -> bool:
    """Whether a node is a TimeDistributed whose layer within refuses what one step is."""
    nodes = case.setup.nodes
    if node is None or node >= len(nodes) or nodes[node].layer.kind != "TimeDistributed":
        return False
    given = case.walk.of(nodes[node].reads[0])
    return given is not None and len(given) > 2


def fed_to(case: Case, received: Shape) -> Diagnosis | None:
    """Say it of X, where a TimeDistributed stands first and X has an axis too few for it."""
    first = case.setup.nodes[1].layer if len(case.setup.nodes) > 1 else None
    if first is not None and first.kind == "TimeDistributed" and (found := cut_up(case, received)):
        return found
    if first is None or first.kind != "TimeDistributed" or len(received) < 3:
        return None
    wants = axes_of(first.inner)
    return within(case, 1, received) if wants and len(received) == wants else None


def cut_up(case: Case, received: Shape) -> Diagnosis | None:
    """Say how flat timesteps make the parts that the input asks for; None where they do not."""
    sample, steps_ = case.setup.sample, received[1] if len(received) == 3 else None
    each = sample[1] if sample is not None and len(sample) == 3 else None
    if sample is None or not each or each == 1 or not steps_ or steps_ % each or steps_ == each:
        return None
    parts, width = steps_ // each, received[2]
    if sample[0] not in (None, parts) or sample[2] not in (None, width):
        return None
    x, whole = case.x, (received[0], parts, each, width)
    return Diagnosis(
        "sub_sequences",
        f"The model reads parts of {each} steps, and X has all {steps_} steps in one axis.",
        expected=f"four axes: {tell((None, parts, each, width))}",
        received=f"three axes: {tell(received)}",
        axis="The axis of the parts is missing: (samples, parts, steps, features).",
        fix=(f"{x} = {x}.reshape(-1, {parts}, {each}, {width})",),
        fed=named(received, "samples", "timesteps", "features"),
        meant=named(whole, "samples"),
        tried=refed(case.setup, whole),
        details=(f"{steps_} = {parts} × {each}: the order of the steps stays. The data of predict "
                 "want the same reshape.",),
    )  # fmt: skip


def within(case: Case, at: int | None, given: Shape | None, step: Shape | None = None) -> Diagnosis:
    """The layer within TimeDistributed refuses one step.

    Args:
        case: the set-up.
        at: where TimeDistributed is; None where no code tells.
        given: what it reads, as far as it is told.
        step: what the layer within reads, where that alone is told.
    """
    layer = case.setup.nodes[at].layer if at is not None else None
    inner = layer.inner if layer else Layer("Conv1D")
    kind = inner.kind if inner and inner.kind else "the layer"
    step = (None, *given[2:]) if given is not None else step
    wants = axes_of(inner)
    many = wants is not None and step is not None and len(step) > wants
    fix: tuple[str, ...] = ()
    plain = None
    if at is not None and inner is not None and inner.kind in ALONG and not many:
        plain = unwrapped(case.setup)
        if walk(plain).stop is None:
            held = [each.layer.inner for each in case.setup.nodes if each.layer.inner]
            fix = model_lines(plain) or tuple(line(each) for each in held if each.kind in ALONG)
    return Diagnosis(
        "sub_sequences",
        f"TimeDistributed takes the timesteps away: {kind} within it sees one step alone.",
        expected=f"{axes_count(wants + 1)}, one more than {kind} reads"
        + (": (samples, sub-sequences, steps, features)" if wants == 3 else "")
        if wants
        else "",
        received=(f"{tell(given)}; " if given else "")
        + (f"at each step {tell(step)}" if step else "at each step a row"),
        axis=f"{kind} reads {axes_count(wants)}, and one step has {axes_count(len(step or ()))}."
        if wants and step
        else "The axis of the steps within a sub-sequence is missing.",
        fix=fix,
        tried=plain if fix else None,
        fed=named(given, "samples", "timesteps") if given else None,
        details=advice(case, inner, given, many=many, fixed=bool(fix)),
    )


def axes_of(layer: Layer | None) -> int | None:
    """Give the axes that a layer reads, at least; of a wrapper those of what it holds."""
    if layer is None:
        return None
    if layer.kind == "Bidirectional" and layer.inner is not None:
        return axes_of(layer.inner)
    return 3 if layer.kind == "TimeDistributed" else AXES.get(layer.kind) or LEAST.get(layer.kind)


def advice(
    case: Case, inner: Layer | None, given: Shape | None, *, many: bool, fixed: bool
) -> tuple[str, ...]:
    """Say what TimeDistributed around this layer is for, and what does without it."""
    kind = inner.kind if inner else "the layer"
    if many:
        return (f"What comes in has more axes than (samples, timesteps) and those of {kind}: leave "
                "one out, or take a layer that reads them.",)  # fmt: skip
    lines = ": the lines above" if fixed else ""
    verb = "reads" if kind in GATES or kind == "Bidirectional" else "slides along"
    told: list[str] = []
    if kind in ALONG:
        told.append(f"Without TimeDistributed, {kind} {verb} all timesteps{lines}.")
    if kind.endswith("2D"):
        told.append(
            "Frames of a film have five axes: (samples, timesteps, rows, columns, channels). Is "
            f"the axis of the channels missing? {case.x}[..., None] adds one of size 1."
        )
        return tuple(told)
    if kind == "TimeDistributed":
        return ("One TimeDistributed is enough; a Dense needs none: it works at every step.",)
    first = case.setup.layers[0].kind if case.setup.layers else ""
    if first == "Embedding":
        told.append("Or feed texts as (samples, sentences, words): the Embedding then gives four "
                    "axes, and each sentence is a sub-sequence.")  # fmt: skip
        return tuple(told)
    told.append(f"Or cut each sequence into parts: {case.x}.reshape(len({case.x}), parts, steps, "
                "features) with Input((parts, steps, features)).")  # fmt: skip
    if given is not None and len(given) == 3 and kind == "Conv1D":
        sizes = as_code((*given[1:], 1))
        told.append(f"Or let it slide along the features of each step: {case.x}[..., None], with "
                    f"Input({sizes}).")  # fmt: skip
    return tuple(told)


def unwrapped(setup: Setup) -> Setup:
    """Take TimeDistributed off what goes along steps itself, and a Flatten of each step out."""
    for at in reversed(range(len(setup.nodes))):
        layer = setup.nodes[at].layer
        if layer.kind != "TimeDistributed" or layer.inner is None:
            continue
        if layer.inner.kind == "Flatten":
            setup = setup.left_out(at)
        elif layer.inner.kind in ALONG:
            setup = setup.changed(at, layer.inner)
    return setup
