// In place of the page, in a file that plays by itself: another layer or moment is in the file,
// another chunk of samples is not.
import flow from "./flow.js";

/** @type {OfflineData} */
const { layers, layer, moment } = JSON.parse(document.getElementById("data")?.textContent ?? "");
const place = /** @type {ShadowRoot} */ (document.getElementById("diagram")?.shadowRoot);
const now = { layer, moment };

function show() {
  const { scene, values } = layers[now.layer];
  const data = { key: "offline", scene, values: values[now.moment], unit: null };
  flow({ data, parentElement: place, setStateValue: report, setTriggerValue: report });
}

/** @param {string} name @param {unknown} value */
function report(name, value) {
  if (name !== "layer" && name !== "moment") return;
  now[name] = Number(value);
  show();
}

const [first] = layers;
for (const each of place.querySelectorAll(".pull, .asks")) each.remove();
/** @type {HTMLInputElement} */ (place.querySelector(".sample input")).min = String(
  first.scene.reach[0],
);
/** @type {HTMLElement} */ (place.querySelector(".moment")).hidden = first.values.length < 2;
show();
