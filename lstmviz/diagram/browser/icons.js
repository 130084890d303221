// The icons on the buttons of the bar: what each is called, and its shape.
import { svg } from "./pen.js";

export const ICONS = {
  first: ["First step", "M3 3h2v10H3zM13 3v10L6 8z"],
  back: ["Step back", "M11 3v10L4 8z"],
  play: ["Play", "M4 2v12l9-6z"],
  pause: ["Pause", "M4 3h3v10H4zM9 3h3v10H9z"],
  forward: ["Step forward", "M5 3v10l7-5z"],
  last: ["Last step", "M11 3h2v10h-2zM3 3v10l7-5z"],
  present: ["Fill the screen", "M2 2h5v2H4v3H2zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2zM12 9h2v5H9v-2h3z"],
};

/** Draw them where a button has none. @param {ParentNode} host */
export function drawIcons(host) {
  for (const button of host.querySelectorAll("button[data-do]:empty")) {
    const name = /** @type {HTMLElement} */ (button).dataset.do;
    const [label, shape] = ICONS[/** @type {keyof typeof ICONS} */ (name)];
    button.ariaLabel ??= label;
    const icon = svg("svg", { viewBox: "0 0 16 16" });
    icon.append(svg("path", { d: shape }));
    button.append(icon);
  }
}
