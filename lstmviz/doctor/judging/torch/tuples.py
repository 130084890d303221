"""PyTorch: all that a layer returns stands where its output alone is meant."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.torch.said import node_of
from lstmviz.doctor.walking.setup import Node, Setup, Stop, Symbol

CHAIN = "nn.Sequential cannot take it apart: write a module with its own forward."
PAIRED = "An LSTMCell gives the pair (h, c): h is what other layers read, both go to the next step."
HANDS = "An LSTM gives two things: output, and the pair (h, c)."
# A line that gives one name all that a call returns: "out = self.gru(x)".
KEPT_WHOLE = re.compile(
    r"^[> \t]*(?P<name>\w{1,40}) ?= ?(?P<call>(?P<layer>[\w.]{1,60})"
    r"\([^\n=#]{1,80}\))[ \t]*(?:#.*)?$",
    re.MULTILINE,
)


def tuple_given(case: Case, why: Stop) -> Judged:
    """The pair that a recurrent layer returns goes into the next layer, or is sliced."""
    stop, setup = case.walk.stop, case.setup
    at = node_of(case, "a_tuple")
    kind = (why["layer"] or (stop and stop["layer"]) or "nn.LSTM").removeprefix("nn.")
    if stop is not None and stop.kind == "a_tuple" and stop["state"]:
        return one(pair_as_state(case, kind))
    node = setup.nodes[at] if at is not None else None
    cell, again = kind == "LSTMCell", node is not None and goes_on(setup, node)
    pair = {"LSTM": "(h, c)", "LSTMCell": "c", "MultiheadAttention": "weights"}.get(kind, "h")
    sliced = node is not None and node.layer.kind == "index"
    lines = [
        f"output, {found['name']} = {found['call']}"
        if again and not cell
        else f"{found['name']}, {second(found['call']) if cell else '_'} = {found['call']}"
        for found in KEPT_WHOLE.finditer(case.text.plain)
        if re.search(
            rf"(?<![\w.]){re.escape(found['layer'])} ?= ?(?:torch\.)?(?:nn\.)?{kind}\(",
            case.text.plain,
        )
    ]
    return one(
        Diagnosis(
            "torch_tuple",
            f"The {kind} goes on with all that it gave before, in place of {'h' if cell else pair}."
            if again
            else f"{node.layer.written} is taken of all that the {kind} returns, not of its output."
            if node is not None and sliced
            else f"The next layer got all that the {kind} returns, not its output.",
            expected=pair if again and not cell else "one tensor",
            received=f"a tuple ({'h' if cell else 'output'}, {pair})",
            fix=tuple(lines[:1]) or (f"output, {pair} = {kind.lower()}(X)",),
            tried=output_alone(setup, at, {"LSTM": (1, 2), "LSTMCell": (0,)}.get(kind, (1,)))
            if at is not None and lines
            else None,
            details=(PAIRED,)
            if cell
            else (
                HANDS if kind == "LSTM" else f"nn.{kind} gives two things: output, and {pair}.",
                *((CHAIN,) if not again and ("Sequential" in case.text.plain or not lines) else ()),
                *(() if again else ("The last step is output[:, -1] with batch_first=True.",)),
            ),
        )
    )


def goes_on(setup: Setup, node: Node) -> bool:
    """Tell whether a layer begins with all that it gave before, in place of its state."""
    before = (setup.nodes[each.node].layer for each in node.reads[1:] if each.part is None)
    return node.layer.parted and any(each.kind == node.layer.kind for each in before)


def second(call: str) -> str:
    """Give the name of the state beside h, as "c" of "cell(x, (h, c))"."""
    found = re.search(r"\(\w{1,40}, ?(\w{1,40})\)", call)
    return found[1] if found else "c"


# A name that is given a pair: "h0 = (torch.zeros(1, 4, 8), torch.zeros(1, 4, 8))".
PAIR = re.compile(r"^[> \t]*(\w{1,40}) ?= ?\([^\n]{1,200},[^\n]{1,200}\)[ \t]*$", re.MULTILINE)


def pair_as_state(case: Case, kind: str) -> Diagnosis:
    """A GRU or an RNN begins with h alone, and got the pair of an LSTM."""
    setup, stop = case.setup, case.walk.stop
    at = stop.node if stop else None
    node = setup.nodes[at] if at is not None else None
    nodes = list(setup.nodes)
    if at is not None and node is not None:
        nodes[at] = replace(node, reads=node.reads[:2])
    pairs = PAIR.findall(case.text.plain)
    name = next((each for each in pairs if f",{each})" in case.text.plain.replace(" ", "")), "")
    return Diagnosis(
        "pair_as_state",
        f"nn.{kind} begins with one state, h, and got the pair of an LSTM, (h, c).",
        expected="one tensor h: (layers × directions, samples, units)",
        received="a tuple of two tensors",
        fix=(f"{name} = {name}[0]",) if name else (),
        tried=replace(setup, nodes=tuple(nodes)) if name else None,
        details=(f"output, h = {kind.lower()}(x, h): there is no c, neither going in nor coming "
                 "out.",),
    )  # fmt: skip


def output_alone(setup: Setup, at: int, states: tuple[int, ...] = (1, 2)) -> Setup:
    """Let nodes read a layer's output, or begin with its states, where they read all it returns."""
    read = {each.node for each in setup.nodes[at].reads if each.part is None}
    layers = [setup.nodes[each].layer for each in read if setup.nodes[each].layer.parted]
    whole = {at for at, each in enumerate(setup.nodes) if each.layer in layers}

    def parts(symbol: Symbol, wanted: tuple[int, ...]) -> tuple[Symbol, ...]:
        taken = symbol.part is None and symbol.node in whole
        return tuple(replace(symbol, part=part) for part in wanted) if taken else (symbol,)

    def mended(node: Node) -> Node:
        first, *more = node.reads or (None,)
        if first is None:
            return node
        begins = states if node.layer.recurrent or node.layer.kind == "nn.LSTMCell" else (0,)
        rest = (part for each in more for part in parts(each, begins))
        return replace(node, reads=(*parts(first, (0,)), *rest))

    output = setup.output and parts(setup.output, (0,))[0]
    return replace(setup, nodes=tuple(map(mended, setup.nodes)), output=output)
