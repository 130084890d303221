// Keys of the drawings in which one goes from step to step and looks at one unit.

/** @type {Record<string, string>} */
export const KEYS = {
  " ": "play",
  ArrowLeft: "back",
  ArrowRight: "forward",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
  Escape: "leave",
};

/** Of those in which one goes from sample to sample as well. @type {Record<string, string>} */
export const SAMPLE_KEYS = {
  ...KEYS,
  PageUp: "before",
  PageDown: "after",
  "[": "before",
  "]": "after",
};
