import math
import re
from dataclasses import replace

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.choices.fitting import fit_to_table
from lstmviz.network.specs import TrainingSpec
from lstmviz.questions import HEADINGS, QUESTIONS
from lstmviz.questions.windows import most_samples_of_a_row
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout, LayoutError, with_size
from lstmviz.samples.tasks import Task, TaskError
from lstmviz.table.tables import Table
from tests.samples.test_datasets import CHOICES, table_of

SHOWN = tuple(
    name for name, question in QUESTIONS.items() if question.show and question.place == "layouts"
)
SPEC = TrainingSpec(units=32, batch_size=32)
KEYS = tuple(EXAMPLES)
HALVES = Task("a", validation_fraction=0.5)
CELLS = st.sampled_from(["lstm", "gru", "simple_rnn"])


@pytest.fixture(scope="module")
def tables():
    return {key: load_example(key) for key in KEYS}


def ask(name, table, layout=None, task=None, spec=SPEC):
    """Answer one question for a table, with by default in the usual windows."""
    task = task or Task(target=table.columns[-1])
    dataset = make_dataset(table, layout or Layout(), task)
    return QUESTIONS[name].answer(dataset, spec, lambda name: name).text


def numbers(rows, columns):
    return table_of(np.random.default_rng(0).normal(size=(rows, columns)))


def parts_of(answer):
    """Give the parts of an answer that say something."""
    return filter(None, (answer.short, answer.here, answer.why, answer.wrong))


def prose(answer):
    """Leave the code out of an answer."""
    return re.sub(r"`[^`]*`", "code", answer)


def test_every_question_has_its_own_id_and_a_question_mark():
    assert len(QUESTIONS) == sum(map(len, HEADINGS.values()))
    assert min(map(len, HEADINGS.values())) >= 10
    for name, question in QUESTIONS.items():
        assert re.fullmatch("[a-z_]{1,20}", name)  # as a link may hold it
        assert question.title.endswith("?")
        assert bool(question.show) == bool(question.show_label)


# ---- The figures that learners were told, for 53,394 rows and 3 columns -----------------------

