"""The drawings' code as it is sent to a browser: bundled by `npm run build`, read here."""

from pathlib import Path

BROWSER = Path(__file__).parent / "browser"


def script(name: str) -> str:
    """Read a drawing's JavaScript: an ES module."""
    return (BROWSER / "dist" / f"{name}.js").read_text("utf-8")


def style(name: str) -> str:
    """Read a drawing's style sheet."""
    return (BROWSER / "dist" / f"{name}.css").read_text("utf-8")


def markup(name: str) -> str:
    """Read a drawing's HTML."""
    return (BROWSER / f"{name}.html").read_text("utf-8")
