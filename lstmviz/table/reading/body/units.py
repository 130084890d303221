"""Units, as rows under the names of columns and brackets behind them write them."""

import re
from collections.abc import Sequence

CODES = frozenset({"ts", "rn", "id", "date", "time", "yr", "mo", "dy", "mn"})
"""What stands among units over a column of times or names."""
NO_UNIT = CODES | {"", "-", "--", "unitless", "none"}
"""What stands among units over a column that has none."""
POWER = re.compile(r"\^?[-−]?\d$|[⁻¹²³]+$")
UNITS = frozenset(
    re.split(
        r"\s+",
        "% ‰ ° °c °f c f k deg degc degf degt degrees celsius kelvin m mm cm km um nm µm μm s sec "
        "secs ms min h hr hrs hour hours d day days g kg mg ug µg μg t pa hpa kpa mpa mb bar mbar "
        "psi v mv kv a ma w kw mw gw wh kwh mwh gwh j kj mj n kn hz khz mhz ghz rpm ppm ppb l ml "
        "m2 m3 m² m³ mol mmol umol µmol ft in inch nmi lb lbs kt kts mph usd eur gbp $ € £ - "
        "-- unitless none grams u dl l mg/dl utc db dbm lux lx ohm kohm cfs gal bpm ntu psu fnu us "
        "µs psia meter meters metre metres volt volts amp amps rfu fnu ntu+ d/m/y m/d/y y/m/d "
        "yyyy-mm-dd mm/dd/yyyy dd/mm/yyyy yyyymmdd hh:mm hh:mm:ss mm:ss hh:mm:ss.mmm",
    )
)

FORMAT = re.compile(
    r"\d{1,3}[sdnfi]$|(float|double|int|integer|string|text|date|datetime|numeric)\d*$"
)
BRACKETED = re.compile(r"\([^()]+\)|\[[^][]+\]")
CALLED_UNIT = re.compile(
    r"(units?|einheit|unit[éà]|unidade?|eenheid|jednostka|jednotka|enhet|birim|единица|ед\.?|単位|单位)"
)
"""What stands before a row of units, over the times."""
KINDS_OF_MEAN = frozenset({"avg", "smp", "min", "max", "std", "tot", "mean", "sum", "med", "wvc"})


def is_unit(cell: str) -> bool:
    """Tell whether a cell is a unit, such as °C, m/s, [kg m-2] or mmol/mol."""
    bare = cell.strip("[]() ").lower()
    parts = [part for part in re.split(r"[/ *·]+", bare) if part]
    return bare in UNITS or (bool(parts) and all(POWER.sub("", part) in UNITS for part in parts))


def units_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Give the units of a row of units, "" where a cell stands for none."""
    bare = [cell.strip("[]() ") for cell in cells]
    return tuple("" if unit.lower() in NO_UNIT else unit for unit in bare)


def row_kind(record: Sequence[str]) -> str:
    """Say what a row above the body gives: names, units, formats or kinds of mean.

    Where each cell is in brackets these are units, too, whether known or not: ($/troy oz).
    """
    cells = [cell.strip().lower() for cell in record if cell.strip()]
    if all(FORMAT.match(cell) for cell in cells):
        return "format"
    if all(cell.strip("[]()") in KINDS_OF_MEAN for cell in cells):
        return "format"
    if len(cells) > 1 and CALLED_UNIT.fullmatch(cells[0].rstrip(":")):
        cells = cells[1:]
    known = sum(is_unit(cell) or cell in CODES for cell in cells)
    if 3 * known >= 2 * len(cells):
        return "units"
    return "brackets" if len(cells) > 1 and all(map(BRACKETED.fullmatch, cells)) else "names"
