// Finds answers, symptoms and messages by plain words: stems, synonyms, typing errors. Pure.

/** @typedef {{ kind: string, id: string, title: string, words: string, heading: string }} Entry */
/** @typedef {Map<string, number>} Weights how much a term says of an entry */
/** @typedef {{ entries: Entry[], terms: Weights[], rarity: Map<string, number> }} Index */

// How much a word counts of an answer's title, and of a message, against 1 of an answer's others.
const [TITLE, OTHER] = [2, 0.7];
const TOGETHER = 1.2; // how much two words next to one another count, against one
const DIGIT = 0.4; // how much a single sign counts
const WEAKEST = 0.3; // of the best score, to be shown at all
// How far a word is from the one that is meant, and how much it then counts.
const BEGUN = 0.7;
const MISTYPED = 0.6;
const [SHORT, LONG] = [5, 8]; // letters from which one typing error is allowed, and two

const RAISED = /\b\w*(Error|Exception|Warning)\b\s*:|Traceback/;
const ASKING =
  /^\s*(what|why|how|when|which|where|is|are|do|does|can|could|should|may|must)('?s)?\s|\?\s*$|\b(what|why|how) (is|are|do|does|can)\b/i;

const STOP = new Set(
  `a an the of to in on at by for from with and or is are was be been am do does did i me my
   you your we it its this that these those there if as so but not no can could should before would
   may will shall have has had what which who how why when where whether then than into about
   any some such very just only also please help question problem issue understand know want
   need get got keras lstm lstms rnn rnns tensorflow tf network neural model use using used
   work works working mean means`.split(/\s+/),
);

// Words of one meaning, by the first of them.
const SYNONYMS = new Map(
  [
    "step timestep tick",
    "window lookback",
    "target label y",
    "predict forecast guess",
    "column feature variable attribute",
    "unit neuron node",
    "previous past earlier last prior ago",
    "several multiple many multi number",
    "weight parameter param",
    "scale normal standard",
    "missing gap hole absent",
    "lost lose fewer less",
    "same identical constant equal",
    "always every whatever constantly regardless",
    "zero 0",
    "1 one single",
    "2 two",
    "different differ difference vary unequal unlike",
    "long length longer",
    "train fit learn",
    "input feed fed supply",
    "rise increase grow climb above higher",
    "fall decrease drop shrink below lower",
    "valid val test",
    "choose select set decide optimal best",
    "remember memory keep kept retain recall",
    "reset wipe clear refresh",
    "pass hand transfer carry",
    "batch minibatch",
    "flat straight",
    "wrong incorrect bad",
    "torch pytorch",
    "seed random",
    "shift late delay lag",
    "example sample instance observation",
    "row record line",
    "slow speed fast",
    "stop early",
    "dimension axis ndim dim",
    "table data dataset dataframe csv",
    "text sentence word",
    "initial start begin first init",
    "sequence seq",
    "feedforward dense",
    "autoencoder encoder decoder seq2seq",
    "reason purpose",
    "allow permit possible",
    "error err exception bug",
    "calculate compute count",
    "future ahead tomorrow later",
  ].flatMap((line) => {
    const [first, ...others] = line.split(" ").map(stem);
    return others.map((other) => /** @type {[string, string]} */ ([other, first]));
  }),
);

/**
 * Cut a word's ending off: predicting, predicted, prediction → predict.
 * @param {string} word
 */
export function stem(word) {
  let cut = word.replace(/z/g, "s");
  for (const ending of [/ies$/, /(?<=[^s])s$/, /(ing|ed|ly|ment)$/, /(at)?ion$/, /(is)?e$/, /y$/]) {
    const shorter = cut.replace(ending, "");
    if (shorter.length >= 3) cut = shorter;
  }
  return cut.replace(/([^aeiouls])\1$/, "$1");
}

/**
 * The words of a text as stems of one meaning, those that say nothing left out.
 * @param {string} text
 */
export function termsOf(text) {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(SHAPE, shapeWord)
    .replace(/time[\s_-]*series/g, " ")
    .replace(/\bdifferences? between\b/g, " ")
    .replace(/\b(past|last|previous|prior) (\d+|n|few) /g, "$& window length ")
    .replace(/\bnext (\d+|n|few) /g, "$& several ahead ")
    .replace(/\b(how|wie)\s+(many|much|viele?)\b/g, " howmany ")
    .replace(/ŷ|y\u0302/g, " yhat ")
    .replace(/\p{M}/gu, "");
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => !STOP.has(word))
    .map(stem)
    .map((word) => SYNONYMS.get(word) ?? word);
}

// Three axes in brackets, whatever is counted on them.
const SHAPE = /\(([^(),]+(?:\([^()]*\))?[^(),]*),\s*([\w-]+),\s*([\w-]+)\)/g;

