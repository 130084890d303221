"""Questions by somebody who looks at the result."""

from lstmviz.questions import judging, measuring
from lstmviz.questions.question import Question, results, see, stay

QUESTIONS = (
    Question(
        "late",
        "Why does my forecast look right, but one step late?",
        judging.one_step_late,
        "prediction shifted lag delayed copies previous value persistence naive forecast one "
        "day behind repeats last value; forecast offset from the truth; traces follows a peak "
        "never seen before; prediction lags behind the real values; forecast is shifted to the "
        "right; predicted curve follows the actual one with delay; it just copies the last "
        "value; model copies yesterday's price; lag of one time step; not better than the naive "
        "forecast; predicting x_t as x_t-1 gives the same error; plot looks good but the "
        "forecast is useless; result is close to the previous day; forecast equals the previous "
        "value; learned identity; one day behind; plot is shifted; it echoes the current value "
        "and not the next one; echo of its last input",
        stay,
        "Look at it in the Playground",
        "playground",
    ),
    Question(
        "good",
        "Is my error good, and which measure should I take?",
        measuring.is_it_good,
        "is my RMSE good; which metric for time series; MAE or MSE; MAPE; R2 score negative; "
        "how to evaluate the forecast; what is a good loss; how do I know that my model is "
        "good; compare with baseline; naive baseline; how to compute rmse; loss of 0.002, is "
        "that good; evaluate model; how should the forecast be evaluated; which error measure; "
        "is 60 % accurate good; metrics instead of accuracy; MAE or R2; measure of quality",
        results,
        "Race it against what needs no network",
        "race",
    ),
    Question(
        "flat",
        "Why is my prediction a flat line?",
        judging.flat_line,
        "constant output same value for all inputs straight line predicts the mean average does "
        "not learn loss not decreasing stuck always same prediction bad results; model predicts "
        "the same value for every input; output is constant; predictions are all the same; "
        "predicts the average; straight line as prediction; same output whatever I feed; loss "
        "does not decrease; network does not learn; loss stuck; future predictions converge to "
        "a constant; predictions hardly vary; predictions are bad, what can I do; prediction is "
        "always 0; output is zero for everything; returns the same number; loss stays constant; "
        "predictions barely change; outputs nearly identical; it learns nothing; poor "
        "predictions",
        stay,
        "Look at it in the Playground",
        "playground",
    ),
    Question(
        "peaks",
        "Why does my forecast miss the peaks?",
        measuring.missed_peaks,
        "cannot predict peaks; underestimates high values; predictions too smooth; extremes are "
        "not predicted; spikes are missed; amplitude too small; forecast does not reach the "
        "maximum; sudden jumps; rare events; predicted values lower than actual; it gets the "
        "season but not the events; storms and floods are missed; anomalies are smoothed; only "
        "the general trend is predicted; does not capture fluctuations; range of predictions is "
        "narrower than that of the data; underpredicts",
    ),
    Question(
        "worse",
        "Why does the validation error rise while the training error falls?",
        judging.validation_worse,
        "overfitting validation loss increases val_loss higher than training loss early "
        "stopping good on training bad on test memorise generalise; validation loss does not "
        "decrease; val_loss goes up; training loss falls but validation loss does not; "
        "overfitting; validation loss is not changing; good on training data, bad on test data; "
        "gap between training and validation loss; validation accuracy does not improve; loss "
        "increases after some epochs; large difference between loss and val_loss; model does "
        "not generalise; train score is high, test score is low; performs badly on unseen data; "
        "regularise; validation gets no better after the first epoch",
        stay,
        "Look at it in the Playground",
        "playground",
    ),
    Question(
        "below",
        "Why is the validation error below the training error?",
        measuring.validation_better,
        "validation loss lower than training loss; val_loss < loss; test error smaller than "
        "train error; training loss is always above validation loss; why is training loss "
        "higher; accuracy on validation better than on training",
    ),
    Question(
        "epochs",
        "How many epochs should I train?",
        measuring.how_many_epochs,
        "how many epochs; when to stop training; early stopping; number of epochs; train "
        "longer; optimal number of epochs; stop when validation loss rises; patience",
    ),
    Question(
        "nan",
        "Why is my loss NaN?",
        judging.not_a_number,
        "loss becomes nan outputs nan not a number inf exploding after some epochs; loss is "
        "nan; nan after a few epochs; training gives nan; loss: nan with more data; predictions "
        "are nan; loss explodes to infinity; nan loss with my own data; loss is nan from the "
        "first epoch; NaN predictions; infinity",
    ),
    Question(
        "accuracy",
        "Why does accuracy stay at 0?",
        judging.accuracy,
        "accuracy metric regression acc zero constant accuracy low loss accuracy does not "
        "change; accuracy is 0; accuracy does not change; low accuracy in regression; how to "
        "improve accuracy; accuracy remains the same every epoch; is accuracy the right metric "
        "for a forecast; loss decreases but accuracy stays; accuracy stuck; acc prints always "
        "0; accuracy 1.0; metric for regression",
    ),
    Question(
        "shuffle",
        "Should I shuffle?",
        judging.shuffling,
        "shuffle=True time series shuffle training data order of samples random order; shuffle "
        "True or False for time series; does shuffling destroy the order; why is training data "
        "shuffled; can I shuffle sequences; shuffle in DataLoader; shuffle in model.fit; is "
        "shuffling bad for LSTM; mix the windows",
        see("targets", windowed=True, turn="shuffle_windows"),
        "Shuffle whole windows",
    ),
    Question(
        "split",
        "May I split training and validation at random?",
        judging.random_split,
        "train_test_split random split test set cross validation leakage too good results; "
        "train_test_split with time series; split by time or at random; data leakage in the "
        "split; same rows in train and test windows; cross validation for time series; k-fold; "
        "leave one out; validation_split; how to split sequences; split before or after making "
        "windows; walk forward validation; test set from the same period; hold out the last "
        "part; how do I divide the data; validation set for time series; windows that overlap "
        "are shuffled and then split; information about the test windows in training",
        see("targets", windowed=True),
        "Show the split in time",
    ),
    Question(
        "scaler",
        "May I fit the scaler before the split?",
        judging.scaler_before_split,
        "fit_transform MinMaxScaler StandardScaler on whole dataset data leakage normalise "
        "before splitting scale test data; test values outside out of range, min and max from "
        "training only; scale before or after the split; fit scaler on training data only; "
        "fit_transform on test; data leakage by normalisation; scaler on the entire data; "
        "normalised first and then split; values outside 0 and 1 in the test set; min and max "
        "of training data; standard scaler on all the data; standardise before or after "
        "the sliding window",
        see("targets", windowed=True),
        "Compare both scalers",
    ),
    Question(
        "stationary",
        "Must I take out trend and season first?",
        measuring.trend_and_season,
        "make time series stationary; differencing; remove trend; detrend; seasonality; "
        "seasonal data; trend goes up in test; values beyond training range; extrapolate; log "
        "returns; should I take differences; importance of stationarity; growing series; cannot "
        "predict a growing sequence 1 2 3 4 5; numbers larger than in training; price keeps "
        "rising; level shift",
    ),
    Question(
        "inverse",
        "How do I get predictions back into their own unit?",
        judging.back_to_units,
        "inverse_transform inverse scaling denormalise original scale non-broadcastable output "
        "operand rmse in real units; inverse_transform after prediction; get real values from "
        "scaled predictions; predictions are between 0 and 1; back to the original scale; "
        "scaler expects more features; how do I turn 0.43 into dollars; inverse_transform only "
        "one column; denormalise; Expected 2D array got 1D array; error in original units; rmse "
        "after scaling; shapes in inverse_transform do not match; undo MinMaxScaler; prediction "
        "far from the real numbers, other magnitude; unscale predictions; predictions in "
        "another range than the data; 871 instead of 234; convert back; multiply predictions by "
        "max - min and add min",
    ),
    Question(
        "seeds",
        "Why do I get other results in each run?",
        judging.other_each_time,
        "reproducible random seed different results every time not deterministic results vary; "
        "different results every time I run; results are not reproducible; set random seed; "
        "training again gives other values; make results repeatable; CPU and GPU give different "
        "results; inconsistent results; run several times and report the best; unstable "
        "results; impossible to get the same result; random initial weights; variance between "
        "runs; deterministic training",
        results,
        "Race from several seeds",
        "race",
    ),
    Question(
        "enough",
        "How many rows do I need?",
        judging.enough_rows,
        "how much data small dataset enough samples training size few rows; why is a linear "
        "regression better than my LSTM; how much data does an LSTM need; is my dataset too "
        "small; only 100 rows; few samples; small data set; simple model is better than LSTM; "
        "minimum number of observations; very small extract of data; few observations; 150 "
        "numbers; how many years of data",
    ),
    Question(
        "matter",
        "Which of my columns matter?",
        measuring.which_matter,
        "feature importance; which features are important; explain the prediction; SHAP; "
        "feature selection; remove unimportant columns; does this column help; contribution of "
        "each input; interpret LSTM",
    ),
    Question(
        "more",
        "New rows have come: train anew, or go on?",
        measuring.new_rows,
        "retrain with new data; update model; online learning; incremental training; continue "
        "training; new data arrives each day; call fit again; fine-tune on new data; does fit "
        "start from scratch; keep the model up to date",
    ),
    Question(
        "slow",
        "Why is training so slow?",
        judging.too_slow,
        "slow training speed takes long gpu slower than cpu performance time per epoch; "
        "training takes hours; LSTM is slow on GPU; speed up training; one epoch takes long; "
        "GPU not used; faster LSTM; GPU utilisation is low",
    ),
)
