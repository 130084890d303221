"""No download is served under a name that another content has."""

import re
from pathlib import Path

import pytest
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from lstmviz.ui import download as offering

LONG = 2_000_000


@pytest.fixture
def serve(monkeypatch):
    """Offer files from one server's store; returns the address of a content."""
    store = MemoryMediaFileStorage("/media")
    addresses = []

    def keep(label, content, name, mime, **_):
        number = store.load_and_get_id(content, mime, MediaFileKind.DOWNLOADABLE, name)
        addresses.append(number)

    monkeypatch.setattr(offering.st, "download_button", keep)

    def offer(content):
        offering.download("table.csv", content, "table.csv", "text/csv", "key")
        return store, addresses[-1]

    return offer


@pytest.mark.parametrize("size", [10, LONG])
def test_contents_that_differ_in_one_byte_have_names_of_their_own(serve, size):
    one, other = bytearray(size), bytearray(size)
    # Beside the three samples that Streamlit takes of a large file.
    other[size // 3] = 1
    found = [serve(bytes(content)) for content in (one, other)]
    for (store, name), content in zip(found, (one, other), strict=True):
        assert store.get_file(name).content == content
    assert serve(bytes(one))[1] == found[0][1]


def test_without_the_mark_streamlit_would_mix_them_up():
    store = MemoryMediaFileStorage("/media")
    one, other = bytes(LONG), bytes(LONG // 3) + b"1" + bytes(LONG - LONG // 3 - 1)
    kind = MediaFileKind.DOWNLOADABLE
    names = {store.load_and_get_id(each, "text/csv", kind, "t.csv") for each in (one, other)}
    assert len(names) == 1, "Streamlit names files by all of their content now: drop the mark"


def test_files_are_offered_in_one_place_alone():
    root = Path(offering.__file__).parents[2]
    pages = [*(root / "lstmviz").rglob("*.py"), *(root / "pages").glob("*.py"), root / "app.py"]
    media = re.compile(r"download_button|st\.(image|audio|video|logo|pdf|iframe)\(")
    places = [path.name for path in pages if media.search(path.read_text("utf-8"))]
    assert places == ["download.py"]
