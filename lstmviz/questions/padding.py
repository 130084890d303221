"""Questions about sequences of different lengths: padding, masks, and what cuDNN wants."""

import math

import numpy as np

from lstmviz.network.models import initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.questions.question import Answer, Escape, layer_name
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import many, percent, significant

PADDED = 10  # steps of zeros that are tried
# Timesteps of the sample that they are tried on, at most.
TRIED = 100


def different_lengths(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Pad and mask, bucket, or one by one."""
    features = dataset.shape[2]
    return Answer(
        "Only the samples of one batch need one length: pad and mask.",
        f"`keras.Input((None, {features}))` takes any length, and the {layer_name(spec)}'s "
        f"{count_parameters(spec, features)[0]:,} weights serve any number of timesteps.",
        "**Pad and mask**: fill all up to the longest, and let `Masking` say which steps to skip. "
        "**Buckets**: make batches of equal length, without filling. **One by one**: batches of 1. "
        "Only `Flatten` before `Dense` needs a fixed length.",
    )


def zeros_ignored(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Not without a mask; worked out for the first sample."""
    after, before = changes_by_zeros(dataset, spec)
    return Answer(
        "No: without a mask a step of zeros is a step like any other.",
        f"With the initial weights of seed {spec.seed}, {PADDED} of them **after** the first "
        f"sample change a unit's h by up to {significant(after, 2)}. **Before** it they change h "
        f"by {significant(before, 2)}, but only as long as the biases are as at the start.",
        "Zeros in then give zeros out, and the first updates end that. With a mask both leave h as "
        "it is.",
        "Often said, but wrong: that the network simply ignores zeros.",
    )


def changes_by_zeros(dataset: Dataset, spec: TrainingSpec) -> tuple[float, float]:
    """Give the largest change of the first layer's last h by zeros after and before a sample."""
    x, _ = dataset.batch(np.array([0]))
    x = x[:, -TRIED:]
    zeros = np.zeros((1, PADDED, x.shape[2]), np.float32)
    model = initial_weights(spec, x.shape[2])
    plain, after, before = (
        trace_model(model, np.concatenate(parts, axis=1)).layers[0].h[0, -1]
        for parts in ([x], [x, zeros], [zeros, x])
    )
    return float(np.abs(after - plain).max()), float(np.abs(before - plain).max())


def what_masking_masks(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Steps whose features all equal the value; scaled data hold real zeros."""
    cells = dataset.feature_cells
    lowest = float(np.nanmin(cells))
    rows = int(np.count_nonzero((cells == 0).all(axis=1)))
    zeros = "no row" if not rows else many(rows, "row")
    fill = -(10.0 ** max(math.floor(math.log10(max(-lowest, 1))) + 1, 1))
    return Answer(
        "Only steps of which **all** features are zero.",
        f"After scaling, {zeros} of the table {'has' if rows < 2 else 'have'} nothing but zeros; "
        f"the lowest here is {significant(lowest)}. So fill with {significant(fill)} and write "
        f"`Masking(mask_value={fill:g})`.",
        "`Masking(0.)` skips [0, 0, 0] and reads [0, 1, 0]. After scaling, 0 is an ordinary "
        "number, the mean or the least value, so fill with a number that no sample holds. Or hand "
        "the mask to the layer itself, `layer(x, mask=mask)`.",
    )


def which_side(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Either with a mask; before without one."""
    after, before = changes_by_zeros(dataset, spec)
    return Answer(
        "With a mask either side gives the same; without one, before.",
        f"Without a mask, and with the initial weights, {PADDED} steps of zeros after the first "
        f"sample change a unit's last h by up to {significant(after, 2)}, before it by "
        f"{significant(before, 2)}.",
        "Once trained, both change h. What is read last is remembered best, and after the sample "
        "that is the padding. "
        "`pad_sequences` pads before, and cuts off the beginning of what is too long, unless you "
        "write `padding='post', truncating='post'`. Only masks of samples padded **after** their "
        "steps run on cuDNN. In PyTorch `pad_sequence` pads after, as "
        "`pack_padded_sequence` wants it.",
    )


def in_the_loss(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """In Keras not where a mask reaches the loss; in PyTorch always."""
    steps = dataset.shape[1]
    return Answer(
        "In Keras not, where a mask reaches the loss; in PyTorch they do.",
        f"With a target at each step, and {PADDED} steps of padding after a sample's "
        f"{many(steps, 'step')}, {percent(PADDED / (PADDED + steps))} of what the loss averages "
        "would be about padding.",
        "`Masking` hands its mask on through recurrent layers and `Dense`, and the loss is then "
        "the mean over the real steps. In PyTorch take `reduction='none'`, multiply by the mask "
        "and divide by its sum; for classes there is `ignore_index`. With one target for a whole "
        "sample no padded step has a loss of its own.",
    )


def when_cudnn(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """On a GPU, with the usual settings, and a mask of right-padded samples."""
    if not spec.kind.cudnn:
        here = f"The {spec.kind.name} in view has no such kernel."
    elif spec.kind.resets and not spec.reset_after:
        here = "The GRU in view has `reset_after=False`, so it takes the slower loop."
    else:
        here = f"The {spec.kind.name} in view meets all of these but, perhaps, the GPU."
    return Answer(
        "On a GPU, with Keras's usual settings and masks of right-padded samples.",
        here,
        "These settings are `activation='tanh'`, `recurrent_activation='sigmoid'`, "
        "`use_bias=True`, `unroll=False`, `recurrent_dropout=0`, and in a GRU `reset_after=True`. "
        "Any other choice takes a slower loop and says nothing, unless you demand "
        "`use_cudnn=True`; plain `dropout` does not matter. Right-padded means that the real steps "
        "come first, and at least one of them in each sample.",
    )
