"""What a file holds, judged by its first bytes, before it is parsed; and what is no table."""

import re

MAX_BYTES = 50_000_000
"""What a visitor may upload: reading it takes a second or two and a few hundred megabytes."""
MAX_ROWS = 1_000_000
"""64 columns of so many rows are 256 MB as float32: what a small server can hold for a visitor."""
MAX_COLUMNS = 64
"""Columns of different things: more has no place on a screen, nor in a phone's picture."""
MAX_TURN_COLUMNS = 512
"""Columns that are one thing in turn, such as the hours of a day: each is a step, not a feature."""
MAX_FILE_COLUMNS = 2_000
"""Columns looked through for numbers; each takes about a millisecond."""

ANSWER = "Bring a table as CSV, TSV, Excel or Parquet."
UNPACK = "Unpack it first, then bring the file inside."
MATLAB = (
    "In MATLAB, writematrix(name, 'table.csv') or writetable(name, 'table.csv') writes a variable "
    "as a table; in Python, scipy.io.loadmat(file)['name'] gives the array to numpy.savetxt."
)

FOREIGN = (
    (b"\x89PNG", "a PNG picture", ANSWER),
    (b"\xff\xd8\xff", "a JPEG picture", ANSWER),
    (b"GIF8", "a GIF picture", ANSWER),
    (b"RIFF", "a sound, film or picture file (RIFF)", ANSWER),
    (b"ID3", "a sound file (MP3)", ANSWER),
    (b"OggS", "a sound file (Ogg)", ANSWER),
    (b"%PDF", "a PDF document", "Export the table from the program that made it, as CSV or .xlsx."),
    (b"%!PS", "a PostScript document", ANSWER),
    (b"{\\rtf", "a text document (RTF)", ANSWER),
    (b"\x1f\x8b", "a gzip-compressed file", UNPACK),
    (b"BZh", "a bzip2-compressed file", UNPACK),
    (b"\xfd7zXZ\x00", "an xz-compressed file", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd-compressed file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"PARE", "an encrypted Parquet file", "Save it without encryption."),
    (b"ARROW1", "an Arrow (Feather) file",
     "In Python, pandas.read_feather(name).to_parquet('table.parquet') makes a table of it."),
    (b"FEA1", "a Feather file",
     "In Python, pandas.read_feather(name).to_parquet('table.parquet') makes a table of it."),
    (b"ORC", "an ORC file",
     "In Python, pandas.read_orc(name).to_parquet('table.parquet') makes a table of it."),
    (b"Obj\x01", "an Avro file", "Save its records as CSV or Parquet."),
    (b"\x89HDF", "an HDF5 file (also .h5, .nc, .mat of MATLAB 7.3)",
     "In Python, pandas.read_hdf(name).to_csv('table.csv') or, for plain arrays, "
     "numpy.savetxt('table.csv', h5py.File(name)['array'][:], delimiter=',') makes a table of it."),
    (b"CDF\x01", "a NetCDF file",
     "In Python, xarray.open_dataset(name).to_dataframe().to_csv('table.csv') makes it a table."),
    (b"CDF\x02", "a NetCDF file",
     "In Python, xarray.open_dataset(name).to_dataframe().to_csv('table.csv') makes it a table."),
    (b"MATLAB 5.0 MAT-file", "a MATLAB file (.mat)", MATLAB),
    (b"SIMPLE  =", "a FITS file", "Save its table as CSV."),
    (b"$FL2", "an SPSS file (.sav)",
     "In SPSS, save it as CSV; in Python, pandas.read_spss(name).to_csv('table.csv')."),
    (b"<stata_dta>", "a Stata file (.dta)",
     "In Python, pandas.read_stata(name).to_csv('table.csv', index=False) makes a table of it."),
    (b"RDX", "an R workspace (.RData)", "In R, write.csv(name, 'table.csv', row.names = FALSE)."),
    (b"SQLite format 3", "an SQLite database", "Export one of its tables as CSV."),
    (b"\x7fELF", "a program", ANSWER),
    (b"MZ\x90", "a program", ANSWER),
)  # fmt: skip
"""First bytes → what the file is → what to do. The file's name is never believed."""
RECORDS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"[^\r\n]*\}[ \t]*\r?\n\s*\{")
"""JSON lines: a record, and below it the next one."""
DOCUMENT = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*[\[{]\s*[\[{"]')
"""Other JSON: a list or a record, and in it a list, a record or a name."""
PICKLE = tuple(b"\x80" + bytes([protocol]) for protocol in range(2, 6))


class TableError(ValueError):
    """A table that cannot be used; its text is the sentence for the person who brought it."""


def kind_of(content: bytes) -> str:
    """Say what `content` is: "sheets", "parquet", "array", "records", "document" or "text".

    Raises:
        TableError: empty, too large, or recognisably something else than a table.
    """
    if not content or content.isspace():
        raise TableError(
            "This file is empty. Expected a table, received "
            f"{'only blanks' if content else 'nothing'}. {ANSWER}"
        )
    if len(content) > MAX_BYTES:
        raise TableError(
            f"This file is too large: {len(content) / 1e6:,.1f} MB received, at most "
            f"{MAX_BYTES / 1e6:.0f} MB expected. Keep fewer rows or columns, or save it as Parquet."
        )
    for magic, what, answer in FOREIGN:
        if content.startswith(magic):
            raise TableError(f"This is {what}, not a table, whatever its name says. {answer}")
    if content.startswith(PICKLE):
        raise TableError(
            "This is a Python pickle (.pkl). Opening one runs whatever its author wrote, so it is "
            "not opened here. In your own Python, pandas.read_pickle(name).to_csv('table.csv') "
            "makes a table of a data frame; for an array of more than two axes, "
            "array.reshape(len(array), -1) first: each row then holds all steps of a sample."
        )
    if content.startswith(b"\x93NUMPY"):
        return "array"
    if content.startswith(b"PAR1"):
        return "parquet"
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return "sheets"
    if RECORDS.match(content):
        return "records"
    return "document" if DOCUMENT.match(content) else "text"


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


def refuse_unpacked(size: int, bound: int, what: str) -> None:
    """Raise TableError when a file unpacks to more than `bound` bytes."""
    if size > bound:
        raise TableError(
            f"This {what} unpacks to more than {bound / 1e6:,.0f} MB. "
            "Keep fewer rows, columns or sheets, or save the table as CSV."
        )


def broken(what: str, error: Exception) -> str:
    """Write the sentence for a file that its reader gave up on."""
    reason = " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())[:160]
    return (
        f"This {what} is damaged or cut short and cannot be read "
        f"({reason or type(error).__name__}). Expected a complete file. Download or save it again, "
        "or save the table as CSV."
    )
