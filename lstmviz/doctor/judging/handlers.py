"""HANDLERS: which judge explains a message, or what stops a walk, by its kind."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.doctor.judging import several
from lstmviz.doctor.judging.case import Handler
from lstmviz.doctor.judging.code import arrays, indexing, recutting, scaling, undefined, unpacking
from lstmviz.doctor.judging.ends import labels, loss_rows, losses, metrics
from lstmviz.doctor.judging.fed import batches, counts, inputs, samples, sizes
from lstmviz.doctor.judging.states import axes as state_axes
from lstmviz.doctor.judging.states import initial_states
from lstmviz.doctor.judging.states import refused as states
from lstmviz.doctor.judging.torch import attention as torch_attention
from lstmviz.doctor.judging.torch import axes as torch_axes
from lstmviz.doctor.judging.torch import channels as torch_channels
from lstmviz.doctor.judging.torch import class_rows as torch_class_rows
from lstmviz.doctor.judging.torch import classes as torch_classes
from lstmviz.doctor.judging.torch import features as torch_features
from lstmviz.doctor.judging.torch import joins as torch_joins
from lstmviz.doctor.judging.torch import losses as torch_losses
from lstmviz.doctor.judging.torch import said as torch
from lstmviz.doctor.judging.torch import sums as torch_sums
from lstmviz.doctor.judging.torch import tuples as torch_tuples
from lstmviz.doctor.judging.within import (
    arguments,
    axes,
    between,
    distributed,
    layers,
    masks,
    open_sizes,
    reshaping,
    values,
    weights,
)

# By what stops: who explains it.
HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "accuracy": metrics.accuracy,
        "a_tuple": torch_tuples.tuple_given,
        "argument": arguments.unknown_argument,
        "attention": torch_attention.attention,
        "axis": arrays.axis_range,
        "axis_range": arrays.axis_range,
        "bare_number": values.bare_number,
        "batch": batches.batches,
        "cardinality": samples.cardinality,
        "cat": torch_joins.cats,
        "cell_axes": state_axes.cell_axes,
        "cell_sum": initial_states.within_cell,
        "channels": torch_channels.channels,
        "class_batch": torch_class_rows.class_batch,
        "class_steps": torch_classes.class_steps,
        "concatenated": arrays.concatenated,
        "each_step": between.every_step,
        "frame_axes": arrays.frame_axes,
        "frame_key": arrays.frame_key,
        "hidden": states.hidden,
        "hidden_batch": states.cell_state,
        "index_range": values.index_range,
        "indices": indexing.indices,
        "initial_state": initial_states.initial_states,
        "input": inputs.fed_shape,
        "input_count": counts.input_counts,
        "output_count": counts.output_counts,
        "join": layers.joins,
        "kernel": layers.kernels,
        "kernel_axes": distributed.kernel_axes,
        "label": labels.labels,
        "mask": masks.masks,
        "lengths": torch_axes.lengths,
        "long_window": arrays.long_window,
        "loss": losses.losses,
        "loss_rows": loss_rows.loss_rows,
        "matmul": sizes.products,
        "metric": metrics.counted,
        "nan": values.not_a_number,
        "ndim": axes.count_axes,
        "one_state": state_axes.one_state,
        "open_batch": open_sizes.open_batch,
        "open_size": open_sizes.open_size,
        "operands": scaling.operands,
        "pair": losses.pairs,
        "python_list": several.python_list,
        "product": values.product,
        "ragged": arrays.ragged,
        "recut": recutting.recut,
        "reshape": reshaping.reshapes,
        "sample_reshape": reshaping.sample_reshape,
        "scaler": scaling.scaler,
        "scaler_axes": scaling.scaler_axes,
        "shape_index": arrays.shape_index,
        "state_axes": state_axes.state_axes,
        "target_count": several.target_count,
        "tensors": torch_sums.tensors,
        "torch_axes": torch_axes.other_rank,
        "torch_features": torch_features.recurrent_features,
        "torch_loss": torch_losses.loss_sizes,
        "torch_matmul": torch.linear,
        "torch_sizes": torch_losses.loss_sizes,
        "undefined": undefined.undefined,
        "unequal": arrays.unequal,
        "unpack": unpacking.unpack,
        "weights": weights.weights,
        "zero_size": values.zero_size,
    }
)
