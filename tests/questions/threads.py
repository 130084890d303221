"""Seventy questions of learners, of forty threads in our words and of thirty nearly as titled.

At first sight 63 of them found their answer among the first three. Of every second one the answers'
words have been mended since; the others, HELD, were never looked at: of those 32 of 35 are found.
Of each: the question, and the answers of which one has to be among the first three.
"""

MENDED = (
    # keras-team/autokeras#1206
    (
        "how do I reshape a dataframe to a custom time step of 90, cannot reshape array",
        "window blocks",
    ),
    # healthDataScience/deep-learning-HAR#2
    ("how does an input of length 9 become 27 in a stacked lstm", "layers units neuron"),
    # keras-team/keras#11726
    (
        "output, state_1, state_2 = LSTM(return_state=True): which of them is the cell state",
        "sequences store",
    ),
    # keras-team/keras#2634
    ("monitor the input, forget and output gates during training", "inside"),
    # pytorch/pytorch#8026
    ("lengths array has to be sorted in decreasing order, enforce_sorted", "packed"),
    # keras-team/keras#3073
    ("stateful_lstm gives different results with another batch_size", "stateful batch epoch seeds"),
    # keras-team/keras#15232
    (
        "stateful: one call of 100 steps and 100 of one step predict slightly different numbers",
        "stateful batch frameworks seeds",
    ),
    # ARISE-Initiative/robomimic#107
    (
        "seq length 10: are 1 to 10 and 2 to 11 used, or 10 to 20 next",
        "window rate sample blocks count",
    ),
    # bentrevett/pytorch-sentiment-analysis#8
    (
        "why use hidden and not output of nn.LSTM for the classifier",
        "store state_axes sequences classes",
    ),
    # pytorch/pytorch#3587
    (
        "how to index the output of a bidirectional GRU, last step of each direction",
        "bidirectional state_axes",
    ),
    # guillaumegenthial/sequence_tagging#29
    ("hidden_size is 300 but where is the number of lstm layers", "layers units"),
    # hichenway/stock_predict_with_LSTM#9
    ("mean and std are taken over all data, is that not looking at the future", "scaler"),
    # tensorflow/tensorflow#41176
    ("timeseriesgenerator: predict three data points at once, dp6 dp7 dp8", "several generator"),
    # DSSE 67183
    ("sales of two departmental stores in parallel in a single model", "series columns_out"),
    # SO 51432661
    ("network gets better at echoing the current value than the next", "late"),
    # keras-team/keras#321
    (
        "exactly the same loss at the end of each epoch with softmax and mse",
        "flat classes accuracy",
    ),
    # a question on how the values of a window are inserted
    (
        "do I insert X1, process, then X2, or all of [X1, X2, X3] at the same time as a vector",
        "difference names window chain neuron order",
    ),
    # keras-team/keras#3826
    (
        "binary label of irregular series with static metadata, padded with zeros",
        "static zeros lengths irregular classes",
    ),
    # maciejkula/spotlight#168
    ("fits well in the first epoch and the validation does not get better after", "worse epochs"),
    # jzi040941/PercepNet#30
    (
        "reshaped from (2000, 138) to (2000/window_size, window_size, 138), can it be any value",
        "blocks window length",
    ),
    # keras-team/autokeras#1206
    ("custom time step for LSTM", "window length names"),
    # dylandjian/retro-contest-sonic#4
    ("quick question: how many layers does the LSTM have", "layers"),
    # hycis/bidirectional_RNN#4
    ("return_sequences with bidirectional?", "bidirectional sequences"),
    # kaist-dmlab/RecencyBias#8
    ("how to determine the size of the sliding window", "length"),
    # zshicode/Attention-CLX-stock-prediction#18
    ("potential future data impact when the test set is normalized", "scaler"),
    # keras-team/keras#3191
    ("TimeDistributed layer as output", "dense many"),
    # keras-team/keras#10329
    ("loss decreasing, predicting well, but accuracy not increasing", "accuracy"),
    # yeyupiaoling/MASR#64
    ("lengths array must be sorted in decreasing order when enforce_sorted is True", "packed"),
    # tensorflow/tensorflow#1037
    ("can an LSTM learn 1000+ step dependencies", "vanish length truncation"),
    # piotrkawa/specrnet#1
    ("why is part of the GRU output dropped", "sequences store"),
    # timothyyu/gdax-orderbook-ml#26
    ("input batch size has to divide the number of samples when stateful=True", "batch"),
    # keras-team/keras#3826
    ("series with static metadata for binary classification", "static classes"),
    # VivekPa/AIAlpha#12
    ("every price prediction is the same number", "flat"),
    # keras-team/keras#7212
    ("should I avoid stateful LSTM", "stateful overlap"),
    # jinglescode/time-series-forecasting-tensorflowjs#9
    ("validation result comes out as a flat line", "flat"),
)

