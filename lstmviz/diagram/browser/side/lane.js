// One lane: what has entered, what the cell made of it tick by tick, its walls, and what it said.
import { clamp, list } from "../arithmetic.js";
import { stroke } from "../lines.js";
import { two } from "../numerals.js";
import { paste } from "../strip.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").LaneShown} LaneShown */

const AXES = ["samples", "timesteps", "features"];
const [READABLE, WIDE] = [10.5, 34]; // px: a place for a number is so high and so wide
const TALL = 18; // of a value that enters, at most
// A wall: px, and of its tick's width, at most; so thin it is plain.
const [WALL, PART, THIN] = [9, 0.26, 3];
const SPREAD = 1.25; // of the targets: a guess farther off stands at the border
const PAD = 4; // around the tick in view

/**
 * A shape whose axes have their colours.
 * @param {LaneShown} shown @returns {[string, string?][]}
 */
const shapeWords = ({ lane: { shape } }) => [
  ["("],
  ...shape.flatMap(
    (size, n) =>
      /** @type {[string, string?][]} */ ([[size, AXES[n]], [n < shape.length - 1 ? ", " : ")"]]),
  ),
];

/**
 * @param {View} view @param {number} n number of the lane
 */
export function drawLane(view, n) {
  const { frame, pen, stage, tick } = view;
  const shown = view.lanes[n];
  const top = frame.tops[n];
  pen.block(0, top - 1, frame.width, frame.lane, stage.ink.lane, 1, 8);
  drawName(view, shown, n, top);
  const now = Math.min(tick, shown.ticks - 1);
  for (let at = 0; at < shown.ticks; at++) drawTick(view, shown, n, top, at);
  drawGuesses(view, shown, n, top);
  if (tick < shown.ticks) drawNow(view, n, top);
  else if (shown.ticks) drawNote(view, shown, n, top, now);
}

/** @param {View} view @param {LaneShown} shown @param {number} n @param {number} top */
function drawName(view, shown, n, top) {
  const { frame, pen, tick } = view;
  const { lane, numbers, ticks } = shown;
  const [[x, y], [end, high]] = frame.head;
  const label = `least ${numbers.live ? "live" : "muted"}`;
  const error = numbers.error && `errs by ${numbers.error}`;
  const ended = Math.floor(Math.min(tick + 1, ticks) / lane.timesteps);
  const said = ended ? `ŷ ${numbers.guesses[ended - 1]}` : "";
  const goal = ended ? `target ${lane.targets[ended - 1]}` : "";
  pen.write(`shape${n}`, x, top + y, shapeWords(shown), "letter b");
  if (!frame.table) {
    const words = lane.cut ? `reads the ${lane.cut}` : lane.words;
    pen.write(`words${n}`, end, top + y, error ? `${words}, ${error}` : words, "r");
    pen.write(`label${n}`, x, top + y + 18, `${numbers.label}`, label);
    pen.write(`said${n}`, end, top + y + 18, said && [[`${said}, `], [goal, "goal"]], "n r");
    return;
  }
  const line = frame.x[1] / 2 + 1;
  pen.write(`words${n}`, x, top + y + line + 2, lane.words);
  pen.write(`label${n}`, x, top + y + 2 * line, numbers.label, label);
  pen.write(`error${n}`, x, top + y + 3 * line, error, "b");
  pen.write(`cut${n}`, x, top + y + 4 * line, lane.cut, "least inked");
  pen.write(`said${n}`, end, top + high, said, "n r");
  pen.write(`goal${n}`, end, top + high + line + 2, goal, "goal r");
  const nth = ended && lane.samples.length > 1 ? `${ended} of ${lane.samples.length}` : "";
  pen.write(`nth${n}`, end, top + high + 2 * line, nth, "muted least r");
  const places = [frame.x, ...frame.strips, frame.guess];
  ["x", ...view.scene.states, "ŷ"].forEach((letter, k) => {
    const [dy, tall] = places[k];
    pen.write(`${letter}${n}`, frame.left - 22, top + dy + tall / 2, letter, "b muted m");
  });
}

/**
 * Left edge and width of a tick, and of the wall at its end.
 * @param {View} view @param {number} at
 */
