"""Code is read as Keras builds it: each shape that the walk tells is what Keras gives."""

from lstmviz.doctor.walking.setup import part_of
from tests.doctor.real_shapes import agrees, share_read, walked
from tests.doctor.written_keras import write

COUNT = 150


def misread(made):
    """Say what is read wrongly of a model, and whether it was read whole."""
    setup, found = walked(made.text)
    if found.stop is not None:
        return f"stops: {found.stop}", False
    told = [
        (node.layer.kind, part_of(found.shapes[at], None))
        for at, node in enumerate(setup.nodes)
        if node.layer.kind[:1].isupper() and node.layer.kind not in ("Input", "Lambda")
    ]
    layers = [each for each in made.shapes if each[0] != "Lambda"]
    left = iter(layers)
    for kind, shape in told:
        real = next((real for name, real in left if name == kind), None)
        if real is None or not agrees(shape, real):
            return f"{kind} {shape} for {made.shapes}", False
    return "", [shape for _, shape in told] == [real for _, real in layers]


def test_every_shape_that_is_read_is_the_real_one():
    assert share_read(misread, write, COUNT) > 0.95


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
    setup, found = walked(BRANCHES)
    assert found.stop is None
    assert [layer.kind for layer in setup.layers] == ["Embedding", "", "", "Dense"]


def test_pipes_of_r_are_a_graph():
    setup, found = walked(PIPES)
    told = {node.layer.kind: found.shapes[at] for at, node in enumerate(setup.nodes)}
    assert told["Flatten"] == (None, 72)
    assert told["Concatenate"] == (None, 24)
    assert found.of(setup.output) == (None, 1)
