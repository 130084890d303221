"""PyTorch: a recurrent layer was built for another number of features than it reads."""

import re
from dataclasses import dataclass, replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import Case, Judged, cured, one, refed
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.judging.torch.cells import cell_features, features_as_steps
from lstmviz.doctor.judging.torch.said import first_axis, node_of
from lstmviz.doctor.judging.torch.series import turned_series
from lstmviz.doctor.judging.worded import counted, roles_by_words
from lstmviz.doctor.saying.wording import features, named, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Stop
from lstmviz.doctor.walking.walk import walk

NO_LAST = " If one feature's axis is missing, (samples, timesteps): X[..., None]."


@dataclass(frozen=True)
class Read:
    """What a recurrent layer reads.

    Args:
        got: the features.
        built: those that it was built for.
        node: where the walk stops; None where it does not.
        at: the layer, or the first recurrent one of the text; None where it holds none.
        shape: of what the layer reads; None where it is not told.
    """

    got: int
    built: int
    node: int | None
    at: int | None
    shape: Shape | None

    def layer(self, case: Case) -> Layer | None:
        """The layer; None where the text holds none."""
        return None if self.at is None else case.setup.nodes[self.at].layer

    def behind_another(self, case: Case) -> bool:
        """Whether the walk stops behind another layer, not at what goes in."""
        nodes, node = case.setup.nodes, self.node
        return node is not None and nodes[node].reads[0].node not in case.setup.inputs


def recurrent_features(case: Case, why: Stop) -> Judged:
    """The data have another number of features than PyTorch's recurrent layer was built for."""
    got, built, setup = why["got"], why["built"], case.setup
    if got == 0:
        return one(no_features(built))
    node = node_of(case, "torch_features")
    cell = setup.nodes[node].layer.kind.endswith("Cell") if node is not None else why["cell"]
    if cell:
        return one(features_as_steps(case, got, built) or cell_features(case, got, built, node))
    at = node
    if at is None:
        at = next((place for place, each in enumerate(setup.nodes) if each.layer.recurrent), None)
    shape = case.walk.stop["received"] if node is not None and case.walk.stop else None
    if shape is None and setup.X and setup.X.shape and setup.X.shape[-1] == got:
        shape = setup.X.shape
    read = Read(got, built, node, at, shape)
    return one(
        turned_series(case, read.layer(case), shape)
        or swapped_axes(case, read)
        or no_last_axis(case, read)
        or other_count(case, read)
    )


def swapped_axes(case: Case, read: Read) -> Diagnosis | None:
    """The timesteps stand last, and are as many as the layer reads features; None where not."""
    received, built, got = read.shape, read.built, read.got
    words = counted(case.text.plain)
    if received is None or len(received) != 3 or not received[1] == built != got:
        return None
    if words.get(built) == "timesteps":
        return None
    setup, node, x = case.setup, read.node, case.x
    turned = (received[0], received[2], received[1])
    sure = words.get(built) == "features" and words.get(got) == "timesteps"
    # Where layers stand between, what they give is turned, not the data.
    inside = read.behind_another(case)
    moved = setup
    if node is not None:
        move = Layer("permute", {"dims": (0, 2, 1)})
        moved = setup.put_in(node, move) if inside else refed(setup, turned)
    runs = (node is None or cured(moved)) and (inside or sure)
    details: list[str | If] = []
    if inside:
        details.append("The line stands in forward, just before this layer.")
    if not sure:
        details.append(f"If {built} are really timesteps, input_size is {got}: it counts the "
                       "features of one step, and the timesteps are told nowhere.")  # fmt: skip
    details.append(If("If they are features, {} turns the data; a reshape would mix the numbers.",
                      (f"{x} = {x}.permute(0, 2, 1)",)))  # fmt: skip
    return Diagnosis(
        "swapped_axes",
        "Timesteps and features have changed places."
        if inside or sure
        else f"The layer was built for {built} features: as many as X has timesteps.",
        expected=f"{features(built)} on the last axis",
        received=f"{features(got)}: {tell(received)}",
        axis="The axes of the timesteps and of the features are swapped"
        + ("." if inside or sure else ", in the data or in the layer's sizes."),
        fix=(f"{x} = {x}.permute(0, 2, 1)",) if runs else (),
        tried=moved if runs else None,
        fed=three(received),
        meant=three(turned),
        details=tuple(details),
    )


