"""The answers about judging a forecast and about PyTorch against counts and PyTorch itself."""

import re
import warnings

import keras
import numpy as np
import pytest
import torch

from lstmviz.network.specs import TrainingSpec
from lstmviz.racing.baselines import LAST_VALUE, MEAN
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.samples.tasks import Task
from lstmviz.wording import significant
from tests.questions.test_cell_questions import TORCH, said
from tests.questions.test_cell_questions import ask as ask_cell
from tests.questions.test_questions import SPEC, ask, numbers
from tests.samples.test_datasets import table_of


def test_at_random_nearly_every_window_has_its_neighbour_in_training():
    windows, fraction = 500_000, 0.2
    held = np.random.default_rng(0).random(windows) < fraction
    inner = np.flatnonzero(held[1:-1]) + 1
    found = np.mean(~held[inner - 1] | ~held[inner + 1])
    answer = ask("split", numbers(200, 2), Layout(10))
    said(answer, "share 9 rows", "with 20 % held out", "96 %")
    assert found == pytest.approx(0.96, abs=2e-3)
    dataset = make_dataset(numbers(200, 2), Layout(10), Task("b"))
    said(answer, f"from {int(np.argmax(dataset.held_out))} on")
    said(answer, f"costs {dataset.counts.lost_border} windows")


def test_the_scaler_that_saw_all_has_another_mean():
    table = load_example("elnino")
    column = table.values[:, 0].astype(float)
    held = make_dataset(table, LAYOUTS["columns"], Task("Jan")).held_out
    answer = ask("scaler", table, LAYOUTS["columns"], Task("Jan"))
    said(
        answer,
        f"{column[~held].mean():.2f} °C over the training",
        f"{column.mean():.2f} °C over all",
    )


def test_a_walk_looks_right_one_step_late():
    walk = np.cumsum(np.random.default_rng(0).normal(size=(500, 1)), axis=0)
    table = table_of(walk)
    dataset = make_dataset(table, Layout(8), Task("a"))
    assert LAST_VALUE.error(dataset) < MEAN.error(dataset) / 2
    answer = ask("late", table, Layout(8))
    said(answer, significant(LAST_VALUE.error(dataset)), significant(MEAN.error(dataset)))
    said(ask("worse", table, Layout(8)), significant(MEAN.error(dataset)))


# ---- PyTorch ------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", TORCH)
def test_without_batch_first_samples_share_a_state(cell):
    torch.manual_seed(0)
    layer = TORCH[cell](3, 4)
    x = torch.randn(8, 10, 3)
    output, _ = layer(x)
    changed = x.clone()
    changed[0] += 1
    assert not torch.equal(layer(changed)[0][5], output[5])
    spec = TrainingSpec(cell, units=4, batch_size=8)
    said(ask("batch_first", numbers(100, 3), Layout(10), spec=spec), "10 sequences of 8 steps")
    right = TORCH[cell](3, 4, batch_first=True)
    assert torch.equal(right(changed)[0][5], right(x)[0][5])


@pytest.mark.parametrize("cell", TORCH)
@pytest.mark.parametrize("layers", [1, 2])
def test_shapes_of_torch_states(cell, layers):
    layer = TORCH[cell](3, 4, num_layers=layers, batch_first=True)
    output, state = layer(torch.randn(8, 10, 3))
    h = state[0] if cell == "lstm" else state
    assert torch.equal(output[:, -1], h[-1])
    spec = TrainingSpec(cell, units=4, layers=layers, batch_size=8)
    answer = ask_cell("state_axes", spec=spec)
    said(answer, f"`{tuple(h.shape)}`", f"`{tuple(output.shape)}`")
    assert ("c_n" in answer) == (cell == "lstm")


@pytest.mark.parametrize("cell", TORCH)
def test_two_axes_are_one_sequence(cell):
    layer = TORCH[cell](3, 4, batch_first=True)
    table = torch.randn(40, 3)
    output, _ = layer(table)
    assert torch.allclose(output, layer(table[None])[0][0], atol=1e-6)
    answer = ask("two_axes", numbers(40, 3), Layout(2), spec=TrainingSpec(cell, units=4))
    said(answer, f"`{tuple(output.shape)}`", "1 sample of 40 timesteps", "`(40, 1, 3)`")
    assert layer(table[:, None, :])[0].shape == (40, 1, 4)
    with pytest.raises(ValueError, match=re.search(r"`(expected ndim.*?)`", answer)[1]):
        keras.layers.LSTM(4)(table.numpy())


def test_a_state_that_is_handed_on_has_to_be_detached():
    layer = torch.nn.LSTM(3, 4, batch_first=True)
    message = re.search(r"`(Trying to backward.*?)`", ask_cell("twice"))[1]
    x = torch.randn(2, 5, 3)
    output, state = layer(x)
    output.sum().backward()
    output, _ = layer(x, state)
    with pytest.raises(RuntimeError, match=message):
        output.sum().backward()
    state = None
    for _ in range(2):
        output, state = layer(x, state)
        output.sum().backward()
        state = tuple(s.detach() for s in state)


def test_a_loss_of_two_shapes_compares_all_with_all():
    prediction, target = torch.randn(32, 1), torch.randn(32)
    with pytest.warns(UserWarning, match="target size"):
        loss = torch.nn.MSELoss()(prediction, target)
    assert loss == pytest.approx(float(((prediction - target) ** 2).mean()), rel=1e-5)
    assert (prediction - target).numel() == 1_024
    # The best prediction under it is the batch's mean, whatever the input.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        torch.nn.MSELoss()(prediction.squeeze(-1), target)
        torch.nn.MSELoss()(prediction, target[:, None])
    best = target.mean().expand(32, 1)
    assert ((best - target) ** 2).mean() <= ((prediction - target) ** 2).mean()
    said(ask("loss_shapes", numbers(100, 2), Layout(10), spec=SPEC), "1,024 differences")
