// Draws what maps.py laid out: matrices in colours, with a crosshair, and perhaps a film in which they
// fill. The picture of a mount is built once and updated in place; new numbers come over the bus.
const built = new WeakMap(), bus = (globalThis.lstmvizFlow ??= Object.assign(new EventTarget(), { last: {} }));
const MOTION = 420; // ms at 1×
const { abs, floor, max, min, round } = Math;
const ease = (p) => 1 - (1 - p) ** 3;

function build(host) {
  // include pen.js
  let values, grids, pictures, shades, boxes, k = 0, phase = MOTION, speed = 1, playing = false; // where it stands
  let spot, seen, frame, before, dirty, said, font, report, key; // what is pointed at, who asks

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

  // --- one picture -------------------------------------------------------------------------------
  // A matrix, one pixel a number; kept until numbers or colours change.
  function picture(n) {
    if (pictures[n]) return pictures[n];
    const [, high, , wide] = whole(n), made = Object.assign(document.createElement("canvas"), { width: wide, height: high }), data = new ImageData(wide, high);
    new Uint32Array(data.data.buffer).set(grids[n].map((v) => shade(n, v)));
    made.getContext("2d").putImageData(data, 0, 0);
    return (pictures[n] = made);
  }
  function draw() {
    clean();
    Object.assign(ctx, { textAlign: "center", textBaseline: "middle" });
    sheet.panels.forEach((p, n) => drawPanel(p, n));
    F.marks.forEach(([kind, points, text, style], n) => {
      const [[x, y, w, h]] = points, id = kind + n;
      if (kind === "t") write(id, x, y, text, style, style.includes("name") ? "fill:" + names[style.at(-1)] : "");
      if (kind === "l") line(id, points, style);
      if (kind === "c") block(x, y, w, h, sheet.palette.fills[text]);
    });
    drawPoint();
    rest();
  }
  // What of a panel is filled at this moment: its rows and columns, how strongly, and what is new.
  function filled(n) {
    if (!sheet.film.length) return [whole(n), 1];
    const now = sheet.film[k].shown[n], was = k ? sheet.film[k - 1].shown[n] : null, p = ease(clamp(phase / MOTION));
    if (!now) return [[0, 0, 0, 0], 1];
    if (!was || was[0] === was[1] || was[2] === was[3]) return [now, p, now.every((e, i) => e === whole(n)[i]) ? null : now];
    const fresh = now[2] < was[2] ? [now[0], now[1], now[2], was[2]] : now[3] > was[3] ? [now[0], now[1], was[3], now[3]]
      : now[0] < was[0] ? [now[0], was[0], now[2], now[3]] : now[1] > was[1] ? [was[1], now[1], now[2], now[3]] : null;
    return [mix(was, now, p), 1, fresh];
  }
  function drawPanel(p, n) {
    const box = boxes[n], { xs, ys, cell: [w, h] } = box, [part, alpha, fresh] = filled(n), [x, y, wide, high] = area(n, part), image = picture(n), ratio = devicePixelRatio * scale;
    const across = blocks(axis(n, "columns")), down = blocks(axis(n, "rows")), each = (f) => down.forEach(([a, b]) => across.forEach(([c, d]) => f(c, a, d - c, b - a, xs[c], ys[a], (d - c) * w, (b - a) * h)));
    each((c, r, m, l, left, top, bw, bh) => (block(left, top, bw, bh, tok.lane, 1, 2), block(left + 0.5, top + 0.5, bw - 1, bh - 1, "", 1, 2, tok.hair)));
    if (wide > 0 && high > 0) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(x, y, wide, high);
      ctx.clip();
      ctx.imageSmoothingEnabled = min(w, h) * ratio < 1;
      ctx.globalAlpha = alpha;
      each((...piece) => ctx.drawImage(image, ...piece));
      ctx.globalAlpha = 1;
      if (w > 4) xs.forEach((at) => block(at - 0.5, box.y, 1, box.h, tok.carriage));
      if (h > 3.2) ys.forEach((at) => block(box.x, at - 0.4, box.w, 0.8, tok.carriage));
      if (w > 2.7 * F.text && h > F.text) grids[n].forEach((v, i) => number(n, v, xs[i % xs.length] + w / 2, ys[floor(i / xs.length)] + h / 2));
      values.panels[n].dead.forEach(([r, c, rows, columns]) => hatch(area(n, [r, r + rows, c, c + columns])));
      ctx.restore();
      label(n);
    }
    if (fresh) {
      const [a, b, c, d] = area(n, fresh);
      frameOf("new" + n, [a - 1.5, b - 1.5, c + 3, d + 3], "new axis " + axis(n, "columns").kind, 3);
    }
    const { title, note: at, legend } = box, words = values.panels[n].note;
    write("title" + n, ...title, [[p.title, "b inked"], [at || !words ? "" : "  " + words, "muted"]]);
    if (at) wrap(words, at[2]).forEach((text, i) => write("note" + [n, i], at[0], at[1] + i * 1.3 * F.text, text, "muted"));
    drawLegend(n, legend);
    p.marked[0].forEach((r) => outline("mr" + [n, r], n, [r, r + 1, 0, xs.length], "chosen"));
    p.marked[1].forEach((c) => outline("mc" + [n, c], n, [0, ys.length, c, c + 1], "chosen"));
  }
  function outline(id, n, part, kind) {
    const [x, y, w, h] = area(n, part);
    frameOf(id, [x - 1, y - 1, w + 2, h + 2], kind, 2);
  }
  function number(n, v, x, y) {
    const [r, g, b] = lutOf(v / (values.panels[n].limit[0] || 1));
    ctx.fillStyle = light(r, g, b) > 118 ? "#000" : "#fff";
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
  function label(n) {
    const all = values.panels[n].dead.map(([r, c, rows, columns]) => area(n, [r, r + rows, c, c + columns])), [x, y, w, h] = all.sort((a, b) => b[2] * b[3] - a[2] * a[3])[0] ?? [0, 0, 0, 0];
    const words = ["exactly zero: training never changes these", "exactly zero"].find((text) => text.length * F.text * 0.5 + 16 < w);
    if (words && h > F.text * 1.2) write("dead" + n, x + w / 2, y + h / 2, words, "m b halo");
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
    const [limit, words] = values.panels[n].limit, wide = full ? 44 : 24, long = (words.length + 1) * F.text * 0.47 + 6;
    if (!limit || (n && words === values.panels[n - 1].limit[1])) return;
    const end = right - long;
    list(wide, (i) => block(end - wide + i, y - 4, 1.2, 8, "rgb(" + lutOf((2 * i) / (wide - 1) - 1) + ")"));
    write("high" + n, right, y, full ? "+" + words : "±" + words, "r least muted");
    if (full) write("low" + n, end - wide - 4, y, "−" + words, "r least muted");
  }

  // --- pointing ----------------------------------------------------------------------------------
  // The panel, row and column pointed at, by hand or by keys.
  function found() {
    if (!point) return spot;
    const n = boxes.findIndex((b) => point.x >= b.x && point.x < b.x + b.w && point.y >= b.y && point.y < b.y + b.h);
    return n < 0 ? null : [n, boxes[n].ys.findLastIndex((y) => y <= point.y), boxes[n].xs.findLastIndex((x) => x <= point.x)];
  }
  function drawPoint() {
    seen = found();
    tip.hidden = !seen;
    if (!seen) return;
    const [n, r, c] = seen, here = sheet.panels[n];
    sheet.panels.forEach((p, m) => {
      const [, high, , wide] = whole(m), kin = axis(m, "columns").groups.length > 1 ? axis(m, "columns").groups : [];
      if (p.rows === here.rows) outline("row" + m, m, [r, r + 1, 0, wide], "band");
      if (p.columns !== here.columns) return;
      outline("column" + m, m, [0, high, c, c + 1], "band");
      // The same unit in the other blocks.
      const { first } = kin.find((g) => c <= g.last) ?? {};
      kin.forEach((g) => g.first !== first && outline("kin" + [m, g.first], m, [0, high, g.first + c - first, g.first + c - first + 1], "kin"));
    });
    outline("cell", n, [r, r + 1, c, c + 1], "mark");
    const v = grids[n][r * boxes[n].xs.length + c], dead = values.panels[n].dead.some(([a, b, rows, columns]) => r >= a && r < a + rows && c >= b && c < b + columns);
    const [part] = filled(n), shown = r >= part[0] && r < part[1] && c >= part[2] && c < part[3];
    const said = here.tip.replace(/\{(row|column|value)\}/g, (_, what) => (what === "value" ? (shown ? say(v, n) : "not yet") : axis(n, what + "s").names[what === "row" ? r : c]));
    note(said + (dead ? "\nexactly zero: training never changes it" : ""));
    const [x, y, w, h] = area(n, [r, r + 1, c, c + 1]).map((at) => at * scale), room = F.width * scale - tip.offsetWidth - 2, low = y + h + 12, side = x + w + 14;
    lay(side > room ? clamp(x - tip.offsetWidth - 14, 2, max(room, 2)) : side, low + tip.offsetHeight > F.height * scale ? max(y - tip.offsetHeight - 12, 0) : low);
  }

  // --- the clock ---------------------------------------------------------------------------------
  function tick(time) {
    const passed = min(time - before, 100) * speed, moves = phase < MOTION, stay = sheet.film[k]?.ms + MOTION;
    frame = 0;
    before = time;
    if (sheet.film.length) phase = min(phase + passed, playing ? stay : max(phase, MOTION));
    // Between the motion and the next picture nothing changes: wait without drawing.
    if (moves || dirty) draw();
    dirty = false;
    if (playing && phase >= stay) k < sheet.film.length - 1 ? go(k + 1) : deeds.play();
    if (playing || phase < MOTION) frame ||= requestAnimationFrame(tick);
  }
  function wake() {
    dirty = true;
    if (!frame) before = performance.now();
    if (F) frame ||= requestAnimationFrame(tick);
  }
  function go(n, user) {
    const next = n === k + 1;
    k = clamp(n, 0, max(sheet.film.length - 1, 0));
    phase = calm.matches || (user && !next) ? MOTION : 0;
    speak();
    wake();
  }
  function speak() {
    const film = sheet.film, [start, text] = film.length ? [film[k].title, " " + film[k].caption] : ["", sheet.caption], input = $(".scrub input");
    if (said !== (said = start + text)) caption.replaceChildren(Object.assign(document.createElement("b"), { textContent: start }), text);
    caption.setAttribute("aria-live", playing && speed > 1 ? "off" : "polite");
    $(".bar").hidden = !film.length;
    $(".scrub span").replaceChildren("step ", Object.assign(document.createElement("b"), { textContent: k + 1 + " of " + film.length }));
    input.max = film.length;
    if (!input.matches(":active")) input.value = k + 1;
    $(".play").ariaLabel = playing ? "Pause" : "Play";
    $(".play path").setAttribute("d", playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4 2v12l9-6z");
  }

  // --- data --------------------------------------------------------------------------------------
  let scaleOf;
  const lutOf = (v) => scaleOf.subarray(3 * round(64 + 64 * clamp(v, -1, 1) || 64)).subarray(0, 3);
  function theme() {
    if (!sheet) return;
    scaleOf = bytes(inks().scale);
    shades = new Uint32Array(new Uint8ClampedArray(list(129, (n) => [...scaleOf.subarray(3 * n, 3 * n + 3), 255]).flat()).buffer);
    font = getComputedStyle(root).fontFamily;
    pictures = [];
    wake();
  }
  function resize() {
    if (!sheet || !root.clientWidth) return;
    fit();
    const step = ({ names, groups }, length) => (length - F.gap * max(groups.length - 1, 0)) / names.length;
    boxes = F.panels.map((b, n) => {
      const [down, right] = [axis(n, "rows"), axis(n, "columns")], cell = [step(right, b.w), step(down, b.h)];
      return { ...b, cell, xs: borders(right, b.x, cell[0]), ys: borders(down, b.y, cell[1]) };
    });
    root.toggleAttribute("data-film", sheet.film.length > 0);
    wake();
  }
  function adopt(next, numbers) {
    [sheet, values, spot] = [next, numbers, null];
    $("section").ariaLabel = sheet.title;
    stage.ariaLabel = "Maps: " + sheet.panels.map((p) => p.title).join(", ") + ". Arrow keys: " + (sheet.film.length ? "step; with Shift: cell. Space: play" : "cell. Enter: choose") + ". Page up and down: map";
    playing = sheet.film.length > 0 && !calm.matches;
    k = 0;
    decode();
    theme();
    resize();
    go(0);
  }
  const fits = (numbers) => numbers && String(numbers.of) === String(sheet.of);
  function feed(numbers) {
    if (!fits(numbers)) return;
    values = numbers;
    decode();
    wake();
  }
  const heard = (event) => feed(event.detail);
  function receive(data, tell) {
    report = tell;
    bus.removeEventListener(key, heard);
    bus.addEventListener((key = data.key), heard);
    // Numbers fed before the first mount are newer than the page's, all others older.
    const late = bus.last[key];
    delete bus.last[key];
    if (sheet?.id === data.scene.id) return feed(data.values);
    const first = !sheet;
    adopt(data.scene, data.values);
    if (first) feed(late);
  }

  // --- hands -------------------------------------------------------------------------------------
  const still = (f) => () => ((playing = false), f(), speak());
  // Move the cell that the keys point at; a panel's last cell is where the next begins.
  function move(rows, columns, panels = 0) {
    let [n, r, c] = seen ?? [0, 0, 0];
    if (seen) [n, r, c] = [clamp(n + panels, 0, boxes.length - 1), r + rows, c + columns];
    spot = [n, clamp(r, 0, boxes[n].ys.length - 1), clamp(c, 0, boxes[n].xs.length - 1)];
    point = null;
    wake();
  }
  const deeds = {
    play: () => {
      if (!sheet.film.length) return;
      playing = !playing;
      if (playing && k === sheet.film.length - 1 && phase >= MOTION) go(0);
      speak();
      wake();
    },
    back: still(() => go(k - 1, true)), forward: still(() => go(k + 1, true)), first: still(() => go(0, true)), last: still(() => go(sheet.film.length - 1, true)),
    up: () => move(-1, 0), down: () => move(1, 0), left: () => move(0, -1), right: () => move(0, 1), above: () => move(0, 0, -1), below: () => move(0, 0, 1),
    choose: () => seen && report("pick", seen),
    present: () => (present(), resize()),
    leave: () => ((point = spot = null), root.popover ? deeds.present() : wake()),
  };
  const KEYS = { " ": "play", Enter: "choose", ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right", PageUp: "above", PageDown: "below", Home: "first", End: "last", Escape: "leave" };
  const STEPS = { ArrowLeft: "back", ArrowRight: "forward" };
  on("section", "click", (event) => deeds[event.target.closest("button")?.dataset.do]?.());
  on("section", "keydown", (event) => {
    const deed = (sheet.film.length && !event.shiftKey && STEPS[event.key]) || KEYS[event.key];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey || (deed !== "leave" && event.target.closest("input,select,button"))) return;
    event.preventDefault();
    event.stopPropagation();
    deeds[deed]();
  });
  on(".stage", "pointermove", (event) => (locate(event), wake()));
  on(".stage", "pointerleave", () => ((point = null), wake()));
  on(".stage", "click", (event) => (locate(event), draw(), deeds.choose()));
  on(".scrub input", "input", ({ target }) => still(() => go(+target.value - 1, true))());
  on(".speed select", "input", ({ target }) => ((speed = +target.value), speak()));
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

export default function ({ data, parentElement, setTriggerValue }) {
  if (!built.has(parentElement)) built.set(parentElement, build(parentElement));
  built.get(parentElement).receive(data, setTriggerValue);
  return built.get(parentElement).leave;
}
