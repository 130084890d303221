"""A line takes values apart, and there are more or fewer: of a shape, a layer, a packed batch."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.silent.necks import pair_of_one
from lstmviz.doctor.judging.states.returned import by_states
from lstmviz.doctor.reading.texts.raising import read_line
from lstmviz.doctor.saying.wording import axes_count, named
from lstmviz.doctor.walking.setup import Stop

# A line that gives several names the parts of something, also within a sentence.
TAKES = re.compile(
    r"(?<![\w.,])((?:\w{1,30} ?, ?)+\(?\w[\w, ]{0,40}\)? ?= ?[A-Za-z_][^\n\"`]{1,120})"
)
PACKED = re.compile(r"pack", re.IGNORECASE)
GRUS = re.compile(r"(?:^|[._])(?:bi)?gru\d{0,2}$", re.IGNORECASE)
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
    if (told := by_turns(case, wanted, found)) is not None:
        return one(told)
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
            "and (h, c), and its GRU output and h, without a pair.",
            "Of a loop over batches each holds what one item of the data set gives: "
            "print(len(next(iter(loader)))).",
        ),
    )


# A loop that takes each of its turns apart: "for x, y in loader:".
TURNS = re.compile(
    r"\bfor +\(?(?P<names>\w{1,30}(?: ?, ?\(?\w{1,30}\)?)+)\)? +in +(?P<over>[^\n:]{1,80}):"
)


def by_turns(case: Case, wanted: int, found: int | None) -> Diagnosis | None:
    """Say what a loop gets at each turn, by its head; None where no head takes so many apart."""
    plain = case.text.plain
    heads = [each for each in TURNS.finditer(case.text.raising or plain)
             if each["names"].count(",") + 1 == wanted]  # fmt: skip
    if len(heads) != 1:
        return None
    over, names = heads[0]["over"].strip(), heads[0]["names"]
    kind, alone = over.partition("(")[0], found == 1
    counted = kind == "enumerate"
    return Diagnosis(
        "turns_taken_apart",
        f"The loop takes each turn of {over} for {wanted} things, and gets "
        f"{'more' if found is None else found}.",
        expected=f"{wanted} names: {names}",
        received="more than that" if found is None else str(found),
        details=(
            *(
                ("enumerate gives a number and the rest together: for i, (x, y) in enumerate(…).",)
                if counted
                else ()
            ),
            "A DataLoader gives what one item of the data set holds, put into batches"
            + (
                ": TensorDataset(X) gives X alone, TensorDataset(X, y) both."
                if alone
                else ": as many names as the data set's item has parts."
            ),
            "An array or a tensor gives its rows, one after another along the first axis; a pair "
            "of arrays is walked through by zip(X, y).",
            f"print(len(next(iter({over})))) says how many there are."
            if not counted
            else "print(len(next(iter(loader)))) says how many a batch holds.",
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


def parts_of_split(value: ast.Call, names: list[str]) -> Diagnosis:
    """train_test_split gives two parts of each array, side by side."""
    given = [ast.unparse(each) for each in value.args]
    plain = [each for each in given if each.isidentifier()]
    wanted = [f"{each}_{part}" for each in given for part in ("train", "test")]
    return Diagnosis(
        "parts_of_split",
        f"train_test_split gives two parts of each array: {2 * len(given)}, and the line takes "
        f"{len(names)}.",
        expected=f"{2 * len(given)} names: of each array the training part, then the test part",
        received=f"{len(names)} names",
        fix=(f"{', '.join(wanted)} = {ast.unparse(value)}",) if plain == given else (),
        details=("It shuffles unless it is told shuffle=False: rows in time keep their order "
                 "only then.",),
    )  # fmt: skip


def state_apart(names: list[str], written: str, found: int | None) -> Diagnosis:
    """A GRU, by its name, gives h alone; the pair takes its layers apart."""
    return Diagnosis(
        "pair_of_one",
        "A GRU gives (output, h): there is no c, and the pair takes h itself apart.",
        expected="output, h = …",
        received=f"{', '.join(names)} = …",
        axis="The first axis of h counts layers × directions"
        + (f": {found} here." if found is not None else ": more than two here."),
        fix=(f"{names[0]}, {names[1].strip('()').split(',')[0]} = {written}",),
        details=("Of an LSTM alone the second is a pair: output, (h, c) = lstm(x).",),
    )


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
    if callee.endswith("train_test_split") and isinstance(value, ast.Call) and value.args:
        return parts_of_split(value, names)
    if GRUS.search(callee) and len(names) == 2 and names[1].startswith("("):
        return state_apart(names, written, found)
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
