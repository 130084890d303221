"""PyTorch: the last batch of a DataLoader, which has fewer samples where none is left out."""

from typing import NamedTuple

from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.mending import gives
from lstmviz.doctor.walking.setup import Setup


class Rest(NamedTuple):
    """What a last batch is, and the set-up that reads it."""

    setup: Setup
    total: int
    batch: int


def last_of_loader(case: Case) -> Rest | None:
    """Let the last batch go in; None where it is as large as the others, or nothing tells it."""
    setup, x = case.setup, case.setup.X
    total = x.shape[0] if x is not None and x.shape else None
    heads = [(at, setup.nodes[at].layer) for at in setup.inputs]
    entered = [(at, each.says("whole")) for at, each in heads if not each.says("state")]
    sizes = {shape[0] for _, shape in entered if shape}
    batch = sizes.pop() if len(sizes) == 1 else None
    if "dataloader" not in setup.marks or "drop_last" in case.text.plain:
        return None
    if not isinstance(total, int) or not isinstance(batch, int) or total % batch in (0, total):
        return None
    for at, shape in entered:
        setup = gives(setup, at, (total % batch, *shape[1:])) if shape else setup
    return Rest(setup, total, batch)
