"""Several ways to read a text: its encoding, its regular part, a log or a table, which columns."""

import io
import json

import pytest
from openpyxl import Workbook

from lstmviz.table.tables import TableError, read_table

ENCODED = (
    ("日付,気温(℃),降水量,風速\n", "cp932", "Shift-JIS"),
    ("日付,気温(℃),降水量,風速\n", "euc_jp", "EUC-JP"),
    ("日期,最高气温,湿度,负荷\n", "gb18030", "GB18030"),
    ("日期,開盤價,最高價,收盤價\n", "cp950", "Big5"),
    ("날짜,기온,습도,강수량\n", "cp949", "EUC-KR"),
    ("Дата,Температура,Влажность,Ветер\n", "cp1251", "Windows-1251"),
    ("Дата,Температура,Влажность,Ветер\n", "koi8_r", "KOI8-R"),
    ("Ημερομηνία,Θερμοκρασία,Υγρασία,Βροχή\n", "cp1253", "Windows-1253"),
    ("Datum,Größe,Höhe,Länge in µm\n", "cp1252", "Windows-1252"),
    ("Buch.dat.,Menge,Betrag in HW,HWähr\n", "cp1252", "Windows-1252"),
    ("Datum,Preis,EUR,kWährung\n", "cp1252", "Windows-1252"),
    ("Tarih,Sıcaklık,Yağış,Basınç\n", "cp1254", "Windows-1254"),
    ("Datum,Teplota,Srážky,Vítr průměr\n", "cp1250", "Windows-1250"),
)
ROWS = "".join(f"2024-03-{day:02},{day}.5,{day + 1}.25,{day + 2}\n" for day in range(1, 31))


@pytest.mark.parametrize(("header", "codec", "called"), ENCODED)
def test_the_encoding_is_told_by_the_letters_that_result(header: str, codec: str, called: str):
    table = read_table((header + ROWS).encode(codec), "a.csv")
    names = header.strip().split(",")
    assert table.label_name == names[0]
    assert table.columns[-1].startswith(names[3][:4])
    assert any(f"was read as {called}" in note for note in table.notes)


def test_a_word_of_signs_with_small_letters_behind_them_is_of_another_encoding():
    rows = ROWS.replace("\n", ",Šibenik\n")
    table = read_table(
        ("Datum;Količina;Prosječna;Cijena;Županija\n" + rows).replace(",", ";").encode("cp1250"),
        "a",
    )
    assert table.columns[0] == "Količina"
    assert any("was read as Windows-1250" in note for note in table.notes)


def test_another_encoding_can_be_chosen_by_what_it_makes_of_the_names():
    content = ("日付,気温,湿度,風速\n" + ROWS).encode("cp932")
    table = read_table(content, "a.csv")
    assert table.sheet.startswith("As Shift-JIS: 日付")
    other = next(way for way in table.sheets if way != table.sheet)
    again = read_table(content, "a.csv", other)
    assert again.sheet == other
    assert again.columns != table.columns
    assert (again.values == table.values).all()


META = (
    "Title:,,,,,\nPeriod:,01-01-1800,to:,05-10-2015,,\nDate:,05-10-2015,,,,\n\n"
    "Place,Filter,Outer name,X,Y,Level,Begun\n"
    "B33,001,33FP,213260,473900,685,05-10-1972\nB33,001,33FP,213260,473900,692,10-09-1997\n\n"
)


def test_the_regular_part_of_a_text_is_its_table():
    body = "Place,Filter,Date,Level a,Level b,Mark\n" + "".join(
        f"B33,001,{day:02}-{month:02}-1990,{day},{month},\n"
        for month in range(1, 7)
        for day in range(1, 29)
    )
    table = read_table((META + body).encode(), "levels.csv")
    assert len(table.values) == 6 * 28
    assert table.columns[-2:] == ("Level a", "Level b")
    assert table.row_name(0) == "01-01-1990"
    assert any("before the table" in note for note in table.notes)


def test_lines_that_are_not_like_the_others_are_left_out_and_said():
    lines = [f"2024-03-01 {n // 60:02}:{n % 60:02},{n},EGV,{100 + n % 7}" for n in range(300)]
    lines[40] = "2024-03-01 00:40,40,meal"
    table = read_table(("time,index,kind,glucose\n" + "\n".join(lines)).encode(), "cgm.csv")
    assert len(table.values) == 299
    assert any("1 line among the others" in n and "line 42" in n for n in table.notes)


def test_a_text_without_a_regular_part_is_refused():
    ragged = "".join(",".join("1" * (n % 5 + 1)) + ",x\n" for n in range(60))
    with pytest.raises(TableError):
        read_table(("a,b,c\n" + ragged).encode(), "ragged.csv")