def other_count(case: Case, read: Read) -> Diagnosis:
    """The layer's sizes have changed places, count something else, or are those of other data."""
    received, built, got = read.shape, read.built, read.got
    layer, at = read.layer(case), read.at
    alone = sum(each.recurrent for each in case.setup.layers) == 1
    turned = alone and layer is not None and layer.size("hidden_size") == got != built
    sized = sized_for(case, read, turned=turned)
    # One feature is read, and many come: most often an axis is missing, and no weight too few.
    asks = built == 1 and read.node is None
    runs = at is None or walk(case.setup.changed(at, sized)).stop is None
    fix = (line(sized),) if layer and not asks and runs else ()
    built_for = counts(case, received, built)
    later = read.behind_another(case)
    return Diagnosis(
        "feature_count",
        count_told(case, read, built_for if fix else "", turned=turned and bool(fix)),
        expected=features(built),
        received=features(got) + (f": {tell(received)}" if received else ""),
        axis="The last axis, the features, has another size than the weights.",
        fix=fix,
        tried=case.setup.changed(at, sized) if fix and at is not None else None,
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
            *whence(case, read, told=bool(built_for)),
        ),
    )


def count_told(case: Case, read: Read, built_for: str, *, turned: bool) -> str:
    """Say what stands in the place of the features, else whose other features are read.

    Args:
        case: in hand.
        read: by the layer.
        built_for: what the number counts that the layer was built for; "" where unsure.
        turned: whether its two sizes have changed places.
    """
    got, built = read.got, features(read.built)
    if turned:
        return "input_size and hidden_size have changed places: the features come first."
    if built_for:
        return (
            f"input_size is {read.built:,}, the {built_for}: it counts the features of one step, "
            f"{got}."
        )
    if read.behind_another(case):
        return f"The layer was built for {built}, and the layer before gives {got}."
    if case.coded:
        return f"The layer was built for {built}, but the data have {got}."
    return f"The layer was built for {built}, and what it reads has {got}."


def sized_for(case: Case, read: Read, *, turned: bool) -> Layer:
    """Build the layer for what it reads; its two sizes change places where they are turned."""
    layer, received, got = read.layer(case), read.shape, read.got
    if layer is None:
        usual = {"input_size": got, "hidden_size": 32, "batch_first": True}
        return Layer("nn.LSTM", usual)
    sized = edited(replace(layer, written=""), "input_size", got)
    if layer.unread:
        return sized
    if turned:
        sized = edited(sized, "hidden_size", read.built)
    if received and not layer.says("batch_first"):
        worded = roles_by_words(case.text.plain, received)
        sized = edited(sized, "batch_first", True) if worded[:1] == ("samples",) else sized
    return sized


def whence(case: Case, read: Read, *, told: bool) -> tuple[str, ...]:
    """Say where the features may come from: a trained model, a layer before, or a swapped axis.

    Args:
        case: in hand.
        read: by the layer.
        told: whether it is told what the number counts that the layer was built for.
    """
    encoder = ENCODER.search(case.text.plain)
    if encoder is not None:
        return (of_encoder(encoder[0], read.got, read.built),)
    if {read.got, read.built} == BERTS:
        return (f"{read.built} and {read.got} are BERT's two widths: if the features are its "
                f"output, build the layer for {read.got}, or load the model that gives "
                f"{read.built}.{OF_BERT}",)  # fmt: skip
    swapped = "If timesteps and features are swapped: X.permute(0, 2, 1)."
    count, rest = divmod(read.got, read.built)
    joined = not read.shape and read.built > 1 and rest == 0
    return (
        *(
            (
                f"{read.got} = {count} × {read.built}: were {count} timesteps put into one row? "
                f"X.reshape(-1, {count}, {read.built}) is (samples, timesteps, features).",
            )
            if joined
            else ()
        ),
        *(() if case.coded else (other_layer(read.got, read.built),)),
        *(() if read.shape or told else (swapped + (NO_LAST if read.built == 1 else ""),)),
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


def no_last_axis(case: Case, read: Read) -> Diagnosis | None:
    """Two axes go into a layer of one feature: the last, or the samples, are missing; else None."""
    x, received = case.x, read.shape
    if not received or len(received) != 2 or not read.built == 1 != read.got:
        return None
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


# The widths of BERT and its kin, base and large.
BERTS = {768, 1024}
OF_BERT = " Its base models give 768 numbers for each word, its large ones 1,024."


def of_encoder(name: str, got: int, built: int) -> str:
    """Say whose output the features are, where the text names a model that is trained already."""
    return (
        f"The features are what {name} gives for each word, by your words: build the layer for "
        f"{got}, or load the model that gives {built}."
        + (OF_BERT if {got, built} == BERTS and "bert" in name.lower() else "")
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
