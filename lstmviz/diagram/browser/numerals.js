// How numbers are written, as lstmviz/wording.py does for Python; a test holds one against the
// other.

const LETTERS = ["", "k", "M", "G"];
const LARGE = 1e5;
const [SMALLEST, LARGEST] = [1e-4, 1e9]; // between them, digits are written out

/** @param {number} value @param {string} text of its size */
const signed = (value, text) => (value < 0 && /[1-9]/.test(text) ? `−${text}` : text);

/** @param {number} n */
export const count = (n) => n.toLocaleString("en-US");

/**
 * A number with so many decimals.
 * @param {number} value @param {number} decimals
 */
export function fixed(value, decimals) {
  const [whole, part] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return signed(value, part ? `${grouped}.${part}` : grouped);
}

/**
 * The digits of a number, rounded, and its power of ten.
 * @param {number} value @param {number} digits
 */
function rounded(value, digits) {
  const [mantissa, exponent] = Math.abs(value)
    .toExponential(digits - 1)
    .split("e");
  return { mantissa: Number(mantissa), exponent: Number(exponent) };
}

/**
 * A number as 1.62e12.
 * @param {number} value @param {number} digits
 */
export function scientific(value, digits = 3) {
  const { mantissa, exponent } = rounded(value, digits);
  return signed(value, `${mantissa.toFixed(digits - 1)}e${exponent}`.replace("-", "−"));
}

/**
 * A number with so many digits that count.
 * @param {number} value @param {number} digits
 */
export function significant(value, digits = 3) {
  if (!Number.isFinite(value)) return "no number";
  if (!value) return "0";
  const size = Math.abs(value);
  if (size < SMALLEST || size >= LARGEST) return scientific(value, digits);
  return fixed(value, Math.max(digits - 1 - rounded(value, digits).exponent, 0));
}

/**
 * A whole number for a narrow place: 53,394, then 123k, 1.62M, 1.62G, 1.62e12.
 * @param {number} value
 */
export function narrow(value) {
  if (Math.abs(value) < LARGE) return fixed(value, 0);
  const { mantissa, exponent } = rounded(value, 3);
  const letter = LETTERS[Math.floor(exponent / 3)];
  if (!letter) return scientific(value);
  return signed(value, Number((mantissa * 10 ** (exponent % 3)).toFixed(2)) + letter);
}

/**
 * A number of a network: two decimals, fewer digits where it is large.
 * @param {number} value
 */
export function two(value) {
  if (!Number.isFinite(value)) return "–";
  if (!value) return "0";
  return Math.abs(value) < 999.995 ? fixed(value, 2) : narrow(value);
}

/**
 * A number behind a sign: a negative one stands in brackets.
 * @param {number} value
 */
export const bracketed = (value) => (value < 0 ? `(${two(value)})` : two(value));

const LOW = "₀₁₂₃₄₅₆₇₈₉";

/** @param {number} n */
export const subscript = (n) => String(n).replace(/\d/g, (digit) => LOW[Number(digit)]);
