"""pad_sequences makes whole numbers, unless it is told a type: of fractions nothing is left."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one

PADDED = re.compile(
    r"\b(?P<to>\w{1,40}) ?= ?"
    r"(?P<call>(?:\w{1,30}\.){0,5}pad_sequences\((?P<given>[^()\n]{1,160}))\)"
)
FRACTIONS = re.compile(
    r"\b(?:(?:re)?scaled|(?:MinMax|Standard|Robust)?Scaler|normali[sz]ed|standardi[sz]ed|float\d\d)\b",
    re.IGNORECASE,
)
# What gives rows of word numbers their third axis, after the padding.
MADE_LATER = re.compile(r"to_?categorical|one_?hot|np\.eye|reshape|expand_dims|None ?\]|newaxis")


def cut_to_whole(case: Case) -> Judged:
    """Find rows of scaled features that were padded without a type."""
    X, text = case.setup.X, case.text.plain
    found = PADDED.search(text)
    if found is None or "dtype" in found["given"] or X is None or len(X.shape or ()) != 3:
        return NONE
    if case.torch or MADE_LATER.search(text) or not FRACTIONS.search(text):
        return NONE
    typed = f'{found["to"]} = {found["call"]}, dtype="float32")'
    return one(
        Diagnosis(
            "cut_to_whole",
            "pad_sequences makes whole numbers, int32, unless it is told a type.",
            expected="float32, as the values are",
            received=f"int32: of each value in {found['to']} what stands behind the point is cut",
            axis="No axis is wrong: of values between 0 and 1 nothing but 0 is left.",
            happens="The network reads zeros, or whole numbers, whatever was measured; Masking(0.) "
            "leaves such steps out.",
            details=(f"A type of its own keeps the fractions: {typed}.",),
            silent=True,
        )
    )
