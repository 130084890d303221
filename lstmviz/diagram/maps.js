// Draws what maps.py laid out: matrices in colours, with a crosshair, and perhaps a film in which they
// fill. The picture of a mount is built once and updated in place; new numbers come over the bus.
const built = new WeakMap(), bus = (globalThis.lstmvizFlow ??= Object.assign(new EventTarget(), { last: {} }));
const MOTION = 420; // ms at 1×
const { abs, floor, max, min, round } = Math;
const ease = (p) => 1 - (1 - p) ** 3;

function build(host) {
  // include pen.js
  // include matrix.js
  let k = 0, phase = MOTION, speed = 1, playing = false; // where it stands
  let spot, seen, frame, before, dirty, said, report, key; // what is pointed at, who asks

  // --- one picture -------------------------------------------------------------------------------
  function draw() {
    clean();
    Object.assign(ctx, { textAlign: "center", textBaseline: "middle" });
    sheet.panels.forEach((p, n) => drawPanel(p, n));
    drawMarks();
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
    const [part, alpha, fresh] = filled(n), { xs, ys } = boxes[n];
    drawMatrix(n, part, alpha);
    if (part[1] > part[0] && part[3] > part[2]) label(n);
    if (fresh) {
      const [x, y, w, h] = area(n, fresh);
      frameOf("new" + n, [x - 1.5, y - 1.5, w + 3, h + 3], "new axis " + axis(n, "columns").kind, 3);
    }
    drawTitle(n);
    p.marked[0].forEach((r) => outline("mr" + [n, r], n, [r, r + 1, 0, xs.length], "chosen"));
    p.marked[1].forEach((c) => outline("mc" + [n, c], n, [0, ys.length, c, c + 1], "chosen"));
  }
  function label(n) {
    const all = values.panels[n].dead.map(([r, c, rows, columns]) => area(n, [r, r + rows, c, c + columns])), [x, y, w, h] = all.sort((a, b) => b[2] * b[3] - a[2] * a[3])[0] ?? [0, 0, 0, 0];
    const words = ["exactly zero: " + sheet.panels[n].why, "exactly zero"].find((text) => text.length * F.text * 0.5 + 16 < w);
    if (words && h > F.text * 1.2) write("dead" + n, x + w / 2, y + h / 2, words, "m b halo");
  }

  // --- pointing ----------------------------------------------------------------------------------
  function drawPoint() {
    seen = point ? under(point) : spot;
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
    note(said + (dead ? "\nexactly zero: " + sheet.panels[n].why : ""));
    beside(area(n, [r, r + 1, c, c + 1]));
  }

  // --- the clock ---------------------------------------------------------------------------------
  function tick(time) {
    const passed = min(time - before, 100) * speed, moves = phase < MOTION, stay = max(sheet.film[k]?.ms, MOTION);
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
    const film = sheet.film, [start, text] = film.length ? [film[k].title, " " + film[k].caption] : ["", ""], input = $(".scrub input");
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
  function theme() {
    if (!sheet) return;
    recolour();
    wake();
  }
  function resize() {
    if (!sheet || !root.clientWidth) return;
    fit();
    measure();
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
