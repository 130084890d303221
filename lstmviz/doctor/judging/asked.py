"""Questions in words that come with a paste: few, and each answered in three sentences.

A word anywhere in a text asks nothing: it has to stand in a sentence, with what it is said of.
"""

import re
from dataclasses import dataclass

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.reading.leftover import sentences


@dataclass(frozen=True)
class Asked:
    """A question and its answer.

    Args:
        key, title, details: of the answer.
        words: what a sentence has to say.
    """

    key: str
    words: str
    title: str
    details: tuple[str, ...]


QUESTIONS: tuple[Asked, ...] = (
    Asked(
        "irregular",
        r"\b(?:(?:irregular|unregelm\w{0,20}|uneven)(?:ly)?\b.{0,40}\b(?:times?|timestamps?|"
        r"intervals?|spaced|sampled|sampling|zeit\w{0,20}|abst\w{0,10})|"
        r"(?:measure\w{0,10}|rows?|samples?|values?|recorded|taken)\b.{0,40} at different times)\b",
        "An LSTM counts steps, not time: rows at irregular times need one more thing.",
        (
            'Resample to a regular interval (df.resample("1D").mean().interpolate()), if the '
            "gaps are short.",
            "Or keep the rows and add the time since the row before as a feature (elapsed hours).",
            "Cut no window across a long gap.",
        ),
    ),
    Asked(
        "stretches",
        r"\b(?:two|three|several|another|both|separate) (?:\w{1,20} ){0,2}?(?:stretch(?:es)?|"
        r"periods?|series|segments|parts|tables)\b.{0,120}\b(?:concatenate|join|glue|put)\b|"
        r"\b(?:concatenate|join|glue|put) (?:the|my|both|these|two) (?:\w{1,20} ){0,2}?"
        r"(?:stretches|periods|series|segments|parts|tables)\b",
        "Cut windows in each stretch separately, and put the windows together: none may cross the "
        "gap.",
        (
            "np.concatenate([windows of the first, windows of the second]) along the samples.",
            "Padding the shorter with zeros is for whole sequences as samples, with a mask: "
            "Input((None, features)).",
        ),
    ),
    Asked(
        "darts",
        r"\b(?:in|out)put_chunk_length\b",
        "input_chunk_length is the window: the timesteps that are read. output_chunk_length is how "
        "many steps are predicted at once.",
        (
            "RNNModel: training_length is the length of the sequences it trains on, at least "
            "input_chunk_length; it predicts one step and feeds it back.",
            "BlockRNNModel predicts output_chunk_length steps at once from one window.",
        ),
    ),
    Asked(
        "weights_product",
        r"\bweight_[ih]h(?:_l\d)?\b.{0,120}\b(?:multipl\w{1,6}|product|transposed?)\b|"
        r"\b(?:multipl\w{1,6}|product|transposed?)\b.{0,120}\bweight_[ih]h(?:_l\d)?\b",
        "PyTorch multiplies from the other side: x @ W.T, with W of shape (units, features).",
        (
            "h = np.tanh(x[t] @ W_ih.T + b_ih + h @ W_hh.T + b_hh), for a tanh RNN.",
            "x_t is (samples, features), W_ih.T is (features, units): the result is (samples, "
            "units). For an LSTM W_ih has 4 × units rows, in the order i, f, g, o.",
        ),
    ),
)


def asked(case: Case) -> Diagnosis | None:
    """Answer a question in words, where one of the few is asked."""
    said = sentences(case.text.plain[:4_000])
    if not any("?" in line for line in said):
        return None
    for each in QUESTIONS:
        if any(re.search(each.words, line, re.IGNORECASE) for line in said):
            return Diagnosis(each.key, each.title, details=each.details)
    return None
