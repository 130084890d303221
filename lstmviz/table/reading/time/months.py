"""Months written as words: in many languages, or learnt from the column itself."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Int64

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "ene", "janv", "gen"),
            ("feb", "fév", "fev", "févr"),
            ("mar", "mär", "mrz", "mars", "maa", "mrt"),
            ("apr", "avr", "abr"),
            ("may", "mai", "mag", "mei"),
            ("jun", "juin", "giu"),
            ("jul", "juil", "lug"),
            ("aug", "aoû", "ago", "août"),
            ("sep", "set", "sept"),
            ("oct", "okt", "ott", "out"),
            ("nov",),
            ("dec", "dez", "déc", "dic"),
        ),
        start=1,
    )
    for name in names
}
ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAME = r"\pL{3,10}\.?"

NAMES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber mrz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sept okt nov dec",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad"
    " grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada"
    " grudnia",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu"
    " marraskuu joulukuu",
    "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie"
    " decembrie",
    "január február március április május június július augusztus szeptember október november"
    " december",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
)
"""The months of a year, a language in each line; the beginnings of these words count too."""
SHORTEST = 3
"""Letters of the beginning of a month's name that stand for it, at least."""
STEADY = 0.95
"""Part of the changes from word to word that must follow the order of twelve unknown months."""
LANGUAGES = tuple(tuple(names.split()) for names in NAMES)


QUARTER = (
    r"(?i)^(?:(?:q|qtr\.?|quarter|t|trim\.?|trimestre) ?(?P<behind>[1-4])"
    r"|(?P<before>[1-4])(?:q|\. ?quartal|(?:st|nd|rd|th) quarter))$"
)
"""A word that names a quarter."""


def plain(word: str) -> str:
    """Write a word without case and accents.

    >>> plain("Ağu"), plain("MÄRZ."), plain("İyul")
    ('agu', 'marz', 'iyul')
    """
    spread = unicodedata.normalize("NFKD", word.replace("ł", "l").replace("Ł", "l")).casefold()
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return bare.replace("ı", "i").strip(".'’ ")


def known_months(words: Sequence[str]) -> dict[str, int] | None:
    """Give the number of each word, where one language has them all; None where none does.

    Where several have, in other places, English has: “Mar” may as well begin the Finnish November.
    """
    found: list[dict[str, int]] = []
    for names in LANGUAGES:
        numbers = {word: _number(plain(word), tuple(map(plain, names))) for word in words}
        if all(numbers.values()) and numbers not in found:
            found.append(numbers)
        if found and names == LANGUAGES[0]:
            break
    return found[0] if len(found) == 1 else None


def month_of(word: str) -> int:
    """Give the month that a word names in English, or begins; 0 where it is none."""
    return _number(word, LANGUAGES[0])


def _number(word: str, names: Sequence[str]) -> int:
    """Give the month that a word names or begins, 0 where it is none or several."""
    if word in names:
        return names.index(word) + 1
    if len(word) < SHORTEST:
        return 0
    begun = [n for n, name in enumerate(names, start=1) if name.startswith(word)]
    return begun[0] if len(begun) == 1 else 0


def learnt_months(
    words: Int64[np.ndarray, " rows"], years: Int64[np.ndarray, " rows"]
) -> Mapping[int, int] | None:
    """Number twelve unknown words by the order in which they follow one another within a year.

    Args:
        words: the word of each row, 0 to 11, in the rows' order.
        years: of each row.

    Returns:
        The month of each word; None where the words do not go round as months do.
    """
    changed = np.flatnonzero(np.diff(words))
    if len(np.unique(words)) != 12 or len(changed) < 12:
        return None
    back = years[0] > years[-1]
    if back:
        words, years = words[::-1], years[::-1]
        changed = np.flatnonzero(np.diff(words))
    before, after = words[changed], words[changed + 1]
    follows = np.zeros((12, 12), np.int64)
    np.add.at(follows, (before, after), 1)
    follower = follows.argmax(axis=1)
    if follows.max(axis=1).sum() < STEADY * len(changed):
        return None
    first = after[years[changed + 1] == years[changed] + 1]
    if not len(first):
        return None
    months, word = {}, int(np.bincount(first).argmax())
    for month in range(1, 13):
        if word in months:
            return None
        months[word] = month
        word = int(follower[word])
    return months if word == int(np.bincount(first).argmax()) else None


def months_alone(words: pa.StringArray) -> Int64[np.ndarray, " words"]:
    """Read words that name months, such as March, Mär or M03; 0 for what is none."""
    named = pc.match_substring_regex(words, rf"^(?:{NAME}|M(?:0[1-9]|1[0-2]))$")
    bare = pc.replace_substring_regex(words, "^M([01])", r"\1")
    return months_of(pc.if_else(named, bare, ""))


def months_of(texts: pa.StringArray) -> Int64[np.ndarray, " words"]:
    """Read months, as numbers or by name in a few languages; 0 for what is none."""
    distinct = texts.dictionary_encode()
    known = []
    for text in distinct.dictionary.to_pylist():
        name = text.lower().rstrip(".")
        found = MONTHS.get(name) or MONTHS.get(name[:4]) or MONTHS.get(name[:3], 0)
        known.append(int(text) if text.isdigit() else found)
    return np.array(known, np.int64)[distinct.indices.to_numpy(zero_copy_only=False)]


def quarters_alone(words: pa.StringArray) -> Int64[np.ndarray, " words"]:
    """Read words that name quarters, such as Q1, 1Q or 1. Quartal; 0 for what is none."""
    found = pc.extract_regex(words, QUARTER)
    both = (pc.struct_field(found, [part]) for part in ("behind", "before"))
    digits = pc.fill_null(pc.binary_join_element_wise(*both, ""), "")
    return pc.if_else(pc.equal(digits, ""), "0", digits).cast(pa.int64()).to_numpy(False)
