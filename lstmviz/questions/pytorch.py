"""Questions about PyTorch: which axis comes first, and what it accepts without an error."""

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Escape, code, table_size
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.snippets import torch_layer
from lstmviz.wording import many


def batch_first(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Time first by default; no error if it is forgotten."""
    _, timesteps, features = dataset.shape
    batch, name = spec.batch_size, torch_layer(spec.kind).name
    return (
        f"By default `torch.nn.{name}` takes (timesteps, batch, features); with "
        "`batch_first=True` it takes Keras's order. Forgetting it raises no error: a batch "
        f"{code((batch, timesteps, features))} is then read as "
        f"{many(timesteps, 'sequence')} of {many(batch, 'step')}. The state runs from sample to "
        "sample, so each prediction depends on which others stand in the batch."
    )


def two_axes(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The whole table as one sequence."""
    rows, columns = table_size(dataset)
    state = "h and c run" if "c" in spec.kind.states else "h runs"
    return (
        "It takes two axes for one sequence without a batch: the table "
        f"{code((rows, columns))} is 1 sample of {many(rows, 'timestep')}, and {state} through "
        f"all of them. The output is {code((rows, spec.units))}, one h for each row. Where each "
        "row should stand alone, add the axis: `x[:, None, :]` with `batch_first=True` is "
        f"{code((rows, 1, columns))}. A Keras layer refuses two axes: `expected ndim=3, found "
        "ndim=2`."
    )


def state_axes(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Layers first, whatever the batch."""
    _, timesteps, _ = dataset.shape
    batch, units, layers = spec.batch_size, spec.units, spec.layers
    both = "`h_n` and `c_n` are" if "c" in spec.kind.states else "`h_n` is"
    return (
        f"{both} always (layers · directions, batch, units), here {code((layers, batch, units))}: "
        "`batch_first=True` moves the axes of input and output alone. The output, "
        f"{code((batch, timesteps, units))}, holds h of the last layer at every step, so in one "
        "direction `output[:, -1]` equals `h_n[-1]`. A first state has to be handed over in the "
        "same order."
    )


def backward_twice(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Detach the state between pieces."""
    timesteps = dataset.shape[1]
    line = (
        "state = tuple(s.detach() for s in state)" if "c" in spec.kind.states else "h = h.detach()"
    )
    return (
        "The state that you hand on still knows how it was made, so `backward` walks into the "
        "piece before, whose graph is gone: `Trying to backward through the graph a second time`. "
        f"Cut it between the pieces: `{line}`. The numbers go on and the gradient ends, here after "
        f"{many(timesteps, 'timestep')}: truncated back-propagation through time. "
        "`retain_graph=True` only hides it: the graph grows with every piece."
    )


def loss_shapes(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """(B, 1) minus (B,) is (B, B)."""
    batch = max(spec.batch_size, 2)
    return (
        f"Because {code((batch, 1))} minus {code((batch,))} is {code((batch, batch))}: every "
        f"prediction is compared with every target, {batch * batch:,} differences instead of "
        f"{batch:,}. `MSELoss` only warns, and the network then learns to say the mean of the "
        "batch. Give both one shape: `y[:, None]`, or `prediction.squeeze(-1)`. Keras brings "
        "`(N, 1)` and `(N,)` together by itself."
    )
