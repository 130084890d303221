"""PyTorch: a recurrent layer was built for another number of features than it reads."""

import ast
import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.attending import BY_LINE
from lstmviz.doctor.judging.case import Case, Judged, cured, one, refed
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.judging.torch import first_axis, node_of
from lstmviz.doctor.judging.torch_series import turned_series
from lstmviz.doctor.judging.worded import counted, roles_by_words
from lstmviz.doctor.reading.raising import calls_in
from lstmviz.doctor.saying.wording import features, named, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Stop
from lstmviz.doctor.walking.walk import walk

NO_LAST = " If one feature's axis is missing, (samples, timesteps): X[..., None]."


def recurrent_features(case: Case, why: Stop) -> Judged:
    """The data have another number of features than PyTorch's recurrent layer was built for."""
    got, built = why["got"], why["built"]
    setup = case.setup
    if got == 0:
        return one(no_features(built))
    node = node_of(case, "torch_features")
    cell = setup.nodes[node].layer.kind.endswith("Cell") if node is not None else why["cell"]
    if cell and (sliced := features_as_steps(case, got, built)) is not None:
        return one(sliced)
    if cell:
        return one(cell_features(case, got, built, node))
    at = (
        node
        if node is not None
        else next((place for place, each in enumerate(setup.nodes) if each.layer.recurrent), None)
    )
    layer = setup.nodes[at].layer if at is not None else None
    received = case.walk.stop["received"] if node is not None and case.walk.stop else None
    if received is None and setup.X and setup.X.shape and setup.X.shape[-1] == got:
        received = setup.X.shape
    if (told := turned_series(case, layer, received)) is not None:
        return one(told)
    built_for = counts(case, received, built)
    encoder = ENCODER.search(case.text.plain)
    meant = counted(case.text.plain).get(built)
    swapped = received is not None and len(received) == 3 and received[1] == built != got
    if swapped and received is not None and meant != "timesteps":
        turned = (received[0], received[2], received[1])
        sure = meant == "features" and counted(case.text.plain).get(got) == "timesteps"
        # Where layers stand between, what they give is turned, not the data.
        inside = node is not None and setup.nodes[node].reads[0].node not in setup.inputs
        moved = setup
        if node is not None:
            move = Layer("permute", {"dims": (0, 2, 1)})
            moved = setup.put_in(node, move) if inside else refed(setup, turned)
        runs = node is None or cured(moved)
        return one(
            Diagnosis(
                "swapped_axes",
                "Timesteps and features have changed places."
                if inside or sure
                else f"The layer was built for {built} features: as many as X has timesteps.",
                expected=f"{features(built)} on the last axis",
                received=f"{features(got)}: {tell(received)}",
                axis="The axes of the timesteps and of the features are swapped"
                + ("." if inside or sure else ", in the data or in the layer's sizes."),
                fix=(f"{case.x} = {case.x}.permute(0, 2, 1)",) if runs and (inside or sure) else (),
                tried=moved if runs and (inside or sure) else None,
                fed=three(received),
                meant=three(turned),
                details=(*(("The line stands in forward, just before this layer.",) if inside
                           else ()),
                         *(() if sure else (
                             f"If {built} are really timesteps, input_size is {got}: it counts the "
                             "features of one step, and the timesteps are told nowhere.",)),
                         If("If they are features, {} turns the data; a reshape would mix the "
                            "numbers.", (f"{case.x} = {case.x}.permute(0, 2, 1)",))),
            )
        )  # fmt: skip
    if received and len(received) == 2 and built == 1 != got:
        return one(no_last_axis(case, received))
    sized = edited(replace(layer, written=""), "input_size", got) if layer else Layer(
        "nn.LSTM", {"input_size": got, "hidden_size": 32, "batch_first": True})  # fmt: skip
    later = node is not None and setup.nodes[node].reads[0].node not in setup.inputs
    alone = sum(each.recurrent for each in setup.layers) == 1
    turned_sizes = alone and layer is not None and layer.size("hidden_size") == got != built
    if turned_sizes and layer is not None and not layer.unread:
        sized = edited(sized, "hidden_size", built)
    if layer and received and not layer.says("batch_first") and not layer.unread:
        worded = roles_by_words(case.text.plain, received)
        sized = edited(sized, "batch_first", True) if worded[:1] == ("samples",) else sized
    fix: tuple[str, ...] = ()
    # One feature is read, and many come: most often an axis is missing, and no weight too few.
    asks = built == 1 and node is None
    if layer and not asks and (at is None or walk(setup.changed(at, sized)).stop is None):
        fix = (line(sized),)
    return one(
        Diagnosis(
            "feature_count",
            "input_size and hidden_size have changed places: the features come first."
            if turned_sizes and fix
            else f"input_size is {built:,}, the {built_for}: it counts the features of one step, "
            f"{got}."
            if built_for and fix
            else f"The layer was built for {features(built)}, and the layer before gives {got}."
            if later
            else f"The layer was built for {features(built)}, but the data have {got}."
            if case.coded
            else f"The layer was built for {features(built)}, and what it reads has {got}.",
            expected=features(built),
            received=features(got) + (f": {tell(received)}" if received else ""),
            axis="The last axis, the features, has another size than the weights.",
            fix=fix,
            fed=three(received) if received else None,
            meant=named((None, None, built), *first_axis(case)) if received else None,
            details=(
                *(states_too(case, at, sized, received) if received and at is not None else ()),
                f"input_size is the size of the last axis, X.shape[-1]: with {got} it reads these "
                "data; a trained one wants the same columns as in training."
                if not case.coded
                else "On top of another layer input_size is what that one gives: its hidden_size, "
                "twice that if it is bidirectional."
                if later
                else "input_size is the size of the last axis, X.shape[-1].",
                *(
                    (of_encoder(encoder[0], got, built),)
                    if encoder is not None
                    else ()
                    if case.coded
                    else (other_layer(got, built),)
                ),
                *(
                    ()
                    if received or built_for or encoder is not None
                    else (
                        "If timesteps and features are swapped: X.permute(0, 2, 1)."
                        + (NO_LAST if built == 1 else ""),
                    )
                ),
            ),
        )
    )


