"""The tests, and the checker of shapes that they run under (pyproject.toml names it)."""

import dataclasses
import inspect
import random
from typing import Literal, get_args, get_origin

import jaxtyping
from beartype import BeartypeConf, beartype
from beartype._check.code import codemain

# It looks at an item by chance, also in an engine's thread: hypothesis, which draws its examples
# from the one generator that all share, would find them changed.
assert callable(codemain.getrandbits)
codemain.getrandbits = random.Random(0).getrandbits

# As PEP 484 says, an int will do where a float is asked for.
check_types = beartype(conf=BeartypeConf(is_pep484_tower=True))

check_all = jaxtyping.jaxtyped


def check_shapes(thing=None, *, typechecker):
    """Check a function, or a dataclass, whose annotations say a shape; leave all others alone.

    jaxtyping's hook has every function of a module checked at each call, which costs more than most
    functions do. What has no shape has plain types, and these are Pyright's.
    """
    if thing is None:
        return lambda thing: check_shapes(thing, typechecker=typechecker)
    return check_all(thing, typechecker=typechecker) if has_shape(thing) else thing


def has_shape(thing):
    """Tell whether one of the annotations says a shape; one in quotes might."""
    if inspect.isclass(thing):
        return dataclasses.is_dataclass(thing) and has_shape(thing.__init__)
    return any(map(says_shape, thing.__annotations__.values()))


def says_shape(annotation):
    """Tell whether an annotation is an array's, or made of one."""
    if isinstance(annotation, str):
        return True
    if get_origin(annotation) is Literal:
        return False
    if inspect.isclass(annotation) and issubclass(annotation, jaxtyping.AbstractArray):
        return True
    parts = annotation if isinstance(annotation, list) else get_args(annotation)  # a callable's
    return any(map(says_shape, parts))


# What the hook writes above each function finds this by its name.
jaxtyping.jaxtyped = check_shapes
