"""Questions about the state: what is remembered, where it starts, how far the gradient goes."""

from lstmviz.questions import cells, states
from lstmviz.questions.question import Question, look_into

QUESTIONS = (
    Question(
        "between",
        "Does the LSTM remember the previous row, sample or batch?",
        states.previous_sample,
        "memory between samples wall state wiped reset after each sample; begins the process "
        "anew; state kept carried over from batch to batch; how does it learn if state is "
        "reset; hidden set back for every batch, learning lost or stunted; short sequences; "
        "does it remember the previous batch; is the hidden state kept between samples; are RNN "
        "hidden states ever reset; is memory cleared between sequences; does predict remember "
        "the previous call; does the LSTM carry state over to the next window; state across "
        "epochs; are samples of a batch independent; is the order of samples important for "
        "memory; long term memory across windows; if the state is reset how does it learn long "
        "term; hidden state is set to zeros in the loop; when is the memory cleared; does "
        "predict forget what it saw before; why use a GRU if the hidden state is zero for each "
        "input; hidden state of the previous time step is not passed; is the history of earlier "
        "samples lost; memory over several windows; does each window start from nothing",
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
        "init_hidden; no h_0 c_0 given, initialised by default; is init_hidden necessary; what "
        "is the initial hidden state; hidden state initialised with zeros; why start with h = "
        "0; random or zero initial state; nn.LSTM called without hidden state; passing None as "
        "hidden; initialise hidden every epoch or every batch; forward makes new zero states; "
        "zero initialised hidden states for all inputs; hidden state is always zeros at the "
        "beginning; h0 not given; hidden does not update",
        look_into("states", stateful=False),
        "Show where each state starts",
        "inside",
    ),
    Question(
        "store",
        "h or c: which is the memory, which the output?",
        cells.store_or_output,
        "hidden state cell state difference carry long short term memory output which is which; "
        "difference between hidden state and cell state; what is h and what is c; is the output "
        "the same as the hidden state; output or hidden state, which one to use; why are there "
        "two states; C_t and h_t; two outputs of an LSTM; long term and short term memory; is "
        "the encoded vector the output or the last hidden state; output of the GRU or hidden "
        "state; what is returned; which is the representation of the sequence",
        look_into("memory", cell="lstm"),
        "Follow both after a pulse",
        "inside",
    ),
    Question(
        "one_step",
        "With 1 timestep, do I lose the hidden state but keep the cell state?",
        cells.one_timestep,
        "one time step lose short memory cell state dependent only timestep of 1 useless "
        "recurrent; timesteps=1 and the cell state; one character at a time, is the advantage "
        "of LSTM lost; does LSTM with one time step equal a dense layer; no recurrence with a "
        "single step; input of (N, 1, F) has no memory",
        look_into("gradient", "row"),
        "Show what cannot learn",
        "inside",
    ),
    Question(
        "start",
        "How do I set an initial state?",
        cells.initial_state,
        "initial_state h0 c0 pass own starting state encoder_states set states; pass the last "
        "state as initial state; use encoder states for the decoder; set hidden state from "
        "other data; start from where the last sequence ended; set_states; feed h and c by "
        "hand; provide my own h0",
        look_into("states", stateful=True),
        "Show states that start elsewhere",
        "inside",
    ),
    Question(
        "stateful",
        "What exactly does stateful=True do?",
        states.what_stateful_does,
        "transfer final state to next sample; stateful stateless difference state passed to "
        "next batch keep when to use stateful; what is stateful; difference between stateful "
        "and stateless; when do I need stateful=True; continue the state from batch to batch; "
        "order of samples for a stateful LSTM; long sequences cut into batches with memory; is "
        "state kept with shuffle; convert stateless to stateful; stateful gives different "
        "results with another batch size; carry hidden state between batches",
        look_into("states", stateful=True),
        "Hand the states on",
        "inside",
    ),
    Question(
        "overlap",
        "Can I use stateful=True with windows moved by one row?",
        states.stateful_windows,
        "stateful overlapping sliding windows order of batches arrange data for stateful; "
        "stateful with sliding windows; stateful and overlapping sequences; may windows overlap "
        "with stateful; how to prepare batches for stateful LSTM",
        look_into("states", windowed=True, stateful=True),
        "Show states of windows",
        "inside",
    ),
    Question(
        "reset",
        "Why does model.reset_states() fail in Keras 3?",
        states.reset_in_keras_3,
        "reset_states reset state when to reset Sequential object has no attribute reset_states "
        "after each epoch; when should I call reset_states; has no attribute reset_states; "
        "reset state after each epoch; reset between sequences; clear the memory of a stateful "
        "model; must I reset before predict",
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
        "size 1; batch size must be the same for predict; predict one sample with a stateful "
        "model; train with batch 32, predict with 1; number of samples must be divisible by the "
        "batch size; If a RNN is stateful, it needs to know its batch size; complete "
        "input_shape must be provided including batch size; stateful prediction dimension "
        "mismatch; different batch size in training and testing; last batch is smaller; train "
        "stateless and predict stateful",
        look_into("states", stateful=True),
        "Show a batch of states",
        "inside",
    ),
    Question(
        "across",
        "With stateful=True, does the gradient flow from batch to batch?",
        states.across_batches,
        "back-propagation through time backpropagation across batches bptt gradients between; "
        "does backpropagation cross batches; gradient through the state of the batch before; "
        "error flows back to earlier batch; learn dependencies longer than the batch with "
        "stateful",
        look_into("gradient", windowed=True, stateful=True),
        "Show where it ends",
        "inside",
    ),
    Question(
        "truncation",
        "What sets how far back the gradient goes, and does Keras unroll?",
        states.truncation,
        "truncated backpropagation tbptt unroll vanishing gradient how far back truncate "
        "gradient; how far does backpropagation through time go; truncated bptt length; what "
        "does unroll do; is BPTT over the whole sequence; bptt per sample or over the batch; "
        "number of steps for backprop; truncate the gradient; truncated sequence length for "
        "training; set the truncation length; how many steps are backpropagated",
        look_into("gradient", windowed=True),
        "Show how far it reaches",
        "inside",
    ),
    Question(
        "vanish",
        "What is the vanishing gradient, and does an LSTM prevent it?",
        states.vanishing,
        "vanishing gradient; exploding gradient; how does LSTM solve vanishing gradients; "
        "gradient clipping; long term dependencies; why can LSTM remember long; why RNN "
        "forgets; clip gradients; can it learn dependencies over a thousand steps; a very long "
        "sequence",
        look_into("gradient", windowed=True),
        "Show how far it reaches",
        "inside",
    ),
)
