"""A slice of training: many updates at once, and what is told of them; in the worker process."""

import math
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float32, Int

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.counting import evenly
from lstmviz.training.compiling import (
    Carried,
    CompiledModel,
    compiled_for,
    models_compiled,
    padded,
)
from lstmviz.training.memory import give_back_memory
from lstmviz.training.plan import (
    VALIDATION_SAMPLES,
    Plan,
    batch_samples,
    next_validation,
    plan_epochs,
    updates_per_epoch,
)
from lstmviz.training.state import DataPart, Piece, Snapshot, Step, TrainingState

Array = np.ndarray
Which = Literal["train", "validation"]


@dataclass(frozen=True)
class Scored:
    """What a snapshot scores: validation samples, all or some of them, and training samples."""

    validation: bool = False
    whole: bool = False
    train: bool = False


def advance(
    spec: TrainingSpec,
    part: DataPart,
    state: TrainingState,
    updates: int,
    plan: Plan | None = None,
) -> tuple[TrainingState, Piece]:
    """Do the next updates of a run: a pure function, equal to Keras's `model.fit`.

    Args:
        spec: the model, the optimizer, the batch size; the same along a run.
        part: the dataset's samples.
        state: where to go on from.
        updates: how many, at least 1; fewer are done at the planned end.
        plan: of the run; the same along it. By default whole epochs.

    Returns:
        The state afterwards and what there is to tell. However a run is cut into slices, its
        states, losses and marks are the same, bit by bit.
    """
    model = compiled_for(spec, part.shape, part.skipped is not None)
    model.load(spec, state)
    carried = state.carried or model.nothing()
    per_epoch = updates_per_epoch(spec, part.train)
    plan = plan or plan_epochs(spec, part.train)
    update = state.update
    end = min(update + updates, plan.updates)
    losses, marks, seconds = [], [], 0.0
    while update < end:
        mark = plan.moment_after(update)
        validation = next_validation(update, per_epoch, plan)
        stop = min(end, update + model.updates_per_call, mark, validation)
        began = perf_counter()
        done, carried = run_updates(model, spec, part, carried, update, stop)
        seconds += perf_counter() - began
        losses.append(done)
        update = stop
        if update == validation or (update == mark and update % plan.interval == 0):
            whole = update % per_epoch == 0 or update == plan.updates
            both = plan.both and (update == plan.updates or plan.settling is not None)
            scored = Scored(update == validation, whole, both)
            marks.append(snapshot(model, spec, part, update, scored))
        elif update == mark:
            # An early one leaves predicting to the page: it would have to be compiled first.
            marks.append(keep(model, spec, part, update))
    optimizer = tuple(np.array(variable.value.numpy()) for variable in model.moments())
    if marks and marks[-1].update == end:
        latest = marks[-1]
    elif state.update == 0:
        # Predictions need a compilation of their own: the first losses should not wait for it.
        latest = keep(model, spec, part, end)
    else:
        latest = snapshot(model, spec, part, end)
    piece = Piece(np.concatenate(losses), tuple(marks), latest, seconds, models_compiled())
    held = tuple(np.array(each) for each in carried)
    return TrainingState(latest.weights, optimizer, end, held), piece


