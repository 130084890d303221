// Draws and moves what scene.py and values.py computed: one canvas for fields of colour and what
// flies, one SVG for words and lines. Streamlit calls the last function on every change of data;
// the diagram of a mount is built once and updated in place, on the clock of the browser.
const NS = "http://www.w3.org/2000/svg", built = new WeakMap();
const bus = (globalThis.lstmvizFlow ??= Object.assign(new EventTarget(), { last: {} }));
const MOTION = 500, STEP = 1200, WIPE = 350, SLIDE = 180; // ms at 1×

const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const unpack = (p) => p && Float32Array.from(new (p.bits > 8 ? Int16Array : Int8Array)(bytes(p.data).buffer), (v) => v * p.scale);
const clamp = (v, a = 0, b = 1) => Math.min(Math.max(v, a), b);
const ease = (v) => 1 - (1 - clamp(v)) ** 3;
const mix = (a, b, p) => (a?.length === b.length ? b.map((v, n) => a[n] + (v - a[n]) * p) : b);
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const round = (v) => Math.round(v * 10) / 10;
const sub = (n) => String(n).replace(/\d/g, (d) => "₀₁₂₃₄₅₆₇₈₉"[d]);
const two = (v) => (Math.abs(v) < 0.005 ? "0.00" : Math.abs(v) < 1000 ? v.toFixed(2) : v.toPrecision(3)).replace("-", "−");
const count = (n) => n.toLocaleString("en-US");

// The lens of every axis; twin of `spread` in geometry.py.
export function spread(n, chosen, { length, lens, near, before, after, cap }) {
  const first = Math.max(chosen - before, 0), last = Math.min(chosen + after, n - 1), beside = last - first;
  const size = Math.min(lens, length), room = length - size, borders = [0];
  near = Math.min(near, room / Math.max(beside, 1));
  const thin = Math.min(cap, (room - near * beside) / Math.max(n - 1 - beside, 1));
  for (let i = 0; i < n; i++) borders.push(borders[i] + (i === chosen ? size : i >= first && i <= last ? near : thin));
  return borders;
}

