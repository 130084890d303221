// A film of states: its steps stand side by side in a picture, and each is drawn where its column
// stands.

/**
 * One step of a picture, units from above to below, cut where the lens changes their height.
 * @param {CanvasRenderingContext2D} ctx
 * @param {HTMLCanvasElement} image steps across, units down
 * @param {number} step
 * @param {[x: number, width: number]} slot
 * @param {number[][]} cuts where the pieces end: unit and y
 * @param {number} room for all units @param {number} alpha
 */
export function paste(ctx, image, step, [x, w], cuts, room, alpha = 1) {
  ctx.globalAlpha = alpha;
  cuts.slice(1).forEach(([end, low], n) => {
    const [start, top] = cuts[n];
    if (end <= start) return;
    ctx.imageSmoothingEnabled = end > start + 1 && room < image.height;
    ctx.drawImage(image, step, start, 1, end - start, x, top, w, low - top);
  });
  ctx.globalAlpha = 1;
}
