"""Data sets of TensorFlow and PyTorch: what is inside, in batches or one by one."""

import ast
from dataclasses import replace

from lstmviz.doctor.reading.data.arrays import ANY, NOTHING, fresh, move, whole
from lstmviz.doctor.reading.data.picking import index
from lstmviz.doctor.reading.data.windowing import stack_windows
from lstmviz.doctor.reading.meanings import UNKNOWN, Batch, Data, Listed, Parts, parts_of
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Array, Taken


def read_timeseries(notes: Notes, call: Call) -> object:
    """Read `timeseries_dataset_from_array(data, targets, sequence_length)`."""
    data, targets = call.written("data", 0), call.written("targets", 1)
    if data and (targets == data or targets.startswith(data + "[:, ") or of_one_frame(call)):
        notes.marks |= {"targets_are_data"} | ({"one_column"} if targets != data else set())
    table, window = call.get("data", 0), call.get("sequence_length", 2)
    notes.cut(window)
    notes.keras()
    table = table if isinstance(table, Array) else Array((None, None), ("rows", "columns"))
    windows = stack_windows(table, window, False, call.get("sequence_stride", 3, 1))
    notes.marks.add("unpaired")
    rate = call.get("sampling_rate", 4, 1)
    span = (window - 1) * rate + 1 if whole(window) and whole(rate) else 0
    windows = replace(windows, name="X", taken=within(call, span))
    return Data(windows, targets_of(call), batched=True)


def within(call: Call, span: int) -> Taken | None:
    """Give where the targets of windows begin, if they begin within the first window."""
    node = call.written_node("targets", 1)
    part = node.slice if isinstance(node, ast.Subscript) else None
    part = part.elts[0] if isinstance(part, ast.Tuple) else part
    first = call.sizes(part.lower) if isinstance(part, ast.Slice) else 0
    if not isinstance(node, ast.Subscript) or not whole(first) or not 0 < first < span:
        return None
    return Taken(ast.unparse(node.value), "", first, span, "", None, "targets")


def targets_of(call: Call) -> Array | None:
    """Give what is known of the targets of windows: all but their number."""
    given = call.get("targets", 1)
    if not isinstance(given, Array) or not given.shape:
        return None
    return Array((None, *given.shape[1:]), ("?",) * len(given.shape))


def of_one_frame(call: Call) -> bool:
    """Whether data and targets are columns of one table, all rows of it, none moved."""
    names = []
    for word, place in (("data", 0), ("targets", 1)):
        node = call.written_node(word, place)
        if isinstance(node, ast.Attribute) and node.attr == "values":
            node = node.value
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".to_numpy"):
            node = node.func.value if isinstance(node.func, ast.Attribute) else None
        if isinstance(node, ast.Subscript) and columns_by_name(node.slice):
            node = node.value
        if not isinstance(node, ast.Name):
            return False
        names.append(node.id)
    return names[0] == names[1]


def columns_by_name(node: ast.expr) -> bool:
    """Whether an index picks columns by their names, or by a name for some of them."""
    return isinstance(node, ast.Name | ast.List) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def read_generator(notes: Notes, call: Call) -> object:
    """Read `TimeseriesGenerator(data, targets, length)`."""
    table, window = call.get("data", 0), call.get("length", 2)
    notes.cut(window)
    notes.keras()
    notes.marks |= {"generator", "unpaired"}
    table = table if isinstance(table, Array) else Array((None, None), ("rows", "columns"))
    return Data(stack_windows(table, window, False), targets_of(call), batched=True)


def yielded(value: object) -> Data | Parts | None:
    """Give the data set of a generator, by what it yields: batches of X, of X and y, or by name."""
    if isinstance(value, dict):
        return Parts(value)
    parts = parts_of(value)
    if not parts or not isinstance(parts[0], Array):
        return None
    arrays = [each if isinstance(each, Array) else NOTHING for each in parts]
    y, *beside = [*arrays[1:], None]
    made = Data(arrays[0], y, batched=True, beside=tuple(beside[:-1]))
    made = replace(made, bare=not isinstance(value, tuple))
    if "one_sample" not in made.X.marks:
        return made
    return replace(made, X=batch_of(made.X) or NOTHING, y=batch_of(y), batched=False)


