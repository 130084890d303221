"""Questions about what comes out, and the options of the layer."""

from lstmviz.questions import outputs
from lstmviz.questions.question import Question, look_into, stay

QUESTIONS = (
    Question(
        "guess",
        "What is ŷ, and where does it come from?",
        outputs.guess,
        "y hat yhat prediction Dense(1) after LSTM why dense layer output head last layer",
        stay,
        "Look at it in the Playground",
        "playground",
    ),
    Question(
        "sequences",
        "What does return_sequences do, and what return_state?",
        outputs.return_sequences,
        "return_sequences=True False output at each timestep all hidden states last output only "
        "stacked LSTM output shape 3D one label per timestep",
        look_into("states", stateful=False),
        "Show h of every timestep",
        "inside",
    ),
    Question(
        "dense",
        "Dense or TimeDistributed(Dense)?",
        outputs.time_distributed,
        "TimeDistributed wrapper what is the job of TimeDistributed dense at every step flatten; "
        "last layer TimeDistributedDense with return_sequences",
    ),
    Question(
        "many",
        "Many to one, many to many, one to many: how is each built?",
        outputs.many_to_many,
        "seq2seq sequence to sequence encoder decoder RepeatVector autoencoder different input "
        "and output length architecture",
    ),
    Question(
        "columns_out",
        "How do I predict several columns at once?",
        outputs.several_columns,
        "multiple outputs multivariate output multi-output two targets several target variables "
        "Dense(n); number of outputs not equal to number of inputs, output size input size",
    ),
    Question(
        "classes",
        "How do I predict a class instead of a number?",
        outputs.classes,
        "sequence labeling tag with a category; classification binary softmax sigmoid "
        "crossentropy label each sequence categories loss activation of last layer; classify "
        "examples of successive times",
    ),
    Question(
        "bidirectional",
        "Bidirectional: is output[:, -1] the summary?",
        outputs.bidirectional,
        "Bidirectional BiLSTM backward forward concat merge_mode last output is it allowed in "
        "forecasting",
    ),
    Question(
        "backwards",
        "In which order does go_backwards give its outputs?",
        outputs.backwards,
        "go_backwards reversed order of output",
    ),
    Question(
        "relu",
        "Why does activation='relu' end in NaN?",
        outputs.relu,
        "relu activation tanh change activation function exploding gradient clipnorm",
    ),
    Question(
        "dropout",
        "What is the difference between dropout and recurrent_dropout?",
        outputs.dropout,
        "dropout_W dropout_U recurrent_dropout regularisation regularization Dropout layer",
    ),
)
