"""Questions about PyTorch: which axis comes first, and what it accepts without an error."""

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Answer, Escape, code, table_size
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.torch_code import torch_layer
from lstmviz.wording import many


def batch_first(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Time first by default; no error if it is forgotten."""
    _, timesteps, features = dataset.shape
    batch, name = spec.batch_size, torch_layer(spec.kind).name
    return Answer(
        "Time comes first, unless you write `batch_first=True`.",
        f"Without it a batch {code((batch, timesteps, features))} is read as "
        f"{many(timesteps, 'sequence')} of {many(batch, 'step')}, and no error says so.",
        f"By default `torch.nn.{name}` takes (timesteps, batch, features); with "
        "`batch_first=True` it takes Keras's order. If it is forgotten, the state runs from sample "
        "to sample, so each prediction depends on which others stand in the batch.",
    )


def two_axes(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The whole table as one sequence."""
    rows, columns = table_size(dataset)
    state = "h and c run" if spec.kind.has_c else "h runs"
    return Answer(
        "It takes two axes for one long sequence without a batch.",
        f"The table {code((rows, columns))} is 1 sample of {many(rows, 'timestep')}, and {state} "
        f"through all of them. The output is {code((rows, spec.units))}, one h for each row.",
        "Where each row should stand alone, add the axis: `x[:, None, :]` with `batch_first=True` "
        f"is {code((rows, 1, columns))}. A Keras layer refuses two axes: `expected ndim=3, found "
        "ndim=2`.",
    )


def state_axes(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Layers first, whatever the batch."""
    _, timesteps, _ = dataset.shape
    batch, units, layers = spec.batch_size, spec.units, spec.layers
    both = "`h_n` and `c_n` are" if spec.kind.has_c else "`h_n` is"
    return Answer(
        "Its first axis counts layers and directions, always.",
        f"{both} always (layers · directions, batch, units), here {code((layers, batch, units))}; "
        f"the output is {code((batch, timesteps, units))}.",
        "`batch_first=True` moves the axes of input and output alone. The output holds h of the "
        "last layer at every step, so in one direction `output[:, -1]` equals `h_n[-1]`. A first "
        "state has to be handed over in the same order.",
    )


def backward_twice(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Detach the state between pieces."""
    timesteps = dataset.shape[1]
    line = "state = tuple(s.detach() for s in state)" if spec.kind.has_c else "h = h.detach()"
    return Answer(
        "Detach the state between pieces: it still knows how it was made.",
        f"`{line}`: the numbers go on and the gradient ends, here after "
        f"{many(timesteps, 'timestep')}.",
        "Without it `backward` walks into the piece before, whose graph is gone: `Trying to "
        "backward through the graph a second time`. The cut is called truncated back-propagation "
        "through time.",
        "Often done, but wrong: `retain_graph=True`. It only hides it: the graph grows with every "
        "piece.",
    )


def loss_shapes(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """(B, 1) minus (B,) is (B, B)."""
    batch = max(spec.batch_size, 2)
    return Answer(
        "It then compares every prediction with every target.",
        f"{code((batch, 1))} minus {code((batch,))} is {code((batch, batch))}: {batch * batch:,} "
        f"differences instead of {batch:,}.",
        "`MSELoss` only warns, and the network then learns to say the mean of the batch. Give both "
        "one shape: `y[:, None]`, or `prediction.squeeze(-1)`. Keras brings `(N, 1)` and `(N,)` "
        "together by itself.",
    )


def packed(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """It skips the filling; long ones first."""
    batch, timesteps, features = spec.batch_size, dataset.shape[1], dataset.shape[2]
    return Answer(
        "Packing skips the filling, so `h_n` is each sequence's own last h.",
        f"A padded batch {code((batch, timesteps, features))} goes in with the "
        f"{many(batch, 'length')} of its sequences, each from 1 to {timesteps:,}.",
        "`pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)`; without "
        "`enforce_sorted=False` the longest must come first. A length of 0 is refused. "
        "`pad_packed_sequence` gives the output back with zeros after each end, so read "
        "`h_n[-1]`, not `output[:, -1]`.",
    )


def two_biases(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """They are added; one would do."""
    width = len(spec.kind.blocks) * spec.units
    return Answer(
        "They are added, so one would do; cuDNN wants two.",
        f"`bias_ih` and `bias_hh` have {many(width, 'number')} each here.",
        "Both get the same gradient, so together they learn twice as fast as one. A GRU needs the "
        "second one for h̃, where the reset gate multiplies it.",
    )


def layer_or_cell(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """A whole sequence, or one step."""
    _, timesteps, features = dataset.shape
    batch, name = spec.batch_size, torch_layer(spec.kind).name
    return Answer(
        "The layer takes whole sequences, the cell one step: you write the loop.",
        f"Here `torch.nn.{name}` takes {code((batch, timesteps, features))} at once, "
        f"`torch.nn.{name}Cell` {code((batch, features))}, {many(timesteps, 'time')}.",
        "With the same weights both give the same numbers. The cell is for loops in which a step "
        "reads what was predicted in the one before; it is slower, and knows neither layers nor "
        "`batch_first` nor packed sequences.",
    )
