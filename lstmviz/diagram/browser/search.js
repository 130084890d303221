// Finds answers, symptoms and messages by plain words: stems, synonyms, typing errors. Pure.
//
// An entry's score is a sum of two, each over the terms sought and weighed by how rare they are:
// how often the entry as a whole says them, less and less for each time more (as in BM25), and how
// much its most similar phrase has in common with what is sought (the cosine of the two).

/** @typedef {{ kind: string, id: string, title: string, words: string, heading: string }} Entry */
/** @typedef {Map<string, number>} Weights of terms */
/** @typedef {{ entry: Entry, said: Weights, phrases: Set<string>[], sizes: number[] }} Page */
/** @typedef {{ pages: Page[], rarity: Weights, unheard: number }} Index, `unheard`: a new word */
/** @typedef {{ entries: Entry[], fits: boolean }} Found */

const SATURATED = 2; // times said, of which half of what can count at most has been counted
const SIMILAR = 0.5; // how much the most similar phrase counts, against the whole
const OTHER = 0.7; // how much a symptom or a message counts, against an answer
const TOGETHER = 0.5; // how much two words next to one another count, against one
const WEAKEST = 0.3; // of the best score, to be shown at all
const FITS = 0.48; // the best score from which a text is about what is answered here
// How far a word is from the one that is meant, and how much it then counts.
const BEGUN = 0.7;
const MISTYPED = 0.6;
const [SHORT, LONG] = [5, 8]; // letters from which one typing error is allowed, and two

const RAISED = /\b\w*(Error|Exception|Warning)\b\s*:|Traceback/;
const QUESTION = "what|why|how|when|which|where|is|are|do|does|can|could|should|may|must";
const ASKING = new RegExp(
  [
    `^\\s*(${QUESTION})('?s)?\\s|\\?\\s*$`,
    "\\b(what|why|how) (is|are|do|does|can)\\b|\\bwhich (one|of)\\b",
  ].join("|"),
  "i",
);
const REFUSED = new RegExp(
  [
    "ndim=|\\bexpected\\b.+\\b(got|found|received)\\b|\\bIncompatible shapes",
    "cardinality is|\\(None,|incompatible with|\\b\\w+\\.\\w+\\(",
  ].join("|"),
  "i",
);

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
    "predict forecast",
    "column feature variable attribute",
    "unit neuron node",
    "previous past earlier last prior ago",
    "several multiple many multi",
    "weight parameter param",
    "missing gap hole absent",
    "lost lose fewer less shorter",
    "0 zero",
    "1 one single",
    "2 two",
    "different differ difference vary unequal unlike dynamic",
    "long length longer",
    "input feed fed supply",
    "valid val test",
    "choose select set decide optimal best",
    "remember memory keep kept retain recall",
    "torch pytorch",
    "example sample instance observation",
    "row record line",
    "dimension axis ndim dim",
    "table data dataset dataframe csv",
    "initial start begin first init",
    "sequence seq",
    "future ahead tomorrow later",
    "scale normalise normalisation standardise standardisation",
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
 * What a text says: its terms, and each two next to one another.
 * @param {string} text
 */
function told(text) {
  const terms = termsOf(text);
  return new Set([...terms, ...pairs(terms)]);
}

/** @param {Iterable<number>} numbers */
const size = (numbers) => Math.hypot(...numbers);

/**
 * @param {Entry[]} entries
 * @returns {Index}
 */
export function makeIndex(entries) {
  /** @type {Weights} */
  const rarity = new Map();
  const pages = entries.map((entry) => {
    const phrases = [entry.title, ...entry.words.split(";")].map(told);
    /** @type {Weights} */
    const said = new Map();
    for (const phrase of phrases)
      for (const term of phrase) said.set(term, (said.get(term) ?? 0) + 1);
    for (const [term, times] of said) {
      said.set(term, times / (times + SATURATED));
      rarity.set(term, (rarity.get(term) ?? 0) + 1);
    }
    return { entry, said, phrases, sizes: /** @type {number[]} */ ([]) };
  });
  /** @param {number} count of the entries that say a term */
  const rare = (count) => Math.log(1 + (pages.length - count + 0.5) / (count + 0.5));
  for (const [term, count] of rarity)
    rarity.set(term, rare(count) * (term.includes(" ") ? TOGETHER : 1));
  for (const page of pages)
    page.sizes = page.phrases.map((phrase) => size([...phrase].map((t) => rarity.get(t) ?? 0)));
  return { pages, rarity, unheard: rare(0) };
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
 * The entries that a text asks for, likeliest first, and whether the first fits at all: how much of
 * the text it says, where a word that no entry says is worth more than any other.
 * @param {Index} index @param {string} text
 * @returns {Found}
 */
export function find(index, text) {
  const { pages, rarity, unheard } = index;
  const typed = termsOf(text);
  const open = !/\s$/.test(text);
  const words = [...new Set(typed)].map((term) =>
    meant(index, term, open && term === typed[typed.length - 1]),
  );
  const next = [...new Set(pairs(typed))].filter((pair) => rarity.has(pair));
  const sought = [...words, ...next.map((pair) => new Map([[pair, 1]]))].map((terms) =>
    [...terms].map(([term, share]) => ({ term, worth: share * (rarity.get(term) ?? 0) })),
  );
  const asked = size(
    sought.map((terms) => (terms.length ? Math.max(...terms.map(({ worth }) => worth)) : unheard)),
  );
  const scored = pages.map(({ entry, said, phrases, sizes }) => {
    let whole = 0;
    const common = phrases.map(() => 0);
    for (const terms of sought) {
      whole += most(terms, (term) => said.get(term) ?? 0);
      phrases.forEach((phrase, n) => {
        common[n] += most(terms, (term) => (phrase.has(term) ? (rarity.get(term) ?? 0) : 0));
      });
    }
    const similar = Math.max(...common.map((sum, n) => sum / (sizes[n] || 1)));
    const score = (whole + SIMILAR * similar) / (asked || 1);
    return { entry, score: entry.kind === "answer" ? score : OTHER * score };
  });
  scored.sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  const shown = scored.filter(({ score }) => score > 0 && score >= best * WEAKEST);
  return { entries: shown.map(({ entry }) => entry), fits: best >= FITS };
}

/**
 * The most that one of the terms that a word may mean is worth.
 * @param {{ term: string, worth: number }[]} terms @param {(term: string) => number} times
 */
function most(terms, times) {
  let best = 0;
  for (const { term, worth } of terms) best = Math.max(best, worth * times(term));
  return best;
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
    REFUSED.test(text) ||
    (text.match(/\(\s*\d[\d\s,_]*\)/g) ?? []).length > 1
  );
}
