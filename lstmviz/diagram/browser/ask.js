// The one place to ask: a field that finds answers while one types, and hears what is asked
// elsewhere.
import { bus } from "./bus.js";
import { find, isForDoctor, makeIndex } from "./search.js";
import { element } from "./stage.js";

/** @typedef {import("./search.js").Entry} Entry */
/** @typedef {import("./search.js").Index} Index */
/** @typedef {{ entries: Entry[], open: string }} Asked what can be asked; the open answer */

const [SHOWN, NEAREST] = [8, 3]; // of what was found; where none of it fits
const NEAR = "No answer here fits this well. The nearest:";
const NONE = "No answer here fits this. Try other words.";
const WIDEST = 560; // px of the list
const KINDS = { answer: "", symptom: "no error, but", message: "error message", doctor: "" };
/** @type {Entry} */
const DOCTOR = {
  kind: "doctor",
  id: "",
  title: "Ask the shape doctor about this text",
  words: "",
  heading: "",
};
// What on the page opens an answer where it stands, and a link of markdown that does.
const [ASKS, LINK] = ["[data-ask]", 'a[href^="#ask-"]'];

/** @param {ParentNode} host */
function build(host) {
  const input = /** @type {HTMLInputElement} */ (host.querySelector("input"));
  const list = /** @type {HTMLUListElement} */ (host.querySelector("ul"));
  const panel = /** @type {HTMLElement} */ (host.querySelector(".found"));
  const said = /** @type {HTMLElement} */ (host.querySelector(".said"));
  /** @type {Entry[]} */
  let entries = [];
  /** @type {Index | undefined} */
  let index; // of the entries, made when a first letter is typed: a page is not to wait for it
  /** @type {(name: string, value: unknown) => void} */
  let report = () => {};
  /** @type {{ entry: Entry, row: HTMLElement }[]} */
  let rows = [];
  let active = -1;
  let opened = "";
  let awaited = "";

  // --- the list ----------------------------------------------------------------------------------

  function look() {
    rows = [];
    list.replaceChildren();
    if (input.value.trim()) seek(input.value);
    else offer();
    panel.scrollTop = 0;
  }

  /** List everything that is answered here. */
  function offer() {
    list.append(headed("Words, an error message, or code"));
    let heading = "";
    for (const entry of entries.filter(({ kind }) => kind === "answer")) {
      if (entry.heading !== heading) list.append(headed(entry.heading));
      heading = entry.heading;
      add(entry, "");
    }
    point(-1);
    said.textContent = "";
  }

  /** @param {string} text */
  function seek(text) {
    index ??= makeIndex(entries);
    const { entries: found, fits } = find(index, text);
    const shown = found.slice(0, fits ? SHOWN : NEAREST);
    const count = `${shown.length} answer${shown.length === 1 ? "" : "s"} found`;
    const doctors = isForDoctor(text);
    const strange = doctors || fits ? "" : shown.length ? NEAR : NONE;
    if (strange) list.append(headed(strange));
    for (const entry of doctors ? [DOCTOR, ...shown] : [...shown, DOCTOR])
      add(entry, entry.heading);
    point(0);
    said.textContent = strange || count;
  }

  /** @param {Entry} entry @param {string} beside what is said of it, if its kind says nothing */
  function add(entry, beside) {
    const kind = KINDS[/** @type {keyof typeof KINDS} */ (entry.kind)];
    rows.push({ entry, row: list.appendChild(option(entry, rows.length, kind || beside)) });
  }

  /** @param {string} words */
  function headed(words) {
    const heading = element("li", words);
    heading.className = "heading";
    heading.role = "presentation";
    return heading;
  }

  /** @param {Entry} entry @param {number} n @param {string} small words beside its title */
  function option(entry, n, small) {
    const row = document.createElement("li");
    row.role = "option";
    row.id = `option-${n}`;
    row.ariaSelected = "false";
    row.append(element("span", entry.title));
    if (small) row.append(element("small", small));
    // The field keeps the focus, so that its list stays open until the click has come.
    row.onpointerdown = (event) => event.preventDefault();
    row.onclick = () => choose(n);
    return row;
  }

  /** @param {number} n the option that Enter takes */
  function point(n) {
    rows[active]?.row.setAttribute("aria-selected", "false");
    active = n;
    const row = rows[n]?.row;
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    if (row) input.setAttribute("aria-activedescendant", row.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function place() {
    const { left, right, bottom } = input.parentElement?.getBoundingClientRect() ?? new DOMRect();
    const width = Math.min(WIDEST, innerWidth - 16);
    const x = Math.max(8, Math.min(left, right - width, innerWidth - width - 8));
    const high = (visualViewport?.height ?? innerHeight) - bottom - 16;
    panel.style.cssText = `left:${x}px;top:${bottom + 4}px;width:${width}px;max-height:${high}px`;
  }

  function show() {
    if (panel.matches(":popover-open")) return;
    look();
    place();
    panel.showPopover();
    input.ariaExpanded = "true";
  }
  function hide() {
    if (panel.matches(":popover-open")) panel.hidePopover();
    input.ariaExpanded = "false";
    point(-1);
  }

  // --- asking ------------------------------------------------------------------------------------

  /** @param {number} n */
  function choose(n) {
    const entry = rows[n]?.entry;
    if (!entry) return;
    if (entry.kind === "doctor") consult(input.value);
    else if (entry.kind === "answer") open(entry.id);
    else report("entry", [entry.kind, entry.id]);
    leave();
  }
  /** @param {string} id */
  function open(id) {
    awaited = id;
    if (id === opened) arrive();
    else report("answer", id);
  }
  /** @param {string} text */
  function consult(text) {
    if (text.trim()) report("doctor", text);
  }
  function leave() {
    input.value = "";
    input.blur();
    hide();
  }
  /** Lead the keyboard and the screen reader to the answer that was asked for, once it is drawn. */
  function arrive(tries = 60) {
    const title = /** @type {HTMLElement | null} */ (
      document.querySelector(`.st-key-answer [data-answer="${CSS.escape(awaited)}"]`)
    );
    if (title) {
      title.focus({ preventScroll: true });
      awaited = "";
    } else if (awaited && tries) requestAnimationFrame(() => arrive(tries - 1));
  }

  // --- hands -------------------------------------------------------------------------------------

  input.onfocus = show;
  input.onclick = show;
  input.onblur = hide;
  input.oninput = () => {
    show();
    look();
  };
  input.onpaste = (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    // A field of one line would run the lines of code together.
    if (!text.trim().includes("\n") || input.value) return;
    event.preventDefault();
    consult(text);
    leave();
  };
  input.onkeydown = (event) => {
    const last = rows.length - 1;
    const to = {
      ArrowDown: active < last ? active + 1 : 0,
      ArrowUp: active > 0 ? active - 1 : last,
    };
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      show();
      point(to[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (input.value) {
        input.value = "";
        look();
      } else leave();
    } else return;
    event.stopPropagation();
  };

  /**
   * What was clicked on, also within drawings, which stand in trees of their own.
   * @param {Event} event
   */
  const clicked = (event) => {
    for (const node of event.composedPath()) {
      if (!(node instanceof Element)) continue;
      const id = node.matches(ASKS)
        ? /** @type {HTMLElement} */ (node).dataset.ask
        : node.matches(LINK)
          ? node.getAttribute("href")?.slice(5)
          : undefined;
      if (id === undefined) continue;
      event.preventDefault();
      event.stopPropagation();
      asked(id);
      return;
    }
  };
  /** @param {string} id of an answer; "" for the field itself */
  function asked(id) {
    if (id) open(id);
    else input.focus();
  }
  /** @param {Event} event */
  const heard = (event) => asked(/** @type {CustomEvent} */ (event).detail ?? "");
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    const target = event.composedPath()[0];
    const typing =
      target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  };
  const moved = () => panel.matches(":popover-open") && place();

  document.addEventListener("click", clicked, true);
  document.addEventListener("keydown", pressed);
  bus().addEventListener("ask", heard);
  bus().answers = true;
  addEventListener("resize", moved);
  document.addEventListener("scroll", moved, true);

  return {
    /** @param {Asked} data @param {(name: string, value: unknown) => void} tell */
    receive(data, tell) {
      report = tell;
      if (entries.length !== data.entries.length) {
        entries = data.entries;
        index = undefined;
      }
      opened = data.open;
      if (awaited && opened === awaited) arrive();
    },
    leave() {
      document.removeEventListener("click", clicked, true);
      document.removeEventListener("keydown", pressed);
      bus().removeEventListener("ask", heard);
      bus().answers = false;
      removeEventListener("resize", moved);
      document.removeEventListener("scroll", moved, true);
    },
  };
}

const built = new WeakMap();

/** @param {Mount} mount */
export default function ({ parentElement: place, data, setTriggerValue }) {
  if (!built.has(place)) {
    const made = build(place);
    built.set(place, {
      ...made,
      end() {
        made.leave();
        built.delete(place);
      },
    });
  }
  built.get(place).receive(data, setTriggerValue);
  return built.get(place).end;
}
