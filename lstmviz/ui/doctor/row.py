"""The walk as a row: X → layer → shape → layer → shape, red where it breaks."""

from html import escape

from lstmviz.doctor import Answer, Station

# Axes that have a colour in the row.
COLOURED = frozenset({"samples", "timesteps", "features"})


def draw_row(answer: Answer) -> str:
    """Draw the walk as HTML; "" where there is none."""
    if not answer.walk:
        return ""
    stations = "".join(map(draw_station, answer.walk))
    by = "built with Keras" if answer.real else "by a table of shape rules"
    said = ""
    if answer.sentence:
        said = f'<p class="said">Keras says: <q>{escape(shortened(answer.sentence))}</q></p>'
    return (
        f'<div class="walk"><p class="by">The walk, {by}</p>'
        f'<div class="row" role="list">{stations}</div>{said}</div>'
    )


def draw_station(station: Station) -> str:
    """Draw one layer and the shape that leaves it."""
    told = {"stops": station.stops, "y": station.target, "beside": station.beside}
    kinds = ["station", *(kind for kind, holds in told.items() if holds)]
    shape = "stops here" if station.stops and station.shape is None else written(station)
    title = escape(station.written, quote=True)
    return (
        f'<span class="{" ".join(kinds)}" role="listitem" title="{title}">'
        f"<b>{escape(station.label or '?')}</b><span>{shape}</span></span>"
    )


def written(station: Station) -> str:
    """Write a shape, each size in its axis's colour."""
    shape = station.shape
    if shape is None:
        return "shape unknown"
    names = [role if role in COLOURED else "" for role in station.roles]
    parts = [
        f'<i class="{name}">{escape(f"{size:,}") if size is not None else "·" if at else "N"}</i>'
        for at, (size, name) in enumerate(zip(shape, names, strict=False))
    ]
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def shortened(sentence: str) -> str:
    """Keep the sentence that tells: the last lines of Keras's own words."""
    lines = [line.strip() for line in sentence.split("\n") if line.strip()]
    first = lines[0].partition(": ")[0]
    told = lines[-1] if len(lines) > 1 else lines[0].partition(": ")[2] or lines[0]
    told = told if len(told) > 20 else " ".join(lines)
    return f"{first}: {told}"[:400]
