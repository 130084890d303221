"""Uploaded files on their way through the server: how many bytes of them it holds at once.

Streamlit keeps every file of a session until the session ends, and a server that cannot take one
answers with a number. Here a visitor has one file, all visitors' files share a budget, and a file
that has no place arrives empty, with the reason as its type: the page says it in a sentence.
"""

import contextlib
import errno

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lstmviz.table.tables import MAX_BYTES
from lstmviz.training.bounds import FILES_BYTES
from lstmviz.ui.internals import UPLOADS, put_upload, uploaded_bytes

FULL_SERVER, FULL_FOLDER = "refused/server", "refused/folder"


class Uploads:
    """The part of the server that counts what is uploaded."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.coming = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a file pass that has a place, and leave all else to the app."""
        if scope["type"] != "http" or scope["method"] != "PUT" or UPLOADS not in scope["path"]:
            await self.app(scope, receive, send)
            return
        session, file = scope["path"].rstrip("/").split("/")[-2:]
        size = length(scope)
        if uploaded_bytes(but=session) + self.coming + size > FILES_BYTES:
            await refuse(session, file, FULL_SERVER, scope, receive, send)
            return
        self.coming += size
        try:
            await self.app(scope, receive, send)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            await refuse(session, file, FULL_FOLDER, scope, receive, send)
        finally:
            self.coming -= size


def length(scope: Scope) -> int:
    """Give the bytes that a request says it brings, or the most that it may bring."""
    with contextlib.suppress(ValueError):
        return int(dict(scope["headers"]).get(b"content-length", b""))
    return MAX_BYTES


async def refuse(
    session: str, file: str, why: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """Put an empty file in the place of one that cannot be held."""
    while (await receive()).get("more_body"):
        pass  # a browser that may not send all of it shows an error of its own
    put_upload(session, file, why)
    await Response(status_code=204)(scope, receive, send)
