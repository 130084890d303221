// Pointing at a unit, at an input or at one weight: which it is, and what is said of it.
import { list } from "../arithmetic.js";
import { count } from "../numerals.js";
import { fill } from "../words.js";
import { nameIn } from "./ends.js";
import { aimAt, inputAt, inputOf, isUnit, wiresIn } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Aim} Aim */
/** @typedef {import("../matrix.js").Spot} Spot */
/** @typedef {{ aim: Aim, spot?: Spot }} Seen what is pointed at, and in a map its place */

/** @param {View} view @returns {Seen | null} */
export function look(view) {
  const { all, stage, units } = view;
  if (!stage.point) return view.keyed && { aim: view.keyed };
  const spot = all.under(stage.point);
  if (spot) return { aim: ["unit", spot[2] % units], spot };
  const { x, y } = stage.point;
  const { inputs, gates } = wiresIn(view);
  if (y > inputs[0] - 6 && y < inputs[0] + inputs[1] + 8) {
    const places = list(view.features + units, (k) => inputAt(view, k));
    const k = places.findIndex(([left, , w]) => x >= left && x < left + w);
    return k < 0 ? null : { aim: aimAt(view, k) };
  }
  if (y < gates[0] - 8 || y > gates[0] + gates[1] + 1.6 * all.frame.text) return null;
  const c = all.boxes[0].xs.findLastIndex((left) => left <= x);
  return c < 0 ? null : { aim: ["unit", c % units] };
}

/** @param {View} view @param {Aim} what */
export function nameOf({ all }, [kind, n]) {
  if (kind === "unit") return `unit ${n}`;
  return all.axis(kind === "feature" ? 0 : 1, "rows").names[n];
}

/** @param {View} view @param {Seen | null} seen */
export function drawPoint(view, seen) {
  const { all, stage } = view;
  const silent = !seen || (!seen.spot && isNamed(view, seen.aim));
  stage.tip.hidden = silent;
  if (silent) return;
  if (!seen.spot) {
    stage.note([nameOf(view, seen.aim)]);
    all.layBeside(inputAt(view, inputOf(view, seen.aim)));
    return;
  }
  const { spot } = seen;
  const [n, r, c] = spot;
  all.outline("cell", n, [r, r + 1, c, c + 1], "mark");
  const said = fill(all.scene.panels[n].tip, (what) => {
    if (what === "value") return all.say(all.numberAt(spot), n);
    return what === "row" ? all.axis(n, "rows").names[r] : all.axis(n, "columns").names[c];
  });
  const wires = view.columns * (view.features + view.units);
  stage.note([said, `one of ${count(wires)} wires`]);
  all.layBeside(all.cellAt(spot));
}

/** Whether it is written there already. @param {View} view @param {Aim} what */
function isNamed(view, what) {
  if (isUnit(what)) return true;
  return [nameOf(view, what), String(what[1])].includes(nameIn(view, inputOf(view, what)));
}
