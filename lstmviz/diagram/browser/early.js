// The way in on the page that is still loading: plain HTML and this, before the app's own code has
// come. The drawing that the app mounts takes over what was done here (start.js); should it not
// come, because the app shows something else, this goes away by itself.
import { begin } from "./start/course.js";
import { build } from "./start/scene.js";

const LOOK = 500; // ms from one look at the app to the next
const PATIENCE = 6; // looks at an app that is drawn, until this gives up

const shared = /** @type {{ lstmvizEarly?: Early }} */ (globalThis);
const host = /** @type {HTMLElement} */ (document.getElementById("early"));
const shadow = host.attachShadow({ mode: "open" });
const style = document.createElement("style");
style.append(document.getElementById("early-style")?.textContent ?? "");
shadow.append(style);
const scene = JSON.parse(document.getElementById("early-scene")?.textContent ?? "");
const way = build(shadow, scene, begin());
/** @typedef {import("./start/course.js").State} State */
/** @typedef {{ state: State, wish: string, leave: () => void }} Early */
/** @type {Early} */
const early = {
  state: way.state,
  wish: "",
  leave() {
    clearInterval(watch);
    way.leave();
    host.remove();
    shared.lstmvizEarly = undefined;
  },
};
way.reports((_, value) => {
  early.wish = String(value);
  host.setAttribute("aria-busy", "true");
});
let looks = 0;
const watch = setInterval(() => {
  const drawn = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
  looks += drawn ? 1 : 0;
  if (looks > PATIENCE) early.leave();
}, LOOK);
shared.lstmvizEarly = early;
