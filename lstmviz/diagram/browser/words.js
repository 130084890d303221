// Templates of sentences: what stands in braces is said by the drawing.

/**
 * @param {string} text
 * @param {(key: string, sign: string) => string | number} say what stands for a key; `sign` is the
 * last letter before it that is no blank
 */
export const fill = (text, say) =>
  text.replace(/\{([^}]+)\}/g, (_, key, place) => String(say(key, text[place - 2] ?? "")));
