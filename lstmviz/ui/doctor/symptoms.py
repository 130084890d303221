"""No error, but …: what a person may notice of the mistakes that nothing warns of."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from lstmviz.ui.doctor.case import bring
from lstmviz.ui.strangers import escape

WINDOWS = "X = np.lib.stride_tricks.sliding_window_view(table, 24, axis=0)"
MODEL = "X (500, 24, 3), y {}, Input((24, 3)), {}, Dense(1), loss mse"

# By the diagnosis that each leads to: what is noticed, and a case of it.
SYMPTOMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "last_axis_added": (
            "my X has two axes, and a model with Input((3, 1)) takes it",
            "X is (53394, 3), y is (53394,), Input((3, 1)), LSTM(32), Dense(1)",
        ),
        "one_step": (
            "it is no better than a plain dense layer; X is (N, 1, 3)",
            "X is (53394, 1, 3), y is (53394,), Input((1, 3)), LSTM(32), Dense(1)",
        ),
        "all_steps_read": (
            "my windows are longer than Input says, and it trains",
            "X is (500, 6, 3), y is (500,), Input((5, 3)), LSTM(32), Dense(1)",
        ),
        "target_every_step": (
            "with return_sequences=True all steps learn the same number",
            MODEL.format("(500, 1)", "LSTM(32, return_sequences=True)"),
        ),
        "target_every_sample": (
            "with return_sequences=True every prediction is near the mean",
            MODEL.format("(500,)", "LSTM(32, return_sequences=True)"),
        ),
        "one_output_many_targets": (
            "I want 12 numbers ahead and get one: their mean",
            MODEL.format("(500, 12)", "LSTM(32)"),
        ),
        "last_step_all_targets": (
            "I have a target for every step and get one prediction",
            MODEL.format("(500, 24, 1)", "LSTM(32)"),
        ),
        "target_in_window": (
            "the loss is too good to be true, and the forecast useless",
            "dataset = keras.utils.timeseries_dataset_from_array(data, data, 24)\n"
            "model = keras.Sequential([\n"
            "    keras.Input((24, 3)), keras.layers.LSTM(32), keras.layers.Dense(3)\n"
            "])\n"
            "model.fit(dataset)",
        ),
        "window_axis_last": (
            "windows made by sliding_window_view or unfold train badly",
            f"table = np.zeros((53394, 3))\n{WINDOWS}\n"
            "model = keras.Sequential([\n"
            "    keras.Input(X.shape[1:]), keras.layers.LSTM(32), keras.layers.Dense(1)\n"
            "])",
        ),
        "rows_shuffled": (
            "I shuffled or split at random, and it stays at the mean",
            "table = np.zeros((53394, 3))\n"
            f"np.random.shuffle(table)\n{WINDOWS}.transpose(0, 2, 1)\n"
            "model = keras.Sequential([\n"
            "    keras.Input((24, 3)), keras.layers.LSTM(32), keras.layers.Dense(1)\n"
            "])",
        ),
        "rows_replayed": (
            "stateful=True makes sliding windows worse",
            f"{WINDOWS}.transpose(0, 2, 1)\n"
            "model = keras.Sequential([\n"
            "    keras.Input(batch_shape=(32, 24, 3)), keras.layers.LSTM(32, stateful=True)\n"
            "])",
        ),
        "zeros_masked": (
            "since Masking(0.) real rows seem to be skipped",
            "Input((24, 3)), Masking(0.), LSTM(32), Dense(1); X is (500, 24, 3), y (500,)",
        ),
        "one_long_sequence": (
            "PyTorch takes my table (N, 3) without a third axis",
            "X = torch.randn(53394, 3)\n"
            "lstm = torch.nn.LSTM(3, 32)\n"
            "output, (h, c) = lstm(X)",
        ),
        "batch_is_time": (
            "in PyTorch a prediction changes with the rest of the batch",
            "X = torch.randn(500, 24, 3)\n"
            "lstm = torch.nn.LSTM(3, 32)\n"
            "output, (h, c) = lstm(X)",
        ),
    }
)  # fmt: skip


def show_symptoms() -> None:
    """Draw the lead, and the list."""
    st.markdown(
        "It tells you **which axis is missing or mixed up**, and gives one line that mends it. "
        "What you paste is read, never run; it stays in this session and never goes into a link."
    )
    st.markdown("**No error, but …** :gray[— mistakes that nothing warns of; open one]")
    with st.container(key="symptoms"):
        for key, (words, text) in SYMPTOMS.items():
            st.button(
                f"… {escape(words)}",
                key=f"symptom {key}",
                type="tertiary",
                wrap=True,
                on_click=bring,
                args=(text,),
            )
