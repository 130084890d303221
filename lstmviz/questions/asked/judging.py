"""Questions by somebody who looks at the result."""

from lstmviz.questions import judging
from lstmviz.questions.question import Question, results, see, stay

QUESTIONS = (
    Question(
        "late",
        "Why does my forecast look right, but one step late?",
        judging.one_step_late,
        "prediction shifted lag delayed copies previous value persistence naive forecast one "
        "day behind repeats last value; forecast offset from the truth; traces follows a peak "
        "never seen before",
        stay,
        "Look at it in the Playground",
        "playground",
    ),
    Question(
        "flat",
        "Why is my prediction a flat line?",
        judging.flat_line,
        "constant output same value for all inputs straight line predicts the mean average does "
        "not learn loss not decreasing stuck always same prediction bad results",
        stay,
        "Look at it in the Playground",
        "playground",
    ),
    Question(
        "worse",
        "Why does the validation error rise while the training error falls?",
        judging.validation_worse,
        "overfitting validation loss increases val_loss higher than training loss early "
        "stopping good on training bad on test memorise generalise",
        stay,
        "Look at it in the Playground",
        "playground",
    ),
    Question(
        "nan",
        "Why is my loss NaN?",
        judging.not_a_number,
        "loss becomes nan outputs nan not a number inf exploding after some epochs",
    ),
    Question(
        "accuracy",
        "Why does accuracy stay at 0?",
        judging.accuracy,
        "accuracy metric regression acc zero constant accuracy low loss accuracy does not change",
    ),
    Question(
        "shuffle",
        "Should I shuffle?",
        judging.shuffling,
        "shuffle=True time series shuffle training data order of samples random order",
        see("targets", windowed=True, turn="shuffle_windows"),
        "Shuffle whole windows",
    ),
    Question(
        "split",
        "May I split training and validation at random?",
        judging.random_split,
        "train_test_split random split test set cross validation leakage too good results",
        see("targets", windowed=True),
        "Show the split in time",
    ),
    Question(
        "scaler",
        "May I fit the scaler before the split?",
        judging.scaler_before_split,
        "fit_transform MinMaxScaler StandardScaler on whole dataset data leakage normalise "
        "before splitting scale test data; test values outside out of range, min and max from "
        "training only",
        see("targets", windowed=True),
        "Compare both scalers",
    ),
    Question(
        "inverse",
        "How do I get predictions back into their own unit?",
        judging.back_to_units,
        "inverse_transform inverse scaling denormalise original scale non-broadcastable output "
        "operand rmse in real units",
    ),
    Question(
        "seeds",
        "Why do I get other results in each run?",
        judging.other_each_time,
        "reproducible random seed different results every time not deterministic results vary",
        results,
        "Race from several seeds",
        "race",
    ),
    Question(
        "enough",
        "How many rows do I need?",
        judging.enough_rows,
        "how much data small dataset enough samples training size few rows; why is a linear "
        "regression better than my LSTM",
    ),
    Question(
        "slow",
        "Why is training so slow?",
        judging.too_slow,
        "slow training speed takes long gpu slower than cpu performance time per epoch",
    ),
)
