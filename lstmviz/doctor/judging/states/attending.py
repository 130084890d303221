"""PyTorch: a state meets what another layer gives at every timestep, as in an attention.

A message alone tells two sizes; the line of code that raised it tells whose they are.
"""

import ast
import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.supposing import called, of
from lstmviz.doctor.reading.texts.raising import calls_in, read_line
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Role, Shape
from lstmviz.doctor.walking.setup import Layer, Node, Setup, Stop, Symbol

# What names say: a state, or the outputs of an encoder.
STATE = re.compile(r"hidden|state|query|\bh_?[nt]?\b|\bs_?t?\b", re.IGNORECASE)
OUTPUTS = re.compile(
    r"enc\w{0,10}_?(?:out|hs|states|seq)|out(?:put)?s?\b|annotation|memory|keys?\b|values?\b",
    re.IGNORECASE,
)
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)
# More layers than that no state has: such an axis counts timesteps.
MANY_LAYERS = 8
LAST = "outputs"
BY_LINE = "Likely, by the message and the line of code that it came from."


def sides(value: ast.stmt | None) -> tuple[ast.expr, ast.expr] | None:
    """Find a state and outputs on both sides of a sum or product; the state first."""
    for node in ast.walk(value) if value is not None else ():
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, ARITHMETIC)):
            continue
        for state, outputs in ((node.left, node.right), (node.right, node.left)):
            held, given = tensor(state, STATE), tensor(outputs, OUTPUTS)
            if held is not None and given is not None and not tensor(outputs, STATE):
                return held, given
    return None


def tensor(value: ast.expr, names: re.Pattern[str]) -> ast.expr | None:
    """Find the tensor of some name in an expression, with its index: hidden[0] of fc(hidden[0])."""
    for node in ast.walk(value):
        name = node.value if isinstance(node, ast.Subscript) else node
        if isinstance(name, ast.Name) and names.search(name.id):
            return node if isinstance(node, ast.expr) else None
    return None


def operands(line: str) -> tuple[str, str] | None:
    """Give both sides of the one sum or product in a line of code; None for none or several."""
    value = read_line(line)
    found = [
        (node.left, node.right)
        for node in (ast.walk(value) if value is not None else ())
        if isinstance(node, ast.BinOp) and isinstance(node.op, ARITHMETIC)
    ]
    if len(found) != 1 or any(isinstance(each, ast.Constant) for each in found[0]):
        return None
    left, right = map(ast.unparse, found[0])
    return left, right


def attended(case: Case, why: Stop, base: Diagnosis) -> Diagnosis | None:
    """A state is added to, or multiplied by, the outputs of all steps: its axes stand elsewhere.

    None where the line of code is not told, or its names do not say so.
    """
    statement = read_line(case.text.raising)
    found = sides(statement)
    if found is None or why["axis"] != 1 or statement is None:
        return None
    state, outputs = found
    held, given, whole = ast.unparse(state), ast.unparse(outputs), ast.unparse(statement)
    first = whole.find(held) < whole.find(given)
    batch, steps = (why["first"], why["second"]) if first else (why["second"], why["first"])
    if isinstance(state, ast.Subscript) and "lstm" not in case.text.tight:
        return None  # h of a pair, or the first layer of a state: nothing tells
    query = ast.parse(f"{held}[-1].unsqueeze(1)", mode="eval").body
    line = ast.unparse(Put(held, query).visit(ast.parse(whole)))
    before = ((1, batch, None), (batch, steps, None))
    return replace(
        base,
        title=f"A state meets the outputs of all timesteps: the samples of {held} stand where "
        f"{given} has its timesteps.",
        expected=f"{given}: (samples, timesteps, units) = ({batch}, {steps}, …)",
        received=f"{held}: (layers, samples, units) = (…, {batch}, …)",
        basis=BY_LINE,
        axis=f"Axis 1 counts the {batch} samples in the state, and the {steps} timesteps in the "
        "outputs.",
        fix=(line,),
        tried=summed(*before),
        details=(
            "h[-1] is the state of the last layer, (samples, units); unsqueeze(1) gives it an axis "
            "of one timestep, which is spread over all of them.",
        ),
    )