def counts(case: Case, received: Shape | None, built: int) -> str:
    """Say what a number counts that stands where that of the features belongs; "" where unsure."""
    told = counted(case.text.plain).get(built)
    if told in ("samples", "timesteps"):
        return f"number of {told}"
    if received is None or len(received) != 3 or received.count(built) != 1:
        return ""
    role = first_axis(case)[received.index(built)]
    return f"number of {role}" if received[0] == built else ""


def states_too(case: Case, at: int, sized: Layer, received: Shape) -> tuple[str, ...]:
    """Say that the states do not fit either, once the layer reads the features."""
    further = walk(case.setup.changed(at, sized)).stop
    if further is None or further.kind not in ("hidden", "state_axes") or len(received) != 3:
        return ()
    units, layers = sized.size("hidden_size"), sized.size("num_layers") or 1
    ways = 2 if sized.says("bidirectional") is True else 1
    batch = received[0] if sized.says("batch_first") is True else received[1]
    return (
        f"{line(sized)} reads them; but the states do not fit either: (layers × directions, "
        f"samples, units) = {tell((layers * ways, batch, units))}.",
    )


# A loop over the sizes of an axis, or as many times as is told.
LOOP = r"\bfor +{} +in +t?range\( *(?:\w+\.(?:size\( *(-?\d) *\)|shape\[ *(-?\d) *\])|(\d+)) *\)"


def features_as_steps(case: Case, got: int, built: int) -> Diagnosis | None:
    """A loop over the timesteps takes x[:, :, t], one feature at all of them; None if unsure."""
    setup, X = case.setup, case.setup.X
    cells = [node for node in setup.nodes if node.layer.kind.endswith("Cell") and node.reads]
    if len(cells) != 1:
        return None
    read = setup.nodes[cells[0].reads[0].node]
    if read.reads:
        x, shape = setup.nodes[read.reads[0].node].layer.written, case.walk.of(read.reads[0])
        cut = read.layer.written
    else:
        # Of an array that is told whole the slice is taken as it is read.
        x, shape = read.layer.written, X.shape if X and X.name == read.layer.written else None
        found = re.search(rf"\b{re.escape(x)}(\[[^\[\]\n]{{1,40}}\])", case.text.plain)
        cut = found[1] if found and shape else ""
    taken = LAST_AXIS.fullmatch(cut)
    if taken is None or not x.isidentifier() or (shape is not None and len(shape) != 3):
        return None
    turn = taken["turn"]
    loop = re.search(LOOP.format(turn), case.text.plain)
    if loop is None:
        return None
    axis = int(loop[1] or loop[2]) % 3 if loop[1] or loop[2] else None
    if axis is None and shape is not None and shape[:2].count(int(loop[3])) == 1:
        axis = shape.index(int(loop[3]))
    if axis not in (0, 1) or (shape is not None and shape[1:] != (got, built)):
        return None
    step = f"{x}[:, {turn}]" if axis else f"{x}[{turn}]"
    return Diagnosis(
        "feature_as_step",
        f"{x}{taken[0]} takes one feature at every timestep; the cell reads one timestep, "
        f"{step}.",
        expected=f"two axes: (samples, {built})",
        received=f"two axes: {tell(tuple(shape[:2]) if shape else (None, got))}",
        axis=f"The loop counts axis {axis}, the timesteps; {turn} stands on axis 2, the features.",
        basis="" if shape is not None else BY_LOOP,
        fed=named((shape[0] if shape else None, got), "?", "?"),
        meant=named((shape[1 - axis] if shape else None, built), "samples", "features"),
        details=(f"In the loop: the cell gets {step} in place of {x}{taken[0]}. The sizes of the "
                 "cell stay as they are.",),
    )  # fmt: skip


