"""A stranger's text in markdown: it is shown as it is, and only as text."""

import re

from lstmviz.table.reading.names import isolate

# Once the backslashes are gone Streamlit makes links of bare addresses, pictures of :names: and
# arrows of ->. A joiner of no width at these places leaves it nothing to find.
LATE = re.compile(
    r"(?<=:)(?=[^\s\d]|\d+:)|(?<=www)(?=\.)|(?<=@)|(?<=[-<>=~])(?=[->=])", re.IGNORECASE
)
JOINER = "\u2060"


def escape(text: str) -> str:
    """Write a stranger's text so that markdown shows it as it is, and only as text."""
    shown = LATE.sub(JOINER, isolate(text))
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])", r"\\\1", shown)
