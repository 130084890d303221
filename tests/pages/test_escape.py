"""A stranger's text in markdown: nothing is left in it that Streamlit makes something of."""

import re

from hypothesis import given
from hypothesis import strategies as st

from lstmviz.ui.strangers import escape

# What is looked for after the backslashes are gone. Source: mdast-util-gfm-autolink-literal and
# the text transforms of Streamlit 1.67's StreamlitMarkdown.
LATE = (
    r"(https?://|www(?=\.))[-.\w]+",
    r"[-.\w+]+@[-\w]+(?:\.[-\w]+)+",
    r":(?!material/|streamlit:)[\w+-][\w_+-]*:",
    r":streamlit:|:material/|:material_",
    r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)",
)
PARTS = ("http://", "HTTPS://", "www.", "WWW.", "a.io", "me@", "@", ":", "streamlit", "material/")
ARROWS = (
    "<->",
    "->",
    "<-",
    "--",
    ">=",
    "<=",
    "~=",
    "+1",
    "100",
    "_",
    "-",
    " ",
    "é",
    "\u05e9",
    "\\",
)


@given(st.lists(st.sampled_from((*PARTS, *ARROWS)) | st.text(max_size=3), max_size=9).map("".join))
def test_nothing_is_left_to_find(text):
    shown = re.sub(r"\\(.)", r"\1", escape(text), flags=re.DOTALL)
    for pattern in LATE:
        assert not re.search(pattern, shown, re.IGNORECASE), pattern
    # All that is read of it is still there.
    unseen = "[\u2060\u2066-\u2069\u202a-\u202e\u200e\u200f\u061c]"
    assert re.sub(unseen, "", shown) == re.sub(unseen, "", text)


def test_a_time_of_day_and_plain_words_stay_as_they_are():
    assert escape("power 12:30") == "power 12\\:30"
