"""What differs between two layouts of the same table, in numbers and in words."""

from dataclasses import dataclass

from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layout_words import what_it_sees
from lstmviz.samples.layouts import Layout, layout_name
from lstmviz.wording import many, write_shape

BYTES = 4  # of a float32


@dataclass(frozen=True)
class LayoutFacts:
    """A layout of a table in numbers.

    Args:
        name: key of LAYOUTS.
        shape: (samples, timesteps, features) of X.
        values: numbers in X.
        copies: how often a cell that is read stands in X, on average over the table.
        parameters: weights of the recurrent layers.
        evaluations: how often a layer's cell is evaluated over all samples, each taken once.
        megabytes: of X written out as float32.
        sees, cannot: what one sample shows to the network, and what it does not.
    """

    name: str
    shape: tuple[int, int, int]
    values: int
    copies: float
    parameters: int
    evaluations: int
    megabytes: float
    sees: str
    cannot: str


def describe_layout(dataset: Dataset, layout: Layout, spec: TrainingSpec) -> LayoutFacts:
    """Describe how a layout would arrange a dataset's table, with its features and its horizon.

    Samples are counted before any is left out for a missing value or a group's border.

    Raises:
        LayoutError: the window does not fit into the table.
    """
    rows, columns = len(dataset.table.values), len(dataset.features)
    shape = layout.shape(rows, columns, dataset.task.horizon)
    samples, timesteps, features = shape
    values = samples * timesteps * features
    sees, cannot = what_it_sees(layout, columns)
    return LayoutFacts(
        name=layout_name(layout),
        shape=shape,
        values=values,
        copies=values / (rows * columns),
        parameters=sum(count_parameters(spec, features)),
        evaluations=samples * timesteps,
        megabytes=values * BYTES / 1e6,
        sees=sees,
        cannot=cannot,
    )


def differences(a: LayoutFacts, b: LayoutFacts) -> tuple[str, ...]:
    """Say in sentences in what two layouts of one table differ."""
    if a == b:
        return ("Both are the same.",)
    if a.shape == b.shape:
        return (
            f"Both give the shape {write_shape(a.shape)}, so every count is the same; what differs "
            "is which cell stands where.",
        )
    said = [f"Both have {many(a.shape[0], 'sample')}."]
    if a.shape[0] != b.shape[0]:
        more = f"{abs(a.shape[0] - b.shape[0]):,} {'more' if a.shape[0] > b.shape[0] else 'fewer'}"
        said = [
            f"{short(a)} has {many(a.shape[0], 'sample')}, {more} than {short(b)} with "
            f"{b.shape[0]:,}."
        ]
    small, big = sorted((a, b), key=lambda facts: facts.values)
    if small.values == big.values:
        said.append(f"Both hold {many(a.values, 'value')}, {write_size(a)}.")
    else:
        said.append(
            f"{short(big)} holds {big.values:,} values, {write_size(big)}: "
            f"{write_ratio(big.values, small.values)} as many as {short(small)} with "
            f"{small.values:,}, {write_size(small)}."
        )
    inputs = a.shape[2] - b.shape[2]
    if not inputs:
        said.append(f"Both need {a.parameters:,} weights, whatever the number of steps.")
    else:
        each = (a.parameters - b.parameters) // inputs
        said.append(
            f"{short(a)} needs {a.parameters:,} weights, {short(b)} {b.parameters:,}: each number "
            f"that enters at a step has {each:,} weights of its own."
        )
    small, big = sorted((a, b), key=lambda facts: facts.evaluations)
    if small.evaluations == big.evaluations:
        said.append(f"Over all samples both evaluate the cell {many(a.evaluations, 'time')}.")
    else:
        said.append(
            f"Over all samples {short(big)} evaluates the cell {big.evaluations:,} times, "
            f"{write_ratio(big.evaluations, small.evaluations)} as often as {short(small)} with "
            f"{small.evaluations:,}."
        )
    return tuple(said)


def short(facts: LayoutFacts) -> str:
    """Write a layout as people call it, e.g. "(N, 24, 3)"."""
    _, timesteps, features = facts.shape
    return f"(N, {timesteps:,}, {features:,})"


def write_size(facts: LayoutFacts) -> str:
    """Write how large X is, e.g. "15.4 MB"."""
    return f"{facts.megabytes:,.3g} MB" if facts.megabytes < 1000 else f"{facts.megabytes:,.0f} MB"


def write_ratio(big: int, small: int) -> str:
    """Say how many times one number is the other.

    >>> write_ratio(3_842_640, 160_179), write_ratio(9, 3), write_ratio(53_393, 53_370)
    ('about 24 times', '3 times', 'about 1.0004 times')
    """
    ratio = big / small
    if big % small == 0:
        return f"{ratio:,.0f} times"
    if ratio >= 10:
        return f"about {ratio:,.0f} times"
    return f"about {ratio:.5g} times" if ratio < 1.01 else f"about {ratio:.3g} times"
