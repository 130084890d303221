// Where the drawing of one step stands, and everything that its unit does.
import * as arithmetic from "../arithmetic.js";
import { clamp, ease, list, mix, sum } from "../arithmetic.js";
import { bracketed, subscript, two } from "../numerals.js";
import { colourScale, picture, strengthOf } from "../pen.js";
import { inkOn, later } from "../stage.js";
import { fill } from "../words.js";
import { nameRows } from "./rows.js";

/** @typedef {ReturnType<typeof makeView>} View */
/** @typedef {[row: number, column: number]} Cell places among the rows and columns sent */

/**
 * What of a picture depends on the moment: lengths on their way.
 * @typedef {object} Pose
 * @property {number[]} terms
 * @property {Record<string, number>} v values by name
 * @property {number[]} range end of each column's axis
 * @property {number} limit of the panel's
 * @property {number} height of the rail's
 * @property {number[]} edges of the units
 */

// ms at 1×: what is carried over arrives, terms begin, values fly, quantities begin; done; next
// step.
export const TIMES = { carry: 380, terms: 300, fly: 1050, parts: 1200, done: 2150, step: 3400 };
const SCRUB = 240; // ms in which lengths slide from one step to another
const STAYS = 1.2; // what had a row of its own keeps it unless another weighs so much more
const NAMED = 3; // of many, so many have a row of their own
const NICE = [
  0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15,
  20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 1000,
];

/** The end of an axis. @param {number} v */
const nice = (v) => NICE.find((end) => end >= v) ?? v;

