"""From a case to what is wrong with it: the message that counts, the walk's stop, then silence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis, Evidence
from lstmviz.doctor.judging import several
from lstmviz.doctor.judging.agreeing import (
    alone,
    as_then,
    based,
    comes_again,
    contradicts,
    set_apart,
    with_samples,
)
from lstmviz.doctor.judging.asked import asked
from lstmviz.doctor.judging.beside import made_otherwise, refused_beside
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.code import arrays
from lstmviz.doctor.judging.code.overrun import items_beyond
from lstmviz.doctor.judging.code.undefined import held_by_code
from lstmviz.doctor.judging.failing import FED
from lstmviz.doctor.judging.fed import typed
from lstmviz.doctor.judging.fed.tabular import OF_A_TABLE, can_be_a_table
from lstmviz.doctor.judging.gate import NOTHING, Ruling, admitted
from lstmviz.doctor.judging.handlers import HANDLERS
from lstmviz.doctor.judging.noticing import notice, told
from lstmviz.doctor.judging.onward import onward
from lstmviz.doctor.judging.rows import rows_changed
from lstmviz.doctor.judging.silent import find_silent, of_the_end
from lstmviz.doctor.judging.silent.splits import other_part
from lstmviz.doctor.judging.silent.types import other_type
from lstmviz.doctor.judging.supposing import shown_by
from lstmviz.doctor.judging.unread import certain, open_input
from lstmviz.doctor.reading.gathering import UNCALLED
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop

# An error's own name: of a text with one it is never said that nothing is wrong.
REPORT = re.compile(
    r"(?<!except )(?<![A-Za-z\d])_?[A-Z]\w{0,40}(?:Error|Exception)\b(?: \([^)\n]{1,60}\))? ?:|"
    r"(?<!except )\b(?:Exception|Error) ?:|\bTraceback\b|"
    r"expected n?dim|^Error in \w|(?i:invalid.?argument ?:)|^[ \t]*[A-Z]\w{2,40}Error[ \t]*$",
    re.ASCII | re.MULTILINE,
)
SIZE = re.compile(r"(?<![\w.])\d{1,9}(?![\w.])")
# What an error says; without it a traceback alone is told.
MESSAGE = re.compile(r"(?:Error|Exception|Warning) ?:[ \t]*\S")
BESIDE = "Seen in the code, beside the loss of nan."
BY_FIRST = "Likely: how the layers are called is not in the text, so the first one may read X."
BY_CODE = "Likely, by the code: the last line of the message is not in the text."
BY_CODE_ALONE = "Likely, by the code: the message is Python's own, and does not say what it is of."
# What older Kerases said where a layer met a shape that they did not check.
STUMBLES = re.compile(
    r"IndexError: (?:list|tuple) index out of range|AssertionError[ \t]*$|TypeError: (?:'int' "
    r"object is not (?:iterable|subscriptable)|'NoneType' object is not subscriptable|unsupported "
    r"operand type\(s\) for [-+*]: 'NoneType' and)",
    re.MULTILINE,
)
# Stops that come of an Input with an axis too many, too: convolutions take more than three.
BY_INPUT = frozenset({"kernel", "kernel_axes", "matmul"})
# What a notice says in general, and a walk of the very place.
SAME: Mapping[str, str] = MappingProxyType(
    {
        "cardinality_alone": "cardinality",
        **dict.fromkeys(("torch_pair", "torch_tuple"), "a_tuple"),
        **dict.fromkeys(("attention_mask", "attention_padding", "attention_width"), "attention"),
    }
)
# What is said of numbers of another type: the code may tell which they are.
TYPES = frozenset({"torch_dtype", "torch_long"})
# What is raised where an item of a data set reaches beyond its rows.
BEYOND = frozenset({"index_bounds", "no_second", "unequal"})
# What X and y stop at that do not belong together.
OF_PAIRS = frozenset({"cardinality", "loss"})
# What is said where an array holds nothing at all.
OF_NOTHING = frozenset({"empty_array", "no_batch"})
# Stops at a size that is open: it may be the text alone that does not tell it.
OPEN = frozenset({"open_batch", "open_size"})


def judge(case: Case) -> Judged:
    """Say what is wrong, most likely first, and what would decide more: through the gate."""
    said = by_message(case)
    rulings = [said]
    reported = is_report(case)
    runs_on = reported and only_nan(case)
    found = bool(said.found[0])
    stop = case.walk.stop
    if "comma" in case.setup.marks and not found and not reported:
        return through(case, [Ruling(one(several.comma()), "silent", case.setup)])
    if (nothing := empty(case)) is not None and not found and not reported:
        return through(case, [Ruling(one(arrays.no_samples(case, nothing)), "silent", case.setup)])
    untold = open_input(case.setup) or not certain(case.setup, case.walk)
    left_open = stop is not None and stop.kind in OPEN and untold
    if stop is not None and not found and not left_open and (meets(case) or not reported):
        rulings.append(Ruling(by_walk(case), "walk", case.setup, stop))
        found = bool(rulings[-1].found[0])
    if of_other_lines(case):
        return through(case, [Ruling(by_walk(case), "walk", case.setup, stop)])
    if not found and reported and cut_off(case) and (said := by_code(case)):
        return through(case, [Ruling((said, None), "walk", case.setup, stop)])
    if not found and says_nothing(case) and (said := by_code(case)):
        said = tuple(replace(each, basis=BY_CODE_ALONE) for each in said)
        return through(case, [Ruling((said, None), "walk", case.setup, stop)])
    if runs_on and found:
        # A loss of nan is no error: what else is wrong is seen as in any other code.
        shown = (by_walk(case), "walk") if stop and certain(case.setup, case.walk) else None
        end: tuple[Judged, Evidence] = shown or (of_the_end(case), "silent")
        beside = tuple(replace(each, basis=BESIDE) for each in end[0][0])
        rulings.append(Ruling((beside, None), end[1], case.setup, stop))
    if not reported and (other := refused_beside(case)) is not None:
        rulings.append(Ruling(one(made_otherwise(other)), "walk", other.setup, other.walk.stop))
    answer = None if found or MESSAGE.search(case.text.plain) else asked(case)
    silent = find_silent(case) if stop is None and not reported else NONE
    if answer is not None and silent[1] is not None:
        # A question in words is answered before one is asked back.
        silent = tuple(each for each in silent[0] if each.fix), None
    rulings.append(Ruling(silent, "silent", case.setup))
    if answer is not None:
        rulings.append(Ruling(one(answer), "asked"))
    return through(case, rulings)


def empty(case: Case) -> Shape | None:
    """Give the shape of an array that is fed, or of a test part, that holds nothing."""
    shapes = [each.shape for each in (case.setup.X, case.setup.test) if each is not None]
    return next((shape for shape in shapes if shape is not None and 0 in shape), None)


def by_code(case: Case) -> tuple[Diagnosis, ...]:
    """Judge what surely stops the code, where the message itself is not told."""
    found, question = by_walk(case)
    if case.walk.stop is None:
        # What a fit refuses though the walk goes through: batches, most of all.
        found = tuple(each for each in find_silent(case)[0] if not each.silent)
    return () if question else tuple(replace(each, basis=BY_CODE) for each in found)


def cut_off(case: Case) -> bool:
    """Whether the message itself is not in the text, and the code surely stops."""
    return (
        not case.reports and not MESSAGE.search(case.text.plain) and certain(case.setup, case.walk)
    )


def of_other_lines(case: Case) -> bool:
    """Whether a message tells a name that no line of the code holds, and the code surely stops."""
    told = [each for each in case.reports if each.kind == "undefined"]
    if len(told) != len(case.reports) or not told or not certain(case.setup, case.walk):
        return False
    return case.walk.stop is not None and not held_by_code(case)


def says_nothing(case: Case) -> bool:
    """Whether the message is Python's own, as older Kerases stumble, and the code surely stops."""
    stop = case.walk.stop
    if case.reports or case.text.raising or stop is None:
        return False
    if not stop.node and stop.kind != "bare_number":
        return False  # what is fed stumbles over nothing
    return bool(STUMBLES.search(case.text.plain)) and certain(case.setup, case.walk)


