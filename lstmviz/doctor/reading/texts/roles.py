"""Whose shape it is, by the name that stands before it: X, y, a table, a test array."""

import re
from collections.abc import Mapping
from types import MappingProxyType

ROLES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("x", "xs", "data", "inputs", "features", "dataset", "samples"), "X"),
        **dict.fromkeys(("y", "ys", "label", "labels", "target", "targets"), "y"),
        **dict.fromkeys(("table", "df", "dataframe", "csv", "frame", "frames"), "table"),
    }
)
# What may stand between a name and its shape.
BETWEEN = frozenset({
    "a", "an", "and", "are", "array", "as", "avec", "com", "con", "das", "de", "der", "die", "dim",
    "dimension", "dimensions", "dtype", "du", "el", "es", "est", "et", "feed", "float32",
    "float64", "form", "forma", "forme", "full", "gives", "has", "hat", "have", "i", "in",
    "input", "into", "is", "ist", "it", "its", "la", "like", "looks", "matrix", "mit", "my", "now",
    "np", "numpy", "of", "our", "output", "print", "prints", "shape", "shaped", "shapes",
    "size", "so", "tensor", "test", "the", "their", "tiene", "torch", "train", "type", "und",
    "vector", "was", "were", "which", "with", "y",
    "arreglo", "del", "di", "dimens", "dimensione", "dimensiones", "ein", "eine", "formato", "ha",
    "ma", "matrice", "matriz", "mein", "meine", "meu", "mi", "minha", "mon", "o", "taille",
    "tableau", "tama", "tamanho", "tem", "tenseur", "um", "uma", "un", "una", "une", "vecteur",
    "vetor",
})  # fmt: skip
# Names of what a model gives, or should give.
OTHERS = re.compile(r"(?:y_|pred|out)", re.IGNORECASE)


def role_of(name: str) -> str:
    """Say whose shape follows a name, e.g. "X" after "x_train"; "" if nobody's."""
    plain = name.lower()
    if plain in ROLES:
        return ROLES[plain]
    if re.fullmatch(
        r"(x|y)_?(tr|tra|trn|train|training|data|all|seq|windows?|tensor)\w{0,10}", plain
    ):
        return plain[0].replace("x", "X")
    found = re.fullmatch(r"(?:train|all|tr|train_?seq)_?(x|y)", plain)
    if found and plain != "try":
        return found[1].replace("x", "X")
    if re.fullmatch(r"(?:x_?(?:te|test|val)\w{0,10}|(?:test|val)_?x)", plain):
        return "X test"
    return ""


def is_generic(name: str) -> bool:
    """Whether a name, such as "data", says X in a sentence, and in code may be any array."""
    return ROLES.get(name.lower()) == "X" and not name.lower().startswith("x")