def run_updates(
    model: CompiledModel,
    spec: TrainingSpec,
    part: DataPart,
    carried: Carried,
    update: int,
    stop: int,
) -> tuple[Float32[Array, " updates"], Carried]:
    """Do the updates from `update` to `stop` in one compiled call.

    An epoch's last, shorter batch is padded with sample 0 and masked: its loss is the mean over its
    own samples, as in Keras.
    """
    size, per_epoch = spec.batch_size, updates_per_epoch(spec, part.train)
    samples = np.full((stop - update) * size, part.train[0])
    mask, fresh = np.zeros((2, model.updates_per_call * size), bool)
    for epoch in range(update // per_epoch, -(-stop // per_epoch)):
        first, last = max(update, epoch * per_epoch), min(stop, (epoch + 1) * per_epoch)
        read = batch_samples(spec, part.train, first, last - first)
        place = slice((first - update) * size, (first - update) * size + len(read))
        samples[place], mask[place] = read, True
        if part.fresh is not None:
            within = first % per_epoch * size
            fresh[place] = part.fresh.train[within : within + len(read)]
    x, y = part.batch(samples)
    shape = (model.updates_per_call, size)
    losses, carried = model.update(
        padded(x, shape),
        padded(y, shape),
        mask.reshape(shape),
        fresh.reshape(shape),
        np.int32(stop - update),
        carried,
    )
    return losses.numpy()[: stop - update], carried


def keep(model: CompiledModel, spec: TrainingSpec, part: DataPart, update: int) -> Snapshot:
    """Take down the weights alone."""
    return Snapshot(update, update / updates_per_epoch(spec, part.train), model.weights(spec))


def snapshot(
    model: CompiledModel, spec: TrainingSpec, part: DataPart, update: int, scored: Scored = Scored()
) -> Snapshot:
    """Take down the model, with the losses that are to be known, if any."""
    losses = {}
    if scored.validation:
        losses["validation_loss"] = score(model, part, "validation", scored.whole)
    if scored.train:
        losses["train_loss"] = score(model, part, "train", whole=False)
    stretch = predict(model, part, part.stretch) if len(part.stretch) else None
    return replace(keep(model, spec, part, update), stretch=stretch, **losses)


def score(model: CompiledModel, part: DataPart, which: Which, whole: bool) -> float:
    """Score samples with the present weights: the mean squared error on scaled values.

    Not the whole are at most VALIDATION_SAMPLES, evenly chosen. A stateful model reads the
    samples as in training, batch after batch with the state carried on, from zero at the part's
    beginning; of these the first are chosen.
    """
    samples, fresh = getattr(part, which), None
    count = len(samples) if whole else min(len(samples), VALIDATION_SAMPLES)
    if part.fresh is not None:
        samples, fresh = samples[:count], getattr(part.fresh, which)[:count]
    else:
        samples = evenly(samples, count)
    errors = predict(model, part, samples, fresh) - part.targets[samples]
    return float(np.mean(errors**2, dtype=np.float64))


def predict(
    model: CompiledModel,
    part: DataPart,
    samples: Int[Array, " samples"],
    fresh: Bool[Array, " samples"] | None = None,
) -> Float32[Array, " samples"]:
    """Predict the scaled targets of samples with the present weights.

    Args:
        model: with these weights.
        part: where the samples come from.
        samples: to predict, at least one; for a stateful model batch after batch.
        fresh: for such a model, which of them begin at zero.
    """
    predictions, carried = [], model.nothing()
    shape = (model.predictions_per_call, model.predicted)
    capacity = math.prod(shape)
    for first in range(0, len(samples), capacity):
        chosen = samples[first : first + capacity]
        count = -(-len(chosen) // model.predicted)
        x, _ = part.batch(chosen)
        anew = np.zeros(len(chosen), bool) if fresh is None else fresh[first:][:capacity]
        y, carried = model.predict(padded(x, shape), padded(anew, shape), np.int32(count), carried)
        predictions.append(y.numpy().ravel()[: len(chosen)])
    return np.concatenate(predictions)


def prepare(spec: TrainingSpec, shape: tuple[int, int], step: Step) -> int:
    """Compile the updates or the predictions of a model for samples (timesteps, features).

    Returns:
        Models compiled by this worker so far, this one included.
    """
    model = compiled_for(spec, shape)
    if step == "predictions":
        batches = (model.predictions_per_call, model.predicted)
        x, flags = np.zeros((*batches, *shape), np.float32), np.zeros(batches, bool)
        model.predict(x, flags, np.int32(0), model.nothing())
        give_back_memory()
    return models_compiled()


def warm_up() -> None:
    """Compile what most visitors begin with: the default model in the three layouts."""
    for shape in ((24, 3), (3, 1), (1, 3)):
        prepare(TrainingSpec(), shape, "predictions")
