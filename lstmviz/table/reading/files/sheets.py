"""Workbooks: Excel (.xlsx, .xls, .xlsb) and OpenDocument (.ods): which sheet, and its rows."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, time, timedelta

import python_calamine

from lstmviz.table.reading.body.rows import Cell, Cells, cells_of_rows
from lstmviz.table.reading.cells.cell import is_typed
from lstmviz.table.reading.files.alike import are_parts, joined, say_alike, way_of
from lstmviz.table.reading.files.arrays import NPZ
from lstmviz.table.reading.files.files import (
    ANSWER,
    MAX_ROWS,
    TableError,
    broken,
    refuse_rows,
    refuse_unpacked,
)
from lstmviz.wording import many

MAX_XML_BYTES = 150_000_000
"""A workbook's parts, unpacked (they are compressed about tenfold). More is a bomb, or a wait."""
MAX_CELLS = 8_000_000
"""From a sheet's first row and column to its last: 10 s of reading, 500 MB."""
SHEET_COLUMNS = 16_384
"""As many as a spreadsheet program can hold, the last is XFD: more is a damaged file."""
MAX_ZIP_ENTRIES = 10_000
"""A workbook has some dozens of files inside; a list of a million takes a gigabyte to read."""
CHUNK = 1_000_000
"""Bytes unpacked at once while they are counted."""
COLUMN = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})\d""")
ROW = re.compile(rb"""\br\s*=\s*["'][A-Z]{0,3}(\d{1,10})["']""")
"""Where a row or a cell of a sheet says that it stands."""
GAP = 50
"""Empty rows that end a table: what stands below is a remark, or another table."""
ASIDE = re.compile(
    r"(index|(table.of.)?contents?|toc|read.?me|notes?|info(rmation)?|cover|about|meta.?data|legend"
    r"|glossary|enquiries|inquiries|explanatory.notes|documentation|inhalt(sverzeichnis)?|hinweise?"
    r"|titel|titre|sommaire|índice|indice|deckblatt|impressum)([\W_].*)?"
)
"""Names of sheets that say what is in the others: these are looked at last."""
FEW_ROWS = 3
"""A sheet of so few rows of numbers is not taken for the table while another has more."""


def read_sheets(content: bytes, wanted: str = "") -> Cells:
    """Take a sheet out of a workbook; a formula counts as the value that was saved with it.

    Args:
        content: the file.
        wanted: the sheet's name; "" for the first visible one that holds a table of numbers.
    """
    try:
        if content.startswith(b"PK"):
            _look_into_zip(content)
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ] or workbook.sheet_names
        name, rows = _choose(workbook, visible, wanted)
    except TableError:
        raise
    except python_calamine.PasswordError as error:
        raise TableError("This workbook has a password. Save it without one.") from error
    except Exception as error:
        raise TableError(_broken_workbook(content, error)) from error
    cells = _cells_of(rows)
    del rows
    alike = _alike(workbook, visible, name, cells)
    way = way_of(alike)
    ways = (*[way] * bool(alike), *visible)
    if alike and (wanted == way or (not wanted and are_parts(alike))):
        return replace(joined(alike), sheets=ways, sheet=way)
    notes = []
    if wanted and name != wanted:
        notes.append(f"This workbook has no table in a sheet “{wanted[:60]}”.")
    others = len(workbook.sheet_names) - 1
    if others:
        left = f"{many(others, 'further sheet')} {'was' if others == 1 else 'were'} not"
        notes.append(f"Sheet “{name[:60]}” was read; {left}.")
    if alike and not wanted:
        notes.append(say_alike(alike))
    return replace(cells, notes=(*notes, *cells.notes), sheets=ways, sheet=name)


def _alike(
    workbook: python_calamine.CalamineWorkbook, visible: list[str], name: str, cells: Cells
) -> dict[str, Cells]:
    """Read the sheets that have the same columns as the one that was read; none where it alone."""
    sizes = {each: _size(workbook, each) for each in visible}
    same = [each for each, (rows, width) in sizes.items() if width == _size(workbook, name)[1]]
    rows = sum(sizes[each][0] for each in same)
    if cells.header is None or rows > MAX_ROWS or rows * len(cells.header) > MAX_CELLS:
        return {}
    read = {each: cells if each == name else _cells_of(_rows(workbook, each)) for each in same}
    found = {each: part for each, part in read.items() if part.header == cells.header}
    return found if len(found) > 1 else {}


def _size(workbook: python_calamine.CalamineWorkbook, name: str) -> tuple[int, int]:
    """Give how many rows and columns of a sheet hold something."""
    sheet = workbook.get_sheet_by_name(name)
    return sheet.height, sheet.width


def _cells_of(rows: list[tuple[Cell, ...]]) -> Cells:
    """Take the table of a sheet apart into columns."""
    kept, notes = _table_of(rows)
    cells = cells_of_rows(kept)
    return replace(cells, notes=(*notes, *cells.notes))


def _broken_workbook(content: bytes, error: Exception) -> str:
    """Write the sentence for what calls itself an Office file and cannot be read as a workbook."""
    if content.startswith(b"PK"):
        return broken("Excel file", error)
    return (
        "This is an old Office file (.xls, .doc, .ppt) without a sheet that can be read, or one "
        "with a password. Open it in your spreadsheet program and save it, without a password, as "
        ".xlsx or CSV."
    )


