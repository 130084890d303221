"""Columns that look like times and are none: ids, codes, prices, versions, addresses, numbers."""

from collections.abc import Callable, Iterator

import numpy as np

Maker = Callable[[np.random.Generator, int], list[str]]


def _ints(low: int, high: int, ordered: bool = False, shape: str = "{}") -> Maker:
    def make(random: np.random.Generator, rows: int) -> list[str]:
        numbers = random.integers(low, high, rows)
        return [shape.format(n) for n in (np.sort(numbers) if ordered else numbers)]

    return make


def _of(*bounds: tuple[int, int], shape: str) -> Maker:
    def make(random: np.random.Generator, rows: int) -> list[str]:
        parts = [random.integers(low, high, rows) for low, high in bounds]
        return [shape.format(*row) for row in zip(*parts, strict=True)]

    return make


def _counts(begin: int, step: int = 1, shape: str = "{}") -> Maker:
    return lambda random, rows: [shape.format(begin + step * n) for n in range(rows)]


KINDS: dict[str, Maker] = {
    "id": _counts(100_001),
    "order": _counts(1_600_000_000),
    "ticket": _ints(100_000_000, 999_999_999, ordered=True),
    "code": _ints(100_000, 999_999),
    "sorted code": _ints(10_000_000, 99_999_999, ordered=True),
    "zip": _ints(10_000, 99_999),
    "price": _of((1, 3000), (0, 100), shape="{}.{:02}"),
    "version": _of((0, 12), (0, 20), (0, 40), shape="{}.{}.{}"),
    "build": _of((1, 9), (0, 30), (0, 60), (1000, 9999), shape="{}.{}.{}.{}"),
    "ip": _of((10, 240), (0, 255), (0, 255), (1, 255), shape="{}.{}.{}.{}"),
    "subnet": _of((0, 20), (1, 20), shape="10.0.{}.{}"),
    "phone": _of((100, 999), (100, 999), (0, 9999), shape="{}-{}-{:04}"),
    "tel": _of((20, 99), (1_000_000, 9_999_999), shape="0{} {}"),
    "mobile": _ints(1_500_000_000, 1_799_999_999),
    "key": _of((65, 90), (10, 99), (10, 99), (10, 99), shape="{:c}-{}-{}-{}"),
    "part": _of((1, 99), (1, 99), (1, 99), shape="AB-{:02}-{:02}-{:02}"),
    "isbn": _of((0, 9), (100, 999), (10_000, 99_999), (0, 9), shape="978-{}-{}-{}-{}"),
    "count": _ints(0, 60),
    "passengers": _ints(0, 2400),
    "load": _of((100, 999), (0, 10), shape="{}.{}"),
    "ratio": _of((1, 31), (1, 12), shape="{}/{}"),
    "score": _of((0, 9), (0, 9), shape="{}-{}"),
    "grade": _ints(1, 13),
    "steps": _ints(0, 30_000),
    "pressure": _of((80, 160), (50, 99), shape="{}/{}"),
    "mac": _of((0, 255), (0, 255), (0, 255), shape="00:1a:{:02x}:{:02x}:{:02x}"),
    "iban": _of((10, 99), (10**8, 10**9), shape="DE{}{}"),
    "meter": lambda random, rows: [str(n) for n in 44_000 + random.integers(0, 40, rows).cumsum()],
    "odometer": lambda random, rows: [
        f"{n:.1f}" for n in 44_000 + random.gamma(2, 3, rows).cumsum()
    ],
    "volume": lambda random, rows: [
        str(n) for n in 1_600_000_000 + random.integers(0, 90_000, rows).cumsum()
    ],
    "year-like": _ints(1700, 2100),
    "paragraph": _of((1, 30), (1, 12), (1, 99), shape="§{}.{}.{}"),
    "chapter": _of((1, 13), (1, 32), shape="{}:{}"),
    "size": _of((1, 60), (1, 60), (1, 60), shape="{}x{}x{}"),
    "chess": _of((1, 9), (1, 9), shape="e{} e{}"),
    "hex": _ints(0, 2**32, shape="{:08x}"),
    "percent": _of((0, 100), (0, 9), shape="{}.{}%"),
    "celsius": _of((0, 40), (0, 9), shape="{}.{}°C"),
    "coordinates": _of((0, 90), (0, 60), (0, 60), shape="{}°{}'{}\""),
    "file": _counts(1, shape="{:05}.csv"),
    "image": _counts(101, shape="IMG_{:06}.jpg"),
    "lot": _ints(1, 400, ordered=True, shape="lot{:05}"),
    "serial": _counts(2_015_001, shape="S{}"),
    "flight": _of((100, 9999), shape="LH{}"),
}
"""What columns hold → how they are made."""


def columns(random: np.random.Generator) -> Iterator[tuple[str, list[str]]]:
    """Make a column of each kind, with so many rows at random."""
    rows = int(random.integers(40, 400))
    for kind, make in KINDS.items():
        yield kind, make(random, rows)
