"""The generated tables as code of their own: the equations of `examples`, written out.

They are written for a reader, not copied; a test holds every number against the app's table.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lstmviz.samples.examples import (
    BAND,
    ECHO_ROWS,
    FAN,
    HEATER,
    HUMID,
    HUMID_BAND,
    LONGEST_LAG,
    PAST_HOUR,
    PAST_TWO_HOURS,
    POWER_NOISE,
    SENSOR_ROWS,
    SENSOR_SEED,
    SETPOINT,
    STANDBY,
    STEPS_PER_DAY,
)
from lstmviz.wording import count_rows


def sensor_lines() -> tuple[str, ...]:
    """Write the simulation of the room with a heater and a fan, as the array `raw`."""
    return tuple(
        f"""\
def passing(source, keep):
    \"""Pass a signal through a store: s[r] = keep * s[r - 1] + source[r].\"""
    level, levels = 0.0, []
    for value in source.tolist():
        level = keep * level + value
        levels.append(level)
    return np.array(levels)


def room_sensors():
    \"""Simulate the room: temperature in °C, humidity in %, power in W.\"""
    rng = np.random.default_rng({SENSOR_SEED})
    settle = {2 * STEPS_PER_DAY}  # rows until the room has warmed up; they are thrown away
    rows = settle + {SENSOR_ROWS}
    day = (np.arange(rows) - settle) / {STEPS_PER_DAY}  # a row every ten minutes
    weather, moisture, reading, humidity_reading, rest = rng.normal(size=(5, rows))

    # The weather outside passes through the walls; so does the heater's warmth, below.
    outside = 7 - 4 * np.cos(2 * np.pi * day / 365.25)
    outside -= 4 * np.cos(2 * np.pi * (day - 2 / 24))
    outside += passing(0.22 * weather, 0.997)
    walls = 1 - 1 / 36  # a time constant of six hours
    unheated = passing((1 - walls) * outside, walls) + 0.3 * reading
    humidity = 50 + 2 * np.cos(2 * np.pi * (day - 6 / 24)) + passing(0.15 * moisture, 0.995)
    humidity += 2 * humidity_reading

    # The thermostat reads the mean of the past hour: half power at {SETPOINT:g} °C,
    # from full to off across {BAND:g} °C.
    past = {PAST_HOUR}
    temperature, heater, warmth, total = [{SETPOINT}] * past, [], 0.0, {SETPOINT} * past
    for value in unheated.tolist():
        share = min(max(({SETPOINT + BAND / 2} * past - total) * (1 / ({BAND} * past)), 0.0), 1.0)
        warmth = walls * warmth + 0.85 * share
        total += value + warmth - temperature[-past]
        temperature.append(value + warmth)
        heater.append(share)

    # The fan reads the mean humidity of the past two hours: half power at {HUMID:g} %.
    mean = np.convolve(humidity, np.ones({PAST_TWO_HOURS}) / {PAST_TWO_HOURS})[: rows - 1]
    fan = np.append(0, np.clip(0.5 + (mean - {HUMID}) / {HUMID_BAND}, 0, 1))
    power = {STANDBY} + {HEATER} * np.array(heater) + {FAN} * fan + {POWER_NOISE} * rest
    return np.stack([temperature[past:], humidity, power], axis=1)[settle:].astype("float32")


raw = room_sensors()  # ({SENSOR_ROWS}, 3)
""".splitlines()
    )


def echo_lines(lag: int) -> tuple[str, ...]:
    """Write two columns of noise and the echo of the first, as the array `raw`."""
    past = f"a[{LONGEST_LAG - lag}:{LONGEST_LAG - lag + ECHO_ROWS}]"
    return (
        f"a, b = np.random.default_rng(8).normal(size=(2, {LONGEST_LAG + ECHO_ROWS}))",
        f"echo = {past}  # what a was {count_rows(lag)} before",
        f'raw = np.stack([a[{LONGEST_LAG}:], b[{LONGEST_LAG}:], echo], axis=1).astype("float32")',
    )


# By the table's key: (rows between cause and echo) → lines. A built-in table that is not here is
# read from a file.
GENERATORS: Mapping[str, Callable[[int], tuple[str, ...]]] = MappingProxyType(
    {"sensors": lambda lag: sensor_lines(), "echo": echo_lines}
)
