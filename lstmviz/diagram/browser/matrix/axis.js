// Where the places of a matrix's axis stand: its groups stand a little apart.

/** Firsts and ends of an axis's groups. @param {MapAxis} axis */
export const blocksOf = ({ names, groups }) =>
  groups.length ? groups.map(({ first, last }) => [first, last + 1]) : [[0, names.length]];

/**
 * Size of one place of an axis.
 * @param {MapAxis} axis @param {number} length @param {number} gap
 */
export const stepOf = ({ names, groups }, length, gap) =>
  (length - gap * Math.max(groups.length - 1, 0)) / names.length;

/**
 * Borders of an axis's places; groups stand a little apart.
 * @param {MapAxis} axis @param {number} start @param {number} step @param {number} gap
 */
export function borders({ names, groups }, start, step, gap) {
  const firsts = groups.map(({ first }) => first);
  let at = start;
  return names.map((_, n) => {
    if (n && firsts.includes(n)) at += gap;
    const here = at;
    at += step;
    return here;
  });
}

/**
 * Where an edge stands that may lie within a cell: edge 2.5 is the middle of cell 2.
 * @param {number[]} starts @param {number} step @param {number} edge
 */
export function edgeOf(starts, step, edge) {
  if (edge >= starts.length) return starts[starts.length - 1] + step;
  const whole = Math.floor(edge);
  return starts[whole] + (edge - whole) * step;
}
