// The film of the layouts: cells of the table fly to their places in X. Python says where
// everything stands; here it is drawn, moved and pointed at.
import { clamp } from "./arithmetic.js";
import { drawBlock, drawFlight, drawMorph } from "./film/blocks.js";
import { makeBracket } from "./film/bracket.js";
import { drawCards } from "./film/cards.js";
import { drawPoint, whatIf } from "./film/point.js";
import { drawTable } from "./film/table.js";
import { ease, MORPH, MOTION, makeView, rowsOf } from "./film/view.js";
import { arrow } from "./lines.js";
import { count } from "./numerals.js";
import { component, PULLED } from "./player.js";

/** @typedef {import("./pen.js").Place} Place */

const [STEP, HOLD] = [1500, 2600]; // ms at 1×: of a sample, and of the last one
const SLIDE = 200; // ms in which the window moves on
const ASKED_AFTER = 250; // ms

/**
 * @param {import("./player.js").Tools} tools
 * @returns {import("./player.js").Drawing}
 */
function film(tools) {
  const view = makeView(tools);
  const { stage, pen, player } = tools;
  player.phase = MOTION;
  player.playing = !stage.calm.matches;
  /** @type {FilmData} */
  let shown;
  /** Whether the page is asked for a sample that is not in the film, and has not answered yet. */
  let awaits = false;

  // --- one picture -------------------------------------------------------------------------------

  function draw() {
    const { frame, scene } = view;
    pen.clean();
    pen.centred();
    drawTable(view, spanOf());
    frame.blocks.forEach((block, n) => {
      drawBlock(view, block, n);
    });
    frame.marks.forEach(drawMark);
    if (view.morph < 1) drawMorph(view);
    else drawFlight(view);
    const last = frame.blocks.length - 1;
    const { x, y, w, h } = frame.blocks[last];
    const more = scene.samples[last] < scene.total - 1 && x + w + 20 < frame.width;
    if (!frame.stacked && more) pen.write("more", x + w + 8, y + h / 2, "…", "more");
    drawPoint(view, view.taken?.cell ?? shown.pick);
    // Above the line from a marked cell to its place, which may cross it.
    if (view.goal) pen.write("goal", ...view.goal);
    pen.rest();
  }

  /** Top and foot of the window on the table, on its way from the sample before. */
  function spanOf() {
    const slides = view.k > 0 && !stage.calm.matches;
    const slide = slides ? ease(clamp(player.phase / SLIDE)) : 1;
    const [top, foot] = edgesOf(view.k);
    const [from, to] = edgesOf(Math.max(view.k - 1, 0));
    const held = bracket.foot();
    return { top: from + (top - from) * slide, foot: held ?? to + (foot - to) * slide };
  }
  /** @param {number} n */
  function edgesOf(n) {
    const rows = rowsOf(view, n);
    const first = view.rowAt(rows[0]);
    const last = view.rowAt(rows[rows.length - 1]);
    return [first[1], last[1] + last[2]];
  }

  /** @param {FilmMark} mark @param {number} n */
  function drawMark([kind, points, text, style], n) {
    const id = kind + n;
    const [[x, y]] = points;
    if (kind === "t") pen.write(id, x, y, text ?? undefined, style);
    if (kind === "u") pen.upright(id, x, y, text ?? undefined, style);
    if (kind === "l") pen.line(id, points, style);
    if (kind === "a") arrow(pen, id, points, style);
  }

  // --- the clock ---------------------------------------------------------------------------------

  /** A morph goes first. @param {number} passed */
  function spend(passed) {
    if (view.morph >= 1) return passed;
    view.morph = Math.min(1, view.morph + passed / MORPH);
    return 0;
  }
  const isLast = () => view.k === view.frame.blocks.length - 1;
  /** @param {number} n */
  function go(n) {
    view.k = clamp(n, 0, view.frame.blocks.length - 1);
    player.phase = stage.calm.matches ? MOTION : 0;
    player.speak();
    player.wake();
  }
  /** Show a sample; one that is not in the film comes from the page. @param {number} sample */
  function show(sample) {
    const asked = clamp(sample, 0, view.scene.total - 1);
    const n = view.scene.samples.indexOf(asked);
    const here = n >= 0 && n < view.frame.blocks.length;
    // One that is here takes back what the page was asked for just before.
    if (!here || awaits) player.tell("sample", asked, ASKED_AFTER);
    awaits = !here;
    if (here) go(n);
    else stage.find(".sample b").textContent = count(asked);
  }
  function speak() {
    const { scene, k } = view;
    const sample = scene.samples[k];
    if (view.notches) player.caption("What if? ", whatIf(view));
    else player.caption("", scene.captions[k]);
    player.dial("sample", count(sample), sample, scene.total - 1);
    const { taken, notches } = view;
    stage.find(".pull").hidden = !taken;
    stage.find(".put").hidden = !notches;
    if (taken) player.dial("pull", taken.name, notches, PULLED, "pull ");
  }

  // --- a value in the hand -----------------------------------------------------------------------

  /** @param {number} r @param {number} m */
  function take(r, m) {
    const { table, columns } = view.scene;
    player.playing = false;
    player.report("take", [table.rows[r], columns[m].column]);
  }
  /** @param {number} notches */
  function pull(notches) {
    view.notches = notches;
    player.speak();
    player.wake();
  }

  // --- data --------------------------------------------------------------------------------------

  /** @param {FilmData} data */
  function receive(data) {
    const other = String(shown?.taken?.cell) !== String(data.taken?.cell);
    const first = !shown;
    shown = data;
    view.taken = data.taken;
    if (other) view.notches = 0;
    if (view.scene?.id === data.scene.id) recolour();
    else adopt(data.scene);
    player.wake();
    if (!other) return;
    player.speak();
    if (!first && data.taken) stage.find(".pull input").focus();
  }
  /** @param {FilmScene} scene */
  function adopt(scene) {
    const first = !view.scene;
    const moved = view.scene?.choice === scene.choice;
    awaits = false;
    view.open(scene);
    recolour();
    resize();
    if (first || moved || stage.calm.matches) {
      go(view.k);
      return;
    }
    view.k = view.frame.blocks.length - 1;
    view.morph = 0;
    player.phase = MOTION;
    player.speak();
    player.wake();
  }
  function resize() {
    view.fit();
    stage.caption.style.minHeight = view.frame.width < 700 ? "4em" : "1.4em";
    player.wake();
  }
  function recolour() {
    view.recolour();
    stage.root.toggleAttribute("data-bare", shown.bare);
    drawCards(view, shown.cards, (key) => player.report("layout", key));
  }

  // --- hands -------------------------------------------------------------------------------------

  const bracket = makeBracket(
    view,
    (sample) => player.still(() => show(sample))(),
    (rows) => player.report("window", rows),
  );
  /** @param {number} step */
  const move = (step) => player.still(() => show(view.scene.samples[view.k] + step))();
  /** @type {Record<string, string>} */
  const KEYS = {
    " ": "play",
    w: "take",
    Backspace: "putBack",
    ArrowLeft: "back",
    ArrowRight: "forward",
    Home: "start",
    End: "end",
    "+": "longer",
    "-": "shorter",
    Escape: "leave",
  };
  return {
    receive,
    feed: () => {},
    draw,
    // The last picture stays a little longer.
    times: () => ({ motion: MOTION, end: isLast() ? HOLD : STEP }),
    next: () => go(isLast() ? 0 : view.k + 1),
    moving: () => view.morph < 1,
    spend,
    resize,
    recolour,
    speak,
    deedOf: ({ key }) => KEYS[key],
    deeds: {
      play() {
        player.playing = !player.playing;
        player.speak();
        player.wake();
      },
      back: () => move(-1),
      forward: () => move(1),
      start: () => show(0),
      border: () => show(view.scene.border),
      end: () => show(view.scene.total - 1),
      longer: () => bracket.stretch(1),
      shorter: () => bracket.stretch(-1),
      /** Take a value that this sample reads: by key, the next one each time. */
      take() {
        const { cells } = view.frame.blocks[view.k];
        const at = cells.findIndex(([, , , , , , r, m]) => view.isTaken(r, m));
        const [, , , , , , r, m] = cells[(at + 1) % cells.length];
        take(r, m);
      },
      putBack: () => pull(0),
      present: player.present,
      leave: player.leave,
    },
    press: bracket.press,
    click() {
      const at = pen.pointed()?.at;
      if (!bracket.drop() && at && "r" in at) take(at.r, at.m);
    },
    point: (event) => bracket.move(event),
    dials: { sample: (value) => player.still(() => show(value))(), pull },
  };
}

export default component(film, "setTriggerValue");