/**
 * Name a shape by where its axes have one place alone: (N, 3, 1) and (len(x), C, 1) are the same.
 * @param {string} shape @param {string[]} axes
 */
const shapeWord = (shape, ...axes) =>
  `${shape} shape${axes
    .slice(0, 3)
    .map((axis) => (axis.trim() === "1" ? "i" : "x"))
    .join("")} `;

/** @param {string[]} terms */
const pairs = (terms) => terms.slice(1).map((term, n) => `${terms[n]} ${term}`);

/**
 * @param {Entry[]} entries
 * @returns {Index}
 */
export function makeIndex(entries) {
  const terms = entries.map(({ kind, title, words }) => {
    /** @type {Weights} */
    const weights = new Map();
    /** @param {string} text @param {number} weight */
    const add = (text, weight) => {
      const found = termsOf(text);
      for (const term of [...found, ...pairs(found)])
        weights.set(term, Math.max(weights.get(term) ?? 0, weight));
    };
    for (const phrase of words.split(";")) add(phrase, 1);
    add(title, kind === "answer" ? TITLE : OTHER);
    return weights;
  });
  const rarity = new Map();
  for (const each of terms)
    for (const term of each.keys()) rarity.set(term, (rarity.get(term) ?? 0) + 1);
  for (const [term, count] of rarity) {
    const rare = Math.log(1 + entries.length / count);
    rarity.set(term, term.length > 1 ? rare : rare * DIGIT);
  }
  return { entries, terms, rarity };
}

/**
 * The terms of the index that a typed one may mean, and how much each then counts.
 * @param {Index} index @param {string} typed @param {boolean} unfinished
 * @returns {Map<string, number>}
 */
function meant({ rarity }, typed, unfinished) {
  const found = new Map();
  if (rarity.has(typed)) found.set(typed, 1);
  for (const term of rarity.keys()) {
    if (found.has(term) || term.includes(" ")) continue;
    if (unfinished && typed.length > 1 && term.startsWith(typed)) found.set(term, BEGUN);
    else if (!rarity.has(typed) && isNear(typed, term)) found.set(term, MISTYPED);
  }
  return found;
}

/** @param {string} a @param {string} b */
function isNear(a, b) {
  const allowed = a.length >= LONG ? 2 : a.length >= SHORT ? 1 : 0;
  return allowed > 0 && Math.abs(a.length - b.length) <= allowed && distance(a, b) <= allowed;
}

/**
 * Letters to insert, leave out, exchange or swap, to come from one word to the other.
 * @param {string} a @param {string} b
 */
export function distance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i][j] = Math.min(
        rows[i - 1][j] + 1,
        rows[i][j - 1] + 1,
        rows[i - 1][j - 1] + Number(a[i - 1] !== b[j - 1]),
        swapped ? rows[i - 2][j - 2] + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return rows[a.length][b.length];
}

/**
 * The entries that a text asks for, likeliest first.
 * @param {Index} index @param {string} text
 * @returns {Entry[]}
 */
export function find(index, text) {
  const typed = termsOf(text);
  const open = !/\s$/.test(text);
  const sought = [...new Set(typed)].map((term) =>
    meant(index, term, open && term === typed[typed.length - 1]),
  );
  for (const pair of new Set(pairs(typed)))
    if (index.rarity.has(pair)) sought.push(new Map([[pair, TOGETHER]]));
  const scored = index.entries.map((entry, n) => {
    const weights = index.terms[n];
    let score = 0;
    for (const terms of sought) {
      let best = 0;
      for (const [term, share] of terms) {
        const weight = weights.get(term) ?? 0;
        best = Math.max(best, share * weight * (index.rarity.get(term) ?? 0));
      }
      score += best;
    }
    return { entry, score };
  });
  scored.sort((a, b) => b.score - a.score);
  return scored
    .filter(({ score }) => score > 0 && score >= scored[0].score * WEAKEST)
    .map(({ entry }) => entry);
}

/**
 * Whether a text is code, an error or shapes, for the shape doctor, and not words.
 * @param {string} text
 */
export function isForDoctor(text) {
  if (/\n/.test(text.trim()) || RAISED.test(text)) return true;
  if (ASKING.test(text)) return false; // whatever code it names
  return (
    /^\s*(import|from)\s|\w+\s*=\s*[\w[(]/.test(text) ||
    /ndim=|\bexpected\b.+\b(got|found|received)\b|\bIncompatible shapes|cardinality is|\(None,|incompatible with|\b\w+\.\w+\(/i.test(
      text,
    ) ||
    (text.match(/\(\s*\d[\d\s,_]*\)/g) ?? []).length > 1
  );
}
