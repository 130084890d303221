"""Every sentence about time and about numbers that are none, held against the table as it is used.

Tables made at random, with rows out of order, twice or absent, weekends left out, several clocks,
marks and kinds; and after answers drawn at random. What is said is computed once more, in another
way, from the table alone.
"""

from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.table.tables import Table, read_table
from lstmviz.table.understanding.findings import understand
from tests.table.timely import holds

SEEDS = range(80)


def moments_at(chance: np.random.Generator, rows: int) -> list[datetime]:
    """Draw times: even ones, of weekdays, of months, about even ones, or uneven ones."""
    begin = datetime(2021, 3, 1) + timedelta(hours=int(chance.integers(0, 9000)))
    begin = begin.replace(hour=0)
    match chance.integers(9):
        case 0:
            step = timedelta(seconds=int(chance.choice([1, 30, 60, 900, 3600, 5400])))
            return [begin + n * step for n in range(rows)]
        case 1:
            return [begin + timedelta(days=n) for n in range(rows)]
        case 2:
            of = chance.choice([5, 6])
            every = (begin + timedelta(days=n) for n in range(2 * rows))
            return [day for day in every if day.weekday() < of][:rows]
        case 3:
            return [datetime(1990 + n // 12, n % 12 + 1, 1) for n in range(rows)]
        case 4:
            jitter = chance.integers(-3, 4, rows)
            return [begin + timedelta(seconds=60 * n + int(jitter[n])) for n in range(rows)]
        case 5:
            pauses = np.cumsum(chance.choice([5, 5, 5, 10, 60], rows))
            return [begin + timedelta(seconds=int(at)) for at in pauses]
        case 6:  # parts with paces of their own
            paces = np.repeat(chance.choice([10, 15, 60, 300, 3600], 3, replace=False), rows)
            pauses = np.cumsum(np.r_[0, paces[rows // 2 :: 1 + int(chance.integers(2))]])
            return [begin + timedelta(seconds=int(at)) for at in pauses]
        case 7:  # a weekday of which some are there
            every = (begin + timedelta(days=n) for n in range(2 * rows))
            return [day for day in every if day.weekday() != 4 or chance.random() < 0.4][:rows]
    return [begin + timedelta(seconds=int(at)) for at in np.cumsum(chance.integers(1, 9999, rows))]


def told_apart(chance: np.random.Generator, series: np.ndarray) -> dict[str, list[str]]:
    """Draw the columns that tell series apart: one, or two or three together, one word missing."""
    if chance.integers(2):
        return {"station": [f"S{n}" for n in series]}
    none = str(chance.choice(["NA", "c"]))
    return {
        "plant": [("a", "a", none)[n] for n in series],
        "line": [("p", "q", "p")[n] for n in series],
        "site": ["S" + "xxy"[n] for n in series],
    }


def drawn(seed: int) -> Table:
    """Draw a table whose times are in some disorder."""
    chance = np.random.default_rng(1000 + seed)
    rows, count = int(chance.integers(40, 150)), int(chance.integers(1, 4))
    times = moments_at(chance, rows)
    if chance.integers(3) == 0:  # some stretches are absent
        for _ in range(int(chance.integers(1, 4))):
            first = int(chance.integers(2, len(times) - 8))
            del times[first : first + int(chance.integers(1, 6))]
    rows = len(times)
    step, series = np.tile(np.arange(rows), count), np.repeat(np.arange(count), rows)
    order = np.lexsort((series, step)) if chance.integers(2) else np.arange(rows * count)
    match chance.integers(5):
        case 0:
            order = order[::-1]
        case 1:
            cut = int(chance.integers(5, len(order) - 5))
            order = np.r_[order[cut:], order[:cut]]
        case 2:
            again = np.sort(chance.integers(0, len(order), 5))
            order = np.insert(order, again, order[again])
    wave = np.round(20 + 8 * np.sin(step / 12 + series) + chance.normal(0, 1, len(step)), 2)
    columns = {
        "speed": wave,
        "heat": np.round(chance.gamma(2, 10, len(step)), 1),
        "mode": 1 + step // 15 % 4,
        "open": step // 9 % 2,
        "phase_b": step // 30 % 3,
        "uptime_ms": 5000 + 1000 * (step % 70),
        "speed_kmh": np.round(3.6 * wave, 2),
        "since": step % 37 * 2,
        "fiscal": 8788 + 101 * (step // 13),
        "seconds": np.round(0.25 * step, 2),
        "void": np.full(len(step), -9999.9),
        "fixed": np.full(len(step), 3),
        "trip": np.round(np.cumsum(np.abs(wave)), 1),
        "cycle": 1 + step // 20,
        "hour": np.array([times[n].hour for n in step]),
        "month": np.array([times[n].month for n in step]),
        "weekday": np.array([times[n].weekday() for n in step]),
        "order_id": 70_000 + chance.permutation(len(step)),
    }
    names = ["speed", *chance.permutation(list(columns)[1:])[: int(chance.integers(1, 8))]]
    cells = {name: [f"{value:.8g}" for value in columns[name]] for name in names}
    if chance.integers(3) == 0:
        first = int(chance.integers(0, len(step) - 6))
        cells["speed"][first : first + 5] = [""] * 5
    stretch = 1 + series * int(chance.integers(3) == 0)  # each series has a pace of its own
    at = [times[0] + int(stretch[n]) * (times[k] - times[0]) for n, k in enumerate(step)]
    if count > 1:
        cells = {**told_apart(chance, series), **cells}
    if chance.integers(3) == 0:  # another clock, which hangs
        late = [times[n - n % 3] for n in step]
        cells = {"seen": [f"{at:%Y-%m-%d %H:%M:%S}" for at in late], **cells}
    if seed % 11 == 0:
        cells = {"time/s": [f"{0.5 * n + n // 40:g}" for n in range(len(step))], **cells}
    elif (
        "seen" not in cells and {time.day for time in at} == {1} and chance.integers(3)
    ):  # years newest first
        cells = {"year": [f"{time:%Y}" for time in at], "mo": [str(t.month) for t in at], **cells}
        # Years newest first, the months of each in order.
        order = order[np.lexsort((order, [-at[n].year for n in order], series[order]))]
    elif chance.integers(6):
        cells = {"time": [f"{time:%Y-%m-%d %H:%M:%S}" for time in at], **cells}
    lines = [",".join(cells), *(",".join(row) for row in zip(*cells.values(), strict=True))]
    text = "\n".join([lines[0], *(lines[1 + n] for n in order)])
    return read_table(text.encode(), "drawn.csv")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_sentence_holds_for_the_table_as_it_is_used(seed):
    """At the start, and after each of some answers drawn at random."""
    read, chance = drawn(seed), np.random.default_rng(seed)
    answers: tuple[str, ...] = ()
    for _ in range(3):
        understood = understand(read, answers)
        wrong = [
            f"{f.key}: {f.says}" for f in understood.findings if not holds(f, read, understood)
        ]
        assert not wrong, answers
        possible = [f.key for f in understood.findings if f.offers]
        possible += [f"time:{name}" for name in understood.may_be_time]
        possible += [f"series:{name}" for name in (*understood.may_be_series, "-")] + ["time:-"]
        key = str(chance.choice(possible))
        answers = tuple(a for a in answers if a != key and a.split(":")[0] != key.split(":")[0])
        answers += (key,)
