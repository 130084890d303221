"""What PyTorch says."""

from lstmviz.doctor.answer import Axes, Diagnosis, Shape
from lstmviz.doctor.missing import EXPECTED
from lstmviz.doctor.setup import Case
from lstmviz.doctor.wording import axes_count, named, tell

HANDS = "An LSTM gives two things: output, and the pair (h, c)."


def first_axis(case: Case) -> tuple[str, str, str]:
    """Give the roles of the three axes, as `batch_first` says."""
    layer = case.setup.recurrent
    first = bool(layer and layer.says("batch_first"))
    return ("samples", "timesteps", "features") if first else ("timesteps", "samples", "features")


def other_rank(case: Case, layer: str, found: int, wanted: str) -> Diagnosis:
    """PyTorch's recurrent layer got 1, 4 or more axes; or, before 1.11, two."""
    x, roles = case.x, first_axis(case)
    fix = {
        1: f"{x} = {x}[:, None, None]",
        2: f"{x} = {x}[:, None, :]",
    }.get(found, f"{x} = {x}.flatten(2)")
    return Diagnosis(
        "torch_axes",
        "The recurrent layer got another number of axes than it reads.",
        expected=f"{wanted} axes; {EXPECTED.partition(': ')[2]} with batch_first=True",
        received=axes_count(found),
        axis="An axis is missing."
        if found < 3
        else "There are too many axes; those after the second have to become one: features.",
        fix=(fix,),
        fed=named((None,) * found, *(roles if found > 2 else ("rows", "columns")[:found])),
        meant=Axes((None, None, None), roles),
        details=(
            "One axis: the line makes it one feature of one sample, step after step."
            if found == 1
            else "Two axes: the line gives the layer its second axis, of size 1."
            if found == 2
            else "flatten(2) keeps the first two axes.",
        ),
    )


def cell_rank(case: Case, found: int) -> Diagnosis:
    """A cell got a whole sequence."""
    return Diagnosis(
        "torch_cell",
        "LSTMCell reads one step at a time, and got a whole sequence.",
        expected="two axes: (samples, features)",
        received=axes_count(found),
        axis="The axis of the timesteps is one too many.",
        fix=("lstm = torch.nn.LSTM(3, 32, batch_first=True)",),
        meant=named((None, None), "samples", "features"),
        details=("LSTM loops over the steps itself. Its sizes are (features, units).",),
    )


def state_axes(case: Case, batched: bool) -> Diagnosis:
    """The state and the data do not have the same number of axes."""
    want: tuple[str, ...] = ("?", "samples", "units") if batched else ("?", "units")
    return Diagnosis(
        "torch_state_axes",
        "The states that were given have another number of axes than the data ask for.",
        expected="(layers, samples, units)" if batched else "(layers, units)",
        received="(layers, units)" if batched else "(layers, samples, units)",
        axis="The states miss the axis of the samples."
        if batched
        else "The data miss the axis of the samples, the states have it.",
        fix=(
            "h, c = h[:, None, :].repeat(1, X.shape[0], 1), c[:, None, :].repeat(1, X.shape[0], 1)",
        )
        if batched
        else ("X = X[None]",),
        meant=named((None,) * len(want), *want),
        details=(
            "With batch_first=True, X.shape[0] counts the samples; without, X.shape[1] does.",
            "A GRU has h alone.",
        )
        if batched
        else ("For batch_first=True; without, X[:, None, :].",),
    )


def state_size(case: Case, expected: Shape, received: Shape) -> Diagnosis:
    """The state has another size than the batch or the layer."""
    samples = len(expected) == 3 and expected[1] != received[1]
    sizes = tell(expected)
    return Diagnosis(
        "torch_state_size",
        "The state that was given has another size than the layer and its batch ask for.",
        expected=f"(layers, samples, units) = {sizes}",
        received=tell(received),
        axis="The second axis of the state, the samples, differs from the batch."
        if samples
        else "Layers or units differ.",
        fix=(f"h, c = torch.zeros{sizes}, torch.zeros{sizes}",),
        fed=named(received, "?", "samples", "units"),
        meant=named(expected, "?", "samples", "units"),
        details=(
            "The order is (layers, samples, units), with batch_first=True too.",
            "Is the last batch smaller? Make the state from the batch, or use drop_last=True.",
            "If the batch looks like your number of timesteps, batch_first is missing or in "
            "excess.",
        ),
    )


