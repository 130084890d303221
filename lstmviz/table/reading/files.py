"""What a file holds, judged by its first bytes and its own directory, before it is parsed."""

import io
import zipfile
from collections.abc import Iterator

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from lstmviz.table.reading.rows import Cells, cells_of_rows

MAX_BYTES = 50_000_000
"""What a visitor may upload: reading it takes a second or two and a few hundred megabytes."""
MAX_ROWS = 1_000_000
"""64 columns of so many rows are 256 MB as float32: what a small server can hold for a visitor."""
MAX_COLUMNS = 64
"""Columns that feed the network: more has no place on a screen, nor in a phone's picture."""
MAX_FILE_COLUMNS = 2_000
"""Columns looked through for numbers; each takes about a millisecond."""
MAX_EXCEL_BYTES = 150_000_000
"""A workbook's XML, unpacked (it is compressed about tenfold). More is a bomb, or a long wait."""
MAX_EXCEL_CELLS = 4_000_000
"""Up to a minute of reading; the same cells as CSV take a second."""
MAX_PARQUET_BYTES = 600_000_000
"""A Parquet file's pages, unpacked: the largest table that can be used, in float64, and text."""
MAX_ZIP_ENTRIES = 10_000
"""A workbook has some dozens of files inside; a list of a million takes a gigabyte to read."""

ANSWER = "Bring a table as CSV, TSV, Excel (.xlsx) or Parquet."

FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel (.xls) or a password-protected Office file",
     "Open it in your spreadsheet program and save it, without a password, as .xlsx or CSV."),
    (b"\x89PNG", "a PNG picture", ANSWER),
    (b"\xff\xd8\xff", "a JPEG picture", ANSWER),
    (b"GIF8", "a GIF picture", ANSWER),
    (b"RIFF", "a sound, film or picture file (RIFF)", ANSWER),
    (b"%PDF", "a PDF document", "Export the table from the program that made it, as CSV or .xlsx."),
    (b"%!PS", "a PostScript document", ANSWER),
    (b"{\\rtf", "a text document (RTF)", ANSWER),
    (b"\x1f\x8b", "a gzip-compressed file", "Unpack it first, then bring the file inside."),
    (b"BZh", "a bzip2-compressed file", "Unpack it first, then bring the file inside."),
    (b"\xfd7zXZ\x00", "an xz-compressed file", "Unpack it first, then bring the file inside."),
    (b"\x28\xb5\x2f\xfd", "a zstd-compressed file", "Unpack it first, then bring the file inside."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first, then bring the file inside."),
    (b"Rar!", "a RAR archive", "Unpack it first, then bring the file inside."),
    (b"PARE", "an encrypted Parquet file", "Save it without encryption."),
    (b"ARROW1", "an Arrow (Feather) file", "Save it as Parquet or CSV."),
    (b"\x89HDF", "an HDF5 file", "Save its table as Parquet or CSV."),
    (b"\x93NUMPY", "a NumPy array", "Save it as text: np.savetxt(name, array, delimiter=',')."),
    (b"SQLite format 3", "an SQLite database", "Export one of its tables as CSV."),
    (b"\x7fELF", "a program", ANSWER),
)  # fmt: skip
"""First bytes → what the file is → what to do. The file's name is never believed."""


class TableError(ValueError):
    """A table that cannot be used; its text is the sentence for the person who brought it."""


def kind_of(content: bytes) -> str:
    """Say what `content` is: "excel", "parquet" or "text".

    Raises:
        TableError: empty, too large, or recognisably something else than a table.
    """
    if not content or content.isspace():
        raise TableError(
            f"This file is empty. Expected a table, received {len(content)} bytes of nothing. "
            + ANSWER
        )
    if len(content) > MAX_BYTES:
        raise TableError(
            f"This file is too large: {len(content) / 1e6:,.1f} MB received, at most "
            f"{MAX_BYTES / 1e6:.0f} MB expected. Keep fewer rows or columns, or save it as Parquet."
        )
    for magic, what, answer in FOREIGN:
        if content.startswith(magic):
            raise TableError(f"This is {what}, not a table, whatever its name says. {answer}")
    if content.startswith(b"PAR1"):
        return "parquet"
    return "excel" if content.startswith(b"PK") else "text"


def refuse_rows(rows: int, at_least: bool = False) -> None:
    """Raise TableError when `rows` is more than a table may have."""
    if rows > MAX_ROWS:
        received = f"more than {MAX_ROWS:,}" if at_least else f"{rows:,}"
        raise TableError(
            f"This table is too long: {received} rows received, at most {MAX_ROWS:,} expected. "
            "Keep a part of it, or every second row."
        )


def refuse_columns(columns: int) -> None:
    """Raise TableError when `columns` is more than a file may have."""
    if columns > MAX_FILE_COLUMNS:
        raise TableError(
            f"This table is too wide: {columns:,} columns received, at most {MAX_FILE_COLUMNS:,} "
            "expected. Keep the columns that matter, or turn the table on its side."
        )


