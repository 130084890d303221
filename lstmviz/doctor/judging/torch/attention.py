"""PyTorch's attention: a mask, a width or a number of samples that does not fit."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, cured, one
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.saying.wording import tell
from lstmviz.doctor.walking.setup import Layer, Setup, Stop

# By what does not fit: the title, what its axes are, and what leads there most often.
WORDS = {
    "attn_mask": (
        "attn_mask has other sizes than queries and keys.",
        "It has a row for each query and a column for each key.",
        "torch.ones(steps, steps, dtype=torch.bool).triu(1) hides later steps: True hides.",
    ),
    "batch": (
        "Queries and keys have another number of samples.",
        "Each sample has keys of its own.",
        "One query for all samples is repeated: query.expand(samples, -1, -1).",
    ),
    "key_padding_mask": (
        "key_padding_mask does not have one entry for each key of each sample.",
        "Its axes are (samples, keys), whatever batch_first says.",
        "torch.arange(steps) >= lengths[:, None] makes one of the lengths: True hides padding.",
    ),
    "width": (
        "The attention was made for another width, embed_dim, than its queries have.",
        "The last axis, the features, has another size than the weights.",
        "A bidirectional layer gives 2 × hidden_size; an nn.Linear before it brings any width to "
        "that of the weights.",
    ),
}


def attention(case: Case, why: Stop) -> Judged:
    """Say which of an attention's arguments does not fit, and whether batch_first mends it."""
    title, axis, more = WORDS[why["part"]]
    layer, turned = order_turned(case, case.walk.stop.node if case.walk.stop else None)
    first = layer is not None and layer.says("batch_first") is True
    order = "(samples, timesteps, features)" if first else "(timesteps, samples, features)"
    read = f"{'With' if first else 'Without'} batch_first=True it reads {order}: then they fit."
    return one(
        Diagnosis(
            "attention_fit",
            title,
            expected=tell(why["expected"]),
            received=tell(why["received"]),
            axis=axis,
            fix=(f"attn = {line(layer)}",) if layer is not None else (),
            tried=turned,
            details=(read, more) if layer is not None else (more,),
        )
    )


def order_turned(case: Case, at: int | None) -> tuple[Layer, Setup] | tuple[None, None]:
    """Let a layer read its axes in the other order, where that gets past what stops."""
    layer = case.setup.nodes[at].layer if at is not None else None
    if at is None or layer is None or "batch_first" in layer.unread:
        return None, None
    layer = edited(layer, "batch_first", layer.says("batch_first") is not True)
    turned = case.setup.changed(at, layer)
    return (layer, turned) if cured(turned) else (None, None)
