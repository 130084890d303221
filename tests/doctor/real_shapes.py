"""What the reading of code is held against: the shapes that a library really gives."""

from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.walking.walk import walk


def agrees(told, real):
    """Whether a shape is the real one, as far as it is told."""
    if told is None:
        return True
    return len(told) == len(real) and all(
        a is None or a == b for a, b in zip(told, real, strict=True)
    )


def walked(text):
    """Read code, and walk through what it builds."""
    setup = read_setup(read_text(text).plain)
    return setup, walk(setup)


def share_read(misread, write, count):
    """Hold models of so many seeds against what is read of them; give the part read whole.

    Args:
        misread: what is read wrongly of a model that was written, and whether it was read whole.
        write: a model by its seed, with its `text`.
        count: how many.
    """
    whole = 0
    for seed in range(count):
        made = write(seed)
        wrong, read = misread(made)
        assert not wrong, f"{seed}: {wrong}\n{made.text}"
        whole += read
    return whole / count