def read_parquet(content: bytes) -> Cells:
    """Take a Parquet file apart; its own directory says how large it is before a page is read."""
    try:
        # Text stays a dictionary: a million copies of one long text are one text.
        schema = pq.ParquetFile(io.BytesIO(content)).schema_arrow
        wide = [field.name for field in schema if _is_text(field.type)]
        file = pq.ParquetFile(io.BytesIO(content), read_dictionary=wide)
        metadata = file.metadata
        refuse_rows(metadata.num_rows)
        refuse_columns(metadata.num_columns)
        unpacked = sum(
            max(metadata.row_group(group).total_byte_size, 0)
            for group in range(metadata.num_row_groups)
        )
        unpacked = max(unpacked, 8 * metadata.num_rows * metadata.num_columns)
        _refuse_unpacked(unpacked, MAX_PARQUET_BYTES, "Parquet file")
        flat = [field.name for field in schema if not pa.types.is_nested(field.type)]
        table = file.read(columns=flat)
    except TableError:
        raise
    except Exception as error:
        raise TableError(_broken("Parquet file", error)) from error
    nested = [field.name for field in schema if pa.types.is_nested(field.type)]
    notes = [f"Column “{name[:60]}” holds lists or records: left out." for name in nested[:5]]
    if len(nested) > 5:
        notes.append(f"{len(nested) - 5:,} further columns of lists or records were left out.")
    columns = tuple(table.column(number) for number in range(table.num_columns))
    return Cells(columns, tuple(table.column_names), notes=tuple(notes))


def read_excel(content: bytes) -> Cells:
    """Take the first sheet that holds anything out of an Excel workbook (.xlsx).

    A formula counts as the value it had when the workbook was last saved.
    """
    try:
        _look_into_zip(content)
        workbook = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        sheets = list(workbook.worksheets)
        for sheet in sheets:
            rows = list(_sheet_rows(sheet))
            if rows:
                cells = cells_of_rows(rows)
                break
        else:
            raise TableError(
                f"This workbook has no cell with content in its {len(sheets)} sheet(s). Expected a "
                "table with at least one column of numbers. Check that you saved the right file."
            )
    except TableError:
        raise
    except Exception as error:
        raise TableError(_broken("Excel file", error)) from error
    if len(sheets) > 1:
        further = len(sheets) - 1
        note = f"Sheet “{sheet.title[:60]}” was read; {further} further sheet(s) were not."
        return Cells(cells.columns, cells.header, cells.decimal, (note, *cells.notes))
    return cells


def _sheet_rows(sheet: openpyxl.worksheet._read_only.ReadOnlyWorksheet) -> Iterator[tuple]:
    """Rows from the first that holds something to the last, however far the sheet claims to go."""
    sheet.reset_dimensions()  # what the file says about its own size may be wrong
    gap, seen, started = 0, 0, False
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        refuse_rows(number, at_least=True)
        seen += len(row)
        if seen > MAX_EXCEL_CELLS:
            raise TableError(
                f"This sheet is too large: at most {MAX_EXCEL_CELLS:,} cells of an Excel file are "
                "expected, more were received. Save it as CSV or Parquet, which read far faster."
            )
        if all(cell is None or cell == "" for cell in row):
            gap += 1
            continue
        if started:
            yield from [()] * gap
        gap, started = 0, True
        yield row


def _look_into_zip(content: bytes) -> None:
    if content.count(b"PK\x01\x02") > MAX_ZIP_ENTRIES:
        raise TableError(
            f"This zip archive lists more than {MAX_ZIP_ENTRIES:,} files. Expected an Excel "
            "workbook with one table. Save the table as CSV."
        )
    try:
        files = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise TableError(_broken("Excel file (or zip archive)", error)) from error
    names = {file.filename for file in files}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        what = "a zip archive"
        if any(name.startswith("word/") for name in names):
            what = "a Word document"
        elif "mimetype" in names and "content.xml" in names:
            what = "an OpenDocument file"
        raise TableError(
            f"This is {what}, not an Excel workbook. Expected one table. "
            "Take the table out of it and save it as CSV or .xlsx."
        )
    if any(name.endswith("workbook.bin") for name in names):
        raise TableError("This is a binary workbook (.xlsb). Save it as .xlsx or CSV.")
    if any(file.flag_bits & 1 for file in files):
        raise TableError("This workbook is encrypted. Save it without a password.")
    _refuse_unpacked(sum(file.file_size for file in files), MAX_EXCEL_BYTES, "Excel file")


def _refuse_unpacked(size: int, bound: int, what: str) -> None:
    if size > bound:
        raise TableError(
            f"This {what} unpacks to {size / 1e6:,.0f} MB; at most {bound / 1e6:,.0f} MB are "
            "expected. Keep fewer rows, columns or sheets, or save the table as CSV."
        )


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind)


def _broken(what: str, error: Exception) -> str:
    reason = " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())[:160]
    return (
        f"This {what} is damaged or cut short and cannot be read "
        f"({reason or type(error).__name__}). Expected a complete file. Download or save it again, "
        "or save the table as CSV."
    )