def only_nan(case: Case) -> bool:
    """Whether nothing but a loss of nan is reported."""
    return not REPORT.search(case.text.plain) and all(each.kind == "nan" for each in case.reports)


def through(case: Case, rulings: Sequence[Ruling]) -> Judged:
    """Put what was found together, as far as the gate lets it pass."""
    found = [each for ruling in rulings for each in admitted(case, ruling)]
    question = next((each.found[1] for each in rulings if each.found[1] is not None), None)
    if question is not None and question.key in OF_A_TABLE and not can_be_a_table(case):
        question = None
    if found and question is None and found[0].evidence == "walk" and not found[0].basis:
        found = [*onward(case, found[0], next_on), *found[1:]]
    return merge(found), question


def next_on(case: Case) -> Judged:
    """Judge a mended set-up: by what stops its walk, else by what its end gives."""
    stop = case.walk.stop
    ruling = (
        Ruling(by_walk(case), "walk", case.setup, stop)
        if stop is not None
        else Ruling(of_the_end(case), "silent", case.setup)
    )
    return admitted(case, ruling), ruling.found[1]


def by_walk(case: Case) -> Judged:
    """Judge what stops the walk, whatever a message says."""
    stop, x = case.walk.stop, case.setup.X
    if stop is None or stop.kind not in HANDLERS:
        return NONE
    if stop.kind in OF_PAIRS and (apart := other_part(case))[0]:
        return apart
    if x is not None and stop.kind in BY_INPUT and typed.typed_whole(x.shape, case):
        return typed.whole_in_input(case, x.shape, len(x.shape))
    built = (None, *(case.setup.sample or ()))
    if x is not None and stop.kind in BY_INPUT and typed.begins_with_samples(case, built, x.shape):
        return one(typed.samples_among_sizes(case, built, x.shape or ()))
    judged = HANDLERS[stop.kind](case, stop)
    if case.setup.gaps.get("model") != UNCALLED:
        return judged
    return tuple(replace(each, basis=each.basis or BY_FIRST) for each in judged[0]), judged[1]


