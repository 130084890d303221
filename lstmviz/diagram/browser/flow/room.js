// Where words have room in the flow, and which.

/**
 * The first size at which a text fits a cell.
 * @param {number[]} sizes px, the largest first @param {string} text @param {number} wide px
 */
export const sizeFor = (sizes, text, wide) =>
  sizes.find((px) => wide > Math.max(text.length * px * 0.47, 16));

/**
 * The longest of a column's names that fits above it.
 * @param {string[]} names the whole one first @param {number} px the size @param {number} wide px
 */
export const nameFor = (names, px, wide) =>
  names.find((name) => (name.length + name.replace(/[^mw]/gi, "").length) * px * 0.49 < wide);

/**
 * How far down the words beside a guess stand: clear of the target's line.
 * @param {number} y of the guess @param {number} goal that line @param {number} middle of the lane
 * @param {boolean} covered whether the line of the guesses runs there as well
 */
export function beside(y, goal, middle, covered) {
  const down = (covered ? y : goal) < middle;
  const at = covered ? y + (down ? 11 : -9) : y;
  if (Math.abs(at - goal) >= 10) return at;
  return down ? Math.max(at, goal + 11) : Math.min(at, goal - 9);
}
