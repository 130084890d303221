"""Text that is no table, told by how it begins; each kind with a way to a table."""

import re

from lstmviz.table.reading.files.files import TableError

BABEL = "GPSBabel makes a table of it: gpsbabel -t -i {} -f track -o unicsv -F table.csv."
KINDS = (
    (r"<(\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<?gpx\b", "a GPS track (GPX)", BABEL.format("gpx")),
    (r"<(\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<?kml\b", "a map (KML)", BABEL.format("kml")),
    (r"\$G[A-Z]{4},", "a GPS receiver's log (NMEA)", BABEL.format("nmea")),
    (r"((--|/\*|set |use |begin|pragma|drop )[^\n]*\n|\s)*(create table|insert into)\b",
     "an SQL dump", "Load it into its database and export one table as CSV."),
    (r"(---[^\n]*\n|#[^\n]*\n)*([\w-]+:[ \t]*\n)?[ \t]*- [\w-]+: [^\n]*\n[ \t]+[\w-]+: ", "YAML",
     "In Python, pandas.DataFrame(yaml.safe_load(open(name))).to_csv('table.csv', index=False) "
     "makes a table of a list of records."),
    (r"netcdf \S+ \{", "a NetCDF file written as text (CDL)",
     "ncgen -o table.nc name makes the file of it; in Python, "
     "xarray.open_dataset('table.nc').to_dataframe().to_csv('table.csv') then makes a table."),
    (r"(#[^\n]*\n)*[a-z_:][\w:]*\{[^}\n]*\} [-+.\d]", "a page of Prometheus metrics",
     "It holds one moment of each. Query a range of time, and save its values as CSV."),
)  # fmt: skip
"""How a text begins → what it is → what to do."""
LOOKED_AT = 4_000


def refuse_foreign(text: str) -> None:
    """Raise TableError when a text's beginning tells that it is something else."""
    head = text[:LOOKED_AT].lstrip()
    for begins, what, answer in KINDS:
        if re.match(begins, head, re.IGNORECASE):
            raise TableError(f"This is {what}, not a table, whatever its name says. {answer}")
