"""Questions about units, gates and weights."""

from lstmviz.choices.experiments import HAND
from lstmviz.questions import cells, judging, outputs, weights
from lstmviz.questions.question import Question, look_into

QUESTIONS = (
    Question(
        "neuron",
        "Does each value, word or feature go to one neuron?",
        cells.neuron,
        "one neuron takes one value or a row; each input to which unit; how are inputs "
        "connected to the LSTM units fully connected",
        look_into("wiggle"),
        "Change one cell and see",
        "inside",
    ),
    Question(
        "units",
        "What does units mean?",
        cells.what_units_are,
        "number of units hidden size hidden_size n_hidden hidden units num_units neurons cells "
        "output_dim memory blocks dimensionality; LSTM(32) 32 nodes hidden layer",
        look_into("states"),
        "Show h of every unit",
        "inside",
    ),
    Question(
        "chain",
        "Is LSTM(5) a chain of five cells, or one cell with five outputs?",
        cells.chain,
        "unrolled cells number of cells equals timesteps diagram unfold picture blocks A colah",
        look_into("parameters"),
        "Show its one set of weights",
        "inside",
    ),
    Question(
        "cell",
        "LSTM, GRU or SimpleRNN: which should I take?",
        cells.which_cell,
        "vanilla RNN basic RNN against LSTM; GRU instead of LSTM better faster simpler; compare "
        "recurrent layers cell types",
        look_into("parameters"),
        "Count their weights",
        "inside",
    ),
    Question(
        "gates",
        "What do the gates do?",
        cells.gates,
        "gate forget gate input gate output gate i f o c_tilde candidate z r update reset gate "
        "letter sigmoid meaning equations inside cell",
        look_into("wiring"),
        "Show who gets what",
        "inside",
    ),
    Question(
        "shared",
        "Why do the parameters not change with the timesteps?",
        weights.shared,
        "same number of parameters for longer sequence weights shared over time param # summary",
        look_into("parameters"),
        "Count the parameters",
        "inside",
    ),
    Question(
        "parameters",
        "How many parameters does the layer have?",
        weights.parameters,
        "number of parameters formula calculate weights count model.summary() 4 gates bias "
        "kernel recurrent kernel shape get_weights",
        look_into("parameters"),
        "Show where they are",
        "inside",
    ),
    Question(
        "size",
        "How many units should I choose?",
        weights.how_large,
        "how many neurons hidden units choose number layers hyperparameters tune LSTM size rule "
        "of thumb set parameters; do more units have a longer memory",
        look_into("memory"),
        "Show the edge of memory",
        "inside",
    ),
    Question(
        "layers",
        "One layer or two?",
        outputs.second_layer,
        "stack stacked LSTM layers deep how many layers add another LSTM on top second layer",
    ),
    Question(
        "forget_bias",
        "Why is part of the bias 1 before training?",
        weights.forget_bias,
        "unit_forget_bias forget gate bias initialised to one initial weights ones initializer",
        look_into("memory", cell="lstm"),
        "Let a pulse fade",
        "inside",
    ),
    Question(
        "hand",
        "Are there numbers that I can check by hand?",
        cells.by_hand,
        "worked example calculate manually by hand numpy implementation forward pass step by "
        "step reproduce output from weights",
        look_into("hand", hand=HAND, hand_steps=True),
        "Work it by hand",
        "inside",
    ),
    Question(
        "epoch",
        "What are a batch, an update and an epoch?",
        judging.epoch_or_batch,
        "batch_size batch size steps per epoch iteration how are weights updated choose batch size",
        look_into("update"),
        "Look at one update",
        "inside",
    ),
)
