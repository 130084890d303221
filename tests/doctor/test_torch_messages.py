"""Messages that PyTorch really raises are known, by themselves; old ones by their words."""

import warnings

import pytest

from lstmviz.doctor import diagnose

# What raises it: the key of the answer.
RAISED = {
    "nn.Linear(32, 64)(torch.zeros(10))": "linear_features",
    "torch.mm(torch.zeros(2, 3, 4), torch.zeros(4, 5))": "product_axes",
    "torch.mv(torch.zeros(2, 3, 4), torch.zeros(4))": "product_axes",
    "torch.dot(torch.zeros(2, 3), torch.zeros(3))": "product_axes",
    "torch.bmm(torch.zeros(2, 3), torch.zeros(2, 3, 4))": "product_axes",
    "torch.dot(torch.zeros(2), torch.zeros(3))": "product_sizes",
    "torch.bmm(torch.zeros(8, 5, 6), torch.zeros(1, 8, 6))": "product_inner",
    "torch.einsum('bi,bj->bij', torch.zeros(8, 5), torch.zeros(9, 5))": "einsum_sizes",
    "torch.zeros(2, 16, 4).expand(2, 32, 4)": "torch_expand",
    "torch.zeros(2, 16, 4).expand(16, 4)": "repeat_axes",
    "torch.zeros(8, 1).add_(torch.zeros(8, 8))": "torch_in_place",
    "torch.cat([torch.zeros(2, 3, 4), torch.zeros(2, 4)])": "join_axes",
    "torch.cat([torch.tensor(1.0), torch.tensor(2.0)])": "join_single",
    "torch.cat([])": "join_nothing",
    "torch.stack([])": "join_nothing",
    "torch.stack([(torch.zeros(2),)])": "torch_tuple",
    "torch.tensor(1.0)[0]": "single_number",
    "torch.zeros(32).item()": "several_numbers",
    "torch.zeros(24).narrow(0, 0, 30)": "tensor_part",
    "torch.zeros(-4, 24, 3)": "negative_size",
    "torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.zeros(0, 3)), shuffle=True)":
        "no_samples",
    "torch.utils.data.TensorDataset(torch.zeros(8, 3), torch.zeros(7))": "dataset_lengths",
    "torch.zeros(24, 32, 4)[torch.zeros(32).bool()]": "torch_mask",
    "torch.zeros(24, 3)[torch.tensor([0, 1])] = torch.zeros(5, 3)": "torch_fill",
    "torch.zeros(8, 24, 3).gather(1, torch.zeros(8, 1).long())": "torch_gather",
    "torch.zeros(8, 24, 3).gather(1, torch.zeros(9, 1, 3).long())": "torch_gather",
    "torch.zeros(8, 24, 3).t()": "torch_transpose",
    "torch.zeros(8, 24).permute(0, 2, 1)": "torch_transpose",
    "torch.zeros(8, 24).unfold(0, 24, 1)": "long_window",
    "torch.zeros(64).split([32, 16])": "torch_split",
    "torch.zeros(8, 24).size[0]": "size_indexed",
    "torch.zeros(8, 24).shape(0)": "size_indexed",
    "(None).size(0)": "returns_nothing",
    "nn.Linear(3, 4)(None)": "returns_nothing",
    "nn.Module()(torch.zeros(3))": "no_forward",
    "nn.Linear(3, 4)()": "forward_arguments",
    "nn.Linear(3, 4)(torch.zeros(3), torch.zeros(3))": "forward_arguments",
    "bool(torch.zeros(3) > 0)": "torch_boolean",
    "torch.zeros(3, requires_grad=True).numpy()": "detach_first",
    "torch.zeros(3, requires_grad=True).backward()": "loss_axes",
    "torch.optim.Adam([])": "no_parameters",
    "nn.BCELoss()(torch.zeros(3) + 2, torch.zeros(3))": "torch_range",
    "nn.LSTM(3, 64.0)": "size_type",
    "nn.LSTM(3, 0)": "size_type",
    "nn.Linear(3, (4, 5))": "size_type",
    "nn.LSTMCell(3, 4)(torch.zeros(8, 3), (torch.zeros(8, 5),) * 2)": "cell_units",
    "nn.LSTMCell(3, 4)(torch.zeros(8, 3), (torch.zeros(1, 8, 4),) * 2)": "cell_state_axes",
    "nn.LSTM(3, 4).load_state_dict(nn.LSTM(3, 4, 2).state_dict())": "saved_names",
    "nn.LSTM(3, 4, dropout=0.5)": "dropout_of_one",
    "nn.LayerNorm(64)(torch.zeros(8, 24, 128))": "layer_norm",
    "nn.MultiheadAttention(64, 4)(*[torch.zeros(24, 8, 32)] * 3)": "attention_width",
    "nn.MultiheadAttention(7, 2)": "attention_heads",
    "nn.TransformerEncoderLayer(8, 2)(torch.zeros(4, 9, 8), torch.zeros(9, 9))": "attention_mask",
    "nn.CTCLoss()(torch.zeros(5, 2, 9), torch.ones(2, 3).long(), [7, 5], [3, 3])": "ctc_long",
    "nn.CrossEntropyLoss()(torch.zeros(8, 5, 3, 3), torch.zeros(8, 3).long())": "spatial_targets",
    "nn.Conv2d(1, 4, 3)(torch.zeros(28, 28))": "picture_axes",
    "nn.MaxPool1d(5)(torch.zeros(8, 3, 2))": "torch_kernel",
    "nn.GRU(3, 4)(torch.zeros(9, 3), torch.zeros(1, 1, 4))": "torch_state_axes",
    "nn.Linear(3, 4)(nn.utils.rnn.pack_sequence([torch.zeros(5, 3)]))": "torch_packed",
    "nn.Linear(3, 4)(torch.zeros(8, 3).long())": "torch_dtype",
    "torch.zeros(8).long().mean()": "torch_dtype",
    "nn.MSELoss()(torch.zeros(8).long(), torch.zeros(8).long())": "float_targets",
}  # fmt: skip
OLD = {
    "RuntimeError: mat1 dim 1 must match mat2 dim 0": "product_sizes",
    "RuntimeError: invalid argument 6: wrong matrix size at THCTensorMathBlas.cu:499":
        "product_sizes",
    "RuntimeError: size mismatch (got input: [32, 5], target: [24])": "class_rows",
    "RuntimeError: input and target batch or spatial sizes don't match: target [32 x 24], input "
    "[32 x 5 x 20]": "class_axis",
    "RuntimeError: each element in list of batch should be of equal size": "unequal_samples",
    "RuntimeError: index out of range: Tried to access index 10 out of table with 9 rows.":
        "torch_embedding_range",
    "RuntimeError: CUDA error: device-side assert triggered": "device_assert",
    "RuntimeError: the batch number of src and tgt must be equal": "attention_batch",
    "RuntimeError: rnn: hx is not contiguous": "not_contiguous",
    "RuntimeError: cuDNN error: CUDNN_STATUS_BAD_PARAM": "not_contiguous",
    "UserWarning: RNN module weights are not part of single contiguous chunk of memory.":
        "flatten_weights",
    "RuntimeError: hidden0 has inconsistent hidden_size: got 128, expected 64": "cell_units",
    "RuntimeError: number of dims don't match in permute": "torch_transpose",
    "RuntimeError: result type Float can't be cast to the desired output type Long":
        "float_targets",
    "ValueError: Expected 2 or more dimensions (got 1)": "class_scores",
    "UserWarning: Implicit dimension choice for softmax has been deprecated.": "softmax_axis",
    "RuntimeError: expected m1 and m2 to have the same dtype, but got: double != float":
        "torch_dtype",
    "RuntimeError: Expected object of type torch.LongTensor but found type torch.FloatTensor for "
    "argument #2 'target'": "torch_long",
}  # fmt: skip


