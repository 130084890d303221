"""The arguments that layers have, in any version of Keras and in PyTorch: others are misspelt."""

from difflib import get_close_matches

from lstmviz.doctor.walking.setup import Layer

KERAS = frozenset({
    "U_regularizer", "W_constraint", "W_learning_rate_multiplier", "W_regularizer", "activation",
    "activity_regularizer", "alpha", "alpha_initializer", "alpha_regularizer", "arguments",
    "attention_axes", "autocast", "axes", "axis", "b_constraint", "b_regularizer",
    "backward_layer", "batch_input_shape", "batch_shape", "batch_size", "beta_initializer",
    "bias", "bias_constraint", "bias_initializer", "bias_regularizer", "border_mode", "causal",
    "cell", "cells", "center", "concat_axis", "consume_less", "cropping", "data_format",
    "depth_multiplier", "dilation_rate", "dim_ordering", "dims", "dot_axes", "dropout",
    "dropout_U", "dropout_W", "dtype", "dynamic", "embeddings_constraint",
    "embeddings_initializer", "embeddings_regularizer", "epsilon", "filter_length", "filters",
    "flash_attention", "forget_bias_init", "function", "gamma_initializer", "go_backwards",
    "groups", "implementation", "init", "inner_activation", "inner_init", "input_dim",
    "input_dtype", "input_length", "input_shape", "interpolation", "keepdims",
    "kernel_constraint", "kernel_initializer", "kernel_regularizer", "kernel_size", "key_dim",
    "layer", "length", "mask", "mask_value", "mask_zero", "max_value", "merge_mode", "mode",
    "momentum", "n", "name", "nb_col", "nb_filter", "nb_row", "negative_slope", "noise_shape",
    "num_heads", "offset", "output_dim", "output_shape", "p", "padding", "pool_length",
    "pool_size", "rate", "recurrent_activation", "recurrent_constraint", "recurrent_dropout",
    "recurrent_initializer", "recurrent_regularizer", "reset_after", "return_sequences",
    "return_state", "scale", "seed", "shape", "shared_axes", "sigma", "size", "sparse",
    "stateful", "stddev", "stride", "strides", "subsample", "subsample_length", "target_shape",
    "threshold", "time_major", "trainable", "truncate_gradient", "unit_forget_bias", "units",
    "unroll", "use_bias", "use_cudnn", "use_scale", "value_dim", "weights", "zero_output_for_mask",
})  # fmt: skip
TORCH = frozenset({
    "activation", "add_bias_kv", "add_zero_attn", "affine", "attn_mask", "batch_first", "beta",
    "bias", "bidirectional", "ceil_mode", "count_include_pad", "d_model", "delta", "device",
    "dilation", "dim", "dim_feedforward", "dropout", "dtype", "elementwise_affine", "embed_dim",
    "embedding_dim", "end_dim", "eps", "groups", "hidden_size", "ignore_index", "in_channels",
    "in_features", "inplace", "input_size", "kdim", "kernel_size", "key_padding_mask",
    "label_smoothing", "layer_norm_eps", "max_norm", "momentum", "negative_slope", "nhead",
    "nonlinearity", "norm_first", "norm_type", "normalized_shape", "num_embeddings", "num_features",
    "num_heads", "num_layers", "out_channels", "out_features", "output_size", "p", "padding",
    "padding_idx", "padding_mode", "pos_weight", "proj_size", "reduce", "reduction",
    "return_indices", "scale_grad_by_freq", "size_average", "sparse", "start_dim", "stride",
    "track_running_stats", "vdim", "weight",
})  # fmt: skip
# What a Bidirectional layer makes of its two directions.
MERGED = frozenset({"ave", "concat", "mul", "sum", None})
# How alike a name has to be to one that there is, to be that one misspelt.
ALIKE = 0.86


def strange(layer: Layer) -> list[str]:
    """Give the arguments of a layer that no version of its library has."""
    torch = layer.kind.startswith("nn.")
    if layer.kind == "Printed" or (not torch and not layer.kind[:1].isupper()):
        return []
    known = TORCH if torch else KERAS
    given = [*layer.arguments, *layer.unread, *(strange(layer.inner) if layer.inner else [])]
    merged = layer.arguments.get("merge_mode", "concat")
    other = [] if merged in MERGED else [f"merge_mode={merged!r}"]
    # What the doctor itself notes of an input stands in no text.
    return other + [n for n in given if n not in known and n.isidentifier() and n in layer.written]


def meant(layer: Layer, name: str) -> str:
    """Give the argument that a misspelt one stands for; "" where none is like it."""
    known = TORCH if layer.kind.startswith("nn.") else KERAS
    return next(iter(get_close_matches(name, known, n=1, cutoff=ALIKE)), "")
