"""Files that are damaged or made to explode: each ends in a table or a sentence, in its bounds.

The reader's process enforces the bounds of time and memory; here it is seen that the reading
itself stays far below them, so that a hostile file costs others nothing.
"""

import io
import os
import sys
import time
import zipfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.table.tables import TableError, read_table
from lstmviz.table.understanding.findings import understand
from tests.table import world
from tests.table.devices import DEVICES
from tests.table.offices import OFFICES

EXAMPLES = int(os.environ.get("LSTMVIZ_EXAMPLES", "40"))
SECONDS = 15.0  # of computing; most take a hundredth
BYTES = 400_000_000
WHOLE = {
    make.__name__: make().encode() for make, _ in (*world.FIRST, *world.SECOND, *DEVICES, *OFFICES)
}


def within_bounds(content: bytes) -> None:
    """Read and understand; a table, or one sentence, in time and memory."""
    begun, weight = time.process_time(), largest()
    try:
        understand(read_table(content, "x"))
    except TableError as refusal:
        sentence = str(refusal)
        if not sentence.endswith(".") or len(sentence) < 20:
            raise
    assert time.process_time() - begun < SECONDS
    assert largest() - weight < BYTES


def largest() -> int:
    """Tell the most memory that this process has held; 0 on a system that does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def parquet(columns: dict[str, pa.Array]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def workbook(sheet: str, shared: str = "", packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Write a workbook by hand, around the XML of its one sheet and of its shared texts."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "http://schemas.openxmlformats.org/package/2006"
    link = '<Relationship Id="r{n}" Type="' + office + '/{kind}" Target="{where}"/>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packed) as book:
        book.writestr("[Content_Types].xml", f'<Types xmlns="{kinds}/content-types"/>')
        book.writestr(
            "xl/workbook.xml",
            f'<workbook {space} xmlns:r="{office}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        parts = link.format(n=1, kind="worksheet", where="worksheets/sheet1.xml")
        parts += link.format(n=2, kind="sharedStrings", where="sharedStrings.xml")
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{kinds}/relationships">{parts}</Relationships>',
        )
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {space}>{sheet}</worksheet>")
        book.writestr("xl/sharedStrings.xml", f"<sst {space}>{shared}</sst>")
    return file.getvalue()


def cell(place: str, value: object) -> str:
    return f'<c r="{place}"><v>{value}</v></c>'


def nested(depth: int) -> pa.Array:
    array = pa.array([[1.0]] * 50)
    for _ in range(depth):
        array = pa.ListArray.from_arrays(pa.array(range(len(array) + 1), pa.int32()), array)
    return array


def exploding() -> dict[str, bytes]:
    """Make small files whose structures ask for much."""
    numbers, words = pa.array(np.arange(50.0)), pa.map_(pa.string(), pa.int8())
    long = "x" * 5_000_000
    far = f'<row r="1">{cell("A1", 1)}</row><row r="999999">{cell("A999999", 2)}</row>'
    wide = "".join(cell(name, 1) for name in ("A1", "XFD1"))
    twenty = "".join(
        f'<row r="{n}">{cell(f"A{n}", n)}{cell(f"B{n}", n * n % 7)}</row>' for n in range(1, 21)
    )
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    return {
        "deep lists": parquet({"a": numbers, "b": nested(30)}),
        "repeated long text": parquet({"a": numbers, "b": pa.array([long] * 50)}),
        "repeated bytes": parquet({"a": numbers, "b": pa.array([long.encode()] * 50)}),
        "text views": parquet({"a": numbers, "b": pa.array(["y"] * 50, pa.string_view())}),
        "fixed bytes": parquet({"a": numbers, "b": pa.array([b"0" * 16] * 50, pa.binary(16))}),
        "an extension": parquet({"a": numbers, "b": pa.array([b"0" * 16] * 50, pa.uuid())}),
        "records": parquet({"a": numbers, "b": pa.array([{"x": 1.0, "y": [2]}] * 50)}),
        "maps": parquet({"a": numbers, "b": pa.array([[("k", 1)]] * 50, words)}),
        "2,000 columns": parquet({f"c{n}": numbers for n in range(2_000)}),
        "equal names": b"a," * 1_999 + b"a\n" + (b"1," * 1_999 + b"1\n") * 3,
        "a far cell": workbook(f"<sheetData>{far}</sheetData>"),
        "a wide row": workbook(f'<sheetData><row r="1">{wide}</row></sheetData>'),
        "merged far": workbook(
            f"<sheetData>{twenty}</sheetData>"
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "a false size": workbook(
            f'<dimension ref="A1:XFD1048576"/><sheetData>{twenty}</sheetData>'
        ),
        "many texts": workbook(f"<sheetData>{twenty}</sheetData>", "<si><t>x</t></si>" * 300_000),
        "entities": workbook(f"<!DOCTYPE x [{entities}]><sheetData>{twenty}</sheetData>"),
        "one long line": b"1," * 4_000_000,
        "one long cell": b"a,b\n1," + b"9" * 4_000_000 + b"\n2,3\n",
        "open quote": b'a,b\n1,"' + b"2,3\n" * 400_000,
        "only quotes": b'"' * 2_000_000,
        "only ends": b"\r" * 3_000_000,
        "nested brackets": b"(" * 2_000_000 + b"\n1,2\n",
        "numbers that grow": b"a\n" + b"\n".join(b"1" * n for n in range(1, 3_000)),
    }  # fmt: skip


EXPLODING = exploding()


@pytest.mark.parametrize("name", EXPLODING)
def test_what_explodes_stays_within_bounds(name):
    within_bounds(EXPLODING[name])


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    name=st.sampled_from(sorted(WHOLE)),
    cut=st.integers(0, 100),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-32"]),
    turned=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=12),
)
def test_cut_and_turned_text_stays_within_bounds(name, cut, encoding, turned):
    content = bytearray(WHOLE[name].decode().encode(encoding, "replace"))
    for place, byte in turned:
        content[place % len(content)] = byte
    within_bounds(bytes(content[: len(content) * (100 - cut) // 100 or 1]))


BINARY = {
    "parquet": parquet({"a": pa.array(np.arange(500.0)), "b": pa.array(["x", "y"] * 250)}),
    "xlsx": workbook(
        "<sheetData>"
        + "".join(f'<row r="{n}">{cell(f"A{n}", n)}</row>' for n in range(1, 200))
        + "</sheetData>",
        packed=zipfile.ZIP_STORED,
    ),
}


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    kind=st.sampled_from(sorted(BINARY)),
    cut=st.integers(0, 30),
    turned=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 7)), min_size=1, max_size=8),
)
def test_cut_and_turned_binary_files_stay_within_bounds(kind, cut, turned):
    content = bytearray(BINARY[kind])
    for place, bit in turned:
        content[place % len(content)] ^= 1 << bit
    within_bounds(bytes(content[: len(content) * (100 - cut) // 100]))