def message_of(code):
    """Run a line, and give what PyTorch says of it."""
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(Exception) as caught:  # noqa: PT011
            exec(code, {"torch": torch, "nn": torch.nn})
    return f"{type(caught.value).__name__}: {caught.value}"


@pytest.mark.parametrize("code", RAISED)
def test_a_message_that_is_raised_is_known(code):
    pytest.importorskip("torch")
    said = message_of(code)
    found = diagnose(said)
    assert [each.key for each in found.diagnoses][:1] == [RAISED[code]], said


@pytest.mark.parametrize("said", OLD)
def test_a_message_of_an_old_version_is_known(said):
    assert [each.key for each in diagnose(said).diagnoses][:1] == [OLD[said]]


@pytest.mark.parametrize(
    ("message", "key"),
    [
        ("TypeError: mean() received an invalid combination of arguments - got (tuple, dim=int), "
         "but expected one of:\n * (Tensor input, *, torch.dtype dtype = None)", "torch_tuple"),
        ("AttributeError: 'tuple' object has no attribute 'batch_sizes'", "torch_tuple"),
        ("RuntimeError: expected target dtype to be Long or Byte, but got Float", "torch_long"),
        ("RuntimeError: input must have 2 dimensions, got 1", "torch_axes"),
    ],
)  # fmt: skip
def test_the_newer_words_for_tuples_types_and_packed_axes_are_known(message, key):
    assert diagnose(message).diagnoses[0].key == key
