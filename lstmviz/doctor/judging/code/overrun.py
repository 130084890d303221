"""A data set counts items whose rows go beyond the last row of its array."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.walking.overrun import Overrun


def items_beyond(case: Case) -> Judged:
    """The last items are cut short, or there is no row for them."""
    found = case.setup.overrun
    return NONE if found is None else one(beyond(found))


def beyond(found: Overrun) -> Diagnosis:
    """Say which items reach too far, and how many there are."""
    reads = f"row {found.end}" if found.row else f"the rows up to {found.end}"
    return Diagnosis(
        "items_beyond",
        f"__len__ counts {found.counted} items, and an item reads {reads} of {found.table}: the "
        "last ones reach beyond its end.",
        expected=f"{found.length} items",
        received=found.counted,
        axis=f"The first axis of {found.table} counts the rows: an index beyond them is an error, "
        "and a slice is cut short without one.",
        fix=(f"return {found.length}",),
        happens="An epoch stops when it comes to them.",
        details=(
            "The line ends __len__. Windows that are cut short make a batch of different lengths: "
            '"stack expects each tensor to be equal size".',
        ),
    )