class Put(ast.NodeTransformer):
    """Puts an expression in the place of each that is written so."""

    def __init__(self, old: str, new: ast.expr) -> None:
        """Begin with what is replaced."""
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Replace an expression, or look inside."""
        if isinstance(node, ast.expr) and ast.unparse(node) == self.old:
            return self.new
        return self.generic_visit(node)


def summed(state: Shape, outputs: Shape) -> Setup:
    """Add the last layer's state, with an axis of one timestep, to outputs."""
    inputs = called(of("same"), ("h", state), (LAST, outputs))
    nodes = (
        *inputs.nodes[:2],
        Node(of("index", parts=(-1,)), (Symbol(0),)),
        Node(of("unsqueeze", dim=1), (Symbol(2),)),
        Node(of("combine"), (Symbol(3), Symbol(1))),
    )
    return replace(inputs, nodes=nodes, output=Symbol(4))


def outputs_as_state(
    case: Case, base: Diagnosis, expected: Shape, received: Shape, *, pair: bool
) -> Diagnosis | None:
    """The outputs of a layer at every timestep stand in a state's place; None where they do not.

    Args:
        case: in hand.
        base: what is said of any state.
        expected: (layers, samples, units).
        received: what was given.
        pair: whether the layer reads two states, as an LSTM does.
    """
    if len(expected) != 3 or len(received) != 3 or None in (*expected, *received):
        return None
    if made_here(case) or (expected[0], expected[2]) == (received[0], received[2]):
        return None  # a state that the text makes, or one of another batch
    layers, batch, units = expected
    first = received[0] == batch != received[1]
    steps = received[1] if first else received[0]
    if not first and (received[1] != batch):
        return None
    if steps is None or steps <= MANY_LAYERS or steps == layers:
        return None
    name = state_name(case)
    last = f"{name}[:, -1]" if first else f"{name}[-1]"
    width = received[2]
    bridge = f"bridge = torch.nn.Linear({width}, {units})"
    vector = last if width == units else f"bridge({last})"
    several = f".repeat({layers}, 1, 1)" if layers != 1 else ""
    lines = (*(() if width == units else (bridge,)), f"h = {vector}[None]{several}")
    roles: tuple[Role, Role] = ("samples", "timesteps") if first else ("timesteps", "samples")
    order = f"({', '.join(roles)}, units)"
    return replace(
        base,
        key="outputs_as_state",
        basis=BY_LINE if name != LAST else "",
        title=f"What is given as the state has {steps} timesteps: it is what a layer gives at "
        "every step, not a state.",
        received=f"{order} = {tell(received)}",
        axis="A state has no axis of timesteps: it is one vector for each sample and layer."
        + ("" if width == units else f" And its units are {units}, not {width}."),
        fix=lines,
        tried=started(expected, received, first=first),
        fed=named(received, *roles, "units"),
        details=(
            f"The lines make one vector of each sample's last step; {name}.mean"
            f"({1 if first else 0}) takes all steps alike.",
            *(("An LSTM wants c beside h: (h, torch.zeros_like(h)).",) if pair else ()),
            "A recurrent encoder gives its own state beside them: a decoder starts from that.",
        ),
    )


def made_here(case: Case) -> bool:
    """Whether the walk stops at a state that no layer gives: the text itself makes it."""
    stop, nodes = case.walk.stop, case.setup.nodes
    if stop is None or stop.kind != "hidden" or stop.node is None or stop.node >= len(nodes):
        return False
    states = nodes[stop.node].reads[1:]
    return bool(states) and all(nodes[each.node].layer.kind == "Input" for each in states)


def state_name(case: Case) -> str:
    """Give what the line that raised calls the state: the second argument of its call."""
    for call in calls_in(case.text.raising):
        given = [each.value for each in call.keywords if each.arg in ("hx", "h_0", "hidden")]
        found = given[0] if given else call.args[1] if len(call.args) == 2 else None
        if isinstance(found, ast.Name | ast.Attribute):
            return ast.unparse(found)
    return LAST


def started(expected: Shape, received: Shape, *, first: bool) -> Setup:
    """Start a layer from the last step of outputs, brought to its units and layers."""
    layers, batch, units = expected
    layer: Layer = of("nn.GRU", input_size=1, hidden_size=units, num_layers=layers)
    inputs = called(layer, ("x", (1, batch, 1)), (LAST, received))
    parts = (slice(None), -1) if first else (-1,)
    nodes = (
        *inputs.nodes[:2],
        Node(of("index", parts=parts), (Symbol(1),)),
        Node(of("nn.Linear", in_features=received[2], out_features=units), (Symbol(2),)),
        Node(of("unsqueeze", dim=0), (Symbol(3),)),
        Node(of("repeat", sizes=(layers, 1, 1)), (Symbol(4),)),
        Node(layer, (Symbol(0), Symbol(5))),
    )
    return replace(inputs, nodes=nodes, output=Symbol(6))