HELD = (
    # cristianleoo/models-from-scratch-python#2
    (
        "trainX is (samples, 1, look_back), should look_back not be the time_steps",
        "difference names step order",
    ),
    # keras-team/keras#7632
    ("does return_state give all hidden states or only the last", "sequences"),
    # rstudio/keras3#411
    (
        "return_state = TRUE but I get a single tensor, how do I access the state",
        "sequences inside",
    ),
    # pytorch/pytorch#2615
    ("why must the sentences of a minibatch be sorted in pytorch", "packed"),
    # keras-team/keras#15273
    ("TimeDistributed does not change the number of weights, is it doing anything", "dense"),
    # keras-team/keras#2322
    ("model.predict wants the batch size of training when stateful, any way around", "batch"),
    # keras-team/keras#1820
    (
        "tsteps = 1 and it learns fine with stateful=False as well, what is the example for",
        "stateful one_step step",
    ),
    # guillaume-chevalier/LSTM-Human-Activity-Recognition#6
    (
        "where does 128 in (7352, 128, 9) come from, how choose the number of time steps",
        "length names",
    ),
    # keras-team/keras#8823
    (
        "Bidirectional(LSTM(return_state=True)) does not unpack into outputs, state_h, state_c",
        "bidirectional sequences",
    ),
    # Franck-Dernoncourt/NeuroNER#6
    ("difference between h of final_states and the last of outputs", "store sequences state_axes"),
    # patrickloeber/pytorch-examples#2
    ("Expected hidden size (1, 4, 128), got [1, 28, 128]", "state_axes batch_first"),
    # AI4Finance-Foundation/FinRL#305
    ("why no data normalization, would it leak trading data", "scaler scale"),
    # albertogaspar/dts#4
    ("predict not just one time series but all multivariate inputs", "columns_out"),
    # intellipaat.com/community/19917
    (
        "50 products x 1096 days x 90 features, how would I slice it into batches",
        "series window sample epoch",
    ),
    # DSSE 67599
    ("it predicts every sequence with almost the same y", "flat"),
    # a question on SimpleRNN(10) over three months of a bone"s size
    ("3 time-steps so there have to be 3 output units? why does units=10 work", "units chain"),
    # microsoft/CNTK#595
    ("include the month or other static features beside the time series variable", "static known"),
    # AIStream-Peelout/flow-forecast#27
    ("lat/lon of the gauge as meta data of the forecast", "static"),
    # keras-team/keras#10502
    (
        "Dense gets 50 % accuracy and TimeDistributed Dense 22 %, should they not be the same",
        "dense",
    ),
    # Element-Research/rnn#339
    ("forward with 12 steps, then with 8: inconsistent tensor size", "lengths shared"),
    # ruotianluo/self-critical.pytorch#104
    ("confused about num_layers", "layers"),
    # SunQilin/lstm_matlab#5
    ("how to define the size of the hidden layer", "size units"),
    # yaodi833/trajectory2vec#4
    ("choosing window size and offset", "length rate"),
    # BenjiKCF/Neural-Net-with-Financial-Time-Series-Data#6
    ("using test data to denormalize", "scaler inverse"),
    # keras-team/keras#11547
    ("is TimeDistributed necessary", "dense"),
    # keras-team/keras#7949
    ("variable length RepeatVector", "many lengths"),
    # sgrvinod/a-PyTorch-Tutorial-to-Sequence-Labeling#2
    ("sorting before pack_padded_sequence", "packed"),
    # tensorflow/tensorflow#49737
    ("TimeseriesGenerator with multi-step outputs", "several generator"),
    # keras-team/keras#18130
    ("samples with 100 to 6000 timesteps, padding to 6000 is slow", "lengths"),
    # aymericdamien/TensorFlow-Examples#25
    ("rnn states never updated, discarded after each batch", "between zero stateful"),
    # deshpandenu, on forecasting a stock"s price, #2
    ("data leakage by a moving average shifted back in time", "own target scaler"),
    # sktime/pytorch-forecasting#670
    ("multiple targets", "columns_out several"),
    # pytorch/examples#215
    ("prediction drifts when the outputs are fed back in", "beyond several"),
    # birdx0810/timegan-pytorch#5
    ("is T the sequence length or a static feature", "names static"),
    # keras-team/keras#9093
    ("stacked LSTM: return_sequences False before RepeatVector", "many layers sequences"),
)
