// What a drawing answers where it stands: the region clicked on → the name of an answer.
import { bus } from "./bus.js";

export const HINT = "Click to read more";
/** @type {Record<string, string>} */
const ANSWERS = {
  zero: "zero",
  wall: "between",
  guess: "guess",
  weights: "parameters",
  letter: "gates",
};

/**
 * The answer to a region; a file that plays by itself has none.
 * @param {string | undefined} kind of the region @returns {string | undefined}
 */
export const answerTo = (kind) => (kind !== undefined && bus().answers ? ANSWERS[kind] : undefined);

/**
 * Open an answer: the field at the top of the page hears it.
 * @param {string} name
 */
export function ask(name) {
  bus().dispatchEvent(new CustomEvent("ask", { detail: name }));
}
