// Matrices in colours, with a crosshair, and perhaps a film in which they fill. Python says where
// all stands; new numbers come over the bus.
import { clamp, ease, mix } from "./arithmetic.js";
import { makeMatrices, partOf } from "./matrix.js";
import { component, fits } from "./player.js";
import { fill } from "./words.js";

/** @typedef {import("./matrix.js").Part} Part */
/** @typedef {import("./matrix.js").Spot} Spot */

const MOTION = 420; // ms at 1×

/** @param {Part | null} part */
const isEmpty = (part) => !part || part[0] === part[1] || part[2] === part[3];

/**
 * What is new since the picture before: what one of the edges has won.
 * @param {Part} now @param {Part} was
 * @returns {Part | null}
 */
function newSince([top, bottom, left, right], was) {
  if (left < was[2]) return [top, bottom, left, was[2]];
  if (right > was[3]) return [top, bottom, was[3], right];
  if (top < was[0]) return [top, was[0], left, right];
  if (bottom > was[1]) return [was[1], bottom, left, right];
  return null;
}

/**
 * @param {import("./player.js").Tools} tools
 * @returns {import("./player.js").Drawing}
 */
function maps(tools) {
  const all = makeMatrices(tools);
  const { stage, pen, player } = tools;
  player.phase = MOTION;
  const state = {
    /** Place in the film. */
    k: 0,
    /** What the keys point at. @type {Spot | null} */
    spot: null,
    /** What is pointed at. @type {Spot | null} */
    seen: null,
  };
  const scene = () => /** @type {MapsScene} */ (all.scene);

  // --- one picture -------------------------------------------------------------------------------

  function draw() {
    pen.clean();
    pen.centred();
    scene().panels.forEach((_, n) => {
      drawPanel(n);
    });
    all.drawMarks();
    drawPoint();
    pen.rest();
  }

  /**
   * What of a panel is filled at this moment, how strongly, and what is new.
   * @param {number} n
   * @returns {{ part: Part, alpha: number, fresh: Part | null }}
   */
  function filled(n) {
    const { film } = scene();
    const whole = all.whole(n);
    if (!film.length) return { part: whole, alpha: 1, fresh: null };
    const now = film[state.k].shown[n];
    const was = state.k ? film[state.k - 1].shown[n] : null;
    const part = ease(clamp(player.phase / MOTION));
    if (!now) return { part: [0, 0, 0, 0], alpha: 1, fresh: null };
    if (!was || isEmpty(was)) {
      const full = now.every((edge, i) => edge === whole[i]);
      return { part: now, alpha: part, fresh: full ? null : now };
    }
    const moved = /** @type {Part} */ (mix(was, now, part));
    return { part: moved, alpha: 1, fresh: newSince(now, was) };
  }

  /** @param {number} n */
  function drawPanel(n) {
    const { part, alpha, fresh } = filled(n);
    const { xs, ys } = all.boxes[n];
    const [rows, columns] = scene().panels[n].marked;
    all.drawMatrix(n, part, alpha);
    if (part[1] > part[0] && part[3] > part[2]) nameDead(n);
    if (fresh) {
      const [x, y, w, h] = all.area(n, fresh);
      const kind = `new axis ${all.axis(n, "columns").kind}`;
      pen.frame(`new${n}`, [x - 1.5, y - 1.5, w + 3, h + 3], kind, 3);
    }
    all.drawTitle(n);
    for (const r of rows) all.outline(`mr${n},${r}`, n, [r, r + 1, 0, xs.length], "chosen");
    for (const c of columns) all.outline(`mc${n},${c}`, n, [0, ys.length, c, c + 1], "chosen");
  }

  /** Say in the largest hatched part that it is zero, and why. @param {number} n */
  function nameDead(n) {
    const { text } = all.frame;
    const areas = all.values.panels[n].dead.map((dead) => all.area(n, partOf(dead)));
    areas.sort((a, b) => b[2] * b[3] - a[2] * a[3]);
    if (!areas.length) return;
    const [x, y, w, h] = areas[0];
    const long = `exactly zero: ${scene().panels[n].why}`;
    const words = [long, "exactly zero"].find((said) => said.length * text * 0.5 + 16 < w);
    if (words && h > text * 1.2) pen.write(`dead${n}`, x + w / 2, y + h / 2, words, "m b halo");
  }

  // --- pointing ----------------------------------------------------------------------------------

  function drawPoint() {
    const seen = stage.point ? all.under(stage.point) : state.spot;
    state.seen = seen;
    stage.tip.hidden = !seen;
    if (!seen) return;
    scene().panels.forEach((_, n) => {
      drawBands(n, seen);
    });
    const [n, r, c] = seen;
    all.outline("cell", n, [r, r + 1, c, c + 1], "mark");
    stage.note(linesOf(seen));
    all.layBeside(all.cellAt(seen));
  }

  /**
   * The row, the column, and the same unit in other blocks.
   * @param {number} n @param {Spot} seen
   */
  function drawBands(n, [of, r, c]) {
    const here = scene().panels[of];
    const panel = scene().panels[n];
    const [, high, , wide] = all.whole(n);
    if (panel.rows === here.rows) all.outline(`row${n}`, n, [r, r + 1, 0, wide], "band");
    if (panel.columns !== here.columns) return;
    all.outline(`column${n}`, n, [0, high, c, c + 1], "band");
    const { groups } = all.axis(n, "columns");
    const own = groups.find(({ last }) => c <= last);
    for (const { first } of own && groups.length > 1 ? groups : []) {
      if (first === own?.first) continue;
      const kin = first + c - Number(own?.first);
      all.outline(`kin${n},${first}`, n, [0, high, kin, kin + 1], "kin");
    }
  }

  /** @param {Spot} seen */
  function linesOf(seen) {
    const [n, r, c] = seen;
    const { tip, why } = scene().panels[n];
    /** @param {Part} part */
    const holds = ([top, bottom, left, right]) => r >= top && r < bottom && c >= left && c < right;
    const shown = holds(filled(n).part);
    const said = fill(tip, (what) => {
      if (what === "value") return shown ? all.say(all.numberAt(seen), n) : "not yet";
      return what === "row" ? all.axis(n, "rows").names[r] : all.axis(n, "columns").names[c];
    });
    const dead = all.values.panels[n].dead.some((each) => holds(partOf(each)));
    return dead ? [said, `exactly zero: ${why}`] : [said];
  }

  // --- the clock ---------------------------------------------------------------------------------

  const last = () => Math.max(scene().film.length - 1, 0);
  /** @param {number} n @param {boolean} user whether a person asked */
  function go(n, user = false) {
    const follows = n === state.k + 1;
    state.k = clamp(n, 0, last());
    player.phase = stage.calm.matches || (user && !follows) ? MOTION : 0;
    player.speak();
    player.wake();
  }
  function next() {
    if (state.k < last()) go(state.k + 1);
    else play();
  }
  function play() {
    if (!scene().film.length) return;
    player.playing = !player.playing;
    if (player.playing && state.k === last() && player.phase >= MOTION) go(0);
    player.speak();
    player.wake();
  }
  function speak() {
    const { film } = scene();
    const now = film[state.k];
    if (now) player.caption(now.title, ` ${now.caption}`);
    stage.find(".bar").hidden = !film.length;
    const [at, of] = [state.k + 1, film.length];
    player.dial("scrub", `${at} of ${of}`, at, of, "step ");
  }

  // --- data --------------------------------------------------------------------------------------

  /** @param {{ scene: MapsScene }} data @param {MapsValues} values */
  function receive(data, values) {
    if (all.scene?.id === data.scene.id) feed(values);
    else adopt(data.scene, values);
  }
  /** @param {MapsScene} fresh @param {MapsValues} values */
  function adopt(fresh, values) {
    all.scene = fresh;
    state.spot = null;
    stage.root.ariaLabel = fresh.title;
    const titles = fresh.panels.map(({ title }) => title).join(", ");
    const keys = fresh.film.length ? "step; with Shift: cell. Space: play" : "cell. Enter: choose";
    stage.area.ariaLabel = `Maps: ${titles}. Arrow keys: ${keys}. Page up and down: map`;
    player.playing = fresh.film.length > 0 && !stage.calm.matches;
    state.k = 0;
    all.decode(values);
    all.recolour();
    if (stage.root.clientWidth) resize();
    go(0);
  }
  /** @param {MapsValues} values */
  function feed(values) {
    if (!fits(values, scene())) return;
    all.decode(values);
    player.wake();
  }
  function resize() {
    all.fit();
    stage.root.toggleAttribute("data-film", scene().film.length > 0);
    player.wake();
  }

  // --- hands -------------------------------------------------------------------------------------

  /**
   * Move the cell that the keys point at; a panel's last cell is where the next begins.
   * @param {number} rows @param {number} columns @param {number} panels
   */
  function move(rows, columns, panels = 0) {
    const [was, r, c] = state.seen ?? [0, -rows, -columns];
    const n = clamp(state.seen ? was + panels : 0, 0, all.boxes.length - 1);
    const { xs, ys } = all.boxes[n];
    state.spot = [n, clamp(r + rows, 0, ys.length - 1), clamp(c + columns, 0, xs.length - 1)];
    stage.point = null;
    player.wake();
  }
  /** @param {number} n */
  const stop = (n) => player.still(() => go(n, true))();
  const choose = () => {
    if (state.seen) player.report("pick", state.seen);
  };
  /** @type {Record<string, string>} */
  const KEYS = {
    " ": "play",
    Enter: "choose",
    ArrowUp: "up",
    ArrowDown: "down",
    ArrowLeft: "left",
    ArrowRight: "right",
    PageUp: "above",
    PageDown: "below",
    Home: "first",
    End: "last",
    Escape: "leave",
  };
  /** Keys of a film. @type {Record<string, string>} */
  const STEPS = { ArrowLeft: "back", ArrowRight: "forward" };
  return {
    receive,
    feed,
    draw,
    times() {
      const { film } = scene();
      if (!film.length) return { motion: player.phase, end: player.phase };
      return { motion: MOTION, end: Math.max(film[state.k].ms, MOTION) };
    },
    next,
    resize,
    recolour: all.recolour,
    speak,
    deedOf({ key, shiftKey }) {
      const steps = scene().film.length > 0 && !shiftKey;
      return (steps ? STEPS[key] : undefined) ?? KEYS[key];
    },
    deeds: {
      play,
      back: () => stop(state.k - 1),
      forward: () => stop(state.k + 1),
      first: () => stop(0),
      last: () => stop(last()),
      up: () => move(-1, 0),
      down: () => move(1, 0),
      left: () => move(0, -1),
      right: () => move(0, 1),
      above: () => move(0, 0, -1),
      below: () => move(0, 0, 1),
      choose,
      present: player.present,
      leave() {
        state.spot = null;
        player.leave();
      },
    },
    dials: { scrub: (value) => stop(value - 1) },
    click() {
      draw();
      choose();
    },
  };
}

export default component(maps, "setTriggerValue");
