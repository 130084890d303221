"""A loop pairs each window with a target that the window already holds."""

from lstmviz.doctor.answer import Diagnosis, Opening
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.saying.wording import steps
from lstmviz.doctor.walking.overrun import Taken


def paired(case: Case) -> Judged:
    """Hold the rows of a target against the rows of its window, as the code takes them."""
    rows = pair(case)
    if rows is None:
        return NONE
    x, y = rows
    within = x.start <= y.start and y.stop <= x.stop
    whole = (y.start, y.stop) == (x.start, x.stop)
    if not within or whole or not shared(x, y):
        return NONE
    place = "last" if y.stop == x.stop else "first" if y.start == x.start else "own"
    count = y.stop - y.start
    rows_ = f"{x.end}:{x.end} + {count}" if y.end else x.end
    window = x.stop - x.start
    return one(
        Diagnosis(
            "target_in_window",
            "The target is a row that the window already holds.",
            expected=f"the row after the window: {y.table}[{rows_}]",
            received=f"{'its ' + place + ' row' if count == 1 else f'{count} of its own rows'}: "
            f"the window has {steps(window)}",
            axis="Along the rows, the target stands inside the window, not after it.",
            fix=(y.line.replace("{}", rows_),),
            happens="The network has only to copy what it is shown.",
            details=(
                "The loss looks excellent, and the model forecasts nothing.",
                "The line stands in the loop; the loop has to end while there "
                f"{'is a row' if count == 1 else f'are {count} rows'} after the window.",
                f"If the target is a property of the window itself, leave its column out of "
                f"{case.x}.",
            ),
            silent=True,
            opens=Opening("window", window),
        )
    )


def checks(case: Case) -> tuple[str, ...]:
    """Say what is left to check of X and y, where nothing wrong was seen of them."""
    rows = pair(case)
    if rows is None:
        return (
            "Is one sample, X[0], really successive rows of your table? Print it and compare.",
            "Does y[0] belong to X[0], and does no target stand inside its own window?",
        )
    x, y = rows
    after = y.start - x.stop
    if after < 1:
        return ()
    return (
        f"By your loop a target stands {after + 1} rows after the last row of its window: right if "
        f"you mean to look so far ahead; the next row is {y.table}[{x.end}].",
    )


def pair(case: Case) -> tuple[Taken, Taken] | None:
    """Give the rows of X and of y where one loop takes both from one table; None elsewhere."""
    X, y = case.setup.X, case.setup.y
    x, target = (X and X.taken), (y and y.taken)
    if x is None or target is None or (x.table, x.begin) != (target.table, target.begin):
        return None
    return (x, target) if x.end else None


def shared(x: Taken, y: Taken) -> bool:
    """Whether every column of the target is also in the window; unknown ones are not."""
    if x.columns is None:
        return True
    told = isinstance(x.columns, tuple) and isinstance(y.columns, tuple)
    return told and set(y.columns or ()) <= set(x.columns)
