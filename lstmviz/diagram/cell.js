// One step of one unit, drawn from the weights, x, h and c of a sample: terms run down their columns
// and add up, σ or tanh bends the sum, gates open, quantities combine. Python says where all stands.
const built = new WeakMap(), bus = (globalThis.lstmvizFlow ??= Object.assign(new EventTarget(), { last: {} }));
// ms at 1×: what is carried over arrives, terms begin, values fly, quantities begin; done; next step.
const CARRY = 380, TERMS = 300, FLY = 1050, PARTS = 1200, DONE = 2150, STEP = 3400, SCRUB = 240;
const NICE = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 1000];
const { abs, floor, max, min, round } = Math;

const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const ease = (p) => 1 - (1 - p) ** 3;
const sub = (n) => String(n).replace(/\d/g, (d) => "₀₁₂₃₄₅₆₇₈₉"[d]);
const two = (v) => (v === 0 ? "0" : abs(v) < 0.005 ? "0.00" : abs(v) < 1000 ? v.toFixed(2) : v.toPrecision(3)).replace("-", "−");
const plain = (v) => String(v).replace("-", "−");
const nice = (v) => NICE.find((n) => n >= v) ?? v;

// The lens on the units; twin of `spread` in geometry.py.
function spread(n, chosen, length, lens) {
  const thin = (length - lens) / max(n - 1, 1), borders = [0];
  for (let i = 0; i < n; i++) borders.push(borders[i] + (i === chosen ? lens : thin));
  return borders;
}

