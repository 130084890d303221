"""A stranger's file is read in a process of its own, within bounds; the next file reads well."""

import io
import time
import zipfile

import numpy as np
import psutil
import pytest

from lstmviz.table.tables import TableError, read_table
from lstmviz.training import reader as module
from lstmviz.training.bounds import READ_BYTES, READ_SECONDS
from lstmviz.training.reader import Reader

GOOD = b"day,load\n" + b"".join(b"2024-01-%02d,%d\n" % (1 + i, 50 + i) for i in range(20))


@pytest.fixture(scope="module")
def reader():
    made = Reader()
    yield made
    made.close()


def test_it_reads_what_read_table_reads(reader):
    here, there = read_table(GOOD, "a.csv"), reader.read(GOOD, "a.csv")
    np.testing.assert_array_equal(here.values, there.values)
    assert (here.columns, here.fingerprint) == (there.columns, there.fingerprint)


def test_a_refusal_comes_back_as_its_sentence(reader):
    with pytest.raises(TableError) as refusal:
        read_table(b"", "empty.csv")
    with pytest.raises(TableError, match=str(refusal.value)[:20]):
        reader.read(b"", "empty.csv")


def test_one_that_never_ends_is_ended(reader, monkeypatch):
    reader.read(GOOD, "a.csv")
    (process,) = reader._executor._processes.values()
    reading = psutil.Process(process.pid)
    with monkeypatch.context() as patch:
        patch.setattr(module, "READ_SECONDS", 0.5)
        patch.setattr(module, "read_here", lambda content, name: time.sleep(600))
        with pytest.raises(TableError, match="seconds"):
            reader.read(GOOD, "a.csv")
    reading.wait(timeout=READ_SECONDS)
    assert reader.read(GOOD, "a.csv").columns == ("load",)


def test_one_that_asks_for_too_much_memory_is_told_so(reader, monkeypatch):
    def grow(content, name):
        held = [bytearray(READ_BYTES // 4)]
        while True:
            held.append(bytearray(READ_BYTES // 4))

    with monkeypatch.context() as patch:
        patch.setattr(module, "read_here", grow)
        with pytest.raises(TableError, match="memory"):
            reader.read(GOOD, "a.csv")
    assert reader.read(GOOD, "a.csv").columns == ("load",)


def test_a_workbook_that_unpacks_without_end_is_refused_in_bounds(reader):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(600):
                part.write(b" " * 1_000_000)
    with pytest.raises(TableError):
        reader.read(packed.getvalue(), "bomb.xlsx")
    assert reader.read(GOOD, "a.csv").columns == ("load",)
