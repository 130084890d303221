"""Lines that mend, in the names that the text has for its layers, states and outputs."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.mending import by_names
from lstmviz.doctor.walking.setup import Layer

# A name that is given something, as a module's attribute or by itself.
GIVEN = re.compile(r"(?<![\w.])((?:self\.)?[A-Za-z_]\w{0,40})[ \t]{0,9}=(?!=)\s{0,9}")
LAYER = re.compile(r"(?:fc = |lstm = )?(?P<code>(?:torch\.)?nn\.[A-Z]\w{1,20}\(.{1,300}\))")
STATES = re.compile(r"(?P<names>h|h, c) = (?=torch\.zeros\()")
LAST_STEP = re.compile(r"(?:out|pred) = fc\(out(?P<index>\[[^\]]{1,9}\])\)")


def in_own_names(case: Case, each: Diagnosis) -> tuple[str, ...]:
    """Write the lines of a finding in the text's own names, as far as it tells them."""
    return tuple(
        of_layer(case, each, line) or of_states(case, line) or of_last_step(case, line)
        or by_names(case.setup, line)
        for line in each.fix
    )  # fmt: skip


def of_layer(case: Case, each: Diagnosis, line: str) -> str:
    """Give the line that makes one changed layer the name that the layer has; "" for any other."""
    found, tried = LAYER.fullmatch(line), each.tried
    if found is None or tried is None or len(tried.nodes) != len(case.setup.nodes):
        return ""
    pairs = zip(case.setup.nodes, tried.nodes, strict=True)
    changed = [before.layer for before, after in pairs if before.layer != after.layer]
    name = name_of(case, changed[0]) if len(changed) == 1 else ""
    return f"{name} = {found['code']}" if name else ""


def name_of(case: Case, layer: Layer) -> str:
    """Give the name that the text has for a layer; "" where it has none, or several."""
    text, written = case.text.plain, tight(layer.written)
    names = set()
    for found in GIVEN.finditer(text) if written else ():
        code = tight(text[found.end() : found.end() + 2 * len(layer.written) + 200])
        # What is called where it is made has no name: "out = nn.Linear(8, 1)(x)".
        if code.startswith(written) and code[len(written) : len(written) + 1] not in (
            "(",
            ".",
            "[",
        ):
            names.add(found[1])
    return names.pop() if len(names) == 1 else ""


def tight(code: str) -> str:
    """Write code without spaces, and with one kind of quotes."""
    return re.sub(r"\s+", "", code).replace('"', "'").replace(",)", ")")


def of_states(case: Case, line: str) -> str:
    """Give the line that makes states to begin with the names that the states have."""
    found = STATES.match(line)
    layers = [case.setup.nodes[at].layer for at in case.setup.inputs]
    names = [each.written for each in layers if each.says("state") and each.written.isidentifier()]
    if found is None or len({*names}) != len(found["names"].split(", ")):
        return ""
    return f"{', '.join(names)} = {line[found.end() :]}"


def of_last_step(case: Case, line: str) -> str:
    """Take the last step where the text hands all steps to its head, or where they are given."""
    found, nodes = LAST_STEP.fullmatch(line), case.setup.nodes
    at = next((at for at in reversed(range(len(nodes))) if nodes[at].layer.recurrent), None)
    if found is None or at is None:
        return ""
    heads = [node.layer for node in nodes if node.layer.kind == "nn.Linear"
             and [each.node for each in node.reads] == [at]]  # fmt: skip
    name = name_of(case, heads[0]) if len(heads) == 1 else ""
    call = (
        rf"^[ \t]{{0,40}}(?:(return|\w{{1,40}} =) {re.escape(name)}\((\w{{1,40}})\))[ \t]*(?:#.*)?$"
    )
    calls = set(re.findall(call, case.text.plain, re.MULTILINE)) if name else set()
    if len(calls) == 1:
        to, given = calls.pop()
        return f"{to} {name}({given}{found['index']})"
    readers = {node.layer.kind for node in nodes if at in [each.node for each in node.reads]}
    parted = readers & {"flatten", "index", "nn.Flatten", "padded", "reshape"}
    name = "" if parted else name_of(case, nodes[at].layer)
    gives = rf"^[ \t]{{0,40}}(\w{{1,40}}) ?, ?[\w(), ]{{1,60}} ?= ?{re.escape(name)}\("
    outs = set(re.findall(gives, case.text.plain, re.MULTILINE)) - {"_"} if name else set()
    out = outs.pop() if len(outs) == 1 else ""
    return f"{out} = {out}{found['index']}  # behind {name}(…)" if out else ""
