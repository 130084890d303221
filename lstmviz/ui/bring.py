"""A file that a visitor brings: uploaded, read in its turn, taken over or refused in a sentence."""

from collections.abc import Callable

import streamlit as st

from lstmviz.table.tables import MAX_BYTES, MAX_ROWS, Table, TableError
from lstmviz.table.understanding.findings import Understanding
from lstmviz.training.bounds import FILES_BYTES, READ_SECONDS
from lstmviz.training.reader import Reading
from lstmviz.training.refusals import no_room
from lstmviz.ui import runs, server, visit
from lstmviz.ui.bound import key_of, shown
from lstmviz.ui.internals import drop_uploads
from lstmviz.ui.strangers import escape
from lstmviz.ui.uploads import FULL_FOLDER, FULL_SERVER
from lstmviz.wording import many

# A file that is read within so many seconds needs no word meanwhile.
QUICK_SECONDS = 0.5
# How often it is looked whether a file was read, in seconds.
LOOK_SECONDS = 0.25
FULL = (
    f"Visitors' files that wait to be read take the {FILES_BYTES / 1e6:,.0f} MB that this server "
    "has for them. Bring yours again in a minute."
)


def folded() -> str:
    """Name what a file is brought in; when one was taken it is another, and another is shut."""
    return f"bring {visit.current().taken_in}"


def upload_table() -> None:
    """Take a file; a bad one is refused in a sentence, and the table in use stays."""
    key = key_of("upload")

    def take() -> None:
        file = shown(key)
        if not hasattr(file, "type"):
            return  # none, or one that was read and let go of
        if file.type in (FULL_SERVER, FULL_FOLDER):
            drop_uploads()
            visit.notify(FULL if file.type == FULL_SERVER else no_room())
        else:
            now, wanted = visit.current(), visit.wanted()
            before, content = now.own, file.getvalue()
            # Streamlit keeps what a widget held, and with it all that was in there.
            file.truncate(0)
            begin_reading(content, file.name, wanted.sheet if wanted else "")
            # One that was refused at once leaves it open, with the sentence that says why.
            now.taken_in += now.reading is not None or now.own is not before

    st.file_uploader(
        f"CSV, Excel, OpenDocument or Parquet, up to {MAX_BYTES // 10**6} MB and {MAX_ROWS:,} rows",
        key=key,
        on_change=take,
        help="The file stays in this session: it is never stored and never goes into a link.",
    )
    st.caption(
        "One row per line; a header row and a date column are recognised. "
        "Leave this open: it closes when the file has arrived."
    )
    for sentence in visit.notices():
        st.warning(escape(sentence))


def begin_reading(content: bytes, name: str, sheet: str = "") -> None:
    """Put a file into the line, and wait for a moment: most are read in it."""
    reading = server.reader().submit(Reading(runs.visitor(), content, name, sheet))
    visit.current().reading = reading
    reading.wait(QUICK_SECONDS)
    finish_reading()


def finish_reading() -> None:
    """Take over what was read, if it was."""
    now = visit.current()
    reading = now.reading
    if reading is None or not reading.over:
        return
    drop_uploads()
    before = now.own
    take_table(reading.table, reading.understood)
    if now.own is not before:
        now.workbook = (reading.name, reading.content) if reading.content else None
    # Last: a newer request may end this in its midst, and then the page does it again.
    now.reading = None


def choose_sheet(sheet: str) -> None:
    """Read another sheet of the workbook that was brought."""
    workbook = visit.current().workbook
    if workbook is not None:
        name, content = workbook
        begin_reading(content, name, sheet)


def show_reading() -> None:
    """While a file is read, say how far it is, and let the visitor end it."""
    reading = visit.current().reading
    if reading is None:
        return

    @st.fragment(run_every=LOOK_SECONDS)
    def look() -> None:
        if reading.over:
            if visit.current().reading is reading:
                finish_reading()
            st.rerun()
        st.progress(min(reading.seconds / READ_SECONDS, 1.0), escape(how_far(reading)))

    with st.container(horizontal=True, vertical_alignment="bottom", key="reading"):
        look()
        st.button("Cancel", key=key_of("cancel"), on_click=reading.cancel)


def how_far(reading: Reading) -> str:
    """Say whether a file waits or is read."""
    before = server.reader().before(reading)
    if before:
        return f"“{reading.name}” waits: {many(before, 'file')} of others first."
    return f"Reading “{reading.name}”: {reading.seconds:.0f} of at most {READ_SECONDS:.0f} seconds."


def take_table(
    read: Callable[[], Table], understood: Callable[[], Understanding] | None = None
) -> None:
    """Read a table and take it over, with what was found in it, or say why not."""
    try:
        table = read()
    except TableError as refusal:
        visit.notify(f"{refusal} The table in use stays.")
    else:
        visit.adopt_table(table, understood() if understood else None)
