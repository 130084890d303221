"""Questions by somebody whose table is not one tidy series."""

from lstmviz.questions import padding, series
from lstmviz.questions.question import Question, look_into

QUESTIONS = (
    Question(
        "lengths",
        "My sequences have different lengths: what now?",
        padding.different_lengths,
        "variable length sequences different number of timesteps pad_sequences bucket None "
        "ragged inhomogeneous shape varying; some have only a few recorded times, shorter than "
        "others",
    ),
    Question(
        "zeros",
        "Does the network ignore the zeros that I pad with?",
        padding.zeros_ignored,
        "zero padding pad with zeros pre post padding effect on training learn to ignore",
        look_into("states", stateful=False),
        "Show how h goes on",
        "inside",
    ),
    Question(
        "masking",
        "What does Masking(0.) mask?",
        padding.what_masking_masks,
        "Masking layer mask_value mask padded steps skip timesteps mask_zero -1 special value",
    ),
    Question(
        "gaps",
        "My table has missing values: what now?",
        series.gaps,
        "missing data nan gaps holes interpolate impute fill drop rows missing timestamps outage",
    ),
    Question(
        "series",
        "I have several series in one table: one model for all?",
        series.several_series,
        "multiple time series independent sequences not connected with each other many stations "
        "stocks customers machines stores shops songs id group panel data concatenate many files "
        "train one network on several, one model for multiple; 100 houses users devices pages with "
        "the same features, one model trained; one series for each person, how to stack",
    ),
    Question(
        "irregular",
        "My rows are not evenly spaced in time: what now?",
        series.irregular,
        "irregular time intervals not fixed uneven sampling timestamps resample weekends nights "
        "time between events",
    ),
    Question(
        "static",
        "What about values that stay the same throughout a sequence?",
        series.static,
        "static features attributes metadata constant non-temporal add extra input auxiliary "
        "combine with other features concatenate",
    ),
    Question(
        "cudnn",
        "When does Keras use cuDNN, and which masks does it take?",
        padding.when_cudnn,
        "CuDNNLSTM gpu will not use cuDNN kernels criteria CUDNN_STATUS_BAD_PARAM fast kernel "
        "mask right padded",
    ),
)
