// The six beats: for each what is said, what the person can do, and what doing it leads to.
import { list } from "../arithmetic.js";
import { count } from "../numerals.js";
import { stopsOf } from "./course.js";
import { make, pictureOf, shapeOf } from "./page.js";
import {
  ANSWERS,
  FEEDS,
  many,
  movedWords,
  proofWords,
  pulledName,
  tickWords,
  wallWords,
} from "./words.js";

/**
 * What a beat can look at.
 * @typedef {object} View
 * @property {StartScene} scene
 * @property {import("./course.js").State} state
 * @property {import("./course.js").Tick[][]} ticks of each lane
 * @property {number[]} values of the table's cells, as they are now
 * @property {Lane["key"][]} moved keys of the lanes whose last prediction differs
 */

/**
 * @typedef {object} Beat
 * @property {(view: View) => string} title
 * @property {(view: View) => string} more
 * @property {(view: View) => HTMLElement[]} acts what can be done
 * @property {(view: View) => boolean} ready whether → leads on
 * @property {(view: View) => Partial<import("./course.js").State>} onward what → does
 */

/**
 * @param {string} deed @param {Record<string, string | number | boolean>} attributes
 * @param {(Node | string)[]} words
 */
const button = (deed, attributes, ...words) =>
  make("button", { type: "button", "data-do": deed, ...attributes }, ...words);

/** @param {string} words */
const onward = (words) => button("onward", { class: "primary" }, words);

/** @param {View} view */
const next = ({ state }) => ({ beat: state.beat + 1 });

/** @type {Beat} */
const look = {
  title: () => "Four rows of a small table. Which of these numbers can the network see together?",
  more: () => "Mark those that you think meet, or simply go on.",
  acts: () => [onward("Let us see")],
  ready: () => true,
  onward: next,
};

/** @param {Lane} lane */
const stepsOf = ({ samples: [steps] }) =>
  `${many(steps.length, "timestep")} of ${many(steps[0].length, "value")}`;

/** @type {Beat} */
const feed = {
  title: () => "That depends on how you feed it. How would you?",
  more: ({ scene: { proof } }) =>
    "What stands together enters together; time runs to the right. N counts the samples: " +
    `${count(proof.rows)} rows make (${proof.rows},\u00a03,\u00a01) or ` +
    `(${proof.rows},\u00a01,\u00a03).`,
  acts: ({ scene, state }) =>
    scene.lanes.map((lane, n) =>
      button(
        "feed",
        { class: "card", value: n, "aria-pressed": String(state.lane === n) },
        pictureOf(lane, scene.columns.length),
        shapeOf(lane.shape),
        make("span", {}, FEEDS[lane.key]),
        make("small", {}, stepsOf(lane)),
      ),
    ),
  ready: ({ state }) => state.lane >= 0,
  onward: next,
};

/** @param {View} view */
const course = ({ ticks, state }) => stopsOf(ticks, state.lane);

/** Whether the other two lanes are there too. @param {View} view */
export const together = (view) =>
  view.state.beat > 2 || (view.state.beat === 2 && view.state.tick >= course(view).wall);

/** @param {View} view */
const clockOf = ({ ticks }) => Math.max(...ticks.map((lane) => lane.length));

/** @type {Beat} */
const watch = {
  title(view) {
    const { state, ticks } = view;
    if (!state.tick) return "One box reads it, tick by tick.";
    if (state.tick < course(view).wall) return `Tick ${state.tick}.`;
    if (state.tick === course(view).wall)
      return "The wall falls. Here are all three, on one clock.";
    if (state.tick < clockOf(view)) return `Tick ${state.tick}, in all three.`;
    // A number and what it counts stay on one line.
    const counted = list(ticks.length, (n) => many(ticks[n].length, "tick").replace(" ", "\u00a0"));
    return `${counted.join(", ")}: the same rows.`;
  },
  more(view) {
    const { state, scene, ticks, values } = view;
    if (!state.tick)
      return `Its ${scene.units} units are its neurons. Press → and watch what each of them gets.`;
    const mine = ticks[state.lane];
    if (state.tick < course(view).wall) return tickWords(scene, mine, state.tick, values);
    if (state.tick === course(view).wall) return wallWords(mine, state.tick, scene);
    if (state.tick < clockOf(view))
      return state.tick > Math.min(...ticks.map((lane) => lane.length))
        ? "Only (N, 3, 1) is still reading: it takes one value at a time."
        : "(N, 3, 1) takes one value at a time, the other two a whole row.";
    return (
      "In (N, 3, 1) each unit gets one value a tick, in the other two a whole row. " +
      "Behind each wall the box starts from 0 again: only in the window do rows meet."
    );
  },
  acts: (view) => [
    onward(view.state.tick < clockOf(view) ? "Next tick  →" : "And does it matter?"),
  ],
  ready: () => true,
  onward(view) {
    const stop = course(view).stops.find((tick) => tick > view.state.tick);
    return stop ? { tick: stop } : { ...next(view), value: null };
  },
};

