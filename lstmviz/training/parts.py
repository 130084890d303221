"""What the worker needs of a dataset, taken out of it."""

import hashlib
from dataclasses import replace

import numpy as np

from lstmviz.probing.batches import in_slots
from lstmviz.samples.datasets import Dataset
from lstmviz.training.state import DataPart, Fresh


def data_part(dataset: Dataset) -> DataPart:
    """Take out of a dataset what the worker needs."""
    rows = dataset.target_rows(np.arange(len(dataset.starts)))
    return DataPart(
        key=dataset.key,
        layout=dataset.layout,
        cells=dataset.feature_cells,
        targets=dataset.scaled[rows, dataset.target],
        starts=dataset.starts,
        train=dataset.train,
        validation=dataset.validation,
        stretch=dataset.stretch,
    )


def own_part(dataset: Dataset, stateful: int | None) -> DataPart:
    """Name a dataset's part by its samples too: a race leaves some out that the table has.

    Args:
        dataset: of an entrant.
        stateful: its batch size, if its state is carried from batch to batch: the samples are put
            in the order for that.
    """
    part = replace(data_part(dataset), stretch=np.array([], np.intp))
    if stateful is not None:
        train, fresh_train = in_slots(dataset, part.train, stateful)
        validation, fresh_validation = in_slots(dataset, part.validation, stateful)
        fresh = Fresh(fresh_train, fresh_validation)
        part = replace(part, train=train, validation=validation, fresh=fresh)
    digest = hashlib.sha256(repr((dataset.key, stateful)).encode())
    digest.update(part.train.tobytes())
    digest.update(part.validation.tobytes())
    return replace(part, key=digest.hexdigest()[:16])
