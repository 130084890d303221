"""From a case to what is wrong with it: the message that counts, the walk's stop, then silence."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging import (
    arguments,
    arrays,
    axes,
    between,
    distributed,
    initial_states,
    inputs,
    labels,
    layers,
    losses,
    masks,
    recutting,
    samples,
    scaling,
    several,
    sizes,
    state_axes,
    states,
    torch,
    torch_axes,
    torch_classes,
    torch_features,
    torch_losses,
    values,
)
from lstmviz.doctor.judging.agreeing import (
    alone,
    based,
    comes_again,
    contradicts,
    set_apart,
    with_samples,
)
from lstmviz.doctor.judging.asked import asked
from lstmviz.doctor.judging.case import NONE, Case, Handler, Judged, one
from lstmviz.doctor.judging.failing import FED
from lstmviz.doctor.judging.noticing import notice, told
from lstmviz.doctor.judging.silent import find_silent

# An error's own name: of a text with one it is never said that nothing is wrong.
REPORT = re.compile(
    r"(?<!except )(?<![A-Za-z\d])_?[A-Z]\w{0,40}(?:Error|Exception)\b(?: \([^)\n]{1,60}\))? ?:|"
    r"(?<!except )\b(?:Exception|Error) ?:|\bTraceback\b|"
    r"expected n?dim|^Error in \w|(?i:invalid.?argument ?:)",
    re.ASCII | re.MULTILINE,
)

# By what stops: who explains it.
HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "a_tuple": torch.tuple_given,
        "argument": arguments.unknown_argument,
        "axis": arrays.axis_range,
        "axis_range": arrays.axis_range,
        "bare_number": values.bare_number,
        "batch": samples.batches,
        "cardinality": samples.cardinality,
        "cat": torch.cats,
        "cell_sum": initial_states.within_cell,
        "channels": torch_axes.channels,
        "class_batch": torch_classes.class_batch,
        "class_steps": torch_classes.class_steps,
        "concatenated": arrays.concatenated,
        "each_step": between.every_step,
        "frame_axes": arrays.frame_axes,
        "frame_key": arrays.frame_key,
        "hidden": states.hidden,
        "hidden_batch": states.cell_state,
        "index_range": values.index_range,
        "indices": torch_axes.indices,
        "initial_state": initial_states.initial_states,
        "input": inputs.fed_shape,
        "input_count": sizes.input_counts,
        "join": layers.joins,
        "kernel": layers.kernels,
        "kernel_axes": distributed.kernel_axes,
        "label": labels.labels,
        "mask": masks.masks,
        "lengths": torch_axes.lengths,
        "long_window": arrays.long_window,
        "loss": losses.losses,
        "loss_rows": losses.loss_rows,
        "matmul": sizes.products,
        "nan": values.not_a_number,
        "ndim": axes.count_axes,
        "one_state": state_axes.one_state,
        "open_batch": samples.open_batch,
        "open_size": samples.open_size,
        "operands": scaling.operands,
        "pair": losses.pairs,
        "python_list": several.python_list,
        "product": values.product,
        "ragged": arrays.ragged,
        "recut": recutting.recut,
        "reshape": layers.reshapes,
        "scaler": scaling.scaler,
        "scaler_axes": scaling.scaler_axes,
        "state_axes": state_axes.state_axes,
        "target_count": several.target_count,
        "tensors": torch_losses.tensors,
        "torch_axes": torch_axes.other_rank,
        "torch_features": torch_features.recurrent_features,
        "torch_loss": torch_losses.loss_sizes,
        "torch_matmul": torch.linear,
        "torch_sizes": torch_losses.loss_sizes,
        "unequal": arrays.unequal,
        "unpack": arrays.unpack,
    }
)


def judge(case: Case) -> Judged:
    """Say what is wrong, most likely first, and what would decide more."""
    found: list[Diagnosis] = []
    question = None
    said = by_message(case)
    if said is not NONE:
        found += said[0]
        question = said[1]
    if "comma" in case.setup.marks and not found and not is_report(case):
        return (several.comma(),), None
    stop = case.walk.stop
    x = case.setup.X.shape if case.setup.X else None
    if x is not None and 0 in x and not found and not is_report(case):
        return (arrays.no_samples(case, x),), None
    if stop is not None and not found and (meets(case) or not is_report(case)):
        diagnoses, question = by_walk(case)
        found += diagnoses
    if not found and (answer := asked(case)):
        return (answer,), None
    if stop is None and not is_report(case):
        silent, more = find_silent(case)
        found += silent
        if not said[0]:
            question = question or more
    return merge(found), question


def by_walk(case: Case) -> Judged:
    """Judge what stops the walk, whatever a message says."""
    stop = case.walk.stop
    return HANDLERS[stop.kind](case, stop) if stop and stop.kind in HANDLERS else NONE


def meets(case: Case) -> bool:
    """Whether the shape on which the walk stops stands in a message that is not known.

    The code itself does not tell it: only who walks through the layers comes to it.
    """
    node = case.walk.stop.node if case.walk.stop else None
    if node is None or node >= len(case.setup.nodes):
        return False
    shapes = [case.walk.of(each) for each in case.setup.nodes[node].reads]
    spelt = [",".join(map(str, each)).lower() for each in shapes if each and len(each) > 2]
    return any(f"({each})" in case.text.tight or f"[{each}]" in case.text.tight for each in spelt)


def is_report(case: Case) -> bool:
    """Whether the text holds an error message: it is not answered with something else."""
    return bool(case.reports) or bool(REPORT.search(case.text.plain))


def by_message(case: Case) -> Judged:
    """Judge the messages in a text: the one that the walk says again counts, else the last."""
    notices = notice(case)
    last = notices[0] if notices else None
    reports = [with_samples(case, each) for each in case.reports]
    for report in sorted(reports, key=lambda each: not comes_again(case, each)):
        place = case.text.tight.rfind(report.sentence[:60])
        if last is not None and last.at > place and not comes_again(case, report):
            return (told(case, last),), None
        if report.kind not in HANDLERS:
            continue
        received = report["received"]
        if isinstance(received, tuple) and received[:1] == (0,) and report.kind in FED:
            return one(arrays.no_samples(case, received))
        apart = contradicts(case, report)
        judged = HANDLERS[report.kind](alone(case) if apart else case, report)
        if judged[0]:
            return based(case, report, set_apart(judged) if apart else judged)
    return ((told(case, last),), None) if last is not None else NONE


def merge(found: list[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Keep each kind once."""
    kept: dict[str, Diagnosis] = {}
    for each in found:
        kept.setdefault(each.key, each)
    return tuple(kept.values())
