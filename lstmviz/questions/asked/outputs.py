"""Questions about what comes out, and the options of the layer."""

from lstmviz.questions import outputs
from lstmviz.questions.question import Question, look_into, stay

QUESTIONS = (
    Question(
        "guess",
        "What is ŷ, and where does it come from?",
        outputs.guess,
        "y hat yhat prediction Dense(1) after LSTM why dense layer output head last layer; why "
        "do I need a Dense layer after LSTM; what does the last layer do; how is the prediction "
        "computed from h; LSTM output to one number; output layer of an LSTM",
        stay,
        "Look at it in the Playground",
        "playground",
    ),
    Question(
        "sequences",
        "What does return_sequences do, and what return_state?",
        outputs.return_sequences,
        "return_sequences=True False output at each timestep all hidden states last output only "
        "stacked LSTM output shape 3D one label per timestep; return_sequences True or False; "
        "only the last output; output of all time steps; what does return_sequences=True "
        "return; how do I get the hidden state of every time step; does it return all hidden "
        "states or the last; why return_sequences=True in stacked layers; output of the last "
        "time step only; many outputs instead of one number per sample; return_state returns "
        "what; one label per time step; encoded vector of the sequence; set return_sequences "
        "False before RepeatVector; output at each step or at the end; take all outputs or the "
        "last",
        look_into("states", stateful=False),
        "Show h of every timestep",
        "inside",
    ),
    Question(
        "dense",
        "Dense or TimeDistributed(Dense)?",
        outputs.time_distributed,
        "TimeDistributed wrapper what is the job of TimeDistributed dense at every step "
        "flatten; last layer TimeDistributedDense with return_sequences; difference between "
        "Dense and TimeDistributed(Dense); when to use TimeDistributed; is TimeDistributed "
        "needed; Dense on 3D output; Flatten or TimeDistributed; TimeDistributed layer as "
        "output; last layer for sequence output",
    ),
    Question(
        "many",
        "Many to one, many to many, one to many: how is each built?",
        outputs.many_to_many,
        "seq2seq sequence to sequence encoder decoder RepeatVector autoencoder different input "
        "and output length architecture; encoder decoder LSTM; LSTM autoencoder; how to build "
        "sequence to sequence; input and output sequences of different length; what does "
        "RepeatVector do; one to many LSTM; many-to-many architecture; why repeat the vector; "
        "latent vector of a sequence; seq2seq for time series; decoder input; boxes of the many "
        "to one picture; encoder and decoder of LSTM; reconstruct a sequence; anomaly detection "
        "with an autoencoder; translate sequence",
    ),
    Question(
        "columns_out",
        "How do I predict several columns at once?",
        outputs.several_columns,
        "multiple outputs multivariate output multi-output two targets several target variables"
        " Dense(n); number of outputs not equal to number of inputs, output size input size; "
        "predict more than one variable; multiple targets; predict temperature and humidity "
        "together; output three values instead of one; Dense with several outputs; multivariate"
        " output; predict all features; y with several columns; two target columns, one model; "
        "how to get 2 outputs; predict next [x, y, z]; coordinates as output; output vector; "
        "several values at each step; latitude and longitude; predict gives other dimensions "
        "than y; y has two dimensions, change output_dim of the last layer; predict all 3 features "
        "with the same data",
    ),
    Question(
        "classes",
        "How do I predict a class instead of a number?",
        outputs.classes,
        "sequence labeling tag with a category; classification binary softmax sigmoid "
        "crossentropy label each sequence categories loss activation of last layer; classify "
        "examples of successive times; LSTM for classification; which loss for classification; "
        "softmax or sigmoid; binary classification of sequences; predict up or down; label for "
        "the whole sequence; activity recognition; classify time series; targets as one hot; "
        "sentiment; predict a label; which activity; fault or no fault; probability of a class; "
        "cross entropy",
    ),
    Question(
        "bidirectional",
        "Bidirectional: is output[:, -1] the summary?",
        outputs.bidirectional,
        "Bidirectional BiLSTM backward forward concat merge_mode last output is it allowed in "
        "forecasting; how to use a bidirectional LSTM; which output of a bidirectional LSTM "
        "should I take; concatenate forward and backward hidden states; sum or concat; last "
        "hidden state of both directions; hidden[-2] and hidden[-1]; size doubles with "
        "bidirectional; BiLSTM for time series, does it see the future; backward half has seen "
        "only the last step; bidirectional encoder and unidirectional decoder",
    ),
    Question(
        "backwards",
        "In which order does go_backwards give its outputs?",
        outputs.backwards,
        "go_backwards reversed order of output; go_backwards output order; process the sequence "
        "in reverse; reversed input",
    ),
    Question(
        "relu",
        "Why does activation='relu' end in NaN?",
        outputs.relu,
        "relu activation tanh change activation function exploding gradient clipnorm; LSTM with "
        "relu; change activation of LSTM; why tanh; exploding with relu; recurrent_activation; "
        "which activation function",
    ),
    Question(
        "dropout",
        "What is the difference between dropout and recurrent_dropout?",
        outputs.dropout,
        "dropout_W dropout_U recurrent_dropout regularisation regularization Dropout layer; how "
        "to use dropout in an LSTM; dropout between LSTM layers; recurrent dropout; same "
        "dropout mask at each step; Dropout layer or dropout argument; dropout has no effect; "
        "dropout with num_layers=1; apply dropout to hidden state; is dropout on in predict; "
        "regularise an LSTM; apply dropout to LSTM layers; drop out; where to put dropout",
    ),
)
