"""An experiment as a Jupyter notebook: the Keras program, a cell for each of its parts."""

import json

from lstmviz.choices.experiments import Experiment
from lstmviz.export.keras_script import keras_parts
from lstmviz.samples.datasets import Dataset


def notebook(experiment: Experiment, dataset: Dataset) -> str:
    """Write an experiment as a notebook, in the file format nbformat 4.5.

    Args:
        experiment: its table, model and training.
        dataset: made of its table, layout and task.

    Returns:
        The text of an .ipynb file: the code of `keras_script`, and its texts as markdown between.
    """
    cells = []
    for number, part in enumerate(keras_parts(experiment, dataset)):
        mark = "##" if part.code else "#"
        cells.append(
            {
                "cell_type": "markdown",
                "id": f"text-{number}",
                "metadata": {},
                "source": f"{mark} {part.title}\n\n{part.text}",
            }
        )
        if part.code:
            cells.append(
                {
                    "cell_type": "code",
                    "id": f"code-{number}",
                    "metadata": {},
                    "execution_count": None,
                    "outputs": [],
                    "source": "\n".join(part.code),
                }
            )
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5},
        ensure_ascii=False,
        indent=1,
    )