def test_a_regular_table_with_pairs_in_its_remarks_is_no_log():
    rows = "".join(f"{n}.5,{11 + n % 3}.25,V,C=11.{n % 9}|K={n}\n" for n in range(100))
    table = read_table(("JD,Magnitude,Band,Remark\n" + rows).encode(), "aavso.txt")
    assert len(table.values) == 100
    assert "Magnitude" in table.columns


def test_what_a_log_leaves_out_can_be_read():
    lines = [f"2024-03-01 00:{n % 60:02}:00 INFO temp={n}.5 hum={n % 40}" for n in range(100)]
    lines[80:83] = [f"2024-03-01 01:2{n}:00 WARN queue={n}" for n in range(3)]
    content = "\n".join(lines).encode()
    table = read_table(content, "a.log")
    assert table.columns == ("temp", "hum")
    assert table.sheets == ("Lines with temp, hum", "Lines with queue")
    again = read_table(content, "a.log", table.sheets[1])
    assert again.columns == ("queue",)
    assert again.values[:, 0].tolist() == [0, 1, 2]


def test_a_log_of_requests_is_a_row_for_each():
    lines = "".join(
        f'10.0.0.{n} - - [01/Mar/2024:00:{n:02}:00 +0100] "GET /?q={n};r HTTP/1.1" 200 {n}00 '
        f'"http://x/?a={n}" "Mozilla"\n'
        for n in range(1, 50)
    )
    table = read_table(lines.encode(), "access.log")
    assert table.columns == ("status", "bytes")
    assert table.row_name(0) == "2024-03-01 00:01"
    assert table.values[0, 1] == 100


def test_columns_beyond_64_can_be_chosen_and_those_that_never_change_come_last():
    names = [f"flow_{n}" if n % 2 else f"level_{n}" for n in range(90)]
    header = ",".join(["time", *names])
    rows = "\n".join(
        ",".join(
            [f"2024-03-01 {n:02}:00", *("7" if k < 10 else f"{k * n % 97}.5" for k in range(90))]
        )
        for n in range(24)
    )
    content = f"{header}\n{rows}\n".encode()
    table = read_table(content, "plant.csv")
    assert len(table.columns) == 64
    assert names[3] not in table.columns
    assert len(table.sheets) == 2
    other = read_table(content, "plant.csv", table.sheets[1])
    assert len(other.columns) == 26
    assert set(other.columns).isdisjoint(table.columns)
    assert names[3] in other.columns


def test_many_lines_of_percent_signs_are_read_at_once():
    head = "".join(f"% Cast {n},{n}\r\n" for n in range(60))
    table = read_table(
        (head + "depth,temperature\r\n1.5,16\r\n2.5,15\r\n3.5,14\r\n").encode(), "cast.csv"
    )
    assert table.columns == ("depth", "temperature")


def test_xml_is_named_with_what_makes_a_table_of_it():
    record = '<Record type="HeartRate" value="60" startDate="2024-03-01 10:00:00"/>\n'
    content = f'<?xml version="1.0"?>\n<HealthData>\n{record * 30}</HealthData>'.encode()
    with pytest.raises(TableError, match=r"pandas.read_xml\(name, xpath='.//\{\*\}Record'"):
        read_table(content, "export.xml")


def test_marks_of_the_byte_order_within_a_file_are_no_letters():
    rows = "".join(f'\ufeff"2024-03-01 00:{n:02}",{n}.5\n' for n in range(60))
    table = read_table(('\ufeff"Time","Flow"\n' + rows).encode(), "log.csv")
    assert len(table.values) == 60
    assert table.row_name(0) == "2024-03-01 00:00"


def test_a_word_for_a_missing_value_may_be_a_name():
    rows = "".join(f"{n},{('Na', 'K', 'Mg', 'HCT')[n % 4]},{n}.5\n" for n in range(80))
    table = read_table(("n,element,value\n" + rows).encode(), "icp.csv")
    assert table.levels["element"] == ("Na", "K", "Mg", "HCT")
    numbers = read_table(("n,value\n" + "1,2.5\n2,Na\n3,4.5\n4,5.5\n" * 5).encode(), "a.csv")
    assert len(numbers.columns) == 2


def test_a_column_of_nothing_but_a_fill_value_is_said():
    rows = "".join(f"2024-03-{n:02},{n}.5,-9999.9\n" for n in range(1, 30))
    table = read_table(("date,t,rain\n" + rows).encode(), "a.csv")
    assert table.columns == ("t",)
    assert any("“rain” holds nothing but -9999.9" in note for note in table.notes)


