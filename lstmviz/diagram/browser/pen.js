// What all drawings are drawn with: one canvas for fields of colour, one SVG for words and lines.
import { clamp } from "./arithmetic.js";

const SVG = "http://www.w3.org/2000/svg";
const GAP = 1.6; // px from which neighbours stand apart

/** @typedef {[x: number, y: number]} Place */
/** @typedef {[x: number, y: number, width: number, height: number]} Box */
/** @typedef {string | [words: string | number, kind?: string][]} Words one text, or pieces */
/** @typedef {{ box: Box, kind: string, at: any }} Region what is pointed at */
/** @typedef {{ el: SVGElement, was: Record<string, unknown>, text?: string, stamp: number,
 *   hidden: boolean }} Node */
/** @typedef {ReturnType<typeof makePen>} Pen */

/**
 * An element of SVG.
 * @param {string} tag @param {Record<string, string>} attributes
 */
export function svg(tag, attributes = {}) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** @param {number} v */
export const tenth = (v) => Math.round(v * 10) / 10;

/** @param {Box} box */
export const middleOf = ([x, y, w, h]) => /** @type {Place} */ ([x + w / 2, y + h / 2]);

/** @param {import("./stage.js").Stage} stage */
export function makePen(stage) {
  const { ctx } = stage;
  /** @type {Map<string, Node>} */
  const nodes = new Map();
  const state = { stamp: 0, hits: /** @type {Region[]} */ ([]) };

  // --- SVG: a node is made once, changed where it differs, hidden where it is not drawn ----------

  /** @param {string} id @param {string} tag */
  function nodeOf(id, tag) {
    const known = nodes.get(id);
    if (known) return known;
    /** @type {Node} */
    const node = { el: stage.svg.appendChild(svg(tag)), was: {}, stamp: 0, hidden: false };
    nodes.set(id, node);
    return node;
  }

  /** @param {Node} node @param {boolean} hidden */
  function hide(node, hidden) {
    if (node.hidden === hidden) return;
    node.hidden = hidden;
    node.el.style.display = hidden ? "none" : "";
  }

  /**
   * @param {string} id @param {string} tag
   * @param {Record<string, string | number | undefined>} attributes
   */
  function put(id, tag, attributes) {
    const node = nodeOf(id, tag);
    hide(node, false);
    node.stamp = state.stamp;
    for (const [name, value] of Object.entries(attributes)) {
      if (node.was[name] === value) continue;
      node.was[name] = value;
      node.el.setAttribute(name, String(value));
    }
    return node;
  }

  /** @param {Node} node @param {Words | number | undefined} words */
  function spell(node, words) {
    const text = String(words);
    if (words === undefined || node.text === text) return;
    node.text = text;
    const pieces = Array.isArray(words) ? words : /** @type {[string][]} */ ([[text]]);
    node.el.replaceChildren(
      ...pieces.map(([piece, kind]) => {
        const span = svg("tspan", { class: kind ?? "" });
        span.textContent = String(piece);
        return span;
      }),
    );
  }

  /** @param {Place[]} points */
  const path = (points) => `M${points.map((p) => p.map(tenth)).join("L")}`;

  const pen = {
    /**
     * @param {string} id @param {number} x @param {number} y @param {Words | undefined} words
     * @param {string} kind classes @param {string} style
     */
    write(id, x, y, words, kind = "", style = "") {
      spell(put(id, "text", { x: tenth(x), y: tenth(y), class: kind, style }), words);
    },

    /**
     * @param {string} id @param {number} x @param {number} y @param {Words | undefined} words
     * @param {string} kind classes
     */
    upright(id, x, y, words, kind) {
      const transform = `translate(${x},${tenth(y)}) rotate(-90)`;
      spell(put(id, "text", { transform, class: `m ${kind}` }), words);
    },

    /** @param {string} id @param {Place[]} points @param {string} kind @param {string} style */
    line(id, points, kind = "", style = "") {
      put(id, "path", { d: path(points), class: kind, style });
    },

    /** @param {string} id @param {Box} box @param {string} kind @param {number} rx */
    frame(id, [x, y, w, h], kind, rx = 4) {
      const width = tenth(Math.max(w, 0));
      put(id, "rect", { x: tenth(x), y: tenth(y), width, height: tenth(h), rx, class: kind });
    },

    /** @param {string} id @param {Place} place @param {number} r @param {string} kind */
    dot(id, [x, y], r, kind) {
      put(id, "circle", { cx: tenth(x), cy: tenth(y), r, class: kind });
    },

    /** Begin a picture. */
    clean() {
      const ratio = stage.dots * stage.scale;
      state.stamp += 1;
      state.hits = [];
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, stage.width, stage.height);
    },

    /** End it: nodes that were not drawn are hidden. */
    rest() {
      for (const node of nodes.values()) hide(node, node.stamp !== state.stamp);
    },

    /** Nodes are drawn anew, in the order of another drawing. */
    forget() {
      stage.svg.replaceChildren();
      nodes.clear();
    },

    // --- canvas ----------------------------------------------------------------------------------

    /**
     * A rectangle; none of no size.
     * @param {number} x @param {number} y @param {number} w @param {number} h
     * @param {string} paint "" for none @param {number} alpha @param {number} r radius
     * @param {string} stroke @param {number} width of the stroke
     */
    block(x, y, w, h, paint, alpha = 1, r = 0, stroke = "", width = 1) {
      if (w <= 0 || h <= 0) return;
      ctx.globalAlpha = alpha;
      ctx.fillStyle = paint;
      ctx.beginPath();
      if (r) ctx.roundRect(x, y, w, h, r);
      else ctx.fillRect(x, y, w, h);
      if (paint) ctx.fill();
      if (stroke) {
        ctx.strokeStyle = stroke;
        ctx.lineWidth = width;
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
    },

    /**
     * Draw within a box alone.
     * @param {Box} box @param {() => void} draw
     */
    within(box, draw) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(...box);
      ctx.clip();
      draw();
      ctx.restore();
    },

    /** Words on the canvas stand around their middle. */
    centred() {
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
    },

    // --- pointing --------------------------------------------------------------------------------

    /** @param {Box} box @param {string} kind @param {any} at what is there */
    hit(box, kind, at = {}) {
      state.hits.push({ box, kind, at });
    },

    /** What is pointed at: the region drawn last. */
    pointed() {
      const { point } = stage;
      if (!point) return undefined;
      return state.hits.findLast(
        ({ box: [x, y, w, h] }) =>
          point.x >= x && point.x < x + w && point.y >= y && point.y < y + h,
      );
    },
  };
  return pen;
}

