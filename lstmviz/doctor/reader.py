"""From statements to a set-up: follow names, arrays and layers through a learner's code."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Shape
from lstmviz.doctor.arrays import (
    METHODS,
    NOTHING,
    cut_windows,
    fresh,
    index,
    stack_windows,
    whole,
)
from lstmviz.doctor.code import read_statements
from lstmviz.doctor.prose import prose_of, read_shapes, role_of
from lstmviz.doctor.setup import RECURRENT, Array, Layer, Setup

MAX_DEPTH = 40
MAX_LAYERS = 100
UNKNOWN = object()

# Keras's layers and PyTorch's, in lower case without underscores.
LAYERS = RECURRENT | {
    "activation", "averagepooling1d", "batchnormalization", "bidirectional", "conv1d", "conv2d",
    "convlstm2d", "cudnnlstm", "cudnngru", "dense", "dropout", "embedding", "flatten",
    "globalaveragepooling1d", "globalmaxpooling1d", "lambda", "layernormalization", "leakyrelu",
    "linear", "masking", "maxpooling1d", "permute", "relu", "repeatvector", "reshape", "softmax",
    "spatialdropout1d", "timedistributed", "attention", "multiheadattention", "concatenate", "add",
}  # fmt: skip
WRAPPERS = frozenset({"bidirectional", "timedistributed"})
FRESH = frozenset(
    {"zeros", "ones", "empty", "full", "rand", "randn", "random", "normal", "uniform", "standard_normal",
     "random_sample", "integers", "randint", "standard_exponential"}
)  # fmt: skip
TABLES = frozenset({"read_csv", "read_excel", "read_parquet", "loadtxt", "genfromtxt", "dataframe"})
SAME = frozenset(
    {"array", "asarray", "ascontiguousarray", "as_tensor", "tensor", "from_numpy", "astensor", "float",
     "astype", "to", "copy", "contiguous", "clone", "detach", "numpy", "to_numpy", "cpu", "cuda",
     "convert_to_tensor", "dropna", "fillna", "sort_index", "double", "type", "floattensor", "nan_to_num",
     "ffill", "interpolate", "set_index", "drop", "pad_sequences"}
)  # fmt: skip
SCALERS = frozenset({"fit_transform", "transform"})
CALLS = LAYERS | FRESH | TABLES | {
    "input", "inputlayer", "masking", "sliding_window_view", "timeseries_dataset_from_array",
    "train_test_split", "shuffle", "compile", "fit", "sequential", "dataloader", "lstmcell",
}  # fmt: skip


def read_setup(text: str) -> Setup:
    """Read what a text tells of arrays and layers, in code and in sentences.

    Args:
        text: as `read_text` makes it plain.
    """
    told = read_shapes(prose_of(text))
    reader = Reader(told)
    for statement in read_statements(text, CALLS):
        reader.statement(statement)
    return reader.setup()


class Reader:
    """Names and what they stand for, statement after statement."""

    def __init__(self, told: Mapping[str, tuple[str, Shape]]) -> None:
        """Begin with the shapes that sentences tell."""
        self.told = told
        self.names: dict[str, object] = {name: fresh(shape) for name, shape in told.values()}
        self.layers: list[Layer] = []
        self.inputs: list[Shape] = []
        self.marks: set[str] = set()
        self.models = 0
        self.batch: int | None = None
        self.loss = self.framework = ""
        self.window: int | None = None
        self.fed: dict[str, tuple[str, object]] = {}
        self.depth = 0

    # ---- Statements ---------------------------------------------------------------------------

    def statement(self, node: ast.stmt) -> None:
        """Follow one statement; a block's head stands for itself."""
        match node:
            case ast.Assign(targets=targets, value=value):
                given = self.value(value)
                for target in targets:
                    self.assign(target, given)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self.assign(target, self.value(value))
            case ast.Expr(value=value) | ast.Return(value=ast.expr() as value):
                self.value(value)
            case ast.Import(names=names):
                self.imported(" ".join(name.name for name in names))
            case ast.ImportFrom(module=str(module)):
                self.imported(module)
            case ast.For(target=ast.Name(id=name), iter=over):
                self.names[name] = UNKNOWN
                if isinstance(over, ast.Call) and len(over.args) == 3:
                    self.names["range step"] = self.value(over.args[2])
            case ast.FunctionDef(args=ast.arguments(args=arguments)):
                for argument in arguments:
                    self.names.pop(argument.arg, None)

    def imported(self, module: str) -> None:
        """Note whose library is used."""
        if "torch" in module:
            self.framework = "torch"
        elif "keras" in module or "tensorflow" in module:
            self.framework = self.framework or "keras"

    def assign(self, target: ast.expr, given: object) -> None:
        """Give a name a value; of a tuple each its own."""
        match target:
            case ast.Name(id=name):
                if isinstance(given, Array) and given.shape is None and name in self.names:
                    old = self.names[name]
                    told = any(name == each for each, _ in self.told.values())
                    given = old if told and isinstance(old, Array) else given
                self.names[name] = given
            case ast.Attribute(attr=name):
                self.names["self." + name] = given
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                each = given if isinstance(given, tuple) and len(given) == len(parts) else ()
                for part, value in zip(parts, each or [UNKNOWN] * len(parts), strict=True):
                    self.assign(part, value)

    # ---- Expressions --------------------------------------------------------------------------

    def value(self, node: ast.expr | None) -> object:
        """Work out an expression as far as shapes and numbers go; else UNKNOWN."""
        self.depth += 1
        try:
            return UNKNOWN if self.depth > MAX_DEPTH or node is None else self.expression(node)
        finally:
            self.depth -= 1

    def expression(self, node: ast.expr) -> object:
        """Work out one kind of expression."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self.names.get(name, UNKNOWN)
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return tuple(self.value(part) for part in parts[:200])
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                number = self.value(operand)
                return -number if whole(number) else UNKNOWN
            case ast.BinOp(left=left, op=op, right=right):
                return self.arithmetic(self.value(left), op, self.value(right))
            case ast.Attribute():
                return self.attribute(node)
            case ast.Subscript(value=of, slice=part):
                return self.subscript(self.value(of), part)
            case ast.Call():
                return self.call(node)
            case ast.ListComp():
                return self.listed(node)
            case ast.Compare(left=left, comparators=[right]):
                # "X is (53394, 3)" is Python as well.
                self.value(left)
                self.value(right)
        return UNKNOWN

    @staticmethod
    def arithmetic(left: object, op: ast.operator, right: object) -> object:
        """Add, subtract, multiply and divide whole numbers; an array stays itself."""
        if isinstance(left, Array) or isinstance(right, Array):
            return left if isinstance(left, Array) else right
        if not (whole(left) and whole(right)):
            return UNKNOWN
        match op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.FloorDiv() if right:
                return left // right
        return UNKNOWN

    def attribute(self, node: ast.Attribute) -> object:
        """Read `X.shape`, `X.T`, `df.values`, `np.newaxis`, `self.name`."""
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            return self.names.get("self." + node.attr, UNKNOWN)
        of = self.value(node.value)
        if isinstance(of, Array):
            match node.attr:
                case "shape":
                    return UNKNOWN if of.shape is None else of.shape
                case "T" | "mT":
                    return METHODS["transpose"](of, ())
                case "values" | "to_numpy":
                    return of
                case "loc" | "iloc":
                    return of
        return None if node.attr == "newaxis" else UNKNOWN

    def subscript(self, of: object, part: ast.expr) -> object:
        """Read `X[:, None]`, `shape[1]`, `df["a"]`."""
        parts = part.elts if isinstance(part, ast.Tuple) else [part]
        given = [self.part(each) for each in parts[:12]]
        if isinstance(of, tuple):
            at = given[0] if len(given) == 1 else UNKNOWN
            if isinstance(at, slice) and all(
                x is None or whole(x) for x in (at.start, at.stop, at.step)
            ):
                return of[at] if at.step != 0 else UNKNOWN
            return of[at] if whole(at) and -len(of) <= at < len(of) else UNKNOWN
        if not isinstance(of, Array) or any(isinstance(each, str) for each in given):
            if isinstance(of, Array) and of.shape and len(of.shape) == 2:
                return index(of, [slice(None), 0])
            return UNKNOWN
        if len(given) == 1 and isinstance(given[0], tuple):
            names = given[0]
            if names and all(isinstance(each, str) for each in names):
                return index(of, [slice(None), names]) if of.shape and len(of.shape) == 2 else of
        return index(of, given)

    def part(self, node: ast.expr) -> object:
        """Read one part of an index."""
        if isinstance(node, ast.Slice):
            ends = (node.lower, node.upper, node.step)
            return slice(*(None if end is None else self.value(end) for end in ends))
        return self.value(node)

    def listed(self, node: ast.ListComp) -> object:
        """Read `[table[i : i + W] for i in range(n)]` as windows."""
        over = node.generators[0].iter
        step = self.value(over.args[2]) if isinstance(over, ast.Call) and len(over.args) == 3 else 1
        return self.windows(node.elt, step)

    def windows(self, node: ast.expr, step: object) -> object:
        """Read `table[i : i + W]` or `table[i - W : i]`, perhaps of one column, as windows."""
        column = False
        if isinstance(node, ast.Attribute) and node.attr == "values":
            node = node.value
        if not isinstance(node, ast.Subscript):
            return UNKNOWN
        part = node.slice
        if isinstance(part, ast.Tuple) and len(part.elts) == 2:
            column = whole(self.value(part.elts[1]))
            part = part.elts[0]
        of = self.value(node.value)
        size: object = UNKNOWN
        match part:
            case ast.Slice(
                lower=ast.Name(id=low), upper=ast.BinOp(ast.Name(id=high), ast.Add(), more)
            ):
                size = self.value(more) if low == high else UNKNOWN
            case ast.Slice(
                lower=ast.BinOp(ast.Name(id=low), ast.Sub(), more), upper=ast.Name(id=high)
            ):
                size = self.value(more) if low == high else UNKNOWN
            case ast.Slice():
                return NOTHING
            case _:
                return UNKNOWN
        if whole(size) and size > 0:
            self.window = size
        return stack_windows(of if isinstance(of, Array) else NOTHING, size, column, step)

    # ---- Calls --------------------------------------------------------------------------------

    def call(self, node: ast.Call) -> object:
        """Read a call: of a layer, of a function that makes arrays, or of a method."""
        if isinstance(node.func, ast.Call):
            # Dense(1)(x): what stands inside comes first.
            inside = [self.value(argument) for argument in node.args]
            self.value(node.func)
            self.marks.add("functional")
            return inside[0] if inside and isinstance(inside[0], Array) else UNKNOWN
        name, owner = "", None
        if isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, node.func.value
        elif isinstance(node.func, ast.Name):
            name = node.func.id
        if isinstance(owner, ast.Name) and owner.id in {"nn", "torch"}:
            self.framework = "torch"
        plain = name.lower().replace("_", "")
        if isinstance(owner, ast.Attribute) and owner.attr == "random" and name == "shuffle":
            return self.shuffled(node)
        if name[:1].isupper() and plain in LAYERS:
            return self.layer(node, plain)
        return self.function(node, name, owner)

    def layer(self, node: ast.Call, kind: str) -> object:
        """Read a layer."""
        kind = kind.removeprefix("cudnn")
        count = len(self.layers)
        given = [self.value(argument) for argument in node.args]
        named = {word.arg: self.value(word.value) for word in node.keywords if word.arg}
        inner = None
        if kind in WRAPPERS:
            inner = self.layers[count] if len(self.layers) > count else None
            del self.layers[count:]
        if kind in RECURRENT | {"linear"} and (
            len(given) > 1 or {"input_size", "hidden_size", "in_features"} & set(named)
        ):
            self.framework = "torch"
            for at, word in enumerate(("input_size", "hidden_size", "num_layers")[: len(given)]):
                named.setdefault(word, given[at])
            if kind == "linear":
                named["hidden_size"] = named.get(
                    "out_features", given[1] if len(given) > 1 else None
                )
        elif kind not in {"linear", "relu", "softmax"}:
            self.framework = self.framework or "keras"
        words = ("units", "filters", "n", "hidden_size", "output_dim")
        first = next((named[word] for word in words if word in named), given[0] if given else None)
        if kind == "reshape" and given:
            named["target_shape"] = given[0]
        if kind == "masking":
            named.setdefault("mask_value", given[0] if given else 0)
        for word in ("input_shape", "batch_input_shape", "batch_shape"):
            if isinstance(named.get(word), tuple):
                self.sample(named[word], batch=word != "input_shape")
        read = Layer(
            kind,
            first if whole(first) and first > 0 else None,
            ast.unparse(node)[:200],
            MappingProxyType(
                {word: value for word, value in named.items() if value is not UNKNOWN}
            ),
            inner,
        )
        if len(self.layers) < MAX_LAYERS:
            self.layers.append(read)
        return read

    def sample(self, shape: Sequence[object], *, batch: bool) -> None:
        """Note the shape of one sample, given to `Input` or to the first layer."""
        sizes = tuple(size if whole(size) and size > 0 else None for size in shape)
        if batch and sizes:
            self.batch, sizes = sizes[0], sizes[1:]
        self.inputs.append(sizes)
        self.framework = self.framework or "keras"

    def function(self, node: ast.Call, name: str, owner: ast.expr | None) -> object:
        """Read a call that is no layer."""
        of = self.value(owner) if owner is not None else UNKNOWN
        plain = name.lower()
        if plain == "append" and owner is not None and node.args:
            made = self.windows(node.args[0], self.names.get("range step", 1))
            if isinstance(made, Array) and made.shape and isinstance(owner, ast.Name):
                self.names[owner.id] = made
            return UNKNOWN
        given = [self.value(argument) for argument in node.args[:12]]
        named = {word.arg: self.value(word.value) for word in node.keywords if word.arg}
        array = (
            of
            if isinstance(of, Array)
            else next((x for x in given[:1] if isinstance(x, Array)), None)
        )
        rest = given if isinstance(of, Array) else given[1:]
        held = "self." + name if isinstance(owner, ast.Name) and owner.id == "self" else name
        if isinstance(self.names.get(held), Layer):
            if array is not None and self.names[held].recurrent:
                word = node.args[0].id if isinstance(node.args[0], ast.Name) else "X"
                self.fed.setdefault("X", (word, array))
            return UNKNOWN
        special = SPECIAL.get(plain)
        if special:
            return special(self, node, given, named, of)
        if array is not None and plain in METHODS:
            rest = [
                *rest,
                *(named[word] for word in ("axis", "dim", "shape", "axes") if word in named),
            ]
            return METHODS[plain](array, rest)
        if array is not None and plain in SCALERS:
            return array.marked("scaled")
        if array is not None and (plain in SAME or isinstance(of, Array)):
            return array if plain in SAME | {"values"} else NOTHING
        if plain in FRESH:
            sizes = named.get("size", named.get("shape", UNKNOWN))
            if sizes is UNKNOWN:
                sizes = (
                    given[0]
                    if len(given) == 1 or isinstance(next(iter(given), 0), tuple)
                    else tuple(given)
                )
            return fresh(sizes) if sizes not in ((), None) else NOTHING
        if plain == "arange" and len(given) == 1:
            return fresh(given[0])
        if plain in TABLES:
            told = self.told.get("table") or ("", (None, None))
            return fresh(told[1]) if len(told[1]) == 2 else NOTHING
        if plain == "len" and isinstance(array, Array) and array.shape:
            return UNKNOWN if array.shape[0] is None else array.shape[0]
        return UNKNOWN

    def shuffled(self, node: ast.Call) -> object:
        """Note that the rows of an array were shuffled in place."""
        of = self.value(node.args[0]) if node.args else UNKNOWN
        if isinstance(of, Array) and isinstance(node.args[0], ast.Name):
            self.names[node.args[0].id] = shuffle(of)
        return UNKNOWN

    # ---- What comes out -----------------------------------------------------------------------

    def setup(self) -> Setup:
        """Give everything that was read."""
        arrays: dict[str, tuple[str, Array]] = {}
        for role, (name, shape) in self.told.items():
            arrays[role] = (name, fresh(shape))
        for name, value in self.names.items():
            role = role_of(name)
            if role == "X" and not name.lower().startswith("x"):
                # "data" in code is the table, unless it is what is fed.
                role = "table"
            if not role or not isinstance(value, Array):
                continue
            old, known = arrays.get(role, ("", NOTHING))
            # "X" before "data": the nearer name counts.
            nearer = old == name or not old.lower().startswith(role.lower())
            if known.shape is None or (value.shape is not None and nearer):
                arrays[role] = (name, value)
        for role, (name, value) in self.fed.items():
            if isinstance(value, Array) and (value.shape is not None or role not in arrays):
                arrays[role] = (name, value)
        x, y, table = (arrays.get(role, ("", None)) for role in ("X", "y", "table"))
        return Setup(
            framework=self.framework,
            X=x[1],
            y=y[1],
            table=table[1],
            x_name=x[0] or "X",
            y_name=y[0] or "y",
            input=self.inputs[0] if self.inputs else None,
            batch=self.batch,
            layers=tuple(self.layers),
            loss=self.loss,
            functional="functional" in self.marks and "sequential" not in self.marks,
            marks=frozenset(self.marks),
            window=self.window,
            several=len(self.inputs) > 1 or self.models > 1,
        )


Special = Callable[[Reader, ast.Call, list[object], dict[str, object], object], object]


def shuffle(array: Array) -> Array:
    """Mark rows that no longer stand in their order; whole windows may be shuffled."""
    return array if "samples" in array.roles or len(array.roles) > 2 else array.marked("shuffled")


def read_input(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Read `Input(shape)`."""
    batch = named.get("batch_shape", named.get("batch_input_shape"))
    shape = batch or named.get("shape", named.get("input_shape", given[0] if given else None))
    if isinstance(shape, tuple):
        reader.sample(shape, batch=bool(batch))
        if whole(named.get("batch_size")):
            reader.batch = named["batch_size"]
    elif whole(shape):
        reader.marks.add("input_number")
        reader.framework = reader.framework or "keras"
    return UNKNOWN


