"""Questions about the state across samples and batches, and how far back the gradient reaches."""

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Escape, code, sliding
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import count_rows, many


def previous_sample(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Zeroed for each sample; only weights stay."""
    states = "h and c start" if "c" in spec.kind.states else "h starts"
    window = dataset.layout.window
    own = "row and no other" if window == 1 else f"{window:,} rows and no others"
    return (
        f"No. In each sample {states} at zero, so a sample gives the same result alone, beside any "
        f"others and in any order: it reads its own {own}. What stays from batch to batch are the "
        "weights, that is, what was learned, and not the state. Only `stateful=True` hands the "
        "state on."
    )


def what_stateful_does(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
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
    return (
        "The last state of sample i of a batch becomes the first state of sample i of the next "
        f"batch, instead of zeros, until you call the layer's `reset_states()`. {who} Two batches "
        f"of {many(timesteps, 'timestep')} then give what one of {2 * timesteps:,} would. So put "
        "the samples in this order, and fit with `shuffle=False`. Often said, but wrong: that "
        "a stateful LSTM saves nothing between batches."
    )


def stateful_windows(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Only where sample i goes on in the row after it ended."""
    batch, window = spec.batch_size, sliding(dataset).window
    if batch < window:
        slip = f"the state meets {count_rows(window - batch)} twice"
    elif batch > window:
        slip = f"the state never meets {count_rows(batch - window)} between them"
    else:
        slip = "that fits, though only because batch and window are equal"
    stretches = f"{batch:,} stretches, one for each place in the batch, and each of them into "
    return (
        "Only if sample i of the next batch begins in the very row after sample i of this one "
        f"ended. Windows of {count_rows(window)} moved by 1 row, in batches of {batch:,}: sample "
        f"{batch:,} begins in row {batch:,} and goes on from sample 0, which ended in row "
        f"{window - 1:,}; {slip}. No error says so. What is right is to cut the rows into "
        f"{stretches if batch > 1 else ''}windows of {count_rows(window)} that do not overlap."
    )


def reset_in_keras_3(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Layers reset, models no longer do."""
    return (
        "Keras 3 took it from the model: `AttributeError: 'Sequential' object has no attribute "
        "'reset_states'` (`'Functional'` for a model made of `Input` and outputs). The recurrent "
        "layers still have it, also as `reset_state()`, so call `layer.reset_states()` for each of "
        "them. Keras 3.15.1's own description still says to call it “on either a specific layer, "
        "or on your entire model”, and offers `states=…`; neither works: it takes nothing and sets "
        "zeros."
    )


def fixed_batch(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
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
    each = "h and c are variables" if "c" in spec.kind.states else "h is a variable"
    return (
        f"Because {each} of shape {code((batch, spec.units))}, a row for each sample of a batch. "
        f"So write `keras.Input(batch_shape={(batch, timesteps, features)})`. {rest} To predict a "
        f"single sample, build the same model with `batch_shape={(1, timesteps, features)}` and "
        "`one.set_weights(model.get_weights())`: no weight depends on the batch size. Often said, "
        "but wrong: that Keras wants a fixed batch size in general; without `stateful=True` any "
        "number of samples will do."
    )


def across_batches(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Numbers go on, the gradient does not."""
    timesteps = dataset.shape[1]
    reach = (
        f"the gradient ends at the first of the {timesteps:,} timesteps of its own batch"
        if timesteps > 1
        else "the gradient never leaves its one timestep"
    )
    return (
        "No. The state goes on as mere numbers: what made them in the batch before is no longer "
        f"known, so {reach}. This is called truncated back-propagation through time. With 1 "
        "timestep and `stateful=True` the network has a memory and can learn to use what it finds "
        "there, but no gradient tells an earlier step what to store."
    )


def truncation(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The timesteps of the input, and nothing else."""
    timesteps = dataset.shape[1]
    reach = (
        "the gradient goes back through all of them, though it may fade on the way"
        if timesteps > 1
        else "there is no earlier step to go back to"
    )
    return (
        f"Nothing but the input's timesteps, here {timesteps:,}: {reach}. Keras has no other "
        "setting for it; fewer timesteps are the way to cut it short. "
        f"`{spec.kind.name}({spec.units}, unroll=True)` only writes the steps out one after "
        "another instead of looping over them; outputs and gradients stay the same."
    )
