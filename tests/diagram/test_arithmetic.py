"""browser/arithmetic.js against Python, in the browser that runs it: every cell, every branch."""

import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lstmviz.diagram.scenes.cell import cell_values, gates
from lstmviz.diagram.scenes.flow import chunk
from lstmviz.diagram.scenes.flow_values import flow_values
from lstmviz.diagram.scenes.packing import SMALLEST, encode, pack, pack_halves
from lstmviz.network.cells import GRUTrace, LSTMTrace
from lstmviz.network.models import trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.network.terms import unit_terms
from tests.diagram.cases import CASE, random_dataset, random_model

NUMBERS = arrays.arrays(
    np.float64, st.integers(0, 40), elements=st.floats(-1e6, 1e6, allow_subnormal=False)
)
HALVES = arrays.arrays(
    np.float32,
    arrays.array_shapes(min_dims=2, max_dims=2),
    elements=st.floats(-(2.0**99), 2.0**99, width=32),
)
# Every cell, and a GRU both ways; one layer and two.
SPECS = [
    TrainingSpec(cell=cell, reset_after=after, units=4, layers=2)
    for cell, after in (("lstm", True), ("gru", True), ("gru", False), ("simple_rnn", True))
]

# A layer as cell/view.js makes it of what is sent.
LAYER = """(({ values, shape }) => {
  const [, , timesteps, inputs, units, cell, after] = values.of;
  const layer = { cell, after, timesteps, inputs, units, blocks: shape.blocks };
  const sent = ["kernel", "recurrent", "bias", "x", "h"];
  for (const name of sent) layer[name] = m.unpack(values[name]);
  layer.c = values.c && m.unpack(values.c);
  const openings = m.CELLS[cell].openings(layer), all = [];
  for (let unit = 0; unit < units; unit++) {
    const terms = m.unitTerms(layer, openings, unit);
    const of = (f) => shape.blocks.map((_, k) => m.list(timesteps, (t) => f(k, t)));
    const x = of((k, t) => m.list(inputs, (f) => terms.x(k, t, f)));
    const h = of((k, t) => m.list(units, (j) => terms.h(k, t, j)));
    const unheld = of((k, t) => m.list(units, (j) => terms.unheld(k, t, j)));
    const bias = of((k, t) => terms.bias(k, t));
    const sums = shape.blocks.map((_, k) => Float32Array.from({ length: timesteps }, (_, t) =>
      m.sum(inputs, (f) => x[k][t][f]) + m.sum(units, (j) => h[k][t][j]) + bias[k][t]));
    const series = m.unitSeries(layer, unit, sums, shape.curves);
    all.push({ x, h, unheld, bias, series });
  }
  return all;
})(given)"""


def sent(values):
    """What arrives: plain JSON."""
    return json.loads(json.dumps(values))


@given(NUMBERS, st.sampled_from([8, 16]))
def test_packed_numbers_differ_by_at_most_half_a_step_of_the_largest(javascript, values, bits):
    read = javascript("arithmetic", "m.unpack(given)", sent(pack(values, bits)))
    largest = np.abs(values).max(initial=0) or 1
    near = largest * (0.5 / (2 ** (bits - 1) - 1) + 1e-6) + SMALLEST
    assert np.abs(np.array(read) - values).max(initial=0) <= near


def test_numbers_too_small_to_divide_are_zero(javascript):
    packed = sent(pack(np.array([5e-324, -1e-320])))
    assert javascript("arithmetic", "m.unpack(given)", packed) == [0, 0]


@given(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=9))
def test_whole_numbers_and_floats_arrive_as_they_are(javascript, numbers):
    text = encode(np.array(numbers, "<i4"))
    assert javascript("arithmetic", "m.wholes(given)", text) == numbers
    floats = np.array(numbers, "<f4")
    assert javascript("arithmetic", "m.floats(given)", encode(floats)) == floats.tolist()


@given(HALVES)
@example(np.array([[2e19]], np.float32))  # whole, and larger than any integer of NumPy
def test_the_browser_reads_numbers_as_they_are_and_only_zeros_as_zero(javascript, values):
    packed = sent(pack_halves(values))
    numbers = javascript("arithmetic", "m.unpackHalves(given)", packed)
    read = np.array(numbers, float).reshape(values.shape)
    largest = np.abs(values).max()
    assert np.abs(read - values).max() <= np.abs(values * 2.0**-11).max() + 1e-12 * largest
    np.testing.assert_array_equal(read == 0, values == 0)
    far = np.abs(values) > 1e-8 * largest
    np.testing.assert_allclose(read[far], values[far], rtol=2.0**-11)