def read_spec(notes: Notes, call: Call) -> object:
    """Read `tf.TensorSpec(shape)`: what a generator gives at each of its turns."""
    shape = call.get("shape", 0)
    return fresh(shape) if isinstance(shape, tuple) else UNKNOWN


def batch_of(one: Array | None) -> Array | None:
    """Give a batch of samples like this one; None where its shape is not told."""
    return None if one is None or one.shape is None else fresh((None, *one.shape))


def read_generated(notes: Notes, call: Call) -> object:
    """Read `Dataset.from_generator(gen, output_signature=…)`: its samples, or batches of them."""
    told = call.named.get("output_signature", call.named.get("output_shapes", UNKNOWN))
    if isinstance(told, tuple) and told and all(isinstance(each, tuple) for each in told):
        told = tuple(map(fresh, told))
    one = yielded(told) or call.get("generator", 0)
    if not isinstance(one, Data):
        return UNKNOWN
    if batches(one.X) or not one.batched:
        return one
    X, y = map(batch_of, (one.X, one.y))
    return Data(X or NOTHING, y)


def batches(item: Array) -> bool:
    """Whether an item is cut of samples that have axes of their own: it is a batch of them."""
    return "windows" in item.marks and len(item.shape or ()) > 2


def read_slices(notes: Notes, call: Call) -> object:
    """Read `Dataset.from_tensor_slices((X, y))`: no batches yet."""
    pair = call.given[0] if call.given else UNKNOWN
    parts = parts_of(pair)
    arrays = [part if isinstance(part, Array) else NOTHING for part in parts[:2]]
    if not arrays:
        return UNKNOWN
    y = arrays[1] if len(arrays) > 1 else None
    return Data(arrays[0], y, bare=not isinstance(pair, tuple))


def read_batch(notes: Notes, call: Call) -> object:
    """Read `dataset.batch(size)`."""
    if isinstance(call.of, Data):
        size = call.get("batch_size", 0)
        notes.batch = size if whole(size) else notes.batch
        notes.marks |= {"batched_twice"} if call.of.batched else set()
        return replace(call.of, batched=True)
    return UNKNOWN


def read_window(notes: Notes, call: Call) -> object:
    """Read `dataset.window(size, shift=1)`, whose windows `flat_map` makes tensors of."""
    size = call.get("size", 0)
    notes.cut(size)
    if not isinstance(call.of, Data) or call.of.y is not None or call.of.batched:
        return UNKNOWN
    if call.of.X.shape is None:
        return call.of  # a series, or a table: the text does not tell
    return replace(call.of, X=stack_windows(call.of.X, size, False, call.get("shift", 1, 1)))


def read_same_data(notes: Notes, call: Call) -> object:
    """Read what leaves a data set's samples as they are: cache(), shuffle(), prefetch()."""
    return call.of if isinstance(call.of, Data) else UNKNOWN


def read_loader(notes: Notes, call: Call) -> object:
    """Read PyTorch's `DataLoader(data, batch_size)`: batches, the samples first."""
    notes.marks.add("dataloader")
    notes.framework = "torch"
    data, size = call.get("dataset", 0), call.get("batch_size", 1, 1)
    if size is None:
        return yielded(one_turn(data)) or UNKNOWN  # each item is a batch by itself
    if isinstance(data, Parts):
        return Parts({
            name: of_size(each, size) if isinstance(each, Array) else each
            for name, each in data.items()
        })  # fmt: skip
    data = items(data)
    if not isinstance(data, Data):
        return UNKNOWN
    arrays = [each and of_size(each, size) for each in (data.X, data.y, *data.beside)]
    return replace(
        data, X=arrays[0] or NOTHING, y=arrays[1], batched=True, beside=tuple(arrays[2:])
    )


def of_size(array: Array, size: object) -> Array:
    """Give a batch of so many samples."""
    if not array.shape:
        return array
    size = size if whole(size) and size > 0 else None
    return replace(array, shape=(size, *array.shape[1:]))


