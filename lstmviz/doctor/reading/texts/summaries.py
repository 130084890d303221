"""A model's summary, written as the code that makes such a model.

A layer of which the summary tells no more than the shape that leaves it is written as that shape.
"""

import re
from collections.abc import Mapping, Sequence

from lstmviz.doctor.reading.network.layers import PLAIN
from lstmviz.doctor.walking.kinds import GATES

SIZE = r"(?:None|null|\d{1,9})"
# Name, class (a narrow table cuts it short), what goes in (TensorFlow.js), what leaves, weights.
ROW = re.compile(
    r"^\s{0,8}(?P<name>\w{1,60}) +\((?P<kind>\w{1,40})\)? +"
    r"(?:\[\[(?P<entered>[\dnul, ]{1,60})\]\] +)?"
    rf"[\[(]{{1,2}}(?P<batch>{SIZE})(?P<sizes>(?:, ?{SIZE}){{0,5}}),?[)\]]{{1,2}} +"
    r"(?P<weights>\d[\d,]{0,15})",
    re.MULTILINE | re.ASCII,
)
# A row whose class stands below its name, and any row at all.
BELOW = re.compile(
    rf"^(\s{{0,8}}\w{{1,60}})( +[\[(]{{1,2}}{SIZE}[^\n]{{0,160}})\n"
    r"[ \t]{0,8}(\(\w{1,40}\)?)([^\n]*)$",
    re.MULTILINE | re.ASCII,
)
BEGUN = re.compile(
    r"^\s{0,8}\w{1,60}(?: ?\(\w{1,40}\)?)? {2,}[\[(]{1,2}(?:None|null)\b", re.MULTILINE | re.ASCII
)
# What a row reads, in the table of a model with branches: lstm_1[0][0], perhaps cut short.
READS = re.compile(r"(\w{1,60})(?:\[\d|(?P<cut>\.\.\.))")
BRANCHED = re.compile(r"Connected to")
# Layers that read several others.
JOINS = frozenset({"Add", "Attention", "Average", "Concatenate", "Dot", "Maximum", "Minimum",
                   "Multiply", "Subtract"})  # fmt: skip
# How the model is called that a summary lists.
SUMMED = "summed_up"
MAX_ROWS = 100
# A size that is told nowhere, as code names it: None would say that the model leaves it open.
UNTOLD = "features"
Sizes = Sequence[int | str | None]


def of_summary(text: str) -> str:
    """Write the model that a summary lists as code; "" where there is none, or it is in pieces."""
    text = BELOW.sub(r"\1 \3\2 \4", text)
    rows = list(ROW.finditer(text))
    if not rows or len(rows) > MAX_ROWS or len(BEGUN.findall(text)) > len(rows):
        return ""
    branched = BRANCHED.search(text) is not None
    made: dict[str, tuple[str, Sizes]] = {}
    lines: list[str] = []
    for place, row in enumerate(rows):
        end = rows[place + 1].start() if place + 1 < len(rows) else len(text)
        behind = READS.finditer(text[row.end() : min(end, row.end() + 600)])
        reads = [in_full(each[1], made) if each["cut"] else each[1] for each in behind]
        name, kind = row["name"], kind_of(row["kind"])
        sizes, weights = sizes_in(row["sizes"]), int(row["weights"].replace(",", ""))
        if place == 0 and kind != "InputLayer":
            entered = sizes_in(row["entered"] or "")[1:] or first_input(kind, sizes, weights)
            lines.append(f"it = Input({told(entered)})")
            made["it"] = ("it", entered)
        before = reads if branched else list(made)[-1:]
        if not branched and (kind in JOINS or (kind == "InputLayer" and made)):
            return ""  # the column that tells what it reads is not there
        if any(each not in made for each in before) or (kind != "InputLayer" and not before):
            return ""  # a row between is missing, or its name is cut short
        variable = f"row_{place}"
        if kind == "InputLayer":
            lines.append(f"{variable} = Input({told(sizes)})")
        else:
            layer = written(name, kind, sizes, weights, [made[each][1] for each in before])
            given = ", ".join(made[each][0] for each in before)
            lines.append(f"{variable} = {layer}({f'[{given}]' if len(before) > 1 else given})")
        made[name] = (variable, sizes)
    inputs = [line.partition(" = ")[0] for line in lines if " = Input(" in line]
    if len(inputs) == len(lines):
        return ""
    last = list(made.values())[-1][0]
    return "\n" + "\n".join([*lines, f"{SUMMED} = Model([{', '.join(inputs)}], {last})"]) + "\n"


