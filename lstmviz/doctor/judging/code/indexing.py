"""More indices in a line than the array or the tensor has axes."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.torch.stack import read_as_one, steps_taken
from lstmviz.doctor.saying.wording import axes_count, tell
from lstmviz.doctor.walking.setup import Stop

# An array with several indices: "dataset[i : i + 60, 0]".
INDEXED = re.compile(
    r"(?P<name>[A-Za-z_]\w{0,40})\[(?P<indices>(?:[^\[\],\n]|\[[^\[\]\n]{0,40}\]){1,60}"
    r"(?:,(?:[^\[\],\n]|\[[^\[\]\n]{0,40}\]){1,60}){1,4})\]"
)


def indices(case: Case, why: Stop) -> Judged:
    """More indices than axes."""
    if (taken := steps_taken(case)[0]) and case.walk.stop is not None:
        return one(replace(taken[0], happens="", silent=False, tried=None))
    if (whole := read_as_one(case)) is not None:
        return one(whole)
    name, given = indexed(case)
    wanted = why["expected"] or why["indices"] or given
    # An old NumPy does not tell the axes: of two indices it is a series that they do not fit.
    found = why["found"] if why["found"] is not None else 1 if wanted == 2 else None
    if wanted is None and found is None:
        return NONE
    tensor = case.torch or "fortensor" in case.text.tight
    if found == 1 and wanted == 2 and not tensor:
        return one(series(name, told=why["found"] is not None))
    code = case.text.plain
    out = "[:, -1" in code or "[:,-1" in code or tensor
    return one(
        Diagnosis(
            "indices",
            "The array or tensor has fewer axes than the line indexes."
            if found is None
            else f"The array or tensor has {axes_count(found)}, and the line indexes more.",
            expected="as many indices as axes"
            if found is None
            else f"at most {found} {'index' if found == 1 else 'indices'}",
            received=str(wanted or "more"),
            axis="An axis that the line counts on is not there: often samples, timesteps or "
            "features.",
            details=(
                "If the input had two axes, a recurrent layer of PyTorch gives (timesteps, "
                "units), without samples: feed (samples, timesteps, features), X.unsqueeze(0) for "
                "one sample."
                if tensor
                else "X.shape[2] and X[:, :, 0] need three axes: reshape or cut windows first.",
                "If the last step was already taken, or return_sequences is False, only (samples, "
                "units) are left: leave the index out."
                if out
                else "Print X.shape just before the line.",
            ),
        )
    )


def no_place(case: Case, why: Stop) -> Judged:
    """An index beyond the places of its axis."""
    index, size, shape = why["index"], why["size"], why["received"]
    at = case.walk.stop.node if case.walk.stop else None
    read = case.setup.nodes[at].reads[0] if at is not None else None
    before = case.setup.nodes[read.node].layer if read is not None else None
    states = before is not None and before.parted and bool(read and read.part)
    return one(
        Diagnosis(
            "no_place",
            f"The line takes place {index} of an axis of size {size}.",
            expected=f"a place from {-size} to {size - 1}",
            received=str(index),
            axis=f"Axis {why['axis']} of {tell(shape)} has size {size}; axes and places are "
            "counted from 0.",
            details=(
                "The states have a row for each layer and each direction: one layer that reads "
                "one way has h[-1] alone, and h[-2] comes with bidirectional=True or num_layers=2.",
            )
            if states
            else (),
        )
    )


def indexed(case: Case) -> tuple[str, int | None]:
    """Give the array that is indexed, and how often: of the line that stops, or the only one."""
    lines = case.text.raising or case.text.plain
    found = {(each["name"], each["indices"].count(",") + 1) for each in INDEXED.finditer(lines)}
    return found.pop() if len(found) == 1 else ("", None)


def series(name: str, *, told: bool) -> Diagnosis:
    """A series of one axis is indexed as a table is."""
    it = name or "data"
    return Diagnosis(
        "indices",
        f"{name or 'The array'} is a series of one axis, and the line indexes rows and columns."
        if told
        else f"{name or 'The array'} has fewer axes than the line indexes: most often one.",
        expected="two axes: (rows, columns)",
        received="one axis: (rows,)",
        axis="The axis of the columns is missing.",
        fix=(f"{name} = {name}.reshape(-1, 1)",) if name else (),
        details=(
            f'A single column, df["price"].values, has one axis; {it}.reshape(-1, 1), or '
            'df[["price"]].values, makes (rows, 1).',
            f"Or leave the second index out: {it}[i : i + window].",
            f"Rows of different lengths make one axis as well: look at {it}.shape and {it}.dtype.",
        ),
    )