def _choose(
    workbook: python_calamine.CalamineWorkbook, visible: list[str], wanted: str
) -> tuple[str, list[tuple[Cell, ...]]]:
    """Read the wanted sheet, or the first with some rows of numbers, or the one with most."""
    if wanted in workbook.sheet_names:
        rows = _rows(workbook, wanted)
        if rows:
            return wanted, rows
    best, best_count, some = "", 0, ("", [])
    for name in sorted(visible, key=lambda name: bool(ASIDE.fullmatch(name.strip().lower()))):
        rows = _rows(workbook, name)
        count = sum(any(_is_figure(cell) for cell in row) for row in rows)
        if count > FEW_ROWS:
            return name, rows
        if count > best_count:
            best, best_count = name, count
        if rows and not some[1]:
            some = name, rows
    if best:
        return best, _rows(workbook, best)
    if some[1]:
        return some
    raise TableError(
        f"This workbook has no cell with content in its {many(len(visible), 'sheet')}. Expected "
        "a table with at least one column of numbers. Check that you saved the right file."
    )


def _rows(workbook: python_calamine.CalamineWorkbook, name: str) -> list[tuple[Cell, ...]]:
    """Read a sheet's rows, from the first that holds something."""
    sheet = workbook.get_sheet_by_name(name)
    refuse_rows(sheet.height)
    _refuse_cells(sheet.height, sheet.width)
    return [tuple(map(_cell, row)) for row in sheet.to_python(skip_empty_area=True)]


def _refuse_cells(rows: int, columns: int) -> None:
    """Refuse a sheet whose corners lie too far apart: all between them would be held."""
    if columns > SHEET_COLUMNS:
        raise TableError(
            f"A sheet of this workbook reaches over {columns:,} columns; a spreadsheet program "
            f"holds at most {SHEET_COLUMNS:,}. The file is damaged: open it in your spreadsheet "
            "program and save it anew, or save it as CSV."
        )
    if rows * columns > MAX_CELLS:
        raise TableError(
            f"A sheet of this workbook reaches over {rows:,} rows and {columns:,} columns; at most "
            f"{MAX_CELLS:,} cells are read. Delete what stands far from the table, or save it as "
            "CSV or Parquet."
        )


def _column_number(letters: bytes) -> int:
    """Number a column from 1, as Excel's letters count.

    >>> _column_number(b"A"), _column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _cell(cell: Cell) -> Cell:
    return None if cell == "" else cell


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell, str):
        return is_typed(cell)
    return isinstance(cell, int | float | date | time | timedelta)


def _table_of(rows: list[tuple[Cell, ...]]) -> tuple[list[tuple[Cell, ...]], list[str]]:
    """Take the largest block of rows without a long gap; say what was left out below it."""
    blocks, gap = [[0, 0]], 0
    for number, row in enumerate(rows):
        if any(cell is not None for cell in row):
            if gap > GAP:
                blocks.append([number, number])
            blocks[-1][1], gap = number + 1, 0
        else:
            gap += 1
    begin, end = max(blocks, key=lambda block: block[1] - block[0])
    notes = []
    if len(blocks) > 1:
        notes.append(
            f"Left out: {many(len(blocks) - 1, 'further block')} of cells, more than {GAP} empty "
            "rows away."
        )
    return rows[begin:end], notes


def _look_into_zip(content: bytes) -> None:
    """Refuse what is no workbook, and one that unpacks to too much, counted while it unpacks."""
    if content.count(b"PK\x01\x02") > MAX_ZIP_ENTRIES:
        raise TableError(
            f"This zip archive lists more than {MAX_ZIP_ENTRIES:,} files. Expected an Excel "
            "workbook with one table. Save the table as CSV."
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        files = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise TableError(broken("Excel file (or zip archive)", error)) from error
    names = {file.filename for file in files}
    excel = "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)
    sheets = "mimetype" in names and "content.xml" in names
    if not excel and not sheets:
        if names and all(name.endswith(".npy") for name in names):
            raise TableError(NPZ)
        word = any(name.startswith("word/") for name in names)
        what = "a Word document" if word else "a zip archive"
        answer = (
            "Take the table out of it and save it as CSV or .xlsx."
            if word
            else f"Unpack it and bring the table inside. {ANSWER}"
        )
        raise TableError(f"This is {what}, not a workbook. Expected one table. {answer}")
    if any(file.flag_bits & 1 for file in files):
        raise TableError("This workbook is encrypted. Save it without a password.")
    unpacked = 0
    try:
        for file in files:
            rows, columns, tail = 1, {b"A"}, b""
            with archive.open(file) as part:
                while piece := part.read(CHUNK):
                    unpacked += len(piece)
                    refuse_unpacked(unpacked, MAX_XML_BYTES, "Excel file")
                    if file.filename.startswith("xl/worksheets/"):
                        piece = tail + piece
                        columns |= set(COLUMN.findall(piece))
                        rows = max(rows, *map(int, ROW.findall(piece)), 0)
                        tail = piece[-20:]
                        _refuse_cells(rows, max(map(_column_number, columns)))
    except TableError:
        raise
    except Exception as error:
        raise TableError(broken("Excel file (or zip archive)", error)) from error
