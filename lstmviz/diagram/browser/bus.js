// What the parts of a page tell one another in the browser: new numbers, and what is asked.

/**
 * @typedef {EventTarget & { last: Record<string, any>, answers: boolean }} Bus
 * New numbers by the key of the drawing they are for, `last` those that came before its mount; and
 * "ask" with the name of an answer, if the page `answers`.
 */

/** @returns {Bus} */
export const bus = () => {
  const shared = /** @type {{ lstmvizBus?: Bus }} */ (globalThis);
  shared.lstmvizBus ??= Object.assign(new EventTarget(), { last: {}, answers: false });
  return shared.lstmvizBus;
};
