"""Fifty more questions as learners ask them, gathered after the search was made.

At first sight 24 of the first thirty found their answer among the first three; after what that
taught, 17 of the last twenty, which had not been seen before either. Of each: the question in our
words, and the answers of which one has to be among the first three.
"""

LATER = (
    # keras-team/keras#6762
    ("what is the input like when you have multi features", "names which input"),
    # keras-team/keras#9987
    ("time series prediction with multiple outputs, all three features", "columns_out"),
    # tensorflow/tensorflow#8036
    ("can it predict from multivariate variables such as rainfall and temperature", "which names"),
    # keras-team/keras#8157
    ("simultaneous prediction of multiple sequences", "series columns_out"),
    # udacity/deep-learning-v2-pytorch#187
    (
        "why initialize hidden at the beginning of each epoch and not before each batch",
        "zero between twice reset stateful",
    ),
    # bentrevett/pytorch-sentiment-analysis#14
    ("why do you not need to zero the hidden tensors", "zero"),
    # spdin/time-series-prediction-lstm-pytorch#1
    ("forward always makes the hidden state zeros", "zero between"),
    # yikangshen/Ordered-Neurons#13
    ("why repackage_hidden and not a new hidden vector for each batch", "twice"),
    # IDKiro/action-recognition#18
    ("what is the purpose of init_hidden", "zero start"),
    # stefan-jansen/machine-learning-for-trading#76
    ("multiple features to predict one target one or more timesteps ahead", "several which names"),
    # QData/spacetimeformer#71
    ("univariate forecast given multivariate series as inputs", "which names columns_out"),
    # llSourcell/ethereum_future#5
    ("is a bidirectional network cheating when forecasting", "bidirectional"),
    # lorenzolucchese/deepOBs#1
    ("your y seems wrong, it needs to shift by T - 1", "target cardinality generator"),
    # fchollet/deep-learning-with-python-notebooks#79
    ("which lookback size should it be", "length"),
    # keras-team/keras#2892
    ("outputs I get are all the same although the inputs are different", "flat"),
    # nicodjimenez/lstm#1
    ("why don't y and the inputs have the same dimensions", "sequences many cardinality guess"),
    # BrainJS/brain.js#723
    ("6 inputs and 2 outputs, output size not equal to input size", "columns_out"),
    # SO 49386958
    ("create lagged points of shape (batch_size,timesteps,features)", "window names which"),
    # newbedev.com/keras-how-should-i-prepare-input-data-for-rnn
    ("how should I prepare input data for an RNN", "names which input"),
    # keras-team/keras#7241
    ("7 lagged features reshaped to (803, 1, 7), is that right", "difference which step one_step"),
    # keras-team/keras#5748
    ("initialize the state with a previous state while training", "start stateful"),
    # keras-team/keras#7224
    ("stateful and stateless results are different", "stateful"),
    # keras-team/keras#11175
    ("allow resetting mid-batch", "reset"),
    # tflearn/tflearn#79
    ("high loss but accuracy of 1.0", "accuracy"),
    # fferroni/PhasedLSTM-Keras#11
    ("nan loss after a number of steps", "nan"),
    # unit8co/darts#1954
    ("sensors break and there are missing values", "gaps"),
    # unit8co/darts#850
    ("10 time series over the same time span with an impact on each other", "series columns_out"),
    # tensorflow/tensorflow#86310
    ("stateful LSTM bug with batch size", "batch"),
    # datalogue/keras-attention#5
    ("is there only one hidden layer and how do I add more", "layers"),
    # keras-team/keras#5203
    ("why RepeatVector in the autoencoder", "many"),
    # swjtuer0762/xLSTMTime#5
    ("the loss of the test keeps rising, why", "worse"),
    # tflearn/tflearn#105
    ("training accuracy is increasing but validation accuracy is decreasing", "worse"),
    # bnsreenu/python_for_microscopists#55
    ("forecast from weather features, the validation loss is increasing", "worse"),
    # keras-team/keras#10657
    ("validation loss does not improve at all over the epochs", "worse flat"),
    # swjtuer0762/xLSTMTime#3
    ("valid_loss won't drop while train_loss keeps dropping", "worse"),
    # keras-team/keras#10998
    ("training loss is higher than validation loss", "dropout worse"),
    # rohan-paul/MachineLearning-DeepLearning-Code-for-my-YouTube-Channel#7
    ("using the test data as validation data is a mistake, it leaks", "split scaler"),
    # rstudio/keras3#1031
    ("poor prediction, big gap between loss and val loss", "worse flat"),
    # jaungiers/LSTM-Neural-Network-for-Time-Series-Prediction#37
    ("bad prediction on my own data", "flat"),
    # Andy-P/RecurrentNN.jl#8
    ("this data does not seem to be sequential", "order which"),
    # deeplearning4j/deeplearning4j-examples#34
    ("time series regression with 2 output variables", "columns_out"),
    # tensorflow/tensorflow#82316
    ("TimeDistributed does not work correctly with Masking", "dense masking"),
    # keras-team/keras#2934
    ("sequence labeling: tag each sentence of a dialogue with a category", "classes sequences"),
    # keras-team/keras#1539
    ("95% accuracy while learning but still predicting badly", "worse accuracy flat"),
    # jazzsaxmafia/show_and_tell.tensorflow#6
    ("what is the mask variable used for", "masking"),
    # keras-team/keras#4707
    ("how to use mask in training", "masking"),
    # keras-team/keras#2216
    ("masking is not working properly", "masking zeros"),
    # cpuheater/pytorch_examples#3
    ("it was trained to return the input itself, an identity", "target late"),
    # Element-Research/rnn#118
    ("knowledge of previous time steps does little to help", "step order which one_step"),
    # sktime/pytorch-forecasting#938
    ("pretty good on trained data, but not for new data", "worse"),
)
