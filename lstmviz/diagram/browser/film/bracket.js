// The window's bracket in the hand: along the rows to another sample, by its foot to another
// length.
import { ANSWERED } from "../player.js";
import { rowsOf } from "./view.js";

/** @typedef {import("./view.js").View} View */

const HANDLES = ["bracket", "foot"];

/**
 * @param {View} view
 * @param {(sample: number) => void} show
 * @param {(rows: number) => void} lengthen
 */
export function makeBracket(view, show, lengthen) {
  const { stage, pen } = view;
  /** @type {{ kind: string, row: number, sample: number } | null} */
  let held = null;
  /** The length asked for by key last, until the page has answered. */
  const asked = { rows: 0, at: Number.NEGATIVE_INFINITY };

  /** Rows of the table that a sample reads. @param {number} n */
  const read = (n) => rowsOf(view, n).map((place) => view.scene.table.rows[place]);
  /** Rows from one row of a window to its next. */
  const apart = () => {
    const [first, second] = read(view.k);
    return second === undefined ? 1 : second - first;
  };
  /** Rows from one sample to the next. */
  const stride = () => (view.frame.blocks.length > 1 ? read(1)[0] - read(0)[0] : 1);
  /** The row under the hand, or the nearest. */
  function under() {
    const { y } = /** @type {import("../stage.js").Point} */ (stage.point);
    const { rows } = view.frame;
    return rows.find(([, top, high]) => y < top + high) ?? rows[rows.length - 1];
  }
  const rowUnder = () => view.scene.table.rows[under()[0]];
  const length = () => Math.max(Math.floor((rowUnder() - read(view.k)[0]) / apart()) + 1, 1);

  const hand = {
    /** Where the window ends while its foot is in the hand, or undefined. */
    foot() {
      if (held?.kind !== "foot" || !stage.point) return undefined;
      const [, top, high] = under();
      return top + high;
    },
    press() {
      const kind = pen.pointed()?.kind ?? "";
      if (!HANDLES.includes(kind)) return;
      held = { kind, row: rowUnder(), sample: view.scene.samples[view.k] };
    },
    /** @param {PointerEvent | null} event */
    move(event) {
      const over = held?.kind ?? pen.pointed()?.kind ?? "";
      stage.area.style.cursor = HANDLES.includes(over) ? "ns-resize" : "";
      if (event?.buttons === 0) this.drop();
      if (held?.kind !== "bracket" || !stage.point) return;
      const sample = held.sample + Math.round((rowUnder() - held.row) / stride());
      if (sample !== view.scene.samples[view.k]) show(sample);
    },
    /** Let go; tells whether something was held. */
    drop() {
      const was = held;
      held = null;
      if (was?.kind === "foot" && stage.point) lengthen(length());
      return was !== null;
    },
    /** By key. @param {number} rows more */
    stretch(rows) {
      const now = performance.now();
      const from = now - asked.at < ANSWERED ? asked.rows : read(view.k).length;
      asked.rows = Math.max(from + rows, 1);
      asked.at = now;
      lengthen(asked.rows);
    },
  };
  // A finger that holds it does not scroll the page, and so makes no click.
  stage.area.addEventListener("touchstart", (event) => held && event.preventDefault(), {
    passive: false,
  });
  stage.area.addEventListener("touchend", hand.drop);
  return hand;
}
