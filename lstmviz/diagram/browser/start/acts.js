// What can be done in a beat: replaced where it differs, so that a slider that is held stays the
// same.

/**
 * Show what can be done now; who had the focus there keeps it, or has it on what comes next.
 * @param {HTMLElement} place @param {HTMLElement[]} made
 */
export function showActs(place, made) {
  const kept = place.querySelector("input");
  const dial = made.map((each) => each.querySelector("input")).find(Boolean);
  if (kept && dial) kept.value = dial.value;
  const shown = [...place.children];
  if (made.length === shown.length && made.every((each, n) => each.isEqualNode(shown[n]))) return;
  const page = /** @type {Document | ShadowRoot} */ (place.getRootNode());
  const focused = /** @type {HTMLElement | null} */ (page.activeElement);
  const inside = focused && place.contains(focused);
  const again = `[data-do="${focused?.dataset.do}"][value="${focused?.getAttribute("value")}"]`;
  if (kept && dial) dial.replaceWith(kept);
  place.replaceChildren(...made);
  if (!inside) return;
  /** @type {HTMLElement | null} */
  const next =
    focused === kept
      ? kept
      : (place.querySelector(again) ?? place.querySelector(".primary, button, input"));
  next?.focus({ preventScroll: true });
}