function slotOf({ frame, steps }, at) {
  const [x, end] = [frame.left + steps[at], frame.left + steps[at + 1]];
  return { x, w: end - x, wall: Math.min((end - x) * PART, WALL) };
}

/**
 * @param {View} view @param {LaneShown} shown @param {number} n @param {number} top
 * @param {number} at the tick
 */
function drawTick(view, shown, n, top, at) {
  const { frame, pen, stage, tick, come } = view;
  const { x, w, wall } = slotOf(view, at);
  const { last } = view.step(shown, at);
  const room = w - (last ? wall + 1 : 0) - (w > 6 ? 1 : 0);
  const alpha = at < tick ? [1, 1, 1] : at === tick ? come : [0, 0, 0];
  drawInputs(view, shown, n, top, at, [x, room], alpha[0]);
  frame.strips.forEach(([dy, high], state) => {
    const y = top + dy;
    if (alpha[1] < 1) pen.block(x, y, room, high, stage.ink.hair, 0.55);
    if (!alpha[1]) return;
    const cuts = cutsOf(view, y);
    paste(stage.ctx, view.film(shown, state), at, [x, room], cuts, high, alpha[1]);
    if (room >= WIDE) drawNumbers(view, shown, n, state, at, x + room / 2, y, alpha[1]);
  });
  if (last && alpha[2]) drawWall(view, x + w - wall, top, wall, alpha[2]);
  pen.hit([x, top, w, frame.lane - 2], "tick", { lane: n, tick: at });
}

/** Where the pieces of a strip end. @param {View} view @param {number} y */
const cutsOf = ({ unit, units, scene }, y) =>
  [0, unit, unit + 1, scene.units].map((each) => [each, y + units[each]]);

/**
 * Numbers on their colours: the chosen unit's, or every unit's where there is room.
 * @param {View} view @param {LaneShown} shown @param {number} n @param {number} state
 * @param {number} at @param {number} x their middle @param {number} y of the strip
 * @param {number} alpha
 */
function drawNumbers(view, shown, n, state, at, x, y, alpha) {
  const { units, unit: chosen, pen, scene } = view;
  list(scene.units, (unit) => {
    const [top, low] = [units[unit], units[unit + 1]];
    if (unit !== chosen && low - top < READABLE) return;
    const value = view.at(shown, state, at, unit);
    const style = `${view.onState(state, value)};opacity:${alpha}`;
    pen.write(`v${n}.${state}.${at}.${unit}`, x, y + (top + low) / 2, two(value), "m least", style);
  });
}

/**
 * The values that enter at a tick, one below the other.
 * @param {View} view @param {LaneShown} shown @param {number} n @param {number} top
 * @param {number} at @param {[x: number, width: number]} slot @param {number} alpha
 */
function drawInputs(view, shown, n, top, at, [x, w], alpha) {
  const { pen, stage, frame } = view;
  const cells = view.reads(shown, at);
  const [dy, high] = frame.x;
  const each = Math.min(high / cells.length, TALL);
  const first = top + dy + high - each * cells.length;
  if (cells.length === 1 && at === view.tick) {
    const [, column] = view.placeOf(cells[0]);
    const style = `fill:${stage.names[view.scene.columns[column].colour]}`;
    pen.write(`of${n}`, x + w / 2, first - 7, view.nameOf(column, w), "m least b", style);
  }
  cells.forEach((cell, k) => {
    const y = first + k * each;
    const tall = each - (each > 4 ? 1 : 0);
    if (!alpha) {
      if (w > 4) pen.block(x + 0.5, y, w - 1, tall, "", 1, 2, stage.ink.hair);
      else pen.block(x, y, w, tall, stage.ink.hair, 0.6);
      return;
    }
    const [fill, strength] = view.paintOf(cell);
    pen.block(x, y, w, tall, fill, strength * alpha, w > 8 ? 2 : 0);
    if (w < WIDE || tall < READABLE) return;
    const style = `fill:${view.stage.inkOver(fill, strength)};opacity:${alpha}`;
    pen.write(`x${n}.${k}.${at}`, x + w / 2, y + tall / 2, view.textOf(cell), "m least", style);
  });
}

/**
 * The state is wiped.
 * @param {View} view @param {number} x @param {number} top @param {number} w @param {number} alpha
 */