function build(host) {
  // include pen.js
  const timers = {}, told = {}, given = {};
  let values, W, R, b, X, H, C, T, U, B, cells, tint, cols; // what is known
  let t, unit, phase = DONE, speed = 1, playing = false, frame, before, dirty, since, from, pose, spans; // where it stands
  let film, S, xs, hs, range, limit, height, lut, resets; // what the unit does
  let report, key, said, rowsFor = [], images = new Map();

  // --- the unit's sums over all timesteps ----------------------------------------------------------
  const earlier = (i, j) => (i ? H[(i - 1) * U + j] : 0);
  // How far the units' earlier h is open for block k: the candidate of a GRU hears what r lets through.
  const heard = (k, i, j) => (k < 2 || sheet.cell !== "gru" ? 1 : resets[i * U + (sheet.after ? unit : j)]);
  const xTerm = (k, i, f) => X[i * sheet.F + f] * W[(f * B + k) * U + unit];
  const uTerm = (k, i, j) => earlier(i, j) * R[(j * B + k) * U + unit];
  const hTerm = (k, i, j) => heard(k, i, j) * uTerm(k, i, j);
  const bias = (k, i) => b[k * U + unit] + (sheet.after ? b[(B + k) * U + unit] * heard(k, i, 0) : 0);
  const largest = (count, all, weigh, were) => (all ? list(count, (m) => m) : list(count, (m) => [weigh(m) * (were?.includes(m) ? 1.2 : 1), m]).sort((p, q) => q[0] - p[0]).slice(0, 3).map((p) => p[1]).sort((p, q) => p - q));
  function study() {
    if (!F) return;
    const { rows } = F;
    const weigh = (f) => (m) => {
      let all = 0;
      for (let i = 0; i < T; i++) for (let k = 0; k < B; k++) all += abs(f(k, i, m));
      return all;
    };
    if (resets === undefined) resets = sheet.cell === "gru" && openings();
    // Those that weigh most over all steps, so that names stay while one scrubs; in training as well.
    xs = largest(sheet.F, !rows.xs, weigh(xTerm), xs);
    hs = largest(U, !rows.hs, weigh(hTerm), hs);
    const sum = (count, f) => {
      let all = 0;
      for (let m = 0; m < count; m++) all += f(m);
      return all;
    };
    const z = list(B, () => new Float32Array(T));
    const part = (named, others, count, f) => {
      const seen = named.map(f);
      return others ? [...seen, sum(count, f) - seen.reduce((p, q) => p + q)] : seen;
    };
    const reach = list(B, () => 1);
    film = list(T, (i) => list(B, (k) => {
      const terms = [...part(xs, rows.xs, sheet.F, (f) => xTerm(k, i, f)), ...part(hs, rows.hs, U, (j) => hTerm(k, i, j)), bias(k, i)];
      z[k][i] = terms.reduce((sofar, v) => ((reach[k] = max(reach[k], abs(sofar + v))), sofar + v), 0);
      return terms;
    }).flat());
    range = reach.map(nice);
    S = {};
    sheet.blocks.forEach(({ name, curve }, k) => {
      S["z." + name] = z[k];
      S[name] = z[k].map(curve === "σ" ? sigmoid : Math.tanh);
    });
    const line = (f) => Float32Array.from({ length: T }, (_, i) => f(i)), state = (all) => line((i) => all[i * U + unit]);
    S.h = state(H);
    S["h-"] = line((i) => (i ? S.h[i - 1] : 0));
    S.a = z[0];
    if (C) {
      S.c = state(C);
      S["c-"] = line((i) => (i ? S.c[i - 1] : 0));
      S.tanh_c = S.c.map(Math.tanh);
    }
    if (S.z) S.keep = S.z.map((v) => 1 - v);
    const most = (...all) => nice(all.flatMap((f) => list(T, (i) => abs(f(i)))).reduce((p, q) => max(p, q)));
    const wholes = sheet.panel.map(({ name, of, by, start }) => {
      if (!S[name]) S[name] = line((i) => S[of][i] * S[by][i]);
      return (i) => (start ? S[start][i] : 0) + S[of ?? name][i];
    });
    limit = most(...wholes);
    height = most(...sheet.lines.map((name) => (i) => S[name][i]));
  }
  // The reset gates of all units at all timesteps; where r opens after U only this unit's is needed.
  function openings() {
    const all = new Float32Array(T * U);
    for (let i = 0; i < T; i++)
      for (let j = 0; j < U; j++) {
        let z = b[U + j] + (sheet.after ? b[4 * U + j] : 0);
        for (let f = 0; f < sheet.F; f++) z += X[i * sheet.F + f] * W[(f * 3 + 1) * U + j];
        for (let m = 0; m < U; m++) z += earlier(i, m) * R[(m * 3 + 1) * U + j];
        all[i * U + j] = sigmoid(z);
      }
    return all;
  }
  const at = (name, i = t) => (S[name] ? S[name][i] : NaN);

  // --- words ---------------------------------------------------------------------------------------
  const words = { t: () => sub(t + 1), p: () => sub(t), step: () => t + 1, unit: () => unit };
  const fill = (text) => text.replace(/\{([^}]+)\}/g, (_, k, place) => {
    if (words[k]) return words[k]();
    if (k[0] === "%") return round(100 * at(k.slice(1))) + " %";
    const v = at(k);
    return v < 0 && "×+".includes(text[place - 2] ?? ".") ? "(" + two(v) + ")" : two(v);
  });
  const spot = (f, i = t) => [floor(cells[i * sheet.F + f] / cols.length), cells[i * sheet.F + f] % cols.length];
  // What x's value f is called: by its column, by its row, or by both.
  function nameOf(f) {
    if (sheet.layer) return ["unit " + f];
    const [r, m] = spot(f), places = list(sheet.F, (g) => spot(g)), { names } = cols[m], number = count(sheet.table.numbers[r]);
    if (places.every((p) => p[0] === r)) return names;
    return places.every((p) => p[1] === m) ? ["row " + number, number] : [names[0] + ", row " + number, names.at(-1) + " " + number, number];
  }
  // Rows of terms: kind, number, names from long to short, value.
  function rowsOf() {
    if (rowsFor[0] === t && rowsFor[1] === film) return rowsFor[2];
    const { rows } = F, found = xs.map((f) => ["x", f, nameOf(f), X[t * sheet.F + f]]);
    if (rows.xs) found.push(["xs", 0, [sheet.F - xs.length + " others", "+ " + (sheet.F - xs.length)]]);
    hs.forEach((j) => found.push(["h", j, ["h" + sub(t) + "[" + j + "]"], earlier(t, j)]));
    if (rows.hs) found.push(["hs", 0, [U - hs.length + " others", "+ " + (U - hs.length)]]);
    rowsFor = [t, film, [...found, ["b", 0, ["bias"]]]];
    return rowsFor[2];
  }

  // --- colours ---------------------------------------------------------------------------------------
  function theme() {
    if (!sheet) return;
    lut = bytes(inks().scale);
    images = new Map();
    wake();
  }
  const rgb = (v, end = 1) => lut.subarray((v = 3 * round(64 + 64 * clamp(v / end, -1, 1))), v + 3);
  const colour = (v, end) => "rgb(" + rgb(v, end) + ")";
  const onCell = (v, end) => "fill:" + (light(...rgb(v, end)) > 118 ? "#000" : "#fff");
  const paintOf = (kind, f) => (kind[0] === "x" ? (sheet.layer || kind === "xs" ? tok.features : sheet.palette.fills[cols[spot(f)[1]].colour]) : kind === "b" ? tok.hatch : tok.units);
  // All steps of a state: steps across, units down.
  function picture(name) {
    if (!images.has(name)) {
      const made = Object.assign(document.createElement("canvas"), { width: T, height: U }), data = new ImageData(T, U), all = name === "c" ? C : H, end = name === "c" ? values.most : 1;
      for (let i = 0; i < T; i++) for (let j = 0; j < U; j++) data.data.set([...rgb(all[i * U + j], end), 255], 4 * (j * T + i));
      made.getContext("2d").putImageData(data, 0, 0);
      images.set(name, made);
    }
    return images.get(name);
  }
  // Units first … last − 1 of a state at step i, into x, y, w, h.
  function strip(name, i, x, y, w, h, first = 0, last = U, across = F.phone) {
    ctx.imageSmoothingEnabled = last - first > 1 && (across ? w : h) < last - first;
    if (!across) return ctx.drawImage(picture(name), i, first, 1, last - first, x, y, w, h);
    ctx.save();
    ctx.transform(0, 1, 1, 0, x, y);
    ctx.drawImage(picture(name), i, first, 1, last - first, 0, 0, h, w);
    ctx.restore();
  }

  // --- one picture -------------------------------------------------------------------------------------
  const part = (a, b) => clamp((phase - a) / (b - a));
  const rowY = (r) => F.rows.y + r * F.rows.h;
  // What is drawn as a length: the terms, and every value by its name.
  const look = () => [...film[t], ...Object.keys(S).map((name) => S[name][t]), ...range, limit, height];
  function draw() {
    clean();
    const now = look(), keys = Object.keys(S);
    const p = from ? ease(clamp((performance.now() - since) / SCRUB)) : 1;
    spans = mix(from, now, p);
    if (p === 1) from = null;
    const start = film[t].length, after = start + keys.length;
    pose = { v: Object.fromEntries(keys.map((name, k) => [name, spans[start + k]])), range: spans.slice(after, after + B), limit: spans[after + B], height: spans[after + B + 1] };
    const rows = rowsOf();
    drawInputs(rows);
    sheet.blocks.forEach((block, k) => drawColumn(block, k, rows));
    drawPanel();
    drawUnits();
    drawRail();
    drawFlights();
    drawPoint();
    rest();
  }

  function drawInputs(rows) {
    const { names: right, chip: [x, w], rows: R, left } = F, h = R.h, first = R.x + R.xs, end = F.columns.at(-1) + F.column + 3, nth = rows.length;
    const edge = left + (F.phone ? 2 : 20), band = (a, b) => block(edge, rowY(a), end - edge, (b - a) * h - 2, tok.lane, 1, 4);
    band(0, first);
    band(first, nth - 1);
    write("head", x + w, F.rows.y - (F.phone ? 12 : 18), sheet.layer ? "h of layer " + sheet.layer : sheet.steps[t][1], "r b inked" + (F.phone ? " least" : ""));
    rows.forEach(([kind, m, called, v], r) => {
      const y = rowY(r) + h / 2 - 1, size = F.text * 0.5, room = (v == null ? x + w : right) - left - (F.phone ? 2 : 18), text = called.find((s) => s.length * size < room) ?? called.at(-1).slice(0, floor(room / size));
      write("n" + r, v == null ? x + w - 3 : right, y, text, "r" + (v == null ? " muted" : ""));
      if (v == null) return hit(left, rowY(r), x + w - left, h, "row", r);
      const arrived = kind === "x" ? part(0, 160) : 1, place = kind === "x" && !sheet.layer && spot(m), high = min(h - 3, 20), top = rowY(r) + (h - 2 - high) / 2, zero = kind === "h" && !t;
      block(x, top, w, high, tok.carriage, 1, 3, tok.line);
      if (place) block(x, top, w, high, sheet.palette.fills[cols[place[1]].colour], arrived * clamp(0.6 + 0.26 * tint[place[0] * cols.length + place[1]], dark ? 0.3 : 0.26), 3);
      else if (!zero) block(x, top, w, high, colour(v), kind === "h" ? part(CARRY - 80, CARRY) : arrived, 3);
      write("v" + r, x + w / 2, y, zero ? "0" : two(v), "m b", (place ? "fill:" + tok.cell : zero ? "" : onCell(v)) + ";opacity:" + (kind === "h" && t ? part(CARRY - 80, CARRY) : arrived));
      hit(left, rowY(r), x + w - left, h, "row", r);
    });
    write("sum", x + w - 3, rowY(nth) + h / 2, "sum", "r b inked");
    if (F.phone) return;
    sheet.legend.forEach((said, n) => write("leg" + n, x + w - 3, F.curve.y + F.curve.h / 2 + (n - (sheet.legend.length - 1) / 2) * F.text * 1.35, said, "r muted least"));
    // The strip of all earlier h, with lines from those that have a row.
    const top = rowY(first), high = (R.named + R.hs) * h - 2, edges = (j) => top + ((j + 0.5) / U) * high;
    write("hp", left + 6, top - 8, "h" + sub(t), "m b halo");
    if (!t) block(left + 0.5, top + 0.5, 12, high - 1, tok.track, 1, 2);
    else {
      ctx.globalAlpha = part(CARRY - 80, CARRY);
      strip("h", t - 1, left, top, 13, high);
      ctx.globalAlpha = 1;
    }
    hs.forEach((j, n) => line("hl" + n, [[left + 13, edges(j)], [left + 18, edges(j)], [left + 30, rowY(first + n) + h / 2 - 1], [right - 44, rowY(first + n) + h / 2 - 1]], "pale"));
    hit(left - 4, top - 14, 18, high + 14, "earlier");
  }

  function drawColumn({ name, letter, word, colour: token, curve }, k, rows) {
    const x = F.columns[k], w = F.bars, mid = x + w / 2, h = F.rows.h, nth = rows.length, { y: cy, h: ch } = F.curve, stacked = F.phone;
    const X = (v) => mid + (clamp(v / pose.range[k], -1, 1) * w) / 2, ink = tok[token], tone = token === "ink" ? "inked" : token, size = stacked ? 7 : min(10, h * 0.55);
    const on = (r) => part(TERMS + (r * 480) / nth, TERMS + (r * 480) / nth + 220);
    write("g" + k, stacked ? mid : x, F.rows.y - (stacked ? 12 : 18), [[fill(letter), "n letter " + tone], [word && (stacked ? "" : " " + word), "muted"]], stacked ? "m" : "");
    block(mid - 0.5, F.rows.y, 1, cy + ch - F.rows.y, tok.line);
    const seen = hs.map((j) => uTerm(k, t, j)), unreset = k > 1 && resets ? [...xs, ...(F.rows.xs ? [0] : []), ...seen, list(U, (j) => uTerm(k, t, j)).reduce((p, q) => p + q) - seen.reduce((p, q) => p + q)] : [];
    let sum = 0, y0;
    rows.forEach(([kind, m], r) => {
      const v = spans[k * nth + r], p = ease(on(r)), y = rowY(r) + (stacked ? h - 2 - size - 3 : (h - 2 - size) / 2), a = X(sum), e = X((sum += v * p)), fade = kind === "xs" || kind === "hs" ? 0.55 : 1;
      if (r && p) block(a - 0.5, y0, 1, y - y0, tok.faint);
      // What r holds back stays an outline.
      if (k > 1 && resets && kind[0] === "h" && p) {
        const whole = X(sum - v * p + unreset[r] * p);
        block(min(a, whole), y, abs(whole - a), size, tok.carriage, 1, 1.5, tok.faint, 0.8);
      }
      if (p && !v) block(a - 0.5, y, 1, size, tok.faint);
      if (p && v) block(min(a, e), y, max(abs(e - a), 1), size, paintOf(kind, m), fade, 1.5);
      if (p > 0.5) write("t" + [k, r], x + F.column, stacked ? rowY(r) + 8 : rowY(r) + h / 2 - 1, two(film[t][k * nth + r]), "r" + (stacked ? " least halo" : ""));
      y0 = y + size;
      hit(x - 3, rowY(r), F.column + 6, h, "term", r, k);
    });
    // The sum below a line, and straight below it the point on the curve.
    const begun = on(0) > 0, done = phase >= TERMS + 700, y = rowY(nth) + (stacked ? h - 2 - size - 3 : (h - size) / 2), end = X(sum), f = curve === "σ" ? sigmoid : Math.tanh, low = curve === "σ" ? 0 : -1;
    const Y = (v) => cy + ch - 4 - ((v - low) / (1 - low)) * (ch - 8);
    block(x, rowY(nth) - 1, F.column, 1.2, tok.muted);
    block(min(mid, end), y, abs(end - mid), size, ink, 1, 1.5);
    if (begun) write("s" + k, x + F.column, stacked ? rowY(nth) + 9 : rowY(nth) + h / 2, two(done ? at("z." + name) : sum), "r b inked halo");
    hit(x - 3, rowY(nth), F.column + 6, h, "sum", k);
    block(x, cy, w, ch, tok.lane, 1, 4);
    block(mid - 0.5, cy, 1, ch, tok.line);
    block(x, Y(0) - 0.5, w, 1, tok.line);
    if (low) block(x, Y(-1) - 0.5, w, 0.6, tok.line);
    block(x, Y(1) - 0.5, w, 0.6, tok.line);
    ctx.beginPath();
    for (let s = 0; s <= 48; s++) ctx.lineTo(x + (s / 48) * w, Y(f((s / 24 - 1) * pose.range[k])));
    Object.assign(ctx, { strokeStyle: ink, lineWidth: 1.8, lineJoin: "round" });
    ctx.stroke();
    if (stacked) write("c" + k, x + 3, cy + 8, curve, "least muted");
    else write("c" + k, x + F.column, cy + ch + 8, curve + "(sum)", "r least muted");
    if (!stacked) [-1, 0, 1].forEach((v) => write("x" + [k, v], mid + (v * w) / 2, cy + ch + 8, plain(v * range[k]), "least muted " + (v ? (v < 0 ? "" : "r") : "m")));
    const v = f(sum), py = Y(v), gx = x + w + (stacked ? 1.5 : 4), gw = stacked ? 5 : 9;
    if (begun) {
      line("d" + k, [[end, y + size], [end, py]], "drop");
      line("e" + k, [[end, py], [gx, py]], "drop");
      dot("p" + k, [end, py], 4, tone);
    }
    block(gx, Y(1), gw, Y(low) - Y(1), tok.track, 1, 2);
    if (begun) block(gx, min(py, Y(0)), gw, max(abs(Y(0) - py), 1), curve === "σ" ? ink : colour(v), 1, 2);
    if (begun) write("a" + k, stacked ? mid : x + F.column, stacked ? cy + ch + 12 : clamp(py, cy + 8, cy + ch - 8), two(done ? at(name) : v), (stacked ? "m" : "r") + " n " + tone);
    hit(x - 3, cy, F.column + 6, ch, "curve", k);
  }

  function drawPanel() {
    const { x, y, w, part: step, line: inline } = F.panel, mid = x + w / 2, { v } = pose, X = (value) => mid + (clamp(value / pose.limit, -1, 1) * w) / 2, high = F.phone ? 12 : 15;
    write("ph", x, y - (F.phone ? 14 : 18), fill(sheet.equation), "muted");
    if (!F.phone) [-1, 0, 1].forEach((n) => write("px" + n, mid + (n * w) / 2, y + step * sheet.panel.length + 8, plain(n * limit), "least muted " + (n ? (n < 0 ? "" : "r") : "m")));
    sheet.panel.forEach((p, k) => {
      const top = y + k * step, by = top + 17, on = ease(part(PARTS + 210 * k, PARTS + 210 * k + 240)), start = p.start ? v[p.start] : 0, { colour: token } = p;
      const ink = tok[token], first = X(start), text = fill(p.letter);
      block(x, by - 2, w, high + 4, tok.lane, 1, 3);
      block(mid - 0.5, by - 2, 1, high + 4, tok.hatch);
      if (p.of) {
        const whole = X(start + v[p.of]), opened = X(start + v[p.name] * on), shown = part(PARTS + 210 * k - 150, PARTS + 210 * k);
        block(min(first, whole), by, max(abs(whole - first), 1), high, tok.track, shown, 2, tok.muted);
        if (on) block(min(first, opened), by, max(abs(opened - first), 1), high, ink, 1, 2);
        write("q" + k, x, top + 7, [[text, "b inked"], [" = " + two(at(p.of)), ""]], "halo", "opacity:" + shown);
        if (part(FLY, PARTS) >= 1) write("r" + k, inline ? x + w * 0.56 : x + w, top + 7, [["× " + p.gate + " ", "b " + token], [two(at(p.by)), "b " + token]], "r halo");
        if (on > 0.6) write("z" + k, x + w, inline ? top + 7 : by + high + 9, [[fill(p.word) + " ", "muted"], [two(at(p.name)), "b inked"]], "r halo");
      } else {
        const e = X(v[p.name] * on);
        if (on) block(min(mid, e), by, max(abs(e - mid), 1), high, colour(at(p.name), p.name === "c" ? values.most : 1), 1, 2, tok.ink);
        if (on > 0.6) write("q" + k, x, top + 7, [[text + " = ", "b inked"], [p.parts.length ? fill("{kept} + {fresh} = ") : fill("tanh({a}) = "), ""], [two(at(p.name)), "b inked"]], "halo");
      }
      // What is filled goes on below.
      const next = sheet.panel[k + 1];
      if (next && (next.start || next.parts) && on >= 1) block(X(start + v[p.name]) - 0.5, by + high, 1, step - high, tok.faint);
      hit(x, top, w, step, "part", k);
    });
  }

  function drawUnits() {
    const { x, y, w, h, gap } = F.strips, long = F.phone ? w : h, lens = max(min(long, F.phone ? 20 : 17), long / U), edges = spread(U, unit, long, lens), done = part(DONE - 120, DONE);
    sheet.lines.forEach((name, k) => {
      const sx = F.phone ? x : x + k * (w + gap), sy = F.phone ? y + k * (h + gap) : y, thick = F.phone ? h : w, a = edges[unit], e = edges[unit + 1];
      const piece = (from, to, first, last) => last > first && (F.phone ? strip(name, t, sx + from, sy, to - from, thick, first, last) : strip(name, t, sx, sy + from, thick, to - from, first, last));
      block(sx, sy, F.phone ? long : thick, F.phone ? thick : long, tok.track, 1, 2);
      ctx.globalAlpha = done;
      piece(0, a, 0, unit);
      piece(a, e, unit, unit + 1);
      piece(e, long, unit + 1, U);
      ctx.globalAlpha = 1;
      if ((long - lens) / U > 3) for (let j = 1; j < U; j++) block(F.phone ? sx + edges[j] - 0.4 : sx, F.phone ? sy : sy + edges[j] - 0.4, F.phone ? 0.8 : thick, F.phone ? thick : 0.8, tok.carriage);
      frameOf("lens" + k, F.phone ? [sx + a, sy - 1, e - a, thick + 2] : [sx - 1, sy + a, thick + 2, e - a], "axis units", 2);
      write("u" + k, F.phone ? sx - 0 : sx + thick / 2, F.phone ? sy + thick / 2 : sy - 18, name + sub(t + 1), F.phone ? "least b halo" : "m b inked");
      hit(sx - 2, sy - 2, F.phone ? long : thick + 4, F.phone ? thick + 4 : long, "unit", k);
    });
    pose.edges = edges;
    write("uname", F.phone ? x : F.width - 6, F.phone ? y - 12 : y + h + 11, "unit " + unit + (F.phone ? " (0–" + (U - 1) + ")" : ""), "axis units" + (F.phone ? "" : " r"));
  }

  function drawRail() {
    const { x, y, w, h, every } = F.rail, at = (i) => x + ((i + 0.5) / T) * w, Y = (v) => y + h / 2 - (v / pose.height) * (h / 2 - 4);
    block(x, y, w, h, tok.lane, 1, 4);
    block(x - 8, y + h / 2 - 0.5, w + 8, 1, tok.line);
    const now = at(t), tab = F.number * 3.6, wide = clamp(w / T, 3, 46);
    block(now - wide / 2, y, wide, h, tok.timesteps, 0.14);
    sheet.lines.forEach((name, k) => {
      const points = [[x - 6, Y(0)], ...list(T, (i) => [at(i), Y(S[name][i])])], main = name === sheet.lines[0];
      const stroke = (some, alpha) => {
        ctx.globalAlpha = alpha;
        Object.assign(ctx, { strokeStyle: main ? tok.ink : tok.o, lineWidth: main ? 2 : 1.6, lineJoin: "round" });
        ctx.setLineDash(main ? [] : [4, 2]);
        ctx.beginPath();
        some.forEach((p) => ctx.lineTo(...p));
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.globalAlpha = 1;
      };
      const reached = phase >= DONE - 120 ? t + 1 : t;
      stroke(points.slice(0, reached + 1), 1);
      stroke(points.slice(reached), 0.3);
      dot("o" + k, points[reached], 3.5, "fill " + (main ? "inked" : "o"));
      write("l" + k, x - 14, y + h / 2 + (sheet.lines.length > 1 ? (k ? 9 : -9) : 0), name, "r b " + (main ? "inked" : "o"));
    });
    for (let i = 0; i < T; i++)
      if ((i + 1) % every === 0 && abs(at(i) - now) > tab / 2 + 10) write("i" + i, at(i), y + h + 9, String(i + 1), "m least " + (i < t ? "axis timesteps" : "muted"));
    frameOf("tab", [clamp(now - tab / 2, x - 8, x + w - tab + 8), y + h + 1, tab, 16], "fill tab", 8);
    write("tabt", clamp(now, x - 8 + tab / 2, x + w + 8 - tab / 2), y + h + 9, "t = " + (t + 1), "m b on");
    hit(x, y, w, h + 18, "rail");
  }

  // What is under way: h to the left, values of the gates into the quantities.
  function drawFlights() {
    if (phase >= DONE || calm.matches) return;
    const carried = ease(part(0, CARRY));
    if (t && carried < 1 && !F.phone) {
      const { x, y, w, h, gap } = F.strips, first = F.rows.x + F.rows.xs, to = [F.left, rowY(first), 13, (F.rows.named + F.rows.hs) * F.rows.h - 2];
      ctx.globalAlpha = 0.9;
      strip("h", t - 1, ...mix([x + (sheet.lines.length - 1) * (w + gap), y, w, h], to, carried));
      ctx.globalAlpha = 1;
    }
    // The memory goes up to where it is kept from.
    const { panel: q } = F, first = sheet.panel.findIndex((p) => p.parts), memory = at(sheet.lines[0] + "-"), high = F.phone ? 12 : 15;
    if (t && first > 0 && phase < PARTS) {
      const mid = q.x + q.w / 2, e = mid + (memory / limit) * (q.w / 2);
      block(min(mid, e), q.y + 17 + q.part * first * (1 - carried), max(abs(e - mid), 1), high, tok.track, 1, 2, tok.muted);
      if (carried === 1) write("mem", q.x, q.y + 7, [[fill(sheet.panel[0].letter), "b inked"], [" = " + two(memory), ""]]);
    }
    const go = ease(part(FLY, PARTS));
    if (go <= 0 || go >= 1) return;
    sheet.panel.forEach((p, k) => {
      const column = sheet.blocks.findIndex((s) => s.name === (p.by === "keep" ? "z" : p.by));
      if (column < 0) return;
      const [cx, cy] = mix([F.columns[column] + F.column - 16, F.curve.y + F.curve.h / 2], [F.panel.x + F.panel.w - 16, F.panel.y + k * F.panel.part + 7], go);
      block(cx - 19, cy - 9, 38, 18, tok.carriage, 0.95, 9, tok[p.colour], 1.5);
      write("fly" + k, cx, cy, two(at(p.by)), "m b " + p.colour);
    });
  }

  // --- pointing ----------------------------------------------------------------------------------------
  const brackets = (v) => (v < 0 ? "(" + two(v) + ")" : two(v));
  const source = (f) => {
    const [r, m] = spot(f);
    return sheet.table.names[r] + ", " + cols[m].names[0] + ": " + sheet.table.text[r][m] + " " + sheet.table.units[m];
  };
  const tips = {
    row(r, rows) {
      const [kind, m, called, v] = rows[r];
      if (kind === "x") return sheet.layer ? ["h" + sub(t + 1) + " of unit " + m + " in layer " + sheet.layer + " = " + two(v)] : [source(m), "scaled: " + two(v), "goes into every gate of every unit"];
      if (kind === "h") return ["h" + sub(t) + " of unit " + m + " = " + two(v), t ? "as step " + t + " left it; goes into every gate of every unit" : "every sample starts from zero"];
      return [kind === "b" ? "The bias: it is added at every step, whatever enters." : called[0] + ": each has its own weight; here they are added up."];
    },
    term(r, rows, k) {
      const [kind, m, called, v] = rows[r], { letter } = sheet.blocks[k], term = film[t][k * rows.length + r], column = k * U + unit, of = fill(letter) + " of unit " + unit;
      if (v == null) return [called[0] + " → " + of + ": " + two(term), kind === "b" ? "bias[" + column + "]" : "the sum of their terms"];
      const x = kind === "x", weight = (x ? W : R)[m * B * U + column], r2 = x ? 1 : heard(k, t, m);
      return [called[0] + " → " + of, (r2 < 1 ? "r " + two(r2) + " × " : "") + "weight " + two(weight) + " × " + brackets(v) + " = " + two(term), (x ? "kernel[" : "recurrent_kernel[") + m + ", " + column + "]"];
    },
    sum: (k) => ["All terms of " + fill(sheet.blocks[k].letter) + " added up: " + two(at("z." + sheet.blocks[k].name)), fill(sheet.tips[sheet.cell === "simple_rnn" ? "a" : sheet.blocks[k].name][1])],
    curve: (k) => sheet.tips[sheet.blocks[k].name].map(fill),
    part(k) {
      const p = sheet.panel[k];
      return (sheet.tips[p.of ? (p.name === "h" ? "h" : p.by) : p.name] ?? []).map(fill);
    },
    earlier: () => ["h" + sub(t) + ": all " + U + " units", t ? "as step " + t + " left them; each goes into every gate" : "every sample starts from zero"],
  };
  function drawPoint() {
    const found = pointed();
    tip.hidden = !found;
    stage.style.cursor = found?.[4] === "rail" || found?.[4] === "unit" ? "pointer" : "";
    if (!found) return;
    const [x, y, w, h, kind, m, k] = found, rows = rowsOf();
    let said;
    if (kind === "rail") {
      const i = stepAt();
      said = ["Step " + (i + 1), ...sheet.lines.map((name) => name + sub(i + 1) + " = " + two(S[name][i]))];
    } else if (kind === "unit") {
      const j = unitAt();
      said = ["Unit " + j, ...sheet.lines.map((name) => name + sub(t + 1) + " = " + two((name === "c" ? C : H)[t * U + j])), j === unit ? "this one" : "click to look at it"];
    } else {
      said = kind === "term" || kind === "row" ? tips[kind](m, rows, k) : tips[kind](m);
      frameOf("m", [x, y, w, h - 1], "mark", 4);
    }
    note(said.join("\n"));
    const right = (x + w) * scale + 10, { offsetWidth: tw, offsetHeight: th } = tip, room = F.width * scale - tw, side = kind === "rail" || kind === "unit" ? point.x * scale + 14 : right;
    lay(clamp(side > room ? min(x, point.x - 4) * scale - tw - 10 : side, 2, max(room - 2, 2)), clamp(point.y * scale - th / 2, 0, max(F.height * scale - th, 0)));
  }
  const stepAt = () => clamp(floor(((point.x - F.rail.x) / F.rail.w) * T), 0, T - 1);
  const unitAt = () => {
    const along = F.phone ? point.x - F.strips.x : point.y - F.strips.y;
    return clamp(pose.edges.findIndex((e) => e > along) - 1, 0, U - 1);
  };

  // --- the clock -----------------------------------------------------------------------------------------
  function tick(time) {
    const was = phase;
    frame = 0;
    phase = min(phase + min(time - before, 100) * speed, playing ? STEP : max(phase, DONE));
    before = time;
    if (calm.matches) phase = max(phase, DONE);
    if (was < DONE || from || dirty) draw();
    dirty = false;
    if (playing && phase >= STEP) go((t + 1) % T, true);
    if (playing || phase < DONE || from) frame ||= requestAnimationFrame(tick);
  }
  function wake() {
    dirty = true;
    if (!frame) before = performance.now();
    if (F) frame ||= requestAnimationFrame(tick);
  }
  // To a timestep: with all its motion in play, else the lengths slide from one to the other.
  function go(step, run) {
    slide();
    t = clamp(step, 0, T - 1);
    phase = run && !calm.matches ? 0 : DONE;
    if (run) from = null;
    else tell("timestep", t);
    speak();
    wake();
  }
  function slide() {
    from = calm.matches || !film ? null : spans;
    since = performance.now();
  }
  function choose(u) {
    if (u === unit) return;
    slide();
    unit = clamp(u, 0, U - 1);
    xs = hs = null;
    study();
    phase = DONE;
    tell("unit", unit);
    speak();
    wake();
  }
  function tell(name, value) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => report(name, (told[name] = value)), 400);
  }
  function speak() {
    const text = sheet.steps[t][0] + " " + fill(sheet.sentences[t ? 1 : 0]);
    const bold = (node, start, strong, rest) => node.replaceChildren(start, Object.assign(document.createElement("b"), { textContent: strong }), rest);
    caption.setAttribute("aria-live", playing && speed > 1 ? "off" : "polite");
    if (said !== (said = text + t)) bold(caption, "", "Step " + (t + 1) + " of " + T + ". ", text);
    const dial = (name, strong, value, top, start = name + " ") => {
      const input = $("." + name + " input");
      bold($("." + name + " span"), start, strong, "");
      input.max = top;
      if (!input.matches(":active")) input.value = value;
    };
    dial("step", t + 1 + " of " + T, t + 1, T);
    dial("unit", unit, unit, U - 1);
    dial("sample", count(sheet.of[1]), sheet.of[1], sheet.total - 1);
    dial("moment", values.label, values.moment, max(values.moments.length - 1, 0), "");
    $(".layer").hidden = sheet.layers < 2;
    $(".layer select").value = sheet.layer;
    $(".play").ariaLabel = playing ? "Pause" : "Play";
    $(".play path").setAttribute("d", playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4 2v12l9-6z");
  }

  // --- data ------------------------------------------------------------------------------------------------
  const fits = (numbers, to) => numbers && String(numbers.of) === String(to.of);
  const same = (numbers) => film && ["kernel", "recurrent", "bias", "x", "h"].every((name) => numbers[name].data === values[name].data && numbers[name].scale === values[name].scale);
  function feed(numbers) {
    if (!fits(numbers, sheet)) return;
    if (same(numbers)) {
      values = numbers;
      return speak();
    }
    values = numbers;
    [W, R, b, X, H, C] = ["kernel", "recurrent", "bias", "x", "h", "c"].map((name) => unpack(values[name]));
    images = new Map();
    resets = undefined;
    if (phase >= DONE) slide();
    study();
    speak();
    wake();
  }
  function adopt(next, numbers) {
    sheet = next;
    ({ T, U, columns: cols } = sheet);
    B = sheet.blocks.length;
    cells = new Int32Array(bytes(sheet.cells).buffer);
    tint = unpack(sheet.table.tint);
    t = clamp(t ?? floor(T / 2), 0, T - 1);
    unit = clamp(unit ?? round(U * 0.6), 0, U - 1);
    from = spans = film = xs = hs = null;
    fit();
    inks();
    lut = bytes(sheet.palette[dark ? "dark" : "light"].scale);
    feed(numbers);
    resize();
    theme();
  }
  // A step or unit that the page gives anew is taken over, but not one that was reported from here.
  function take(name, value) {
    if (value == null || value === given[name]) return false;
    given[name] = value;
    if (value === told[name]) return false;
    delete told[name];
    return true;
  }
  function receive(data, set) {
    report = set;
    bus.removeEventListener(key, listen);
    bus.addEventListener((key = data.key), listen);
    const late = bus.last[key], numbers = !sheet && fits(late, data.scene) ? late : data.values, moved = take("timestep", data.timestep), other = take("unit", data.unit);
    delete bus.last[key];
    const fresh = sheet?.id !== data.scene.id;
    if (!fresh && (moved || other)) slide();
    if (moved) [t, phase] = [data.timestep, DONE];
    if (other) unit = data.unit;
    if (fresh) return adopt(data.scene, numbers);
    [t, unit] = [clamp(t, 0, T - 1), clamp(unit, 0, U - 1)];
    if (other) (xs = hs = null), study();
    feed(numbers);
    wake();
  }
  const listen = (event) => feed(event.detail);
  function resize() {
    if (!sheet || !root.clientWidth) return;
    fit();
    const letters = (all) => max(...all.map((text) => text.replace(/\{[^}]+\}/g, "0.00").length));
    caption.style.minHeight = 1.4 * Math.ceil(((letters(sheet.steps.map(([text]) => text)) + letters(sheet.sentences) + 16) * 5.7) / (root.clientWidth - 24)) + "em";
    from = null;
    wake();
  }

  // --- hands -------------------------------------------------------------------------------------------------
  const still = (f) => () => ((playing = false), f(), speak());
  const deeds = {
    first: still(() => go(0)), last: still(() => go(T - 1)), back: still(() => go(t - 1)), forward: still(() => go(t + 1)),
    up: () => choose(max(unit - 1, 0)), down: () => choose(min(unit + 1, U - 1)),
    play() {
      playing = !playing;
      if (!playing) return tell("timestep", t), speak();
      if (calm.matches || phase >= DONE) go(T > 1 ? (t + 1) % T : 0, true);
      speak();
      wake();
    },
    present: () => (present(), resize()),
    leave: () => ((point = null), root.popover ? deeds.present() : wake()),
  };
  const KEYS = { " ": "play", ArrowLeft: "back", ArrowRight: "forward", ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last", Escape: "leave" };
  on("section", "click", (event) => deeds[event.target.closest("button")?.dataset.do]?.());
  on("section", "keydown", (event) => {
    const deed = KEYS[event.key];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey || (deed !== "leave" && event.target.closest("input,select,button"))) return;
    event.preventDefault();
    event.stopPropagation();
    deeds[deed]();
  });
  function press() {
    const kind = pointed()?.[4];
    if (kind === "rail") still(() => stepAt() !== t && go(stepAt()))();
    if (kind === "unit") choose(unitAt());
  }
  on(".stage", "pointermove", (event) => {
    locate(event);
    if (event.buttons) press();
    wake();
  });
  on(".stage", "pointerdown", (event) => (locate(event), press(), wake()));
  on(".stage", "pointerleave", () => ((point = null), wake()));
  const dials = {
    step: (v) => still(() => go(v - 1))(), unit: choose, moment: (v) => tell("moment", v), layer: (v) => report("layer", v), speed: (v) => ((speed = v), speak()),
    sample: (v) => (tell("sample", v), ($(".sample b").textContent = count(v))),
  };
  on(".bar", "input", ({ target }) => dials[target.parentNode.className](+target.value));
  on(".stage", "transitionend", theme);
  const watcher = new ResizeObserver(resize);
  watcher.observe(root);
  return {
    receive,
    leave() {
      cancelAnimationFrame(frame);
      watcher.disconnect();
      bus.removeEventListener(key, listen);
      built.delete(host);
    },
  };
}

export default function ({ data, parentElement, setStateValue }) {
  if (!built.has(parentElement)) built.set(parentElement, build(parentElement));
  built.get(parentElement).receive(data, setStateValue);
  return built.get(parentElement).leave;
}
