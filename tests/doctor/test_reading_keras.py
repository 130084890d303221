"""Code is read as Keras builds it: each shape that the walk tells is what Keras gives."""

from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.text import read_text
from lstmviz.doctor.walking.setup import part_of
from lstmviz.doctor.walking.walk import walk
from tests.doctor.written_keras import write

COUNT = 150


def misread(seed):
    """Say what is read wrongly of a model, and whether it was read whole."""
    made = write(seed)
    setup = read_setup(read_text(made.text).plain)
    found = walk(setup)
    if found.stop is not None:
        return f"stops: {found.stop}", False
    told = [
        (node.layer.kind, part_of(found.shapes[at], None))
        for at, node in enumerate(setup.nodes)
        if node.layer.kind[:1].isupper() and node.layer.kind not in ("Input", "Lambda")
    ]
    left = iter([each for each in made.shapes if each[0] != "Lambda"])
    for kind, shape in told:
        real = next((real for name, real in left if name == kind), None)
        if real is None or (shape is not None and (
            len(shape) != len(real)
            or not all(a is None or a == b for a, b in zip(shape, real, strict=True))
        )):  # fmt: skip
            return f"{kind} {shape} for {made.shapes}", False
    return "", len(told) == sum(kind != "Lambda" for kind, _ in made.shapes) and all(
        shape == real for (_, shape), (_, real) in zip(
            told, [each for each in made.shapes if each[0] != "Lambda"], strict=True)
    )  # fmt: skip


def test_every_shape_that_is_read_is_the_real_one():
    whole = 0
    for seed in range(COUNT):
        wrong, read = misread(seed)
        assert not wrong, f"{seed}: {wrong}\n{write(seed).text}"
        whole += read
    assert whole > 0.95 * COUNT


BRANCHES = """function build(kind) {
  const model = tf.sequential();
  model.add(tf.layers.embedding({inputDim: 1000, outputDim: 32, inputLength: 40}));
  if (kind === 'flatten') {
    model.add(tf.layers.flatten());
  } else {
    model.add(tf.layers.lstm({units: 16}));
  }
  model.add(tf.layers.dense({units: 1}));
  return model;
}
"""
PIPES = """inputs <- layer_input(shape = list(24, 3))
a <- inputs %>% layer_lstm(units = 32, return_sequences = TRUE) %>%
  layer_lstm(units = 16)
b <- inputs %>% layer_flatten() %>% layer_dense(8)
out <- layer_concatenate(list(a, b)) %>% layer_dense(units = 1)
model <- keras_model(inputs, out)
"""


def test_layers_of_either_branch_are_no_chain():
    setup = read_setup(read_text(BRANCHES).plain)
    assert walk(setup).stop is None
    assert [layer.kind for layer in setup.layers] == ["Embedding", "", "", "Dense"]


def test_pipes_of_r_are_a_graph():
    setup = read_setup(read_text(PIPES).plain)
    found = walk(setup)
    told = {node.layer.kind: found.shapes[at] for at, node in enumerate(setup.nodes)}
    assert told["Flatten"] == (None, 72)
    assert told["Concatenate"] == (None, 24)
    assert found.of(setup.output) == (None, 1)
