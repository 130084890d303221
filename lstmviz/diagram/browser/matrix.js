// How matrices are drawn, in maps.js and wiring.js: each in colours, with its numbers where they
// fit.
import { bytes, clamp, list, unpackHalves } from "./arithmetic.js";
import { blocksOf, borders, edgeOf, stepOf } from "./matrix/axis.js";
import { scientific, significant } from "./numerals.js";
import { colourScale, picture } from "./pen.js";
import { inkOn, later } from "./stage.js";
import { wrapped } from "./words.js";

/** @typedef {ReturnType<typeof makeMatrices>} Matrices */
/** @typedef {import("./pen.js").Box} Box */
/** @typedef {[top: number, bottom: number, left: number, right: number]} Part rows and columns, the
 * second up to but without */
/** @typedef {[panel: number, row: number, column: number]} Spot */
/** @typedef {MapBox & { cell: [number, number], xs: number[], ys: number[] }} Laid */
/** @typedef {{ texts: string[], wide: number }} Written numbers in cells, and the widest's width */
/** A block of a picture: place and size in it, then on the canvas. @typedef {number[]} Piece */

const LEAST = 1e-7; // in the scale of a panel: what is packed as the least number may be less
const LETTER = 0.45; // mean width of one, in the font size
const [LEGEND, SHORT_LEGEND] = [44, 18]; // levels of colour
const LONGEST = 6; // letters of a number without a power of ten, besides its sign
const PADDING = 3; // px that a number keeps from its neighbours
/** Numbers stand in cells at least so wide, in the font size: shorter ones would seem to be all. */
const ROOM = 2.7;

