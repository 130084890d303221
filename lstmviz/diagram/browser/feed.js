// Passes new values on to a drawing, in the browser: it stands inside the live fragment.
import { bus } from "./bus.js";

/** @param {{ data: { key: string, values: unknown } }} mount */
export default function ({ data: { key, values } }) {
  bus().last[key] = values;
  bus().dispatchEvent(new CustomEvent(key, { detail: values }));
}
