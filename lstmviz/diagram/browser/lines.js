// Lines that only some drawings draw: functions, so that the others do not carry them.

/** @typedef {import("./pen.js").Place} Place */
/** @typedef {import("./pen.js").Box} Box */

/**
 * A line with a head.
 * @param {import("./pen.js").Pen} pen @param {string} id @param {Place[]} points
 * @param {string} kind
 */
export function arrow(pen, id, points, kind) {
  const [[x0, y0], [x1, y1]] = points.slice(-2);
  const size = kind.includes("bold") ? 9 : 6.5;
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [dx, dy] = [((x1 - x0) / length) * size, ((y1 - y0) / length) * size];
  const [x, y] = [x1 - dx, y1 - dy];
  const wide = 0.45;
  /** @type {Place[]} */
  const head = [
    [x1, y1],
    [x - dy * wide, y + dx * wide],
    [x + dy * wide, y - dx * wide],
    [x1, y1],
  ];
  pen.line(id, [...points.slice(0, -1), [x, y]], kind);
  pen.line(`${id}>`, head, `${kind} head`);
}

/**
 * A broken frame.
 * @param {import("./player.js").Tools} tools @param {Box} box @param {number} r
 * @param {string} paint
 * @param {number} width
 */
export function dashed({ pen, stage: { ctx } }, [x, y, w, h], r, paint, width) {
  ctx.setLineDash([4, 2.5]);
  pen.block(x, y, w, h, "", 1, r, paint, width);
  ctx.setLineDash([]);
}

/**
 * A line through points.
 * @param {CanvasRenderingContext2D} ctx @param {Place[]} points @param {string} paint
 * @param {number} width @param {number} alpha @param {number[]} dash
 */
export function stroke(ctx, points, paint, width, alpha = 1, dash = []) {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = paint;
  ctx.lineWidth = width;
  ctx.lineJoin = "round";
  ctx.setLineDash(dash);
  ctx.beginPath();
  for (const point of points) ctx.lineTo(...point);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}