/**
 * A picture of wide × high pixels, each one number as ImageData holds it.
 * @param {number} wide @param {number} high @param {(x: number, y: number) => number} paint
 */
export function picture(wide, high, paint) {
  const made = document.createElement("canvas");
  made.width = wide;
  made.height = high;
  const data = new ImageData(wide, high);
  const pixels = new Uint32Array(data.data.buffer);
  for (let p = 0; p < wide * high; p++) pixels[p] = paint(p % wide, Math.floor(p / wide));
  made.getContext("2d")?.putImageData(data, 0, 0);
  return made;
}

/**
 * A pixel as one number.
 * @param {ArrayLike<number>} rgb @param {number} alpha 0 … 255
 */
export const pixel = (rgb, alpha = 255) =>
  ((alpha << 24) | (rgb[2] << 16) | (rgb[1] << 8) | rgb[0]) >>> 0;

// --- colours of values ---------------------------------------------------------------------------

/**
 * The strength of a column's colour in a cell of the table.
 * @param {number} tint its value, standardised by its column @param {boolean} dark mode
 */
export const strengthOf = (tint, dark) => clamp(0.6 + 0.26 * tint, dark ? 0.3 : 0.26);

const LEVELS = 64; // of the scale, on either side of 0

/**
 * Place of a value in the scale; what is no number is as 0.
 * @param {number} v −1 … 1
 */
const level = (v) => (Number.isNaN(v) ? LEVELS : Math.round(LEVELS + LEVELS * clamp(v, -1)));

/** @typedef {ReturnType<typeof colourScale>} ColourScale */

/**
 * The scale of signed values, − to +.
 * @param {Uint8Array} table its colours
 */
export function colourScale(table) {
  const shades = Array.from({ length: 2 * LEVELS + 1 }, (_, n) => pixel(table.subarray(3 * n)));
  return {
    /** @param {number} v −1 … 1 */
    rgb(v) {
      const n = 3 * level(v);
      return table.subarray(n, n + 3);
    },
    /** @param {number} v −1 … 1 */
    pixel: (v) => shades[level(v)],
  };
}

/**
 * Lines between neighbouring units, where these are thick enough.
 * @param {number[]} edges @param {(edge: number) => void} draw
 */
export function between(edges, draw) {
  if (edges[1] > GAP) for (const edge of edges.slice(1, -1)) draw(edge);
}
