"""Ten questions under each heading as learners ask them, in our words, each with its thread.

Of each: the question, and the answers of which one has to be among the first three found.
DSSE is datascience.stackexchange.com/questions, SE stats.stackexchange.com/questions, SO
stackoverflow.com/questions; owner/name#n is an issue on GitHub.
"""

HEARD = {
    "What are my rows and columns": (
        # keras-team/keras#2045
        ("what does the shape (nb_samples, timesteps, input_dim) stand for", "names"),
        # SO 53592140
        (
            "last three values as columns t1 t2 t3: are they time steps or features",
            "which difference",
        ),
        # DSSE 33393
        ("difference between (53394,3,1) and (53394,1,3) as input", "difference"),
        # keras-team/keras#834
        ("is each row of my data one sample or one sequence", "sample"),
        # keras-team/keras#3046
        ("what does timesteps stand for", "names"),
        # titu1994/LSTM-FCN#9
        ("can it find features of time if the timestep is one", "step one_step"),
        # keras-team/keras#12325
        ("univariate series with timesteps 1, is that wrong", "step"),
        # SO 38714959
        ("feed the whole series as one long sequence", "whole"),
        # keras-team/keras#2892
        ("1000 sentences of 10 words with 3 dim vectors, what are the dimensions", "words names"),
        # DSSE 55273
        ("do I have to normalize the inputs of an LSTM", "scale"),
    ),
    "Shapes and code": (
        # SE 307744
        ("does the number of samples belong in input_shape", "input"),
        # rstudio/keras3#332
        ("each row is an observation with 12 features, which input shape", "input ndim which"),
        # rstudio/keras3#201
        ("incompatible with layer expected ndim=3 found ndim=4 iris", "input images ndim"),
        # keras-team/keras#1159
        ("it always expects 3 dimensions whatever I tell it", "ndim names input"),
        # ColasGael/Machine-Learning-for-Solar-Energy-Prediction#2
        ("change time step to 2, is input_shape (2,12) or (2,6)", "share"),
        # keras-team/keras#12958
        ("cannot reshape 7300 rows, not divisible by 3", "blocks"),
        # keras-team/keras#6084
        ("array of (100,2) with time step 7, how do I reshape it", "blocks window expand"),
        # titu1994/MLSTM-FCN#22
        ("why is the dimension shuffled, permute before LSTM", "reshape"),
        # keras-team/keras#401
        ("sequence of images into an LSTM, found ndim=5", "images"),
        # keras-team/keras#2022
        ("windows seem a lot of replicated data", "window"),
    ),
    "Windows and targets": (
        # gedeck/mlba-R-code#4
        ("should the window have length 13 or 12", "length count"),
        # lmoroney/dlaicourse#132
        ("target y index in windowed dataset is off", "target generator"),
        # tensorflow/tensorflow#40343
        ("timeseries_dataset_from_array how to set targets", "target"),
        # keras-team/keras-preprocessing#66
        ("TimeseriesGenerator target is shifted by one", "generator"),
        # guillaume-chevalier/LSTM-Human-Activity-Recognition#30
        ("sliding windows with 50% overlap, what does it mean", "rate overlap"),
        # blue-yonder/tsfresh#672
        ("predict 30 steps ahead with rolling windows", "several"),
        # jaungiers/LSTM-Neural-Network-for-Time-Series-Prediction#20
        ("how to forecast future values after the last data point", "beyond"),
        # krishnaik06/Stock-MArket-Forecasting#6
        ("predict the next 30 days from the last 100 days", "several beyond"),
        # unit8co/darts#1161
        ("future covariates like holidays known in advance", "known"),
        # keras-team/keras#4208
        ("how do I choose the sequence length", "length size truncation"),
    ),
    "Units and weights": (
        # keras-team/keras#8461
        ("LSTM(32) means 32 nodes or 32 blocks", "units chain"),
        # hill-a/stable-baselines#775
        ("what is the number of cells n_lstm=64", "units chain"),
        # keras-team/keras#2735
        ("how many neurons are in the LSTM hidden layer", "units size"),
        # keras-team/keras#2114
        ("is it one cell with 5 outputs or 5 cells", "chain"),
        # SO 38080035
        ("how to calculate the number of parameters of an LSTM", "parameters"),
        # szcom/rnnlib#18
        ("3 layers of 400 cells, how many parameters", "parameters"),
        # keras-team/keras#806
        ("how to set number of layers and units", "size layers"),
        # nicodjimenez/lstm#12
        ("how did you choose the number of memory cells", "size length"),
        # keras-team/keras#3088
        ("why forget gate bias initialised to 1", "forget_bias"),
        # keras-team/keras#7600
        ("how are the inputs connected to the units", "neuron"),
    ),
    "State": (
        # hill-a/stable-baselines#1022
        ("is the state reset to zeros for each mini-batch", "between reset zero"),
        # keras-team/keras#3862
        ("difference stateful and stateless, when to use which", "stateful"),
        # NLeSC/mcfly#39
        ("transfer final hidden state to the next sample", "stateful start across"),
        # keras-team/keras#10231
        ("does state persist between fit and predict", "between stateful reset"),
        # yangwohenmai/LSTM#19
        ("'Sequential' object has no attribute 'reset_states'", "reset"),
        # keras-team/keras#1492
        ("set the initial state of an LSTM by hand", "start"),
        # SO 48491737
        ("stateful needs batch size fixed, but I want to predict one value", "batch"),
        # lmnt-com/haste#8
        ("do gradients flow between batches if stateful", "across"),
        # SO 48302810
        ("difference between hidden state and cell state", "store"),
        # keras-team/keras#7212
        ("stateful with overlapping windows", "overlap"),
    ),
    "Outputs": (
        # keras-team/keras#3038
        ("what does return_sequences=True give", "sequences"),
        # keras-team/keras#12376
        ("what is the job of RepeatVector and TimeDistributed", "dense many"),
        # keras-team/keras#13267
        ("should Dense after return_sequences be TimeDistributed", "dense"),
        # keras-team/keras#2496
        ("many to many with different input and output lengths", "many"),
        # keras-team/keras#562
        ("how to build encoder decoder", "many"),
        # keras-team/keras#2403
        ("predict a sequence from a sequence", "many several"),
        # keras-team/keras#4791
        ("bidirectional last output, which half has seen everything", "bidirectional"),
        # keras-team/keras#3163
        ("go_backwards output order", "backwards"),
        # keras-team/keras#2194
        ("LSTM with relu gives nan", "relu nan"),
        # keras-team/keras#7290
        ("dropout vs recurrent_dropout", "dropout"),
    ),
    "Judging the result": (
        # etai83/lstm_stock_prediction#4
        ("I always get a straight line for my predictions", "flat"),
        # jinglescode/time-series-forecasting-tensorflowjs#5
        ("validation result is a flat line", "flat"),
        # bpkent/lstm-forecasting#4
        ("train loss: nan test loss: nan from the first epoch", "nan"),
        # keras-team/keras#10329
        ("loss is decreasing but accuracy is not increasing", "accuracy"),
        # SE 338923
        ("prediction looks shifted by one time step", "late"),
        # DSSE 85961
        ("my model just copies the previous day's price", "late"),
        # SE 40638
        ("is shuffling time series allowed in training", "shuffle"),
        # DSSE 55706
        ("train_test_split on time series windows", "split"),
        # SO 61271729
        ("scaling before or after train test split", "scaler"),
        # keras-team/keras#2743
        ("different results every time I run the code", "seeds"),
    ),
    "Padding, gaps, several series": (
        # keras-team/keras#85
        ("sequences with different number of time steps", "lengths"),
        # keras-team/keras#6776
        ("variable length input without padding", "lengths"),
        # keras-team/keras#3086
        ("does masking skip the padded timesteps", "masking zeros"),
        # DSSE 48796
        ("padding with zeros, does it hurt training", "zeros"),
        # google-research/tuning_playbook#46
        ("how does an LSTM handle NaN values in the data", "gaps"),
        # deeplearning4j/deeplearning4j#3284
        ("time series with gaps over night", "gaps irregular"),
        # jaungiers/LSTM-Neural-Network-for-Time-Series-Prediction#26
        ("time intervals are not fixed", "irregular"),
        # keras-team/keras#8110
        ("series that are not connected with each other", "series"),
        # DSSE 17099
        ("add features that are not sequences", "static"),
        # tensorflow/tensorflow#33148
        ("will not use cuDNN kernel since it doesn't meet the criteria", "cudnn"),
    ),
    "PyTorch and versions": (
        # yunjey/pytorch-tutorial#73
        ("should the input be seq first or batch first in torch", "batch_first"),
        # pytorch/pytorch#19675
        ("hidden state shape with batch_first", "state_axes"),
        # pytorch/pytorch#86576
        ("nn.LSTM takes 2D input without batch", "two_axes"),
        # bentrevett/pytorch-sentiment-analysis#5
        ("how do I use pack_padded_sequence", "packed"),
        # pytorch/pytorch#630
        ("why does the LSTM have two bias vectors", "biases"),
        # keras-team/keras#20106
        ("Unrecognized keyword arguments passed to LSTM: {'batch_input_shape'}", "keywords"),
        # appeler/ethnicolr#101
        ("time_major no longer accepted", "major"),
        # keras-team/keras#19898
        ("load a model saved with keras 2.3 in keras 3", "old"),
        # yunjey/pytorch-tutorial#40
        ("why new hidden and cell states for each forward pass", "twice zero between state_axes"),
        # discuss.pytorch.org/t/59867
        ("difference between output and h_n", "state_axes"),
    ),
}
