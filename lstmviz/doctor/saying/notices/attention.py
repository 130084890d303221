"""Messages about attention: of PyTorch, with the norm that goes with it, and of Keras."""

from lstmviz.doctor.saying.notices.notice import Notice

ATTENTION = (
    Notice(
        "layer_norm",
        r"givennormalized_shape=\[(?P<built>[\d,]{1,20})\],expectedinputwithshape\[\*,[\d,]{1,20}\],"
        r"butgotinputofsize\[(?P<got>[\d,]{1,40})",
        "LayerNorm was made for a last axis of {built}, and got ({got}).",
        "(…, {built})",
        "({got})",
        "The last axis, the features, has another size.",
        details=(
            "It normalises what stands last: nn.LayerNorm(x.size(-1)). A bidirectional layer gives "
            "2 × hidden_size.",
        ),
    ),
    Notice(
        "attention_width",
        r"wasexpectingembeddingdimensionof(?P<built>\d{1,9}),butgot(?P<got>\d{1,9})",
        "The attention was made for {built} features, and its input has {got}.",
        "embed_dim = {got}, or {built} features",
        "{got} features on the last axis",
        "The last axis, the features, has another size than the weights.",
        details=(
            "A bidirectional layer gives 2 × hidden_size: nn.MultiheadAttention({got}, heads).",
            "nn.Linear({got}, {built}) before it brings the features to the width that it has.",
        ),
    ),
    Notice(
        "model_width",
        r"thefeaturenumberofsrcandtgtmustbeequaltod_model",
        "The attention was made for another width (embed_dim, d_model) than its input has.",
        "embed_dim or d_model on the last axis",
        "another size",
        "The last axis, the features, has another size than the weights.",
        details=("nn.Linear(features, d_model) before it brings any number of features to that "
                 "width.",),
    ),
    Notice(
        "attention_heads",
        r"embed_dimmustbedivisiblebynum_heads",
        "The width of an attention is shared out among its heads, and does not divide.",
        "embed_dim (d_model) as a multiple of num_heads (nhead)",
        "another number",
        details=("Of few features, as 3 or 7, nn.Linear(features, 64) makes a width first that "
                 "divides.",),
    ),
    Notice(
        "attention_batch",
        r"thebatchnumberofsrcandtgtmustbeequal",
        "The encoder's input and the decoder's have another number of samples.",
        "as many samples in src and in tgt",
        "another number",
        "Without batch_first=True the second axis counts the samples: (timesteps, samples, "
        "features).",
        details=("nn.Transformer(…, batch_first=True) reads (samples, timesteps, features).",),
    ),
    Notice(
        "attention_mask",
        r"theshapeofthe(?P<kind>[23]d)attn_maskis(?:torch\.size\()?\[(?P<got>[\d,]{1,30})\]\)?,"
        r"butshouldbe\((?P<want>[\d,]{1,30})\)",
        "The mask of an attention is ({got}), and ({want}) is asked for.",
        "({want}): (timesteps, timesteps)",
        "({got})",
        "The attention counts other timesteps than the mask: without batch_first=True its first "
        "axis is the timesteps.",
        details=("Data (samples, timesteps, features) need batch_first=True in the layer; the mask "
                 "is then made for x.size(1).",),
    ),
    Notice(
        "attention_padding",
        r"key_padd(?:ing|ed)_mask(?:shapeof\(|\.shape\[\d\]tobe)(?P<want>[\d,]{1,30}?)\)?,butgot"
        r"(?:torch\.size\()?\[?(?P<got>\d[\d,]{0,30})",
        "key_padding_mask does not have one entry for each key of each sample: {got} in place of "
        "{want}.",
        "(samples, keys)",
        "{got}, where {want} is wanted",
        "The attention counts other samples and timesteps than the mask: without batch_first=True "
        "its first axis is the timesteps.",
        details=("Data (samples, timesteps, features) need batch_first=True in the layer; the mask "
                 "stays (samples, timesteps).",),
    ),
    Notice(
        "attention_list",
        r"mustbecalledonalistofinputs,namely\[query,value\]"
        r"|acceptsinputslistoflength2or3,namely\[query,value\]"
        r"|call\(\)missing\d?requiredpositionalarguments?:(?:query|value)\b",
        "Attention compares two sequences, and got one tensor.",
        "Attention()([query, value]), in one list",
        "one tensor, or another number of them",
        details=(
            "For self-attention give the same sequence twice: Attention()([x, x]); x has to keep "
            "its timesteps, return_sequences=True.",
            "The result has the axes of the query: (samples, timesteps, units).",
        ),
    ),
    Notice(
        "dotted_sizes",
        r"(?:axisvalues(?P<first>\d{1,9})\(ataxis\d\)!=(?P<second>\d{1,9})\(ataxis\d\)"
        r"|dimensionincompatibilityusingdotmode:(?P<one>\d{1,9})!=(?P<two>\d{1,9}))",
        "Dot multiplies along two axes of one size, and these differ.",
        "the same size on both axes",
        "two sizes",
        "It is the axes that axes=... names, counted with the samples as 0.",
        details=(
            "Of a context with attention weights (samples, timesteps) and states (samples, "
            "timesteps, units) it is the timesteps: Dot(axes=1)([weights, states]) gives (samples, "
            "units).",
            "Of a score between states of two layers it is their units: give both as many, or put "
            "a Dense(units) on one.",
        ),
    ),
)  # fmt: skip
