"""Questions about outputs and options of the layer: which h come out, and what may be set."""

import math

import numpy as np

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Escape, code
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import many, significant

GROWTH = 1.1  # a factor by which relu may let a state grow at each step


def return_sequences(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The last h, every h, and the last states."""
    timesteps, units, batch = dataset.shape[1], spec.units, spec.batch_size
    last, every = code((batch, units)), code((batch, timesteps, units))
    several = len(spec.kind.states) > 1
    states = f"h and c, {last} each" if several else f"h, {last}"
    return (
        f"Without it the {spec.kind.name} gives the last h alone, {last} for a batch; "
        f"`return_sequences=True` gives h of every timestep, {every}, of which `[:, -1]` is that "
        "last h. A layer on top that reads sequences needs it; `Dense(1)` for one value per sample "
        f"does not. `return_state=True` adds the last {states}: with it alone the first two of "
        f"the {'three' if several else 'two'} results are the same h."
    )


def time_distributed(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The same in Keras; Flatten is not."""
    timesteps, units = dataset.shape[1], spec.units
    every, size = code((None, timesteps, units)), timesteps * units
    of = "the one number" if size == 1 else f"all {size:,} numbers"
    return (
        f"In Keras both are the same. On h of every step, {every}, `Dense(1)` works on the last "
        f"axis: the same {units + 1:,} weights make one value at each timestep, as "
        "`TimeDistributed(Dense(1))` does. What differs is `Flatten` before `Dense(1)`: it makes "
        f"one value of {of} with {size + 1:,} weights, and the number of timesteps is then fixed."
    )


def many_to_many(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Which h are read, and how often a vector is repeated."""
    layer, steps = f"{spec.kind.name}({spec.units}", many(dataset.shape[1], "timestep")
    return (
        f"**Many to one**, as here: `{layer})`, then `Dense(1)` on the last h. **Many to many**, "
        f"one value for each of {steps} read: `{layer}, return_sequences=True)`, then `Dense(1)`. "
        f"**One to many**: `RepeatVector(n)` on the one vector, then `{layer}, "
        "return_sequences=True)` and `Dense(1)`. **Many to many of other lengths**: the last h of "
        "a first layer takes the place of that vector; for a few values `Dense(n)` on it is "
        "simpler."
    )


def bidirectional(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Half of it has read one step."""
    timesteps, units = dataset.shape[1], spec.units
    cell = spec.kind.name
    read, half = f"all {timesteps:,} steps", "the backward half only the last one"
    if timesteps == 1:
        read, half = "the one step that there is", "and so has the backward half"
    return (
        f"Half of it. At the last timestep the forward half has read {read}, {half}: the summary "
        "of the backward half stands at the first timestep. "
        f"`Bidirectional({cell}({units}))` without `return_sequences` takes the "
        f"right end of each, {2 * units:,} numbers. Within a window of the past this leaks "
        "nothing; it does where a sequence reaches beyond the row that is forecast from."
    )


def relu(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Nothing bounds the state any more."""
    timesteps = dataset.shape[1]
    end = math.ceil(math.log(float(np.finfo(np.float32).max)) / math.log(GROWTH))
    return (
        "Because nothing bounds the state any more. `tanh` keeps h between −1 and 1; with `relu` "
        f"the recurrent weights may enlarge it at every step. A factor of {GROWTH:g} a step makes "
        f"{significant(GROWTH**timesteps)} over {many(timesteps, 'timestep')}, and after {end:,} "
        "it leaves what float32 can hold; gradients grow likewise. Keep `tanh`; if it must be "
        "`relu`, clip the gradients, `clipnorm=1`, and lower the learning rate."
    )


def dropout(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Inputs or states; the same mask at every step."""
    features, units = dataset.shape[2], spec.units
    return (
        f"`dropout` hides some of the {many(features, 'input')} of each sample, "
        f"`recurrent_dropout` some of the {many(units, 'number')} of h on the way to the next "
        "step. Both draw a mask once for a sample and use it at every timestep; what is left is "
        f"divided by 1 − rate, so at a rate of 0.2 it counts {1 / 0.8:g} times. Neither works in "
        "`predict` or `evaluate`, which is why the training error may lie above the validation "
        "error. `recurrent_dropout` also rules out cuDNN."
    )
