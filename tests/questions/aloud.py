"""Fifty questions from threads, in our words: 46 found their answer at first sight."""

ALOUD = (
    (
        "operands could not be broadcast together with shapes (8439,5) (4,) when I "
        "inverse_transform",
        "inverse",
    ),
    ("do I need to reshape the predicted output from 3D to 2d before inverse_transform", "inverse"),
    (
        "non-broadcastable output operand with shape (33093,1) doesn't match the "
        "broadcast shape (33093,9)",
        "inverse",
    ),
    ("the number of features in test_pred differs from the number the scaler requires", "inverse"),
    ("How to get the original data scale back", "inverse"),
    (
        "prediction generates other dimensions than expected: y_test is (363,) and "
        "predict gives (363, 100)",
        "sequences columns_out dense many several loss_shapes",
    ),
    ("Must not use test data when fitting MinMaxScaler", "scaler"),
    ("Shouldn't we split first and then scale", "scaler"),
    ("possible look-ahead bias: the whole data are scaled and then partitioned", "scaler"),
    ("does train_test_split on a time series not cause data leakage", "split"),
    ("if you fit min and max on the training part the test data may be out of range", "scaler"),
    (
        "why not create a new hidden vector for each batch instead of using the old ones",
        "twice between zero start stateful truncation",
    ),
    ("Why initialize with init_hidden() each time", "zero start between"),
    (
        "do we need to initialize the hidden state at the beginning of each epoch",
        "zero start between reset",
    ),
    (
        "so hidden state passed to the model is always just zeroes? Then what's the point",
        "zero between",
    ),
    (
        "why do we need an initial hidden state for each sample of the minibatch",
        "zero start state_axes batch",
    ),
    (
        "encoder should take input and previous hidden state but your encoder only takes input",
        "between zero start",
    ),
    ("What is the purpose of init_hidden", "zero start"),
    ("how to get next step of sequence", "beyond several"),
    (
        "instead of predicting values on the test set, how would I apply the model to "
        "predict future values",
        "beyond",
    ),
    ("The code predicts testdata and does not output future results", "beyond"),
    ("Is rolling prediction the only way", "beyond several"),
    ("how to predict the next n steps not one", "several"),
    ("can TimeDistributed give another number of time steps in the output", "several many dense"),
    ("the model gives a nearly perfect curve, maybe overfitting", "late good worse"),
    ("why is y of shape (n, 1) and not (n,)", "loss_shapes cardinality"),
    ("Is dropout applied at every time step", "dropout"),
    ("Can I use batch normalization in LSTM", "scale dropout"),
    ("How to do early stopping", "epochs"),
    ("Do I get the same result if I set seed", "seeds"),
    ("what is the batch dimension for in LSTM", "epoch names input batch"),
    ("Does batch size matter for LSTM", "epoch batch"),
    ("how to feed categorical variables to lstm", "categories"),
    ("lstm with one hot encoded day of week", "categories known"),
    ("how to use embedding for words as input to LSTM", "words categories"),
    ("training takes forever on CPU", "slow"),
    ("GPU utilisation is low with LSTM", "slow cudnn"),
    ("RNN vs LSTM vs GRU which is better", "cell"),
    ("why is forget gate bias initialised with 1", "forget_bias"),
    ("why do sigmoid outputs never predict the spikes", "peaks"),
    ("is it ok that train and test windows overlap", "border split"),
    ("What does hidden state h contain, and what cell state c", "store"),
    ("Keras LSTM weights order i f c o", "gate_order"),
    ("how to plot the cell state over time", "inside"),
    ("What does 'Input 0 of layer lstm is incompatible with the layer' mean", "ndim"),
    ("Can I train with sequences of length 10 and predict with length 20", "lengths shared"),
    ("What should the validation loss be for it to be good", "good"),
    ("MAPE is huge", "good"),
    ("model predicts only zeros", "flat"),
    ("accuracy 0 in regression", "accuracy"),
)
