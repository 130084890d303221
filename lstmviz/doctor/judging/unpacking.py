"""A line takes values apart, and there are more or fewer: of a shape, a layer, a packed batch."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.returned import by_states
from lstmviz.doctor.judging.silent.necks import pair_of_one
from lstmviz.doctor.reading.raising import read_line
from lstmviz.doctor.saying.wording import axes_count, named
from lstmviz.doctor.walking.setup import Stop

# A line that gives several names the parts of something, also within a sentence.
TAKES = re.compile(
    r"(?<![\w.,])((?:\w{1,30} ?, ?)+\(?\w[\w, ]{0,40}\)? ?= ?[A-Za-z_][^\n=\"`]{1,120})"
)
PACKED = re.compile(r"pack", re.IGNORECASE)
LSTMS = re.compile(r"lstm\d{0,2}$", re.IGNORECASE)


# validation_data=(X_val): a name in brackets is no tuple.
VALIDATION = re.compile(r"\bvalidation_data ?= ?\(([A-Za-z_]\w{0,40})\)")


def no_pair(name: str) -> Diagnosis:
    """validation_data is one array, and not a pair of them."""
    return Diagnosis(
        "validation_alone",
        f"validation_data is a pair (X_val, y_val), and got {name} alone.",
        expected="validation_data=(X_val, y_val)",
        received=f"validation_data={name}",
        axis="The targets of the validation are missing.",
        details=(
            f"({name}) in brackets is {name} itself: a tuple has a comma. If {name} is a pair "
            "already, print len() of it.",
        ),
    )


def unpack(case: Case, why: Stop) -> Judged:
    """A shape has another number of axes than names."""
    wanted, found = why["expected"], why["found"]
    alone = VALIDATION.search(case.text.plain)
    if wanted == 2 and alone is not None:
        return one(no_pair(alone[1]))
    if (told := by_states(case, wanted, found)) is not None:
        return one(told)
    if (told := by_line(case, wanted, found)) is not None:
        return one(told)
    if not ("size()" in case.text.tight or "shape" in case.text.tight):
        return (), None
    few = found is not None and found < wanted
    reads = r"\w ?, ?\w[^=\n]{0,80}= ?[^=\n]{1,80}(?:\.shape\b|\.size\(\))"
    if not re.search(reads, case.text.plain):
        return one(taken_apart(wanted, found))
    ask = "(batch or samples, timesteps, features)" if wanted == 3 else f"{axes_count(wanted)}"
    return one(
        Diagnosis(
            "unpacked_axes",
            f"The line reads {wanted} axes out of a shape that has "
            f"{found if found is not None else 'more'}.",
            expected=f"{axes_count(wanted)}: {ask}" if wanted == 3 else axes_count(wanted),
            received=axes_count(found) if found is not None else "more axes",
            axis="An axis is missing: the samples, the timesteps or the features."
            if few
            else "There is an axis more than names for it.",
            fed=named((None,) * found, "?") if found is not None else None,
            details=(
                "One sample alone (timesteps, features): x.unsqueeze(0), or x[None], is a batch "
                "of 1.",
                "Samples of one feature (samples, timesteps): x.unsqueeze(-1). Rows that are one "
                "step each (samples, features): x[:, None, :].",
            )
            if few
            else ("Print x.shape just before the line.",),
        )
    )


def taken_apart(wanted: int, found: int | None) -> Diagnosis:
    """A line takes a number of values apart, and the text does not show of what."""
    return Diagnosis(
        "unpacked_values",
        f"A line takes {wanted} values apart, and gets {'more' if found is None else found}.",
        expected=f"{wanted} values",
        received="more" if found is None else str(found),
        details=(
            "If it reads X.shape or x.size(), the array has another number of axes than names "
            "stand there: print the shape before the line.",
            "If it takes apart what a layer or a model returns: Keras's LSTM gives three tensors "
            "with return_state=True and one without, a GRU two; PyTorch's LSTM gives two, output "
            "and (h, c).",
        ),
    )


def by_line(case: Case, wanted: int, found: int | None) -> Diagnosis | None:
    """Say what is taken apart, by the line that does it; None where the line does not tell."""
    if wanted == 2 and (pairs := pair_of_one(case)[0]):
        return replace(pairs[0], happens="", silent=False)
    for target, value in taken_in(case):
        names = [ast.unparse(each) for each in target.elts]
        if len(names) == wanted and (told := of_value(value, names, found)):
            return told
    return None


def taken_in(case: Case) -> Iterator[tuple[ast.Tuple, ast.expr]]:
    """Give the lines that take values apart: their names, and what is taken apart."""
    for line in (case.text.raising, *TAKES.findall(case.text.plain)):
        statement = read_line(line)
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple):
            yield statement.targets[0], statement.value


def of_value(value: ast.expr, names: list[str], found: int | None) -> Diagnosis | None:
    """Say what a value is that names take apart."""
    written = ast.unparse(value)
    callee = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
    if PACKED.search(callee or written) or (not callee and "batch_sizes" in names):
        line = f"{names[0]} = {written}.data" if callee else f"{', '.join(names)}, *_ = {written}"
        return Diagnosis(
            "packed_parts",
            f"A packed batch has four parts, and the line takes it for {len(names)}.",
            expected="four: data, batch_sizes, sorted_indices, unsorted_indices",
            received=f"{len(names)} names",
            fix=(line,),
            details=(
                "Code for a PyTorch before 1.1 knows two parts. data holds all steps of all "
                "samples one after another, batch_sizes how many samples each step has.",
            ),
        )
    if LSTMS.search(callee) and len(names) == 3 and found == 2:
        return Diagnosis(
            "states_apart",
            "PyTorch's LSTM gives two things, the output and the pair (h, c).",
            expected="two names, the second a pair",
            received="three names",
            fix=(f"{names[0]}, ({names[1]}, {names[2]}) = {written}",),
            details=("Keras's LSTM with return_state=True gives three.",),
        )
    if re.search(r"\.text$", written) and any("len" in each for each in names):
        return Diagnosis(
            "lengths_missing",
            f"{written} is one tensor, and the line takes it for the words and their lengths.",
            expected="a pair (words, lengths)",
            received="one tensor, which is taken apart along its first axis",
            details=(
                "In torchtext a Field gives the lengths with include_lengths=True.",
                "Without packing they are not needed: one name alone, and no lengths after it.",
            ),
        )
    return None
