// The way in on a page of Streamlit: six beats, each waits for one act of the person. What was done
// on the page that was still loading (early.js) is taken over.
import { begin } from "./start/course.js";
import { build } from "./start/scene.js";

/** @typedef {import("./early.js").Early} Early */

/** @type {WeakMap<Element | ShadowRoot, ReturnType<typeof build>>} */
const built = new WeakMap();

/** What Streamlit calls on every change of data. @param {Mount} mount */
export default function start({ data, parentElement, setTriggerValue }) {
  let here = built.get(parentElement);
  if (!here) {
    const early = /** @type {{ lstmvizEarly?: Early }} */ (globalThis).lstmvizEarly;
    here = build(parentElement, data.scene, early?.state ?? begin());
    built.set(parentElement, here);
    early?.leave();
    if (early?.wish) setTriggerValue("leave", early.wish);
  }
  here.reports(setTriggerValue);
  const mounted = here;
  return () => {
    mounted.leave();
    built.delete(parentElement);
  };
}
