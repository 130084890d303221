"""Files on their way through the server: what has no place arrives empty, with the reason."""

import errno
from types import SimpleNamespace

import pytest
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from lstmviz.training.bounds import FILES_BYTES
from lstmviz.ui.internals import UPLOADS
from lstmviz.ui.uploads import FULL_FOLDER, FULL_SERVER, Uploads
from tests.serving import complete


@pytest.fixture
def files(monkeypatch):
    manager = MemoryUploadedFileManager(UPLOADS)
    runtime = SimpleNamespace(uploaded_file_mgr=manager)
    monkeypatch.setattr(Runtime, "instance", lambda: runtime)
    return manager


def put(app, size: int, session: str = "ann") -> list[dict]:
    """Send a file of a size through the middleware; give what is answered."""
    sent = []
    scope = {
        "type": "http",
        "method": "PUT",
        "path": f"{UPLOADS}{session}/file",
        "headers": [(b"content-length", str(size).encode())],
    }
    bodies = iter([{"more_body": True}, {"more_body": False}])

    async def receive():
        return next(bodies)

    async def send(message):
        sent.append(message)

    complete(Uploads(app)(scope, receive, send))
    return sent


async def takes(scope, receive, send):
    await send({"passed": True})


def test_a_file_with_a_place_passes(files):
    assert put(takes, 1_000) == [{"passed": True}]


def test_a_full_server_takes_none_and_says_so(files):
    files.add_file("bob", UploadedFileRec("1", "b", "text/csv", b"x" * 1_000))
    answer = put(takes, FILES_BYTES - 999)
    assert answer[0]["status"] == 204
    (file,) = files.get_files("ann", ["file"])
    assert (file.type, file.data) == (FULL_SERVER, b"")


def test_a_visitors_own_earlier_file_takes_no_place(files):
    files.add_file("ann", UploadedFileRec("1", "a", "text/csv", b"x" * 1_000))
    assert put(takes, FILES_BYTES - 999) == [{"passed": True}]


def test_a_full_folder_is_said(files):
    async def full(scope, receive, send):
        raise OSError(errno.ENOSPC, "No space left on device")

    assert put(full, 1_000)[0]["status"] == 204
    assert files.get_files("ann", ["file"])[0].type == FULL_FOLDER


def test_another_error_is_not_hidden(files):
    async def fails(scope, receive, send):
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input"):
        put(fails, 1_000)
