"""Code in R and TensorFlow.js is read into the same shapes as the Python that says the same."""

import pytest

from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.walking.walk import walk

R_HEAD = "x <- array(runif(900), dim = c(90, 5, 2))\nmodel <- keras_model_sequential()\nmodel %>% "


def read(text):
    """Read a text's set-up."""
    return read_setup(read_text(text).plain)


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("layer_lstm(units = 8, input_shape = c(dim(x)[2], dim(x)[3]))", (5, 2)),
        ("layer_lstm(units = 8, input_shape = dim(x)[-1])", (5, 2)),
        ("layer_lstm(units = 8, input_shape = dim(x)[2:3])", (5, 2)),
        ("layer_lstm(units = 8, input_shape = c(ncol(x), 2))", (5, 2)),
        ("layer_lstm(units = 8, batch_input_shape = c(nrow(x), 5, 2))", (5, 2)),
        ("layer_lstm(units = 8, input_shape = list(NULL, 2))", (None, 2)),
    ],
)
def test_sizes_of_r_s_arrays_are_read(line, shape):
    assert read(R_HEAD + line + "\n").sample == shape


def test_an_array_of_r_keeps_the_sizes_that_are_told():
    text = "x <- array(data = c(d[,1], d[,2]), dim = c(length(d[,1]), length(d[,1]), 1, 1))\n"
    text += R_HEAD.partition("\n")[2] + "layer_lstm(units = 8)\nmodel %>% fit(x, y)\n"
    assert read(text).fed[0].shape == (None, None, 1, 1)


def test_r_s_wrappers_are_read():
    lines = (
        "bidirectional(layer_lstm(units = 32, return_sequences = TRUE), input_shape = c(5, 2)) %>% "
        "time_distributed(layer_dense(units = 3))\n"
    )
    setup = read(R_HEAD + lines)
    assert [layer.kind for layer in setup.layers] == ["Bidirectional", "TimeDistributed"]
    assert walk(setup).shapes[1:] == ((None, 5, 64), (None, 5, 3))


def test_a_tensor_of_javascript_has_the_shape_that_follows_its_values():
    text = (
        "const xs = tf.tensor3d(values, [8, 24, 3]);\nconst ys = tf.tensor2d(labels, [8, 1]);\n"
        "const model = tf.sequential();\nmodel.add(tf.layers.lstm({units: 3, inputShape: "
        "[24, 3]}));\nawait model.fit(xs, ys, {epochs: 3});\n"
    )
    setup = read(text)
    assert setup.fed[0].shape == (8, 24, 3)
    assert setup.y.shape == (8, 1)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("layer_average_pooling_1d(pool_size = 2)", "AveragePooling1D"),
        ("layer_global_max_pooling_1d()", "GlobalMaxPooling1D"),
        ("layer_layer_normalization()", "LayerNormalization"),
    ],
)
def test_a_layer_of_r_is_written_as_keras_s_whichever_it_is(line, kind):
    assert read(R_HEAD + line + "\n").layers[-1].written.startswith(kind + "(")
