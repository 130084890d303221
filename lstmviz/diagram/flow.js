// Draws and moves what Python computed: one canvas for fields of colour and what flies, one SVG for
// words and lines. Streamlit calls the last function on every change of data; the diagram of a mount
// is built once and updated in place, on the browser's own clock.
const built = new WeakMap(), bus = (globalThis.lstmvizFlow ??= Object.assign(new EventTarget(), { last: {} }));
const MOTION = 500, STEP = 1200, WIPE = 350; // ms at 1×
const { abs, floor, max, min, round } = Math;

const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const sub = (n) => String(n).replace(/\d/g, (d) => "₀₁₂₃₄₅₆₇₈₉"[d]);
const two = (v) => (abs(v) < 0.005 ? "0.00" : abs(v) < 1000 ? v.toFixed(2) : v.toPrecision(3)).replace("-", "−");
const centre = ([x, w]) => x + w / 2;

// The lens of every axis; twin of `spread` in geometry.py.
function spread(n, chosen, { length, lens, near, before, after, cap }) {
  const first = max(chosen - before, 0), last = min(chosen + after, n - 1), beside = last - first;
  const size = min(lens, length), room = length - size, borders = [0];
  near = min(near, room / max(beside, 1));
  const thin = min(cap, (room - near * beside) / max(n - 1 - beside, 1));
  for (let i = 0; i < n; i++) borders.push(borders[i] + (i === chosen ? size : i >= first && i <= last ? near : thin));
  return borders;
}

