// The wires between inputs and gates: each as thick and as coloured as its weight is large.
import { clamp, ease, list, mix } from "../arithmetic.js";
import {
  aimOf,
  columnsOf,
  gateAt,
  inputAt,
  inputOf,
  isUnit,
  MOTION,
  middle,
  wiresIn,
} from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Aim} Aim */
/** @typedef {[input: number, column: number]} Wire */
/** @typedef {import("../pen.js").Place} Place */
/** @typedef {import("../matrix.js").Spot} Spot */

const BENT = 0.6; // of its height, how far a wire goes straight
const LEAST_COLOUR = 0.08;

/** @param {View} view @param {Wire} wire */
function weightOf({ all, features, columns }, [k, c]) {
  const n = k - features;
  return n < 0 ? all.grids[0][k * columns + c] : all.grids[1][n * columns + c];
}

/** All wires of a unit or an input. @param {View} view @param {Aim} what @returns {Wire[]} */
function wiresOf(view, what) {
  const { features, units, columns } = view;
  if (!isUnit(what)) return list(columns, (c) => [inputOf(view, what), c]);
  return columnsOf(view, what[1]).flatMap((c) =>
    list(features + units, (k) => /** @type {Wire} */ ([k, c])),
  );
}

/** x of a wire's ends. @param {View} view @param {Wire} wire */
const endsOf = (view, [k, c]) => [middle(inputAt(view, k)), middle(gateAt(view, c))];

/** Whether the wires glide from what was looked at before. @param {View} view */
export const glides = (view) => view.was !== null && view.was[0] === aimOf(view)[0];

/**
 * A wire, as far as it has come: a curve from below its input to above its gate.
 * @param {View} view @param {number} from @param {number} to x @param {number} part
 * @param {string} paint @param {number} width @param {number} alpha
 */
function drawWire(view, from, to, part, paint, width, alpha) {
  const { ctx } = view.stage;
  const { inputs, gates } = wiresIn(view);
  const [top, foot] = [inputs[0] + inputs[1] + 1, gates[0] - 1];
  const bend = (foot - top) * BENT;
  const [a, b, c, d] = cut(part, [
    [from, top],
    [from, top + bend],
    [to, foot - bend],
    [to, foot],
  ]);
  ctx.strokeStyle = paint;
  ctx.lineWidth = width;
  ctx.globalAlpha = alpha;
  ctx.beginPath();
  ctx.moveTo(...a);
  ctx.bezierCurveTo(...b, ...c, ...d);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/**
 * The first part of a Bézier curve, as de Casteljau cut it.
 * @param {number} part @param {Place[]} points
 */
function cut(part, points) {
  if (part >= 1) return points;
  const kept = [points[0]];
  let rest = points;
  while (rest.length > 1) {
    rest = rest.slice(1).map((p, n) => /** @type {Place} */ (mix(rest[n], p, part)));
    kept.push(rest[0]);
  }
  return kept;
}

/** The wire of a weight in a map. @param {View} view @param {Spot} spot @returns {Wire} */
const wireAt = ({ features }, [n, r, c]) => [n ? features + r : r, c];

/** @param {View} view @param {Spot | undefined} spot the weight pointed at */
export function drawWires(view, spot) {
  const { all, stage } = view;
  const part = ease(clamp(view.player.phase / MOTION));
  const glide = glides(view);
  const marked = spot && wireAt(view, spot);
  const from = glide ? wiresOf(view, /** @type {Aim} */ (view.was)) : [];
  const every = wiresOf(view, aimOf(view)).map((wire, n) => ({
    wire,
    weight: weightOf(view, wire),
    from: from[n] ?? wire,
  }));
  every.sort((a, b) => Math.abs(a.weight) - Math.abs(b.weight));
  for (const each of every) {
    const here = marked?.[0] === each.wire[0] && marked[1] === each.wire[1];
    const [x0, x1] = mix(endsOf(view, each.from), endsOf(view, each.wire), glide ? part : 1);
    const strong = Math.min(Math.abs(all.share(0, each.weight)), 1);
    const colour = all.colour((each.weight < 0 ? -1 : 1) * Math.max(strong, LEAST_COLOUR));
    if (here) drawWire(view, x0, x1, 1, stage.ink.ink, 7, 1);
    const width = here ? 3.4 + 0.6 * strong : 0.7 + 2.3 * strong;
    drawWire(view, x0, x1, glide ? 1 : part, colour, width, here ? 1 : marked ? 0.16 : 0.9);
  }
}
