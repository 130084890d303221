// Templates of sentences, where what stands in braces is said by the drawing; and words in lines.

/**
 * @param {string} text
 * @param {(key: string, sign: string) => string | number} say what stands for a key; `sign` is the
 * last letter before it that is no blank
 */
export const fill = (text, say) =>
  text.replace(/\{([^}]+)\}/g, (_, key, place) => String(say(key, text[place - 2] ?? "")));

/**
 * Words in lines.
 * @param {string} text @param {number} most letters in a line
 */
export function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line && (line + word).length >= most) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`.trim();
  }
  return lines;
}
