"""Questions about the state across samples and batches, and how far back the gradient reaches."""

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Answer, Escape, code, sigmoid, sliding
from lstmviz.questions.weights import over_steps
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import count_rows, many


def previous_sample(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Zeroed for each sample; only weights stay."""
    states = "h and c start" if spec.kind.has_c else "h starts"
    window = dataset.layout.window
    own = "row and no other" if window == 1 else f"{window:,} rows and no others"
    return Answer(
        "No, every sample starts from zero.",
        f"In each sample {states} at zero, and it reads its own {own}.",
        "So a sample gives the same result alone, beside any others and in any order. What stays "
        "from batch to batch are the weights, that is, what was learned, and not the state. Only "
        "`stateful=True` hands the state on.",
    )


def first_state(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Zeros, before the first step."""
    several = spec.kind.has_c
    both = "h₀ and c₀ are" if several else "h₀ is"
    return Answer(
        f"{'c₀ and h₀ are' if several else 'h₀ is'} the state before the first step: all zeros.",
        f"Here {both} {many(spec.units, 'zero')}{' each' if several else ''}, at the start of each "
        f"of the {many(dataset.shape[0], 'sample')}.",
        "Nothing is known yet, so there is nothing to remember. The first step finds no past; the "
        "second finds what the first one left. To start elsewhere, hand over `initial_state`, or "
        "let `stateful=True` keep the last one.",
    )


def what_stateful_does(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """From slot i to slot i of the next batch."""
    batch, timesteps = spec.batch_size, dataset.shape[1]
    if batch == 1:
        who = "With batches of 1, each sample goes on from the one before it."
    else:
        who = (
            f"With batches of {batch:,}, sample {batch:,} goes on from sample 0 and sample "
            f"{batch + 1:,} from sample 1, never a sample from its neighbour: those of one batch "
            "run side by side."
        )
    return Answer(
        "Sample i of a batch goes on where sample i of the last ended.",
        f"{who} Two batches of {many(timesteps, 'timestep')} then give what one of "
        f"{2 * timesteps:,} would.",
        "It starts there instead of at zeros, until you call the layer's `reset_states()`. So put "
        "the samples in this order, and fit with `shuffle=False`.",
        "Often said, but wrong: that a stateful LSTM saves nothing between batches.",
    )


def stateful_windows(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Only where sample i goes on in the row after it ended."""
    batch, window = spec.batch_size, sliding(dataset).window
    if batch < window:
        slip = f"the state meets {count_rows(window - batch)} twice"
    elif batch > window:
        slip = f"the state never meets {count_rows(batch - window)} between them"
    else:
        slip = "that fits, though only because batch and window are equal"
    stretches = f"{batch:,} stretches, one for each place in the batch, and each of them into "
    return Answer(
        "Only if each sample begins in the row after its predecessor ended.",
        f"Windows of {count_rows(window)} moved by 1 row, in batches of {batch:,}: sample "
        f"{batch:,} begins in row {batch:,} and goes on from sample 0, which ended in row "
        f"{window - 1:,}; {slip}.",
        f"No error says so. What is right is to cut the rows into "
        f"{stretches if batch > 1 else ''}windows of {count_rows(window)} that do not overlap.",
    )


def reset_in_keras_3(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Layers reset, models no longer do."""
    return Answer(
        "In Keras 3 only layers reset: call `layer.reset_states()` for each.",
        f"Here that is {many(spec.layers, 'layer')}.",
        "The model answers `AttributeError: 'Sequential' object has no attribute 'reset_states'` "
        "(`'Functional'` for a model made of `Input` and outputs). The recurrent layers still have "
        "it, also as `reset_state()`.",
        "Keras 3.15.1's own description still says to call it “on either a specific layer, or on "
        "your entire model”, and offers `states=…`; neither works: it takes nothing and sets "
        "zeros.",
    )


def fixed_batch(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The state has a row for each sample of a batch."""
    _, timesteps, features = dataset.shape
    batch, train = spec.batch_size, len(dataset.train)
    left = train % batch
    if train < batch:
        rest = f"The {many(train, 'training sample')} do not fill one batch: choose a smaller one."
    elif left:
        rest = (
            f"Of the {train:,} training samples {left:,} {'is' if left == 1 else 'are'} left over "
            "after the whole batches: drop that rest, or fitting ends in an error."
        )
    else:
        rest = f"The {many(train, 'training sample')} make whole batches."
    each = "h and c are variables" if spec.kind.has_c else "h is a variable"
    return Answer(
        "The kept state has one row for each sample of a batch.",
        f"Here {each} of shape {code((batch, spec.units))}, so write "
        f"`keras.Input(batch_shape={(batch, timesteps, features)})`. {rest}",
        "To predict a single sample, build the same model with "
        f"`batch_shape={(1, timesteps, features)}` and `one.set_weights(model.get_weights())`: no "
        "weight depends on the batch size.",
        "Often said, but wrong: that Keras wants a fixed batch size in general; without "
        "`stateful=True` any number of samples will do.",
    )


def across_batches(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Numbers go on, the gradient does not."""
    timesteps = dataset.shape[1]
    reach = (
        f"the gradient ends at the first of the {timesteps:,} timesteps of its own batch"
        if timesteps > 1
        else "the gradient never leaves its one timestep"
    )
    return Answer(
        "No, the state goes on as mere numbers.",
        f"So {reach}.",
        "What made them in the batch before is no longer known. This is called truncated "
        "back-propagation through time. With 1 timestep and `stateful=True` the network has a "
        "memory and can learn to use what it finds there, but no gradient tells an earlier step "
        "what to store.",
    )


def truncation(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The timesteps of the input, and nothing else."""
    timesteps = dataset.shape[1]
    reach = (
        "the gradient goes back through all of them, though it may fade on the way"
        if timesteps > 1
        else "there is no earlier step to go back to"
    )
    return Answer(
        "Nothing but the number of timesteps in a sample.",
        f"Here that is {timesteps:,}: {reach}.",
        "Keras has no other setting for it; fewer timesteps are the way to cut it short. "
        f"`{spec.kind.name}({spec.units}, unroll=True)` only writes the steps out one after "
        "another instead of looping over them; outputs and gradients stay the same.",
    )


def vanishing(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """A product over the steps; f near 1 keeps it."""
    steps = dataset.shape[1] - 1
    here = (
        f"At the start f is about σ(1) = {sigmoid(1):.3f}: of the gradient that goes through c, "
        f"{over_steps(sigmoid(1), steps)}, from the last to the first in view."
        if steps
        else "With 1 timestep, as in view, there is nothing for it to go back through."
    )
    return Answer(
        "A gradient that shrinks at each step back; an LSTM slows that.",
        here,
        "In a SimpleRNN it is multiplied at every step by the recurrent kernel and the slope of "
        "`tanh`, and fades or explodes. In an LSTM the way through c is multiplied by f alone, and "
        "the network can learn an f near 1. `clipnorm=1` cuts what explodes.",
        "Often said, but wrong: that an LSTM remembers for any time. An f below 1 fades as well, "
        "and what stands before the sample is never read.",
    )
