"""A stranger's file is read in a process of its own, within bounds; the next file reads well."""

import errno
import gc
import io
import threading
import time
import zipfile

import numpy as np
import psutil
import pytest

from lstmviz.table.tables import TableError, read_table
from lstmviz.table.understanding.findings import understand
from lstmviz.training import reader as module
from lstmviz.training.bounds import READ_BYTES, READ_SECONDS
from lstmviz.training.reader import Reader, Reading
from tests.serving import wait_until

GOOD = b"day,load\n" + b"".join(b"2024-01-%02d,%d\n" % (1 + i, 50 + i) for i in range(20))


def read(reader, content, name):
    return reader.submit(Reading("Ann", content, name)).table()


@pytest.fixture(scope="module")
def reader():
    made = Reader()
    yield made
    made.close()


def test_it_reads_what_read_table_reads(reader):
    here, there = read_table(GOOD, "a.csv"), read(reader, GOOD, "a.csv")
    np.testing.assert_array_equal(here.values, there.values)
    assert (here.columns, here.fingerprint) == (there.columns, there.fingerprint)


def test_what_is_found_comes_back_too(reader):
    reading = reader.submit(Reading("Ann", GOOD, "a.csv"))
    here, there = understand(read_table(GOOD, "a.csv")), reading.understood()
    assert (here.findings, here.target) == (there.findings, there.target)
    assert there.table is reading.table(), "a table that is used as it was read is held once"


def test_one_that_was_woken_reads_the_file_that_comes():
    woken = Reader()
    woken.wake()
    (process,) = woken._executor._processes
    assert read(woken, GOOD, "a.csv").columns == ("load",)
    assert [*woken._executor._processes] == [process]
    woken.close()


def test_a_refusal_comes_back_as_its_sentence(reader):
    with pytest.raises(TableError) as refusal:
        read_table(b"", "empty.csv")
    with pytest.raises(TableError, match=str(refusal.value)[:20]):
        read(reader, b"", "empty.csv")


def test_one_that_never_ends_is_ended(reader, monkeypatch):
    read(reader, GOOD, "a.csv")
    (process,) = reader._executor._processes.values()
    reading = psutil.Process(process.pid)
    with monkeypatch.context() as patch:
        patch.setattr(module, "READ_SECONDS", 0.5)
        patch.setattr(module, "read_here", lambda content, name, sheet: time.sleep(600))
        with pytest.raises(TableError, match="seconds"):
            read(reader, GOOD, "a.csv")
    reading.wait(timeout=READ_SECONDS)
    assert read(reader, GOOD, "a.csv").columns == ("load",)


def test_one_that_asks_for_too_much_memory_is_told_so(reader, monkeypatch):
    def grow(content, name, sheet):
        held = [bytearray(READ_BYTES // 4)]
        while True:
            held.append(bytearray(READ_BYTES // 4))

    with monkeypatch.context() as patch:
        patch.setattr(module, "read_here", grow)
        with pytest.raises(TableError, match="memory"):
            read(reader, GOOD, "a.csv")
    assert read(reader, GOOD, "a.csv").columns == ("load",)


def test_a_workbook_that_unpacks_without_end_is_refused_in_bounds(reader):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(600):
                part.write(b" " * 1_000_000)
    with pytest.raises(TableError):
        read(reader, packed.getvalue(), "bomb.xlsx")
    assert read(reader, GOOD, "a.csv").columns == ("load",)


# ---- whose turn it is, who has gone, and what all may hold ----------------------------------


@pytest.fixture
def held(reader, monkeypatch):
    """Hold the reader at its first file; opened, it reads on. Gives what opens it."""
    gate, taken = threading.Event(), []
    read_on = reader._read

    def hold(reading):
        taken.append(reading.name)
        while not gate.is_set():
            if reading.unwanted:
                raise TableError("Given up.")
            gate.wait(0.01)
        return read_on(reading)

    monkeypatch.setattr(reader, "_read", hold)
    yield gate, taken
    gate.set()


def test_turns_are_fair_and_each_visitor_waits_for_one(reader, held):
    gate, taken = held
    first = reader.submit(Reading("Ann", GOOD, "ann 1"))
    second = reader.submit(Reading("Bob", GOOD, "bob 1"))
    third = reader.submit(Reading("Cem", GOOD, "cem 1"))
    again = reader.submit(Reading("Bob", GOOD, "bob 2"))
    assert [reader.before(each) for each in (first, third, again)] == [0, 1, 2]
    gate.set()
    with pytest.raises(TableError, match="given up"):
        second.table()
    again.table()
    assert taken == ["ann 1", "cem 1", "bob 2"]


def test_who_has_gone_leaves_nothing(reader, held):
    _, taken = held
    reading = reader.submit(Reading("Ann", GOOD, "ann"))
    waiting = reader.submit(Reading("Ann", GOOD, "next"))
    reader.leave("Ann")
    for each in (reading, waiting):
        with pytest.raises(TableError):
            each.table()
    assert "next" not in taken
    assert not reader.before(reading)


def test_cancel_ends_the_process(reader, monkeypatch):
    read(reader, GOOD, "a.csv")
    (process,) = reader._executor._processes.values()
    reads = psutil.Process(process.pid)
    with monkeypatch.context() as patch:
        patch.setattr(module, "read_here", lambda content, name, sheet: time.sleep(600))
        reading = reader.submit(Reading("Ann", GOOD, "slow.csv"))
        wait_until(lambda: reading.begun is not None)
        reading.cancel()
        with pytest.raises(TableError, match="was ended"):
            reading.table()
    reads.wait(timeout=READ_SECONDS)
    assert read(reader, GOOD, "a.csv").columns == ("load",)


def let_go(reader):
    """Tell whether nobody holds a table, errors of tests that have ended neither."""
    gc.collect()
    return not reader.held_by()


def test_tables_count_as_long_as_somebody_holds_them(reader, monkeypatch):
    wait_until(lambda: let_go(reader))
    table = read(reader, GOOD, "a.csv")
    size = reader.held_by("Ann")
    assert size >= table.values.nbytes
    monkeypatch.setattr(module, "TABLES_BYTES", 2 * size - 1)
    with pytest.raises(TableError, match="visitors' tables take"):
        reader.submit(Reading("Bob", GOOD, "b.csv")).table()
    monkeypatch.setattr(module, "VISITOR_BYTES", size)
    with pytest.raises(TableError, match="your earlier ones"):
        read(reader, GOOD, "b.csv")
    del table
    wait_until(lambda: let_go(reader))
    read(reader, GOOD, "b.csv")


def test_a_full_temporary_folder_is_said(reader, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    reader._end()
    with monkeypatch.context() as patch:
        patch.setattr(module.loky, "ProcessPoolExecutor", full)
        with pytest.raises(TableError, match="temporary folder is full"):
            read(reader, GOOD, "a.csv")
    assert read(reader, GOOD, "a.csv").columns == ("load",)