def number_type(case: Case) -> Diagnosis:
    """float64 from NumPy meets float32 weights."""
    return Diagnosis(
        "torch_dtype",
        "The data are float64, as NumPy makes them; the weights are float32.",
        expected="float32",
        received="float64, or whole numbers",
        fix=(f"{case.x} = {case.x}.float()",),
        details=("Nothing is wrong with the shapes. Mind y too: y = y.float().",),
    )


def no_tensor(case: Case) -> Diagnosis:
    """A NumPy array goes in."""
    return Diagnosis(
        "torch_tensor",
        "A NumPy array was fed where PyTorch wants a tensor.",
        expected="a tensor",
        received="a NumPy array",
        fix=(f"{case.x} = torch.as_tensor({case.x}, dtype=torch.float32)",),
    )


def a_tuple(case: Case) -> Diagnosis:
    """The pair that an LSTM returns goes into the next layer."""
    return Diagnosis(
        "torch_tuple",
        "The next layer got all that the LSTM returns, not its output.",
        expected="one tensor",
        received="a tuple (output, (h, c))",
        fix=("output, (h, c) = lstm(X)",),
        details=(
            HANDS,
            "nn.Sequential cannot take it apart: write a module with its own forward. The last "
            "step is output[:, -1] with batch_first=True.",
        ),
    )


def lengths_order(case: Case) -> Diagnosis:
    """`pack_padded_sequence` wants sorted lengths."""
    return Diagnosis(
        "torch_sorted",
        "The lengths are not in decreasing order.",
        expected="lengths from longest to shortest",
        received="another order",
        axis="Along the first axis, samples should stand from longest to shortest.",
        fix=(
            "packed = torch.nn.utils.rnn.pack_padded_sequence("
            "X, lengths, batch_first=True, enforce_sorted=False)",
        ),
        details=("It sorts and unsorts by itself then.",),
    )


def empty_sequence(case: Case) -> Diagnosis:
    """`pack_padded_sequence` got a length of 0."""
    return Diagnosis(
        "torch_empty",
        "One of the sequences has length 0.",
        expected="lengths of at least 1",
        received="a length of 0",
        fix=("X, lengths = X[lengths > 0], lengths[lengths > 0]",),
        details=("Leave empty sequences out, and their targets with them.",),
    )


def again(case: Case) -> Diagnosis:
    """The state still holds the last chunk's graph."""
    return Diagnosis(
        "torch_backward",
        "The state still hangs on the chunk before, whose graph is gone.",
        expected="a state without a history",
        received="a state that was computed in the last backward pass",
        fix=("h, c = h.detach(), c.detach()",),
        details=(
            "Do so between chunks: the state's values go on, the gradient stops there "
            "(truncated back-propagation through time).",
        ),
    )


def loss_sizes(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """MSELoss warns: (8,) against (8, 1) becomes 8 × 8."""
    wide = tell((output[0], target[-1])) if len(target) == 1 and len(output) == 2 else ""
    match = len(output) == len(target) + 1 and output[-1] == 1
    both = "" if not wide else f"The loss compares each prediction with every target: {wide}."
    return Diagnosis(
        "torch_loss_sizes",
        "The targets have another shape than the predictions.",
        expected=f"predictions {tell(output)}",
        received=f"targets {tell(target)}",
        axis="The targets miss the last axis, of size 1." if match else "An axis differs.",
        fix=("y = y[..., None]",) if match else ("y = y.reshape(output.shape)",),
        fed=named(target, "samples"),
        meant=named(output, "samples", "units"),
        happens=both,
        details=("PyTorch only warns, and spreads the smaller one over the larger.",),
        silent=True,
    )


def two_sizes(case: Case) -> Diagnosis:
    """PyTorch's layers are made of two sizes, not of units alone."""
    return Diagnosis(
        "torch_sizes",
        "PyTorch's recurrent layers want two sizes: features and units.",
        expected="LSTM(input_size, hidden_size)",
        received="Keras's arguments, or one size alone",
        axis="The size of the last axis, the features, is not given.",
        fix=("lstm = torch.nn.LSTM(input_size=3, hidden_size=32, batch_first=True)",),
        details=("input_size is X.shape[-1]; hidden_size is what Keras calls units.",),
    )


def view_order(case: Case) -> Diagnosis:
    """`view` after `permute`."""
    return Diagnosis(
        "torch_view",
        "view cannot re-cut a tensor whose axes were moved.",
        expected="values in the order in which they lie in memory",
        received="a permuted or transposed tensor",
        fix=(f"{case.x} = {case.x}.contiguous()",),
        details=("Then view works. Ask first whether you mean a reshape at all: it mixes axes.",),
    )