def test_headings_tell_columns_of_one_name_apart():
    head = "time,rain,rain,rain,temp,temp\n,,nothing seen,quality,,quality\n"
    rows = "".join(f"2024-03-01 {n:02}:00,{n},1,8,{n}.5,8\n" for n in range(24))
    table = read_table((head + rows).encode(), "jma.csv")
    assert table.columns == ("rain", "rain nothing seen", "rain quality", "temp", "temp quality")


def test_lines_about_a_table_of_two_columns_are_not_its_names():
    head = "written by,P 1\ntime_unit,ky BP\nvalue_unit,ppm\nlabel,Dome C\nlog,\n"
    rows = "".join(f"{n}.5,{200 + n}\n" for n in range(40))
    table = read_table((head + "Age [ky BP],CO2 [ppm]\n" + rows).encode(), "dome.csv")
    assert table.columns == ("Age", "CO2")


def test_dates_that_stand_in_the_first_row_of_a_day_are_carried_down():
    rows = "".join(
        f"{f'2016/4/{day}' if not hour else ''},{hour}h,{day * hour}\n"
        for day in range(1, 4)
        for hour in range(24)
    )
    table = read_table(("day,hour,demand\n,,\n" + rows).encode(), "demand.csv")
    assert len(table.values) == 72
    assert table.row_name(71).startswith("2016/4/3")
    assert any("first of 24 rows: carried down" in note for note in table.notes)


def test_rows_between_dates_that_nothing_repeats_in_get_none():
    rows = "".join(
        f"{f'2016-04-0{n // 3 + 1}' if n % 3 == 0 else ''},{n}.5,{n}\n" for n in range(9)
    )
    table = read_table(("day,a,b\n" + rows).encode(), "a.csv")
    assert not any("carried down" in note for note in table.notes)


def test_of_two_clocks_the_one_that_all_rows_have_names_them():
    rows = "".join(
        f"{f'2024-03-01 10:{n:02}:01' if n > 20 else '-'},2024-03-01 10:{n:02}:00,{n}.5\n"
        for n in range(60)
    )
    table = read_table(("GPS Time,Device Time,speed\n" + rows).encode(), "track.csv")
    assert table.label_name == "Device Time"
    assert table.row_name(0) == "2024-03-01 10:00"


def test_columns_are_told_apart_by_the_places_where_no_line_has_a_letter():
    places = ("NURHAK (KAHRAMANMARAS)", "SISAM ADASI", "EGE DENIZI", "AKCAOVA-(MUGLA)")
    head = "           LAST EARTHQUAKES\n\n"
    head += "Date       Time      Depth  ML   Where                 Kind\n"
    head += "---------- --------  -----  ---  --------------------- -----\n"
    rows = "".join(
        f"2023.11.{n // 24 + 1:02} {n % 24:02}:05:30  {n % 9:5.1f}  {n % 5}.1  "
        f"{places[n % 4]:<23}first\n"
        for n in range(96)
    )
    table = read_table((head + rows).encode(), "lst.txt")
    assert table.columns == ("Depth", "ML")
    assert len(table.values) == 96
    assert table.values[:3, 0].tolist() == [0, 1, 2]
    assert table.levels["Where"][0] == "NURHAK (KAHRAMANMARAS)"


def test_rows_about_a_sheet_that_hold_a_date_are_none_of_its_table():
    book = Workbook()
    sheet = book.active
    for row in (["I-NTEM"], [None, "2022-12-08"], [], [None, "Demand", "Price"]):
        sheet.append(row)
    for n in range(40):
        sheet.append([f"{n // 2:02}:{30 * (n % 2):02}", n + 30.0, n + 500.0])
    file = io.BytesIO()
    book.save(file)
    table = read_table(file.getvalue(), "market.xlsx")
    assert table.columns == ("Demand", "Price")
    assert table.values[[0, -1]].tolist() == [[30, 500], [69, 539]]


def test_letters_for_what_a_line_is_are_taken_off():
    rows = "".join(f'D,DISPATCH,PRICE,1,"2024/03/01 {n:02}:00:00",NSW1,{n}.5\n' for n in range(24))
    head = "C,NEMP.WORLD,DISPATCHIS,AEMO,PUBLIC\nI,DISPATCH,PRICE,1,SETTLEMENTDATE,REGIONID,RRP\n"
    table = read_table((head + rows + 'C,"END OF REPORT",26\n').encode(), "nem.csv")
    assert table.columns[-1] == "RRP"
    assert table.values[:, -1].tolist() == [n + 0.5 for n in range(24)]
    assert table.label_name == "SETTLEMENTDATE"


