"""Thirty more questions of learners, written down before the search was asked any of them.

At first sight 22 of them found their answer among the first three; what they taught is in the
answers' words since.
Of each: the question in our words, and the answers of which one has to be among the first three.
"""

UNSEEN = (
    # NourozR/Stock-Price-Prediction-LSTM#2
    ("predictions look like the data of the previous step with some lag", "late"),
    # keras-team/keras#2856
    ("how can it trace a peak that was never seen in training", "late"),
    # keras-team/keras#1727
    ("always predicts the same constant for each sequence", "flat"),
    # vikrant7/mobile-vod-bottleneck-lstm#6
    (
        "after detach, is it necessary to initialise hidden and cell state again",
        "twice zero between",
    ),
    # chaoyuaw/pytorch-vcii#1
    ("hidden is set back for every batch, will learning not be stunted", "between zero"),
    # yunjey/pytorch-tutorial#90
    ("what on earth does states = detach(states) do", "twice truncation"),
    # ruohoruotsi/LSTM-Music-Genre-Classification#12
    ("no (h_0, c_0) given, so is it stateful between epochs", "zero between stateful"),
    # dpressel/dliss-tutorial#1
    ("why is detaching h and c necessary at each training step", "twice truncation"),
    # RUCAIBox/RecBole#697
    ("should short sequences have their hidden state reset every batch", "between zero reset"),
    # sassoftware/python-dlpy#246
    ("extend the forecast beyond the test data, do I have to supply a dataset", "beyond"),
    # rstudio/tensorflow#218
    ("next 10 values when there is no test set of the future", "beyond several"),
    # rstudio/keras3#1347
    ("validated the model, now forecast the next 200 hours", "beyond several"),
    # tensorflow/tensorflow#36808
    ("feeding predictions back in a loop gives a straight line", "several flat beyond"),
    # huseinzol05/Stock-Prediction-Models#126
    ("is it leakage to call fit_transform on train and test", "scaler"),
    # mlpack/examples#43
    ("test values fall out of range if min and max come from training only", "scaler"),
    # unit8co/darts#573
    ("should we split first and then scale", "scaler split"),
    # keras-team/keras#698
    ("does the last layer need TimeDistributedDense when return_sequences is true", "dense"),
    # keras-team/keras#5214
    (
        "expected timedistributed to have 3 dimensions but got array with shape (3000, 97)",
        "dense ndim many sequences cardinality",
    ),
    # LarsBentsen/FFTransformer#11
    ("should the history be longer for a longer horizon", "length"),
    # shiyu-coder/Kronos#264
    ("how is lookback_window decided", "length"),
    # hunkim/PyTorchZeroToAll#16
    ("does batch_first also work on the hidden vector", "state_axes"),
    # Cadene/vqa.pytorch#40
    ("we feed (batch, seq, input), must batch_first be True", "batch_first"),
    # zhouhaoyi/Informer2020#191
    ("consumption of 100 houses with the same features, can one model be trained", "series"),
    # keras-team/keras#7761
    ("web traffic history of several pages, one LSTM", "series"),
    # hfawaz/dl-4-tsc#34
    (
        "include a static category as a channel with the same value at every step",
        "static categories",
    ),
    # keras-team/keras#1160
    ("how is sequential information used if the train data is shuffled by fit", "shuffle"),
    # fchollet/deep-learning-with-python-notebooks#66
    ("given it is time data why would you randomize its order", "shuffle"),
    # keras-team/keras#4743
    ("how can I define the hidden output size", "units size"),
    # tensorflow/tensorflow#2029
    ("cell.state_size is 800 for 200 hidden, how does it come to that", "store units parameters"),
    # karpathy/char-rnn#187
    ("formula to calculate the number of parameters from the settings", "parameters"),
)