function build(host) {
  const $ = (selector) => host.querySelector(selector);
  const root = $(".flow"), stage = $(".stage"), svg = $(".ink"), tip = $(".tip"), caption = $(".caption");
  const canvas = $("canvas"), ctx = canvas.getContext("2d"), nodes = new Map(), films = new Map(), timers = {};
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let scene, values, V, F, tok, lut, names, dark, pending, report = () => {}, key;
  let s = 0, t = 0, unit = -1, phase = MOTION, speed = 1, playing = !calm.matches, from, now = {}, hits = [];
  let scale = 1, stamp = 0, frame = 0, before = 0, said, asked, point, chosen, max, moment;

  // --- numbers and words -------------------------------------------------------------------------
  const at = (name, i = t, u = unit, n = s) => (i < 0 ? 0 : V[name][(n * scene.T + i) * scene.U + u]);
  const signed = (v) => (v < 0 ? `(${two(v)})` : two(v));
  const percent = (name) => {
    let sum = 0;
    for (let u = 0; u < scene.U; u++) sum += at(name, t, u);
    return `${Math.round((100 * sum) / scene.U)} %`;
  };
  const inUnits = (v) => {
    const { digits, unit: name } = scene.target, style = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return v.toLocaleString("en-US", style).replace("-", "−") + (name && ` ${name}`);
  };
  const neighbour = (n) => (n < 0 || n >= scene.total ? "–" : count(n));
  const terms = {
    t: () => sub(t + 1), p: () => sub(t), before: () => neighbour(scene.samples[s] - 1), after: () => neighbour(scene.samples[s] + 1),
    sample: () => count(scene.samples[s]), step: () => t + 1, left: () => t, next: () => t + 2, T: () => scene.T, U: () => scene.U, unit: () => unit,
    F: () => (scene.F > 1 ? `${scene.F} values` : "the value"), y: () => inUnits(values.y[s][t]), target: () => scene.targets[s].text,
    error: () => inUnits(values.y[s][t] - scene.targets[s].value),
  };
  const fill = (text) => text.replace(/\{([^}]+)\}/g, (_, k) =>
    terms[k]?.() ?? (k.startsWith("m.") ? percent(k.slice(2)) : k.endsWith("-") ? signed(at(k.slice(0, -1), t - 1)) : k.startsWith("z.") ? two(at(k)) : signed(at(k))));

  function decode() {
    const each = (a, f) => Float32Array.from(a, f), state = unpack(values.state);
    V = { x: unpack(values.x) ?? scene.input };
    for (const name in values.sums) {
      const z = (V["z." + name] = unpack(values.sums[name]));
      V[name] = each(z, name === "a" ? (v) => v : name.endsWith("tilde") ? Math.tanh : sigmoid);
    }
    V[V.o ? "c" : "h"] = state;
    if (V.o) V.h = each((V.tanh_c = each(state, Math.tanh)), (v, n) => v * V.o[n]);
    if (V.z) V.keep = each(V.z, (v) => 1 - v);
    if (!t || !max) max = values.max;
    films.clear();
  }

  // --- colours -----------------------------------------------------------------------------------
  function theme() {
    const [r, g, b] = getComputedStyle($(".probe")).color.match(/[\d.]+/g);
    dark = r * 0.3 + g * 0.59 + b * 0.11 < 128;
    if (!scene) return;
    ({ tokens: tok, names, scale: lut } = scene.palette[dark ? "dark" : "light"]);
    lut = bytes(lut);
    for (const name in tok) root.style.setProperty(`--${name}`, tok[name]);
    root.style.colorScheme = dark ? "dark" : "light";
    films.clear();
    wake();
  }
  const rgb = (v, end) => lut.subarray((v = 3 * Math.round(64 + 64 * clamp(v / end, -1, 1))), v + 3);
  const light = ([r, g, b]) => r * 0.3 + g * 0.59 + b * 0.11 > 118;
  const end = (name) => max[name === "c" ? "state" : name] ?? 1;
  const onCell = (name, v) => (isGate(name) ? tok.ink : light(rgb(v, end(name))) ? "#000" : "#fff");
  const isGate = (name) => scene.strips.some((p) => p.name === name && p.kind === "gate");
  const hex = (c) => [1, 3, 5].map((n) => parseInt(c.slice(n, n + 2), 16));
  const fillOf = (m) => scene.palette.fills[scene.columns[m].colour];
  const tint = (row, m) => clamp(0.6 + 0.26 * scene.tint[row * scene.columns.length + m], dark ? 0.3 : 0.26);
  // The table's cell that a value of x came from: [place of its row, place of its column].
  const origin = (i, f, n = s) => {
    const cell = scene.cells[(n * scene.T + i) * scene.features + f], wide = scene.table_columns;
    return [scene.places.get(Math.floor(cell / wide)), scene.columns.findIndex((c) => c.column === cell % wide)];
  };
  // A picture of wide × high pixels, remembered until weights or theme change.
  function picture(id, wide, high, pixel) {
    if (films.has(id)) return films.get(id);
    const made = Object.assign(document.createElement("canvas"), { width: wide, height: high }), data = new ImageData(wide, high);
    for (let p = 0; p < wide * high; p++) data.data.set(pixel(p % wide, Math.floor(p / wide)), 4 * p);
    made.getContext("2d").putImageData(data, 0, 0);
    films.set(id, made);
    return made;
  }
  // All steps of a sample: steps across, units or features down.
  const film = (name, n) => {
    const plain = name === "x" && !scene.layer, gate = isGate(name), high = name === "x" ? scene.F : scene.U;
    return picture(name + n, scene.T, high, (i, u) => {
      if (plain) return [...hex(fillOf(origin(i, u, n)[1])), 255 * tint(...origin(i, u, n))];
      const v = V[name][(n * scene.T + i) * high + u];
      return gate ? [...hex(tok.o), 255 * v] : [...rgb(v, end(name)), 255];
    });
  };

  // --- SVG: a node is made once, changed where it differs, hidden where it is not drawn --------------
  function put(id, tag, attributes, text) {
    let node = nodes.get(id);
    if (!node) nodes.set(id, (node = { el: svg.appendChild(document.createElementNS(NS, tag)), was: {} }));
    if (node.hidden) node.el.style.display = node.hidden = "";
    node.stamp = stamp;
    for (const name in attributes) if (node.was[name] !== attributes[name]) node.el.setAttribute(name, (node.was[name] = attributes[name]));
    if (text === undefined || node.text === String(text)) return;
    node.text = String(text);
    if (!Array.isArray(text)) return (node.el.textContent = text);
    node.el.replaceChildren(...text.map(([words, kind]) => {
      const span = document.createElementNS(NS, "tspan");
      span.setAttribute("class", kind ?? "");
      span.textContent = words;
      return span;
    }));
  }
  const write = (id, x, y, text, kind = "", style = "") => put(id, "text", { x: round(x), y: round(y), class: kind, style }, text);
  const path = (points) => "M" + points.map((p) => p.map(round).join(" ")).join("L");
  const line = (id, points, kind = "", style = "") => put(id, "path", { d: path(points), class: kind, style });
  const box = (id, x, y, width, height, kind, rx = 4) => put(id, "rect", { x: round(x), y: round(y), width: round(Math.max(width, 0)), height: round(height), rx, class: kind });
  function arrow(id, points, kind) {
    const [[x0, y0], [x1, y1]] = points.slice(-2), n = kind.includes("bold") ? 9 : 6.5, m = n / 2.2;
    const l = Math.hypot(x1 - x0, y1 - y0) || 1, a = ((x1 - x0) / l) * n, b = ((y1 - y0) / l) * n, tail = [x1 - a, y1 - b];
    line(id, [...points.slice(0, -1), tail], kind);
    line(id + ">", [[x1, y1], [tail[0] - (b / n) * m, tail[1] + (a / n) * m], [tail[0] + (b / n) * m, tail[1] - (a / n) * m], [x1, y1]], `${kind} head`);
  }

  // --- canvas ------------------------------------------------------------------------------------
  const block = (x, y, w, h, paint, alpha = 1) => {
    ctx.globalAlpha = alpha;
    ctx.fillStyle = paint;
    ctx.fillRect(x, y, w, h);
    ctx.globalAlpha = 1;
  };
  const rounded = (x, y, w, h, r, paint, stroke, width = 1, alpha = 1) => {
    if (w <= 0 || h <= 0) return;
    ctx.globalAlpha = alpha;
    ctx.beginPath();
    ctx.roundRect(x, y, w, h, r);
    ctx.lineWidth = width;
    if (paint) (ctx.fillStyle = paint), ctx.fill();
    if (stroke) (ctx.strokeStyle = stroke), ctx.stroke();
    ctx.globalAlpha = 1;
  };
  // Column i of a film into x … x + w, its rows by the borders given, the chosen unit enlarged.
  function column(image, i, n, x, w, y, rows, alpha = 1) {
    if (w <= 0) return;
    const high = rows.length - 1, cut = rows === now.units ? [0, unit, unit + 1, high] : [0, image.height];
    ctx.globalAlpha = alpha;
    ctx.imageSmoothingEnabled = rows.at(-1) / image.height < 1;
    for (let b = 1; b < cut.length; b++) {
      const [p, q] = [cut[b - 1], cut[b]], top = rows[Math.min(p, high)], low = rows[Math.min(q, high)];
      if (q > p) ctx.drawImage(image, i, p, n, q - p, x, y + top, w, low - top);
    }
    ctx.globalAlpha = 1;
    if (rows === now.units) gaps(x, w, y, rows, tok.lane);
  }
  const gaps = (x, w, y, rows, paint) => {
    if (rows.at(-1) / rows.length > 2) for (let n = 1; n < rows.length - 1; n++) block(x, y + rows[n] - 0.3, w, 0.6, paint);
  };
  const lensAt = (lane) => F.lane.tops[lane] + (now.units[unit] + now.units[unit + 1]) / 2;
  const hit = (...region) => hits.push(region);

  // --- one picture -------------------------------------------------------------------------------
  function draw() {
    const part = (a, b) => clamp((phase - a) / (b - a)), slide = from ? ease(phase / SLIDE) : 1;
    const dpr = (devicePixelRatio || 1) * scale, shown = scene.shown[s], axes = scene.axes;
    stamp++;
    hits = [];
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, F.width, F.height);
    const read = Array.from({ length: scene.features }, (_, f) => origin(t, f)), [row, across] = read.at(-1);
    const list = F.phone ? shown.rows.filter((r) => r === row || r === row - 1) : shown.rows;
    const target = spread(scene.T, t, F.steps), goal = F.phone ? F.carriage.x : F.film.left + target[t];
    now = {
      slide, read, list, fly: phase, gates: part(220, 300), out: part(420, 500), when: [part(220, 300), part(300, 360), part(360, 420)],
      wipe: t === scene.T - 1 ? part(STEP, STEP + WIPE) : 0, row: list.indexOf(row), units: spread(scene.U, unit, F.units),
      column: axes.columns[0] === "timesteps" ? across : 0, steps: mix(from?.steps, target, slide),
      carriage: from ? from.carriage + (goal - from.carriage) * slide : goal,
    };
    now.rows = mix(from?.rows, spread(list.length, now.row, F.rows), slide);
    now.columns = mix(from?.columns, spread(scene.columns.length, now.column, F.columns), slide);
    drawTable(shown);
    drawFilm();
    drawCarriage();
    drawGuess();
    if (!F.phone) drawRail();
    F.marks.forEach(([kind, moves, points, text, style, start], n) => {
      const place = points.map(([x, y]) => [x + moves * now.carriage, y.at ? { L: lensAt(y[1]), A: free(y[1], 10), B: free(y[1], 26) }[y[0]] : y]);
      const [x, y] = place[0], words = Array.isArray(text) ? text.map(([w, k]) => [fill(w), k]) : text && fill(text);
      const look = phase < start ? `${style} pale` : style;
      if (kind === "t") write(`k${n}`, x, y, words, look);
      else if (kind === "u") put(`k${n}`, "text", { transform: `translate(${x} ${y}) rotate(-90)`, class: `m ${style}` }, words);
      else (kind === "a" ? arrow : line)(`k${n}`, place, look);
    });
    drawPoint();
    for (const node of nodes.values()) if (node.stamp !== stamp && !node.hidden) node.el.style.display = node.hidden = "none";
  }
  const free = (lane, y) => F.lane.tops[lane] + (unit < scene.U / 2 ? F.lane.height - 36 + y : y);

  function drawTable(shown) {
    const { x, y, enough } = F.table, { rows, columns: across, list, read } = now, kind = scene.axes.rows[0], one = kind === "samples";
    const place = (n) => list.indexOf(shown.rows[n]), [first, last] = shown.inside.map(place), target = place(shown.target);
    const goal = scene.columns.findIndex((c) => c.name === scene.target.name), ink = `fill:${names[scene.target.colour]}`, wide = across.at(-1);
    const middle = (n) => y + (rows[n] + rows[n + 1]) / 2;
    list.forEach((r, n) => {
      const h = rows[n + 1] - rows[n], inside = one || F.phone || (n >= first && n <= last), gap = h > 3 ? 1.5 : 0, here = n === now.row;
      if (h >= enough || (n === target && h > 8)) write(`n${n}`, x - 6, middle(n), count(scene.table.rows[r]), here ? `r axis ${one ? "samples" : "timesteps"}` : "r muted");
      scene.columns.forEach((c, m) => {
        const left = x + across[m] + 0.75, w = across[m + 1] - across[m] - 1.5, text = scene.table.text[r][m], aim = n === target && m === goal;
        const filled = inside && c.feature, now_ = read.some(([a, b]) => a === r && b === m), size = here ? F.number - 0.5 : F.text;
        if (filled) rounded(left, y + rows[n], w, h - gap, h > 6 ? 3 : 0, fillOf(m), "", 1, tint(r, m) * (one && !here ? 0.6 : 1) * (text === "–" ? 0.1 : 1));
        else if (!aim) rounded(left, y + rows[n], w, h - gap, h > 6 ? 3 : 0, "", tok.hair);
        if (aim) {
          ctx.setLineDash([4, 2.5]);
          rounded(left + 1, y + rows[n] + 0.5, w - 2, h - gap - 1, 3, "", names[c.colour], 1.6);
          ctx.setLineDash([]);
        }
        hit(left, y + rows[n], w, h, "cell", r, m);
        if ((filled || aim) && h >= enough && w > text.length * size * 0.47)
          write(`t${n},${m}`, left + w / 2, middle(n), text, `m${now_ ? " b" : " dim"}`, `font-size:${size}px;${filled ? `fill:${now_ && !dark ? "#000" : tok.cell}` : ink}`);
      });
    });
    if (target >= 0 && (target > last || one)) {
      const beside = one || !goal;
      write("goal", x + (beside ? wide + 4 : across[goal] - 5), middle(target), "target", `${beside ? "e" : "r"} b halo`, ink);
    }
    scene.columns.forEach((c, m) => {
      const w = across[m + 1] - across[m], name = [c.name, c.short].find((words) => words.length * F.text * 0.5 < w);
      block(x + across[m] + 0.75, y - 7, w - 1.5, 3, fillOf(m));
      if (name) write(`h${m}`, x + across[m] + w / 2, y - 15, name, "m b");
    });
    write("row", x - 6, y - 15, "row", "r muted least");
    const spanOf = (items, edges, o) => [o + edges[Math.min(...items)], o + edges[Math.max(...items) + 1]];
    const seen = read.filter(([r]) => list.includes(r));
    const [left, right] = spanOf(seen.map((p) => p[1]), across, x), [top, low] = spanOf(seen.map((p) => list.indexOf(p[0])), rows, y);
    now.frame = { left, right, top, low };
    if (one && seen.length < scene.columns.filter((c) => c.feature).length) box("sample", x - 1, y + rows[now.row] - 1, wide + 1, rows[now.row + 1] - rows[now.row] + 1, "axis samples");
    box("read", left - 1, top - 1, right - left + 1.5, low - top + 1, "axis timesteps");
    if (F.phone) return;
    const [axis, words] = scene.axes.columns, edge = x + across[scene.columns.filter((c) => c.feature).length], over = y - 25;
    line("over", [[x + 1, over + 4], [x + 1, over], [edge - 1, over], [edge - 1, over + 4]], `axis ${axis}`);
    write("across", (x + edge) / 2, over - 8, words, `m axis least ${axis}`);
    const a = y + (one ? 0 : rows[first]), b = y + (one ? rows.at(-1) : rows[last + 1]), side = x - F.text * 2.8;
    line("side", [[side + 4, a], [side, a], [side, b], [side + 4, b]], `axis ${kind}`);
    line("tick", [[side, middle(now.row)], [side + 5, middle(now.row)]], `axis ${kind}`);
    put("down", "text", { transform: `translate(${round(side - 9)} ${round((a + b) / 2)}) rotate(-90)`, class: `m axis least ${kind}` }, scene.axes.rows[1]);
  }

  // Left edge and width of step i's column, cut by the carriage; wide slots hold a narrow column.
  function slot(i) {
    let a = F.film.left + now.steps[i], b = F.film.left + now.steps[i + 1];
    if (!F.phone && i < t) b = Math.min(b, now.carriage);
    if (!F.phone && i > t) b = Math.max(b, (a = Math.max(a, now.carriage + F.carriage.w)));
    return b - a > 60 ? [(a + b - F.strips.width) / 2, F.strips.width] : [a, b - a];
  }

  function drawFilm() {
    const { T, lanes, samples } = scene, { left, right, tops, height } = F.lane, mini = F.phone, fade = 1 - now.wipe;
    const half = F.film.height / 2, rows = mini ? [0, half - 1] : now.units, yOf = (l) => (mini ? F.film.y + l * half : tops[l]);
    const inputs = [0, F.x.height];
    if (!mini) block(left, F.x.lane[0], right - left, F.x.lane[1], tok.lane);
    for (const top of tops) block(left, top - 5, right - left, height + 10, tok.lane);
    const paint = (name, n, i, x, w, y, borders, alpha, many = 1) => column(film(name, n), i, many, x, w > 4 ? w - 1 : w, y, borders, alpha);
    const hollow = (x, w, y, h, lines) => {
      if (w > 4) rounded(x + 0.5, y + 0.5, w - 2, h - 1, 2, "", tok.hair);
      else block(x, y, w, h, tok.hair, 0.6);
      if (lines) gaps(x, w - 1, y, now.units, tok.hair);
    };
    for (let i = 0; i < T; i++) {
      if (i === t && !mini) continue;
      const [x, w] = slot(i), past = i <= t;
      // Very narrow past columns are drawn in one stroke.
      const many = past && w < 4 && i === 0 ? Math.max(t - 2, 1) : 1, all = many > 1 ? slot(many - 1)[0] + slot(many - 1)[1] - x : w;
      lanes.forEach(([name, , state], l) => {
        if (past) paint(name, s, i, x, all, yOf(l), rows, state ? fade : fade * 0.8, many);
        else hollow(x, w, yOf(l), rows.at(-1));
        if (!mini && past && (i === t - 1 || w > 30)) {
          const v = at(name, i);
          write(`v${l},${i}`, x + w / 2, lensAt(l), two(v), "m b", `fill:${onCell(name, v)};opacity:${fade}`);
          write(`p${l},${i}`, x + w / 2, tops[l] - F.text, name + sub(i + 1), i === t - 1 ? "m b" : "m muted");
          if (state && w < now.steps[1] - 20) arrow(`g${l},${i}`, [[i ? slot(i - 1).reduce((a, b) => a + b) + 2 : F.film.zero + F.zero + 2, lensAt(l)], [x - 3, lensAt(l)]], "arrow bold");
        }
        if (past && !mini) for (let m = 0; m < many; m++) hit(x + (all / many) * m, yOf(l), all / many, height, "state", l, i + m);
      });
      if (!mini) {
        if (past || w < 5 || F.x.row < 6 || scene.layer) paint("x", s, i, x, all, F.x.y, inputs, past ? 1 : 0.4, many);
        else for (let f = 0; f < scene.F; f++) rounded(x + 1, F.x.y + f * F.x.row + 1.5, w - 3, F.x.row - 3, 2, "", fillOf(origin(i, f)[1]), 1.2, 0.7);
        if (w > 26 && F.x.row > 9 && !scene.layer) for (let f = 0; f < scene.F; f++) write(`x${i},${f}`, x + w / 2, F.x.y + (f + 0.5) * F.x.row, two(V.x[(s * T + i) * scene.F + f]), "m least");
        for (let f = 0; f < scene.F; f++) hit(x, F.x.y + f * F.x.row, w, F.x.row, "x", i, f);
      }
      i += many - 1;
    }
    if (mini) {
      const [x, w] = slot(t), wide = F.carriage.x - left;
      box("now", x - 1, F.film.y - 2, Math.max(w, 4) + 2, 2 * half + 3, "axis timesteps");
      hit(F.film.left, F.film.y, right, 2 * half, "film");
      write("rail", 195, F.rail, `t = ${t + 1} of ${T}: one cell, used ${T > 1 ? `${T} times` : "once"}`, "m axis timesteps");
      lanes.forEach(([name, , state], l) => {
        if (!state) return;
        if (t) paint(name, s, t - 1, left, wide - 1, tops[l], now.units, 1);
        else hollow(left, wide - 1, tops[l], height, true);
        write(`v${l}`, left + wide / 2, lensAt(l), t ? two(at(name, t - 1)) : "0", "m b", t ? `fill:${onCell(name, at(name, t - 1))};font-size:11px` : "");
        hit(left, tops[l], wide, height, "state", l, t - 1);
      });
      return;
    }
    for (let f = 1; f < scene.F && F.x.row > 4; f++) block(left, F.x.y + f * F.x.row - 0.5, right - left, 1, tok.lane);
    const top = tops[0] - 5, bottom = tops[1] + height + 5, room = F.text * 3.3;
    for (const x of F.film.walls) {
      ctx.save();
      rounded(x, top, F.wall, bottom - top, 3, "", tok.hatch);
      ctx.clip();
      for (let y = top; y < bottom; y += 6) ctx.moveTo(x, y), ctx.lineTo(x + F.wall, y - F.wall);
      ctx.stroke();
      block(x, (top + bottom) / 2 - room, F.wall, 2 * room, tok.carriage);
      ctx.restore();
      hit(x, top, F.wall, bottom - top, "wall");
    }
    const others = [[{ t: 0, x: F.film.zero }, s], ...F.film.before.map((c) => [c, s - 1]), ...F.film.after.map((c) => [c, s + 1])];
    for (const [{ t: i, x }, n] of others)
      lanes.forEach(([name, , state], l) => {
        if (i && samples[n] < samples[s]) paint(name, n, i - 1, x, F.film.narrow, tops[l], now.units, 0.45);
        else if (i || state) hollow(x, i ? F.film.narrow : F.zero, tops[l], height, !i);
        if (!i) hit(x, tops[l], F.zero, height, "zero");
        if (i && samples[n] < samples[s] && !l) paint("x", n, i - 1, x, F.film.narrow, F.x.y, inputs, 0.45);
      });
    if (now.wipe)
      lanes.forEach(([name, , state], l) => {
        const x0 = now.carriage + F.carriage.w + 4, x1 = F.film.walls.at(-1), n = Math.ceil((x1 - x0) / 12);
        for (let u = 0; state && u < scene.U; u++)
          for (let j = 0; j < n; j++) {
            const chance = Math.abs(Math.sin(u * 12.9 + j * 78.2 + l) * 43758) % 1, go = now.wipe * 1.4 - (j / n) * 0.3;
            if (go < 0 || go > 1 || chance < go * 0.7) continue;
            block(x0 + j * 12 + chance * 14 * go, tops[l] + now.units[u] + chance * go * 6, 10, now.units[u + 1] - now.units[u] - 0.6, `rgb(${rgb(at(name, t, u), end(name))})`, 1 - go);
          }
      });
  }

  function drawRail() {
    const { T } = scene, y = F.rail, middle = now.carriage + F.carriage.w / 2, tab = F.number * 4.4, thin = now.steps[t ? 1 : 2] - now.steps[t ? 0 : 1];
    const words = T > 1 ? `one cell, used ${T} times` : "one cell, once per sample", after = middle + tab / 2 + 10 + words.length * F.text * 0.54;
    const every = [1, 2, 3, 4, 6, 9, 12, 18, 20, 25, 36, 50, 100].find((n) => n * thin >= (T > 99 ? 25 : 18)) ?? 200;
    line("rail", [[F.film.left, y], [F.film.left + now.steps[T], y]], "axis timesteps dim");
    box("tab", middle - tab / 2, y - 11, tab, 22, "tab", 11);
    write("t", middle, y, `t = ${t + 1}`, "m number on");
    write("used", middle + tab / 2 + 8, y, words, "e axis timesteps halo");
    for (let i = 0, edge = 0; i < T; i++) {
      const [a, w] = slot(i), x = a + w / 2, last = i === t - 1;
      if (i === t || ((i + 1) % every && !last)) continue;
      if (i < t ? x > middle - tab / 2 - 9 || (!last && t && slot(t - 1)[0] + slot(t - 1)[1] / 2 - x < 20) : x < after + 8) continue;
      write(`r${i}`, x, y, String(i + 1), `m halo ${i < t ? "axis timesteps" : "muted"}`);
    }
  }

  function drawCarriage() {
    const c = F.carriage, x = now.carriage, { tops, height } = F.lane, box_ = F.x, left = F.phone ? box_.x + x : x + box_.x, n = Math.min(scene.columns.length, scene.features, 4);
    rounded(x, c.y, c.w, c.h, 9, tok.carriage, tok.timesteps, 2);
    if (!F.phone) line("stem", [[x + c.w / 2, F.rail + 11], [x + c.w / 2, c.y]], "axis timesteps");
    // The way of each value: from the table, through the gutter, over the lanes, to its place in x.
    const reads = Array.from({ length: Math.min(scene.features, 4) }, (_, j) => Math.floor((j * scene.features) / Math.min(scene.features, 4)));
    const ink = reads.map((f) => fillOf(now.read[f][1])), fr = now.frame, gap = F.text / 2.9, spot = (j) => Math.min(1, scene.layer ? (j + 0.5) / reads.length : (reads[j] + 0.5) / scene.F);
    const ways = reads.map((f, j) => {
      const back = (reads.length - 1 - j) * gap, lone = fr.right < F.table.x + now.columns[scene.columns.filter((q) => q.feature).length] - 2;
      if (F.phone) {
        const m = now.read[f][1], from_ = F.table.x + (now.columns[m] + now.columns[m + 1]) / 2;
        return [[from_, fr.low], [from_, (fr.low + box_.y) / 2], [left + spot(j) * box_.width, (fr.low + box_.y) / 2], [left + spot(j) * box_.width, box_.y - 1]];
      }
      const start = lone ? [(fr.left + fr.right) / 2, fr.low + 2] : [fr.right + 1, (fr.top + fr.low) / 2 + (j - (reads.length - 1) / 2) * gap];
      const over = F.ribbon.top + j * gap, y = box_.y + spot(j) * box_.height, gx = F.ribbon.gutter + back;
      return [start, [gx, start[1]], [gx, over], [x + 5 + back, over], [x + 5 + back, y], [left - 2, y]];
    });
    ways.forEach((way, j) => {
      ctx.globalAlpha = phase < 220 ? 0.55 : 1;
      ctx.strokeStyle = ink[j];
      ctx.lineWidth = 2;
      ctx.lineJoin = "round";
      ctx.beginPath();
      way.forEach((p) => ctx.lineTo(...p));
      const px = left + 8 + j * gap;
      ctx.moveTo(px, box_.y + box_.height + 2);
      ctx.lineTo(px, F.plaque.y);
      ctx.stroke();
      ctx.globalAlpha = 1;
    });
    if (scene.layer && !F.phone) {
      const y = F.ribbon.top + (gap * (reads.length - 1)) / 2, mid = F.ribbon.gutter + 75;
      rounded(mid - 28, y - 9, 56, 18, 6, tok.carriage, tok.ink, 1.5);
      write("below", mid, y, "layer 1", "m least b");
    }
    // x: cells with numbers if there is room, else thin ones and the first few named.
    rounded(left - 2, box_.y - 2, box_.width + 4, box_.height + 4, 5, tok.carriage, tok.ink, 1.8);
    const landed = (f) => clamp((phase - 160 - (f % 4) * 20) / 40), few = scene.F <= 4 && !scene.layer;
    for (let f = 0; f < scene.F; f++) {
      const w = F.phone ? box_.width / scene.F : box_.width, h = F.phone ? box_.height : box_.row, cx = left + (F.phone ? f * w : 0), cy = box_.y + (F.phone ? 0 : f * h);
      const v = V.x[(s * scene.T + t) * scene.F + f], source = scene.layer ? null : now.read[f], thin = h < 4 || w < 8;
      if (source) rounded(cx + 0.5, cy + (thin ? 0 : 0.5), w - 1, thin ? h : h - 1, thin ? 0 : 3, fillOf(source[1]), "", 1, tint(...source) * landed(f));
      else block(cx, cy, w, h, `rgb(${rgb(v, max.h)})`, landed(f));
      if (few) write(`q${f}`, cx + w / 2, cy + h / 2, two(v), "m b", `opacity:${landed(f)};fill:${tok.cell};font-size:${Math.min(F.phone ? 15 : h - 0.5, F.text + 1)}px`);
      hit(cx, cy, w, h, "x", t, f);
      if (!F.phone && source && f < (few ? 4 : 3)) {
        const q = scene.columns[source[1]], row = few ? h : F.text + 1, y = few ? cy + h / 2 : box_.y + (f + 0.5) * row;
        const name = q.name.length > 20 ? q.name.slice(0, 19) + "…" : q.name;
        write(`w${f}`, left + box_.width + 7, y, [[name + " ", ""], [scene.table.text[source[0]][source[1]] + (q.unit && " " + q.unit), "b inked"]], "e");
      }
    }
    if (!F.phone && !few) write("more", left + box_.width + 7, scene.layer ? box_.y + box_.height / 2 : box_.y + 3.5 * (F.text + 1), scene.layer ? `h of layer 1: ${scene.F} values` : `+ ${scene.F - 3} more`, "e muted");
    // The weights, then the strips: gauges for gates, colours for values.
    const p = F.plaque, w = values.weights, [blocks, high, wide] = w.shape, cols = blocks > 1 ? 2 : 1, lines = Math.ceil(blocks / cols);
    rounded(x + p.x, p.y, p.w, p.h, 5, tok.carriage, tok.ink, 1.8);
    for (let b = 0; b < blocks; b++) {
      const image = picture(`w${b}`, wide, high, (i, u) => {
        const n = (b * high + u) * wide + i;
        return [...rgb(V.w[n], 1), scene.alive && !scene.alive[n] ? 40 : 255];
      });
      const bw = (p.w - 6) / cols - 1, bh = (p.h - 6) / lines - 1;
      ctx.imageSmoothingEnabled = true;
      ctx.drawImage(image, x + p.x + 3 + (b % cols) * (bw + 2), p.y + 3 + Math.floor(b / cols) * (bh + 2), bw, bh);
    }
    hit(x + p.x, p.y, p.w, p.h, "weights");
    const { units } = now, sw = F.strips.width;
    for (const strip of scene.strips) {
      const sx = x + F.strips.x[strip.column], y = tops[strip.lane], on = now.when[strip.when], { name } = strip, v = at(name), gate = strip.kind === "gate";
      if (on < 1 && !gate) rounded(sx + 0.5, y, sw - 1, height, 2, tok.carriage, tok.line);
      if (gate) {
        const alpha = name === "f" && !t ? 0.35 : 1;
        block(sx, y, sw, height, tok.track);
        for (let u = 0; u < scene.U; u++) block(sx, y + units[u], sw * at(name, t, u) * on, units[u + 1] - units[u] - (units[1] > 1.6 ? 0.7 : 0), tok[strip.colour], (u === unit ? 0.45 : 1) * alpha);
      } else if (on) column(film(name, s), t, 1, sx, sw, y, units, on);
      if (on > 0.5) write(`s${name}`, sx + sw / 2, lensAt(strip.lane), two(v), "m b", `fill:${gate ? tok.ink : onCell(name, v)};font-size:${F.number - (F.phone ? 2 : 1.5)}px`);
      hit(sx, y, sw, height, "strip", strip);
    }
    // Values on their way, with three echoes.
    if (phase < 220 && playable() && !F.phone | 1)
      ways.forEach((way, j) => {
        for (let echo = 3; echo >= 0; echo--) {
          const go = ease((phase - 30 * j - echo * 14) / 160);
          if (go <= 0 || go >= 1) continue;
          const [px, py] = along(way, go);
          rounded(px - 11, py - 4, 22, 8, 4, ink[j], echo ? "" : tok.carriage, 1, echo ? 0.35 - echo * 0.08 : 1);
        }
      });
  }
  const playable = () => !calm.matches && speed <= 4;
  function along(points, p) {
    const lengths = points.slice(1).map((b, n) => Math.hypot(b[0] - points[n][0], b[1] - points[n][1]));
    let rest = p * lengths.reduce((a, b) => a + b, 0), n = 0;
    while (n < lengths.length - 1 && rest > lengths[n]) rest -= lengths[n++];
    return mix(points[n], points[n + 1], rest / (lengths[n] || 1));
  }

  // ŷ under each step, the target across.
  function drawGuess() {
    const y = values.y[s], goal = scene.targets[s], { y: top, height } = F.guess, lane = scene.strips.find((p) => p.name === "h");
    const all = [...y, goal.value].filter(Number.isFinite), mid = (Math.min(...all) + Math.max(...all)) / 2, half = Math.max(Math.max(...all) - mid, scene.target.spread / 4);
    const yOf = (v) => top + height / 2 - ((v - mid) / half) * (height / 2 - 5), hx = now.carriage + F.strips.x[lane.column] + F.strips.width / 2 + 6;
    const xOf = (i) => (i === t ? hx : slot(i)[0] + slot(i)[1] / 2), ink = names[scene.target.colour], last = t === scene.T - 1, ty = yOf(goal.value);
    const right = F.phone ? 300 : F.film.left + now.steps[scene.T], left = F.phone ? F.lane.left : F.film.zero;
    line("goalline", [[left, ty], [F.phone ? F.lane.right : right, ty]], "dash", `stroke:${ink}`);
    if (!last && !F.phone) put("aim", "circle", { cx: round(xOf(scene.T - 1)), cy: round(ty), r: 5, style: `stroke:${ink};stroke-width:2` });
    const done = t - (now.out < 1 ? 1 : 0), points = Array.from({ length: done + 1 }, (_, i) => [xOf(i), yOf(y[i])]);
    if (points.length > 1 && !F.phone) line("guesses", points, "", `opacity:${1 - now.wipe}`);
    const few = !F.phone && now.steps[t ? 1 : 2] - now.steps[t ? 0 : 1] > 6;
    points.forEach(([px, py], i) => (i === t || few) && put(`d${i}`, "circle", { cx: round(px), cy: round(py), r: i === t ? 4 : 2.5, class: "dot" }));
    if (F.phone) write("goal2", F.lane.right, top + height + 1, `target, row ${count(goal.row)}: ${goal.text}`, "r halo", `fill:${ink}`);
    else write("goal2", left, ty + (ty > top + height / 2 ? -9 : 10), [[`target: row ${count(goal.row)}, ${scene.target.name} `, ""], [goal.text, "b"]], "e halo", `fill:${ink}`);
    if (done < t) return arrow("down", [[hx, F.lane.tops[lane.lane] + F.lane.height + 3], [hx, top - 2]], "arrow step pale");
    arrow("down", [[hx, F.lane.tops[lane.lane] + F.lane.height + 3], [hx, yOf(y[t]) - 5]], "arrow step");
    const words = last ? `prediction, error ${inUnits(y[t] - goal.value)}` : "if the rows ended here", flip = hx + 215 > F.lane.right;
    const parts = [[inUnits(y[t]), "number"], ["  " + words, "muted"]];
    write("guess", hx + (flip ? -10 : 10), yOf(y[t]), flip ? [[words + "  ", "muted"], parts[0]] : parts, flip ? "r halo" : "e halo");
    hit(hx - 60, top - 4, 200, height + 8, "guess");
  }

  // --- pointing ----------------------------------------------------------------------------------
  function about([x, y, w, h, kind, a, b]) {
    const unitAt = (lane) => Math.max(now.units.findIndex((edge) => F.lane.tops[lane] + edge > point.y) - 1, 0), whole = [x, y, w, h];
    const cellWords = ([r, m]) => `${scene.table.names[r]}, ${scene.columns[m].name}: ${scene.table.text[r][m]} ${scene.columns[m].unit}`;
    const row = (lane, u) => [x, F.lane.tops[lane] + now.units[u], w, now.units[u + 1] - now.units[u]];
    if (kind === "cell") {
      const goes = [], cells = [];
      for (let n = 0; n < scene.samples.length; n++)
        for (let i = 0; i < scene.T; i++)
          for (let f = 0; f < scene.features; f++) {
            const [r, m] = origin(i, f, n);
            if (r !== a || m !== b) continue;
            goes.push(`X[${scene.samples[n]}, ${i}, ${f}]`);
            if (n === s) cells.push(i);
          }
      return { lines: [cellWords([a, b]), goes.length ? "goes to " + goes.slice(0, 4).join(", ") + (goes.length > 4 ? ` and ${goes.length - 4} more` : "") : "not read by the samples shown"], boxes: [whole, ...cells.map((i) => [slot(i)[0], F.x.lane[0], slot(i)[1], F.x.lane[1]])] };
    }
    if (kind === "x") {
      const v = V.x[(s * scene.T + a) * scene.F + b], title = `x${sub(a + 1)} = ${two(v)}`;
      if (scene.layer) return { lines: [`${title}: h of layer 1, unit ${b}`, `Row of the table → layer 1 → x${sub(a + 1)}`], boxes: [whole] };
      return { lines: [`X[${scene.samples[s]}, ${a}, ${b}] = ${two(v)}`, cellWords(origin(a, b)), scene.scaling], boxes: [whole], cells: [origin(a, b)] };
    }
    const read = (i) => Array.from({ length: scene.features }, (_, f) => origin(i, f));
    if (kind === "strip") {
      const keep = unit, u = unitAt(a.lane);
      unit = u;
      const lines = [`${fill(a.letter)}, unit ${u} = ${two(at(a.name))}`, ...a.equation.map(fill), "–" + fill(a.note)];
      unit = keep;
      return { lines, boxes: [row(a.lane, u)], cells: read(t), unit: u };
    }
    if (kind === "state") {
      const name = scene.lanes[a][0], u = unitAt(a);
      return { lines: [`${name}${sub(b + 1)}, unit ${u} = ${two(at(name, b, u))}`, b < 0 ? "" : scene.steps[s][b][0]], boxes: [row(a, u)], cells: b < 0 ? [] : read(b), unit: u };
    }
    if (kind === "guess") return { lines: [fill("ŷ{t} = {y}"), fill("w·h{t} + b of the last layer, in the table's unit"), fill("–target {target}, error {error}")], boxes: [] };
    if (kind === "weights") return { lines: [`${scene.weights.count} weights`, values.label, "–One set, used at every step and for every sample. Training changes these and nothing else."], boxes: [whole] };
    return { lines: kind === "film" ? [] : [kind === "wall" ? "State wiped" : "Zeros", "–Every sample starts from zeros: nothing passes from one sample to the next."], boxes: [whole] };
  }
  function drawPoint() {
    const region = point && hits.findLast(([x, y, w, h]) => point.x >= x && point.x < x + w && point.y >= y && point.y < y + h);
    const found = region && about(region);
    tip.hidden = !found?.lines.length;
    chosen = found?.unit;
    if (tip.hidden) return;
    found.boxes.forEach(([x, y, w, h], n) => box(`m${n}`, x - 1, y - 1, w + 2, h + 2, "mark", 3));
    found.cells?.forEach(([r, m], n) => {
      const i = now.list.indexOf(r), { x, y } = F.table;
      if (i >= 0) box(`c${n}`, x + now.columns[m], y + now.rows[i], now.columns[m + 1] - now.columns[m], now.rows[i + 1] - now.rows[i], "mark", 3);
    });
    const words = found.lines.filter(Boolean).join("\n");
    if (words !== tip.words) {
      tip.words = words;
      tip.replaceChildren(...words.split("\n").map((text) => {
        const div = document.createElement("div");
        div.textContent = text.replace(/^–/, "");
        if (text[0] === "–") div.className = "note";
        return div;
      }));
    }
    const [x, y, w] = region, { offsetWidth: tw, offsetHeight: th } = tip, wide = F.width * scale, high = F.height * scale;
    const right = (x + w) * scale + 12, place = right + tw < wide ? right : x * scale - tw - 12;
    tip.style.transform = `translate(${clamp(place, 2, wide - tw - 2)}px, ${clamp(point.y * scale - th / 2, 0, Math.max(high - th, 0))}px)`;
  }

  // --- the clock ---------------------------------------------------------------------------------
  const length = () => STEP + (t === scene.T - 1 ? WIPE : 0);
  function tick(time) {
    frame = 0;
    const passed = Math.min(time - before, 100) * (playing ? speed : Math.min(speed, 1)), was = phase;
    before = time;
    phase = Math.min(phase + passed, playing ? length() : Math.max(phase, MOTION));
    if (calm.matches || speed > 4) phase = Math.max(phase, MOTION);
    if (playing && phase >= length()) advance();
    // Between the motion and the next step nothing changes: wait without drawing.
    if (was < MOTION || phase < MOTION || phase > STEP || dirty) draw();
    dirty = false;
    if (playing || phase < MOTION) schedule();
  }
  let dirty = true;
  const schedule = () => (frame ||= requestAnimationFrame(tick));
  function wake() {
    dirty = true;
    if (!frame) before = performance.now();
    if (F && values) schedule();
  }
  function go(sample, step, user) {
    const same = sample === s && Math.abs(step - t) === 1;
    from = (same || (step === 0 && scene.T > 1)) && !calm.matches && now.steps ? now : null;
    s = sample;
    t = step;
    phase = calm.matches || (user && !same && step) ? MOTION : 0;
    if (!t) max = values.max;
    if (user) tell("step", t + 1);
    // The last sample of the chunk begins: ask for the chunk that follows.
    if (s === scene.samples.length - 1) ask((scene.samples[s] + 1) % scene.total);
    speak();
    wake();
  }
  function advance() {
    if (t < scene.T - 1) return go(s, t + 1);
    if (pending) return adopt(...pending.splice(0));
    go(s < scene.samples.length - 1 ? s + 1 : 0, 0);
  }
  function ask(sample) {
    if (asked === sample) return;
    asked = sample;
    report("sample", sample);
  }
  function tell(name, value) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => report(name, value), 400);
  }
  function show(sample) {
    const place = scene.samples.indexOf(clamp(sample, 0, scene.total - 1));
    if (place >= 0 && (place || scene.T > 5 || !sample)) go(place, 0, true);
    $(".sample b").textContent = count(sample);
    asked = null;
    wanted = sample;
    tell("sample", sample);
  }
  let wanted;

  function speak() {
    const last = t === scene.T - 1, words = scene.sentences, live = !playing || speed <= 1 ? "polite" : "off";
    if (caption.getAttribute("aria-live") !== live) caption.setAttribute("aria-live", live);
    const text = `${scene.steps[s][t][0]} ${fill(scene.T === 1 ? words.only : last ? words.last : t ? words.middle : words.first)}`, bold = document.createElement("b");
    if (said !== (said = text + t + s)) {
      bold.textContent = `Step ${t + 1} of ${scene.T}. `;
      caption.replaceChildren(bold, text);
    }
    const set = (name, words, value, top) => {
      const input = $(`.${name} input`), span = $(`.${name} span`);
      span.replaceChildren(words[0] + " ", Object.assign(document.createElement("b"), { textContent: words[1] }));
      input.max = top;
      if (host.activeElement !== input || playing) input.value = value;
      input.setAttribute("aria-valuetext", words.join(" "));
    };
    set("step", ["step", `${t + 1} of ${scene.T}`], t + 1, scene.T);
    set("sample", ["sample", count(scene.samples[s])], scene.samples[s], scene.total - 1);
    set("moment", ["", values.label], values.moment, Math.max(values.moments.length - 1, 0));
    $(".layer").hidden = scene.layers < 2;
    $(".layer select").value = scene.layer;
    $(".play").setAttribute("aria-label", playing ? "Pause" : "Play");
    $(".play path").setAttribute("d", playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4 2v12l9-6z");
    svg.setAttribute("aria-label", caption.textContent);
  }

  // --- data --------------------------------------------------------------------------------------
  function adopt(next, numbers) {
    const number = wanted ?? (scene && next.of[0] === scene.layer ? scene.samples[s] : undefined), old = scene, follow = asked;
    scene = next;
    values = numbers;
    scene.input ??= new Float32Array(bytes(scene.x).buffer);
    scene.cells ??= new Int32Array(bytes(scene.source).buffer);
    scene.tint ??= unpack(scene.table.tint);
    scene.places ??= new Map(scene.table.rows.map((row, n) => [row, n]));
    scene.alive ??= scene.weights.alive && bytes(scene.weights.alive);
    if (unit < 0 || unit >= scene.U) unit = Math.min(scene.start?.unit ?? Math.round(scene.U * 0.6), scene.U - 1);
    asked = null;
    let place = scene.samples.indexOf(wanted ?? follow ?? number);
    if (place < 0) place = Math.max(scene.samples.indexOf(number), scene.samples.indexOf(scene.first), 0);
    const moved = !old || wanted !== undefined || scene.samples[place] !== number || t >= scene.T;
    wanted = undefined;
    s = place;
    max = null;
    if (t >= scene.T) t = 0;
    decode();
    V.w = unpack(values.weights);
    resize();
    theme();
    if (moved) go(s, 0);
    else speak();
  }
  const fits = (numbers, to) => numbers && to && String(numbers.of) === String(to.of) && numbers.weights;
  function feed(numbers) {
    if (pending?.length && fits(numbers, pending[0])) pending[1] = numbers;
    if (!fits(numbers, scene)) return;
    values = numbers;
    decode();
    V.w = unpack(values.weights);
    speak();
    wake();
  }
  function receive(data, set) {
    report = set;
    if (key !== data.key) {
      bus.removeEventListener(key, heard);
      bus.addEventListener((key = data.key), heard);
    }
    const late = bus.last[key], numbers = fits(late, data.scene) ? late : data.values;
    if (scene?.id === data.scene.id) return feed(numbers);
    const follows = scene && asked != null && data.scene.choice === scene.choice && data.scene.samples.includes(asked) && wanted === undefined;
    if (follows && playing) pending = [data.scene, numbers];
    else (pending = null), adopt(data.scene, numbers);
  }
  const heard = (event) => feed(event.detail);

  function resize() {
    const big = root.classList.contains("present"), width = root.clientWidth;
    if (!scene || !width) return;
    const size = width < 640 ? "phone" : width < 1100 ? "small" : "big";
    F = scene.frames[size];
    root.classList.remove("phone", "small", "big");
    root.classList.add(size);
    scale = width / F.width;
    if (big) scale = Math.min(scale, Math.max(root.clientHeight - 130, 200) / F.height);
    const [w, h] = [F.width * scale, F.height * scale], dpr = devicePixelRatio || 1;
    stage.style.cssText = `width:${w}px;height:${h}px`;
    Object.assign(canvas, { width: Math.round(w * dpr), height: Math.round(h * dpr) });
    svg.setAttribute("viewBox", `0 0 ${F.width} ${F.height}`);
    for (const [name, value] of [["size", F.text], ["least", F.least], ["number", F.number], ["letter", F.letter]]) svg.style.setProperty(`--${name}`, `${value}px`);
    from = null;
    wake();
  }
  function present(on) {
    root.classList.toggle("present", on);
    // The top layer: no ancestor can cut it off.
    root.popover = on ? "manual" : null;
    if (on) root.showPopover?.();
    $("[data-do=present]").setAttribute("aria-pressed", on);
    resize();
  }

  // --- hands -------------------------------------------------------------------------------------
  const deeds = {
    first: () => go(s, 0, true), last: () => go(s, scene.T - 1, true), present: () => present(!root.classList.contains("present")),
    back: () => (playing && deeds.play(), t ? go(s, t - 1, true) : go(s, 0, true)),
    forward: () => (playing && deeds.play(), t < scene.T - 1 ? go(s, t + 1, true) : show(scene.samples[s] + 1)),
    play: () => ((playing = !playing), speak(), wake()),
    up: () => choose(unit - 1), down: () => choose(unit + 1), before: () => show(scene.samples[s] - 1), after: () => show(scene.samples[s] + 1),
    escape: () => ((point = null), present(false)),
  };
  const KEYS = { " ": "play", ArrowLeft: "back", ArrowRight: "forward", ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last", PageUp: "before", PageDown: "after", "[": "before", "]": "after", Escape: "escape" };
  function choose(u) {
    unit = clamp(u, 0, scene.U - 1);
    tell("unit", unit);
    wake();
  }
  const local = (event) => {
    const area = stage.getBoundingClientRect();
    point = { x: (event.clientX - area.left) / scale, y: (event.clientY - area.top) / scale };
    wake();
  };
  root.addEventListener("click", (event) => deeds[event.target.closest("button")?.dataset.do]?.());
  root.addEventListener("keydown", (event) => {
    const own = event.target.closest("input, select, button"), deed = KEYS[event.key];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey || (own && deed !== "escape")) return;
    event.preventDefault();
    event.stopPropagation();
    deeds[deed]();
  });
  stage.addEventListener("pointermove", local);
  stage.addEventListener("pointerleave", () => ((point = null), wake()));
  stage.addEventListener("pointerdown", (event) => {
    local(event);
    if (F.phone && point.y < F.film.y + F.film.height) return go(s, clamp(Math.floor(((point.x - F.film.left) / now.steps.at(-1)) * scene.T), 0, scene.T - 1), true);
    draw();
    if (chosen !== undefined) choose(chosen);
  });
  $(".step input").addEventListener("input", (event) => go(s, event.target.value - 1, true));
  $(".sample input").addEventListener("input", (event) => show(+event.target.value));
  $(".moment input").addEventListener("input", (event) => tell("moment", +event.target.value));
  $(".layer select").addEventListener("change", (event) => report("layer", +event.target.value));
  $(".speed select").addEventListener("change", (event) => ((speed = +event.target.value), speak()));
  $(".probe").addEventListener("transitionend", theme);
  const watcher = new ResizeObserver(resize);
  watcher.observe(root);

  return {
    receive,
    leave() {
      cancelAnimationFrame(frame);
      watcher.disconnect();
      bus.removeEventListener(key, heard);
      Object.values(timers).forEach(clearTimeout);
      built.delete(host);
    },
  };
}

export default function ({ data, parentElement, setStateValue }) {
  if (!built.has(parentElement)) built.set(parentElement, build(parentElement));
  const flow = built.get(parentElement);
  flow.receive(data, setStateValue);
  return flow.leave;
}
