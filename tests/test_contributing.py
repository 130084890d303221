"""The guide for newcomers is a test subject too: what it sends them to is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ROWS = re.findall(r"^\| (.+?) \| `(.+?)` \| `(.+?)` \|$", GUIDE, re.MULTILINE)


def test_there_is_a_row_for_every_line_of_the_table():
    assert len(ROWS) == GUIDE.count("\n|") - 2


@pytest.mark.parametrize(("wish", "path", "name"), ROWS, ids=[wish for wish, *_ in ROWS])
def test_a_file_holds_what_is_named(wish, path, name):
    assert name in (ROOT / path).read_text("utf-8")
