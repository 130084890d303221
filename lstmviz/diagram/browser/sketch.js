// A curve to be sketched: dragged by hand, or set bar by bar with the arrow keys.

const STEP = 0.05; // of an arrow key

/**
 * @typedef {{ bars: number, most: number, words: string }} Paper
 * @typedef {{ parentElement: HTMLElement | ShadowRoot, data: Paper,
 *   setStateValue: (name: string, value: number[]) => void }} Mount
 */

/** @param {Mount} mount */
export default function ({ parentElement, data, setStateValue }) {
  const paper = /** @type {HTMLElement} */ (parentElement.querySelector(".paper"));
  // Drawn once: later runs of the page leave the sketch as it is.
  if (paper.childElementCount) return;
  const heights = Array(data.bars).fill(data.most / 2);
  paper.setAttribute("aria-label", data.words);
  const bars = heights.map((_, place) => {
    const bar = document.createElement("div");
    bar.tabIndex = 0;
    bar.setAttribute("role", "slider");
    bar.setAttribute("aria-valuemin", "0");
    bar.setAttribute("aria-valuemax", String(data.most));
    bar.setAttribute("aria-label", `window of ${place + 1}`);
    bar.onkeydown = (event) => {
      const by = event.key === "ArrowUp" ? STEP : event.key === "ArrowDown" ? -STEP : 0;
      if (!by) return;
      event.preventDefault();
      set(place, heights[place] + by);
      tell();
    };
    const number = document.createElement("small");
    number.textContent = String(place + 1);
    bar.append(document.createElement("i"), number);
    return bar;
  });
  paper.replaceChildren(...bars);
  heights.forEach((height, place) => set(place, height));
  paper.classList.add("blank");
  paper.style.setProperty("--level", `${100 / data.most}%`);

  /** @param {number} place @param {number} height */
  function set(place, height) {
    heights[place] = Math.min(Math.max(height, 0), data.most);
    bars[place].setAttribute("aria-valuenow", heights[place].toFixed(2));
    bars[place].style.setProperty("--height", `${(100 * heights[place]) / data.most}%`);
  }
  function tell() {
    paper.classList.remove("blank");
    setStateValue(
      "heights",
      heights.map((height) => Number(height.toFixed(3))),
    );
  }

  /** @type {number | null} */
  let before = null;
  /** @param {PointerEvent} event */
  function draw(event) {
    const { left, top, width, height } = paper.getBoundingClientRect();
    const place = Math.floor((data.bars * (event.clientX - left)) / width);
    const now = Math.min(Math.max(place, 0), data.bars - 1);
    const value = data.most * (1 - (event.clientY - top) / height);
    const start = before ?? now;
    const by = Math.sign(now - start) || 1;
    for (let n = start; n !== now + by; n += by) set(n, value);
    before = now;
    paper.classList.remove("blank");
  }
  paper.onpointerdown = (event) => {
    paper.setPointerCapture(event.pointerId);
    before = null;
    draw(event);
  };
  paper.onpointermove = (event) => {
    if (event.buttons && before !== null) draw(event);
  };
  paper.onpointerup = () => {
    before = null;
    tell();
  };
}