FIGURES = {
    "difference": "160,182|`(53394, 3, 1)`|`(53394, 1, 3)`|53,394 sequences|4,352|4,608|Neither",
    "which": "`(53394, 3, 1)`|`(53394, 1, 3)`|`(53371, 24, 3)`|61 years of 12 months|wrong",
    "sample": "24 rows|up to 24 samples|24 steps of 3 numbers|53,370 samples",
    "window": "`(53371, 24, 3)`|1,280,904|15.37 MB|0.64 MB|`table[i:i + 24]`",
    "blocks": "into shape (53394,24,3)|2·3·11·809 (2, 3, 6, 11, 22, 33, 66, 809 …)|leave 18 over",
    "count": "53,371 without|− 24 − 1) ÷ 1⌋ + 1 = 53,370|24 for the border|53,346 remain",
    "rate": "rows 0, 3, …, 27|73 windows|rows 0, 1, …, 23|rows 1, 2, …, 24",
    "target": "**starts**|row 23|row 24|`targets=table[24:, 2]`|91 windows|wrong",
    "generator": "**before**|`targets[24]`|`targets[0]`|`table[24:, 2]`|24 rows off",
    "ends": "`end_index=53394`|`end_index=53393`|indices = 40 is not in [0, 40)|`table[42715:]`",
    "step": "0.0477|4,224|4,608|not 24",
    "whole": "`(1, 53394, 3)`|53,394 steps|one update|1,335",
    "reshape": "0, 3, 6, 9|0, 1, 2, 3|`(53371, 24, 3)`|`(53371, 3, 24)`|first 24 cells",
    "last": "**last**|`(53371, 3, 24)`|`(53371, 24, 3)`|3 steps of 24 numbers|may still learn",
    "input": "`keras.Input((24, 3))`|53,370|42,691|1,335|(None, 32, 24, 3)|wrong",
    "share": "`(2, 12)`|`(2, 6)`|`(24, 3)`|`(48, 3)`|wrong",
    "scale": "σ(1) = 0.73|σ(10) = 0.99995|“power”| W |training rows",
    "order": "one quantity|yes: every row|`(53394, 3, 1)`|no: it runs|6 orders|2 further steps",
    "several": "`Dense(3)`|`(53368, 3)`|99 weights|24 here|`Dense(1)` on each of its 3 steps",
    "beyond": "`(1, 24, 3)`|`scaled[-24:][None]`|(None, 24, 3)|incompatible shape (24, 3)|53,394",
    "known": "1 row:|`np.column_stack([table[:-1], known[1:]])`|53,393 rows",
    "shuffle": "Whole samples, yes|Rows, no|24 rows",
    "split": "share 23 rows|96 %|from 42,715 on|costs 24 windows",
    "scaler": "“power”|W over the training rows|over all",
    "late": "repeat the last value|1 row late|W",
    "worse": "4,641 weights|42,691 targets|restore_best_weights",
    "lengths": "`keras.Input((None, 3))`|4,608 weights",
    "batch_first": "`(32, 24, 3)`|24 sequences of 32 steps",
    "two_axes": "`(53394, 3)`|53,394 timesteps|`(53394, 32)`|`(53394, 1, 3)`",
    "loss_shapes": "`(32, 1)`|`(32,)`|`(32, 32)`|1,024 differences",
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_for_the_table_of_the_question(tables, name):
    answer = ask(name, tables["sensors"])
    for expected in FIGURES[name].split("|"):
        assert expected in answer, answer


@pytest.mark.parametrize(
    ("window", "plain", "ahead"),
    [(10, "53,385", "53,384"), (24, "53,371", "53,370"), (30, "53,365", "53,364")],
)
def test_windows_of_other_lengths(tables, window, plain, ahead):
    answer = ask("count", tables["sensors"], Layout(window))
    assert f"{plain} without a target" in answer
    assert f"= {ahead}." in answer


def test_the_loop_that_is_often_copied_forgets_one_window(tables):
    rows, window = len(tables["sensors"].values), 24
    layout = Layout(window)
    assert "`range(len(data) - W - 1)`" in ask("count", tables["sensors"], layout)
    assert len(range(rows - window - 1)) == layout.samples(rows, 1) - 1


@pytest.mark.parametrize(("window", "left"), [(10, 4), (12, 6), (24, 18)])
def test_rows_that_blocks_leave_over(tables, window, left):
    answer = ask("blocks", tables["sensors"], Layout(window))
    assert f"leave {left} over" in answer
    assert "`(8899, 6, 3)`" in answer or window > 10


def test_the_table_where_columns_are_time(tables):
    rows, columns = tables["elnino"].values.shape
    assert f"{rows} years of {columns} months" in ask("which", tables["sensors"])
    assert f"`({rows}, {columns}, 1)`" in ask("which", tables["elnino"], Layout(2))


# ---- What the libraries really do ---------------------------------------------------------------


@given(st.integers(8, 60), st.integers(1, 4), st.integers(1, 12))
def test_blocks_are_numpys_own(rows, columns, window):
    table = numbers(rows, columns)
    layout = Layout(min(window, rows // 2 - 1))
    answer = ask("blocks", table, layout, HALVES)
    size = layout.window if layout.window > 1 else min(24, rows)
    with pytest.raises(ValueError, match="cannot reshape") as refused:
        table.values.reshape(rows, size, columns)
    assert f"`{refused.value}`" in answer
    left = rows % size
    assert (f"would leave {left} over" in answer) == (left > 0)
    fits = [length for length in range(2, rows) if rows % length == 0]
    assert ("Not even" in answer) == (left > 0 and not fits)
    for shape in re.findall(rf"`\((\d+), (\d+), {columns}\)`", answer):
        assert table.values.reshape(*map(int, shape), columns).size == table.values.size


def test_turns_are_numpys_own():
    cells = np.arange(24).reshape(2, 4, 3)
    answer = ask("reshape", numbers(40, 3), Layout(4))
    for first in (cells.transpose(0, 2, 1)[0, 0], cells.reshape(2, 3, 4)[0, 0]):
        assert ", ".join(map(str, first)) in answer
    assert "column over 4 rows" in answer
    assert "both give the same" in ask("reshape", numbers(40, 1), Layout(4))

    windows = sliding_window_view(np.arange(30).reshape(10, 3), 4, axis=0)
    assert windows.shape == (7, 3, 4)
    assert windows[0].tolist() == [[0, 3, 6, 9], [1, 4, 7, 10], [2, 5, 8, 11]]
    answer = ask("last", numbers(10, 3), Layout(4), HALVES)
    assert f"`{windows.shape}`" in answer
    assert f"`{windows.transpose(0, 2, 1).shape}`" in answer
    assert "not even the shape" in ask("last", numbers(10, 3), Layout(3), HALVES)


def series(targets=None, **options):
    """Let Keras cut windows of 10 out of 100 rows."""
    made = keras.utils.timeseries_dataset_from_array(
        np.arange(100), targets, 10, batch_size=None, **options
    )
    return [[part.numpy().tolist() for part in tf.nest.flatten(sample)] for sample in made]


def test_windows_are_keras_own():
    table = numbers(100, 1)
    leak = series(np.arange(100))
    assert all(target == rows[0] for rows, target in leak)
    assert f"in all {len(leak)} windows" in ask("target", table, Layout(10))
    # The targets that the answer passes are those of the dataset.
    for layout, horizon in (
        (Layout(10), 1),
        (Layout(10, stride=4, dilation=3), 2),
        (Layout(10), 0),
    ):
        task = Task("b", ("a",), horizon, validation_fraction=0.5)
        answer = ask("target", numbers(100, 2), layout, task)
        begin = int(re.search(r"`targets=table\[(\d+):, 1\]`", answer)[1])
        pairs = series(
            np.arange(100)[begin:],
            sequence_stride=layout.stride,
            sampling_rate=layout.dilation,
        )
        dataset = make_dataset(numbers(100, 2), layout, task)
        expected = dataset.target_rows(np.arange(dataset.counts.whole))
        assert [target for _, target in pairs] == expected.tolist()

    apart = series(sampling_rate=3)
    assert len(apart) == 73
    answer = ask("rate", table, Layout(10, stride=4, dilation=3), HALVES)
    assert f"{len(apart)} windows" in answer
    assert "window 0 reads rows 0, 3, …, 27, window 1 reads rows 4, 7, …, 31" in answer
    assert apart[0][0] == list(range(0, 28, 3))


def test_ends_are_keras_own():
    with pytest.raises(ValueError, match="`end_index` must be lower than the length of the data"):
        series(end_index=100)
    assert series(end_index=99)[-1][0][-1] == 98
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"indices = 40 is not in \[0, 40\)"):
        series(np.arange(100)[10:], start_index=50)
    assert not hasattr(keras.preprocessing.sequence, "TimeseriesGenerator")
    assert hasattr(tf.keras.preprocessing.sequence, "TimeseriesGenerator")
    answer = ask("generator", numbers(100, 1), Layout(10))
    assert "`keras.preprocessing.sequence` no longer has it" in answer
    assert "`tf.keras.preprocessing.sequence` does" in answer


def test_refusals_are_keras_own():
    with pytest.raises(ValueError, match="expected ndim=3, found ndim=4") as refused:
        keras.layers.LSTM(1)(keras.Input((32, 10, 2)))
    shown = re.search(r"`(expected ndim.*?)`", ask("input", numbers(80, 2), Layout(10)))
    assert shown[1] in str(refused.value)

    for window, columns in ((5, 3), (1, 3), (5, 1), (1, 1)):
        answer = ask("beyond", numbers(80, columns), Layout(window))
        model = keras.Sequential([keras.Input((window, columns)), keras.layers.LSTM(1)])
        forgotten = np.zeros((window, columns), np.float32)
        if columns > 1:
            with pytest.raises(ValueError, match="Expected shape") as refused:
                model.predict(forgotten, verbose=0)
            assert re.search(r"`(Expected shape.*?)`", answer)[1] in str(refused.value)
        else:
            assert model.predict(forgotten, verbose=0).shape == (window, 1)
            said = f"{window} samples of 1 step" if window > 1 else "by itself"
            assert said in answer


@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_idle_weights_get_no_gradient_in_keras(cell, reset_after):
    options = {"reset_after": reset_after} if cell == "gru" else {}
    layer = {"lstm": keras.layers.LSTM, "gru": keras.layers.GRU}.get(cell, keras.layers.SimpleRNN)
    layer = (
        layer(5, bias_initializer="random_normal", unit_forget_bias=False)
        if (cell == "lstm")
        else layer(5, bias_initializer="random_normal", **options)
    )
    x = np.random.default_rng(0).normal(size=(40, 1, 3)).astype(np.float32)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(layer(x) ** 2)
    gradients = tape.gradient(loss, layer.trainable_variables)
    idle = sum(int(np.count_nonzero(gradient.numpy() == 0)) for gradient in gradients)
    weights = sum(int(np.prod(gradient.shape)) for gradient in gradients)
    spec = TrainingSpec(cell, reset_after, units=5)
    answer = ask("step", numbers(80, 3), LAYOUTS["row"], spec=spec)
    assert f"{idle} of the" in answer
    assert f" {weights} weights" in answer


def test_one_value_of_a_sine_cannot_do_better():
    rate = 2 * math.pi / 20
    wave = np.sin(rate * np.arange(20))
    now, then = wave, np.roll(wave, -1)
    best = now * (now @ then) / (now @ now)
    floor = np.mean((then - best) ** 2)
    assert floor == pytest.approx(math.sin(rate) ** 2 / 2)
    assert f"= {floor:.4f}" in ask("step", numbers(80, 1), Layout(2))
    two = np.stack([now, np.roll(wave, 1)], axis=1)
    assert np.allclose(two @ np.linalg.lstsq(two, then)[0], then)


def test_known_columns_end_up_beside_the_target():
    table, horizon, window = numbers(40, 2), 3, 5
    known = np.arange(40.0)
    answer = ask("known", table, Layout(window), Task("a", horizon=horizon))
    assert f"`np.column_stack([table[:-{horizon}], known[{horizon}:]])`" in answer
    shifted = np.column_stack([table.values[:-horizon], known[horizon:]])
    assert f"{len(shifted)} rows remain" in answer
    # As many windows as before, if y comes from the uncut table; else as many fewer as rows.
    taken = int(re.search(r"comes from the uncut table, `table\[(\d+):, 0\]`", answer)[1])
    assert len(sliding_window_view(shifted, window, axis=0)) == len(table.values[taken:])
    assert len(table.values[taken:]) - len(shifted[taken:]) == horizon
    assert f"cost {horizon} windows more" in answer
    windows = sliding_window_view(shifted, window, axis=0)
    dataset = make_dataset(table, Layout(window), Task("a", horizon=horizon))
    assert (
        windows[:, 2, -1].tolist() == dataset.target_rows(np.arange(dataset.counts.whole)).tolist()
    )


@given(st.integers(1, 9), st.integers(1, 6), st.integers(1, 6), st.integers(0, 40))
def test_most_samples_of_a_row(window, stride, dilation, more):
    layout = Layout(window, stride, dilation=dilation)
    samples = layout.samples(layout.span + more)
    starts = np.arange(samples) * stride
    rows = starts[:, None] + np.arange(window) * dilation
    assert most_samples_of_a_row(layout, samples) == np.bincount(rows.ravel()).max()


# ---- Any table, any layout ----------------------------------------------------------------------


@given(
    CHOICES,
    st.builds(
        TrainingSpec,
        CELLS,
        st.booleans(),
        units=st.sampled_from([1, 3, 128]),
        layers=st.integers(1, 2),
        batch_size=st.sampled_from([1, 2, 7, 32]),
    ),
    st.integers(1, 4),
)
def test_answers_stand_for_any_table(choice, spec, dilation):
    table, layout, task = choice.parts()
    strange = tuple(f"{name}*$" for name in table.columns)
    renamed = replace(
        task, target=f"{task.target}*$", features=tuple(f"{name}*$" for name in task.features)
    )
    table = replace(table, columns=strange, units=tuple("<b>" for _ in strange))
    try:
        dataset = make_dataset(table, replace(layout, dilation=dilation), renamed)
    except (TaskError, LayoutError):
        return
    for question in QUESTIONS.values():
        parts = question.answer(
            dataset, spec, lambda text: f"⟦{text.translate({42: 0x2217, 36: 0x24})}⟧"
        )
        answer = parts.text
        words = prose(answer)
        # One sentence of at most 15 words, then the numbers.
        assert len(parts.short.split()) <= 15, parts.short
        assert len(re.findall(r"[.?!](?= |$)", prose(parts.short))) == 1, parts.short
        assert parts.here
        assert all(part.endswith((".", ")")) for part in parts_of(parts)), question.id
        assert 2 <= len(re.findall(r"[.?]\)?(?= |$)", words)) <= 10, answer
        assert words.count("**") % 2 == 0, answer
        things = "row|step|timestep|sample|number|column|feature|unit|batche?|stretche?"
        assert not re.search(rf"\bnan\b|(?<!than )\b1 ({things})s\b|  ", words), answer
        assert not re.search(rf"\b0 ({things})s\b", words), answer
        # A stranger's names come through `escape` alone.
        assert "*$" not in answer
        assert answer.count("<b>") == answer.count("⟦<b>⟧")


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("key", KEYS)
def test_what_is_shown_fits_the_table(tables, key, name):
    question = QUESTIONS[name]
    table, start = tables[key], start_experiment(key)
    for layout in LAYOUTS:
        before, _ = fit_to_table(replace(start, layout=with_size(layout, start.layout)), table)
        shown = question.show(before, table)
        assert fit_to_table(shown, table) == (shown, ())
        dataset = make_dataset(table, shown.layout, shown.task)
        assert question.answer(dataset, shown.spec, str).here
        assert shown.spec == before.spec
        assert shown.section in {"find", "count", "targets", "compare", "turns"}
        assert shown.against in {"", *LAYOUTS}
        # A question about windows shows one, where six rows have room for it.
        if key != "chalkboard" and shown.section in {"count", "targets", "turns"}:
            assert shown.layout.window > 1


@pytest.mark.parametrize(
    ("name", "layout", "choices"),
    [
        ("difference", LAYOUTS["columns"], {"section": "compare", "against": "row"}),
        ("reshape", Layout(24), {"section": "turns", "turn": "reshape"}),
        ("last", Layout(24), {"section": "turns", "turn": "window_last"}),
        ("rate", Layout(24, dilation=3), {"section": "count"}),
        ("count", Layout(24), {"section": "count"}),
        ("target", Layout(24), {"section": "targets"}),
        ("sample", Layout(24), {"section": "find"}),
        ("known", Layout(24), {"section": "targets"}),
    ],
)
def test_what_is_shown_is_what_was_asked(tables, name, layout, choices):
    shown = QUESTIONS[name].show(start_experiment("sensors"), tables["sensors"])
    assert shown.layout == layout
    assert {field: getattr(shown, field) for field in choices} == choices
    assert (name == "known") == (shown.task.horizon == 0)


def test_the_recommended_layout_is_shown(tables):
    for key, name, against in (("sensors", "window", "row"), ("elnino", "columns", "row")):
        shown = QUESTIONS["which"].show(start_experiment(key), tables[key])
        assert (shown.layout.rows, shown.layout.columns) == (
            LAYOUTS[name].rows,
            LAYOUTS[name].columns,
        )
        assert shown.against == against
    unordered = Experiment(rows_are="unordered")
    assert QUESTIONS["which"].show(unordered, tables["sensors"]).against == "columns"


@given(st.integers(2, 40), st.integers(1, 3), st.sampled_from(list(LAYOUTS)))
def test_what_is_shown_fits_any_table(rows, columns, name):
    table = Table(numbers(rows, columns).values, tuple("abc"[:columns]), "a table")
    start, _ = fit_to_table(Experiment(layout=LAYOUTS[name]), table)
    for question in SHOWN:
        shown = QUESTIONS[question].show(start, table)
        assert fit_to_table(shown, table) == (shown, ())
