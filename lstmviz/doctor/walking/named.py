"""Sizes that the text calls by a name alone: they are walked as names.

A name is any whole number from 1 on, and equal only to itself: 2 * hidden is not hidden, whatever
its number; embed and hidden may be the same. What follows from names so is certain.
"""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from lstmviz.doctor.walking.sizes import Reckoned, Word

# Products in a sum, and names in a product: a text that asks for more is followed no further.
MAX_TERMS = 24
MAX_NAMES = 8
# A product of names, each as often as it stands in it; () is the number 1.
Product = tuple[Word, ...]
# Each product with how often it is added.
Sum = Mapping[Product, int]


class Named(int):
    """A size in names, with a number that stands in for it: names that differ never meet in it."""

    terms: Sum

    @classmethod
    def of(cls, terms: Sum) -> int:
        """Make a size of a sum; a plain number where no name is in it."""
        kept = {product: count for product, count in terms.items() if count}
        if not kept.keys() - {()}:
            return kept.get((), 0)
        if len(kept) > MAX_TERMS or max(map(len, kept)) > MAX_NAMES:
            # Of a size as long as this only that it is the same again is known.
            told = sorted((str(product), count) for product, count in kept.items())
            kept = {(Word("a_size", crc32(str(told).encode())),): 1}
        stands = sum(count * math.prod(map(stand_in, product)) for product, count in kept.items())
        made = cls(stands)
        made.terms = kept
        return made

    def __add__(self, other: int) -> int:
        """Add sizes."""
        return added(self, other)

    __radd__ = __add__

    def __sub__(self, other: int) -> int:
        """Subtract a size."""
        return added(self, multiplied(other, -1))

    def __rsub__(self, other: int) -> int:
        """Subtract this size from another."""
        return added(other, multiplied(self, -1))

    def __mul__(self, other: int) -> int:
        """Multiply sizes."""
        return multiplied(self, other)

    __rmul__ = __mul__

    def __neg__(self) -> int:
        """Turn the sign."""
        return multiplied(self, -1)

    def __floordiv__(self, other: int) -> int:
        """Divide: by a part of it, or by what the text calls so."""
        return divided(self, other)

    def __rfloordiv__(self, other: int) -> int:
        """Divide another size by this one."""
        return divided(other, self)

    def __str__(self) -> str:
        """Write it as code does, e.g. "2 * hidden"."""
        return " + ".join(map(written, self.terms.items())).replace("+ -", "- ")

    def __repr__(self) -> str:
        """Write it as code does."""
        return str(self)

    def __format__(self, spec: str) -> str:
        """Write it as code does, however numbers are to be written."""
        return str(self)

    def __reduce__(self) -> tuple[Callable[[Sum], int], tuple[dict[Product, int]]]:
        """Keep the names in a copy."""
        return Named.of, (dict(self.terms),)


@lru_cache(maxsize=4096)
def stand_in(word: Word) -> int:
    """Give a large number for a name: a different one for each, alike in no small sum."""
    return 10**9 + crc32(f"{word.name} {word.serial}".encode())


def written(term: tuple[Product, int]) -> str:
    """Write a product, e.g. "2 * hidden"."""
    product, count = term
    names = [f"({each.name})" if " " in each.name and (count != 1 or len(product) > 1)
             else each.name for each in product]  # fmt: skip
    signed = [] if count == 1 and names else [str(count)]
    return " * ".join([*signed, *names]) if count != -1 or not names else "-" + " * ".join(names)


def terms_of(size: int) -> Sum:
    """Give a size as a sum of products."""
    return size.terms if isinstance(size, Named) else {(): int(size)}


def added(one: int, two: int) -> int:
    """Add two sizes."""
    terms = dict(terms_of(one))
    for product, count in terms_of(two).items():
        terms[product] = terms.get(product, 0) + count
    return Named.of(terms)


