  // How matrices are drawn, in maps.js and wiring.js. This text follows pen.js in a drawing's `build`,
  // and reads `sheet`, from map_scene or wiring_scene, and `values`, from map_values.
  let values, grids, pictures, shades, lut, boxes, font;

  // --- numbers -----------------------------------------------------------------------------------
  // A half float as a number; as in maps.py, the least one stands for all that is smaller.
  function half(n) {
    const e = (n >> 10) & 31, m = n & 1023, v = e ? (1024 + m) * 2 ** (e - 25) : m * 2 ** -24;
    return e === 31 ? NaN : n >> 15 ? -v : v;
  }
  function decode() {
    grids = values.panels.map((p) => Float64Array.from(new Uint16Array(bytes(p.data).buffer), (n) => half(n) * p.scale));
    pictures = [];
  }
  const size = (v) => (abs(v) >= 1e-4 && abs(v) < 1e4 ? v.toPrecision(3) : v.toExponential(1)).replace("e+", "e");
  const say = (v, n) => (v ? (abs(v) < values.panels[n].scale * 1e-7 ? "smaller than " + size(abs(v)) : size(v)) : v === 0 ? "0" : "not a number").replace(/-/g, "−");
  const shade = (n, v) => shades[round(64 + 64 * clamp(v / (values.panels[n].limit[0] || 1), -1, 1) || 64)];

  // --- places ------------------------------------------------------------------------------------
  const axis = (n, side) => sheet.axes[sheet.panels[n][side]];
  // Borders of an axis's places; groups stand a little apart.
  function borders({ names, groups }, at, step) {
    const firsts = groups.map((g) => g.first);
    return names.map((_, i) => {
      const here = (at += i && firsts.includes(i) ? F.gap : 0);
      at += step;
      return here;
    });
  }
  // Where an edge stands that may lie within a cell: edge 2.5 is the middle of cell 2.
  const edge = (starts, step, e) => (e >= starts.length ? starts.at(-1) + step : starts[floor(e)] + (e - floor(e)) * step);
  function area(n, [top, bottom, left, right]) {
    const { xs, ys, cell: [w, h] } = boxes[n], x = edge(xs, w, left), y = edge(ys, h, top);
    // A last edge ends with its cell, before the gap.
    return [x, y, (right > left ? edge(xs, w, right - 1) + w : x) - x, (bottom > top ? edge(ys, h, bottom - 1) + h : y) - y];
  }
  const blocks = ({ names, groups }) => (groups.length ? groups.map((g) => [g.first, g.last + 1]) : [[0, names.length]]);
  const whole = (n) => [0, axis(n, "rows").names.length, 0, axis(n, "columns").names.length];

  // --- a matrix ----------------------------------------------------------------------------------
  // A matrix, one pixel a number; kept until numbers or colours change.
  function picture(n) {
    if (pictures[n]) return pictures[n];
    const [, high, , wide] = whole(n), made = Object.assign(document.createElement("canvas"), { width: wide, height: high }), data = new ImageData(wide, high);
    new Uint32Array(data.data.buffer).set(grids[n].map((v) => shade(n, v)));
    made.getContext("2d").putImageData(data, 0, 0);
    return (pictures[n] = made);
  }
  // The rows and columns of `part`, in colours; what is not filled yet stays pale.
  function drawMatrix(n, part, alpha = 1) {
    const { x: left, y: top, w: wide, h: high, xs, ys, cell: [w, h] } = boxes[n], clip = area(n, part), image = picture(n);
    const across = blocks(axis(n, "columns")), down = blocks(axis(n, "rows")), each = (f) => down.forEach(([a, b]) => across.forEach(([c, d]) => f(c, a, d - c, b - a, xs[c], ys[a], (d - c) * w, (b - a) * h)));
    each((c, r, m, l, x, y, bw, bh) => (block(x, y, bw, bh, tok.lane, 1, 2), block(x + 0.5, y + 0.5, bw - 1, bh - 1, "", 1, 2, tok.hair)));
    if (clip[2] <= 0 || clip[3] <= 0) return;
    ctx.save();
    ctx.beginPath();
    ctx.rect(...clip);
    ctx.clip();
    ctx.imageSmoothingEnabled = min(w, h) * devicePixelRatio * scale < 1;
    ctx.globalAlpha = alpha;
    each((...piece) => ctx.drawImage(image, ...piece));
    ctx.globalAlpha = 1;
    if (w > 4) xs.forEach((at) => block(at - 0.5, top, 1, high, tok.carriage));
    if (h > 3.2) ys.forEach((at) => block(left, at - 0.4, wide, 0.8, tok.carriage));
    if (w > 2.7 * F.text && h > F.text) grids[n].forEach((v, i) => number(n, v, xs[i % xs.length] + w / 2, ys[floor(i / xs.length)] + h / 2));
    values.panels[n].dead.forEach(([r, c, rows, columns]) => hatch(area(n, [r, r + rows, c, c + columns])));
    ctx.restore();
  }
  // Title, note and legend.
  function drawTitle(n) {
    const { title, note: at, legend } = boxes[n], words = values.panels[n].note;
    write("title" + n, ...title, [[sheet.panels[n].title, "b inked"], [at || !words ? "" : "  " + words, "muted"]], "halo");
    if (at) wrap(words, at[2]).forEach((text, i) => write("note" + [n, i], at[0], at[1] + i * 1.3 * F.text, text, "muted"));
    drawLegend(n, legend);
  }
  function outline(id, n, part, kind) {
    const [x, y, w, h] = area(n, part);
    frameOf(id, [x - 1, y - 1, w + 2, h + 2], kind, 2);
  }
  function number(n, v, x, y) {
    ctx.fillStyle = inkOn(v / (values.panels[n].limit[0] || 1));
    ctx.font = F.text - 1 + "px " + font;
    ctx.fillText(say(v, n), x, y + 0.5);
  }
  // Exactly zero: colour steps back behind slanted lines.
  function hatch([x, y, w, h]) {
    block(x, y, w, h, tok.carriage, 0.62);
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, w, h);
    ctx.clip();
    ctx.beginPath();
    for (let at = x - h; at < x + w; at += 6) ctx.moveTo(at, y + h), ctx.lineTo(at + h, y);
    Object.assign(ctx, { strokeStyle: tok.hatch, lineWidth: 1.1 });
    ctx.stroke();
    ctx.restore();
  }
  function wrap(text, most) {
    const lines = [""];
    for (const word of text.split(" ")) {
      if (lines.at(-1) && (lines.at(-1) + word).length >= most) lines.push("");
      lines.push((lines.pop() + " " + word).trim());
    }
    return lines;
  }
  // The scale of a panel, unless the one before has the same.
  function drawLegend(n, [right, y, full]) {
    const [limit, words] = values.panels[n].limit, wide = full ? 44 : 24, long = (words.length + 1) * F.text * 0.45 + 4;
    if (!limit || (n && words === values.panels[n - 1].limit[1])) return;
    const end = right - long;
    list(wide, (i) => block(end - wide + i, y - 4, 1.2, 8, "rgb(" + lutOf((2 * i) / (wide - 1) - 1) + ")"));
    write("high" + n, right, y, full ? "+" + words : "±" + words, "r least muted");
    if (full) write("low" + n, end - wide - 4, y, "−" + words, "r least muted");
  }
  // Place the tip beside a cell, below or above it.
  function beside(cell) {
    const [x, y, w, h] = cell.map((at) => at * scale), { offsetWidth: wide, offsetHeight: high } = tip, room = F.width * scale - wide - 2, low = y + h + 12, side = x + w + 14;
    lay(side > room ? clamp(x - wide - 14, 2, max(room, 2)) : side, low + high > F.height * scale ? max(y - high - 12, 0) : low);
  }
  // What stands still, as grid.py lists it.
  function drawMarks() {
    F.marks.forEach(([kind, points, text, style], n) => {
      const [[x, y, w, h]] = points, id = kind + n;
      if (kind === "t") write(id, x, y, text, style, style.includes("name") ? "fill:" + names[style.at(-1)] : "");
      if (kind === "l") line(id, points, style);
      if (kind === "c") block(x, y, w, h, sheet.palette.fills[text]);
    });
  }

  // --- colours and sizes -------------------------------------------------------------------------
  const lutOf = (v) => lut.subarray((v = 3 * round(64 + 64 * clamp(v, -1, 1) || 64)), v + 3);
  const inkOn = (v) => (light(...lutOf(v)) > 118 ? "#000" : "#fff");
  function recolour() {
    lut = bytes(inks().scale);
    shades = new Uint32Array(new Uint8ClampedArray(list(129, (n) => [...lut.subarray(3 * n, 3 * n + 3), 255]).flat()).buffer);
    font = getComputedStyle(root).fontFamily;
    pictures = [];
  }
  // Where each row and column of each panel stands.
  function measure() {
    const step = ({ names, groups }, length) => (length - F.gap * max(groups.length - 1, 0)) / names.length;
    boxes = F.panels.map((b, n) => {
      const [down, right] = [axis(n, "rows"), axis(n, "columns")], cell = [step(right, b.w), step(down, b.h)];
      return { ...b, cell, xs: borders(right, b.x, cell[0]), ys: borders(down, b.y, cell[1]) };
    });
  }
  // The panel, row and column at a point.
  function under({ x, y }) {
    const n = boxes.findIndex((b) => x >= b.x && x < b.x + b.w && y >= b.y && y < b.y + b.h);
    return n < 0 ? null : [n, boxes[n].ys.findLastIndex((at) => at <= y), boxes[n].xs.findLastIndex((at) => at <= x)];
  }
