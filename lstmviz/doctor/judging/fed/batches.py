"""A batch of another size than the model, or a state that it keeps, was made for."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.saying.wording import as_code, named
from lstmviz.doctor.walking.setup import Stop


def batches(case: Case, why: Stop) -> Judged:
    """A batch has another size than the state or the model was made for."""
    expected, received = why["expected"], why["received"]
    fixed = fixed_batch(case)
    if expected is None:
        expected = fixed
    return one(other_batch(case, expected, received))


def other_batch(case: Case, expected: int | None, received: int | None) -> Diagnosis:
    """A model with a fixed batch gets a batch of another size."""
    fixed, sample = fixed_batch(case), case.setup.sample or ()
    size = fixed or expected or 1
    told = f"batches of one size: {expected:,}" if expected else "a fixed batch size"
    return Diagnosis(
        "batch_size",
        "The model was built for another number of samples in a batch than it gets.",
        expected=f"a batch of {size:,}" if fixed else told,
        received="" if received is None else f"a batch of {received:,}",
        axis="The first axis, the samples of a batch, has another size.",
        fix=batch_lines(case, size),
        fed=named((received, *sample), "batch", "timesteps", "features"),
        meant=named((expected, *sample), "batch", "timesteps", "features"),
        details=(
            same_batch(case, size, expected, received),
            remainder(case, size),
            "To predict a single sample, build the model again with a batch of 1 and copy the "
            "weights. Where nothing is stateful, leave the batch open: Input((timesteps, "
            "features)).",
        ),
    )


def fixed_batch(case: Case) -> int | None:
    """Give the batch size that the model was built for; None where it is open."""
    at = next(iter(case.setup.inputs), None)
    return None if at is None else case.setup.nodes[at].layer.size("batch_size")


def default_batch(case: Case) -> bool:
    """Whether fit takes its own 32 samples at a time where the model fixes another number."""
    return fixed_batch(case) is not None and "default_batch" in case.setup.marks


def rows_of(case: Case) -> int | None:
    """Give the samples of X; None where they are not told."""
    return case.setup.X.shape[0] if case.setup.X and case.setup.X.shape else None


def dividing(rows: int | None, fixed: int | None) -> int | None:
    """Give the largest batch, up to the fixed one, that keeps all samples; None if it does so."""
    if rows is None or fixed is None or rows < fixed or rows % fixed == 0:
        return None
    return next(size for size in range(fixed, 0, -1) if rows % size == 0)


def cut_to_batches(case: Case, size: int) -> str:
    """Write the line that leaves out the samples that fill no batch."""
    x, y = case.x, case.y
    return f"{x}, {y} = {x}[: len({x}) // {size} * {size}], {y}[: len({y}) // {size} * {size}]"


def batch_lines(case: Case, size: int) -> tuple[str, ...]:
    """Write the batch of fit, a batch that divides the samples, or a cut; () where none mends."""
    x, y, fixed, rows = case.x, case.y, fixed_batch(case), rows_of(case)
    stateful = any(each.says("stateful") is True for each in case.setup.layers)
    whole = dividing(rows, fixed)
    if default_batch(case) or (fixed and not stateful):
        return (f"model.fit({x}, {y}, batch_size={size})",)
    if whole is not None and whole > 1:
        return (
            f"inputs = keras.Input(batch_shape={as_code((whole, *(case.setup.sample or ())))})",
            f"model.fit({x}, {y}, batch_size={whole}, shuffle=False)",
        )
    if whole is not None or not fixed or rows is not None:
        return ()
    return (cut_to_batches(case, size),) if fixed > 1 else (f"model.fit({x}, {y}, batch_size=1)",)


def same_batch(case: Case, size: int, expected: int | None, received: int | None) -> str:
    """Say that all calls need the batch that the model was built for, and which sizes met."""
    if default_batch(case):
        return f"fit and predict take 32 samples at a time unless they are told: batch_size={size}."
    numbers = sorted({each for each in (expected, received) if each is not None})
    if len(numbers) < 2:
        return "Pass the same batch_size to fit, evaluate and predict."
    return (
        "Pass the same batch_size to fit, evaluate and predict, and let it divide the number of "
        f"samples: the sizes {' and '.join(f'{n:,}' for n in numbers)} met in one call."
    )


def remainder(case: Case, size: int) -> str:
    """Say what of the samples fills no batch: a batch that keeps all, or what is left out."""
    rows = rows_of(case)
    whole = dividing(rows, fixed_batch(case))
    if whole is not None and rows is not None:
        return (
            f"{rows:,} samples are no multiple of {size}: batches of {whole} keep all of them. "
            f"Else leave {rows % size} out: {cut_to_batches(case, size)}."
        )
    if rows is None or rows >= size:
        return "The number of samples has to be a multiple of it: drop the remainder."
    return (
        f"There are {rows:,} samples in all, fewer than the batch that was fixed: the first size "
        "of batch_input_shape or batch_shape is the batch, not the timesteps."
    )
