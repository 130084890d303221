"""Questions in words that come with a paste: few, and each answered in three sentences."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case

WORDS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "irregular",
        r"irregular|unregelm|at different times|unevenly (?:spaced|sampled)",
        "An LSTM counts steps, not time: rows at irregular times need one more thing.",
        (
            'Resample to a regular interval (df.resample("1D").mean().interpolate()), if the '
            "gaps are short.",
            "Or keep the rows and add the time since the row before as a feature (elapsed hours).",
            "Cut no window across a long gap.",
        ),
    ),
    (
        "stretches",
        r"(?:stretch|period|series|segments?|parts?|tables).{0,120}(?:concatenat|join|pad|glue)|"
        r"concatenate the two (?:tables|series)",
        "Cut windows in each stretch separately, and put the windows together: none may cross the "
        "gap.",
        (
            "np.concatenate([windows of the first, windows of the second]) along the samples.",
            "Padding the shorter with zeros is for whole sequences as samples, with a mask: "
            "Input((None, features)).",
        ),
    ),
    (
        "darts",
        r"input_chunk_length|output_chunk_length",
        "input_chunk_length is the window: the timesteps that are read. output_chunk_length is how "
        "many steps are predicted at once.",
        (
            "RNNModel: training_length is the length of the sequences it trains on, at least "
            "input_chunk_length; it predicts one step and feeds it back.",
            "BlockRNNModel predicts output_chunk_length steps at once from one window.",
        ),
    ),
    (
        "weights_product",
        r"weight_ih|weight_hh",
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
    text = case.text.plain
    if "?" not in text:
        return None
    for key, pattern, title, details in WORDS:
        if re.search(pattern, text[:4_000], re.IGNORECASE | re.DOTALL):
            return Diagnosis(key, title, details=details)
    return None