def test_every_half_float_is_read_as_numpy_reads_it(javascript):
    bits = np.arange(2**16, dtype=np.uint16)
    halves = bits.view(np.float16)
    body = "given.map((n) => Number.isNaN(m.half(n)) ? null : m.half(n))"
    read = javascript("arithmetic", body, bits.tolist())
    known = [float(v) if np.isfinite(v) else None for v in halves]
    assert read == known


@given(
    st.integers(1, 300), st.data(), st.floats(20, 900), st.floats(20, 900), st.floats(0, 60),
    st.integers(0, 3), st.integers(0, 3), st.floats(1, 500),
)  # fmt: skip
def test_the_lens_divides_a_length_and_never_leaves_it(
    javascript, count, data, length, lens, near, before, after, cap
):
    chosen = data.draw(st.integers(0, count - 1))
    lens_of = {"length": length, "lens": lens, "near": near, "before": before, "after": after,
               "cap": cap}  # fmt: skip
    borders = np.array(javascript("arithmetic", "m.spread(...given)", [count, chosen, lens_of]))
    sizes = np.diff(borders)
    assert len(sizes) == count
    assert borders[0] == 0
    assert borders[-1] <= length + 1e-3
    assert (sizes >= -1e-6).all()
    assert sizes[chosen] == pytest.approx(min(lens, length), abs=1e-5)
    neighbours = [n for n in range(chosen - before, chosen + after + 1) if 0 <= n < count]
    beside = [sizes[n] for n in neighbours if n != chosen]
    others = [sizes[n] for n in range(count) if n not in neighbours]
    assert np.ptp(beside or [0]) < 1e-9 > np.ptp(others or [0])
    # All of the length is used, unless something has all that it asked for.
    assert (
        borders[-1] == pytest.approx(length)
        or (others and others[0] == pytest.approx(cap))
        or (not others and (not beside or beside[0] == pytest.approx(near)))
    )


def test_the_lens_by_hand(javascript):
    lens = {"length": 100, "lens": 40, "near": 15, "before": 1, "after": 1, "cap": 99}
    other = {"length": 90, "lens": 50, "near": 10, "before": 1, "after": 0, "cap": 15}
    first, second = javascript("arithmetic", "m.spread(...given)", [5, 2, lens], [3, 0, other])
    assert first == [0, 15, 30, 70, 85, 100]
    assert second == [0, 50, 65, 80]
    # Neighbours share what little room the chosen one leaves.
    tight = {"length": 100, "lens": 90, "near": 30, "before": 1, "after": 1, "cap": 99}
    assert javascript("arithmetic", "m.spread(3, 1, given)", tight) == [0, 5, 95, 100]
    plain = javascript("arithmetic", "m.spread(4, 1, m.plainLens(...given))", [100, 40])
    assert plain == [0, 20, 60, 80, 100]


@given(st.floats(-30, 30), st.floats(-5, 5), st.floats(0, 1))
def test_small_things(javascript, z, v, part):
    body = "[m.sigmoid(given[0]), m.clamp(given[1]), m.mix([0, 1], [2, given[1]], given[2])]"
    sigmoid, clamped, mixed = javascript("arithmetic", body, [z, v, part])
    assert sigmoid == pytest.approx(1 / (1 + np.exp(-z)))
    assert clamped == min(max(v, 0), 1)
    assert mixed == pytest.approx([2 * part, 1 + (v - 1) * part])
    assert javascript("arithmetic", "m.mix([1], given, 0.5)", [3, 4]) == [3, 4]
    assert javascript("arithmetic", "m.mix(null, given, 0.5)", [3]) == [3]


