"""Every sentence about a table is true of it: tables made at random, held against what is said."""

import numpy as np
import pytest

from lstmviz.choices.values import answers as read_answers
from lstmviz.table.tables import Table, read_table
from lstmviz.table.understanding.finding import SURE
from lstmviz.table.understanding.findings import understand
from tests.table.timely import holds

SEEDS = range(80)


def made(seed: int) -> Table:
    """Make a table of some columns of all kinds, in series or not, in time or not, with a mess."""
    chance = np.random.default_rng(seed)
    count = int(chance.integers(1, 4))
    rows = int(chance.integers(60, 160))
    timed, interleaved = bool(chance.integers(4)), bool(chance.integers(2))
    series = np.repeat(np.arange(count), rows)
    step = np.tile(np.arange(rows), count)
    order = np.lexsort((series, step)) if interleaved else np.arange(rows * count)
    hours = np.datetime64("2021-02-20T00") + step * int(chance.choice([1, 24]))
    day = hours.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    wave = np.round(20 + 8 * np.sin(step / 12 + series) + chance.normal(0, 1, len(step)), 2)
    other = np.round(chance.gamma(2, 10, len(step)), int(chance.integers(3)))
    kinds = {
        "flow": wave,
        "heat": other,
        "row_no": np.arange(len(step)),
        "age": step,
        "tick": step // 2 * 2,
        "fixed": np.full(len(step), 7),
        "flag": (wave > 22).astype(int),
        "flow_qc": chance.choice([0, 0, 0, 1, 2], len(step)),
        "total": wave + other,
        "again": wave,
        "rounded": np.round(wave),
        "month": month.astype(int) % 12 + 1,
        "day": (day - month).astype(int) + 1,
        "lat": 50.5 + series,
        "size": 100 * (series + 1),
        "meter": 1000 + np.cumsum(np.abs(other)),
        "wind_dir": np.round(chance.uniform(0, 360, len(step))),
        "index_like": 3 * np.arange(len(step)) + chance.integers(0, 2, len(step)),
        "load": np.where(chance.random(len(step)) < 0.6, 0, 90 + other / 100),
        "ceiling": np.where(chance.random(len(step)) < 0.6, 22000, 150 + 10 * other),
        "code": np.where(chance.random(len(step)) < 0.1, -999, wave),
        "celsius": np.round(chance.normal(3, 2, len(step))),
        "rare": (chance.random(len(step)) < 0.01).astype(int),
    }
    names = ["flow", *chance.permutation(list(kinds)[1:])[: int(chance.integers(2, 9))]]
    chance.shuffle(names)
    cells = {name: [f"{value:.6g}" for value in kinds[name]] for name in names}
    holed = names[int(chance.integers(len(names)))]
    first, last = np.sort(chance.integers(0, len(step), 2)) if seed % 3 else (0, 0)
    cells[holed][first:last] = [""] * int(last - first)
    if count > 1:
        cells = {"station": [f"S{n}" for n in series], **cells}
    if timed:
        cells = {"time": [str(hour).replace("T", " ") for hour in hours], **cells}
    lines = [",".join(cells), *(",".join(row) for row in zip(*cells.values(), strict=True))]
    lines[1:] = [lines[1 + n] for n in order]
    if timed and seed % 5 == 0:
        lines[1:] = lines[:0:-1]
    return read_table("\n".join(lines).encode(), "made.csv")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_sentence_is_true_and_every_column_has_its_place(seed):
    read = made(seed)
    understood = understand(read)
    wrong = [f.says for f in understood.findings if not holds(f, read, understood)]
    assert not wrong
    left = {*understood.table.columns, *understood.table.groups} - {*understood.features}
    assert left == set(understood.unfed)
    assert all(understood.unfed.values())


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_what_is_not_sure_is_asked_and_each_answer_stands_in_a_link(seed):
    read = made(seed)
    for finding in understand(read).findings:
        assert bool(finding.keeps) == (finding.sure < SURE)
        if finding.offers:
            assert read_answers([finding.key, f"-{finding.key}"])
        if finding.keeps:
            yes, no = (
                next(f for f in understand(read, {answer}).findings if f.key == finding.key)
                for answer in (finding.key, f"-{finding.key}")
            )
            assert (yes.done, no.done) == (not finding.accepted, finding.accepted)
            assert yes.answered
            assert no.answered
            assert not finding.answered
