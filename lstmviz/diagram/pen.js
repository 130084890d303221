  // What every drawing is drawn with. This text stands at the head of each drawing's `build`, where it
  // finds `host`: the parts of the page, the canvas and the SVG, and what the person points at.
  const $ = (selector) => host.querySelector(selector), [root, stage, svg, tip, caption, canvas] = ["section", ".stage", ".ink", ".tip", ".caption", "canvas"].map($);
  const ctx = canvas.getContext("2d"), nodes = new Map(), calm = matchMedia("(prefers-reduced-motion: reduce)");
  let sheet, F, tok, dark, names, point, scale, hits, stamp = 0;

  function bytes(text) {
    const raw = atob(text), made = new Uint8Array(raw.length);
    for (let n = 0; n < raw.length; n++) made[n] = raw.charCodeAt(n);
    return made;
  }
  const unpack = (p) => p && new Float32Array(new (p.bits > 8 ? Int16Array : Int8Array)(bytes(p.data).buffer)).map((v) => v * p.scale);
  const clamp = (v, a = 0, b = 1) => min(max(v, a), b);
  const mix = (a, b, p) => (a?.length === b.length ? b.map((v, n) => a[n] + (v - a[n]) * p) : b);
  const count = (n) => n.toLocaleString("en-US");
  const list = (n, f) => Array.from({ length: n }, (_, i) => f(i));

  // --- SVG: a node is made once, changed where it differs, hidden where it is not drawn -------------
  const make = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  function put(id, tag, attributes, text) {
    let node = nodes.get(id);
    if (!node) nodes.set(id, (node = { el: svg.appendChild(make(tag)), was: {} }));
    if (node.hidden) node.el.style.display = node.hidden = "";
    node.stamp = stamp;
    for (const name in attributes) if (node.was[name] !== attributes[name]) node.el.setAttribute(name, (node.was[name] = attributes[name]));
    if (!text || node.text === String(text)) return;
    node.text = String(text);
    node.el.replaceChildren(...(text.big ? [[text]] : text).map(([words, kind]) => {
      const span = make("tspan");
      span.setAttribute("class", kind ?? "");
      span.textContent = words;
      return span;
    }));
  }
  const tenth = (v) => round(v * 10) / 10;
  const write = (id, x, y, text, kind = "", style = "") => put(id, "text", { x: tenth(x), y: tenth(y), class: kind, style }, text);
  const upright = (id, x, y, text, kind) => put(id, "text", { transform: "translate(" + [x, tenth(y)] + ") rotate(-90)", class: "m " + kind }, text);
  const line = (id, points, kind = "", style = "") => put(id, "path", { d: "M" + points.map((p) => p.map(tenth)).join("L"), class: kind, style });
  const frameOf = (id, [x, y, w, h], kind, rx = 4) => put(id, "rect", { x: tenth(x), y: tenth(y), width: tenth(max(w, 0)), height: tenth(h), rx, class: kind });
  const dot = (id, [x, y], r, kind) => put(id, "circle", { cx: tenth(x), cy: tenth(y), r, class: kind });
  function arrow(id, points, kind) {
    const [[x0, y0], [x1, y1]] = points.slice(-2), n = kind.includes("bold") ? 9 : 6.5, l = Math.hypot(x1 - x0, y1 - y0) || 1;
    const a = ((x1 - x0) / l) * n, b = ((y1 - y0) / l) * n, c = x1 - a, d = y1 - b, m = 0.45;
    line(id, [...points.slice(0, -1), [c, d]], kind);
    line(id + ">", [[x1, y1], [c - b * m, d + a * m], [c + b * m, d - a * m], [x1, y1]], kind + " head");
  }
  // Begin a picture; at its end, nodes that were not drawn are hidden.
  function clean() {
    const ratio = devicePixelRatio * scale;
    stamp++;
    hits = [];
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, F.width, F.height);
  }
  function rest() {
    for (const node of nodes.values()) if (node.stamp !== stamp && !node.hidden) node.el.style.display = node.hidden = "none";
  }

  // --- canvas ------------------------------------------------------------------------------------
  function block(x, y, w, h, paint, alpha = 1, r = 0, stroke = "", width = 1) {
    if (w <= 0 || h <= 0) return;
    ctx.globalAlpha = alpha;
    ctx.fillStyle = paint;
    ctx.beginPath();
    if (r) ctx.roundRect(x, y, w, h, r);
    else ctx.fillRect(x, y, w, h);
    if (paint) ctx.fill();
    if (stroke) (ctx.strokeStyle = stroke), (ctx.lineWidth = width), ctx.stroke();
    ctx.globalAlpha = 1;
  }

  // --- pointing ----------------------------------------------------------------------------------
  const hit = (...region) => hits.push(region);
  const pointed = () => point && hits.findLast(([x, y, w, h]) => point.x >= x && point.x < x + w && point.y >= y && point.y < y + h);
  function locate({ clientX, clientY }) {
    const area = stage.getBoundingClientRect();
    point = { x: (clientX - area.left) / scale, y: (clientY - area.top) / scale };
  }
  // The tip says these lines.
  function note(words) {
    if (words === tip.words) return;
    tip.words = words;
    tip.replaceChildren(...words.split("\n").map((text) => Object.assign(document.createElement("div"), { textContent: text })));
  }
  const lay = (x, y) => (tip.style.transform = "translate(" + x + "px," + y + "px)");

  // --- the page ----------------------------------------------------------------------------------
  const light = (r, g, b) => r * 0.3 + g * 0.59 + b * 0.11;
  // The colours of the visitor's mode.
  function inks() {
    dark = light(...getComputedStyle(stage).color.match(/[\d.]+/g)) < 128;
    const theme = sheet.palette[dark ? "dark" : "light"];
    ({ tokens: tok, names } = theme);
    root.style.cssText = theme.css;
    return theme;
  }
  // Take the drawing that suits the width, and scale it; nodes are drawn anew in the order of marks.
  function fit() {
    const width = root.clientWidth, name = width < 640 ? (width > 420 && sheet.frames.half ? "half" : "phone") : width < 1100 ? "small" : "big", big = root.popover;
    F = sheet.frames[name];
    root.className = name + (big ? " present" : "");
    scale = min(width / F.width, big ? (innerHeight - 130) / F.height : 9);
    const w = F.width * scale, h = F.height * scale, ratio = devicePixelRatio;
    stage.style.cssText = "width:" + w + "px;height:" + h + "px";
    Object.assign(canvas, { width: round(w * ratio), height: round(h * ratio) });
    svg.setAttribute("viewBox", [0, 0, F.width, F.height]);
    svg.style.cssText = F.style;
    svg.replaceChildren();
    nodes.clear();
  }
  // The top layer: nothing can cut it off.
  function present() {
    root.popover = root.popover ? null : "manual";
    if (root.popover) root.showPopover();
  }
  const on = (selector, type, f) => $(selector).addEventListener(type, f);
