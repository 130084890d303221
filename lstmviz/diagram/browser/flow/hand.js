// A value of the table in the person's hand: taken, pulled up or down, and put back. What if?
import { count } from "../numerals.js";
import { ANSWERED, PULLED } from "../player.js";
import { reads } from "./view.js";

/** @typedef {import("./view.js").Cell} Cell */

/** @param {import("./view.js").View} view @param {() => void} stop */
export function makeHand(view, stop) {
  const { stage, player } = view;
  /** What was asked for last, and when. */
  const asked = { notches: 0, at: Number.NEGATIVE_INFINITY };
  /** @type {number[] | null} row and column of the value that can be pulled */
  let taken = null;
  /** @type {Cell | null} the one taken by key */
  let last = null;

  /** @param {number} notches */
  function pull(notches) {
    if (!taken) return;
    Object.assign(asked, { notches, at: performance.now() });
    player.report("pull", [...taken, notches]);
  }

  /** Take the table's cell pointed at, to be pulled. @param {Cell} cell */
  function take([r, m]) {
    const { table, columns } = view.scene;
    // A file that plays by itself has no network to ask.
    if (!columns[m].feature || !stage.find(".pull")) return;
    stop();
    const place = [table.rows[r], columns[m].column];
    if (taken && String(taken) !== String(place) && view.values.pulled) pull(0);
    if (String(taken) !== String(place)) asked.at = Number.NEGATIVE_INFINITY;
    taken = place;
    player.speak();
    /** @type {HTMLInputElement} */ (stage.find(".pull input")).focus();
  }

  return {
    pull,
    take,

    /** Take the value that this step reads: by key, the next one each time. */
    takeNext() {
      const read = reads(view);
      const at = read.findIndex(([r, m]) => String([r, m]) === String(last));
      last = read[(at + 1) % read.length];
      take(last);
    },

    putBack() {
      pull(0);
      taken = null;
      player.speak();
      stage.area.focus({ preventScroll: true });
    },

    /** Show the slider of the value that is taken, and the way to let go of it. */
    show() {
      const { scene, values } = view;
      // An answer to an earlier notch does not take back a later one.
      const awaited = performance.now() - asked.at < ANSWERED;
      if (!awaited) taken ??= values.pulled?.cell ?? null;
      for (const part of stage.root.querySelectorAll(".pull, .put")) {
        part.toggleAttribute("hidden", !taken);
      }
      if (!taken) return;
      const [row, column] = taken;
      const { name } = /** @type {FlowScene["columns"][number]} */ (
        scene.columns.find((each) => each.column === column)
      );
      const notches = awaited ? asked.notches : (values.pulled?.notches ?? 0);
      player.dial("pull", `${name}, row ${count(row)}`, notches, PULLED, "pull ");
    },
  };
}
