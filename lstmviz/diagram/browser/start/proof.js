// The three trained curves, with what they are measured by.
import { fixed } from "../numerals.js";

const PLOT = { left: 38, right: 138, top: 14, bottom: 30 };
const SPACE = "http://www.w3.org/2000/svg";
const APART = 19; // px between two lines of words

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} text */
function draw(tag, attributes, text = "") {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.textContent = text;
  return made;
}

/**
 * Push words apart that would stand on one another.
 * @param {{ y: number }[]} words
 */
function settle(words) {
  const sorted = [...words].sort((a, b) => a.y - b.y);
  for (let n = 1; n < sorted.length; n++) {
    sorted[n].y = Math.max(sorted[n].y, sorted[n - 1].y + APART);
  }
}

/**
 * @param {Proof} proof @param {string} kind "wide" or "narrow" @param {number} width px
 * @param {number} height px
 */
export function drawProof({ curves, unit, last_value, lowest, epochs }, kind, width, height) {
  const top = last_value * 1.1;
  const right = width - PLOT.right;
  const bottom = height - PLOT.bottom;
  /** @param {number} epoch */
  const x = (epoch) => PLOT.left + (epoch / epochs) * (right - PLOT.left);
  /** @param {number} error */
  const y = (error) => bottom - (error / top) * (bottom - PLOT.top);
  /** @param {number} error */
  const inUnit = (error) => `${fixed(error, 1)} ${unit}`;
  const svg = draw("svg", { class: kind, viewBox: `0 0 ${width} ${height}`, role: "img" });
  svg.append(draw("title", {}, "Error on rows that were held out, by epoch"));
  for (const error of [0, 20, 40, 60, 80]) {
    svg.append(
      draw("line", { class: "grid", x1: PLOT.left, x2: right, y1: y(error), y2: y(error) }),
      draw(
        "text",
        { class: "axis", x: PLOT.left - 8, y: y(error) + 5, "text-anchor": "end" },
        `${error}`,
      ),
    );
  }
  svg.append(
    draw("text", { class: "axis", x: PLOT.left, y: height - 8 }, `error, ${unit}`),
    draw(
      "text",
      { class: "axis", x: right, y: height - 8, "text-anchor": "end" },
      `${epochs} epochs`,
    ),
  );
  const words = [
    { y: y(last_value), text: `${inUnit(last_value)} the last value`, kind: "rule" },
    { y: y(lowest), text: `${inUnit(lowest)} the floor`, kind: "rule" },
  ];
  for (const level of [last_value, lowest]) {
    svg.append(
      draw("line", { class: "rule", x1: PLOT.left, x2: right, y1: y(level), y2: y(level) }),
    );
  }
  for (const { key, shape, epochs: at, errors } of curves) {
    const path = at
      .map((epoch, n) => `${x(epoch).toFixed(1)},${y(errors[n]).toFixed(1)}`)
      .join("L");
    svg.append(draw("path", { class: `curve ${key}`, d: `M${path}`, pathLength: 1 }));
    const name = key === "window" ? "window" : `(${shape.join(", ")})`;
    const last = errors[errors.length - 1];
    words.push({ y: y(last), text: `${inUnit(last)} ${name}`, kind: `curve-word ${key}` });
  }
  settle(words);
  for (const { y: at, text, kind } of words) {
    svg.append(draw("text", { class: kind, x: right + 8, y: at + 5 }, text));
  }
  return svg;
}
