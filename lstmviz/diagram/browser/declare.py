"""Write the types of the scenes for the drawings' code.

Run it by `python -m lstmviz.diagram.browser.declare` after every change in scenes/sent/.
"""

import types
import typing
from pathlib import Path
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, is_typeddict

from lstmviz.diagram.scenes.sent import cell, film, flow, maps, shared, side, start

FILE = Path(__file__).parent / "scenes.d.ts"
HEAD = "// Written out of scenes/sent/ by `python -m lstmviz.diagram.browser.declare`.\n"
PLAIN = {int: "number", float: "number", str: "string", bool: "boolean", types.NoneType: "null"}
# What Streamlit and the file that plays offline call a drawing with.
MOUNT = """
interface Mount {
  data: any;
  parentElement: HTMLElement | ShadowRoot;
  setStateValue: (name: string, value: unknown) => void;
  setTriggerValue: (name: string, value: unknown) => void;
}
"""


def written(kind: Any) -> str:
    """Write a type as TypeScript.

    >>> written(dict[str, list[tuple[int, str]] | None])
    'Record<string, [number, string][] | null>'
    """
    if kind in PLAIN:
        return PLAIN[kind]
    if is_typeddict(kind):
        return kind.__name__
    origin, parts = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return written(parts[0])
    if origin is Literal:
        return " | ".join(f'"{part}"' for part in parts)
    if origin in (Union, types.UnionType):
        return " | ".join(dict.fromkeys(map(written, parts)))
    if origin is dict:
        return f"Record<string, {written(parts[1])}>"
    if origin is tuple and parts[-1] is not Ellipsis:
        return f"[{', '.join(map(written, parts))}]"
    inner = written(parts[0])
    return f"({inner})[]" if " | " in inner else f"{inner}[]"


def declared(name: str, kind: Any) -> str:
    """Declare a type by its name; of a dictionary each of its keys."""
    if not is_typeddict(kind):
        return f"type {name} = {written(kind)};\n"
    keys = typing.get_type_hints(kind, include_extras=True)
    lines = [
        f"  {key}{'?' if key in kind.__optional_keys__ else ''}: {written(each)};\n"
        for key, each in keys.items()
    ]
    return f"interface {name} {{\n{''.join(lines)}}}\n"


def declarations() -> str:
    """Write all types of all drawings."""
    kinds = {
        name: kind
        for drawing in (shared, flow, cell, film, maps, start, side)
        for name, kind in vars(drawing).items()
        if is_typeddict(kind) or get_origin(kind) in (tuple, Literal)
    }
    return "\n".join([HEAD, *(declared(name, kind) for name, kind in kinds.items())]) + MOUNT


if __name__ == "__main__":
    FILE.write_text(declarations(), "utf-8")
