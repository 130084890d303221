// What a hand or a key does to the way in.
import { clamp } from "../arithmetic.js";

const [LOWEST, HIGHEST] = [0, 20];
const PULL = 14; // px for a step of 1
const CLICKER = ["ArrowRight", "PageDown"];

/**
 * What is steered.
 * @typedef {object} Steered
 * @property {import("./parts.js").Parts} parts
 * @property {number} pulled the cell that can be pulled
 * @property {import("./course.js").State} state
 * @property {() => number} value that cell's, now
 * @property {(next: Partial<import("./course.js").State>) => void} go
 * @property {() => void} onward
 * @property {(to: string) => void} leave
 */

/**
 * Listen to clicks, keys and drags.
 * @param {Steered} steered
 * @returns {() => void} what ends it
 */
export function listen({ parts: { root, table, acts }, pulled, state, value, go, onward, leave }) {
  /** @param {number} next */
  const pull = (next) => go({ value: clamp(Math.round(next), LOWEST, HIGHEST) });
  const canPull = () => state.beat === 3 && state.guess >= 0;

  /** @param {number} cell */
  function mark(cell) {
    const others = state.marked.filter((each) => each !== cell);
    if (state.beat === 0) go({ marked: state.marked.includes(cell) ? others : [...others, cell] });
  }

  /** @type {Record<string, (value: string) => void>} */
  const deeds = {
    onward,
    beat: (n) => go({ beat: Number(n), value: null }),
    feed: (n) => go({ lane: Number(n), tick: 0, beat: 2 }),
    guess: (n) => go({ guess: Number(n) }),
    back: () => go({ value: null }),
    columns: (columns) => go({ columns }),
    rows: (rows) => go({ rows }),
    leave,
  };
  root.addEventListener("click", ({ target }) => {
    const hit = /** @type {Element} */ (target).closest("button");
    if (hit?.dataset.cell) mark(Number(hit.dataset.cell));
    deeds[hit?.dataset.do ?? ""]?.(hit?.value ?? "");
  });
  root.addEventListener("input", ({ target }) =>
    pull(Number(/** @type {HTMLInputElement} */ (target).value)),
  );

  // The number is pulled in the table itself too.
  const cell = table.cells[pulled];
  /** @type {{ y: number, value: number } | null} */
  let held = null;
  cell.addEventListener("pointerdown", (event) => {
    if (!canPull()) return;
    held = { y: event.clientY, value: value() };
    cell.setPointerCapture(event.pointerId);
  });
  cell.addEventListener("pointermove", ({ clientY }) => {
    if (!held) return;
    const next = held.value + (held.y - clientY) / PULL;
    if (Math.round(next) !== value()) pull(next);
  });
  cell.addEventListener("lostpointercapture", () => {
    held = null;
  });

  /** @param {KeyboardEvent} event */
  function press(event) {
    const { key } = event;
    const at = /** @type {HTMLElement} */ (event.composedPath()[0]);
    const ours = at === document.body || root.contains(at);
    if (!ours || event.ctrlKey || event.metaKey || event.altKey) return;
    // A slider has the arrows for itself.
    if (at.tagName === "INPUT" && !key.startsWith("Page")) return;
    const numbered = acts.querySelectorAll("[data-do=feed], [data-do=guess]")[Number(key) - 1];
    if (canPull() && key === "ArrowUp") pull(value() + 1);
    else if (canPull() && key === "ArrowDown") pull(value() - 1);
    else if (CLICKER.includes(key)) onward();
    else if (key === "PageUp") go({ beat: Math.max(state.beat - 1, 0), value: null });
    else if (numbered) /** @type {HTMLButtonElement} */ (numbered).click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}
