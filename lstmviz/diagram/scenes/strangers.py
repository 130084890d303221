"""A stranger's text in a drawing: it is drawn as it is, and turns nothing around it."""

from typing import Any, TypeVar

from lstmviz.table.reading.names import isolate

Part = TypeVar("Part")


def isolated(part: Part) -> Part:
    """Isolate the text in a scene, or in a part of one, whoever wrote it; the rest stays."""
    match part:
        case str():
            return isolate(part)
        case list() | tuple():
            return type(part)(map(isolated, part))
        case dict():
            parts: Any = {key: isolated(value) for key, value in part.items()}
            return parts
    return part
