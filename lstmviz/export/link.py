"""The address that opens exactly this, as text and as a QR code for the projector."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

import segno

# Modules of white around the code, without which cameras do not find it. Source: ISO/IEC 18004.
QUIET = 4
LOCAL = ("localhost", "127.0.0.1", "::1", "0.0.0.0")


def page_address(base: str, page: str, query: Mapping[str, str | Sequence[str]]) -> str:
    """Write the address of a page with an experiment in its query.

    >>> page_address("http://localhost:8501/", "Race", {"table": "echo", "hide": ["data", "model"]})
    'http://localhost:8501/Race?table=echo&hide=data&hide=model'
    """
    asked = urlencode(query, doseq=True)
    return f"{base.rstrip('/')}/{page}" + (f"?{asked}" if asked else "")


def app_address(page: str) -> str:
    """Give the address of the app from that of one of its pages.

    >>> app_address("https://example.org/app/Race"), app_address("http://localhost:8501")
    ('https://example.org/app', 'http://localhost:8501')
    """
    parts = urlsplit(page)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}"


def is_local(address: str) -> bool:
    """Tell whether an address leads to the very machine that opens it, so to no one else's app.

    >>> is_local("http://localhost:8501/?table=echo"), is_local("https://example.org/Race")
    (True, False)
    """
    return urlsplit(address).hostname in LOCAL


def qr_image(address: str) -> str | None:
    """Draw an address as a QR code; None if it is too long for one, beyond 2,953 bytes.

    Returns:
        An SVG picture as a data URI: black on white in either mode, with its quiet zone.
    """
    try:
        # The lowest level of correction: a screen is clean, and fewer modules are seen from afar.
        drawn = segno.make_qr(address, error="l")
    except segno.DataOverflowError:
        return None
    return drawn.svg_data_uri(border=QUIET, light="#ffffff", omitsize=True)
