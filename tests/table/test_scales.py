"""Units and signs of money at numbers, where a column mixes them."""

import numpy as np
import pytest

from lstmviz.table.tables import Table, read_table

HEAD = "time,level,cost\n"


def table_of(cells: list[str], encoding: str = "utf-8") -> Table:
    """Read a table with some cells in its last column, a row each hour."""
    rows = [
        f"2024-02-{1 + n // 24:02} {n % 24:02}:00,{n % 7},{cell}" for n, cell in enumerate(cells)
    ]
    return read_table((HEAD + "\n".join(rows) + "\n").encode(encoding), "t.csv")


@pytest.mark.parametrize(
    ("units", "factors"),
    [
        (["MiB", "GiB", "B"], [1, 1024, 2.0**-20]),
        (["kB/s", "MB/s", "B/s"], [1, 1e3, 1e-3]),
        (["kb", "mb", "gb"], [1, 1e3, 1e6]),
        (["kW", "MW", "W"], [1, 1e3, 1e-3]),
        (["ms", "s", "µs"], [1, 1e3, 1e-3]),
        (["cm", "m", "km"], [1, 1e2, 1e5]),
        (["mg/l", "µg/l", "g/l"], [1, 1e-3, 1e3]),
    ],
)
@pytest.mark.parametrize("gap", [" ", ""])
def test_parts_and_multiples_of_one_unit_go_to_the_one_most_rows_have(units, factors, gap):
    at = [n % 4 % 3 for n in range(60)]
    table = table_of([f"{n + 1.5}{gap}{units[k]}" for n, k in enumerate(at)])
    assert table.columns == ("level", "cost")
    expected = [(n + 1.5) * factors[k] for n, k in enumerate(at)]
    np.testing.assert_allclose(table.values[:, 1], expected, rtol=1e-6)
    assert f"mixes the units {units[0]}, " in " ".join(table.notes)


@pytest.mark.parametrize(
    ("sign", "encoding"),
    [
        ("\\", "cp932"),
        ("\\", "euc_kr"),
        ("\\", "utf-8"),
        ("¥", "utf-8"),
        ("￥", "utf-8"),
        ("₩", "utf-8"),
        ("€", "utf-8"),
        ("-\\", "cp932"),
    ],
)
def test_a_sign_of_money_before_each_number_is_its_unit(sign, encoding):
    table = table_of([f'"{sign}{n + 1},{n * 7 % 1000:03}"' for n in range(60)], encoding)
    minus = -1 if sign[0] == "-" else 1
    expected = [minus * ((n + 1) * 1000 + n * 7 % 1000) for n in range(60)]
    assert table.values[:, 1].tolist() == expected


def test_units_that_no_rule_converts_are_no_holes():
    """Pounds among kilograms are known: to fill them by the last kilograms would be wrong."""
    cells = [f"{n + 10.5} {'lb' if n > 40 else 'kg'}" for n in range(60)]
    table = table_of(cells)
    assert table.columns == ("level",)
    assert "Column “cost” mixes units, such as kg and lb: left out." in table.notes


def test_a_single_slip_of_a_unit_is_missing():
    table = table_of([f"{n + 10.5} {'lb' if n == 40 else 'kg'}" for n in range(60)])
    assert np.isnan(table.values[:, 1]).tolist() == [n == 40 for n in range(60)]


def test_signs_of_money_that_no_rule_converts_are_no_holes():
    table = table_of([f"{'€' if n > 40 else '$'}{n + 10.5}" for n in range(60)])
    assert "Column “cost” mixes units, such as $ and €: left out." in table.notes
