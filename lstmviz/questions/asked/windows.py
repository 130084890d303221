"""Questions by somebody who cuts windows and aims targets."""

from lstmviz.questions import targets, weights, windows
from lstmviz.questions.question import Question, look_into, see

QUESTIONS = (
    Question(
        "count",
        "How many windows does my table give?",
        windows.how_many,
        "number of samples after windowing fewer samples than rows N - W + 1 lost rows formula;"
        " how many samples do I get from windows; why do I have fewer predictions than rows; "
        "predictions are missing at the end of the test set; first rows are lost because of "
        "look back; which rows get no prediction; length of my predictions is shorter than my "
        "data; len(predictions) is not len(test); number of sequences for a given window "
        "length; why only 94 predictions for a test set of 100; fewer predicted values than "
        "expected; some ids get no prediction; number of predictions is smaller; shape of "
        "predictions does not equal the test set; y_test has fewer rows than the test data; "
        "size of the test data and of y_test; the last window is forgotten in the loop; why minus "
        "one in range(len(data) - W - 1); scrolling the window",
        see("count", windowed=True),
        "Count them",
    ),
    Question(
        "border",
        "Why are samples lost at the border?",
        windows.at_the_border,
        "lost at the border split between training and validation gap missing samples test set "
        "shorter than expected; windows that cross from training to test; should the test "
        "windows use the last training rows; gap between training and validation set; first "
        "test prediction needs training rows; do I lose samples at the split",
        see("targets", windowed=True),
        "Show the border",
    ),
    Question(
        "length",
        "How long a window should I take?",
        weights.how_large,
        "how many timesteps; lookback look_back choose number of timesteps sequence length "
        "window size lags best optimal history how far back; how do I choose the window size; "
        "how many past steps should I use; which look_back is best; what is the point of "
        "timestep = 5; why sequence length 60; how long should the history be; how far back can "
        "it see; does a longer window help; memory of 60 characters; sequence length as a "
        "hyperparameter; window size larger than the horizon; how is the window size "
        "determined; guideline for number of time steps; a year of daily data as window; wie "
        "viele timesteps brauche ich; wie lang soll das Fenster sein; how many input numbers "
        "are best; how many previous values; sequence size; how many days back; optimal lag; is "
        "more history better; 30 or 60 days; set the sequence length",
        look_into("memory"),
        "Show the edge of memory",
        "inside",
    ),
    Question(
        "target",
        "Which target belongs to a window in timeseries_dataset_from_array?",
        targets.target_of_window,
        "label y alignment next value offset targets argument first label dataset_from_array "
        "leak; what should y be; target one step ahead; shift y; y is wrong; which value is y "
        "for a window; is my target shifted correctly; off by one in create_dataset; y should "
        "be the next value; does the label come from the last row of the window; "
        "timeseries_dataset_from_array targets wrong; shift(-1) or shift(1); input "
        "data[:-offset] and targets data[offset:]; align labels with sequences; it learns to "
        "return the input, an identity; labels should be [3, 4, 5] for [1, 2, 3, 4, 5] with 2 "
        "steps; label of the first window; wrong labels; which y belongs to which X; is X_test "
        "the real value or the input; y is one step ahead",
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "own",
        "May the target's own past be among the features?",
        targets.own_past,
        "should the target be in the input features; is it leakage to use the target column as "
        "input; past values of y as feature; the column I predict is also in X; include the "
        "variable to predict; may today's price be an input for tomorrow's; drop the target "
        "column from X; autoregressive; other factors besides the predicted one; add other "
        "factors than what we predict; target value is set as an input feature; label column "
        "inside the features; is the predicted column allowed as a predictor; target in X a "
        "mistake or on purpose; lagged target; is the target used to predict itself",
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "generator",
        "And which one in the older TimeseriesGenerator?",
        targets.older_generator,
        "TimeseriesGenerator target offset shifted by one keras preprocessing sequence; "
        "TimeseriesGenerator gives the wrong target; generator and dataset_from_array differ; "
        "targets of TimeseriesGenerator; length and target of the generator",
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "rate",
        "What is the difference between sampling_rate and sequence_stride?",
        windows.rate_or_stride,
        "stride step overlap overlapping windows dilation skip rows 50% overlap shift; "
        "overlapping or non-overlapping windows; should windows overlap; step between windows; "
        "move the window by one row or by its length; constant step size of a rolling window; "
        "one window each 24 hours; skip rows inside a window; every third row; take every n-th "
        "sample; will 1 to 10 be followed by 2 to 11 or by 11 to 20; stride of sequences",
        see("count", windowed=True, dilation=3),
        "Take rows 3 apart",
    ),
    Question(
        "ends",
        "Are there traps in start_index and end_index?",
        targets.start_and_end,
        "end_index must be lower than the length indices not in range; end_index error; "
        "start_index with targets; indices are not in range; how to limit "
        "timeseries_dataset_from_array to a part",
    ),
    Question(
        "several",
        "How do I predict several rows ahead?",
        targets.several_ahead,
        "multi-step multistep forecast horizon next days steps ahead recursive direct predict a "
        "sequence of future values feed predictions back; predict the next n steps, not only "
        "one; forecast the next 7 days; multi-step output; Dense(n) or a loop; one model for "
        "each day ahead; recursive or direct forecast; feed the prediction back as input; "
        "errors add up when predicting further; forecast of a whole day hour by hour; output "
        "sequence of future values; horizon longer than 1; predict sequence instead of single "
        "value; change one day ahead to 5 days ahead; get the value after n days; predict 60 "
        "steps ahead; train on sequences of future values as y; predict many time steps at "
        "inference; whole trajectory; a week in advance; 24 hours ahead; extend the prediction "
        "horizon; next 10 values; use predicted values to predict further; pred_len and seq_len",
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "beyond",
        "How do I predict beyond the last row?",
        targets.beyond_the_end,
        "forecast the future predict unseen tomorrow new data real prediction after training "
        "last window inference future dates; get values that did not happen yet, not the test "
        "data; how do I forecast future values; predict the future, not the test set; which "
        "input do I use to predict tomorrow; how to use the trained model for new data; "
        "forecast after the end of my data; no actual values for the future; out of sample "
        "forecast; next day price when today is the last row; predict next month; model.predict"
        " for future dates; real forecast with a saved model; how to get the next value of the "
        "sequence; I only have dates of the future; shape of x for a single prediction; the "
        "last window x[-1]; live prediction at inference; prediction in production; the future "
        "is unknown; predict next year's value; what comes after the last date; deploy the "
        "model; next value in the sequence; which data do I give to predict; the code predicts "
        "the test data and gives no future results; rolling prediction; rolling forecast",
        see("count", windowed=True),
        "Show the last window",
    ),
    Question(
        "known",
        "How do I use columns whose future is known, such as a calendar?",
        targets.known_ahead,
        "known future covariates exogenous variables holidays weather forecast day of week; "
        "features that are known in the future; use weather forecast as input; promotions and "
        "holidays as features; exogenous variables in the future; future covariates; past "
        "covariates and future covariates; add other variables to the forecast; the calendar of "
        "tomorrow; expected values of other columns at the next step; regressors known ahead; "
        "holidays; planned values; day of week of the target; inputs that I know in advance; "
        "future values of other variables",
        see("targets", windowed=True, horizon=0),
        "Read the target's own row",
    ),
)
