// Draws what wiring.py laid out: the wires of one unit, or of one input, and the weights they carry.
const built = new WeakMap(), bus = (globalThis.lstmvizFlow ??= Object.assign(new EventTarget(), { last: {} }));
const MOTION = 500; // ms
const { abs, floor, max, min, round } = Math;
const ease = (p) => 1 - (1 - p) ** 3;

function build(host) {
  // include pen.js
  // include matrix.js
  let P, U, C, blockOf, wires; // features, units, columns; block of each column
  let aim, was, rested, asked, spot, phase = MOTION, frame, before, dirty, said, report, key; // what is looked at, who asks

  // --- inputs, gates, wires ----------------------------------------------------------------------
  // An input is a feature, or a previous unit after them; a gate is a column of the kernels.
  const inputAt = (k) => [...(k < P ? [wires.feature[0] + k * wires.feature[1], wires.inputs[0], wires.feature[1]] : [wires.unit[0] + (k - P) * wires.unit[1], wires.inputs[0], wires.unit[1]]), wires.inputs[1]];
  const gateAt = (c) => [boxes[0].xs[c], wires.gates[0], boxes[0].cell[0], wires.gates[1]];
  const weight = (k, c) => (k < P ? grids[0][k * C + c] : grids[1][(k - P) * C + c]);
  const middle = ([x, , w]) => x + w / 2;
  const columnsOf = (u) => list(C / U, (b) => b * U + u);
  const isUnit = (what) => what[0] === "unit";
  const input = ([kind, n]) => (kind === "previous" ? P + n : n);
  const ends = (what) => (isUnit(what) ? columnsOf(what[1]).flatMap((c) => list(P + U, (k) => [k, c])) : list(C, (c) => [input(what), c]));

  // A wire, as far as it has come: a curve from below its input to above its gate.
  function wire(x0, x1, part, paint, width, alpha) {
    const y0 = wires.inputs[0] + wires.inputs[1] + 1, y1 = wires.gates[0] - 1, bend = (y1 - y0) * 0.6;
    let points = [[x0, y0], [x0, y0 + bend], [x1, y1 - bend], [x1, y1]];
    const cut = [points[0]];
    for (let n = 3; n && part < 1; n--) cut.push((points = points.slice(1).map((p, i) => mix(points[i], p, part)))[0]);
    const [a, b, c, d] = part < 1 ? cut : points;
    Object.assign(ctx, { strokeStyle: paint, lineWidth: width, globalAlpha: alpha });
    ctx.beginPath();
    ctx.moveTo(...a);
    ctx.bezierCurveTo(...b, ...c, ...d);
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
  function drawWires(cell) {
    const p = ease(clamp(phase / MOTION)), glide = was && was[0] === aim[0], limit = values.panels[0].limit[0] || 1, from = glide ? ends(was) : [];
    const all = ends(aim).map(([k, c], n) => [k, c, weight(k, c), from[n] ?? [k, c]]).sort((a, b) => abs(a[2]) - abs(b[2]));
    for (const [k, c, v, [k0, c0]] of all) {
      const [x0, x1] = mix([middle(inputAt(k0)), middle(gateAt(c0))], [middle(inputAt(k)), middle(gateAt(c))], glide ? p : 1), strong = min(abs(v) / limit, 1), here = cell && cell[0] === k && cell[1] === c;
      if (here) wire(x0, x1, 1, tok.ink, 7, 1);
      wire(x0, x1, glide ? 1 : p, "rgb(" + lutOf((v < 0 ? -1 : 1) * max(strong, 0.08)) + ")", (here ? 3.4 : 0.7) + (here ? 0.6 : 2.3) * strong, here ? 1 : cell ? 0.16 : 0.9);
    }
  }

  // --- one picture -------------------------------------------------------------------------------
  function draw() {
    const seen = look(), cell = seen?.[2], unit = isUnit(aim);
    clean();
    Object.assign(ctx, { textAlign: "center", textBaseline: "middle" });
    drawWires(cell && [cell[0] ? P + cell[1] : cell[1], cell[2]]);
    drawInputs(unit);
    drawGates(unit);
    sheet.panels.forEach((_, n) => (drawMatrix(n, whole(n)), drawTitle(n)));
    drawMarks();
    const here = unit ? columnsOf(aim[1]) : [], { xs, ys } = boxes[0];
    for (const c of here) {
      const x = middle(gateAt(c));
      line("guide" + c, [[x, wires.gates[0] + wires.gates[1]], [x, boxes[0].y]], "guide");
      [0, 1].forEach((n) => outline("u" + [n, c], n, [0, boxes[n].ys.length, c, c + 1], "chosen"));
    }
    if (!unit) outline("k", aim[0] === "feature" ? 0 : 1, [aim[1], aim[1] + 1, 0, xs.length], "chosen");
    drawPoint(seen);
    rest();
  }
  function words(text, x, y, paint, size, bold) {
    Object.assign(ctx, { fillStyle: paint, font: (bold ? "700 " : "") + size + "px " + font });
    ctx.fillText(text, x, y + size * 0.05);
  }
  // What an input is called in its place: all units are, or none.
  const nameIn = (k) => (k < P ? wires.names[k] : String(U - 1).length * (F.text - 1.5) * 0.55 + 1 < wires.unit[1] ? String(k - P) : "");
  function drawInputs(unit) {
    for (let k = 0; k < P + U; k++) {
      const [x, y, w, h] = inputAt(k), lit = unit || input(aim) === k, gap = w > 5 ? 1 : 0.25, colour = k < P && axis(0, "rows").colours[k], name = nameIn(k);
      block(x + gap, y, w - 2 * gap, h, tok.carriage, 1, w > 8 ? 3 : 0);
      if (k < P && colour >= 0) block(x + gap, y, w - 2 * gap, h, sheet.palette.fills[colour % 6], lit ? (dark ? 0.75 : 0.8) : 0.22, w > 8 ? 3 : 0);
      else block(x + gap, y, w - 2 * gap, h, lit ? tok[k < P ? axis(0, "rows").kind : "units"] : tok.track, lit ? 0.3 : 1, w > 8 ? 3 : 0);
      if (!unit && lit) block(x + gap, y, w - 2 * gap, h, "", 1, 3, tok.ink, 2);
      if (name) words(name, x + w / 2, y + h / 2, lit ? tok.cell : tok.muted, F.text - 1.5, lit && k < P);
    }
  }
  function drawGates(unit) {
    const arrived = phase >= MOTION * 0.8 || (was && was[0] === aim[0]), groups = axis(0, "columns").groups, [, y, w, h] = gateAt(0);
    for (let c = 0; c < C; c++) block(gateAt(c)[0] + (w > 4 ? 0.5 : 0.1), y, w - (w > 4 ? 1 : 0.2), h, !unit && arrived ? tok[groups[blockOf[c]].token] : tok.track, 1, w > 6 ? 2 : 0);
    // The chosen unit's gates, wide enough for its number.
    if (unit) for (const c of columnsOf(aim[1])) {
      const wide = max(w, String(aim[1]).length * F.text * 0.6 + 8), x = middle(gateAt(c));
      block(x - wide / 2, y - 1, wide, h + 2, tok.carriage, 1, 4);
      block(x - wide / 2, y - 1, wide, h + 2, arrived ? tok[groups[blockOf[c]].token] : tok.track, 1, 4, tok.carriage, 1);
      words(aim[1], x, y + h / 2, arrived ? tok.on : tok.muted, F.text - 1, true);
    }
  }

  // --- pointing ----------------------------------------------------------------------------------
  // What the hand or the keys point at: kind and number, and in a map its place.
  function look() {
    if (!point) return spot;
    const { x, y } = point, [iy, ih] = wires.inputs, [gy, gh] = wires.gates, cell = under(point);
    if (cell) return ["unit", cell[2] % U, cell];
    if (y > iy - 6 && y < iy + ih + 8) {
      const k = list(P + U, inputAt).findIndex(([left, , w]) => x >= left && x < left + w);
      return k < 0 ? null : k < P ? ["feature", k] : ["previous", k - P];
    }
    if (y < gy - 8 || y > gy + gh + 1.6 * F.text) return null;
    const c = boxes[0].xs.findLastIndex((left) => left <= x);
    return c < 0 ? null : ["unit", c % U];
  }
  const nameOf = ([kind, n]) => (kind === "unit" ? "unit " + n : axis(kind === "feature" ? 0 : 1, "rows").names[n]);
  function drawPoint(seen) {
    const cell = seen?.[2];
    // What is written there need not be said.
    tip.hidden = !cell && (!seen || isUnit(seen) || [nameOf(seen), String(seen[1])].includes(nameIn(input(seen))));
    if (tip.hidden) return;
    if (!cell) {
      note(nameOf(seen));
      return beside(inputAt(input(seen)));
    }
    const [n, r, c] = cell;
    outline("cell", n, [r, r + 1, c, c + 1], "mark");
    note(sheet.panels[n].tip.replace(/\{(row|column|value)\}/g, (_, what) => (what === "value" ? say(grids[n][r * C + c], n) : axis(n, what + "s").names[what === "row" ? r : c])) + "\none of " + count(C * (P + U)) + " wires");
    beside(area(n, [r, r + 1, c, c + 1]));
  }
  // Look at what is pointed at, else at what was chosen.
  function turn() {
    const next = look() ?? rested;
    if (aim && next[0] === aim[0] && next[1] === aim[1]) return wake();
    was = phase > MOTION / 2 ? aim : null;
    aim = next.slice(0, 2);
    phase = calm.matches ? MOTION : 0;
    const text = sheet.sentences[aim[0]].replace("{name}", nameOf(aim)).replace("{n}", aim[1]);
    if (said !== (said = text)) caption.textContent = text;
    wake();
  }
  function choose(what) {
    rested = what.slice(0, 2);
    report("pick", rested);
    turn();
  }

  // --- the clock ---------------------------------------------------------------------------------
  function tick(time) {
    frame = 0;
    phase = min(phase + min(time - before, 100), MOTION);
    before = time;
    draw();
    if (phase < MOTION) frame ||= requestAnimationFrame(tick);
  }
  function wake() {
    if (!frame) before = performance.now();
    if (F && aim) frame ||= requestAnimationFrame(tick);
  }

  // --- data --------------------------------------------------------------------------------------
  function theme() {
    if (!sheet) return;
    recolour();
    wake();
  }
  function resize() {
    if (!sheet || !root.clientWidth) return;
    fit();
    wires = F.wires;
    measure();
    wake();
  }
  function adopt(next, numbers) {
    [sheet, values, spot, aim, was] = [next, numbers, null, null, null];
    P = axis(0, "rows").names.length;
    U = axis(1, "rows").names.length;
    C = axis(0, "columns").names.length;
    blockOf = list(C, (c) => floor(c / U));
    decode();
    theme();
    resize();
  }
  function feed(numbers) {
    if (!numbers || String(numbers.of) !== String(sheet.of)) return;
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
    const late = bus.last[key], first = !sheet, fresh = String(data.chosen) !== String(asked);
    delete bus.last[key];
    if (sheet?.id === data.scene.id) feed(data.values);
    else adopt(data.scene, data.values);
    if (first) feed(late);
    if (fresh || !rested) rested = asked = data.chosen;
    if (rested[1] >= (rested[0] === "feature" ? P : U)) rested = ["unit", 0];
    if (F) turn();
  }

  // --- hands -------------------------------------------------------------------------------------
  function move(step) {
    const [kind, n] = aim, k = isUnit(aim) ? clamp(n + step, 0, U - 1) : clamp(input(aim) + step, 0, P + U - 1);
    point = null;
    spot = isUnit(aim) ? [kind, k] : k < P ? ["feature", k] : ["previous", k - P];
    turn();
  }
  const deeds = {
    ArrowLeft: () => move(-1), ArrowRight: () => move(1),
    ArrowUp: () => ((point = null), (spot = ["feature", 0]), turn()), ArrowDown: () => ((point = null), (spot = isUnit(rested) ? rested : ["unit", 0]), turn()),
    Enter: () => choose(aim), Escape: () => ((point = spot = null), turn()),
  };
  on("section", "keydown", (event) => {
    if (!deeds[event.key] || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    deeds[event.key]();
  });
  on(".stage", "pointermove", (event) => (locate(event), turn()));
  on(".stage", "pointerleave", () => ((point = null), turn()));
  on(".stage", "click", (event) => {
    locate(event);
    const seen = look();
    if (seen) choose(seen);
  });
  on(".stage", "transitionend", theme);
  const watcher = new ResizeObserver(() => (resize(), sheet && F && !aim && turn()));
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