def multiplied(one: int, two: int) -> int:
    """Multiply two sizes."""
    terms: dict[Product, int] = {}
    for left, count in terms_of(one).items():
        for right, times in terms_of(two).items():
            product = tuple(sorted((*left, *right), key=lambda each: (each.name, each.serial)))
            terms[product] = terms.get(product, 0) + count * times
    return Named.of(terms)


def divided(one: int, two: int) -> int:
    """Divide sizes: exactly where the one is a multiple of the other, else by a name of its own."""
    by = terms_of(two)
    if len(by) == 1:
        ((product, count),) = by.items()
        parts = {}
        for each, times in terms_of(one).items():
            rest = without(each, product)
            if rest is None or not count or times % count:
                break
            parts[rest] = times // count
        else:
            return Named.of(parts)
    left, right = (f"({each})" if " " in str(each) else str(each) for each in (one, two))
    return Named.of({(Word(f"{left} // {right}"),): 1})


def without(product: Product, part: Product) -> Product | None:
    """Take names out of a product; None where they are not in it."""
    rest = list(product)
    for each in part:
        if each not in rest:
            return None
        rest.remove(each)
    return tuple(rest)


def differ(one: int, two: int) -> bool:
    """Whether two sizes differ whatever numbers the names are.

    >>> hidden = Named.of({(Word("hidden"),): 1})
    >>> differ(2 * hidden, hidden), differ(hidden, 64)
    (True, False)
    """
    if not (isinstance(one, Named) or isinstance(two, Named)):
        return one != two
    over = more(one, two)
    first, signs = over.get((), 0), [count for count in over.values() if count]
    return (first > 0 and min(signs) > 0) or (first < 0 and max(signs) < 0)


def more(one: int, two: int) -> dict[Product, int]:
    """Give what one size has more than another, as a sum of what each name is over 1.

    Each name is 1 or more: 1 + what is over. A sum of one sign in these is never 0.
    """
    over: dict[Product, int] = {}
    for product, count in terms_of(added(one, multiplied(two, -1))).items():
        for size in range(len(product) + 1):
            for part in combinations(product, size):
                over[part] = over.get(part, 0) + count
    return over


def at_least(one: int, two: int) -> bool:
    """Whether a size is at least another, whatever numbers the names are.

    >>> hidden = Named.of({(Word("hidden"),): 1})
    >>> at_least(2 * hidden, hidden), at_least(hidden, 64)
    (True, False)
    """
    return all(count >= 0 for count in more(one, two).values())


def in_names(value: object, numbers: Mapping[Word, int]) -> object:
    """Put names in place of what was read of them; None for what is no size.

    Args:
        value: a size or a tuple of them, as it was read.
        numbers: of names whose numbers a message tells.
    """
    if isinstance(value, tuple):
        return tuple(in_names(each, numbers) for each in value)
    if isinstance(value, slice):
        ends = (in_names(each, numbers) for each in (value.start, value.stop, value.step))
        return slice(*ends)
    if isinstance(value, Word):
        return numbers[value] if value in numbers else Named.of({(value,): 1})
    if isinstance(value, Reckoned):
        left, right = in_names(value.left, numbers), in_names(value.right, numbers)
        if isinstance(left, int) and isinstance(right, int):
            return reckon(value.sign, left, right)
        return Reckoned(value.sign, left, right)
    return value


def reckon(sign: str, left: int, right: int) -> int | None:
    """Reckon with two sizes."""
    if sign == "//":
        return left // right if right else None
    return {"+": left + right, "-": left - right, "*": left * right}.get(sign)


def solved(size: int, number: int) -> dict[Word, int] | None:
    """Say which number a name has to be for a size to be a number; None where none is alone so.

    >>> solved(2 * Named.of({(Word("hidden"),): 1}), 256)
    {Word(name='hidden', serial=0): 128}
    """
    if not isinstance(size, Named):
        return {} if size == number else None
    terms = dict(size.terms)
    rest = number - terms.pop((), 0)
    (product, count), *more = terms.items()
    if more or len(product) != 1 or rest % count or rest // count < 1:
        return None
    return {product[0]: rest // count}
