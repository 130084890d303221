"""Arrays that code makes: of literals, of sizes that a call asks for, in other languages too."""

import ast
from dataclasses import replace

from lstmviz.doctor.reading.data.arrays import ANY, MAX_AXES, NOTHING, fresh, whole
from lstmviz.doctor.reading.meanings import UNKNOWN, parts_of
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Array
from lstmviz.doctor.walking.sizes import Dim, Reckoned, Word

# Elements of a list that are read; a list as long as this has more.
MAX_LIST = 200
FRESH = frozenset({
    "empty", "full", "integers", "new", "new_empty", "new_ones", "new_zeros", "normal", "ones",
    "rand", "randint", "randn", "random", "random_sample", "standard_normal", "uniform",
    "zeros",
})  # fmt: skip
# NumPy's random numbers between two, which stand before the sizes; alone they make one number.
BETWEEN = frozenset({"integers", "normal", "randint", "uniform"})
TABLES = frozenset({"read_csv", "read_excel", "read_parquet", "loadtxt", "genfromtxt", "dataframe"})
# What makes an array of nested lists.
LITERALS = frozenset({
    "array", "as_tensor", "asarray", "constant", "convert_to_tensor", "floattensor", "tensor",
    "tensor1d", "tensor2d", "tensor3d", "tensor4d",
})  # fmt: skip


def of_literal(value: object) -> Array | None:
    """Give the array that nested lists of numbers make; None for anything else."""
    sizes: list[int] = []
    level: tuple[object, ...] = (value,)
    while all(isinstance(each, tuple) for each in level) and len(sizes) < MAX_AXES:
        lists = [each for each in level if isinstance(each, tuple)]
        if not all(0 < len(each) < MAX_LIST for each in lists):
            return None
        if len({len(each) for each in lists}) > 1:
            return ragged(level)
        sizes.append(len(lists[0]))
        level = tuple(each for one in lists for each in one)
    if any(isinstance(each, tuple) for each in level):
        return None
    if not sizes or not numbers(level[0]):
        return None
    if any(isinstance(each, float) for each in level):
        return fresh(tuple(sizes)).marked("fractions")
    listed = [each for each in level if isinstance(each, int)]
    made = fresh(tuple(sizes)).marked("whole_numbers")
    return replace(made, most=max(listed) if len(listed) == len(level) else None)


def numbers(value: object) -> bool:
    """Whether a value is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def ragged(lists: tuple[object, ...]) -> Array | None:
    """Give the array that lists of different lengths do not make; None where they hold none."""
    while lists and isinstance(lists[0], tuple):
        lists = lists[0]
    return NOTHING.marked("ragged") if lists and numbers(lists[0]) else None


def of_script(call: Call) -> Array | None:
    """Read TensorFlow.js's tensor3d(values, [8, 24, 3]); None for a call without a shape."""
    shape = call.get("shape", 1)
    if isinstance(shape, tuple) and shape:
        made = fresh(tuple(size if whole(size) else None for size in shape))
        return made if all(map(whole, shape)) else made.marked("untold")
    return None


def of_r(call: Call) -> object:
    """Read R's array(…, dim = c(…)) and matrix(…, nrow, ncol)."""
    rows, columns = call.named.get("nrow"), call.named.get("ncol")
    sizes = call.named.get("dim", (rows, columns))
    return fresh(tuple(size if whole(size) else None for size in parts_of(sizes)))


def sizes_given(given: tuple[object, ...], plain: str) -> object:
    """Give the sizes among the arguments of what makes an array; () for a single number."""
    tuples = [each for each in given if isinstance(each, tuple)]
    if tuples:
        return tuples[0]
    if plain in BETWEEN:
        return given[2] if len(given) > 2 else ()
    return given[0] if len(given) == 1 or (plain == "full" and given) else given


def make(notes: Notes, call: Call, plain: str) -> object:
    """Make an array of the shape that a call asks for."""
    if plain in FRESH:
        made = fresh_of(call, plain)
        if not isinstance(made, Array):
            return made
        if of_torch(call):
            return made.marked("whole_numbers" if plain == "randint" else "fractions")
        return made.marked("numpy") if of_numpy(call, plain) else made
    if plain == "arange" and call.given:
        count = call.given[0] if len(call.given) == 1 and whole(call.given[0]) else None
        return fresh((count,)).marked(*(("whole_numbers",) if of_torch(call) else ()))
    if plain in ("linspace", "logspace"):
        count = call.get("num", 2, call.named.get("steps", 50))
        made = fresh(count)
        if of_torch(call):
            return made.marked("fractions")
        return made.marked("numpy") if of_numpy(call, plain) else made
    if plain in TABLES:
        shape = notes.told.get("table", ("", (None, None)))[1]
        return (fresh(shape) if len(shape) == 2 else NOTHING).marked("frame", "numpy")
    return UNKNOWN


# NumPy makes whole numbers of these.
WHOLE = frozenset({"integers", "randint"})


def of_torch(call: Call) -> bool:
    """Whether PyTorch makes an array, of a type that it is not told."""
    return ast.unparse(call.node.func).startswith("torch.") and "dtype" not in call.named


def of_numpy(call: Call, plain: str) -> bool:
    """Whether NumPy makes an array of float64: where nothing else is told, it does."""
    written = ast.unparse(call.node)
    told = "dtype" in call.named or "32" in written or plain in WHOLE
    return written.startswith(("np.", "numpy.")) and not told


def fresh_of(call: Call, plain: str) -> object:
    """Make an array of the sizes that a call asks for."""
    sizes = call.named.get("size", call.named.get("shape", UNKNOWN))
    if sizes is UNKNOWN:
        sizes = sizes_given(call.given, plain)
    if isinstance(sizes, Array):
        return sizes
    kinds = Dim | Reckoned | Word
    given = sizes if isinstance(sizes, tuple) else ()
    named = call.in_names(given) if given else ()
    if any(isinstance(size, kinds) for size in named):
        made = fresh(tuple(size if whole(size) else None for size in named))
        dims = tuple(size if isinstance(size, kinds) else None for size in named)
        made = replace(made, dims=dims if made.shape else ())
        told = any(isinstance(size, Dim | Reckoned) for size in given)
        # By names alone nothing is told: only who walks by names comes to its shape.
        all_ = tuple(size if size is not UNKNOWN else None for size in named)
        return made if told else replace(NOTHING, dims=all_).marked("untold")
    parts = parts_of(sizes)
    if parts == () and plain in WHOLE:
        return ANY
    made = NOTHING if parts in ((), (None,)) else fresh(tuple(
        None if size is ANY else size for size in parts
    ))  # fmt: skip
    return made if all(map(whole, parts)) else made.marked("untold")