/** @param {import("../player.js").Tools} tools */
export function makeView({ stage, pen, player }) {
  /** @type {Map<string, HTMLCanvasElement>} */
  const pictures = new Map();
  const view = {
    stage,
    pen,
    player,
    // What is known.
    scene: /** @type {CellScene} */ (later()),
    values: /** @type {CellValues} */ (later()),
    frame: /** @type {CellFrame} */ (later()),
    layer: /** @type {arithmetic.Layer} */ (later()),
    /** @type {Float32Array | null} */
    openings: null,
    cells: new Int32Array(),
    tint: new Float32Array(),
    colours: /** @type {import("../pen.js").ColourScale} */ (later()),
    // Where it stands.
    t: /** @type {number} */ (later()),
    unit: /** @type {number} */ (later()),
    pose: /** @type {Pose} */ (later()),
    /** @type {number[]} lengths as they are drawn */
    spans: [],
    /** @type {number[] | null} lengths that they come from */
    from: null,
    since: 0,
    // What the unit does.
    terms: /** @type {arithmetic.Terms} */ (later()),
    /** @type {number[]} values of x with a row of their own */
    xs: [],
    /** @type {number[]} earlier units with one */
    hs: [],
    /** @type {number[][]} of each step the terms, block after block */
    film: [],
    series: /** @type {arithmetic.Series} */ ({}),
    /** @type {number[]} */
    ranges: [],
    limit: 1,
    height: 1,
    /** @type {import("./rows.js").Row[]} of the step in `named` */
    rows: [],
    named: /** @type {{ t: number, film: number[][] }} */ ({ t: -1, film: [] }),

    // --- data ------------------------------------------------------------------------------------

    /** Take a scene apart. @param {CellScene} scene */
    open(scene) {
      view.scene = scene;
      view.cells = arithmetic.wholes(scene.cells);
      view.tint = arithmetic.unpack(scene.table.tint);
      view.t = clamp(view.t ?? Math.floor(scene.T / 2), 0, scene.T - 1);
      view.unit = clamp(view.unit ?? Math.round(scene.U * 0.6), 0, scene.U - 1);
      Object.assign(view, { from: null, spans: [], film: [], xs: [], hs: [] });
    },

    /** Take numbers apart. @param {CellValues} values */
    decode(values) {
      const { scene } = view;
      view.values = values;
      view.layer = {
        cell: scene.cell,
        after: scene.after,
        timesteps: scene.T,
        inputs: scene.F,
        units: scene.U,
        blocks: scene.blocks.map(({ name }) => name),
        kernel: arithmetic.unpack(values.kernel),
        recurrent: arithmetic.unpack(values.recurrent),
        bias: arithmetic.unpack(values.bias),
        x: arithmetic.unpack(values.x),
        h: arithmetic.unpack(values.h),
        c: values.c && arithmetic.unpack(values.c),
      };
      view.openings = arithmetic.CELLS[scene.cell].openings(view.layer);
      pictures.clear();
    },

    /** Work out what the unit does at all timesteps. */
    study() {
      const { scene, layer, unit } = view;
      const { rows } = view.frame;
      view.terms = arithmetic.unitTerms(layer, view.openings, unit);
      const { x, h } = view.terms;
      // Those that weigh most over all steps, so that names stay while one scrubs; in training as
      // well.
      view.xs = rows.xs ? heaviest(scene.F, x, view.xs) : list(scene.F, (f) => f);
      view.hs = rows.hs ? heaviest(scene.U, h, view.hs) : list(scene.U, (j) => j);
      addUp();
      view.limit = nice(largest(scene.panel.map(whole)));
      view.height = nice(largest(scene.lines.map((name) => (t) => view.series[name][t])));
    },

    // --- numbers ---------------------------------------------------------------------------------

    /** @param {string} name @param {number} [t] @returns {number} */
    at: (name, t) => view.series[name]?.[t ?? view.t] ?? Number.NaN,
    /** A template with the unit's numbers. @param {string} text @returns {string} */
    say: (text) => fill(text, value),
    /**
     * The table's cell that a value of x came from.
     * @param {number} f @param {number} [t] @returns {Cell}
     */
    spot(f, t) {
      const place = view.cells[(t ?? view.t) * view.scene.F + f];
      const across = view.scene.columns.length;
      return [Math.floor(place / across), place % across];
    },
    /**
     * How far a part of the motion has come.
     * @param {number} start @param {number} end
     * @returns {number}
     */
    part: (start, end) => clamp((player.phase - start) / (end - start)),
    /** y of a row. @param {number} n @returns {number} */
    rowY: (n) => view.frame.rows.y + n * view.frame.rows.h,

    // --- what moves ------------------------------------------------------------------------------

    /** Lengths slide from where they are to what comes. */
    slide() {
      view.from = stage.calm.matches || !view.film.length ? null : view.spans;
      view.since = performance.now();
    },
    /** Take the pose of this moment. */
    strike() {
      if (view.named.t !== view.t || view.named.film !== view.film) nameRows(view);
      const names = Object.keys(view.series);
      const now = lengths(names);
      const gone = view.from ? ease(clamp((performance.now() - view.since) / SCRUB)) : 1;
      const spans = mix(view.from, now, gone);
      if (gone === 1) view.from = null;
      view.spans = spans;
      const start = view.film[view.t].length;
      const after = start + names.length;
      const columns = view.scene.blocks.length;
      view.pose = {
        terms: spans.slice(0, start),
        v: Object.fromEntries(names.map((name, n) => [name, spans[start + n]])),
        range: spans.slice(after, after + columns),
        limit: spans[after + columns],
        height: spans[after + columns + 1],
        edges: [],
      };
    },

    // --- colours ---------------------------------------------------------------------------------

    recolour() {
      const { signed } = stage.recolour(view.scene.palette);
      view.colours = colourScale(arithmetic.bytes(signed));
      pictures.clear();
    },
    /** @param {number} v @param {number} end @returns {string} */
    colour: (v, end = 1) => `rgb(${view.colours.rgb(v / end)})`,
    /** The ink of a number on its colour. @param {number} v @returns {string} */
    inkOn: (v) => inkOn(view.colours.rgb(v)),
    /** The colour of a cell's column. @param {Cell} cell @returns {string} */
    fillOf: ([, m]) => view.scene.palette.fills[view.scene.columns[m].colour],
    /** Its strength. @param {Cell} cell @returns {number} */
    strength: ([r, m]) => strengthOf(view.tint[r * view.scene.columns.length + m], stage.dark),
    /** The end of a state's scale of colours. @param {string} name @returns {number} */
    endOf: (name) => (name === "c" ? view.values.most : 1),
    /**
     * All steps of a state: steps across, units down.
     * @param {string} name
     * @returns {HTMLCanvasElement}
     */
    picture(name) {
      const known = pictures.get(name);
      if (known) return known;
      const { T, U } = view.scene;
      const all = view.state(name);
      const end = view.endOf(name);
      const made = picture(T, U, (t, j) => view.colours.pixel(all[t * U + j] / end));
      pictures.set(name, made);
      return made;
    },
    /** A state of all units. @param {string} name @returns {Float32Array} */
    state: (name) => (name === "c" && view.layer.c) || view.layer.h,
  };

  /** @param {string} key @param {string} sign */
  function value(key, sign) {
    if (key === "t") return subscript(view.t + 1);
    if (key === "p") return subscript(view.t);
    if (key === "step") return view.t + 1;
    if (key === "unit") return view.unit;
    if (key[0] === "%") return `${Math.round(100 * view.at(key.slice(1)))} %`;
    const v = view.at(key);
    return sign === "×" || sign === "+" ? bracketed(v) : two(v);
  }

  /**
   * Those whose terms are largest over all steps and blocks.
   * @param {number} many @param {arithmetic.Terms["x"]} term @param {number[]} were
   */
  function heaviest(many, term, were) {
    const { T, blocks } = view.scene;
    /** @param {number} n */
    const weight = (n) =>
      sum(T, (t) => sum(blocks.length, (block) => Math.abs(term(block, t, n)))) *
      (were.includes(n) ? STAYS : 1);
    const weighed = list(many, (n) => ({ n, weight: weight(n) }));
    weighed.sort((a, b) => b.weight - a.weight);
    return weighed
      .slice(0, NAMED)
      .map(({ n }) => n)
      .sort((a, b) => a - b);
  }

  /**
   * The terms with a row of their own, and all others added up.
   * @param {number[]} named @param {number} many @param {(n: number) => number} term
   */
  function termsOf(named, many, term) {
    const seen = named.map(term);
    if (named.length === many) return seen;
    return [...seen, sum(many, term) - sum(seen.length, (n) => seen[n])];
  }

  /** The terms of all steps, their sums, and what becomes of them. */
  function addUp() {
    const { scene, layer, unit, terms } = view;
    const sums = scene.blocks.map(() => new Float32Array(scene.T));
    const reach = scene.blocks.map(() => 1);
    view.film = list(scene.T, (t) =>
      scene.blocks.flatMap((_, block) => {
        const all = [
          ...termsOf(view.xs, scene.F, (f) => terms.x(block, t, f)),
          ...termsOf(view.hs, scene.U, (j) => terms.h(block, t, j)),
          terms.bias(block, t),
        ];
        let total = 0;
        for (const term of all) {
          total += term;
          reach[block] = Math.max(reach[block], Math.abs(total));
        }
        sums[block][t] = total;
        return all;
      }),
    );
    view.ranges = reach.map(nice);
    const curves = scene.blocks.map(({ curve }) => curve);
    view.series = arithmetic.unitSeries(layer, unit, sums, curves);
    for (const { name, of, by } of scene.panel) {
      if (name in view.series || !of || !by) continue;
      view.series[name] = view.series[of].map((v, t) => v * view.series[by][t]);
    }
  }

  /**
   * Where a quantity of the panel ends, if its gate were open.
   * @param {CellPart} part
   * @returns {(t: number) => number}
   */
  const whole =
    ({ name, of, start }) =>
    (t) =>
      (start ? view.series[start][t] : 0) + view.series[of ?? name][t];

  /** @param {((t: number) => number)[]} all */
  const largest = (all) =>
    Math.max(...all.flatMap((f) => list(view.scene.T, (t) => Math.abs(f(t)))));

  /** What is drawn as a length: the terms, every value by its name, and the ends of the axes. */
  const lengths = (/** @type {string[]} */ names) => [
    ...view.film[view.t],
    ...names.map((name) => view.series[name][view.t]),
    ...view.ranges,
    view.limit,
    view.height,
  ];
  return view;
}
