// The same rows in two or three layouts, on one clock: lanes below one another. Python says what
// each of them reads and where it stands; here they are drawn and led from tick to tick.
import { clamp, ease, mix, plainLens, spread } from "./arithmetic.js";
import { SAMPLE_KEYS } from "./keys.js";
import { count } from "./numerals.js";
import { component, fits } from "./player.js";
import { drawLane } from "./side/lane.js";
import { LETTER, makeView } from "./side/view.js";
import { nameOf, noteOf, tickWords } from "./side/words.js";
import { layBeside } from "./stage.js";

const [MOTION, STEP, END] = [420, 900, 2600]; // ms at 1×: what moves, a tick, the last one
const SLIDE = 160; // ms in which the lens goes on
const FASTEST = 4; // speed from which motion is left out
const FIRST_UNIT = 0.6; // of all units: the one that is enlarged at first
const THIN = 26; // px between numbers of the clock
const LEGIBLE = 11.5; // px: a number's height
const NAMED = 26; // px: a column so wide has room for its name

/**
 * @param {import("./player.js").Tools} tools
 * @returns {import("./player.js").Drawing}
 */
function side(tools) {
  const view = makeView(tools);
  const { stage, pen, player } = tools;
  player.phase = MOTION;
  player.playing = false;
  /** @type {number[] | null} borders that the ticks come from */
  let from = null;

  /** How far a part of the motion has come. @param {number} start @param {number} end */
  const part = (start, end) => clamp((player.phase - start) / (end - start));

  function draw() {
    pen.clean();
    const slide = from ? ease(part(0, SLIDE)) : 1;
    view.steps = mix(from, view.borders(view.tick), slide);
    view.come = [part(60, 200), part(200, 330), part(330, MOTION)];
    drawRail();
    view.lanes.forEach((_, n) => {
      drawLane(view, n);
    });
    if (view.frame.table) drawTable(view.frame.table);
    drawPoint();
    pen.rest();
  }

  /** The one clock of all lanes. */
  function drawRail() {
    const { frame, steps, clock, tick, scene } = view;
    let free = 0;
    for (let at = 0; at < clock; at++) {
      const middle = frame.left + (steps[at] + steps[at + 1]) / 2;
      const now = at === tick;
      if (!now && (middle < free || Math.abs(middle - middleOf(tick)) < 48)) continue;
      if (now) {
        pen.frame("tab", [middle - 30, frame.rail - 9, 60, 18], "tab", 9);
        pen.write("tick", middle, frame.rail, `tick ${at + 1}`, "m b on");
      } else pen.write(`t${at}`, middle, frame.rail, String(at + 1), "m muted least");
      free = middle + THIN;
    }
    if (!frame.table) return;
    const ends = scene.states.map((name, state) => `${name} ±${view.ends[state]}`).join(", ");
    pen.write("key", frame.head[0][0], frame.rail, `− blue, + red: ${ends}`, "muted least");
  }

  /** @param {number} tick */
  const middleOf = (tick) => view.frame.left + (view.steps[tick] + view.steps[tick + 1]) / 2;

  /** The rows of the table, and what the lanes read of them now. @param {Box} box */
  function drawTable([x, y, w, h]) {
    const { scene, lanes, tick } = view;
    const [tall, wide] = [h / scene.rows.length, w / scene.columns.length];
    const [goalRow, goalColumn] = scene.goal;
    scene.text.forEach((row, r) => {
      row.forEach((text, c) => {
        const cell = r * scene.columns.length + c;
        const [left, top] = [x + c * wide, y + r * tall];
        if (r === goalRow) {
          pen.block(left, top, wide - 1, tall - 1, "", 1, 2, stage.ink.hair);
          return;
        }
        const [fill, strength] = view.paintOf(cell);
        pen.block(left, top, wide - 1, tall - (tall > 4 ? 1 : 0), fill, strength);
        if (tall < LEGIBLE || text.length * LETTER > wide) return;
        const style = `fill:${stage.inkOver(fill, strength)}`;
        pen.write(`cell${cell}`, left + wide / 2, top + tall / 2, text, "m least", style);
      });
    });
    const goal = /** @type {import("./pen.js").Box} */ ([
      x + goalColumn * wide,
      y + goalRow * tall,
      wide - 1,
      tall - 1,
    ]);
    pen.frame("goal", goal, "dash", 2);
    const read = scene.rows.filter((_, r) => r !== goalRow);
    const last = read.length > 1 ? `–${count(read[read.length - 1])}` : "";
    pen.write("rows", x, view.frame.rail, `rows ${count(read[0])}${last}`, "muted least");
    scene.columns.forEach(({ colour }, c) => {
      if (wide < NAMED) return;
      const style = `fill:${stage.names[colour]}`;
      pen.write(`head${c}`, x + (c + 0.5) * wide, y - 8, view.nameOf(c, wide), "m least b", style);
    });
    pen.write("aim", x + w, y + h + 9, "target", "goal least r");
    lanes.forEach((shown, n) => {
      if (tick >= shown.ticks) return;
      const places = view.reads(shown, tick).map(view.placeOf);
      const rows = places.map(([row]) => row);
      const columns = places.map(([, column]) => column);
      const [top, left] = [Math.min(...rows), Math.min(...columns)];
      const high = (Math.max(...rows) - top + 1) * tall;
      const across = (Math.max(...columns) - left + 1) * wide;
      pen.frame(
        `read${n}`,
        [x + left * wide - 1, y + top * tall - 1, across + 1, high + 1],
        "now",
        3,
      );
    });
  }

  function drawPoint() {
    const region = pen.pointed();
    stage.tip.hidden = !region;
    if (!region) return;
    const { lane, tick } = region.at;
    const [x, y, w, h] = region.box;
    pen.frame("m", [x - 1, y, w + 1, h], "mark", 3);
    stage.note(noteOf(view, view.lanes[lane], tick));
    layBeside(stage, (x + w + 8) * stage.scale, (x - 8) * stage.scale, (y + h / 2) * stage.scale);
  }

  // --- the clock ---------------------------------------------------------------------------------

  /** @param {number} tick */
  function go(tick) {
    const next = clamp(tick, 0, view.clock - 1);
    from = stage.calm.matches ? null : view.steps;
    player.phase = next > view.tick || !next ? 0 : MOTION;
    view.tick = next;
    player.speak();
    player.wake();
  }

  const isLast = () => view.tick === view.clock - 1;

  function speak() {
    const { tick, clock, scene } = view;
    player.caption(`Tick ${tick + 1} of ${clock}. `, tickWords(view), tick);
    player.dial("tick", `${tick + 1} of ${clock}`, tick + 1, clock);
    player.dial("sample", count(scene.sample), scene.sample, scene.last);
    const { label, moment, moments } = view.moments;
    player.dial("moment", label, moment, Math.max(moments.length - 1, 0), "");
  }

  // --- data --------------------------------------------------------------------------------------

  /**
   * @param {{ scene: SideScene, values: SideValues, unit: number | null }} data
   * @param {SideValues} numbers
   */
  function receive({ scene, values, unit }, numbers) {
    const fresh = scene.of !== view.scene?.of;
    view.unit ??= unit ?? Math.round(scene.units * FIRST_UNIT);
    view.unit = clamp(view.unit, 0, scene.units - 1);
    if (fresh) view.open(scene);
    view.decode({ ...numbers, lanes: { ...values.lanes, ...numbers.lanes } });
    if (fresh) {
      view.tick = Math.min(view.tick, view.clock - 1);
      from = null;
      if (stage.root.clientWidth) resize();
      view.recolour();
    }
    player.speak();
    player.wake();
  }

  /** @param {SideValues} values */
  function feed(values) {
    if (!fits(values, view.scene)) return;
    view.decode(values);
    player.speak();
    player.wake();
  }

  function resize() {
    view.frame = stage.fit(view.scene.frames);
    stage.root.ariaLabel = `Side by side: ${view.lanes.map(nameOf).join(", ")}`;
    pen.forget();
    lay();
    view.steps = view.borders(view.tick);
    player.wake();
  }

  /** Divide the strips among the units. */
  function lay() {
    const { length, lens } = view.frame.units;
    view.units = spread(view.scene.units, view.unit, plainLens(length, lens));
  }

  // --- hands -------------------------------------------------------------------------------------

  /** @param {number} unit */
  function choose(unit) {
    view.unit = clamp(unit, 0, view.scene.units - 1);
    lay();
    player.tell("unit", view.unit);
    player.wake();
  }
  /** @param {number} sample */
  const show = (sample) => player.tell("sample", clamp(sample, 0, view.scene.last));
  /** @type {Record<string, () => void>} */
  const deeds = {
    first: player.still(() => go(0)),
    last: player.still(() => go(view.clock - 1)),
    back: player.still(() => go(view.tick - 1)),
    forward: player.still(() => go(view.tick + 1)),
    play() {
      player.playing = !player.playing;
      if (player.playing && isLast()) go(0);
      player.speak();
      player.wake();
    },
    up: () => choose(view.unit - 1),
    down: () => choose(view.unit + 1),
    before: () => show(view.scene.sample - 1),
    after: () => show(view.scene.sample + 1),
    present: player.present,
    leave: player.leave,
  };
  return {
    receive,
    feed,
    draw,
    times: () => ({ motion: MOTION, end: isLast() ? END : STEP }),
    next: () => go(isLast() ? 0 : view.tick + 1),
    hurried: () => player.speed > FASTEST,
    resize,
    recolour: view.recolour,
    speak,
    deedOf: ({ key }) => SAMPLE_KEYS[key],
    deeds,
    dials: {
      tick: (value) => go(value - 1),
      sample: show,
      moment: (value) => player.tell("moment", value),
    },
    click() {
      const region = pen.pointed();
      if (region) player.still(() => go(region.at.tick))();
    },
  };
}

export default component(side, "setStateValue");
