"""The arranged samples as a file, every value with the cell of the table that it came from."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from lstmviz.export.commands import arrangement
from lstmviz.export.samples import LARGEST, Part, part_samples, samples_parquet
from lstmviz.ui import visit
from lstmviz.ui.home.cards import offer
from lstmviz.wording import many

MIME = "application/vnd.apache.parquet"
PARTS: Mapping[Part, str] = MappingProxyType(
    {"validation": "Validation", "training": "Training", "both": "All samples"}
)


def show_samples() -> None:
    """Draw the choice of samples, how many there are, and the file."""
    dataset = visit.dataset()
    _, timesteps, features = dataset.shape
    size = timesteps * features
    st.markdown(
        "**Samples** :gray[— X and y as a table: one line for each value of X, with the row and "
        "the column that it came from]"
    )
    part: Part = st.segmented_control(
        "Which samples",
        list(PARTS),
        format_func=lambda part: PARTS[part],
        default="validation",
        required=True,
        key="home part",
        label_visibility="collapsed",
    )
    name = f"{arrangement(visit.experiment())}_{part}.parquet"
    offer(name, MIME, lambda: samples_parquet(dataset, part), (dataset.key, part))
    st.caption(count_words(part))
    st.code(
        f't = pd.read_parquet("{name}")\n'
        f'X = t["scaled"].to_numpy().reshape(-1, {timesteps}, {features})\n'
        f'y = t["y_scaled"].to_numpy()[::{size}]',
        language="python",
        wrap_lines=True,
    )


def count_words(part: Part) -> str:
    """Say how many samples and values the file holds, and whether some are left out."""
    dataset = visit.dataset()
    samples = part_samples(dataset, part)
    every = {"validation": dataset.counts.validation, "training": dataset.counts.train}
    total = every.get(part, len(dataset.starts))
    _, timesteps, features = dataset.shape
    values = len(samples) * timesteps * features
    which = many(len(samples), "sample")
    if len(samples) < total:
        which = f"The first {len(samples):,} of {total:,} samples"
    left = f" One file holds at most {LARGEST:,}." if len(samples) < total else ""
    return f"{which} × {timesteps:,} × {features:,} = {many(values, 'value')} of X.{left}"