def test_lists_of_series_in_json_stand_side_by_side():
    series: list[dict] = [
        {"id": name, "history": {"start": "2024-03-01", "data": list(range(k, 40 + k))}}
        for k, name in enumerate(("demand", "wind", "solar"))
    ]
    series.append({"id": "forecast", "history": {"data": [1, 2, 3]}})
    table = read_table(json.dumps({"data": series}).encode(), "power.json")
    assert table.columns == ("demand", "wind", "solar")
    assert table.values[[0, -1]].tolist() == [[0, 1, 2], [39, 40, 41]]
    assert any("lists of other lengths, “forecast”" in note for note in table.notes)


def test_the_first_of_json_s_lists_names_nothing_where_it_is_like_the_others():
    rows = [[f"2024-03-01 {n:02}:00", str(n), f"{n}.5"] for n in range(24)]
    table = read_table(json.dumps(rows).encode(), "rows.json")
    assert len(table.values) == 24


def test_json_with_numbers_here_and_text_there_is_read():
    rows = [{"unit": "a", "power": n if n % 5 else "n/a"} for n in range(1, 20)]
    table = read_table(json.dumps(rows).encode(), "units.json")
    assert table.columns == ("power",)
    assert len(table.values) == 19


def test_lines_about_a_table_may_have_as_many_fields_as_its_rows():
    head = "Product,Defender 530,,,,\nSerial,180849,,,,\nMade,01-03-2024,,,,\n,,,,,\n"
    names = "Sample,Flow,Mean flow,Deg C,mBar,Time\n"
    rows = "".join(f"{n},18.{n},18.5,26.2,979,8:{n:02}:31 AM\n" for n in range(1, 50))
    table = read_table((head + names + rows).encode(), "flow.csv")
    assert "Mean flow" in table.columns
    assert len(table.values) == 49


def test_names_over_columns_belong_to_those_they_stand_over():
    head = "Station Sample Weight Flag  CO2\n code   date          code   (ppmv)\n\n"
    rows = "".join(
        f"MLO    58{n:04}   {n % 7}    0      {316 + n / 10:6.2f}\n" for n in range(100, 160)
    )
    table = read_table((head + rows).encode(), "co2.dat")
    assert [name.split()[0] for name in table.columns] == ["Sample", "Weight", "Flag", "CO2"]
    assert table.values[0].tolist() == [580100, 2, 0, 326]


def test_names_of_rows_in_front_shift_no_names():
    rows = "".join(f"row{n} {n}.5 {n * n}\n" for n in range(1, 40))
    table = read_table(("a b\n" + rows).encode(), "r.txt")
    assert table.columns == ("a", "b")


def test_another_table_is_read_in_the_encoding_that_was_chosen():
    rows = "".join(f"{n},{n * n % 7},{n % 5}\n" for n in range(20))
    head = "Température {} (°C),Humidité (%),Qualité de l’air"
    tables = [f"{head.format(word)}\n{rows}" for word in ("un", "deux")]
    content = "\n".join(tables).encode("cp1252")
    first = read_table(content, "a.csv")
    names = [way for way in first.sheets if not way.startswith("As ")]
    encodings = [way for way in first.sheets if way.startswith("As ")]
    assert len(names) == 2
    assert len(encodings) > 1
    other = read_table(content, "a.csv", encodings[1])
    called = encodings[1].partition(":")[0].removeprefix("As ")
    assert other.sheet == other.sheets[0]
    assert all(name.endswith(f" · {called}") for name in other.sheets[:2])
    again = read_table(content, "a.csv", other.sheets[1])
    assert any(f"was read as {called}" in note for note in again.notes)
    assert again.sheet == other.sheets[1]


def test_dates_are_counted_in_the_rows_of_the_table_not_below_it():
    book, rows = (
        Workbook(),
        [[f"{n % 28 + 1:02}.{n // 28 + 1:02}.2024", n * n % 13] for n in range(60)],
    )
    for row in [["day", "load"], *rows, [None, None], ["Source: the office", None]]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    table = read_table(content.getvalue(), "a.xlsx")
    assert len(table.values) == 60
    assert any(note.startswith("Column “day” holds dates, read as") for note in table.notes)


def test_a_sheet_that_says_what_is_in_the_others_is_read_last():
    book = Workbook()
    book.active.title = "Index"
    for row in [["series", "rows", "month"], *([f"A{n}", 120, 7] for n in range(12))]:
        book.active.append(row)
    data = book.create_sheet("Data1")
    for row in [["day", "A0", "A1"], *([f"2024-01-{n:02}", n, n * n] for n in range(1, 31))]:
        data.append(row)
    content = io.BytesIO()
    book.save(content)
    table = read_table(content.getvalue(), "a.xlsx")
    assert table.sheet == "Data1"
    assert len(table.values) == 30
    assert read_table(content.getvalue(), "a.xlsx", "Index").sheet == "Index"
