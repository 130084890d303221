// One small picture for each layout: a sample, drawn with as many cells as it has, up to a few.
import { element } from "../stage.js";

/** @typedef {import("./view.js").View} View */

const [HIGH, WIDE, LARGEST] = [44, 120, 9]; // px of a picture, and of its cells

/**
 * @param {View} view @param {FilmCard[]} cards @param {(key: string) => void} choose
 */
export function drawCards(view, cards, choose) {
  const place = view.stage.find(".cards");
  const root = /** @type {ShadowRoot | Document} */ (view.stage.host.getRootNode());
  const held = [...place.children].findIndex((card) => card === root.activeElement);
  place.replaceChildren(...cards.map((card) => drawCard(view, card, choose)));
  /** @type {HTMLElement | undefined} */ (place.children[held])?.focus();
}

/** @param {View} view @param {FilmCard} card @param {(key: string) => void} choose */
function drawCard(view, card, choose) {
  const made = document.createElement("button");
  const shape = element("span", `(${card.samples}, `);
  shape.append(element("i", card.timesteps), ", ", element("i", card.features), ")");
  made.append(element("b", card.title), drawPicture(view, card.picture), shape);
  made.className = "card";
  made.ariaPressed = String(card.chosen);
  made.onclick = () => choose(card.key);
  return made;
}

/** @param {View} view @param {FilmCard["picture"]} lines */
function drawPicture(view, lines) {
  const [high, wide] = [lines.length, lines[0].length];
  const size = Math.min(LARGEST, Math.floor(HIGH / high), Math.floor(WIDE / wide));
  const image = document.createElement("canvas");
  image.width = wide * size * devicePixelRatio;
  image.height = high * size * devicePixelRatio;
  image.style.cssText = `width:${wide * size}px;height:${high * size}px`;
  const pen = /** @type {CanvasRenderingContext2D} */ (image.getContext("2d"));
  pen.scale(devicePixelRatio, devicePixelRatio);
  const gap = size > 3 ? 1 : 0;
  lines.forEach((line, y) => {
    line.forEach(([colour, strength], x) => {
      pen.fillStyle = view.scene.palette.fills[colour];
      pen.globalAlpha = strength;
      pen.fillRect(x * size, y * size, size - gap, size - gap);
    });
  });
  return image;
}
