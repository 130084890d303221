"""Tables of which no two rows in succession are whole: they are read, too."""

import numpy as np
import pytest

from lstmviz.choices.experiments import OwnTable
from lstmviz.choices.start import start_of
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import understand


@pytest.mark.parametrize(
    "there", [(0, 0), (0, 1), (0,), (0, 1, 2)], ids=["same", "in turn", "one", "three"]
)
def test_a_table_whose_values_alternate_has_samples(there):
    every = max(2, len(there))
    lines = [",".join(["time", *(f"x{k}" for k in range(len(there)))])]
    for n in range(200):
        cells = [f"{np.sin(n / 5 + k):.3f}" if n % every == k else "" for k in there]
        lines.append(",".join([f"2024-01-{1 + n // 24:02} {n % 24:02}:00", *cells]))
    table = read_table("\n".join(lines).encode(), "a.csv")
    understood = understand(table)
    start = start_of(understood, OwnTable.of(table), TrainingSpec())
    assert make_dataset(understood.table, start.layout, start.task).counts.validation > 0
    carried = next(f for f in understood.findings if f.key == "carried")
    assert carried.done
    assert "No two rows in succession have all" in carried.says


def test_what_was_missing_is_never_the_target():
    rows = [f"{n % 3 if n % 2 else ''},{'' if n % 2 else 1 + n % 4}" for n in range(60)]
    understood = understand(read_table("\n".join(["mode,state", *rows]).encode(), "a.csv"))
    assert "was missing" not in understood.target
