// The film of the layouts: cells of the table fly to their places in X. Python says where everything
// stands; here it is drawn, moved and pointed at, on the browser's own clock.
const built = new WeakMap();
const MOTION = 500, STEP = 1500, MORPH = 900, HOLD = 2600; // ms at 1×
const { abs, floor, max, min, round } = Math;
const ease = (p) => (p < 0.5 ? 4 * p ** 3 : 1 - (2 - 2 * p) ** 3 / 2);

function build(host) {
  // include pen.js
  let cols, tint, longest, blocks, heights, k = 0, phase = MOTION, morph = 1, speed = 1, playing = !calm.matches; // where it stands
  let old = new Map(), frame, before, since, dirty, said, font, asked, report, timer, shown; // what the page asks

  const fillOf = (m) => sheet.palette.fills[cols[m].colour];
  const strength = (r, m) => clamp(0.6 + 0.26 * tint[r * cols.length + m], dark ? 0.3 : 0.26);
  const wordsOf = (r, m) => [sheet.table.names[r] + ", " + cols[m].name, sheet.table.text[r][m], sheet.table.units[m]];

  // --- cells -------------------------------------------------------------------------------------
  // A cell with its number: at x, y, as wide and high as there is room.
  function cell(r, m, x, y, w, h, alpha = 1, lifted) {
    const text = sheet.table.text[r][m], size = min(F.text, h * 0.62, (w - 4) / (longest * 0.5));
    block(x + 0.75, y + 0.75, w - 1.5, h - 1.5, tok.carriage, 1, 3);
    block(x + 0.75, y + 0.75, w - 1.5, h - 1.5, fillOf(m), strength(r, m) * alpha * (text === "–" ? 0.2 : 1), 3, lifted && tok.ink);
    if (size < 7) return;
    ctx.globalAlpha = alpha < 1 ? 0.72 : 1;
    ctx.fillStyle = tok.cell;
    ctx.font = (lifted ? "600 " : "") + tenth(size) + "px " + font;
    ctx.fillText(text, x + w / 2, y + h / 2 + size * 0.06);
    ctx.globalAlpha = 1;
  }
  const empty = (x, y, w, h) => block(x + 1.5, y + 1.5, w - 3, h - 3, tok.lane, 1, 3, tok.hair);

  // Where a cell of the table stands in this drawing: x, y, width, height.
  function spot(r, m) {
    const row = heights.get(r), column = F.columns.find(([c]) => c === m);
    return row && column && [column[1], row[1], column[2], row[2]];
  }
  // Which sample, row and column a place of X shows: what stays the same from layout to layout.
  const key = (n, r, m) => [sheet.samples[n], sheet.table.rows[r], cols[m].column].join();

  // --- one picture -------------------------------------------------------------------------------
  function draw() {
    const part = (a, b) => clamp((phase - a) / (b - a)), slide = ease(part(0, 200));
    const rows = rowsOf(k), was = k ? rowsOf(k - 1) : rows, edge = (pick) => mix([pick(was)], [pick(rows)], k && !calm.matches ? slide : 1)[0];
    const top = edge((all) => heights.get(all[0])[1]), foot = edge((all) => heights.get(all.at(-1))[1] + heights.get(all.at(-1))[2]);
    clean();
    Object.assign(ctx, { textAlign: "center", textBaseline: "middle" });
    drawTable(rows, top, foot);
    blocks.forEach((b, n) => drawBlock(b, n, morph >= 1 && (n < k || (n === k && (phase >= MOTION || calm.matches)))));
    F.marks.forEach(([kind, points, text, style], n) => {
      const [[x, y]] = points, id = kind + n;
      if (kind === "t") write(id, x, y, text, style);
      if (kind === "u") upright(id, x, y, text, style);
      if (kind === "l") line(id, points, style);
      if (kind === "a") arrow(id, points, style);
    });
    if (morph < 1) drawMorph();
    else drawFlight();
    const end = blocks.at(-1);
    if (!F.stacked && sheet.samples[blocks.length - 1] < sheet.total - 1 && end.x + end.w + 20 < F.width) write("more", end.x + end.w + 8, end.y + end.h / 2, "…", "more");
    drawPoint();
    rest();
  }
  const rowsOf = (n) => [...new Set(blocks[n].cells.map((c) => c[6]))].sort((a, b) => a - b);

  function drawTable(rows, top, foot) {
    const x = F.table, wide = F.end - x, sample = sheet.samples[k], goal = sheet.targets[k], g = cols.findIndex((c) => c.target), inside = new Set(rows);
    F.rows.forEach(([r, y, h], n) => {
      write("r" + r, x - 6, y + h / 2, count(sheet.table.rows[r]), inside.has(r) ? "r b" : "r muted");
      F.columns.forEach(([m, left, w]) => {
        const c = cols[m];
        if (!c.feature || !sheet.goes[r][m]) {
          empty(left, y, w, h);
          if (h > 13) write("o" + [r, m], left + w / 2, y + h / 2, sheet.table.text[r][m], "m least muted");
        } else cell(r, m, left, y, w, h, inside.has(r) ? 1 : 0.5);
        hit(left, y, w, h, r, m);
      });
      const next = F.rows[n + 1];
      if (next && sheet.table.held[next[0]] && !sheet.table.held[r]) {
        const at = (y + h + next[1]) / 2;
        line("held", [[x - 44, at], [F.end + 16, at]], "dash");
        // Beside the target's name it takes the next line.
        const aim = heights.get(goal), near = aim && abs(aim[1] + aim[2] / 2 - at) < F.text * 1.6;
        write("heldword", F.end + 18, near ? aim[1] + aim[2] / 2 + F.text * 1.3 : at, "validation below", "least muted halo");
      }
    });
    for (const [y, h, number] of F.skips) write("k" + y, x + wide / 2, y + h / 2, "⋮ " + count(number) + " more", "m least muted");
    for (const [left, w] of F.across) write("a" + left, left + w / 2, F.rows[0][1] + 8, "…", "m muted");
    F.columns.forEach(([m, left, w]) => {
      const c = cols[m], name = c.names.find((words) => words.length * F.text * 0.5 < w);
      block(left + 1, F.rows[0][1] - 7, w - 2, 3, fillOf(m));
      if (name) write("h" + m, left + w / 2, F.rows[0][1] - 15, name, "m b");
    });
    // The window on the table, and what its bracket spans.
    const [kind, words] = sheet.side, side = F.side + 8;
    frameOf("window", [x - 2, top - 1, wide + 4, foot - top + 2], "axis samples", 5);
    line("span", [[side + 5, top + 1], [side, top + 1], [side, foot - 1], [side + 5, foot - 1]], "axis " + kind);
    upright("spanned", side - 9, clamp((top + foot) / 2, F.rows[0][1] + words.length * F.text * 0.26, F.height - words.length * F.text * 0.26), words, "m axis halo " + kind);
    // The target, and the way to it from the window's last row.
    if (goal < 0 || !heights.has(goal)) return;
    const [, y, h] = heights.get(goal), [left, , w] = spot(goal, g), out = F.end + 12, from = foot - h / 2, ink = sheet.leak ? "bad" : "goalline", late = k === 0 ? 1 : clamp((phase - MOTION + 100) / 200);
    ctx.setLineDash([4, 2.5]);
    block(left + 1, y + 1, w - 2, h - 2, "", 1, 3, sheet.leak ? tok.bad : names[cols[g].colour], 2);
    ctx.setLineDash([]);
    if (abs(y + h / 2 - from) > 2 && late > 0.5) arrow("way", [[F.end + 3, from], [out, from], [out, y + h / 2], [F.end + 4, y + h / 2]], ink);
    write("goal", out + 6, y + h / 2, "y[" + count(sample) + "]", (sheet.leak ? "bad" : "goal") + " b halo");
    if (sheet.leak) write("leak", out + 6, y + h / 2 + F.text + 3, "⚠ in its own window", "bad b halo");
  }

  // A sample, as far as its values are there already.
  function drawBlock(b, n, there) {
    write("X" + n, b.label[0], b.label[1], "X[" + count(sheet.samples[n]) + "]", (F.stacked ? "r" : "m") + " b halo axis samples" + (n > k ? " dim" : ""));
    frameOf("f" + n, [b.x - 3, b.y - 3, b.w + 6, b.h + 6], n > k ? "hollow" : n === k ? "axis samples" : "pale", 6);
    for (const [t, f, x, y, w, h, r, m] of b.cells) {
      if (there) cell(r, m, x, y, w, h);
      else empty(x, y, w, h);
      hit(x, y, w, h, r, m, n, t, f);
    }
    b.skips.forEach(([x, y, w, h], i) => write("e" + [n, i], x + w / 2, y + h / 2, w > h ? "⋮" : "…", "m muted"));
  }

  // The copies on their way: row after row leaves the table.
  function drawFlight() {
    if (phase >= MOTION || calm.matches) return;
    const b = blocks[k], order = rowsOf(k), apart = min(30, 220 / order.length);
    for (const [, , x, y, w, h, r, m] of b.cells) {
      const p = ease(clamp((phase - apart * order.indexOf(r) - 20) / 250)), from = spot(r, m);
      if (p && from) cell(r, m, ...mix(from, [x, y, w, h], p), 1, p < 1);
    }
  }
  // From the layout before to this one: each value goes from its old place to its new one.
  function drawMorph() {
    const flying = blocks.flatMap((b, n) => b.cells.map(([, , x, y, w, h, r, m]) => [r, m, old.get(key(n, r, m)) ?? spot(r, m) ?? [x, y, w, h], [x, y, w, h], n]));
    for (const [r, m, from, to, n] of flying) {
      const p = ease(clamp((morph * MORPH - 50 * n) / (MORPH - 50 * blocks.length)));
      cell(r, m, ...mix(from, to, p), 1, p > 0 && p < 1);
    }
  }

  // --- pointing ----------------------------------------------------------------------------------
  // The cell that the page asks to mark, as places of its row and column; −1 where it is not shown.
  function marked() {
    const [row, column] = shown.pick ?? [-1];
    return [sheet.table.rows.indexOf(row), cols.findIndex((c) => c.column === column)];
  }
  function drawPoint() {
    const found = pointed(), [r, m] = found ? found.slice(4) : marked();
    tip.hidden = !found;
    if (r < 0 || !heights.has(r)) return;
    const home = spot(r, m), same = blocks.flatMap((b, n) => (n > k && !found ? [] : b.cells.filter((c) => c[6] === r && c[7] === m)));
    if (home) frameOf("home", home, "mark", 4);
    same.forEach(([, , x, y, w, h], n) => frameOf("same" + n, [x, y, w, h], "mark", 4));
    if (home && F.aligned && same[0]) line("level", [[F.end + 4, home[1] + home[3] / 2], [same.at(-1)[2], home[1] + home[3] / 2]], "level");
    if (!found) return;
    const [, , , , , , n, t, f] = found, [name, text, unit] = wordsOf(r, m), places = sheet.goes[r][m];
    const of = n == null ? name + ": " + text + " " + unit : "X[" + [count(sheet.samples[n]), t, f].join(", ") + "] = " + text + " " + unit;
    note([of, n == null ? "" : name, "the network sees " + sheet.table.scaled[r][m], places ? (n == null ? "goes to " : "this cell goes to ") + places : cols[m].feature ? "no sample reads it" : "not read, only predicted"].filter(String).join("\n"));
    // Where few samples reach: below the first ones, or above them if the hand is there.
    const low = F.height * scale - tip.offsetHeight - 2;
    lay(min(blocks[0].x * scale, (F.width * scale) - tip.offsetWidth - 4), point.y * scale > low - 8 && point.x > blocks[0].x ? 0 : low);
  }

  // --- the clock ---------------------------------------------------------------------------------
  function tick(time) {
    const passed = min(time - before, 100) * speed, moves = phase < MOTION || morph < 1;
    frame = 0;
    before = time;
    if (morph < 1) morph = min(1, morph + passed / MORPH);
    else phase = min(phase + passed, playing ? STEP : max(phase, MOTION));
    // Between the motion and the next sample nothing changes: wait without drawing.
    if (moves || dirty) draw();
    dirty = false;
    if (playing && morph >= 1 && phase >= STEP) {
      if (k < blocks.length - 1) go(k + 1);
      else if (lingered(time)) go(0);
    }
    if (playing || phase < MOTION || morph < 1) frame ||= requestAnimationFrame(tick);
  }
  // The last picture stays a little longer.
  function lingered(time) {
    since ??= time;
    if ((time - since) * speed < HOLD - STEP) return false;
    since = null;
    return true;
  }
  function wake() {
    dirty = true;
    if (!frame) before = performance.now();
    if (F) frame ||= requestAnimationFrame(tick);
  }
  function go(n) {
    k = clamp(n, 0, blocks.length - 1);
    phase = calm.matches ? MOTION : 0;
    since = null;
    speak();
    wake();
  }
  // A sample that is not in the film comes from the page.
  function show(sample) {
    const n = sheet.samples.indexOf((asked = clamp(sample, 0, sheet.total - 1)));
    if (n >= 0 && n < blocks.length) return go(n);
    clearTimeout(timer);
    timer = setTimeout(() => report("sample", asked), 250);
    $(".sample b").textContent = count(asked);
  }
  function speak() {
    const slider = $(".sample input"), sample = sheet.samples[k];
    if (said !== (said = sheet.captions[k])) caption.textContent = said;
    caption.setAttribute("aria-live", playing && speed > 1 ? "off" : "polite");
    $(".sample span").replaceChildren("sample ", Object.assign(document.createElement("b"), { textContent: count(sample) }));
    slider.max = sheet.total - 1;
    if (!slider.matches(":active")) slider.value = sample;
    $(".play").ariaLabel = playing ? "Pause" : "Play";
    $(".play path").setAttribute("d", playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4 2v12l9-6z");
  }

  // --- data --------------------------------------------------------------------------------------
  function theme() {
    if (!sheet) return;
    inks();
    font = getComputedStyle(root).fontFamily;
    root.toggleAttribute("data-bare", shown.bare);
    drawCards();
    wake();
  }
  function resize() {
    if (!sheet || !root.clientWidth) return;
    fit();
    blocks = F.blocks;
    heights = new Map(F.rows.map((row) => [row[0], row]));
    k = min(k, blocks.length - 1);
    caption.style.minHeight = F.width < 700 ? "4em" : "1.4em";
    wake();
  }
  function adopt(next) {
    const moved = sheet?.choice === next.choice, first = !sheet;
    old = new Map();
    blocks?.forEach((b, n) => b.cells.forEach(([, , x, y, w, h, r, m]) => old.set(key(n, r, m), [x, y, w, h])));
    [sheet, cols, tint] = [next, next.columns, unpack(next.table.tint)];
    longest = max(...next.table.text.flat().map((text) => text.length));
    k = max(next.samples.indexOf(next.first), 0);
    asked = null;
    theme();
    resize();
    if (first || moved || calm.matches) return go(k);
    [k, phase, morph, since] = [blocks.length - 1, MOTION, 0, null];
    speak();
    wake();
  }
  function receive(data, tell) {
    report = tell;
    shown = data;
    if (sheet?.id === data.scene.id) theme();
    else adopt(data.scene);
  }
  // One small picture for each layout: a sample, drawn with as many cells as it has, up to a few.
  function drawCards() {
    const cards = $(".cards"), held = [...cards.children].indexOf(host.getRootNode().activeElement);
    cards.replaceChildren(...shown.cards.map(({ key, title, samples, timesteps, features, pattern, chosen, picture }) => {
      const card = document.createElement("button"), image = document.createElement("canvas"), pen = image.getContext("2d"), part = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
      const high = picture.length, wide = picture[0].length, size = min(9, floor(44 / high), floor(120 / wide)), ratio = devicePixelRatio;
      Object.assign(image, { width: wide * size * ratio, height: high * size * ratio });
      image.style.cssText = "width:" + wide * size + "px;height:" + high * size + "px";
      pen.scale(ratio, ratio);
      picture.forEach((line, y) => line.forEach(([colour, fade], x) => {
        Object.assign(pen, { fillStyle: sheet.palette.fills[colour], globalAlpha: fade });
        pen.fillRect(x * size, y * size, size - (size > 3), size - (size > 3));
      }));
      const shape = part("span", "(" + samples + ", ");
      shape.append(part("i", timesteps), ", ", part("i", features), ")");
      card.append(part("b", title), image, shape, part("code", pattern));
      card.className = "card";
      card.ariaPressed = String(chosen);
      card.onclick = () => report("layout", key);
      return card;
    }));
    cards.children[held]?.focus();
  }

  // --- hands -------------------------------------------------------------------------------------
  const still = (f) => () => ((playing = false), f(), speak());
  const deeds = {
    play: () => ((playing = !playing), speak(), wake()),
    back: still(() => show(sheet.samples[k] - 1)), forward: still(() => show(sheet.samples[k] + 1)),
    start: () => show(0), border: () => show(sheet.border), end: () => show(sheet.total - 1),
    present: () => (present(), resize()),
    leave: () => ((point = null), root.popover ? deeds.present() : wake()),
  };
  const KEYS = { " ": "play", ArrowLeft: "back", ArrowRight: "forward", Home: "start", End: "end", Escape: "leave" };
  on("section", "click", (event) => deeds[event.target.closest("button")?.dataset.do]?.());
  on("section", "keydown", (event) => {
    const deed = KEYS[event.key];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey || (deed !== "leave" && event.target.closest("input,select,button"))) return;
    event.preventDefault();
    event.stopPropagation();
    deeds[deed]();
  });
  on(".stage", "pointermove", (event) => (locate(event), wake()));
  on(".stage", "pointerdown", (event) => (locate(event), wake()));
  on(".stage", "pointerleave", () => ((point = null), wake()));
  on(".sample input", "input", ({ target }) => still(() => show(+target.value))());
  on(".speed select", "input", ({ target }) => ((speed = +target.value), speak()));
  on(".stage", "transitionend", theme);
  const watcher = new ResizeObserver(resize);
  watcher.observe(root);
  return { receive, leave: () => (cancelAnimationFrame(frame), watcher.disconnect(), built.delete(host)) };
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!built.has(parentElement)) built.set(parentElement, build(parentElement));
  built.get(parentElement).receive(data, setTriggerValue);
  return built.get(parentElement).leave;
}