function drawWall({ pen, stage, frame }, x, top, w, alpha) {
  const [[y]] = frame.strips;
  const [dy, tall] = frame.strips[frame.strips.length - 1];
  const high = dy + tall - y;
  // It falls into its place.
  const drop = (alpha - 1) * high;
  pen.within([x, top + y - 3, w, high + 6], () => {
    pen.block(x, top + y - 3 + drop, w, high + 6, stage.ink.carriage);
    if (w < THIN) {
      pen.block(x, top + y - 3 + drop, w, high + 6, stage.ink.hatch);
      return;
    }
    for (let line = -w; line < high + 6; line += 5) {
      const from = top + y - 3 + drop + line;
      stroke(
        stage.ctx,
        [
          [x, from + w],
          [x + w, from],
        ],
        stage.ink.hatch,
        2,
      );
    }
  });
}

/**
 * At the end of each sample what it said, and its target.
 * @param {View} view @param {LaneShown} shown @param {number} n @param {number} top
 */
function drawGuesses(view, shown, n, top) {
  const { frame, pen, stage, tick, come } = view;
  const { lane, numbers } = shown;
  const goals = view.lanes.flatMap((each) => each.lane.goals);
  const [low, high] = [Math.min(...goals), Math.max(...goals)];
  const middle = (low + high) / 2;
  const half = ((high - low) / 2 || 1) * SPREAD;
  const [dy, tall] = frame.guess;
  /** @param {number} value */
  const yOf = (value) => top + dy + tall / 2 - (clamp((value - middle) / half, -1) * tall) / 2;
  lane.samples.forEach((_, sample) => {
    const at = (sample + 1) * lane.timesteps - 1;
    if (at > tick || (at === tick && !come[2])) return;
    const { x, w, wall } = slotOf(view, at);
    const [middleX, goal, said] = [
      x + (w - wall) / 2,
      yOf(lane.goals[sample]),
      yOf(numbers.y[sample]),
    ];
    stroke(
      stage.ctx,
      [
        [middleX, goal],
        [middleX, said],
      ],
      stage.ink.hatch,
      1,
    );
    const r = clamp(w / 4, 1, 3);
    pen.block(middleX - r, said - r, 2 * r, 2 * r, stage.ink.ink, 1, r);
    if (at === tick || sample === lane.samples.length - 1) {
      pen.dot(`ring${n}`, [middleX, goal], 4, "ring");
    }
  });
}

/** The cell stands at the tick in view. @param {View} view @param {number} n @param {number} top */
function drawNow(view, n, top) {
  const { frame, pen, tick } = view;
  const { x, w } = slotOf(view, tick);
  const [y] = frame.x;
  const [dy, tall] = frame.strips[frame.strips.length - 1];
  const shown = view.lanes[n];
  const { step, last } = view.step(shown, tick);
  const { wall } = slotOf(view, tick);
  const wide = w - (last ? wall + 1 : 0);
  pen.frame(`now${n}`, [x - PAD, top + y - 3, wide + 2 * PAD - 1, dy + tall - y + 6], "now", 7);
  if (step) return;
  const [[first], [end, high]] = [frame.strips[0], frame.strips[frame.strips.length - 1]];
  const middle = top + (first + end + high) / 2;
  pen.write(`zero${n}`, x - PAD - 5, middle, "0", "r b halo");
}

/**
 * Of a lane that has ended: who met whom.
 * @param {View} view @param {LaneShown} shown @param {number} n @param {number} top
 * @param {number} at its last tick
 */
function drawNote({ frame, pen, steps }, shown, n, top, at) {
  const left = frame.left + steps[at + 1] + 14;
  const [[first], [end, high]] = [frame.strips[0], frame.strips[frame.strips.length - 1]];
  const [start, rest] = parted(shown.lane.note);
  const middle = top + (first + end + high) / 2;
  if (frame.right - left < 190) return;
  pen.write(`note${n}`, left, middle - 8, start, "inked");
  pen.write(`note+${n}`, left, middle + 9, rest, "inked b");
}

/** A note in two lines: what there was, and what that means. @param {string} note */
function parted(note) {
  const at = note.indexOf(": ") + 1;
  return [note.slice(0, at), note.slice(at + 1)];
}
