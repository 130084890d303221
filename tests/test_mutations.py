"""The mutation check can be run, and can fail. All of it is run on demand: it takes minutes."""

import pytest

from tests.mutations import ARITHMETIC, MUTANTS, ROOT, SUITE, Mutant, copied, survives


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.old[:40])
def test_what_is_changed_stands_there(mutant):
    assert mutant.old in (ROOT / mutant.file).read_text("utf-8")
    assert mutant.old != mutant.new


def test_a_change_that_changes_nothing_survives_and_another_does_not(browser, tmp_path):
    folder, small = copied(tmp_path), f"{SUITE}::test_small_things"
    assert survives(Mutant(ARITHMETIC, "// Pure arithmetic", "// Pure"), folder, small)
    assert not survives(Mutant(ARITHMETIC, "1 / (1 +", "1 / (2 +"), folder, small)