function build(host) {
  // include pen.js
  const films = new Map(), timers = {};
  let values, V, T, U, wide, cols, chunk, lanes, tops, table, reel, box, car, strips, lut, shades, ends; // what is shown
  let s = 0, t = 0, unit, phase = MOTION, speed = 1, playing = !calm.matches, from, pose, frame, before, dirty; // where it stands
  let report, key, pending, asked, wanted, said, chosen; // who asks

  // --- numbers and words -------------------------------------------------------------------------
  const at = (name, i = t, u = unit, n = s) => (i < 0 ? 0 : V[name][(n * T + i) * U + u]);
  const x = (f, i = t) => V.x[(s * T + i) * sheet.F + f];
  const mean = (name) => list(U, (u) => at(name, t, u)).reduce((a, b) => a + b) / U;
  const beside = (n) => (n < 0 || n >= sheet.total ? "–" : count(n));
  // The table's cell that a value of x came from: [place of its row, place of its column].
  const origin = (f, i = t, n = s) => sheet.cells.get(sheet.source[(n * T + i) * wide + f]);
  const terms = {
    t: () => sub(t + 1), p: () => sub(t), step: () => t + 1, left: () => t, next: () => t + 2, unit: () => unit,
    sample: () => beside(chunk[s]), before: () => beside(chunk[s] - 1), after: () => beside(chunk[s] + 1), label: () => values.label,
    ends: () => sheet.lanes.filter((l) => l[2]).map(([name]) => name + " ±" + ends[name]).join(", "),
    y: () => values.guess.text[s][t], target: () => sheet.targets[s].text, row: () => count(sheet.targets[s].row), error: () => values.guess.error[s],
    feature: () => chosen.f, value: () => two(x(chosen.f)), cell: () => cellWords(chosen.cell ?? origin(chosen.f)), goes,
  };
  const fill = (text) => text.replace(/\{([^}]+)\}/g, (_, k, n) => {
    if (terms[k]) return terms[k]();
    if (k.startsWith("m.")) return round(100 * mean(k.slice(2))) + " %";
    const v = k.endsWith("-") ? at(k.slice(0, -1), t - 1) : at(k);
    return v < 0 && text[n - 2] === "×" ? "(" + two(v) + ")" : two(v);
  });
  const cellWords = ([r, m]) => [sheet.table.names[r] + ",", cols[m].name + ":", sheet.table.text[r][m], cols[m].unit].join(" ");
  // Places in X, [sample of the chunk, step, feature], that read the cell pointed at.
  const uses = () => [...sheet.source].flatMap((cell, k) => (sheet.cells.get(cell) === chosen.cell ? [[floor(k / wide / T), floor(k / wide) % T, k % wide]] : []));
  function goes() {
    const all = uses().map(([n, i, f]) => "X[" + [chunk[n], i, f].join(", ") + "]");
    return all[0] ? "goes to " + all.slice(0, 4).join(", ") + (all[4] ? " + " + (all.length - 4) + " more" : "") : "not read here";
  }
  function decode() {
    const state = unpack(values.state);
    V = { x: unpack(values.x) ?? sheet.input, w: unpack(values.weights) };
    for (const name in values.sums) {
      const z = (V["z." + name] = unpack(values.sums[name]));
      V[name] = name === "a" ? z : z.map(name.endsWith("tilde") ? Math.tanh : sigmoid);
    }
    V[V.o ? "c" : "h"] = state;
    if (V.o) V.h = (V.tanh_c = state.map(Math.tanh)).map((v, n) => v * V.o[n]);
    if (V.z) V.keep = V.z.map((v) => 1 - v);
    ends = (t && ends) || values.max;
    films.clear();
  }

  // --- colours -----------------------------------------------------------------------------------
  function theme() {
    if (!sheet) return;
    lut = bytes(inks().scale);
    shades = list(129, (n) => pixel(lut.subarray(3 * n)));
    films.clear();
    wake();
  }
  const shade = (name, v) => round(64 + 64 * clamp(v / (ends[name] ?? 1), -1, 1));
  const rgb = (name, v) => lut.subarray((v = 3 * shade(name, v)), v + 3);
  // A pixel as one number, as ImageData holds it.
  const pixel = ([r, g, b], a = 255) => ((a << 24) | (b << 16) | (g << 8) | r) >>> 0;
  const isGate = (name) => sheet.strips.some((p) => p.name === name && p.kind === "gate");
  const onCell = (name, v) => "fill:" + (isGate(name) ? tok.ink : light(...rgb(name, v)) > 118 ? "#000" : "#fff");
  const hex = (c) => [1, 3, 5].map((n) => parseInt(c.slice(n, n + 2), 16));
  const fillOf = (m) => sheet.palette.fills[cols[m].colour];
  const tint = ([r, m]) => clamp(0.6 + 0.26 * sheet.tint[r * cols.length + m], dark ? 0.3 : 0.26);
  // A picture of wide × high pixels, remembered until weights or theme change.
  function picture(id, wide, high, paint) {
    if (!films.has(id)) {
      const made = Object.assign(document.createElement("canvas"), { width: wide, height: high }), data = new ImageData(wide, high), pixels = new Uint32Array(data.data.buffer);
      for (let p = 0; p < wide * high; p++) pixels[p] = paint(p % wide, floor(p / wide));
      made.getContext("2d").putImageData(data, 0, 0);
      films.set(id, made);
    }
    return films.get(id);
  }
  // All steps of a sample: steps across, units or features down.
  function film(name, n) {
    const input = name === "x", high = input ? sheet.F : U, from = V[name], gate = isGate(name) && hex(tok.o);
    return picture(name + n, T, high, (i, u) => {
      const v = from[(n * T + i) * high + u], cell = input && !sheet.layer && origin(u, i, n);
      return cell ? pixel(hex(fillOf(cell[1])), 255 * tint(cell)) : gate ? pixel(gate, 255 * v) : shades[shade(name, v)];
    });
  }

  // --- canvas ------------------------------------------------------------------------------------
  const gaps = (x, w, y, paint) => {
    if (pose.units[1] > 1.6) for (let u = 1; u < U; u++) block(x, y + pose.units[u] - 0.3, w, 0.6, paint);
  };
  // Step i of a film into x … x + w: in a lane with the chosen unit enlarged, else height high.
  function column(name, n, i, x, w, y, alpha = 1, high = 0) {
    const image = film(name, n), e = pose.units, cut = high ? [0, image.height] : [0, unit, unit + 1, U];
    if (w <= 0) return;
    ctx.globalAlpha = alpha;
    cut.slice(1).forEach((q, b, _, p = cut[b]) => {
      ctx.imageSmoothingEnabled = q > p + 1 && (high || lanes.height) < image.height;
      if (q > p) ctx.drawImage(image, i, p, 1, q - p, x, y + (high ? 0 : e[p]), w, high || e[q] - e[p]);
    });
    ctx.globalAlpha = 1;
    if (!high) gaps(x, w, y, tok.lane);
  }
  function hollow(x, w, y, h, lined) {
    if (w > 4) block(x + 0.5, y + 0.5, w - 2, h - 1, "", 1, 2, tok.hair);
    else block(x, y, w, h, tok.hair, 0.6);
    if (lined) gaps(x, w - 1, y, tok.hair);
  }

  // --- one picture -------------------------------------------------------------------------------
  const lensAt = (l) => tops[l] + (pose.units[unit] + pose.units[unit + 1]) / 2;
  const free = (l, y) => tops[l] + (unit < U / 2 ? lanes.height - 36 + y : y);
  // Places that marks name: the chosen unit's row, free room beside it, columns and rows of the table, steps.
  const places = { L: lensAt, A: (l) => free(l, 10), B: (l) => free(l, 26), C: (m) => table.x + pose.columns[m], R: (n) => pose.spots[n], S: (i) => centre(slot(+i)) };
  const place = (v) => {
    if (!v.at) return v;
    const [, kind, n, more] = v.match(/(.)(\w+)(.*)/);
    return places[kind](n) + +more;
  };
  function draw() {
    const part = (a, b) => clamp((phase - a) / (b - a)), slide = from ? 1 - (1 - part(0, 180)) ** 3 : 1;
    clean();
    const shown = sheet.shown[s], read = list(wide, (f) => origin(f)), [row, m] = read.at(-1);
    const rows = F.phone ? shown.rows.filter((r) => r === row || r === row - 1) : shown.rows, steps = spread(T, t, F.steps);
    pose = {
      read, list: rows, row: rows.indexOf(row), units: spread(U, unit, F.units), when: [part(220, 300), part(300, 360), part(360, 420), part(420, 500)],
      wipe: t === T - 1 ? part(STEP, STEP + WIPE) : 0, steps: mix(from?.steps, steps, slide), carriage: F.phone ? car.x : reel.left + steps[t],
    };
    if (from) pose.carriage = mix([from.carriage], [pose.carriage], slide)[0];
    drawTable(shown, slide, m);
    drawFilm();
    drawCarriage();
    drawGuess();
    F.marks.forEach(([kind, moves, points, text, style, start], n) => {
      const [[x, y], b] = (points = points.map(([x, y]) => [place(x) + moves * pose.carriage, place(y)])), id = kind + n;
      const words = text?.map ? text.map(([w, k]) => [fill(w), k]) : text?.big && fill(text);
      if (phase < start) style += " pale";
      if (kind === "n" && x > pose.carriage + F.rail[0] && x < pose.carriage + F.rail[1]) return;
      if (kind === "n") write(id, x, y, words, style + (x < pose.carriage ? " axis timesteps" : " muted"));
      if (kind === "t") write(id, x, y, words, style);
      if (kind === "u") upright(id, x, y, words, style);
      if (kind === "l") line(id, points, style);
      if (kind === "a") arrow(id, points, style);
      if (kind === "b") frameOf(id, [x, y, b[0] - x, b[1] - y], style, text ?? 5);
    });
    drawPoint();
    rest();
  }

  function drawTable(shown, slide, current) {
    const { x, y, enough } = table, one = sheet.axes.rows[0] === "samples", spot = (n) => pose.list.indexOf(shown.rows[n]);
    const [first, last] = shown.inside.map(spot), target = spot(shown.target), goal = cols.findIndex((c) => c.target);
    // Rows after the sample keep their height: one of them holds the target.
    const tail = one || F.phone ? 0 : pose.list.length - last - 1, { length, near } = F.rows, edges = spread(pose.list.length - tail, pose.row, { ...F.rows, length: length - tail * near });
    list(tail, () => edges.push(edges.at(-1) + near));
    const rows = (pose.rows = mix(from?.rows, edges, slide)), across = (pose.columns = mix(from?.columns, spread(cols.length, sheet.axes.columns[0] === "timesteps" ? current : goal, F.columns), slide));
    const middle = (n) => y + (rows[n] + rows[n + 1]) / 2;
    pose.spots = { f: y + rows[first], l: y + rows[last + 1], m: middle(pose.row), g: middle(target), s: y, e: y + rows.at(-1) };
    pose.list.forEach((r, n) => {
      const h = rows[n + 1] - rows[n], here = n === pose.row, inside = one || F.phone || (n >= first && n <= last), top = y + rows[n], gap = h > 3 ? 1.5 : 0;
      if (h >= enough) write("r" + n, x - 6, middle(n), count(sheet.table.rows[r]), here ? "r axis " + (one ? "samples" : "timesteps") : "r muted");
      cols.forEach((c, m) => {
        const left = x + across[m] + 0.75, w = across[m + 1] - across[m] - 1.5, text = sheet.table.text[r][m], aim = n === target && m === goal, full = inside && c.feature;
        const reads = pose.read.some(([a, b]) => a === r && b === m), size = here ? F.number - 0.5 : F.text;
        if (full) block(left, top, w, h - gap, fillOf(m), tint([r, m]) * (one && !here ? 0.6 : 1) * (text === "–" ? 0.1 : 1), h > 6 ? 3 : 0);
        else if (!aim) block(left, top, w, h - gap, "", 1, h > 6 ? 3 : 1, tok.hair);
        if (aim) {
          ctx.setLineDash([4, 2.5]);
          block(left + 1, top + 0.5, w - 2, h - gap - 1, "", 1, 3, names[c.colour], 1.6);
          ctx.setLineDash([]);
        }
        if ((full || aim) && h >= enough && w > max(text.length * size * 0.47, 16))
          write("t" + [n, m], left + w / 2, middle(n), text, "m" + (full ? "" : " goal") + (reads ? " b" : " dim"), "font-size:" + size + "px" + (full ? ";fill:" + (reads && !dark ? "#000" : tok.cell) : ""));
        hit(left, top, w, h, "cell", { cell: sheet.cells.get(sheet.table.rows[r] * sheet.table_columns + c.column) ?? [r, m] });
      });
    });
    const after = one || across[goal] < 45;
    if (target > last || (one && target >= 0)) write("goal", x + (one ? across.at(-1) : after ? across[goal + 1] : across[goal] - 9) + 4, middle(target), "target", (after ? "goal" : "goal r") + " b halo");
    cols.forEach((c, m) => {
      const w = across[m + 1] - across[m], name = c.names.find((words) => words.length * F.text * 0.5 < w);
      block(x + across[m] + 0.75, y - 7, w - 1.5, 3, fillOf(m));
      if (name) write("h" + m, x + across[m] + w / 2, y - 15, name, "m b");
    });
    // What this step reads, framed; a sample of one row as well.
    const [left, top, w, h] = (pose.frame = around(pose.read));
    if (one && T > 1) frameOf("one", [x - 1, top, across.at(-1) + 1, h], "axis samples");
    frameOf("read", [left, top, w, h], "axis timesteps");
  }
  // The frame around cells of the table, as far as they are shown.
  function around(cells) {
    const seen = cells.map(([r, m]) => [pose.list.indexOf(r), m]).filter(([n]) => n >= 0), edge = (k, edges, choose, more) => edges[choose(...seen.map((cell) => cell[k])) + more];
    const left = edge(1, pose.columns, min, 0), top = edge(0, pose.rows, min, 0);
    return seen[0] && [table.x + left - 1, table.y + top - 1, edge(1, pose.columns, max, 1) - left + 1.5, edge(0, pose.rows, max, 1) - top + 1];
  }

  // Left edge and width of step i's column, cut by the carriage; wide slots hold a narrow column.
  function slot(i) {
    let a = reel.left + pose.steps[i], b = reel.left + pose.steps[i + 1];
    if (!F.phone && i < t) b = min(b, pose.carriage);
    if (!F.phone && i > t) b = max(b, (a = max(a, pose.carriage + car.w)));
    return b - a > 60 ? [(a + b - strips.width) / 2, strips.width] : [a, b - a];
  }

  function drawFilm() {
    const { left, right, height } = lanes, mini = F.phone, fade = 1 - pose.wipe, half = reel.height / 2, yOf = (l) => (mini ? reel.y + l * half : tops[l]);
    const thin = (w) => (w > 4 ? w - 1 : w), roomy = carried() > 60;
    if (!mini) block(left, box.lane[0], right - left, box.lane[1], tok.lane);
    for (const top of tops) block(left, top - 5, right - left, height + 10, tok.lane);
    const each = (f) => sheet.lanes.forEach(([name, , state], l) => f(name, l, state));
    for (let i = 0; i < T; i++) {
      if (i === t && !mini) continue;
      const [x, w] = slot(i), past = i <= t, close = !mini && past && (i === t - 1 || roomy) && w > 24, clear = past || w < 5 || box.row < 6 || sheet.layer;
      each((name, l, state) => {
        if (past) column(name, s, i, x, thin(w), yOf(l), state ? fade : 0.8 * fade, mini && half - 1);
        else hollow(x, w, yOf(l), mini ? half - 1 : height);
        if (past && !mini) hit(x, tops[l], w, height, "lane" + l, { t: i });
        if (!close) return;
        write("v" + [l, i], x + w / 2, lensAt(l), two(at(name, i)), "m b", onCell(name, at(name, i)) + ";opacity:" + fade);
        write("p" + [l, i], x + w / 2, tops[l] - F.text, name + sub(i + 1), i === t - 1 ? "m b" : "m muted");
        const [a, b] = i ? slot(i - 1) : [reel.zero, F.zero];
        if (state && roomy) arrow("g" + [l, i], [[a + b + 2, lensAt(l)], [x - 3, lensAt(l)]], "arrow bold");
      });
      if (mini) continue;
      if (clear) column("x", s, i, x, thin(w), box.y, past ? 1 : 0.4, box.height);
      for (let f = 0; f < sheet.F; f++) {
        const y = box.y + f * box.row;
        if (!clear) block(x + 1, y + 1.5, w - 3, box.row - 3, "", 0.7, 2, fillOf(origin(f, i)[1]), 1.2);
        if (w > 26 && box.row > 9) write("x" + [i, f], x + w / 2, y + box.row / 2, two(V.x[(s * T + i) * sheet.F + f]), "m least");
        hit(x, y, w, box.row, "x", { t: i, f });
      }
    }
    if (mini) {
      const [x, w] = slot(t), room = car.x - left;
      frameOf("now", [x - 1, reel.y - 2, max(w, 4) + 2, reel.height + 2], "axis timesteps");
      return each((name, l, state) => {
        if (!state) return;
        if (t) column(name, s, t - 1, left, room - 1, tops[l]);
        else hollow(left, room, tops[l], height, true);
        write("v" + l, left + room / 2, lensAt(l), t ? two(at(name, t - 1)) : "0", "m b least", t ? onCell(name, at(name, t - 1)) : "");
        hit(left, tops[l], room, height, t ? "lane" + l : "zero", { t: t - 1 });
      });
    }
    for (let f = 1; f < sheet.F && box.row > 4; f++) block(left, box.y + f * box.row - 0.5, right - left, 1, tok.lane);
    const top = tops[0] - 5, high = tops[1] + height + 5 - top, room = F.text * 6.6;
    for (const x of reel.walls) {
      ctx.save();
      block(x, top, F.wall, high, "", 1, 3, tok.hatch);
      ctx.clip();
      for (let y = top; y < top + high + F.wall; y += 6) ctx.moveTo(x, y), ctx.lineTo(x + F.wall, y - F.wall);
      ctx.stroke();
      block(x, top + (high - room) / 2, F.wall, room, tok.carriage);
      ctx.restore();
      hit(x, top, F.wall, high, "wall");
    }
    // Zeros, and what is seen of the samples before and after.
    for (const [{ t: i, x }, n] of [[{ t: 0, x: reel.zero }, s], ...reel.before.map((c) => [c, s - 1]), ...reel.after.map((c) => [c, s + 1])])
      each((name, l, state) => {
        const w = i ? reel.narrow : F.zero;
        if (i && n < s && n >= 0) column(name, n, i - 1, x, w, tops[l], 0.45), T < 2 && column("x", n, i - 1, x, w, box.y, 0.3, box.height);
        else if (i || state) hollow(x, w, tops[l], height, !i);
        if (!i) hit(x, tops[l], w, height, "zero");
        // The end of a sample: the squares fall apart on their way to the wall.
        const end = reel.walls.at(-1), start = pose.carriage + car.w + 3;
        if (pose.wipe && state && n === s && !i)
          for (let j = 0; j < 9; j++) column(name, s, t, start + (end - start) * clamp(pose.wipe * (0.2 + j * 0.14)), 11 - j, tops[l] + j * j * pose.wipe * 0.3, min(1, fade * 2) * (1 - j / 12));
      });
  }
  const carried = () => F.steps.cap && pose.steps[t ? 1 : 2] - pose.steps[t ? 0 : 1];

  function drawCarriage() {
    const { x: bx, y, width, height, row } = box, left = pose.carriage + bx, read = new Set(pose.read.map(([, m]) => m)).size, many = min(read, 4), gap = F.text / 2.9, few = sheet.F < 5 && !sheet.layer;
    block(pose.carriage, car.y, car.w, car.h, tok.carriage, 1, 9, tok.timesteps, 2);
    // The way of each value: out of the table, over the lanes, to its place in x, and on to the weights.
    const [fl, ft, fw, fh] = pose.frame, fr = fl + fw, fb = ft + fh, lone = fr < place("C" + cols.filter((c) => c.feature).length + "+0") - 2;
    list(many, (j) => {
      const f = wide - read + floor((j * read) / many), m = pose.read[f][1], back = (many - 1 - j) * gap, spot = (j + 0.5) / many, over = F.ribbon.top + j * gap, gutter = F.ribbon.gutter + back;
      const leave = lone ? fb + 2 : (ft + fb) / 2 + (j - (many - 1) / 2) * gap, edge = pose.carriage + 5 + back, into = y + spot * height, down = left + 8 + j * gap;
      const way = F.phone ? [[table.x + (pose.columns[m] + pose.columns[m + 1]) / 2, fb], [left + spot * width, y - 1]]
        : [[lone ? (fl + fr) / 2 : fr + 1, leave], [gutter, leave], [gutter, over], [edge, over], [edge, into], [left - 2, into]];
      const stroke = (points, width, alpha, dash = []) => {
        ctx.globalAlpha = alpha;
        ctx.strokeStyle = fillOf(m);
        ctx.lineWidth = width;
        ctx.lineJoin = "round";
        ctx.setLineDash(dash);
        ctx.beginPath();
        points.forEach((p) => ctx.lineTo(...p));
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.globalAlpha = 1;
      };
      stroke(way, 2, phase < 220 ? 0.5 : 1);
      stroke([[down, y + height + 2], [down, F.plaque.y]], 2, phase < 220 ? 0.3 : 1);
      // In flight, with echoes: one dash that travels along the way.
      const length = way.slice(1).reduce((sum, [a, b], n) => sum + abs(a - way[n][0]) + abs(b - way[n][1]), 0);
      for (let echo = 3; echo >= 0 && speed <= 4; echo--) {
        const go = clamp((phase - 30 * j - 14 * echo) / 160);
        if (go && go < 1) stroke(way, 8, echo ? 0.4 - echo * 0.1 : 1, [0, (1 - (1 - go) ** 3) * length, 22, 1e4]);
      }
    });
    // x_t: cells with numbers if there is room, else thin ones of which the first are named.
    block(left - 2, y - 2, width + 4, height + 4, tok.carriage, 1, 5, tok.ink, 1.8);
    for (let f = 0; f < sheet.F; f++) {
      const w = F.phone ? width / sheet.F : width, h = F.phone ? height : row, cx = F.phone ? left + f * w : left, cy = F.phone ? y : y + f * h, landed = clamp((phase - 160 - (f % 4) * 20) / 40);
      const from = !sheet.layer && origin(f), v = x(f), gap = min(h, w) > 4;
      block(cx + gap / 2, cy + gap / 2, w - gap, h - gap, from ? fillOf(from[1]) : "rgb(" + rgb("h", v) + ")", landed * (from ? tint(from) : 1), gap && 3);
      if (few) write("q" + f, cx + w / 2, cy + h / 2, two(v), "m b", "opacity:" + landed + ";fill:" + tok.cell + ";font-size:" + min(h - 0.5, F.text + 2) + "px");
      hit(cx, cy, w, h, "x", { t, f });
      if (F.phone || !from || f > 2 + few) continue;
      const c = cols[from[1]], value = [sheet.table.text[from[0]][from[1]], c.unit].join(" ");
      write("w" + f, left + width + 7, few ? cy + h / 2 : y - 3 + (f + 0.5) * F.text, [[c.name.slice(0, 20) + " "], [value, "b inked"]]);
    }
    // The weights, then the strips: gauges for gates, colours for values.
    const p = F.plaque, [blocks, high, broad] = values.weights.shape, across = blocks > 1 ? 2 : 1, bw = (p.w - 8) / across, bh = (p.h - 8) / Math.ceil(blocks / across);
    block(pose.carriage + p.x, p.y, p.w, p.h, tok.carriage, 1, 5, tok.ink, 1.8);
    ctx.imageSmoothingEnabled = true;
    list(blocks, (b) => {
      const image = picture("w" + b, broad, high, (i, u, n = (b * high + u) * broad + i) => pixel(rgb("w", V.w[n]), sheet.alive?.[n] === 0 ? 40 : 255));
      ctx.drawImage(image, pose.carriage + p.x + 4 + (b % across) * bw, p.y + 4 + floor(b / across) * bh, bw - 1.5, bh - 1.5);
    });
    hit(pose.carriage + p.x, p.y, p.w, p.h, "weights");
    for (const { name, lane, column: place, kind, colour, when } of sheet.strips) {
      const sx = pose.carriage + strips.x[place], y = tops[lane], w = strips.width, on = pose.when[when], gate = kind === "gate", v = at(name);
      if (gate) block(sx, y, w, lanes.height, tok.track);
      else if (on < 1) hollow(sx, w + 1, y, lanes.height);
      if (!gate && on) column(name, s, t, sx, w, y, when ? on * (1 - pose.wipe) : on);
      // With c₀ = 0 the forget gate has nothing to forget: it is dimmed.
      for (let u = 0; gate && u < U; u++) block(sx, y + pose.units[u], w * at(name, t, u) * on, pose.units[u + 1] - pose.units[u] - (pose.units[1] > 1.6 ? 0.7 : 0), tok[colour], (u === unit ? 0.45 : 1) * (name === "f" && !t ? 0.35 : 1));
      if (on > 0.5) write("s" + name, sx + w / 2, lensAt(lane), two(v), "m b", onCell(name, v) + ";font-size:" + strips.width / 2.5 + "px");
      hit(sx, y, w, lanes.height, "strip " + name, { t });
    }
  }

  // ŷ under each step, the target across.
  function drawGuess() {
    const { at: all, goal, text, error } = values.guess, { y: top, height, left, right } = F.guess, yOf = (v) => top + height * (1 - v), last = t === T - 1;
    const h = sheet.strips.find((p) => p.name === "h"), hx = pose.carriage + strips.x[h.column] + strips.width / 2 + 6, xOf = (i) => (i === t ? hx : centre(slot(i))), here = yOf(all[s][t]), ty = yOf(goal[s]);
    const done = pose.when[3] ? t + 1 : t, points = list(done, (i) => [xOf(i), yOf(all[s][i])]), flip = hx + F.text * 19 > F.width;
    line("goalline", [[left, ty], [right, ty]], "dash");
    if (!last && !F.phone) dot("aim", [xOf(T - 1), ty], 5, "ring");
    if (done > 1 && !F.phone) line("guesses", points, "", "opacity:" + (1 - pose.wipe));
    points.forEach((p, i) => (i === t || (!F.phone && carried() > 6)) && dot("d" + i, p, i === t ? 4 : 2.5, "inked fill"));
    arrow("fall", [[hx, tops[h.lane] + lanes.height + 3], [hx, done > t ? here - 5 : top - 3]], done > t ? "arrow" : "arrow pale");
    if (done <= t) return;
    const words = last ? "prediction, error " + error[s] : "if the rows ended here", parts = [[text[s][t], "number"], [flip ? words + "  " : "  " + words, "muted"]];
    write("guess", hx + (flip ? -10 : 10), here + (!flip || F.phone || !t ? 0 : here < top + height / 2 ? 11 : -9), flip ? parts.reverse() : parts, (flip ? "r halo" : "halo"));
    hit(hx - 30, top - 4, 200, height + 8, "guess", { t });
  }

  // --- pointing ----------------------------------------------------------------------------------
  function drawPoint() {
    const region = pointed(), kept = [t, unit];
    tip.hidden = !region;
    chosen = region?.[5] ?? {};
    if (!region) return;
    const [x, y, w, h, kind] = region, units = kind.match(/^(lane|strip)/), top = tops.findLast((v) => v <= point.y);
    t = chosen.t ?? t;
    if (units) unit = chosen.unit = clamp(pose.units.findIndex((e) => top + e > point.y) - 1, 0, U - 1);
    const words = sheet.tips[kind].map(fill).join("\n"), e = pose.units[unit];
    frameOf("m", units ? [x - 1, top + e - 1, w + 2, pose.units[unit + 1] - e + 2] : [x - 1, y - 1, w + 2, h + 2], "mark", 3);
    const cells = kind === "x" ? [origin(chosen.f)] : units ? list(wide, (f) => origin(f)) : [], all = around(cells);
    if (all) frameOf("c", all, "mark", 3);
    [t, unit] = kept;
    if (kind === "cell" && !F.phone) uses().map(([n, i]) => n === s && i !== t && frameOf("g" + i, [slot(i)[0], box.lane[0], slot(i)[1], box.lane[1]], "mark"));
    note(words);
    const right = (x + w) * scale + 12, { offsetWidth: tw, offsetHeight: th } = tip, room = F.width * scale - tw;
    lay(clamp(right > room ? x * scale - tw - 12 : right, 2, room - 2), clamp(point.y * scale - th / 2, 0, max(F.height * scale - th, 0)));
  }

  // --- the clock ---------------------------------------------------------------------------------
  function tick(time) {
    const end = STEP + (t === T - 1 ? WIPE : 0), was = phase;
    frame = 0;
    phase = min(phase + min(time - before, 100) * speed, playing ? end : max(phase, MOTION));
    before = time;
    if (calm.matches || speed > 4) phase = max(phase, MOTION);
    // Between the motion and the next step nothing changes: wait without drawing.
    if (was < MOTION || phase > STEP || dirty) draw();
    dirty = false;
    if (playing && phase >= end) advance();
    if (playing || phase < MOTION) frame ||= requestAnimationFrame(tick);
  }
  function wake() {
    dirty = true;
    if (!frame) before = performance.now();
    if (F) frame ||= requestAnimationFrame(tick);
  }
  function go(sample, step, user) {
    const near = sample === s && abs(step - t) < 2;
    from = (near || !step) && !calm.matches ? pose : null;
    [s, t] = [sample, step];
    phase = user && !near && step ? MOTION : 0;
    if (!t) ends = values.max;
    // 3 s before the chunk ends: ask for the one that follows.
    const next = (chunk.at(-1) + 1) % sheet.total;
    if (playing && asked !== next && ((chunk.length - s) * T - t) * STEP < 3000 * speed) report("sample", (asked = next));
    speak();
    wake();
  }
  function advance() {
    if (t < T - 1) go(s, t + 1);
    else if (s < chunk.length - 1) go(s + 1, 0);
    else if (pending) adopt(...pending);
    else go(0, 0);
  }
  // At rest the page is to send numbers for what is seen, not for the chunk that would follow.
  function play(on) {
    if (on) pending = asked = null;
    else if (playing && asked != null) report("sample", sheet.first);
    playing = on;
  }
  function tell(name, value) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => report(name, value), 400);
  }
  // The person wants this sample: at once if it is here, else as soon as it comes.
  function show(sample) {
    wanted = clamp(sample, ...sheet.reach);
    const n = chunk.indexOf(wanted);
    if (pending?.[0].samples.includes(wanted)) return adopt(...pending);
    pending = asked = null;
    if (n >= 0) go(n, 0, true);
    tell("sample", wanted);
    $(".sample b").textContent = count(wanted);
  }
  function speak() {
    const words = sheet.sentences, text = sheet.steps[s][t][0] + " " + fill(T === 1 ? words.only : t === T - 1 ? words.last : t ? words.middle : words.first);
    caption.setAttribute("aria-live", playing && speed > 1 ? "off" : "polite");
    const bold = (node, start, strong, rest) => node.replaceChildren(start, Object.assign(document.createElement("b"), { textContent: strong }), rest);
    if (said !== (said = text + t)) bold(caption, "", "Step " + (t + 1) + " of " + T + ". ", text);
    const slide = (name, strong, value, max, start = name + " ") => {
      const input = $("." + name + " input");
      bold($("." + name + " span"), start, strong, "");
      input.max = max;
      if (!input.matches(":active")) input.value = value;
    };
    slide("step", t + 1 + " of " + T, t + 1, T);
    slide("sample", count(chunk[s]), chunk[s], sheet.reach[1]);
    slide("moment", values.label, values.moment, max(values.moments.length - 1, 0), "");
    $(".layer").hidden = sheet.layers < 2;
    $(".layer select").value = sheet.layer;
    $(".play").ariaLabel = playing ? "Pause" : "Play";
    $(".play path").setAttribute("d", playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4 2v12l9-6z");
  }

  // --- data --------------------------------------------------------------------------------------
  const fits = (numbers, to) => numbers && String(numbers.of) === String(to.of);
  function adopt(next, numbers) {
    const number = wanted ?? asked ?? chunk?.[s] ?? next.first, same = sheet && T === next.T && chunk[s] === number && wanted == null;
    [sheet, values] = [next, numbers];
    ({ T, U, samples: chunk, columns: cols, features: wide } = sheet);
    const across = sheet.table_columns, rows = new Map(sheet.table.rows.map((row, n) => [row, n])), columns = new Map(cols.map((c, m) => [c.column, m]));
    sheet.input = new Float32Array(bytes(sheet.x).buffer);
    sheet.source = new Int32Array(bytes(sheet.cells).buffer);
    sheet.cells = new Map(Array.from(sheet.source, (cell) => [cell, [rows.get(floor(cell / across)), columns.get(cell % across)]]));
    sheet.tint = unpack(sheet.table.tint);
    sheet.alive = sheet.weights.alive && bytes(sheet.weights.alive);
    unit = clamp(unit ?? round(U * 0.6), 0, U - 1);
    s = chunk.indexOf(number);
    if (s < 0) s = chunk.indexOf(sheet.first);
    if (!same) t = 0;
    pending = asked = wanted = ends = null;
    decode();
    resize();
    theme();
    if (same) speak();
    else go(s, 0);
  }
  function feed(numbers) {
    if (pending && fits(numbers, pending[0])) pending[1] = numbers;
    if (!fits(numbers, sheet)) return;
    values = numbers;
    decode();
    speak();
    wake();
  }
  function receive(data, set) {
    report = set;
    unit ??= data.unit;
    bus.removeEventListener(key, heard);
    bus.addEventListener((key = data.key), heard);
    // Numbers fed before the first mount are newer than the page's, all others older.
    const late = bus.last[key], numbers = !sheet && fits(late, data.scene) ? late : data.values;
    delete bus.last[key];
    if (sheet?.id === data.scene.id) feed(numbers);
    else if (asked != null && data.scene.choice === sheet.choice && data.scene.samples.includes(asked)) pending = [data.scene, numbers];
    else adopt(data.scene, numbers);
  }
  const heard = (event) => feed(event.detail);
  function resize() {
    if (!sheet || !root.clientWidth) return;
    fit();
    ({ table, film: reel, x: box, carriage: car, strips, lane: lanes, lane: { tops } } = F);
    caption.style.minHeight = scale < 0.97 ? "2.8em" : "";
    from = null;
    wake();
  }

  // --- hands -------------------------------------------------------------------------------------
  const choose = (u) => (tell("unit", (unit = clamp(u, 0, U - 1))), wake());
  const still = (f) => () => (play(false), f(), speak());
  const deeds = {
    first: () => go(s, 0, true), last: () => go(s, T - 1, true), back: still(() => go(s, max(t - 1, 0), true)),
    forward: still(() => (t < T - 1 ? go(s, t + 1, true) : deeds.after())), play: () => (play(!playing), speak(), wake()),
    up: () => choose(unit - 1), down: () => choose(unit + 1), before: () => show(chunk[s] - 1), after: () => show(chunk[s] + 1),
    present: () => (present(), resize()),
    leave: () => ((point = null), root.popover ? deeds.present() : wake()),
  };
  const KEYS = { " ": "play", ArrowLeft: "back", ArrowRight: "forward", ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last", PageUp: "before", PageDown: "after", "[": "before", "]": "after", Escape: "leave" };
  on("section", "click", (event) => deeds[event.target.closest("button")?.dataset.do]?.());
  on("section", "keydown", (event) => {
    const deed = KEYS[event.key];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey || (deed !== "leave" && event.target.closest("input,select,button"))) return;
    event.preventDefault();
    event.stopPropagation();
    deeds[deed]();
  });
  on(".stage", "pointermove", (event) => (locate(event), wake()));
  on(".stage", "pointerleave", () => ((point = null), wake()));
  on(".stage", "pointerdown", (event) => {
    locate(event);
    if (F.phone && point.y < reel.y + reel.height) return go(s, clamp(floor(((point.x - reel.left) / pose.steps.at(-1)) * T), 0, T - 1), true);
    draw();
    if (chosen.unit >= 0) choose(chosen.unit);
  });
  const dials = { step: (v) => go(s, v - 1, true), sample: show, moment: (v) => tell("moment", v), layer: (v) => report("layer", v), speed: (v) => ((speed = v), speak()) };
  on(".bar", "input", ({ target }) => dials[target.parentNode.className](+target.value));
  on(".stage", "transitionend", theme);
  const watcher = new ResizeObserver(resize);
  watcher.observe(root);
  return {
    receive,
    leave() {
      cancelAnimationFrame(frame);
      watcher.disconnect();
      bus.removeEventListener(key, heard);
      built.delete(host);
    },
  };
}

export default function ({ data, parentElement, setStateValue }) {
  if (!built.has(parentElement)) built.set(parentElement, build(parentElement));
  built.get(parentElement).receive(data, setStateValue);
  return built.get(parentElement).leave;
}
