"""Questions about outputs and options of the layer: which h come out, and what may be set."""

import math
from dataclasses import replace

import numpy as np

from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.questions.question import Answer, Escape, code
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import many, significant

GROWTH = 1.1  # a factor by which relu may let a state grow at each step


def return_sequences(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The last h, every h, and the last states."""
    timesteps, units, batch = dataset.shape[1], spec.units, spec.batch_size
    last, every = code((batch, units)), code((batch, timesteps, units))
    several = len(spec.kind.states) > 1
    states = f"h and c, {last} each" if several else f"h, {last}"
    return Answer(
        "It gives h of every timestep instead of the last alone.",
        f"Without it the {spec.kind.name} gives {last} for a batch; with it {every}, of which "
        "`[:, -1]` is that last h.",
        "A layer on top that reads sequences needs it; `Dense(1)` for one value per sample does "
        f"not. `return_state=True` adds the last {states}: with it alone the first two of the "
        f"{'three' if several else 'two'} results are the same h.",
    )


def time_distributed(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The same in Keras; Flatten is not."""
    timesteps, units = dataset.shape[1], spec.units
    every, size = code((None, timesteps, units)), timesteps * units
    of = "the one number" if size == 1 else f"all {size:,} numbers"
    return Answer(
        "In Keras both are the same.",
        f"On h of every step, {every}, the same {units + 1:,} weights make one value at each "
        "timestep.",
        "`Dense` works on the last axis, whatever stands before it, just as `TimeDistributed` "
        "does. What differs is `Flatten` before `Dense(1)`: it makes "
        f"one value of {of} with {size + 1:,} weights, and the number of timesteps is then fixed.",
    )


def many_to_many(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Which h are read, and how often a vector is repeated."""
    layer, steps = f"{spec.kind.name}({spec.units}", many(dataset.shape[1], "timestep")
    return Answer(
        "By which h are read, and how often a vector is repeated.",
        f"**Many to one**, as here: `{layer})`, then `Dense(1)` on the last h. **Many to many**, "
        f"one value for each of {steps} read: `{layer}, return_sequences=True)`, then `Dense(1)`.",
        f"**One to many**: `RepeatVector(n)` on the one vector, then `{layer}, "
        "return_sequences=True)` and `Dense(1)`. **Many to many of other lengths**: the last h of "
        "a first layer takes the place of that vector; for a few values `Dense(n)` on it is "
        "simpler.",
    )


def bidirectional(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Half of it has read one step."""
    timesteps, units = dataset.shape[1], spec.units
    cell = spec.kind.name
    read, half = f"all {timesteps:,} steps", "the backward half only the last one"
    if timesteps == 1:
        read, half = "the one step that there is", "and so has the backward half"
    return Answer(
        "Only half of it; the backward half ends at the first step.",
        f"At the last timestep the forward half has read {read}, {half}. "
        f"`Bidirectional({cell}({units}))` without `return_sequences` takes the right end of each, "
        f"{2 * units:,} numbers.",
        "Within a window of the past this leaks nothing; it does where a sequence reaches beyond "
        "the row that is forecast from.",
    )


def relu(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Nothing bounds the state any more."""
    timesteps = dataset.shape[1]
    end = math.ceil(math.log(float(np.finfo(np.float32).max)) / math.log(GROWTH))
    return Answer(
        "Because nothing bounds the state any more: keep `tanh`.",
        f"A factor of {GROWTH:g} a step makes {significant(GROWTH**timesteps)} over "
        f"{many(timesteps, 'timestep')}, and after {end:,} it leaves what float32 can hold.",
        "`tanh` keeps h between −1 and 1; with `relu` the recurrent weights may enlarge it at "
        "every step, and gradients grow likewise. If it must be `relu`, clip the gradients, "
        "`clipnorm=1`, and lower the learning rate.",
    )


def dropout(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Inputs or states; the same mask at every step."""
    features, units = dataset.shape[2], spec.units
    return Answer(
        "`dropout` hides inputs, `recurrent_dropout` what h hands on.",
        f"The first hides some of the {many(features, 'input')} of each sample, the second some of "
        f"the {many(units, 'number')} of h on the way to the next step.",
        "Both draw a mask once for a sample and use it at every timestep; what is left is divided "
        f"by 1 − rate, so at a rate of 0.2 it counts {1 / 0.8:g} times. Neither works in `predict` "
        "or `evaluate`, which is why the training error may lie above the validation error. "
        "`recurrent_dropout` also rules out cuDNN. PyTorch's `dropout` acts between layers alone: "
        "with `num_layers=1` it does nothing.",
    )


def guess(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """A weighted sum of the last h."""
    units = spec.units
    name = f"“{escape(dataset.table.columns[dataset.target])}”"
    sums = "its one number" if units == 1 else f"its {units} numbers"
    return Answer(
        "ŷ is the prediction: a weighted sum of the last h.",
        f"Here `Dense(1)` takes h after the last of {many(dataset.shape[1], 'timestep')}, "
        f"{sums}, with {many(units, 'weight')} and a bias, and predicts {name}.",
        "Without `Dense` the output would be h itself: between −1 and 1, and as many numbers as "
        "there are units. The drawing shows ŷ after every step, as what the same head makes of h "
        "so far; training compares only the last one with the target.",
    )


def classes(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """A head with as many outputs as classes, and its own loss."""
    units = spec.units
    return Answer(
        "Change the head and the loss; the LSTM and its X stay.",
        f"For two classes `Dense(1, activation='sigmoid')`, {units + 1:,} weights, and "
        "`binary_crossentropy`; for 5 classes `Dense(5, activation='softmax')`, "
        f"{5 * (units + 1):,} weights.",
        "With softmax y holds the class as a number from 0 and the loss is "
        "`sparse_categorical_crossentropy`; `categorical_crossentropy` wants a column of 0 and 1 "
        "for each class. One label per sample needs the last h alone, one label per step "
        "`return_sequences=True`.",
    )


def several_columns(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """As many outputs as columns."""
    columns, samples = len(dataset.features), dataset.shape[0]
    return Answer(
        "Give the head one output for each column to predict.",
        f"For the {many(columns, 'column')} read here `Dense({columns})`, "
        f"{columns * (spec.units + 1):,} weights, and y is {code((samples, columns))}.",
        "All outputs read the same last h. The loss is the mean over all of them, so scale the "
        "targets too, or the column with the largest numbers decides alone.",
    )


def backwards(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The output is not turned round again."""
    timesteps = dataset.shape[1]
    return Answer(
        "It reads from the last step, and its outputs stay in that order.",
        f"With {many(timesteps, 'timestep')} and `return_sequences=True`, output 0 belongs to "
        f"timestep {timesteps - 1:,}, and the last output to timestep 0.",
        "Turn them round yourself before you put them beside other sequences, `output[:, ::-1]`. "
        "`Bidirectional` does so by itself.",
    )


def second_layer(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """It reads the first one's h of every step."""
    one, two = (
        count_parameters(replace(spec, layers=layers), dataset.shape[2]) for layers in (1, 2)
    )
    return Answer(
        "Start with one; a second must earn its weights in validation.",
        f"Here one layer has {sum(one):,} weights, two have {sum(two):,}.",
        f"A second {spec.kind.name} reads h of every step of the first, so the first needs "
        "`return_sequences=True`; the second does not. The head reads the second one's last h.",
        "Often said, but wrong: that a second layer reaches further back. Both read the same rows.",
    )
