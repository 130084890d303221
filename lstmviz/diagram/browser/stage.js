// The part of the page that a drawing stands in: its size, its colours, what points at it, and the
// note beside that.
import { clamp } from "./arithmetic.js";

/**
 * Stands for what is known as soon as the first data have come.
 * @returns {any}
 */
export const later = () => undefined;

// How wide a page must be for a drawing whose letters are still 11 px high in it; for half a page's
// that part of its own width.
const [HALF, SMALL, BIG] = [0.88, 930, 1100];
// Room for the bar and the caption: in front of all else, and on a projector's page.
const [BESIDE, CLOSE] = [130, 84];
// A phone's drawing on a larger screen would be taller than that; so much stands around it.
const [LARGEST_SCALE, LARGEST_PHONE, AROUND] = [9, 1.4, 200];
const DARK_INK = 118; // of 255: on lighter colours numbers are black

/** How light a colour looks, 0 … 255. @param {Iterable<number>} rgb */
function lightness(rgb) {
  const [r, g, b] = rgb;
  return r * 0.3 + g * 0.59 + b * 0.11;
}

/**
 * Black or white, whichever is read on a colour: at least 4.5 to 1.
 * @param {Iterable<number>} rgb its bytes
 */
export const inkOn = (rgb) => (lightness(rgb) > DARK_INK ? "#000" : "#fff");

/**
 * The bytes of a colour written as #rrggbb.
 * @param {string} colour
 */
export const hex = (colour) => [1, 3, 5].map((n) => Number.parseInt(colour.slice(n, n + 2), 16));

/**
 * An element with text in it; the text is a stranger's.
 * @param {string} tag @param {string | number} text
 */
export function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = String(text);
  return made;
}

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {ReturnType<typeof makeStage>} Stage */

/** @param {ParentNode} host */
export function makeStage(host) {
  /**
   * @template {Element} [E=HTMLElement]
   * @param {string} selector
   */
  const find = (selector) => /** @type {E} */ (host.querySelector(selector));
  const canvas = /** @type {HTMLCanvasElement} */ (find(".stage canvas"));
  const stage = {
    host,
    find,
    root: find("section"),
    area: find(".stage"),
    svg: /** @type {SVGSVGElement} */ (find(".ink")),
    tip: find(".tip"),
    caption: find(".caption"),
    canvas,
    ctx: /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")),
    calm: matchMedia("(prefers-reduced-motion: reduce)"),
    /** Sizes, once a drawing has been fitted in. */
    fitted: false,
    /** px of the page that it has been fitted into. */
    wide: 0,
    width: 0,
    height: 0,
    scale: 1,
    /** Dots of the screen for a px of the page. */
    dots: 1,
    /** The visitor's mode, and its colours. */
    dark: false,
    .../** @type {Theme} */ ({}),
    /** @type {Point | null} */
    point: null,

    /**
     * Take the colours of the visitor's mode.
     * @param {Palette} palette
     */
    recolour(palette) {
      const rgb = getComputedStyle(stage.area).color.match(/[\d.]+/g) ?? [];
      stage.dark = lightness(rgb.map(Number)) < 128;
      const theme = palette[stage.dark ? "dark" : "light"];
      Object.assign(stage, theme);
      stage.root.style.cssText = theme.css;
      return theme;
    },

    /**
     * The ink of a number on a column's colour.
     * @param {string} fill @param {number} strength of that colour
     */
    inkOver: (fill, strength) => (strength < stage.white[fill] ? "#fff" : "#000"),

    /**
     * Take the drawing that suits the width, and scale it.
     * @template {Drawn} F
     * @param {Record<string, F>} frames @param {number} above px that else stand above the bar
     */
    fit(frames, above = 0) {
      const { root, canvas, svg } = stage;
      const wide = root.clientWidth;
      // Filling the screen, or where a projector's page says how tall it may be: NaN without.
      const tall = root.popover ? innerHeight : Number.parseFloat(getComputedStyle(root).maxHeight);
      const name = drawingFor(wide, frames, tall > 0 && !root.popover);
      const frame = frames[name];
      root.className = name + (root.popover ? " present" : "");
      const beside = above + (root.popover ? BESIDE : CLOSE);
      const room = clamp((innerHeight / magnified(root) - AROUND) / frame.height, 1, LARGEST_PHONE);
      const most = name === "phone" ? room : LARGEST_SCALE;
      const high = tall > 0 ? (tall - beside) / frame.height : most;
      const scale = Math.min(wide / frame.width, high);
      const [w, h] = [frame.width * scale, frame.height * scale];
      stage.area.style.cssText = `width:${w}px;height:${h}px`;
      const dots = devicePixelRatio * magnified(root);
      canvas.width = Math.round(w * dots);
      canvas.height = Math.round(h * dots);
      svg.setAttribute("viewBox", `0,0,${frame.width},${frame.height}`);
      svg.style.cssText = frame.style;
      // From now on the page need not keep the place.
      /** @type {ShadowRoot} */ (host).host?.setAttribute("drawn", "");
      const { width, height } = frame;
      Object.assign(stage, { fitted: true, wide, width, height, scale, dots });
      return frame;
    },

    /** Go to the top layer, where nothing can cut it off, or back. */
    present() {
      stage.root.popover = stage.root.popover ? null : "manual";
      if (stage.root.popover) stage.root.showPopover();
    },

    /** @param {MouseEvent} event */
    locate({ clientX, clientY }) {
      const area = stage.area.getBoundingClientRect();
      const scale = stage.scale * magnified(stage.area);
      stage.point = { x: (clientX - area.left) / scale, y: (clientY - area.top) / scale };
    },

    /**
     * Say lines in the note.
     * @param {string[]} lines
     */
    note(lines) {
      const words = lines.join("\n");
      if (words === noted) return;
      noted = words;
      stage.tip.replaceChildren(...words.split("\n").map((line) => element("div", line)));
    },

    /**
     * Place the note, px of the page.
     * @param {number} x @param {number} y
     */
    lay(x, y) {
      stage.tip.style.transform = `translate(${x}px, ${y}px)`;
    },
  };
  let noted = "";
  return stage;
}

/**
 * Place the note to the right of a region, or to its left where there is no room.
 * @param {Stage} stage
 * @param {number} right x where it begins there, px of the page
 * @param {number} left x where it ends there
 * @param {number} y its middle
 */
export function layBeside(stage, right, left, y) {
  const { offsetWidth, offsetHeight } = stage.tip;
  const room = stage.width * stage.scale - offsetWidth;
  const x = right > room ? left - offsetWidth : right;
  const low = stage.height * stage.scale - offsetHeight;
  stage.lay(clamp(x, 2, room - 2), clamp(y - offsetHeight / 2, 0, low));
}

/**
 * How many times larger than it is laid out a page draws a part of it: a projector's does.
 * @param {Element} node
 */
const magnified = (node) => node.currentCSSZoom ?? 1;

/**
 * @param {number} width of the page @param {Record<string, Drawn>} frames
 * @param {boolean} low little height
 */
function drawingFor(width, frames, low) {
  if (width >= BIG && !low) return "big";
  if (width >= SMALL) return "small";
  return width > frames.half?.width * HALF ? "half" : "phone";
}
