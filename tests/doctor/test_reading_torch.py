"""Code is read as PyTorch runs it: each shape that the walk tells is what PyTorch gives."""

from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.text import read_text
from lstmviz.doctor.walking.setup import part_of
from lstmviz.doctor.walking.walk import walk
from tests.doctor.written_torch import write

COUNT = 300


def agrees(told, real):
    """Whether a shape is the real one, as far as it is told."""
    if told is None:
        return True
    return len(told) == len(real) and all(
        a is None or a == b for a, b in zip(told, real, strict=True)
    )


def misread(seed):
    """Say what is read wrongly of a module, and whether it was read whole."""
    made = write(seed)
    setup = read_setup(read_text(made.text).plain)
    found = walk(setup)
    if found.stop is not None:
        return f"stops: {found.stop}", False
    told = [
        (node.layer.kind[3:], part_of(found.shapes[at], None))
        for at, node in enumerate(setup.nodes)
        if node.layer.kind.startswith("nn.")
    ]
    if [kind for kind, _ in told] != [kind for kind, _ in made.shapes]:
        # A layer whose output nothing reads is none of the model's.
        left = iter(made.shapes)
        if not all(any(agrees(shape, real) and kind == one for one, real in left)
                   for kind, shape in told):  # fmt: skip
            return f"{told} for {made.shapes}", False
    elif not all(agrees(a[1], b[1]) for a, b in zip(told, made.shapes, strict=True)):
        return f"{told} for {made.shapes}", False
    output = found.of(setup.output)
    if not agrees(output, made.output):
        return f"{output} for {made.output}", False
    return "", output is not None and None not in output


def test_every_shape_that_is_read_is_the_real_one():
    whole = 0
    for seed in range(COUNT):
        wrong, read = misread(seed)
        assert not wrong, f"{seed}: {wrong}\n{write(seed).text}"
        whole += read
    assert whole > 0.98 * COUNT


def test_a_line_that_stands_twice_is_run_twice():
    text = (
        "lstm = nn.LSTM(3, 8, batch_first=True)\nx = torch.randn(4, 7, 3)\nout, _ = lstm(x)\n"
        "out = out[:, -1]\nout = out.unsqueeze(0)\nout = out.unsqueeze(0)\n"
    )
    setup = read_setup(read_text(text).plain)
    assert walk(setup).of(setup.output) == (1, 1, 4, 8)
