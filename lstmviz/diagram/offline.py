"""The hidden-state flow as one HTML file that plays by itself, without a server or a network.

It holds the very code of the page's diagram, the scenes and numbers that the page would send, and
a few lines in place of the page: they answer what the diagram asks for with what is in the file.
"""

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from jaxtyping import Int

from lstmviz.colours import COLOURS, light_dark
from lstmviz.diagram.code import markup, script, style
from lstmviz.diagram.scenes.flow import chunk, flow_scene
from lstmviz.diagram.scenes.flow_values import flow_values
from lstmviz.network.models import ModelWeights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.table.reading.names import isolate

# Samples and moments in the file, at most: so many, and so many numbers of each strip.
SAMPLES = 8
MOMENTS = 12
NUMBERS = 250_000
# Cells of the table whose text comes along.
CELLS = 20_000

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; script-src '{digest}'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<div id="diagram"><template shadowrootmode="open"><style>{css}</style>{markup}</template></div>
{told}
<p class="keys">Space plays and pauses, <kbd>←</kbd> <kbd>→</kbd> step through time,
<kbd>↑</kbd> <kbd>↓</kbd> choose a unit, <kbd>[</kbd> <kbd>]</kbd> a sample; point at anything to
read its numbers. The button on the right fills the screen.</p>
</main>
<script type="application/json" id="data">{data}</script>
<script type="module">{script}</script>
</body>
</html>
"""
STYLE = f"""
:root {{ color-scheme: light dark; --st-font: system-ui, sans-serif;
  --st-background-color: {COLOURS["light"]["page"]}; }}
@media (prefers-color-scheme: dark) {{ :root {{
  --st-background-color: {COLOURS["dark"]["page"]}; }} }}
body {{ margin: 0; background: var(--st-background-color); color: {light_dark("text")};
  font: 15px/1.5 var(--st-font); }}
main {{ max-width: 1500px; margin: auto; padding: 14px 18px; }}
/* The diagram is laid out for Source Sans, whose letters are narrow for their height. */
#diagram {{ --st-font: "Source Sans 3", "Source Sans Pro", "Segoe UI", Arial, sans-serif;
  font-size-adjust: 0.486; }}
h1 {{ margin: 0 0 10px; font-size: 21px; }}
p {{ margin: 8px 0 0; }}
.keys {{ color: {light_dark("muted")}; font-size: 13px; }}
@media (max-width: 640px) {{ .keys {{ display: none; }} }}
"""


def offline_samples(dataset: Dataset, spec: TrainingSpec, sample: int) -> Int[np.ndarray, " n"]:
    """Choose the consecutive samples of a file: those that the page has in view, and more.

    Args:
        dataset: the samples' table, layout and task.
        spec: of the model.
        sample: the one in view.
    """
    total, timesteps, _ = dataset.shape
    first = chunk(dataset, sample)
    # On both sides of a window stand a few rows more.
    cells = (dataset.layout.window + 4) * (len(dataset.features) + 1)
    fit = min(SAMPLES, NUMBERS // (timesteps * spec.units * spec.layers), CELLS // cells)
    return np.arange(first[0], min(first[0] + max(fit, len(first)), total))


def offline_moments(size: int, count: int, moment: int) -> Int[np.ndarray, " moments"]:
    """Choose which of the moments kept along a run are in the file, evenly, and the one in view.

    Args:
        size: numbers of a strip, of all samples and layers together.
        count: moments that there are, at least 1.
        moment: place of the one in view.
    """
    fit = max(1, min(MOMENTS, NUMBERS // size, count))
    if fit == 1:
        return np.array([moment])
    chosen = np.linspace(0, count - 1, fit).round().astype(int)
    chosen[np.abs(chosen - moment).argmin()] = moment
    return np.unique(chosen)


def offline_flow(
    dataset: Dataset,
    spec: TrainingSpec,
    sample: int,
    weights: Sequence[ModelWeights],
    labels: Sequence[str],
    epochs: Sequence[float],
    moment: int,
    title: str,
    told: Sequence[str],
    layer: int = 0,
) -> str:
    """Write the diagram as an HTML document that needs nothing but a browser.

    Args:
        dataset: the samples' table, layout and task.
        spec: of the model.
        sample: the one that it begins with.
        weights: of each moment of the run, in order; at least one.
        labels: which weights these are.
        epochs: when each of the moments was.
        moment: place of the one that it begins with.
        title: of the document.
        told: sentences below the diagram: what it shows.
        layer: number of the recurrent layer that it begins with, from 0.

    Returns:
        The document; the same one for the same arguments. Its policy lets it run its own script
        and fetch nothing.
    """
    samples = offline_samples(dataset, spec, sample)
    size = len(samples) * dataset.shape[1] * spec.units * spec.layers
    chosen = offline_moments(size, len(weights), moment)
    kept = [epochs[each] for each in chosen]
    layers = []
    for number in range(spec.layers):
        scene = flow_scene(dataset, spec, samples, number, sample)
        reach = {"reach": [int(samples[0]), int(samples[-1])]}
        values = [
            flow_values(dataset, weights[each], samples, number, labels[int(each)], kept, place)
            for place, each in enumerate(chosen)
        ]
        layers.append({"scene": scene | reach, "values": values})
    at = int(np.flatnonzero(chosen == moment)[0])
    return document({"layers": layers, "layer": layer, "moment": at}, title, told)


def document(data: Mapping[str, Any], title: str, told: Sequence[str]) -> str:
    """Put data, code and words into one document; names in them are a stranger's."""
    code = script("offline")
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return PAGE.format(
        digest=f"sha256-{digest}",
        title=html.escape(isolate(title)),
        style=STYLE,
        css=style("flow"),
        markup=markup("flow"),
        told="\n".join(f"<p>{html.escape(isolate(sentence))}</p>" for sentence in told),
        data=embedded(data),
        script=code,
    )


def embedded(data: Mapping[str, Any]) -> str:
    r"""Write data as JSON that cannot end the script element it stands in.

    >>> print(embedded({"name": "</script>"}))
    {"name":"\u003c/script>"}
    """
    return json.dumps(data, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