def samples_of(sample: object) -> object:
    """Give the data set of such items: arrays, tuples of X, y and others, or parts by name."""
    if isinstance(sample, dict):
        return Parts({name: collated(each) or NOTHING for name, each in sample.items()})
    arrays = [collated(each) for each in parts_of(sample)]
    if not arrays or arrays[0] is None:
        return UNKNOWN
    y, *beside = [*arrays[1:], None]
    return Data(arrays[0], y, beside=tuple(beside[:-1]), bare=not isinstance(sample, tuple))


def items(data: object) -> object:
    """Give the list of all that a generator or a loop gives: each of its turns is a sample."""
    if not isinstance(data, Data) or not data.batched:
        return data
    parts = [each or NOTHING for each in (data.X, data.y, *data.beside)]
    return samples_of(parts[0] if data.bare else tuple(parts[: 2 + len(data.beside)]))


def collated(part: object) -> Array | None:
    """Give the batch that samples like this one make; None where its shape is not told."""
    if whole(part) or part is ANY or isinstance(part, float):
        return fresh((None,))
    if not isinstance(part, Array) or part.shape is None:
        return None
    marks = part.marks - {"numpy"} | ({"double"} if "numpy" in part.marks else set())
    return Array((None, *part.shape), ("samples", *part.roles), marks)


def one_turn(data: object) -> object:
    """Give what a loop over a data set gets at each turn: a batch, or one sample alone."""
    if isinstance(data, Data) and data.batched and data.bare:
        return data.X
    if isinstance(data, Listed):
        return {name: index(each, [ANY]) for name, each in data.items() if isinstance(each, Array)}
    if not isinstance(data, Data):
        return data
    if data.batched:
        return Batch(data.X, data.y, batched=True, beside=data.beside)
    parts = (data.X, data.y, *data.beside)
    one = [NOTHING if each is None or not each.shape else index(each, [ANY]) for each in parts]
    return one[0] if data.bare else tuple(one[: 1 + (data.y is not None) + len(data.beside)])


def read_tensors(notes: Notes, call: Call) -> object:
    """Read PyTorch's `TensorDataset(X, y)`."""
    arrays = [each if isinstance(each, Array) else NOTHING for each in call.given[:8]]
    if not arrays:
        return UNKNOWN
    return Data(arrays[0], arrays[1] if len(arrays) > 1 else None, beside=tuple(arrays[2:]))


def read_parts(notes: Notes, call: Call) -> object:
    """Read PyTorch's `random_split(data, lengths)`: two parts or more, alike but for their size."""
    data, sizes = call.get("dataset", 0), call.get("lengths", 1)
    return (data,) * len(sizes) if isinstance(data, Data) and isinstance(sizes, tuple) else UNKNOWN


def read_iterable(notes: Notes, call: Call) -> object:
    """Read `iter(loader)`, `next(batches)`, `tqdm(loader)`: what is inside."""
    inside = call.given[0] if call.given else UNKNOWN
    if not isinstance(inside, Data | Parts | tuple):
        return UNKNOWN
    return one_turn(inside) if call.name == "next" else inside


def read_items(notes: Notes, call: Call) -> object:
    """Read `list(samples)`, `sorted(batch, key=…)`: what is inside, one by one."""
    return items(call.given[0]) if call.given else ()


def read_zip(notes: Notes, call: Call) -> object:
    """Read `zip(X, y)` as pairs of their rows, and `zip(*pairs)` as what each place has of all."""
    parts, turned = call.given, [isinstance(each, ast.Starred) for each in call.node.args]
    if turned == [True] and isinstance(parts[0], Data):
        data = items(parts[0])
        assert isinstance(data, Data)
        return (data.X, *(each or NOTHING for each in (data.y, *data.beside)))
    arrays = [each for each in parts if isinstance(each, Array) and each.shape]
    if len(arrays) < len(parts) or len(arrays) < 2 or any(turned):
        return UNKNOWN
    return Data(arrays[0], arrays[1], beside=tuple(arrays[2:]))


def read_together(notes: Notes, call: Call) -> object:
    """Read PyTorch's `pad_sequence(samples, batch_first)`: as many steps as the longest has."""
    given = call.get("sequences", 0)
    if not isinstance(given, Array) or len(given.shape or ()) < 2:
        given = NOTHING
    made = given.marked("padded") if call.get("padding_value", 2, 0) == 0 else given
    return made if call.get("batch_first", 1, False) is True else move(made, 0, 1)