@pytest.mark.parametrize("spec", SPECS, ids=lambda s: f"{s.cell}-{s.reset_after}")
@settings(max_examples=8)
@given(CASE, st.integers(0, 10_000), st.integers(0, 99))
def test_the_flow_is_the_trace(javascript, spec, case, sample, seed):
    dataset = random_dataset(case)
    samples, model = chunk(dataset, sample), random_model(dataset, spec, seed)
    trace = trace_model(model, dataset.batch(samples)[0])
    body = """(() => {
      const sums = Object.fromEntries(Object.entries(given.sums).map(([k, v]) => [k, m.unpack(v)]));
      return m.CELLS[given.of[4]].values(sums, m.unpack(given.state));
    })()"""
    for layer, seen in enumerate(trace.layers):
        values = sent(flow_values(dataset, model, samples, layer, "now"))
        read = javascript("arithmetic", body, values)
        known = {"h": seen.h}
        if isinstance(seen, LSTMTrace):
            names = ("i", "f", "c_tilde", "o", "c")
            known |= {name: getattr(seen, name) for name in names} | {"tanh_c": np.tanh(seen.c)}
        elif isinstance(seen, GRUTrace):
            known |= {name: getattr(seen, name) for name in ("z", "r", "h_tilde")}
            known["keep"] = 1 - seen.z
        else:
            known["a"] = seen.pre[:, :, 0]
        assert set(read) == set(known)
        for name, array in known.items():
            # Sums are packed to 1e-4 of the largest; σ and tanh have slopes of at most 1.
            near(np.reshape(read[name], array.shape), array, max(12, np.abs(array).max()))
        if layer:
            x = javascript("arithmetic", "m.unpack(given.x)", values)
            near(np.reshape(x, seen.x.shape), seen.x, 1)


@pytest.mark.parametrize("spec", SPECS, ids=lambda s: f"{s.cell}-{s.reset_after}")
@settings(max_examples=6)
@given(CASE, st.integers(0, 60), st.integers(0, 99))
def test_the_terms_of_every_unit_at_every_timestep_are_pythons(
    javascript, spec, case, sample, seed
):
    dataset = random_dataset(case)
    sample = min(sample, dataset.shape[0] - 1)
    model = random_model(dataset, spec, seed)
    trace = trace_model(model, dataset.batch(np.array([sample]))[0])
    shape = {"blocks": [*spec.kind.blocks], "curves": [g["curve"] for g in gates(spec)]}
    for layer, seen in enumerate(trace.layers):
        values = sent(cell_values(dataset, model, sample, layer, "now"))
        units = javascript("arithmetic", LAYER, {"values": values, "shape": shape})
        scale = max(1, np.abs(seen.x).max()) * max(1, np.abs(seen.pre).max())
        recurrent = model.layers[layer].recurrent_kernel
        for unit, found in enumerate(units):
            h = found["unheld"]
            for t in range(dataset.shape[1]):
                true = unit_terms(model.layers[layer], seen, 0, t, unit)
                before = seen.h[0, t - 1] if t else seen.h0[0]
                for k, term in enumerate(true):
                    near(found["x"][k][t], term.x, scale)
                    near(found["h"][k][t], term.h, scale)
                    near(found["bias"][k][t], term.bias, scale)
                    near(h[k][t], before * recurrent[:, k * spec.units + unit], scale)
            series = known_series(seen, unit, shape["blocks"])
            assert set(found["series"]) == set(series)
            for name, values_of in series.items():
                near(found["series"][name], values_of, 20 * scale)


def known_series(seen, unit, blocks):
    """What a unit does at every timestep, from the trace."""
    sums = {f"z.{name}": seen.pre[0, :, k, unit] for k, name in enumerate(blocks)}
    h = seen.h[0, :, unit]
    known = sums | {"h": h, "h-": np.append(0, h[:-1])}
    if isinstance(seen, LSTMTrace):
        c = seen.c[0, :, unit]
        known |= {name: getattr(seen, name)[0, :, unit] for name in blocks}
        return known | {"c": c, "c-": np.append(0, c[:-1]), "tanh_c": np.tanh(c)}
    if isinstance(seen, GRUTrace):
        known |= {name: getattr(seen, name)[0, :, unit] for name in blocks}
        return known | {"keep": 1 - known["z"]}
    return known | {"a": sums["z.h"]}


def near(found, known, scale):
    """Numbers are packed to 1.6e-5 of the largest one."""
    assert np.shape(found) == np.shape(known)
    assert np.abs(np.asarray(found) - known).max(initial=0) <= 1e-4 * scale