def in_full(name: str, made: Mapping[str, object]) -> str:
    """Give the name that a narrow column cuts short; itself where it may be one of several."""
    found = [each for each in made if each.startswith(name)]
    return found[0] if len(found) == 1 else name


def sizes_in(written: str) -> list[int | None]:
    """Give the sizes that a summary writes, the open ones as None or null."""
    found = re.findall(r"None|null|\d+", written)
    return [int(size) if size.isdigit() else None for size in found]


def kind_of(name: str) -> str:
    """Give a class by its name, which a narrow summary cuts short."""
    plain = name.lower()
    whole = [kind for each, kind in PLAIN.items() if each.startswith(plain) and len(plain) > 6]
    return PLAIN.get(plain) or next(iter(whole), name)


def first_input(kind: str, sizes: Sizes, weights: int) -> Sizes:
    """Work out what goes into the first layer from its output and its weights."""
    units = wide(sizes)
    steps = sizes[0] if len(sizes) == 2 else None
    if kind in GATES and units:
        extra = 2 if kind == "GRU" else 1
        width = weights / (GATES[kind] * units) - units - extra
        return (steps, int(width) if width == int(width) and width > 0 else UNTOLD)
    if kind == "Dense" and units:
        return (*sizes[:-1], weights // units - 1)
    if kind == "Embedding":
        return tuple(sizes[:-1])
    return tuple(sizes) if kind in ("Dropout", "Masking", "Activation") else (steps, UNTOLD)


def written(name: str, kind: str, sizes: Sizes, weights: int, before: Sequence[Sizes]) -> str:
    """Write a layer by what leaves it, its weights, and what those before it give."""
    units = wide(sizes)
    every = f", return_sequences={len(sizes) == 2}"
    alone = before[0] if len(before) == 1 else ()
    if len(before) == 1 and sizes and units:
        if kind in GATES:
            return f"{kind}({units}{every})"
        if kind == "Bidirectional" and (both := both_ways(units, weights, alone, every)):
            return both
        if kind == "TimeDistributed" and len(sizes) == 2 and weights == units * (wide(alone) + 1):
            return f"TimeDistributed(Dense({units}))"
        if kind == "RepeatVector":
            return f"RepeatVector({sizes[0]})"
        if kind == "Reshape":
            return f"Reshape({told(sizes)})"
        if kind == "Dense":
            return f"Dense({units})"
        if kind == "Embedding" and weights % units == 0:
            return f"Embedding({weights // units}, {units})"
        if kind in ("Dropout", "Activation", "Masking"):
            return f"{kind}(0)"
        if kind in ("Flatten", "BatchNormalization", "LayerNormalization",
                    "GlobalAveragePooling1D", "GlobalMaxPooling1D"):  # fmt: skip
            return f"{kind}()"
    return f"Printed('{name}', {told(sizes)})"


def wide(sizes: Sizes) -> int:
    """Give the last size; 0 where it is not told."""
    last = sizes[-1] if sizes else 0
    return last if isinstance(last, int) else 0


def both_ways(units: int, weights: int, before: Sizes, every: str) -> str:
    """Write a layer that runs both ways: which it is, and how its ends are joined, by its weights.

    Where they tell nothing, an LSTM is as good as any: all three give the same shape.
    """
    width = wide(before)
    if not width:
        return f"Bidirectional(LSTM({units // 2}{every}))"
    for kind, gates in GATES.items():
        for each, merged in ((units // 2, ""), (units, ", merge_mode='sum'")):
            biases = (1, 2) if kind == "GRU" else (1,)
            if any(2 * gates * each * (width + each + more) == weights for more in biases):
                return f"Bidirectional({kind}({each}{every}){merged})"
    return ""


def told(sizes: Sizes) -> str:
    """Write a tuple."""
    return f"({', '.join(map(str, sizes))},)" if sizes else "()"
