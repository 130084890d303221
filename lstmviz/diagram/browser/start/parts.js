// The parts of the way in, as they are put together once.
import { BEATS } from "./course.js";
import { make, makeLane, makeRail, makeTable } from "./page.js";
import { drawProof } from "./proof.js";
import { FEEDS } from "./words.js";

/** @typedef {ReturnType<typeof makeParts>} Parts */

/**
 * @param {StartScene} scene @param {number} clock ticks of the longest lane
 */
export function makeParts(scene, clock) {
  const table = makeTable(scene);
  const lanes = scene.lanes.map((lane) => makeLane(scene, lane, clock, FEEDS[lane.key]));
  const rail = makeRail(clock);
  const title = make("h2", {});
  const more = make("p", {});
  const acts = make("div", { class: "acts" });
  const path = make(
    "ol",
    { class: "path", "aria-label": "Six steps" },
    ...BEATS.map((name, n) =>
      make("li", {}, make("button", { type: "button", "data-do": "beat", value: n }, name)),
    ),
  );
  const proof = make(
    "figure",
    { class: "proof" },
    drawProof(scene.proof, "wide", 760, 300),
    drawProof(scene.proof, "narrow", 366, 280),
  );
  const root = make(
    "section",
    { class: "start", "aria-label": "How a table gets into an LSTM" },
    make(
      "header",
      {},
      make("h1", {}, "How does my table get into an LSTM?"),
      path,
      make(
        "button",
        { type: "button", class: "skip", "data-do": "leave", value: "playground" },
        "Skip",
        make("span", {}, " to the Playground"),
      ),
    ),
    make(
      "div",
      { class: "frame" },
      make("div", { class: "words", "aria-live": "polite" }, title, more),
      table.root,
      make("div", { class: "lanes" }, rail.root, ...lanes.map((lane) => lane.root)),
      proof,
      acts,
    ),
  );
  return { root, table, lanes, rail, title, more, acts, path };
}
