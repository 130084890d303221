"""States without an error that keep what they should not, and steps that are skipped."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, Opening
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.fed.batches import fixed_batch, other_batch
from lstmviz.doctor.judging.fed.last_batch import last_of_loader
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.judging.states.refused import hidden
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import with_argument
from lstmviz.doctor.walking.walk import walk


def stateful(case: Case) -> Judged:
    """A stateful layer on windows that overlap."""
    setup, x = case.setup, case.setup.X
    layer = next((each for each in setup.layers if each.says("stateful") is True), None)
    if layer is None:
        return NONE
    rows = x.shape[0] if x is not None and x.shape else None
    if "fit_shuffles" in setup.marks and rows != 1 and not case.torch:
        return (shuffled_state(case),), None
    overlap = x is not None and "overlap" in x.marks
    if not overlap and not case.says("apart", "one"):
        known = (x is not None and "windows" in x.marks) or "apart" in case.answers
        return (), None if known else QUESTIONS["apart"]
    window = case.window()
    if fixed_batch(case) == window:
        return NONE  # Window i + W begins where window i has ended.
    diagnosis = Diagnosis(
        "rows_replayed",
        "Overlapping windows go through a layer that keeps its state.",
        expected="samples that go on where the batch before ended",
        received="windows that start again on rows already read",
        axis="Along the rows, sample i of the next batch does not go on where sample i ended.",
        fix=(f"{case.x} = {case.x}[::{window}]", f"{case.y} = {case.y}[::{window}]"),
        happens="The state goes on from batch to batch, but the rows do not: with batches smaller "
        "than a window, rows that the state has seen are read again; with larger ones, rows are "
        "skipped.",
        details=(
            f"The lines keep every {window}th window and its target, so that none overlap. Use a "
            "batch of 1, or order the samples so that sample i of each batch continues sample i.",
            "With stateful=False overlapping windows are right, and may be shuffled: "
            f"{line(edited(layer, 'stateful', False))}",
        ),
        silent=True,
        opens=Opening("window", window),
    )
    return (diagnosis,), None


FIT = re.compile(r"\b\w{1,40}\.fit\([^()\n#]{0,200}\)", re.ASCII)


def shuffled_state(case: Case) -> Diagnosis:
    """A layer keeps its state from batch to batch, and fit draws the samples in another order."""
    written = FIT.search(case.text.plain)
    ordered = with_argument(written[0], "shuffle", False) if written else ""
    return Diagnosis(
        "shuffled_state",
        "fit shuffles the samples, and a stateful layer hands its state on to the next batch.",
        expected="shuffle=False, and samples that go on where the batch before ended",
        received="shuffle=True, which fit takes unless it is told",
        axis="Along the samples: sample i of a batch starts from the state of sample i of the "
        "batch before, which is any other sequence.",
        fix=(ordered,) if "shuffle=False" in ordered else (),
        happens="The state goes on from batch to batch, and the sequences do not.",
        details=(
            "With a batch of b, sample i + b has to go on where sample i ended. At the end of an "
            "epoch the states are reset, where a new sequence begins.",
            "If the samples do not go on from one another, leave stateful out: shuffling is right "
            "then.",
        ),
        silent=True,
    )


def whole_batches(case: Case) -> Judged:
    """A stateful model wants batches of the one size that it was built for."""
    setup, fixed = case.setup, fixed_batch(case)
    rows = setup.X.shape[0] if setup.X and setup.X.shape else None
    stateful_ = any(each.says("stateful") is True for each in setup.layers)
    if not stateful_ or fixed is None or "fit" not in setup.marks:
        return NONE
    batch = setup.batch or (32 if "default_batch" in setup.marks else None)
    if batch not in (None, fixed) and isinstance(batch, int):
        return (other_batch(case, fixed, batch),), None
    if isinstance(rows, int) and rows % fixed:
        return (other_batch(case, fixed, rows % fixed),), None
    return NONE


# What cuts a state off from the batch that it came out of.
CUT_OFF = re.compile(r"\bdetach|\.data\b|repackage|retain_graph|no_grad|clone\(\)\.requires")


def carried(case: Case) -> Judged:
    """Judge a state that goes on from batch to batch, with the graph that it was computed in."""
    plain, marks = case.text.plain, case.setup.marks
    if "carried" not in marks or "renewed" in marks or CUT_OFF.search(plain):
        return NONE
    return one(
        Diagnosis(
            "state_undetached",
            "The state goes on to the next batch together with the graph of the batch before.",
            expected="its values alone: h.detach()",
            received="h as the layer gave it",
            axis="No axis is wrong.",
            happens="The second backward() goes back into the first batch, whose graph is freed: "
            "“Trying to backward through the graph a second time”.",
            details=(
                "After each batch: h = h.detach(); of an LSTM h, c = h.detach(), c.detach().",
                "Where the batches do not go on from one another, begin each with zeros: call the "
                "layer without a state.",
                "The state has the samples of one batch: a last batch that is smaller is refused. "
                "DataLoader(…, drop_last=True) leaves it out.",
            ),
        )
    )


def smaller_last(case: Case) -> Judged:
    """Judge a state that is made for a whole batch of a DataLoader, where the last has fewer."""
    rest = last_of_loader(case)
    found = walk(rest.setup) if rest is not None else None
    if rest is None or found is None or found.stop is None or found.stop.kind != "hidden":
        return NONE
    return hidden(replace(case, setup=rest.setup, walk=found), found.stop)


# What gives padding other values than it had.
ALTERS = frozenset({"BatchNormalization", "Conv1D", "Dense", "LayerNormalization", "Rescaling"})


def masked_late(case: Case) -> Judged:
    """A Masking that stands behind what has changed the padding: no step is the value any more."""
    nodes = case.setup.nodes
    for node in nodes:
        before = nodes[node.reads[0].node].layer if node.reads else None
        if node.layer.kind != "Masking" or before is None or before.kind not in ALTERS:
            continue
        return one(
            Diagnosis(
                "masked_late",
                f"Masking stands behind {before.kind}, which gives padding other values: no step "
                "is masked.",
                expected=f"Masking first, {before.kind} behind it",
                received=f"{before.kind}, then Masking",
                happens="It runs, and the padding is read as if it were data.",
                details=("Masking compares each step with mask_value as it arrives: right behind "
                         "the input, which holds the padding as it was put in.",),
                silent=True,
            )
        )  # fmt: skip
    return NONE


def masked(case: Case) -> Judged:
    """Masking(0.) where real rows may be zero."""
    setup, x = case.setup, case.setup.X
    layer = next((each for each in setup.layers if each.kind == "Masking"), None)
    if layer is None or layer.says("mask_value", 0) != 0:
        return NONE
    scaled = x is not None and "scaled" in x.marks
    told = re.search(r"\bzero(?:s|es)?\b(?! *\(|_)", case.text.plain, re.IGNORECASE)
    # Padding with zeros is what Masking is for; whether real rows are zero too is the question.
    told = told if "pad" not in case.text.tight else None
    if not (scaled or told or case.says("zeros", "yes")):
        return (), None if "zeros" in case.answers else QUESTIONS["zeros"]
    if case.says("zeros", "no"):
        return NONE
    diagnosis = Diagnosis(
        "zeros_masked",
        "Masking(0.) skips real rows that are all zeros.",
        expected="padding with a value that no real row has",
        received="0, with which pad_sequences pads by default, and which real rows may hold",
        axis="On the axis of the timesteps, real steps are skipped as if they were padding.",
        fix=("layer = keras.layers.Masking(mask_value=-10.0)",),
        happens="A step whose features are all 0 is left out: the state stays as it was before. "
        "If a row is zeros in truth, or after scaling, the network never reads it.",
        details=(
            "Without padding leave Masking out. Else pad with the same value, far outside the "
            'data, in place of the 0: pad_sequences(…, dtype="float32", value=-10.0).',
            "Only a step where all features equal the value is masked: [0, 1, 0] is read.",
        ),
        silent=True,
    )
    return (diagnosis,), None
