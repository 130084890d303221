"""Take the comments and the blanks out of the code that is sent to the browser."""

import re

# Text in quotes and regular expressions are kept; of comments and blanks only what separates two
# words (or two signs that would become another) is kept.
JS = re.compile(
    r"""(?P<kept>"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|(?<=\()/(?:\\.|\[[^\]]*\]|[^/\n])+/[a-z]*)"""
    r"""|(?P<gone>//[^\n]*|\s+)"""
)
WORD = re.compile(r"[\w$]")


def squeeze_js(code: str) -> str:
    """Squeeze JavaScript whose statements all end with semicolons."""
    parts: list[str] = []
    blank, end = False, 0
    for match in [*JS.finditer(code), None]:
        between = code[end : match.start() if match else len(code)]
        for text in (between, match["kept"] if match else ""):
            if not text:
                continue
            last = parts[-1][-1] if parts else ""
            if blank and ((WORD.match(last) and WORD.match(text)) or (last == text[0] and last in "+-")):
                parts.append(" ")
            parts.append(text)
            blank = False
        blank = blank or bool(match and match["gone"])
        end = match.end() if match else end
    return "".join(parts)


def squeeze_css(code: str) -> str:
    """Squeeze a style sheet."""
    code = re.sub(r"/\*.*?\*/", "", code, flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*|(?<=:) +", lambda m: m[1] or "", " ".join(code.split())).replace(";}", "}")


def squeeze_html(code: str) -> str:
    """Squeeze markup in which blanks between elements mean nothing."""
    return re.sub(r">\s+<", "><", code.strip()).replace(" />", "/>")


SQUEEZE = {"js": squeeze_js, "css": squeeze_css, "html": squeeze_html}


def squeeze(code: str, name: str) -> str:
    """Squeeze a file's text by its ending."""
    return SQUEEZE[name.rpartition(".")[2]](code)