# The variable of a loop on the last of three axes.
LAST_AXIS = re.compile(r"\[(?::, ?:|\.\.\.), ?(?P<turn>[a-z_]\w{0,20})\]")
BY_LOOP = "Likely, by the loop in the text: the shape of what it goes over is not told."


def cell_features(case: Case, got: int, built: int, node: int | None) -> Diagnosis:
    """A cell was built for another number of features than the step that it reads has."""
    at, setup = node, case.setup
    if at is None:
        kinds = [place for place, each in enumerate(setup.nodes) if "Cell" in each.layer.kind]
        at = kinds[0] if len(kinds) == 1 else None
    usual = Layer("nn.LSTMCell", {"input_size": got, "hidden_size": 32})
    layer = setup.nodes[at].layer if at is not None else None
    sized = edited(replace(layer, written=""), "input_size", got) if layer else usual
    calls = [call for call in calls_in(case.text.raising) if call.args]
    cells = [call for call in calls if ast.unparse(call.func).lower().endswith("cell")]
    given = ast.unparse(cells[0].args[0]) if cells else ""
    joined = If(
        "If what goes in is joined of parts, as an embedding and a context, input_size is the sum "
        f"of their widths, here {got}.",
        (line(sized),),
    )
    return Diagnosis(
        "feature_count",
        f"The cell was built for {features(built)}, and what it reads has {got}.",
        basis=BY_LINE if given else "",
        expected=f"two axes: (samples, {built})",
        received=f"two axes: (samples, {got})" + (f", in {given}" if given else ""),
        axis="The last axis, the features, has another size than the weights.",
        fix=(line(sized),) if layer else (),
        fed=named((None, got), "samples", "features"),
        meant=named((None, built), "samples", "features"),
        details=(joined, "A cell that is trained already wants the widths that it was trained "
                 "with: which part has grown or shrunk?"),
    )  # fmt: skip


def no_last_axis(case: Case, received: Shape) -> Diagnosis:
    """Two axes go into a layer of one feature: the last axis, or the samples, are missing."""
    x = case.x
    return Diagnosis(
        "no_feature_axis",
        "The layer reads one feature at each step, and the data have two axes.",
        expected="three axes: (samples, timesteps, 1), with batch_first=True",
        received=f"two axes: {tell(received)}",
        axis="The last axis, the features, is missing: PyTorch takes the second for it, and the "
        "whole for one sequence.",
        fed=named(received, "samples", "timesteps"),
        meant=named((*received, 1), "samples", "timesteps", "features"),
        details=(
            If(
                f"If each row is a sequence of one quantity: {x}.unsqueeze(-1), of shape "
                f"{tell((*received, 1))}.",
                (f"{x} = {x}.unsqueeze(-1)",),
            ),
            f"If the {received[1]} are features of one step, the layer is built for them: "
            f"input_size={received[1]}.",
        ),
    )


# Models that are trained already, whose output a recurrent layer reads word by word.
ENCODER = re.compile(
    r"(?<![a-z])(?:(?:distil|al|ro|de)?bert(?:a)?|electra|ernie|xlnet|gpt-?2|elmo|glove|word2vec|"
    r"fasttext|wav2vec)(?![a-z])",
    re.IGNORECASE,
)


def of_encoder(name: str, got: int, built: int) -> str:
    """Say whose output the features are, where the text names a model that is trained already."""
    sizes = " Its base models give 768 numbers for each word, its large ones 1,024."
    return (
        f"The features are what {name} gives for each word, by your words: build the layer for "
        f"{got}, or load the model that gives {built}."
        + (sizes if {got, built} == {768, 1024} and "bert" in name.lower() else "")
    )


def other_layer(got: int, built: int) -> str:
    """Say what a layer before may give, where the message alone is told."""
    if got == 2 * built:
        return f"If a bidirectional layer stands before, it gives 2 × {built}: input_size={got}."
    return ("If another layer stands before, input_size is what the layer before gives, such as "
            "its hidden_size; behind a Conv1d the channels stand on axis 1, so permute(0, 2, 1) "
            "comes between.")  # fmt: skip


def no_features(built: int | None) -> Diagnosis:
    """The last axis of the data is empty."""
    return Diagnosis(
        "empty_array",
        "The data that reach the layer hold no numbers: their last axis is empty.",
        expected=features(built),
        received="a last axis of size 0",
        axis="The last axis, the features, has size 0.",
        details=(
            "Nothing was filled in before the layer: print the shape step by step, from the loaded "
            "data on. A slice of columns beyond the end, or an empty tensor, looks so.",
        ),
    )
