"""Make the code that is sent to the browser small: no comments, no blanks, short local names.

It knows as much of JavaScript as ours uses: statements end with semicolons, texts stand in
double quotes, regular expressions only as first arguments.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count, product
from string import ascii_letters

TOKEN = re.compile(
    r'(?P<text>"(?:\\.|[^"\\])*"|(?<=\()/(?:\\.|\[[^\]]*\]|[^/\n])+/[a-z]*)'
    r"|(?P<gone>//[^\n]*|\s+)|(?P<word>[A-Za-z_$][\w$]*)|(?P<sign>\d[\w.]*|=>|\.\.\.|\?\.|\+\+|--|.)"
)
# Words of the language and of the browser that ours uses; they keep their names, as do its
# classes, which begin with a capital.
RESERVED = frozenset(
    [
        "const", "let", "function", "return", "if", "else", "for", "of", "in", "new",
        "default", "export", "null", "true", "false", "undefined", "continue", "typeof",
        "globalThis", "document", "performance", "innerHeight", "devicePixelRatio",
        "matchMedia", "getComputedStyle", "requestAnimationFrame", "cancelAnimationFrame",
        "setTimeout", "clearTimeout", "atob", "parseInt",
    ]
)  # fmt: skip
WORDS_BEFORE_OBJECTS = ("const", "let", "return")


def squeeze_js(code: str) -> str:
    """Squeeze our own JavaScript."""
    tokens = [(m.lastgroup, m[0]) for m in TOKEN.finditer(code) if m.lastgroup != "gone"]
    names = dict(zip(local_words(tokens), short_names(tokens), strict=False))
    parts, last = [], ""
    for kind, text in tokens:
        word = names.get(text, text) if kind == "word" else text
        joined = last[-1:].isalnum() or last[-1:] in ("$", "_")
        if (joined and (word[0].isalnum() or word[0] in "$_")) or (last == word and word in "+-"):
            parts.append(" ")
        if word == "}" and last in (",", ";"):
            parts.pop()
        parts.append(word)
        last = word
    return "".join(parts)


def local_words(tokens: list[tuple[str | None, str]]) -> list[str]:
    """List the names that stand for variables alone, most letters to be saved first.

    A word that is ever the name of a property (after a dot, before a colon, or alone between the
    braces of an object) keeps its name everywhere.
    """
    used, kept, braces = Counter[str](), set(RESERVED), []
    texts = [("", ""), *tokens, ("", "")]
    for n in range(1, len(texts) - 1):
        (_, before), (kind, text), (_, after) = texts[n - 1 : n + 2]
        if text in "({[":
            # Braces after a sign or a declaration hold an object, all others a block.
            braces.append(text == "{" and (before in "(,=:?[&|" or before in WORDS_BEFORE_OBJECTS))
        elif text in ")}]":
            braces.pop()
        if kind != "word":
            continue
        used[text] += 1
        alone = braces and braces[-1] and before in "{," and after in ",}=("
        if before in (".", "?.") or after == ":" or alone:
            kept.add(text)
    classes = re.compile(r"[A-Z]\w*[a-z]")
    found = [w for w in used if w not in kept and len(w) > 1 and not classes.match(w)]
    return sorted(found, key=lambda word: -used[word] * len(word))


def short_names(tokens: list[tuple[str | None, str]]) -> Iterator[str]:
    """Make up names that the code does not use, short ones first."""
    taken = {text for _, text in tokens} | {"do", "as", "is"}
    for length in count(1):
        for letters in product(ascii_letters, repeat=length):
            if (name := "".join(letters)) not in taken:
                yield name


def squeeze_css(code: str) -> str:
    """Squeeze a style sheet."""
    code = re.sub(r"\s*([{};,>])\s*|(?<=:) +", lambda m: m[1] or "", " ".join(code.split()))
    return code.replace(";}", "}")


def squeeze_html(code: str) -> str:
    """Squeeze markup in which blanks between elements mean nothing."""
    return re.sub(r">\s+<", "><", code.strip()).replace(" />", "/>")


SQUEEZE = {"js": squeeze_js, "css": squeeze_css, "html": squeeze_html}


def squeeze(code: str, name: str) -> str:
    """Squeeze a file's text by its ending."""
    return SQUEEZE[name.rpartition(".")[2]](code)
