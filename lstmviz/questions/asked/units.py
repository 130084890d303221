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
        "connected to the LSTM units fully connected; does each feature have its own LSTM cell; "
        "does each neuron get one time step; how is the input connected to the LSTM units; "
        "which unit gets which input; how are 30 inputs wired to 10 units; are the units of a "
        "layer connected with each other; how is the first layer connected to the input; are "
        "LSTM layers fully connected; must the number of units equal the number of features",
        look_into("wiggle"),
        "Change one cell and see",
        "inside",
    ),
    Question(
        "units",
        "What does units mean?",
        cells.what_units_are,
        "number of units hidden size hidden_size n_hidden hidden units num_units neurons cells "
        "output_dim memory blocks dimensionality; LSTM(32) 32 nodes hidden layer; what is the "
        "first argument of LSTM; what does LSTM(64) mean; what is hidden_size; what is "
        "num_units; is units the number of cells; why is the output (None, 50); output "
        "dimension of an LSTM layer; hidden_dim and hidden state; are 32 units 32 LSTM blocks; "
        "where is the hidden layer; number of neurons in the LSTM layer; what is n_hidden; "
        "hidden size or sequence length; hidden size and input size",
        look_into("states"),
        "Show h of every unit",
        "inside",
    ),
    Question(
        "chain",
        "Is LSTM(5) a chain of five cells, or one cell with five outputs?",
        cells.chain,
        "unrolled cells number of cells equals timesteps diagram unfold picture blocks A colah; "
        "is there one cell or many; how many LSTM cells are in a layer; does each time step "
        "have its own cell; the unrolled diagram; do the cells share weights; number of cells "
        "and time steps; is the same cell used again; what does a layer of LSTM cells look "
        "like; how does the state get from step to step; is the hidden state of the previous "
        "step entered at each time; loop inside the layer",
        look_into("parameters"),
        "Show its one set of weights",
        "inside",
    ),
    Question(
        "cell",
        "LSTM, GRU or SimpleRNN: which should I take?",
        cells.which_cell,
        "vanilla RNN basic RNN against LSTM; GRU instead of LSTM better faster simpler; compare "
        "recurrent layers cell types; GRU or LSTM; LSTM vs GRU; why is GRU used instead of "
        "LSTM; is SimpleRNN enough; difference between RNN and LSTM; would a GRU perform "
        "better; which recurrent layer; try GRU",
        look_into("parameters"),
        "Count their weights",
        "inside",
    ),
    Question(
        "gates",
        "What do the gates do?",
        cells.gates,
        "gate forget gate input gate output gate i f o c_tilde candidate z r update reset gate "
        "letter sigmoid meaning equations inside cell; what does the forget gate do; how does "
        "an LSTM work inside; equations of LSTM; what are input gate, forget gate and output "
        "gate; why sigmoid in the gates; difference between update gate and reset gate; "
        "intuition of gates; what is the candidate; which gate forgets; what is remembered; how "
        "does it decide what to forget",
        look_into("wiring"),
        "Show who gets what",
        "inside",
    ),
    Question(
        "shared",
        "Why do the parameters not change with the timesteps?",
        weights.shared,
        "same number of parameters for longer sequence weights shared over time param # "
        "summary; does a longer sequence have more weights; parameters independent of sequence "
        "length; same weights at every time step; does the number of weights depend on "
        "timesteps; as many cells as the length of the input, or a single set of weights",
        look_into("parameters"),
        "Count the parameters",
        "inside",
    ),
    Question(
        "parameters",
        "How many parameters does the layer have?",
        weights.parameters,
        "number of parameters formula calculate weights count model.summary() 4 gates bias "
        "kernel recurrent kernel shape get_weights; how is the number of parameters calculated; "
        "why does my LSTM have 480 parameters; param # in summary; where does the number of "
        "weights come from; size of the weight matrix; shape of kernel and recurrent kernel; "
        "what is in get_weights; 4 times units; total number of trainable parameters; how many "
        "weights has the network; kernel values; where does this number of parameters come "
        "from; 480 and 840 parameters; 4608; why that many weights; weight count",
        look_into("parameters"),
        "Show where they are",
        "inside",
    ),
    Question(
        "gate_order",
        "Which columns of the weights belong to which gate?",
        weights.gate_order,
        "order of gates in weights; which weights belong to the forget gate; order i f c o; "
        "split the kernel into gates; input weights, cell weights, output gate weights; "
        "weight_ih_l0; interpret get_weights; weights of each gate; W_i W_f W_c W_o; understand "
        "the kernel matrix",
        look_into("parameters"),
        "Show where they are",
        "inside",
    ),
    Question(
        "inside",
        "How do I read h, c and the gates of a trained model?",
        cells.looking_inside,
        "get gate values; visualise gate activations; extract hidden states; read cell state; "
        "intermediate output of LSTM; how can I see what the LSTM remembers; get the output of "
        "a layer; extract input gate, forget gate and output gate; plot hidden state; hidden "
        "states of a trained model; visualise LSTM; inspect states",
        look_into("wiring"),
        "Show h, c and the gates",
        "inside",
    ),
    Question(
        "size",
        "How many units should I choose?",
        weights.how_large,
        "how many neurons hidden units choose number layers hyperparameters tune LSTM size rule "
        "of thumb set parameters; do more units have a longer memory; how many units do I need; "
        "how many neurons in the hidden layer; rule for hidden size; 50 or 100 units, why; what "
        "happens with more units; difference between 128 and 1024 hidden units; define the size "
        "of the hidden layer; should units equal the window; should number of units equal steps "
        "ahead; which number of hidden neurons is best; too many units; typical network sizes; "
        "hidden size used; how big should the LSTM be; number of units and layers; capacity; "
        "how did you choose 128; do more units correlate observations over a longer time",
        look_into("memory"),
        "Show the edge of memory",
        "inside",
    ),
    Question(
        "layers",
        "One layer or two?",
        outputs.second_layer,
        "stack stacked LSTM layers deep how many layers add another LSTM on top second layer; "
        "should I stack LSTM layers; what does num_layers mean; how many LSTM layers; two LSTM "
        "layers or one; is a deeper LSTM better; why two layers with 50 and 100 units; add a "
        "second LSTM layer; number of layers in the model; multi-layer LSTM; output of the "
        "first layer goes to the second; num_layers is the number of LSTM layers on top of one "
        "another; number of layers used; typical depth; one hidden layer or more",
    ),
    Question(
        "forget_bias",
        "Why is part of the bias 1 before training?",
        weights.forget_bias,
        "unit_forget_bias forget gate bias initialised to one initial weights ones initializer; "
        "bias initialised to 1; unit_forget_bias; why is forget gate bias one; initial bias of "
        "LSTM",
        look_into("memory", cell="lstm"),
        "Let a pulse fade",
        "inside",
    ),
    Question(
        "hand",
        "Are there numbers that I can check by hand?",
        cells.by_hand,
        "worked example calculate manually by hand numpy implementation forward pass step by "
        "step reproduce output from weights; compute an LSTM by hand; numerical example of "
        "LSTM; reproduce keras predict with numpy; implement LSTM forward pass myself; step by "
        "step calculation with numbers; LSTM from scratch; show me the calculation; implement "
        "in numpy",
        look_into("hand", hand=HAND, hand_steps=True),
        "Work it by hand",
        "inside",
    ),
    Question(
        "epoch",
        "What are a batch, an update and an epoch?",
        judging.epoch_or_batch,
        "batch_size batch size steps per epoch iteration how are weights updated choose batch "
        "size; difference between batch and epoch; what batch size should I choose; does batch "
        "size matter; large or small batch; iterations and epochs; are 3 timesteps 3 epochs; "
        "when are the weights updated; effect of batch_size on training; batch_size affects "
        "only the speed; does batch size change the result; large batch on GPU; what does batch "
        "mean",
        look_into("update"),
        "Look at one update",
        "inside",
    ),
)