/** @param {import("./player.js").Tools} tools */
export function makeMatrices({ stage, pen }) {
  const { ctx } = stage;
  const state = {
    /** @type {(HTMLCanvasElement | undefined)[]} */
    pictures: [],
    /** @type {(Written | undefined)[]} */
    written: [],
    colours: /** @type {import("./pen.js").ColourScale} */ (later()),
    font: "",
  };
  const all = {
    scene: /** @type {MapsScene | WiringScene} */ (later()),
    values: /** @type {MapsValues} */ (later()),
    frame: /** @type {MapsFrame} */ (later()),
    /** @type {Float64Array[]} */
    grids: [],
    /** @type {Laid[]} */
    boxes: [],

    // --- numbers ---------------------------------------------------------------------------------

    /** @param {MapsValues} values */
    decode(values) {
      all.values = values;
      all.grids = values.panels.map(unpackHalves);
      forget();
    },
    /**
     * Write a number of a panel.
     * @param {number} v @param {number} n @param {(v: number) => string} write
     */
    say(v, n, write = significant) {
      if (Number.isNaN(v)) return "not a number";
      const small = v !== 0 && Math.abs(v) < all.values.panels[n].scale * LEAST;
      return small ? `smaller than ${write(Math.abs(v))}` : write(v);
    },
    /** The number at a place. @param {Spot} spot */
    numberAt: ([n, r, c]) => all.grids[n][r * all.boxes[n].xs.length + c],
    /** What part of full colour a number has. @param {number} n @param {number} v */
    share: (n, v) => v / (all.values.panels[n].limit[0] || 1),

    // --- places ----------------------------------------------------------------------------------

    /** @param {number} n @param {"rows" | "columns"} side */
    axis: (n, side) => all.scene.axes[all.scene.panels[n][side]],
    /** All of a panel. @param {number} n @returns {Part} */
    whole: (n) => [0, all.axis(n, "rows").names.length, 0, all.axis(n, "columns").names.length],
    /** Where rows and columns stand. @param {number} n @param {Part} part @returns {Box} */
    area(n, [top, bottom, left, right]) {
      const { xs, ys, cell } = all.boxes[n];
      const [w, h] = cell;
      const x = edgeOf(xs, w, left);
      const y = edgeOf(ys, h, top);
      // A last edge ends with its cell, before the gap.
      const end = right > left ? edgeOf(xs, w, right - 1) + w : x;
      const foot = bottom > top ? edgeOf(ys, h, bottom - 1) + h : y;
      return [x, y, end - x, foot - y];
    },
    /** Where one cell stands. @param {Spot} spot */
    cellAt: ([n, r, c]) => all.area(n, [r, r + 1, c, c + 1]),
    /** The place at a point. @param {import("./stage.js").Point} point @returns {Spot | null} */
    under({ x, y }) {
      const n = all.boxes.findIndex(
        (box) => x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h,
      );
      if (n < 0) return null;
      const { xs, ys } = all.boxes[n];
      return [n, ys.findLastIndex((at) => at <= y), xs.findLastIndex((at) => at <= x)];
    },
    /** Fit in, and measure where each row and column of each panel stands. */
    fit() {
      const frame = /** @type {MapsFrame} */ (stage.fit(all.scene.frames));
      pen.forget();
      all.frame = frame;
      all.boxes = frame.panels.map((box, n) => {
        const [down, right] = [all.axis(n, "rows"), all.axis(n, "columns")];
        /** @type {[number, number]} */
        const cell = [stepOf(right, box.w, frame.gap), stepOf(down, box.h, frame.gap)];
        const xs = borders(right, box.x, cell[0], frame.gap);
        return { ...box, cell, xs, ys: borders(down, box.y, cell[1], frame.gap) };
      });
      forget();
    },

    // --- drawing ---------------------------------------------------------------------------------

    /**
     * The rows and columns of a part, in colours; what is not filled yet stays pale.
     * @param {number} n @param {Part} part @param {number} alpha
     */
    drawMatrix(n, part, alpha = 1) {
      const pieces = piecesOf(n);
      for (const [, , , , x, y, w, h] of pieces) {
        pen.block(x, y, w, h, stage.ink.lane, 1, 2);
        pen.block(x + 0.5, y + 0.5, w - 1, h - 1, "", 1, 2, stage.ink.hair);
      }
      const box = all.area(n, part);
      if (box[2] <= 0 || box[3] <= 0) return;
      pen.within(box, () => {
        drawColours(n, pieces, alpha);
        drawGrid(n);
        drawNumbers(n);
        for (const dead of all.values.panels[n].dead) hatch(all.area(n, partOf(dead)));
      });
    },
    /** Title, note and legend. @param {number} n */
    drawTitle(n) {
      const { title, note, legend } = all.boxes[n];
      const words = all.values.panels[n].note;
      const beside = note || !words ? "" : `  ${words}`;
      /** @type {import("./pen.js").Words} */
      const said = [
        [all.scene.panels[n].title, "b inked"],
        [beside, "muted"],
      ];
      pen.write(`title${n}`, ...title, said, "halo");
      if (note) drawNote(n, note, words);
      drawLegend(n, legend);
    },
    /** @param {string} id @param {number} n @param {Part} part @param {string} kind */
    outline(id, n, part, kind) {
      const [x, y, w, h] = all.area(n, part);
      pen.frame(id, [x - 1, y - 1, w + 2, h + 2], kind, 2);
    },
    /** What stands still, as grid.py lists it. */
    drawMarks() {
      all.frame.marks.forEach(([kind, points, text, style], n) => {
        const id = kind + n;
        const [[x, y]] = points;
        if (kind === "t") {
          const inked = style.includes("name")
            ? `fill:${stage.names[Number(style.slice(-1))]}`
            : "";
          pen.write(id, x, y, /** @type {import("./pen.js").Words} */ (text), style, inked);
        }
        if (kind === "l") pen.line(id, /** @type {import("./pen.js").Place[]} */ (points), style);
        if (kind === "c") {
          const fill = all.scene.palette.fills[Number(text)];
          pen.block(.../** @type {Box} */ (points[0]), fill);
        }
      });
    },
    /** Place the note beside a cell, below or above it. @param {Box} cell */
    layBeside(cell) {
      const { scale, tip, width, height } = stage;
      const [x, y, w, h] = cell.map((at) => at * scale);
      const { offsetWidth: wide, offsetHeight: high } = tip;
      const room = width * scale - wide - 2;
      const [right, low] = [x + w + 14, y + h + 12];
      const left = clamp(x - wide - 14, 2, room);
      const above = Math.max(y - high - 12, 0);
      stage.lay(right > room ? left : right, low + high > height * scale ? above : low);
    },

    // --- colours ---------------------------------------------------------------------------------

    recolour() {
      state.colours = colourScale(bytes(stage.recolour(all.scene.palette).signed));
      state.font = getComputedStyle(stage.root).fontFamily;
      forget();
    },
    /** @param {number} v −1 … 1 */
    colour: (v) => `rgb(${state.colours.rgb(v)})`,
    /** Set the font of words on the canvas. @param {number} size @param {boolean} bold */
    setFont(size, bold = false) {
      ctx.font = `${bold ? "700 " : ""}${size}px ${state.font}`;
    },
  };

  /** Pictures and texts are kept until numbers, colours or sizes change. */
  function forget() {
    state.pictures = [];
    state.written = [];
  }

  /** A matrix, one pixel a number. @param {number} n */
  function pictureOf(n) {
    const known = state.pictures[n];
    if (known) return known;
    const [, high, , wide] = all.whole(n);
    const made = picture(wide, high, (c, r) =>
      state.colours.pixel(all.share(n, all.grids[n][r * wide + c])),
    );
    state.pictures[n] = made;
    return made;
  }

  /** The blocks of a matrix: groups stand apart. @param {number} n @returns {Piece[]} */
  function piecesOf(n) {
    const { xs, ys, cell } = all.boxes[n];
    const [w, h] = cell;
    const across = blocksOf(all.axis(n, "columns"));
    return blocksOf(all.axis(n, "rows")).flatMap(([top, bottom]) =>
      across.map(([left, right]) => {
        const [wide, high] = [right - left, bottom - top];
        return [left, top, wide, high, xs[left], ys[top], wide * w, high * h];
      }),
    );
  }

  /** @param {number} n @param {Piece[]} pieces @param {number} alpha */
  function drawColours(n, pieces, alpha) {
    const [w, h] = all.boxes[n].cell;
    const image = pictureOf(n);
    ctx.imageSmoothingEnabled = Math.min(w, h) * stage.dots * stage.scale < 1;
    ctx.globalAlpha = alpha;
    for (const [sx, sy, sw, sh, x, y, wide, high] of pieces) {
      ctx.drawImage(image, sx, sy, sw, sh, x, y, wide, high);
    }
    ctx.globalAlpha = 1;
  }

  /** Lines between cells that are large enough. @param {number} n */
  function drawGrid(n) {
    const { x, y, w, h, xs, ys, cell } = all.boxes[n];
    const { carriage } = stage.ink;
    if (cell[0] > 4) for (const at of xs) pen.block(at - 0.5, y, 1, h, carriage);
    if (cell[1] > 3.2) for (const at of ys) pen.block(x, at - 0.4, w, 0.8, carriage);
  }

  /** The numbers, if there is room for the longest. @param {number} n */
  function drawNumbers(n) {
    const { xs, ys, cell } = all.boxes[n];
    const [w, h] = cell;
    const { text } = all.frame;
    if (w <= ROOM * text || h <= text) return;
    all.setFont(text - 1);
    const { texts, wide } = writtenOf(n);
    if (wide + PADDING > w) return;
    texts.forEach((words, i) => {
      ctx.fillStyle = inkOn(state.colours.rgb(all.share(n, all.grids[n][i])));
      const [column, row] = [i % xs.length, Math.floor(i / xs.length)];
      ctx.fillText(words, xs[column] + w / 2, ys[row] + h / 2 + 0.5);
    });
  }

  /** @param {number} n */
  function writtenOf(n) {
    const known = state.written[n];
    if (known) return known;
    const texts = Array.from(all.grids[n], (v) => all.say(v, n, brief));
    const wide = Math.max(...texts.map((text) => ctx.measureText(text).width));
    const made = { texts, wide };
    state.written[n] = made;
    return made;
  }

  /** Exactly zero: colour steps back behind slanted lines. @param {Box} box */
  function hatch(box) {
    const [x, y, w, h] = box;
    pen.block(x, y, w, h, stage.ink.carriage, 0.62);
    pen.within(box, () => {
      ctx.beginPath();
      for (let at = x - h; at < x + w; at += 6) {
        ctx.moveTo(at, y + h);
        ctx.lineTo(at + h, y);
      }
      ctx.strokeStyle = stage.ink.hatch;
      ctx.lineWidth = 1.1;
      ctx.stroke();
    });
  }

  /** @param {number} n @param {[number, number, number]} place @param {string} words */
  function drawNote(n, [x, y, most], words) {
    wrapped(words, most).forEach((text, i) => {
      pen.write(`note${n},${i}`, x, y + i * 1.3 * all.frame.text, text, "muted");
    });
  }

  /**
   * The scale of a panel, unless the one before has the same.
   * @param {number} n @param {MapBox["legend"]} place
   */
  function drawLegend(n, [right, y, full]) {
    const [limit, words] = all.values.panels[n].limit;
    if (!limit || (n && words === all.values.panels[n - 1].limit[1])) return;
    const levels = full ? LEGEND : SHORT_LEGEND;
    const end = right - (words.length + 1) * all.frame.text * LETTER - 4;
    for (const i of list(levels, (level) => level)) {
      const paint = all.colour((2 * i) / (levels - 1) - 1);
      pen.block(end - levels + i, y - 4, 1.2, 8, paint);
    }
    pen.write(`high${n}`, right, y, full ? `+${words}` : `±${words}`, "r least muted");
    if (full) pen.write(`low${n}`, end - levels - 4, y, `−${words}`, "r least muted");
  }
  return all;
}

/**
 * A number for a narrow place: a long one takes a power of ten and two digits.
 * @param {number} v
 */
function brief(v) {
  const text = significant(v);
  return text.replace("−", "").length > LONGEST ? scientific(v, 2) : text;
}

/** @param {MapDead} dead row, column, rows, columns @returns {Part} */
export const partOf = ([r, c, rows, columns]) => [r, r + rows, c, c + columns];
