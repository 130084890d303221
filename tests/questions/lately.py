"""Sixty more questions of learners, in our words, gathered before the search was asked any of them.

At first sight 54 of them found their answer among the first three; what they taught is in the
answers' words since.
Of each: the question, and the answers of which one has to be among the first three.
"""

LATELY = (
    # keras-team/keras#8568
    ("np.reshape(X, (100000, 5, 30)): cannot reshape array of size 3000000", "blocks window"),
    # keras-team/keras#6430
    ("is there a function in Keras for overlapping windows of samples", "window target last"),
    # keras-team/keras#6471
    ("predict what the output will be n days from now", "several beyond"),
    # keras-team/keras#11926
    ("low accuracy due to zero padding, is there another method", "lengths zeros masking"),
    # pytorch/pytorch#21571
    ("how to get the hidden states of all time steps", "sequences inside"),
    # tcloaa/Deep-Portfolio-Theory#7
    ("should the prediction be inverse-transformed before it is compared", "inverse"),
    # jinglescode/time-series-forecasting-pytorch#8
    ("the predicted price seems to be one day behind", "late"),
    # borisbanushev/stockpredictionai#37
    ("did you predict the two years at once, or one day after another", "several beyond"),
    # nayash/stock_cnn_blog_pub#1
    ("you must not shuffle a time series", "shuffle split"),
    # jankrepl/deepdow#86
    ("why not shuffle before splitting, as with images", "split shuffle"),
    # HHTseng/video-classification#3
    ("is it RNN_out[-1, :, :] for the output at the last timestep", "batch_first"),
    # aqibsaeed/Multilabel-timeseries-classification-with-LSTM#10
    ("order of dimensions: [1, time_steps, number_of_features]", "names reshape difference"),
    # vict0rsch/deep_learning#11
    ("y has dimension 2, do I just change output_dim of the last layer", "several columns_out"),
    # jiegzhan/time-series-forecasting-rnn-tensorflow#7
    ("I want to predict the next 5 timesteps", "several beyond"),
    # BlackArbsCEO/Adv_Fin_ML_Exercises#33
    ("I scale the whole dataframe but not the targets, what is better", "scaler inverse scale"),
    # NourozR/Stock-Price-Prediction-LSTM#2
    ("predictions are delayed for one step if you zoom in", "late"),
    # nicodjimenez/lstm#12
    ("difference between a memory cell and an LSTM node", "size units chain"),
    # JordiCorbilla/stock-prediction-deep-neural-learning#12
    ("see predictions day by day, 30 days forward", "beyond several"),
    # keras-team/keras#4743
    ("how do I define the hidden size, the second dimension of the weights", "units gate_order"),
    # keras-team/keras#12374
    (
        "10 time steps in and an output at each of them: LSTM(10), then Dense?",
        "sequences units many dense",
    ),
    # wallarm/nascell-automl#16
    ("why the output of the last time step and not of every one", "sequences many guess"),
    # keras-team/keras#1166
    ("does return_sequences=False pool over the outputs", "sequences"),
    # dafrie/lstm-load-forecasting#1
    ("are the test data included in the fit of the scaling", "scaler"),
    # Avik-Jain/100-Days-Of-ML-Code#13
    ("feature scaling before the dataset is split", "scaler"),
    # google-research/tuning_playbook#46
    ("how does an LSTM handle NaN values", "gaps"),
    # jaungiers/LSTM-Neural-Network-for-Time-Series-Prediction#26
    ("prediction when time intervals are not fixed", "irregular"),
    # unit8co/darts#1691
    ("is there a way to ignore missing hours", "gaps irregular"),
    # etai83/lstm_stock_prediction#7
    ("the prediction is always a straight line", "flat"),
    # ki-ljl/LSTM-Load-Forecasting#5
    ("it predicts the test data and gives no future results", "beyond"),
    # nicodjimenez/lstm#34
    ("how to predict a next sequence without a true label", "beyond batch"),
    # pytorch/pytorch#21036
    ("use the model to predict the next 60 days", "several beyond"),
    # karpathy/char-rnn#187
    ("a formula for the number of parameters", "parameters"),
    # szcom/rnnlib#18
    ("3 hidden layers of 400 cells: how many parameters in total", "layers chain parameters"),
    # keras-team/keras#2735
    ("number of neurons of the hidden layer", "units neuron chain size"),
    # philipperemy/keras-tcn#147
    ("numeric and categorical variables as input", "categories"),
    # philipperemy/cond_rnn#20
    ("a single model for the sales of multiple stores", "series"),
    # keras-team/keras#385
    ("two stocks: does the input of stock 1 influence stock 2", "between series"),
    # keras-team/keras#3902
    ("train a stateful LSTM on several sequences of 50k rows", "series stateful batch"),
    # udacity/deep-learning-v2-pytorch#187
    (
        "initialise the hidden state at each epoch or before each batch",
        "zero between stateful start",
    ),
    # spdin/time-series-prediction-lstm-pytorch#1
    ("h_0 = torch.zeros each time: no information of the sequence is kept", "zero between start"),
    # amirstar/Deep-Forecast#1
    ("why is it range(len(train) - horizon - 1)", "count border"),
    # jaungiers/LSTM-Neural-Network-for-Time-Series-Prediction#109
    ("when scrolling the window, the last timestep is forgotten", "count"),
    # bentrevett/pytorch-sentiment-analysis#14
    ("why need the hidden tensors not be set to zero", "zero start"),
    # ndrplz/ConvLSTM_pytorch#31
    ("difference between hidden_state and hidden_dim", "units zero store start"),
    # timeseriesAI/tsai#593
    ("standardisation before the sliding window or after it", "scaler scale"),
    # Maple728/MTNet#3
    ("data are normalised before they are split, does that matter", "scaler"),
    # jaungiers/LSTM-Neural-Network-for-Time-Series-Prediction#20
    ("predict the next 10, 20 or X values, not those of the test set", "beyond several"),
    # huseinzol05/Stock-Prediction-Models#76
    ("meaning of self.outputs[-1], with time_major=False", "sequences batch_first major"),
    # suragnair/seqGAN#1
    ("why call init_hidden() each time", "zero start between"),
    # yikangshen/Ordered-Neurons#13
    ("why not a new hidden vector for each batch", "stateful between zero twice across"),
    # guillaumegenthial/sequence_tagging#29
    ("how do I know the number of lstm layers", "layers"),
    # keras-team/keras#7761
    ("fit one model to the traffic of several pages", "series"),
    # zemlyansky/arima#16
    ("stitch the series together into a single one", "series"),
    # muslehal/xLSTMTime#12
    ("categorical variables as features", "categories"),
    # iarai/weather4cast-2022#5
    ("the windows have time skips in them", "irregular gaps series"),
    # etai83/lstm_stock_prediction#6
    ("forecast the future with only the dates", "beyond known"),
    # ngarneau/understanding-pytorch-batching-lstm#2
    ("max pooling over the sequence or the last output", "sequences many store"),
    # KurochkinAlexey/IMV_LSTM#2
    ("why are predictions multiplied by max - min and min added", "inverse"),
    # laiguokun/LSTNet#18
    ("normalisation by the maximum of the whole data set", "scaler"),
    # thuml/Nonstationary_Transformers#17
    ("the scaler is fitted on the training data and transforms all", "scaler"),
)
