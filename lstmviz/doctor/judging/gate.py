"""The one gate through which findings pass: each with its evidence, its cure only if it was tried.

Who judges a message or a stop says what is wrong; whether it may be said so is decided here.
"""

import re
from dataclasses import dataclass, replace

from lstmviz.doctor.answer import Diagnosis, Evidence, If
from lstmviz.doctor.judging.case import NONE, Case, Judged, refed
from lstmviz.doctor.judging.failing import FED
from lstmviz.doctor.judging.own_names import in_own_names
from lstmviz.doctor.judging.supposing import MAKERS
from lstmviz.doctor.judging.trying import mended, mends, seen
from lstmviz.doctor.saying.asking import GIVES
from lstmviz.doctor.walking.setup import Setup, Stop
from lstmviz.doctor.walking.walk import walk

BY_ANSWER = "Likely, by your answer: what gives this shape could not be read."
MEASURED = re.compile(r"\b(?:Input\(|input_shape ?=).*?\b(\w+)\.shape\[")
OTHER = (
    "The model takes this size from {x} itself: the message speaks of other data, such as "
    "validation_data or what predict gets, or {x} changed after the model was built."
)
UNTRIED = "This line may do it; I could not try it: {}"


@dataclass(frozen=True)
class Ruling:
    """What a judge found, and on what it rests.

    Args:
        found: the diagnoses and the question.
        evidence: of what kind it is.
        shown: the set-up whose walk shows it; None where no walk can.
        why: the message or the stop that was judged; None for what is silent or asked.
    """

    found: Judged
    evidence: Evidence
    shown: Setup | None = None
    why: Stop | None = None


NOTHING = Ruling(NONE, "")


def admitted(case: Case, ruling: Ruling) -> tuple[Diagnosis, ...]:
    """Let findings pass, each with its evidence; of a cure that was not tried no line is shown."""
    answered = ruling.evidence != "asked" and any(key in case.answers for key in GIVES)
    tried = (conditions_tried(case, ruling, each) for each in ruling.found[0])
    return tuple(
        replace(
            with_tried(case, ruling, each),
            evidence=ruling.evidence,
            basis=each.basis or (BY_ANSWER if answered else ""),
        )
        for each in tried
    )


def conditions_tried(case: Case, ruling: Ruling, each: Diagnosis) -> Diagnosis:
    """Keep of the sentences on a condition those whose lines get past what stops the set-up."""
    before = ruling.shown or case.setup
    fed, X = each.fed, before.X
    if ruling.evidence == "supposed" and fed is not None and X is not None and X.shape is not None:
        # A small set-up gives the message with any axes; the finding tells those that were fed.
        other = len(fed.shape) != len(X.shape) and len(before.inputs) == 1
        before = refed(before, fed.shape) if other else before

    def holds(said: If) -> bool:
        return any(mends(before, way) for way in mended(before, said.lines, case.x, case.y))

    kept = (said for said in each.details if not isinstance(said, If) or holds(said))
    words = tuple(said.told if isinstance(said, If) else said for said in kept)
    return replace(each, details=words)


def with_tried(case: Case, ruling: Ruling, each: Diagnosis) -> Diagnosis:
    """Keep the lines of a finding if they were tried, and get past what they are to mend."""
    if not each.fix:
        return replace(each, tried=None)
    before = ruling.shown or case.setup
    if which_input(case, ruling):
        return withheld(each)
    measured = of_the_data(case, ruling) if "Input(" in " ".join(each.fix) else ""
    if measured:
        kept = withheld(each)
        return replace(kept, details=(OTHER.format(x=measured), *kept.details))
    ways = (each.tried,) if each.tried is not None else mended(before, each.fix, case.x, case.y)
    if any(mends(before, way) for way in ways):
        return replace(each, fix=in_own_names(case, each))
    # What has no shapes no walk can try: a type, a device, the order of the samples.
    walked = ruling.why is not None and ruling.why.kind in MAKERS
    if not ways and ruling.evidence in ("stated", "silent") and not walked:
        return each
    kept = withheld(each)
    details, lines = kept.said, "; ".join(each.fix)
    failed = any(seen(way, walk(way), walk(before).stop) for way in ways)
    known = any((lines.partition(" = ")[2] or lines) in sentence for sentence in details)
    return kept if failed or known else replace(kept, details=(UNTRIED.format(lines), *details))


def which_input(case: Case, ruling: Ruling) -> bool:
    """Whether a message speaks of one of several inputs, and no walk tells of which."""
    inputs = [at for at in case.setup.inputs if not case.setup.nodes[at].layer.says("state")]
    fed = ruling.why is not None and ruling.why.kind in FED
    return fed and ruling.evidence != "walk" and len(inputs) > 1


def of_the_data(case: Case, ruling: Ruling) -> str:
    """The array whose shape the model's input is made from, where a message speaks of another."""
    fed = ruling.why is not None and ruling.why.kind in FED
    if not fed or ruling.evidence == "walk":
        return ""
    for node in case.setup.nodes:
        if found := MEASURED.search(node.layer.written):
            axes = re.findall(rf"\b{found[1]}\.shape\[(-?\d)\]", node.layer.written)
            # (X.shape[1], X.shape[1]) is none of X's own samples.
            return found[1] if axes == sorted(set(axes), key=int) and "0" not in axes else ""
    return ""


def withheld(each: Diagnosis) -> Diagnosis:
    """Take the lines back, and the sentences that speak of them."""
    details = tuple(sentence for sentence in each.said if not sentence.startswith("The line"))
    return replace(each, fix=(), opens=None, tried=None, details=details)
