// The hidden-state flow: a table's rows go through a recurrent cell, step after step. Python says
// where all stands; here it is drawn, moved and pointed at.
import { clamp, ease } from "./arithmetic.js";
import { drawCarriage } from "./flow/carriage.js";
import { drawGuess } from "./flow/guess.js";
import { makeHand } from "./flow/hand.js";
import { drawMark } from "./flow/marks.js";
import { drawPoint } from "./flow/point.js";
import { isLast, LAST_WIPE, MOTION, newPose, part, rest, STEP } from "./flow/pose.js";
import { drawSteps } from "./flow/steps.js";
import { drawTable } from "./flow/table.js";
import { makeView } from "./flow/view.js";
import { say } from "./flow/words.js";
import { SAMPLE_KEYS } from "./keys.js";
import { count } from "./numerals.js";
import { component, fits, setDials } from "./player.js";

const SLIDE = 180; // ms in which the carriage goes on
const AHEAD = 3000; // ms before its end, the chunk that follows is asked for
const FASTEST = 4; // speed from which motion is left out

/**
 * @param {import("./player.js").Tools} tools
 * @returns {import("./player.js").Drawing}
 */
function flow(tools) {
  const view = makeView(tools);
  const { stage, pen, player } = tools;
  player.phase = MOTION;
  player.playing = !stage.calm.matches;
  const asking = {
    /** @type {[FlowScene, FlowValues] | null} a chunk that came and waits for its turn */
    pending: null,
    /** @type {number | null} the sample with which the next chunk begins */
    asked: null,
    /** @type {number | null} the sample that the person wants */
    wanted: null,
  };
  /** Where the first sample stops until the person goes on: its first, second and last step. */
  const opening = {
    /** @type {number | null} its number */
    sample: null,
    /** @type {Set<number>} steps at which it has not stopped yet */
    steps: new Set(),
    waits: false,
  };
  /** What a lesson waits for and has not been told: the sample's end, or the wipe after it. */
  const lesson = { asked: "", awaits: /** @type {Set<string>} */ (new Set()) };
  const hand = makeHand(view, () => play(false));

  // --- one picture -------------------------------------------------------------------------------

  function draw() {
    const slide = view.from ? ease(part(view, 0, SLIDE)) : 1;
    pen.clean();
    view.pose = newPose(view, slide);
    drawTable(view, slide);
    drawSteps(view);
    drawCarriage(view);
    drawGuess(view);
    view.frame.marks.forEach((mark, n) => {
      drawMark(view, mark, n);
    });
    drawPoint(view);
    pen.rest();
  }

  // --- the clock ---------------------------------------------------------------------------------

  /** Whether it stops here for the person. */
  const stops = () =>
    view.scene.samples[view.sample] === opening.sample && opening.steps.has(view.t);

  /** @param {number} sample @param {number} step @param {boolean} user whether a person asked */
  function go(sample, step, user = false) {
    const ended = isLast(view) && sample !== view.sample;
    const near = sample === view.sample && Math.abs(step - view.t) < 2;
    view.from = (near || !step) && !stage.calm.matches ? view.pose : null;
    [view.sample, view.t] = [sample, step];
    player.phase = user && !near && step ? MOTION : 0;
    if (!step) view.ends = view.values.max;
    if (user) leaveOpening();
    if (ended) passed("wipe");
    if (isLast(view)) passed("end");
    askAhead();
    player.speak();
    player.wake();
  }

  /** The person moves the film: it needs not stop for them any more. */
  function leaveOpening() {
    opening.steps.clear();
    opening.waits = false;
  }

  /** Tell a lesson, once, what the person has come to. @param {string} place */
  function passed(place) {
    if (lesson.awaits.delete(place)) player.report("passed", place);
  }

  function askAhead() {
    const { samples, T, total } = view.scene;
    const next = (samples[samples.length - 1] + 1) % total;
    const left = ((samples.length - view.sample) * T - view.t) * STEP;
    if (!player.playing || asking.asked === next || left >= AHEAD * player.speed) return;
    asking.asked = next;
    player.report("sample", next);
  }

  function next() {
    const { T, samples } = view.scene;
    if (stops()) {
      opening.steps.delete(view.t);
      opening.waits = true;
      play(false);
      player.speak();
    } else if (view.t < T - 1) go(view.sample, view.t + 1);
    else if (view.sample < samples.length - 1) go(view.sample + 1, 0);
    else if (asking.pending) adopt(...asking.pending);
    else go(0, 0);
  }

  /** @param {boolean} on */
  function play(on) {
    // At rest the page is to send numbers for what is seen, not for the chunk that would follow.
    if (!on && player.playing && asking.asked !== null) player.report("sample", view.scene.first);
    if (on) {
      forget();
      opening.waits = false;
    }
    player.playing = on;
  }
  function forget() {
    asking.pending = null;
    asking.asked = null;
  }

  /**
   * The person wants this sample: at once if it is here, else as soon as it comes.
   * @param {number} sample
   */
  function show(sample) {
    const [first, last] = view.scene.reach;
    const wanted = clamp(sample, first, last);
    asking.wanted = wanted;
    const place = view.scene.samples.indexOf(wanted);
    if (asking.pending?.[0].samples.includes(wanted)) {
      adopt(...asking.pending);
      return;
    }
    forget();
    if (place >= 0) go(place, 0, true);
    player.tell("sample", wanted);
    stage.find(".sample b").textContent = count(wanted);
  }

  function speak() {
    const { scene, values, sample, t } = view;
    const { T, samples, sentences } = scene;
    const said = T === 1 ? "only" : t === T - 1 ? "last" : t ? "middle" : "first";
    const text = `${scene.steps[sample][t][0]} ${say(view, sentences[said])}`;
    const goOn = opening.waits ? " Press ▶ to go on." : "";
    if (values.pulled) player.caption("What if? ", values.pulled.told[sample], t);
    else player.caption(`Step ${t + 1} of ${T}. `, text + goOn, t);
    stage.root.toggleAttribute("data-waits", opening.waits);
    player.dial("step", `${t + 1} of ${T}`, t + 1, T);
    player.dial("sample", count(samples[sample]), samples[sample], scene.reach[1]);
    setDials(tools, scene, values);
    hand.show();
  }

  // --- data --------------------------------------------------------------------------------------

  /** @param {FlowScene} scene @param {FlowValues} values */
  function adopt(scene, values) {
    const was = view.scene;
    const seen = was?.samples[view.sample];
    // What the page has turned to, not the person here, is followed too: a lesson's next question.
    const led = was?.choice === scene.choice && was.first !== scene.first ? scene.first : seen;
    const number = asking.wanted ?? asking.asked ?? led ?? scene.first;
    const same = was?.T === scene.T && seen === number && asking.wanted === null;
    view.open(scene);
    view.unit = clamp(view.unit ?? Math.round(scene.U * 0.6), 0, scene.U - 1);
    view.sample = scene.samples.indexOf(number);
    if (view.sample < 0) view.sample = scene.samples.indexOf(scene.first);
    if (!same) view.t = 0;
    forget();
    if (opening.sample === null && !lesson.asked) {
      opening.sample = scene.samples[view.sample];
      opening.steps = new Set([0, 1, scene.T - 1]);
    }
    asking.wanted = null;
    view.ends = null;
    view.decode(values);
    if (stage.root.clientWidth) resize();
    view.recolour();
    player.wake();
    if (same) player.speak();
    else go(view.sample, 0);
  }

  /** @param {FlowValues} values */
  function feed(values) {
    if (asking.pending && fits(values, asking.pending[0])) asking.pending[1] = values;
    if (!fits(values, view.scene)) return;
    view.decode(values);
    player.speak();
    player.wake();
  }

  /** Take what a lesson waits for; it is the person who goes on. @param {string[]} places */
  function wait(places) {
    if (String(places) === lesson.asked) return;
    lesson.asked = String(places);
    lesson.awaits = new Set(places);
    if (places.length) player.playing = false;
  }

  /**
   * @param {{ scene: FlowScene, unit: number | null, awaits?: string[] }} data
   * @param {FlowValues} values
   */
  function receive({ scene, unit, awaits = [] }, values) {
    wait(awaits);
    view.unit ??= unit ?? view.unit;
    const { asked } = asking;
    const follows = scene.choice === view.scene?.choice;
    if (scene.id === view.scene?.id) feed(values);
    else if (asked !== null && follows && scene.samples.includes(asked)) {
      asking.pending = [scene, values];
    } else adopt(scene, values);
  }

  function resize() {
    view.frame = stage.fit(view.scene.frames);
    pen.forget();
    stage.caption.style.minHeight = stage.scale < 0.97 ? "2.8em" : "";
    view.from = null;
    player.wake();
  }

  // --- hands -------------------------------------------------------------------------------------

  /** @param {number} unit */
  function choose(unit) {
    view.unit = clamp(unit, 0, view.scene.U - 1);
    player.tell("unit", view.unit);
    player.wake();
  }
  /** @param {() => void} deed */
  const still = (deed) => () => {
    play(false);
    deed();
    player.speak();
  };
  function press() {
    const { frame, scene } = view;
    const { x, y } = /** @type {import("./stage.js").Point} */ (stage.point);
    if (frame.phone && y < frame.film.y + frame.film.height) {
      const { steps } = view.pose;
      const part = (x - frame.film.left) / steps[steps.length - 1];
      go(view.sample, clamp(Math.floor(part * scene.T), 0, scene.T - 1), true);
      return;
    }
    draw();
    if (view.pointed.unit !== undefined) choose(view.pointed.unit);
    if (view.pointed.cell && view.pointed.f === undefined) hand.take(view.pointed.cell);
  }
  /** @type {Record<string, () => void>} */
  const deeds = {
    first: () => go(view.sample, 0, true),
    last: () => go(view.sample, view.scene.T - 1, true),
    back: still(() => go(view.sample, Math.max(view.t - 1, 0), true)),
    forward: still(() => {
      if (view.t < view.scene.T - 1) go(view.sample, view.t + 1, true);
      else deeds.after();
    }),
    play() {
      play(!player.playing);
      player.speak();
      player.wake();
    },
    up: () => choose(view.unit - 1),
    down: () => choose(view.unit + 1),
    before: () => show(view.scene.samples[view.sample] - 1),
    after: () => show(view.scene.samples[view.sample] + 1),
    take: hand.takeNext,
    putBack: hand.putBack,
    present: player.present,
    leave: player.leave,
  };
  /** @type {Record<string, string>} */
  const keys = { ...SAMPLE_KEYS, w: "take", Backspace: "putBack" };
  return {
    receive,
    feed,
    draw,
    times: () => ({ motion: MOTION, end: rest(view) + (isLast(view) && !stops() ? LAST_WIPE : 0) }),
    next,
    moving: () => player.playing && player.phase > rest(view),
    hurried: () => player.speed > FASTEST,
    resize,
    recolour: view.recolour,
    speak,
    deedOf: ({ key }) => keys[key],
    deeds,
    dials: {
      step: (value) => go(view.sample, value - 1, true),
      sample: show,
      moment: (value) => player.tell("moment", value),
      layer: (value) => player.report("layer", value),
      pull: hand.pull,
    },
    press,
  };
}

export default component(flow, "setStateValue");
