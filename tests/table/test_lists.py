"""Long lists, one row for each measurement, are made wide: one column of each parameter."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.table.tables import Table, read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.world import times, waves


def typed(lines: list[str]) -> Table:
    return read_table("\n".join(lines).encode(), "typed.csv")


def said(understood: Understanding) -> str:
    return " ".join(finding.says for finding in understood.findings)


PULSE, HEAT = [waves(120, seed, 10, 80) for seed in (1, 2)], [waves(120, 3, 1, 37)] * 2


def vitals(head: str = "patient,time,parameter,value,unit") -> list[str]:
    """Two patients, whose hours are not the same, each with two parameters an hour."""
    lines = [head]
    for patient in (0, 1):
        begin = f"2021-03-0{1 + patient}"
        for n, moment in enumerate(times(120, 60, "%Y-%m-%d %H:%M", begin)):
            lines.append(f"P{patient},{moment},pulse,{PULSE[patient][n]},bpm")
            lines.append(f"P{patient},{moment},heat,{HEAT[patient][n]},°C")
    return lines


@pytest.mark.parametrize("order", ["time", "parameter", "shuffled"])
def test_one_column_of_each_parameter_for_each_patient_and_time(order):
    head, *rows = vitals()
    if order == "parameter":
        rows.sort(key=lambda row: row.split(",")[2])
    if order == "shuffled":
        rows = [rows[n] for n in np.random.default_rng(0).permutation(len(rows))]
    understood = understand(typed([head, *rows]))
    table = understood.table
    assert sorted(zip(table.columns, table.units, strict=True)) == [
        ("heat", "°C"),
        ("pulse", "bpm"),
    ]
    assert understood.group == "patient"
    pulse = table.values[:, table.columns.index("pulse")].reshape(2, 120)
    first = table.groups["patient"][0]  # in order of appearance
    want = PULSE if rows[0].startswith("P0") else PULSE[::-1]
    assert first == 0
    np.testing.assert_array_equal(pulse, np.array(want, pulse.dtype))
    assert "of 2 parameters: “parameter” says which" in said(understood)


def test_undone_the_list_stays_as_it_stands():
    understood = understand(typed(vitals()), {"list"})
    assert (len(understood.table.values), understood.features) == (480, ("value",))


@pytest.mark.parametrize("clock", ["Timestamp", "time_stamp", "Time (s)"])
@pytest.mark.parametrize("apart", [0, 0.013])
def test_signals_of_a_recorder_whose_clock_begins_at_0_are_columns(clock, apart):
    sent = [(n / 10, "rpm", 900 + n % 7) for n in range(300)]
    sent += [(n / 5 + apart, "speed", 50 + n % 5) for n in range(150)]
    lines = [f"{at:.3f},{signal},{value}" for at, signal, value in sorted(sent)]
    understood = understand(typed([f"{clock},signal,value", *lines]))
    assert understood.features == ("rpm", "speed")
    assert understood.table.label_name == clock.removesuffix(" (s)")


def test_values_at_one_time_are_averaged_and_several_columns_of_values_are_kept():
    moments = times(60, 60, "%Y-%m-%d %H:%M")
    lines = ["time,variable,mean,max", f"{moments[0]},temp,10.5,11"]
    for n, moment in enumerate(moments):
        lines += [f"{moment},temp,{n % 7}.5,{n % 7 + 1}", f"{moment},hum,{n % 9 + 40},{n % 9 + 50}"]
    understood = understand(typed(lines))
    assert understood.table.columns == ("temp mean", "temp max", "hum mean", "hum max")
    assert understood.table.values[:2].tolist() == [[5.5, 6, 40, 50], [1.5, 2, 41, 51]]
    assert "1 cell holds the mean of several values" in said(understood)


def test_parameters_measured_at_different_times_keep_their_last_value_within_a_patient():
    begin, lines = datetime(2021, 3, 1), ["subject_id,charttime,itemid,valuenum"]
    for subject in (7, 9):
        for n in range(60):
            moment = begin + timedelta(hours=n)
            lines.append(f"{subject},{moment},220045,{60 + n % 11}")
            if n % 6 == 2:
                lines.append(f"{subject},{moment + timedelta(minutes=30)},223761,{36 + n / 60:.2f}")
    understood = understand(typed(lines))
    rate, heat = understood.table.values.T
    assert understood.table.columns == ("itemid 220045", "itemid 223761")
    assert len(rate) == 2 * 70
    assert np.isnan(heat).reshape(2, 70).sum(axis=1).tolist() == [3, 3]
    assert heat[3:9].tolist() == [heat[3]] * 6
    assert round(float(heat[3]), 3) == 36.03
    undone = understand(typed(lines), {"held", "carried"}).table.values
    assert np.isnan(undone).sum() == 2 * (10 + 60)


def test_parameters_measured_seconds_after_one_another_stand_in_one_row():
    begin, lines = datetime(2021, 3, 1), ["timestamp,topic,payload"]
    for n in range(100):
        for late, topic in enumerate(("temperature", "humidity", "co2")):
            moment = begin + timedelta(seconds=60 * n + 2 * late)
            lines.append(f"{moment.isoformat()}Z,home/attic/{topic},{100 * late + n % 13}")
    understood = understand(typed(lines))
    assert understood.table.columns == ("temperature", "humidity", "co2")
    assert understood.table.values[:2].tolist() == [[0, 100, 200], [1, 101, 201]]
    assert "stand in one row" in said(understood)


@pytest.mark.parametrize(
    ("head", "series"), [("region,date,sales", "region"), ("station,date,value", "station")]
)
def test_a_panel_is_no_list(head, series):
    lines = [head]
    for n, name in enumerate(("North", "South", "West")):
        days = zip(times(80, 1440, "%Y-%m-%d"), waves(80, n, 10, 20 * 9**n), strict=True)
        lines += [f"{name},{day},{value}" for day, value in days]
    understood = understand(typed(lines))
    assert (understood.group, len(understood.table.values)) == (series, 240)
    assert "parameters" not in said(understood)


def test_what_may_be_a_list_is_offered():
    lines = ["date,name,value"]
    for n, day in enumerate(times(80, 1440, "%Y-%m-%d")):
        lines += [f"{day},left,{20 + n % 7}.5", f"{day},right,{21 + n % 5}.5"]
    assert understand(typed(lines)).features == ("value",)
    assert understand(typed(lines), {"list"}).table.columns == ("left", "right")


def test_signals_of_one_device_and_many_attributes_are_lists_too():
    lines = ["time,channel,uV"]
    for n in range(100):
        lines += [
            f"{n / 250:.3f},{name},{n * (k + 3) % 31}.5" for k, name in enumerate(("O1", "O2"))
        ]
    understood = understand(typed(lines))
    assert understood.features == ("O1", "O2")
    assert understood.table.row_name(1) == "0.004"
    lines = ["timestamp,attribute,value"]
    for moment in times(30, 60, "%Y-%m-%d %H:%M"):
        lines += [f"{moment},a{number},{9 * number + len(lines) % 7}" for number in range(100)]
    understood = understand(typed(lines))
    assert len(understood.table.columns) == 64
    assert "and 32 more have the fewest numbers" in said(understood)


def test_a_parameter_without_numbers_is_left_out_and_said():
    lines = ["time,key,value"]
    for n, moment in enumerate(times(60, 10, "%Y-%m-%d %H:%M")):
        lines += [f"{moment},temp,{20 + n % 7}", f"{moment},rpm,{900 + n % 9}", f"{moment},on,yes"]
    understood = understand(typed(lines))
    assert understood.table.columns == ("temp", "rpm")
    assert "“on” has the fewest numbers, or none: left out." in said(understood)


def test_the_weather_beside_measurements_names_no_parameters():
    lines = ["date_time,weather,temp,traffic"]
    for n, moment in enumerate(times(120, 60, "%Y-%m-%d %H:%M")):
        lines.append(f"{moment},{('rain', 'snow', 'clear')[n % 7 % 3]},{n % 13},{400 + n % 31}")
    understood = understand(typed(lines))
    assert (understood.features, len(understood.table.values)) == (("temp", "traffic"), 120)


def test_ids_of_entities_name_parameters_too():
    lines = ["entity_id,state,last_changed"]
    for n, moment in enumerate(times(60, 10, "%Y-%m-%dT%H:%M:%SZ")):
        lines += [f"sensor.heat,{20 + n % 7}.5,{moment}", f"sensor.volt,{230 + n % 3},{moment}"]
    assert understand(typed(lines)).table.columns == ("heat", "volt")


def test_averages_of_different_things_beside_an_item_are_no_list():
    """Each crop's yield, beside the rain and the heat of its year."""
    lines = ["Area,Item,Year,hg/ha_yield,average_rain,avg_temp"]
    for area in ("Albania", "Algeria"):
        for item, size in (("Maize", 3), ("Wheat", 1)):
            for n, value in enumerate(waves(60, size)):
                lines.append(f"{area},{item},{1950 + n},{size * value:.1f},{n * 37 % 90},{n % 7}.5")
    understood = understand(typed(lines))
    assert (understood.group, len(understood.table.values)) == ("Area Item", 240)


def test_a_parameter_of_a_row_or_two_in_a_long_list_is_left_out_with_its_time():
    rows = [
        f"2021-05-11 {6 + n // 60:02}:{n % 60:02},{tag},{n % 7 + 60 * (tag == 'Level')}"
        for n in range(120)
        for tag in ("Level", "Flow")
    ]
    stopped = [*rows, "2021-05-11 09:30,$RT_OFF$,0"]
    understood = understand(typed(["time,VarName,value", *stopped]))
    assert understood.table.columns == ("Level", "Flow")
    assert len(understood.table.values) == 120
    assert "one of 2 parameters" in said(understood)
    assert "“$RT_OFF$” has 1 row of 241: left out." in said(understood)
    assert "measured at different times" not in said(understood)


def test_a_parameter_of_a_few_rows_in_a_short_list_stays():
    rows = [f"2021-05-11 {n:02}:00,{tag},{n + 60}" for n in range(24) for tag in ("temp", "flow")]
    understood = understand(typed(["time,parameter,value", *rows, "2021-05-11 12:00,pressure,3"]))
    assert understood.table.columns == ("temp", "flow", "pressure")
