"""The tests, and the type checker they run under (pyproject.toml names it)."""

from beartype import BeartypeConf, beartype

# As PEP 484 says, an int will do where a float is asked for.
check_types = beartype(conf=BeartypeConf(is_pep484_tower=True))