/** @type {Beat} */
const touch = {
  title(view) {
    const { scene, state, moved } = view;
    if (state.guess < 0) return scene.asked.title;
    if (state.value === null) return "Now pull the number, up or down.";
    return movedWords(moved);
  },
  more(view) {
    const { scene, state, moved } = view;
    if (state.guess < 0) return "The last prediction is the one after row 2.";
    if (state.value === null) {
      return `It is ${pulledName(scene)}. Drag it in the table, or use the slider.`;
    }
    const { seen, expected, law } = scene.asked.options[state.guess];
    // What was seen after a wrong guess stands above.
    return moved.length ? `${expected} ${law || seen}` : seen;
  },
  acts(view) {
    const { scene, state, values } = view;
    if (state.guess < 0) {
      return scene.asked.options.map(({ text }, n) => button("guess", { value: n }, text));
    }
    const slider = make("input", {
      type: "range",
      min: 0,
      max: 20,
      step: 1,
      "aria-label": pulledName(scene),
    });
    /** @type {HTMLInputElement} */ (slider).value = String(values[scene.pulled]);
    return [
      make("label", { class: "pull" }, make("span", {}, pulledName(scene)), slider),
      button("back", { disabled: state.value === null }, "Put back"),
      ...(state.value === null ? [] : [onward("So which is right?")]),
    ];
  },
  ready: ({ state }) => state.value !== null,
  onward: (view) => ({ ...next(view), value: null }),
};

const AXES = /** @type {const} */ (["columns", "rows"]);

/** @param {View} view */
const answerOf = ({ scene, state }) => scene.answers[`${state.rows} ${state.columns}`];

/** @type {Beat} */
const choose = {
  title(view) {
    const answer = answerOf(view);
    return answer
      ? ANSWERS[answer.layout]
      : "So which is right? What do your rows and columns mean?";
  },
  more: (view) => answerOf(view)?.why ?? "Two questions decide it, and nothing else.",
  acts(view) {
    const { scene, state } = view;
    const asked = AXES.map((axis) => {
      const { question, options } = scene.meanings[axis];
      const answers = Object.entries(options).map(([key, { words, example }]) =>
        button(
          axis,
          { class: "meaning", value: key, "aria-pressed": String(state[axis] === key) },
          meaningPicture(axis, key),
          make("b", {}, words),
          make("small", {}, example),
        ),
      );
      return make("fieldset", { class: axis }, make("legend", {}, question), ...answers);
    });
    return [...asked, ...(answerOf(view) ? [onward("Is that true?")] : [])];
  },
  ready: (view) => Boolean(answerOf(view)),
  onward: next,
};

/**
 * Columns of different colours, or one colour after another; rows on a thread of time, or strewn.
 * @param {string} axis @param {string} key
 */
function meaningPicture(axis, key) {
  const cells = list(axis === "columns" ? 3 : 9, (n) => {
    const column = axis === "columns" && key === "sequence" ? 0 : n % 3;
    return make("i", { style: `--fill:var(--fill-${column})` });
  });
  return make("span", { class: `sketch ${key}`, "aria-hidden": true }, ...cells);
}

/** @type {Beat} */
const check = {
  title: ({ scene, state }) =>
    state.shown
      ? "Other rows are worth more than any order of the columns."
      : `Is it true? Three networks, trained on ${count(scene.proof.rows)} rows.`,
  more: ({ scene, state }) =>
    state.shown
      ? proofWords(scene.proof)
      : `LSTM(${scene.proof.units}), ${scene.proof.epochs} epochs each, trained beforehand: they ` +
        `predict ${scene.proof.target} in the next row, and are scored on rows they never saw.`,
  acts: ({ state }) =>
    state.shown
      ? [
          button("leave", { class: "primary", value: "playground" }, "Open the Playground"),
          button("leave", { value: "lessons" }, "Take the lessons"),
          button("leave", { value: "own" }, "Use your own table"),
          button("leave", { value: "class" }, "For my class"),
        ]
      : [onward("Show what they learnt")],
  ready: ({ state }) => !state.shown,
  onward: () => ({ shown: true }),
};

export const COURSE = [look, feed, watch, touch, choose, check];
