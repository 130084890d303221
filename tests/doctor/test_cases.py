"""Messages and pastes from the world: what a right answer mentions, and what a wrong one says.

Of public threads (trackers.json) the libraries' own messages and shapes alone are kept, not what
people wrote around them.
"""

import json
from pathlib import Path

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import lacks, pasted

HERE = Path(__file__).parent
CASES = [
    case
    for name in ("cases.json", "trackers.json")
    if (HERE / name).exists()
    for case in json.loads((HERE / name).read_text("utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_paste_is_answered_rightly(case):
    missed, wrong = lacks(case, diagnose(pasted(case)))
    assert not wrong
    assert not missed
