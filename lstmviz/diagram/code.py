"""The drawings' code as it is sent to a browser: read, joined, and made small."""

import re
from pathlib import Path

from lstmviz.diagram.squeeze import squeeze

HERE = Path(__file__).parent


def built(name: str) -> str:
    """Read what esbuild made of a drawing's code."""
    return (HERE / "browser" / "dist" / name).read_text(encoding="utf-8")


def source(name: str) -> str:
    """Read code for the browser; the lines "// include pen.js" stand for that file's text."""
    text = (HERE / name).read_text(encoding="utf-8")
    return re.sub(r"^ *// include (\S+)$", lambda found: source(found[1]), text, flags=re.MULTILINE)


def code(*names: str) -> str:
    """Join files that are sent to the browser, without their blanks and comments."""
    squeezed = squeeze("\n".join(map(source, names)), names[0])
    # Streamlit takes code without a line break inside for the path of a file.
    return squeezed.replace("{", "{\n", 1)
