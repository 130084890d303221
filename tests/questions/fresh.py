"""Thirty questions of learners, gathered when the search had been tuned for the others.

At first sight 24 of them found their answer among the first three; what they taught is in the
answers' words since.
Of each: the question in our words, and the answers of which one has to be among the first three.
"""

FRESH = (
    # dataquestio/solutions#209
    ("should input_shape be (window_size, 1) instead of (1, window_size)", "difference step input"),
    # benman1/time-series#1
    ("reshape (1000, 50) to (1000, 50, 1) or to (1000, 10, 50)", "difference which window blocks"),
    # keras-team/keras#7746
    ("classify 5000 examples of 60 successive times", "classes order many"),
    # keras-team/keras#7746
    ("not all examples have 60 recorded times, some have only 20", "lengths zeros masking"),
    # keras-team/keras#8923
    ("many files, each a song with lines of notes, ten notes to predict the next", "series window"),
    # surajr/Stock-Predictor-using-LSTM#2
    ("we have 1000 days, predict the 10 days that come after them", "beyond several"),
    # ki-ljl/LSTM-Load-Forecasting#5
    ("how to get values that did not happen yet instead of the test data", "beyond"),
    # pytorch/pytorch#21036
    ("append the last prediction to the input and predict the next 60 days", "beyond several"),
    # allenai/bilm-tf#220
    ("when does the inner state of the LSTM reset during training", "zero between reset stateful"),
    # stackoverflow.com/questions/51932767
    ("must num_units be equal to the number of features", "units neuron size"),
    # the same
    ("is the 4 in LSTM(4) the number of neurons", "units chain neuron"),
    # itecnotes.com: what exactly am I configuring with N units
    ("am I creating N LSTM units or is it the size of the output", "units chain"),
    # developreference.com: understanding Keras LSTMs
    ("three time steps, so must there be three output units", "units neuron"),
    # unit8co/darts#232
    ("inverse_transform only the target column of a multivariate scaler", "inverse"),
    # Housiadas/forecasting-energy-consumption-LSTM#6
    (
        "inverse_transform: operands could not be broadcast with shapes (8439,5) (4,)",
        "inverse",
    ),
    # keras-team/keras#858
    ("return_sequences false gives the whole sequence flattened?", "sequences"),
    # keras-team/keras#1166
    ("does return_sequences=False pool over the outputs of all steps", "sequences"),
    # keras-team/keras#6807
    ("why should input sequences be of equal length", "lengths"),
    # tflearn/tflearn#441
    ("validation loss is increasing or shaking", "worse"),
    # keras-team/keras#2445
    ("is stacking two LSTM layers an encoder-decoder", "many layers"),
    # geeksmental.com: why my results have time delay
    ("why do my results have a time delay", "late"),
    # developerload.com: LSTM time series produces shifted forecast
    ("forecast is offset although the target is not an input", "late"),
    # colah/colah.github.io#25
    ("are C_t and h_t both the cell state", "store"),
    # asappresearch/sru#24
    ("what is output and what is hidden", "store sequences state_axes"),
    # mttk/rnn-classifier#3
    ("why take the cell state and not the hidden state", "store"),
    # kaist-dmlab/RecencyBias#4
    ("tips for selecting the sliding window size", "length"),
    # guillaume-chevalier/LSTM-Human-Activity-Recognition#30
    ("windows with 50% overlap, what does it mean", "rate window"),
    # keras-team/keras#385
    ("does the input of stock 1 have influence on stock 2", "series between"),
    # philipperemy/cond_rnn#20
    ("predict sales for multiple stores with one model", "series"),
    # guillaume-chevalier/LSTM-Human-Activity-Recognition#21
    ("very poor results with a small training dataset", "enough worse"),
)
