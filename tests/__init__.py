"""The tests, and the type checker they run under (pyproject.toml names it)."""

import random

from beartype import BeartypeConf, beartype
from beartype._check.code import codemain

# It looks at an item by chance, also in an engine's thread: hypothesis, which draws its examples
# from the one generator that all share, would find them changed.
assert callable(codemain.getrandbits)
codemain.getrandbits = random.Random(0).getrandbits

# As PEP 484 says, an int will do where a float is asked for.
check_types = beartype(conf=BeartypeConf(is_pep484_tower=True))
