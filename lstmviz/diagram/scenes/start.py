"""The way in: a small table, fed in three ways to a cell of two units, on one clock.

Every number is that of the real network: the browser is given its weights and works out again what
changes when one value of the table is pulled; a test holds that against Keras.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import numpy as np
from jaxtyping import Float, Int

from lstmviz.choices.experiments import ColumnsAre, RowsAre
from lstmviz.choices.meaning import COLUMNS, ROWS, Fed, Meaning, recommend
from lstmviz.diagram.scenes.palette import palette
from lstmviz.diagram.scenes.sent.start import (
    Answer,
    Curve,
    Lane,
    Meanings,
    MeaningWords,
    Proof,
    StartAsked,
    StartScene,
)
from lstmviz.network.models import ModelWeights, initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.racing.baselines import last_value_error
from lstmviz.samples.datasets import Dataset

Points = Float[np.ndarray, " points"]
UNITS = 2
# Weights as Keras draws them, of a seed with which a pulled number is seen in every lane.
SPEC = TrainingSpec(units=UNITS, seed=6)


def start_scene(datasets: Mapping[Fed, Dataset], asked: StartAsked, proof: Proof) -> StartScene:
    """Lay out the way in.

    Args:
        datasets: the same small table in the layouts "columns", "row" and "window".
        asked: what is asked before a number is pulled.
        proof: from `proof_of`.

    Returns:
        A dictionary for JSON. The lanes show the samples of the window's first rows; the number
        that can be pulled stands in the row before the last of these.
    """
    window = datasets["window"]
    rows, across = window.layout.window, len(window.table.columns)
    scene = StartScene(
        id="",
        columns=list(window.table.columns),
        rows=window.table.values[: rows + 1].astype(int).tolist(),
        target=window.target,
        pulled=pulled_cell(rows, across),
        units=UNITS,
        offset=window.offset.tolist(),
        scale=window.scale.tolist(),
        lanes=[lane(key, dataset, rows) for key, dataset in datasets.items()],
        asked=asked,
        proof=proof,
        meanings={
            "columns": meanings("My columns are", COLUMNS),
            "rows": meanings("My rows are", ROWS),
        },
        answers={
            f"{rows_are} {columns_are}": answer(rows_are, columns_are)
            for rows_are in get_args(RowsAre)
            for columns_are in get_args(ColumnsAre)
        },
        palette=palette(window.target),
    )
    scene["id"] = hashlib.sha256(repr(scene).encode()).hexdigest()[:12]
    return scene


def pulled_cell(rows: int, across: int) -> int:
    """Choose the number that can be pulled: in the row before the last, under a middle column."""
    return (rows - 2) * across + across // 2


def meanings(question: str, among: Mapping[Any, Meaning]) -> Meanings:
    """Ask what rows or columns are."""
    options = {
        key: MeaningWords(words=each.words, example=each.example) for key, each in among.items()
    }
    return Meanings(question=question, options=options)


def answer(rows_are: RowsAre, columns_are: ColumnsAre) -> Answer:
    """Say which layout the meaning of rows and columns asks for."""
    layout, why = recommend(rows_are, columns_are)
    return {"layout": layout, "why": why}


def lane(key: Fed, dataset: Dataset, rows: int) -> Lane:
    """Feed the first rows in one layout: all samples that read nothing beyond them."""
    samples = samples_shown(dataset, rows)
    weights = network(dataset)
    layer = weights.layers[0]
    return Lane(
        key=key,
        shape=shape_words(dataset),
        samples=dataset.source(samples).tolist(),
        kernel=layer.kernel.ravel().tolist(),
        recurrent=layer.recurrent_kernel.ravel().tolist(),
        bias=layer.bias.ravel().tolist(),
        head=weights.head_kernel.ravel().tolist(),
        head_bias=float(weights.head_bias[0]),
    )


def samples_shown(dataset: Dataset, rows: int) -> Int[np.ndarray, " samples"]:
    """List the samples that read nothing beyond the first rows."""
    return np.arange(rows - dataset.layout.span + 1)


def network(dataset: Dataset) -> ModelWeights:
    """The cell of two units that a layout is fed to, as Keras draws it."""
    return initial_weights(SPEC, dataset.shape[2])


def shape_words(dataset: Dataset) -> list[str]:
    """Write a layout's shape, for whatever number of samples: N, timesteps, features."""
    _, timesteps, features = dataset.shape
    return ["N", f"{timesteps:,}", f"{features:,}"]


def proof_of(
    curves: Sequence[tuple[Fed, Dataset, Points, Points]],
    spec: TrainingSpec,
    lowest: float,
) -> Proof:
    """Gather what the trained networks came to.

    Args:
        curves: key, dataset, epochs and validation losses of each.
        spec: what was trained.
        lowest: the error that no model can beat.
    """
    _, first, _, _ = curves[0]
    return Proof(
        rows=len(first.table.values),
        target=first.table.columns[first.target],
        unit=first.table.units[first.target],
        units=spec.units,
        epochs=spec.epochs,
        last_value=last_value_error(first),
        lowest=lowest,
        curves=[
            Curve(
                key=key,
                shape=shape_words(dataset),
                epochs=np.round(epochs, 3).tolist(),
                errors=[round(dataset.error_in_units(loss), 2) for loss in losses.tolist()],
            )
            for key, dataset, epochs, losses in curves
        ],
    )
