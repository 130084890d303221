"""Questions about the state: what is remembered, where it starts, how far the gradient goes."""

from lstmviz.questions import cells, states
from lstmviz.questions.question import Question, look_into

QUESTIONS = (
    Question(
        "between",
        "Does the LSTM remember the previous row, sample or batch?",
        states.previous_sample,
        "memory between samples wall state wiped reset after each sample; begins the process "
        "anew; state kept carried over from batch to batch; how does it learn if state is reset; "
        "hidden set back for every batch, learning lost or stunted; short sequences",
        look_into("states", stateful=False),
        "Show where each state starts",
        "inside",
    ),
    Question(
        "zero",
        "What are h₀ and c₀?",
        states.first_state,
        "c0 h0 initial state zeros first step start value initialise initialize hidden state; "
        "new states for each sample, each forward pass; why zero the hidden state; purpose of "
        "init_hidden; no h_0 c_0 given, initialised by default",
        look_into("states", stateful=False),
        "Show where each state starts",
        "inside",
    ),
    Question(
        "store",
        "h or c: which is the memory, which the output?",
        cells.store_or_output,
        "hidden state cell state difference carry long short term memory output which is which",
        look_into("memory", cell="lstm"),
        "Follow both after a pulse",
        "inside",
    ),
    Question(
        "one_step",
        "With 1 timestep, do I lose the hidden state but keep the cell state?",
        cells.one_timestep,
        "one time step lose short memory cell state dependent only timestep of 1 useless recurrent",
        look_into("gradient", "row"),
        "Show what cannot learn",
        "inside",
    ),
    Question(
        "start",
        "How do I set an initial state?",
        cells.initial_state,
        "initial_state h0 c0 pass own starting state encoder_states set states",
        look_into("states", stateful=True),
        "Show states that start elsewhere",
        "inside",
    ),
    Question(
        "stateful",
        "What exactly does stateful=True do?",
        states.what_stateful_does,
        "transfer final state to next sample; stateful stateless difference state passed to "
        "next batch keep when to use stateful",
        look_into("states", stateful=True),
        "Hand the states on",
        "inside",
    ),
    Question(
        "overlap",
        "Can I use stateful=True with windows moved by one row?",
        states.stateful_windows,
        "stateful overlapping sliding windows order of batches arrange data for stateful",
        look_into("states", windowed=True, stateful=True),
        "Show states of windows",
        "inside",
    ),
    Question(
        "reset",
        "Why does model.reset_states() fail in Keras 3?",
        states.reset_in_keras_3,
        "reset_states reset state when to reset Sequential object has no attribute reset_states "
        "after each epoch",
        look_into("states", stateful=True),
        "Show states that go on",
        "inside",
    ),
    Question(
        "batch",
        "Why does stateful=True need a fixed batch size, and how do I predict one sample?",
        states.fixed_batch,
        "batch_input_shape different batch size for training and prediction batch_shape "
        "stateful must be divisible expected batch size incompatible shapes predict with batch "
        "size 1",
        look_into("states", stateful=True),
        "Show a batch of states",
        "inside",
    ),
    Question(
        "across",
        "With stateful=True, does the gradient flow from batch to batch?",
        states.across_batches,
        "back-propagation through time backpropagation across batches bptt gradients between",
        look_into("gradient", windowed=True, stateful=True),
        "Show where it ends",
        "inside",
    ),
    Question(
        "truncation",
        "What sets how far back the gradient goes, and does Keras unroll?",
        states.truncation,
        "truncated backpropagation tbptt unroll vanishing gradient how far back truncate gradient",
        look_into("gradient", windowed=True),
        "Show how far it reaches",
        "inside",
    ),
)
