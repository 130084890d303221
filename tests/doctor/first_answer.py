"""What a person reads first: the word that nothing is known, or the first diagnosis."""

import re


def first_answer(found):
    """Give all sentences of the first answer."""
    said = [found.unknown, found.question.words if found.question else ""]
    for each in found.diagnoses[:1]:
        said += [each.basis, each.title, each.expected, each.received, each.axis, each.happens]
        said += [*each.fix, *each.details]
    return "\n".join(filter(None, said))


def lacks(case, found):
    """Give the patterns of a case that a first answer misses, and those of a wrong answer."""
    said = first_answer(found)
    missed = [
        each
        for each in case["must_mention"]
        if not re.search(each, said, re.IGNORECASE | re.MULTILINE)
    ]
    wrong = [
        each for each in case["must_not"] if re.search(each, said, re.IGNORECASE | re.MULTILINE)
    ]
    return missed, wrong


def pasted(case):
    """Give a case's paste, with its filler."""
    filler = case.get("filler")
    return case["paste"] + (filler["text"] * filler["times"] if filler else "")
