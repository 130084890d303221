// Units to be painted: tapped, dragged over, or toggled by keyboard. Every change is reported.

/**
 * @typedef {{ units: number, words: string }} Canvas
 * @typedef {{ parentElement: HTMLElement | ShadowRoot, data: Canvas,
 *   setStateValue: (name: string, value: number[]) => void }} Mount
 */

/** @param {Mount} mount */
export default function ({ parentElement, data, setStateValue }) {
  const board = /** @type {HTMLElement} */ (parentElement.querySelector(".board"));
  // Built once: later runs of the page leave what was painted.
  if (board.childElementCount === data.units) return;
  /** @type {Set<number>} */
  const painted = new Set();
  /** @type {boolean | null} whether a drag paints, or takes paint away; null while there is none */
  let painting = null;

  /** @param {HTMLElement} square @param {boolean} on */
  function paint(square, on) {
    const unit = Number(square.dataset.unit);
    if (on) painted.add(unit);
    else painted.delete(unit);
    square.setAttribute("aria-pressed", String(on));
  }
  const tell = () =>
    setStateValue(
      "units",
      [...painted].sort((a, b) => a - b),
    );

  board.setAttribute("aria-label", data.words);
  board.replaceChildren(
    ...Array.from({ length: data.units }, (_, unit) => {
      const square = document.createElement("button");
      square.type = "button";
      square.dataset.unit = String(unit);
      square.textContent = String(unit);
      square.setAttribute("aria-label", `unit ${unit}`);
      square.setAttribute("aria-pressed", "false");
      return square;
    }),
  );

  board.onpointerdown = (event) => {
    const square = squareOf(event.target);
    if (!square) return;
    painting = square.getAttribute("aria-pressed") !== "true";
    paint(square, painting);
    square.releasePointerCapture(event.pointerId);
  };
  board.onpointerover = (event) => {
    const square = squareOf(event.target);
    // A finger comes over a square before it presses it: that is no drag yet.
    if (square && event.buttons && painting !== null) paint(square, painting);
  };
  board.onpointerup = board.onpointercancel = () => {
    painting = null;
    tell();
  };
  board.onkeydown = (event) => {
    const square = squareOf(event.target);
    if (!square || (event.key !== " " && event.key !== "Enter")) return;
    event.preventDefault();
    paint(square, square.getAttribute("aria-pressed") !== "true");
    tell();
  };
}

/** @param {EventTarget | null} target */
function squareOf(target) {
  return /** @type {HTMLElement | null} */ (target instanceof Element && target.closest("button"));
}
