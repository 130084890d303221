"""Who makes what a layer is called on, by the names in the code alone."""

import re
from dataclasses import dataclass

from lstmviz.doctor.walking.setup import Layer

NAME = r"[A-Za-z_][\w.]{0,60}"


@dataclass(frozen=True)
class Maker:
    """What makes the tensor that a layer is called on.

    Args:
        tensor: what the text calls it.
        callee: what it is called by, e.g. "embedding_layer".
        made: the class of that, where the text makes it, e.g. "ElmoEmbeddingLayer"; else "".
    """

    tensor: str
    callee: str
    made: str

    @property
    def told(self) -> str:
        """The class if it is told, else what it is called by."""
        return self.made.rpartition(".")[2] or self.callee


def maker(text: str, layer: Layer) -> Maker | None:
    """Find who makes what a layer is called on; None where the text does not tell it.

    Args:
        text: as `read_text` makes it plain.
        layer: as the text writes it.
    """
    written = re.escape(layer.written)
    names = re.findall(rf"(?:^|[\s;])({NAME}) ?= ?{written}", text) if layer.written else []
    called = [written, *map(re.escape, names)]
    tensor = re.search(rf"(?<![\w.])(?:{'|'.join(called)})\(({NAME})\)", text) if written else None
    if tensor is None:
        return None
    made = re.findall(rf"(?:^|[\s;]){re.escape(tensor[1])} ?= ?({NAME})\(", text)
    if not made:
        return None
    callee = str(made[-1])
    classes = re.findall(rf"(?:^|[\s;]){re.escape(callee)} ?= ?({NAME})\(", text)
    return Maker(tensor[1], callee, str(classes[-1]) if classes else "")
