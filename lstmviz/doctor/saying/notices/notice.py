"""One notice: a message that needs no walk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """What is said of a message.

    Args:
        key: its name in tests.
        pattern: of the message, in lower case, without spaces and quotes.
        title, expected, received, axis: as in a diagnosis.
        fix: lines that run as they stand.
        details: further sentences.
        beside: a pattern of what else has to stand in the text; "" for nothing.
    """

    key: str
    pattern: str
    title: str
    expected: str = ""
    received: str = ""
    axis: str = ""
    fix: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    beside: str = ""
