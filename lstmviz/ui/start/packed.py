"""Streamlit's own code, sent packed: 3 MB that a slow line would take a quarter of a minute for.

Streamlit leaves the packing to a proxy, since it would pack anew for everybody. Here each file is
packed once, when it is asked for first, and kept. Who does not take gzip gets it as it is.

Source: `_should_bypass_gzip` in Streamlit 1.67's `starlette_gzip_middleware.py`.
"""

import asyncio
import gzip
from functools import cache
from pathlib import Path
from types import MappingProxyType

import streamlit
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC = Path(streamlit.__file__).parent / "static"
KINDS = MappingProxyType({".js": "text/javascript", ".css": "text/css"})
# The names of these files change with their content: as Streamlit itself sends them.
HEADERS = MappingProxyType(
    {
        "Content-Encoding": "gzip",
        "Vary": "Accept-Encoding",
        "Cache-Control": "public, immutable, max-age=31536000",
    }
)


@cache
def known() -> MappingProxyType[str, Path]:
    """List the files that are sent packed, by their path in an address."""
    files = (each for each in STATIC.rglob("*") if each.suffix in KINDS)
    return MappingProxyType({f"/{each.relative_to(STATIC).as_posix()}": each for each in files})


@cache
def packed(path: str) -> bytes:
    """Pack a file of `known`, once."""
    return gzip.compress(known()[path].read_bytes())


class Packed:
    """The part of the server that answers for Streamlit's own code."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file of `known` packed, and leave all else to the app."""
        answer = self.app
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in known():
            accepted = dict(scope["headers"]).get(b"accept-encoding", b"")
            if b"gzip" in accepted:
                path = scope["path"]
                content = await asyncio.to_thread(packed, path)
                kind = KINDS[known()[path].suffix]
                answer = Response(content, headers=dict(HEADERS), media_type=kind)
        await answer(scope, receive, send)
