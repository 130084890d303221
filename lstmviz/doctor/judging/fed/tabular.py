"""Whether X can be a table: only then its rows and columns are asked about."""

import re

from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.walking.setup import Layer

# Questions on how a table became X.
OF_A_TABLE = frozenset({"apart", "columns", "made", "order", "rows", "target"})
# Layers that read pictures or numbers of words.
NO_TABLES = frozenset({
    "AveragePooling2D", "Conv2D", "Conv3D", "ConvLSTM2D", "Embedding", "MaxPooling2D",
    "MaxPooling3D", "nn.Conv2d", "nn.Conv3d", "nn.Embedding", "nn.MaxPool2d",
})  # fmt: skip
# Numbers that the text itself gives or makes up.
LITERAL = re.compile(r"\b(?:tensor|array)\(\s{0,9}\[\s{0,9}\[\s{0,9}\[")
MADE_UP = re.compile(r"\b(?:np|numpy|tf)\.random\.\w{1,30}\(|\btorch\.(?:randn?|randint)\(")
# Numbers that stand for any, where nothing is fitted to them.
FILLED = re.compile(r"\b(?:np|numpy|tf)\.(?:zeros|ones)\(")
TABLE = re.compile(
    r"\b(?:csv|data_?frame|df|pd|pandas|iloc|columns?|table|spreadsheet|excel|time ?series|"
    r"scaler|look_?back|sensors?|stocks?|prices?|forecast\w{0,4})\b|\bMinMaxScaler|StandardScaler",
    re.IGNORECASE,
)
OTHER_DATA = re.compile(
    r"\b(?:images?|pictures?|frames?|videos?|pixels?|mnist|tokens?|vocab\w{0,8}|sentences?|"
    r"embeddings?|speech|audio|spectrograms?|mfccs?)\b",
    re.IGNORECASE,
)


def can_be_a_table(case: Case) -> bool:
    """Whether X may be rows and columns, or windows of them."""
    setup, text = case.setup, case.text.plain
    if any(map(reads_no_table, before_recurrent(case))):
        return False
    x, sample = setup.x_shape, setup.sample
    if (x is not None and len(x) > 3) or (sample is not None and len(sample) > 2):
        return False
    if TABLE.search(text):
        return True
    filled = None if ".fit(" in text or setup.torch else FILLED.search(text)
    made_up = (MADE_UP.search(text) or filled) and not (setup.X and setup.X.cut_from)
    return not (LITERAL.search(text) or made_up or OTHER_DATA.search(text))


def before_recurrent(case: Case) -> list[Layer]:
    """Give the layers before the first recurrent one, all where there is none."""
    found: list[Layer] = []
    for layer in case.setup.layers:
        if layer.recurrent:
            break
        found.append(layer)
    return found


def reads_no_table(layer: Layer) -> bool:
    """Whether a layer reads pictures or numbers of words."""
    return layer.kind in NO_TABLES or (layer.inner is not None and reads_no_table(layer.inner))