def meets(case: Case) -> bool:
    """Whether what the walk stops on stands in a message that is not known.

    The code itself does not tell the shape that a layer reads: only who walks comes to it. Of
    predictions and targets, all sizes that the message tells are theirs, and not all are both's.
    """
    stop = case.walk.stop
    node = stop.node if stop else None
    if stop is None or node is None:
        return False
    if stop.kind == "loss":
        output, target = (set(stop[each] or ()) for each in ("output", "target"))
        said = sizes_said(case.text.plain)
        return len(said) > 1 and said <= output | target and not said <= output & target
    if node >= len(case.setup.nodes):
        return False
    shapes = [case.walk.of(each) for each in case.setup.nodes[node].reads]
    spelt = [",".join(map(str, each)).lower() for each in shapes if each and len(each) > 2]
    return any(f"({each})" in case.text.tight or f"[{each}]" in case.text.tight for each in spelt)


def sizes_said(text: str) -> set[int]:
    """Give the numbers in the line of the last error."""
    places = [found.start() for found in REPORT.finditer(text)]
    line = text[places[-1] :].split("\n", 1)[0] if places else ""
    return {int(each) for each in SIZE.findall(line)}


def is_report(case: Case) -> bool:
    """Whether the text holds an error message: it is not answered with something else."""
    return bool(case.reports) or bool(REPORT.search(case.text.plain))


def by_message(case: Case) -> Ruling:
    """Judge the messages in a text: the one that the walk says again counts, else the last."""
    notices = notice(case)
    too_far = items_beyond(case)
    kinds = {*(each.kind for each in case.reports), *(each.notice.key for each in notices)}
    if too_far[0] and kinds & BEYOND:
        return Ruling(too_far, "stated")
    if kinds & OF_PAIRS and (apart := other_part(case))[0]:
        return Ruling(apart, "stated")
    stop = case.walk.stop
    if notices and stop is not None and SAME.get(notices[0].notice.key) == stop.kind:
        return Ruling(by_walk(case), "walk", case.setup, stop)
    last = notices[0] if notices else None
    if last is not None and last.notice.key in TYPES and (typed_ := other_type(case))[0]:
        return Ruling(typed_, "stated")
    if last is not None and last.notice.key in OF_NOTHING and (nothing := empty(case)) is not None:
        return Ruling(one(arrays.no_samples(case, nothing)), "stated")
    if last is not None and last.notice.key == "unbuilt" and several.joins_in_chain(case):
        return Ruling(one(several.joined_in_chain()), "stated")
    reports = [with_samples(case, each) for each in case.reports]
    if reports and surely_stops(case, reports):
        return Ruling(by_walk(case), "walk", case.setup, stop)
    for report in sorted(reports, key=lambda each: not comes_again(case, each)):
        place = case.text.tight.rfind(report.sentence[:60])
        if last is not None and last.at > place and not comes_again(case, report):
            return Ruling(one(told(case, last)), "stated")
        if report.kind not in HANDLERS:
            continue
        ruling = of_report(case, report)
        if ruling.found[0]:
            return ruling
    return Ruling(one(told(case, last)), "stated") if last is not None else NOTHING


def surely_stops(case: Case, reports: Sequence[Stop]) -> bool:
    """Whether the code, read whole, stops at a layer that a message names, by another message.

    Versions differ in what they check first.
    """
    stop, nodes = case.walk.stop, case.setup.nodes
    if stop is None or stop.node is None or stop.node >= len(nodes) or case.torch:
        return False
    layer = nodes[stop.node].layer
    if layer.kind == "Input":
        return False  # what is fed may be another array
    kinds = {each.kind.lower() for each in (layer, layer.inner) if each is not None and each.kind}
    tight = case.text.tight
    said = [tight[tight.rfind(each.sentence[:60]) :][:300] for each in reports]
    named = any(kind in each for kind in kinds for each in said)
    again = any(comes_again(case, each) for each in reports)
    return named and not again and certain(case.setup, case.walk)


def of_report(case: Case, report: Stop) -> Ruling:
    """Judge one message, with the set-up that gives it again."""
    received = report["received"]
    if isinstance(received, tuple) and received[:1] == (0,) and report.kind in FED:
        return Ruling(one(arrays.no_samples(case, received)), "stated")
    if not comes_again(case, report) and (line := rows_changed(case, report)) is not None:
        return Ruling(one(line), "stated")
    case = as_then(case, report)
    apart = contradicts(case, report)
    judged_of = alone(case) if apart else case
    judged = HANDLERS[report.kind](judged_of, report)
    if not judged[0]:
        return NOTHING
    said = based(case, report, set_apart(case, report, judged) if apart else judged)
    if not apart and comes_again(case, report):
        return Ruling(said, "walk", case.setup, report)
    shown = shown_by(judged_of, report)
    return Ruling(said, "supposed" if shown else "stated", shown, report)


def merge(found: list[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Keep each kind once."""
    kept: dict[str, Diagnosis] = {}
    for each in found:
        kept.setdefault(each.key, each)
    return tuple(kept.values())