def read_sliding(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Read `sliding_window_view(table, window, axis)`."""
    table = given[0] if given and isinstance(given[0], Array) else NOTHING
    window = named.get("window_shape", given[1] if len(given) > 1 else None)
    axis = named.get("axis", given[2] if len(given) > 2 else None)
    if isinstance(window, tuple) and len(window) == 2 and whole(window[0]) and table.roles:
        # Both axes at once: (starts, 1, window, columns).
        once = cut_windows(table, window[0], 0)
        twice = cut_windows(once, window[1], 1)
        reader.window = window[0]
        return replace(twice, marks=twice.marks - {"unmoved"})
    if whole(window) and window > 0:
        reader.window = window
    if table.shape is None and whole(window):
        table = Array((None, None), ("rows", "columns"), table.marks)
    return cut_windows(table, window, 0 if axis is None and len(table.roles) == 1 else axis)


def read_unfold(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Read PyTorch's `table.unfold(axis, window, step)`."""
    reader.framework = reader.framework or "torch"
    words = ("dimension", "size", "step")
    values = [named.get(word, given[at] if len(given) > at else 1) for at, word in enumerate(words)]
    if not isinstance(of, Array):
        return UNKNOWN
    if whole(values[1]):
        reader.window = values[1]
    return cut_windows(of, values[1], values[0], values[2])


def read_timeseries(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Read `timeseries_dataset_from_array(data, targets, sequence_length)`."""
    words = ("data", "targets", "sequence_length")
    nodes = dict(zip(words, node.args, strict=False))
    nodes |= {word.arg: word.value for word in node.keywords if word.arg in words}
    texts = {word: ast.unparse(each) for word, each in nodes.items()}
    if (texts.get("data") and texts.get("data") == texts.get("targets")) or texts.get(
        "targets", ""
    ).startswith(texts.get("data", "?") + "[:, "):
        reader.marks.add("targets_are_data")
    values = dict(zip(words, given, strict=False)) | named
    table, window = values.get("data"), values.get("sequence_length")
    if whole(window) and window > 0:
        reader.window = window
    if not isinstance(table, Array):
        return NOTHING
    apart = values.get("sequence_stride", 1)
    windows = stack_windows(table, window, False, apart if whole(apart) else 1)
    reader.fed.setdefault("X", ("X", windows))
    return windows


def read_split(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Read `train_test_split(X, y)`: it shuffles unless told otherwise."""
    mixed = named.get("shuffle", True) is not False
    parts = []
    for each in given:
        array = each if isinstance(each, Array) else NOTHING
        half = index(array, [slice(None, UNKNOWN)]) if array.shape else array
        parts += [shuffle(half) if mixed else half] * 2
    return tuple(parts)


def read_shuffle(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Read a shuffle that gives what it shuffled, or does it in place; or a dataset's own."""
    arrays = tuple(shuffle(each) for each in given if isinstance(each, Array))
    if isinstance(node.func, ast.Attribute) and len(node.args) == 1 and arrays:
        reader.shuffled(node)
    return arrays if len(arrays) > 1 else arrays[0] if arrays else UNKNOWN


def read_sample(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Read pandas' `df.sample(frac=1)`."""
    return shuffle(of) if isinstance(of, Array) else UNKNOWN


def read_fit(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Note what is fed to `fit`, and with what."""
    for at, role in enumerate(("X", "y")):
        word = next((each for each in node.keywords if each.arg == role.lower()), None)
        expression = word.value if word else node.args[at] if len(node.args) > at else None
        value = reader.value(expression)
        if isinstance(value, Array) and expression is not None:
            name = expression.id if isinstance(expression, ast.Name) else role
            reader.fed[role] = (name, value)
    return UNKNOWN


def read_compile(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Note the loss."""
    loss = named.get("loss", given[1] if len(given) > 1 else "")
    if isinstance(loss, str):
        reader.loss = loss.lower()
    else:
        words = [each.value for each in node.keywords if each.arg == "loss"] or node.args[1:2]
        reader.loss = ast.unparse(words[0]).lower()[:80] if words else ""
    return UNKNOWN


def read_model(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Note that a model begins."""
    reader.models += 1
    reader.marks.add("sequential")
    return UNKNOWN


def read_loader(reader: Reader, node: ast.Call, given: list, named: dict, of: object) -> object:
    """Note PyTorch's DataLoader: it puts the samples first."""
    reader.marks.add("dataloader")
    reader.framework = "torch"
    return UNKNOWN


SPECIAL: Mapping[str, Special] = MappingProxyType(
    {
        "input": read_input,
        "inputlayer": read_input,
        "sliding_window_view": read_sliding,
        "unfold": read_unfold,
        "timeseries_dataset_from_array": read_timeseries,
        "train_test_split": read_split,
        "shuffle": read_shuffle,
        "permutation": read_shuffle,
        "sample": read_sample,
        "fit": read_fit,
        "compile": read_compile,
        "sequential": read_model,
        "dataloader": read_loader,
    }
)
