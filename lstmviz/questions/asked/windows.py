"""Questions by somebody who cuts windows and aims targets."""

from lstmviz.questions import targets, weights, windows
from lstmviz.questions.question import Question, look_into, see

QUESTIONS = (
    Question(
        "count",
        "How many windows does my table give?",
        windows.how_many,
        "number of samples after windowing fewer samples than rows N - W + 1 lost rows formula",
        see("count", windowed=True),
        "Count them",
    ),
    Question(
        "border",
        "Why are samples lost at the border?",
        windows.at_the_border,
        "lost at the border split between training and validation gap missing samples test set "
        "shorter than expected",
        see("targets", windowed=True),
        "Show the border",
    ),
    Question(
        "length",
        "How long a window should I take?",
        weights.how_large,
        "how many timesteps; lookback look_back choose number of timesteps sequence length window "
        "size lags best optimal history how far back",
        look_into("memory"),
        "Show the edge of memory",
        "inside",
    ),
    Question(
        "target",
        "Which target belongs to a window in timeseries_dataset_from_array?",
        targets.target_of_window,
        "label y alignment next value offset targets argument first label dataset_from_array "
        "leak; what should y be; target one step ahead; shift y; y is wrong",
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "generator",
        "And which one in the older TimeseriesGenerator?",
        targets.older_generator,
        "TimeseriesGenerator target offset shifted by one keras preprocessing sequence",
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "rate",
        "What is the difference between sampling_rate and sequence_stride?",
        windows.rate_or_stride,
        "stride step overlap overlapping windows dilation skip rows 50% overlap shift",
        see("count", windowed=True, dilation=3),
        "Take rows 3 apart",
    ),
    Question(
        "ends",
        "Are there traps in start_index and end_index?",
        targets.start_and_end,
        "end_index must be lower than the length indices not in range",
    ),
    Question(
        "several",
        "How do I predict several rows ahead?",
        targets.several_ahead,
        "multi-step multistep forecast horizon next days steps ahead recursive direct predict a "
        "sequence of future values feed predictions back",
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "beyond",
        "How do I predict beyond the last row?",
        targets.beyond_the_end,
        "forecast the future predict unseen tomorrow new data real prediction after training "
        "last window inference future dates; get values that did not happen yet, not the test data",
        see("count", windowed=True),
        "Show the last window",
    ),
    Question(
        "known",
        "How do I use columns whose future is known, such as a calendar?",
        targets.known_ahead,
        "known future covariates exogenous variables holidays weather forecast day of week",
        see("targets", windowed=True, horizon=0),
        "Read the target's own row",
    ),
)
