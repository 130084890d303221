"""From a text to an answer: read it, judge its messages, then its shapes."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Answer, Diagnosis, Question, Shape
from lstmviz.doctor.asking import QUESTIONS
from lstmviz.doctor.flow import answers as hold_targets
from lstmviz.doctor.flow import feed, walk
from lstmviz.doctor.messages import read_messages
from lstmviz.doctor.pytorch import first_axis
from lstmviz.doctor.reader import read_setup
from lstmviz.doctor.setup import Case, Layer, Setup
from lstmviz.doctor.silent import find_silent
from lstmviz.doctor.text import MAX_TEXT, Text, read_text
from lstmviz.doctor.wording import named, tell, three

NO_ANSWERS: Mapping[str, str] = MappingProxyType({})
# What tells that a text is an error message, and what it is probably about.
NEAREST: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("outofmemory", "oom", "resourceexhausted", "cannotallocate"),
        "It speaks of memory: try a smaller batch, fewer units or a shorter window.",
    ),
    (
        ("nomodulenamed", "importerror", "cannotimport"),
        "A library is missing or has another version: look at which are installed.",
    ),
    (
        ("dtype", "casttostring", "float64", "int64", "astype"),
        "It speaks of a type of numbers: look at X.dtype and y.dtype; float32 is what layers want.",
    ),
    (
        ("ndim", "rank", "dimension", "axis", "axes"),
        "It speaks of axes: look at X.shape, and count them: (samples, timesteps, features).",
    ),
    (
        ("shape", "size", "broadcast", "incompatible"),
        "It speaks of shapes: look at X.shape, y.shape and model.summary(), and compare axis by "
        "axis.",
    ),
    (
        ("error", "exception", "warning", "traceback"),
        "Look at the last line of the message, and at the last line of your own code in it.",
    ),
)

# An error's own name: of a text with one it is never said that nothing is wrong.
REPORT = re.compile(r"\b[A-Z]\w{0,40}(?:Error|Exception)\b ?:|\bTraceback\b", re.ASCII)


def diagnose(text: str, answers: Mapping[str, str] = NO_ANSWERS) -> Answer:
    """Say what is wrong, and what mends it.

    Args:
        text: an error message, code, or shapes in words; of a long one the end is read.
        answers: the answers to questions asked so far: key of the question → key of the choice.
            Others are ignored.
    """
    read = read_text(text)
    setup = read_setup(read.plain)
    kept = {
        key: choice
        for key, choice in answers.items()
        if key in QUESTIONS and choice in QUESTIONS[key].choices
    }
    case = Case(suppose(setup), MappingProxyType(kept))
    understood = tuple(told(setup))
    if read.cut:
        understood = (f"the last {MAX_TEXT:,} characters of the text", *understood)

    messages = read_messages(case, read.tight)
    output, refused = walk(case)
    shapes = tuple(filter(None, (feed(case), *refused, hold_targets(case, output))))
    errors = merge(messages, shapes)
    silent, question = find_silent(case, output)
    if errors:
        question = ask(case, errors) or None
    diagnoses = merge(errors, silent)
    if not understood and diagnoses:
        first = diagnoses[0].fed
        understood = (f"an error, received {tell(first.shape)}" if first else "an error",)
    if diagnoses or not knows(case.setup) or REPORT.search(read.plain):
        unknown = "" if diagnoses else nearest(read)
        return Answer(understood, diagnoses, question if diagnoses else None, unknown)
    return Answer(understood, (nothing_seen(case, output),), question)


def merge(*groups: tuple[Diagnosis, ...]) -> tuple[Diagnosis, ...]:
    """Put diagnoses one after another, each kind once."""
    found: dict[str, Diagnosis] = {}
    for group in groups:
        for diagnosis in group:
            found.setdefault(diagnosis.key, diagnosis)
    return tuple(found.values())


def ask(case: Case, errors: tuple[Diagnosis, ...]) -> Question | None:
    """Choose the next question that an error leaves open."""
    first = errors[0].key
    if {"no_time_axis", "return_sequences"} <= {each.key for each in errors}:
        return QUESTIONS["before"]
    if first != "no_time_axis":
        return None
    if "rows" not in case.answers:
        return QUESTIONS["rows"]
    if case.says("rows", "ordered") and "columns" not in case.answers:
        return QUESTIONS["columns"]
    return None


def suppose(setup: Setup) -> Setup:
    """Take a table for what is fed, and a recurrent layer for what reads it, where nothing is said.

    Of several inputs without a layer none counts: they are choices that the learner weighs.
    """
    if not setup.layers:
        given = None if setup.several else setup.input
        known = given is not None or any(
            array and array.shape and len(array.shape) > 1 for array in (setup.X, setup.table)
        )
        layers = (Layer("lstm"),) if known and setup.framework != "torch" else ()
        setup = replace(setup, layers=layers, input=given, several=False)
    if setup.X is None and setup.input is None and setup.table and setup.table.shape:
        setup = replace(setup, X=setup.table)
    return setup


def knows(setup: Setup) -> bool:
    """Whether the text tells enough of shapes or layers to judge them."""
    return setup.recurrent is not None


def told(setup: Setup) -> list[str]:
    """Say briefly what was read."""
    parts = []
    for name, array in ((setup.x_name, setup.X), (setup.y_name, setup.y), ("table", setup.table)):
        if array and array.shape:
            parts.append(f"{name} {tell(array.shape)}")
    if setup.input is not None:
        parts.append(f"Input({tell(setup.input)})")
    parts += [layer.written for layer in setup.layers[:20]]
    if setup.loss:
        parts.append(f"loss {setup.loss[:40]}")
    return parts


def nothing_seen(case: Case, output: Shape | None) -> Diagnosis:
    """Say honestly that nothing wrong can be seen, and what to check."""
    shape = case.shape
    axes = three(shape)
    if case.torch and axes:
        axes = named(axes.shape, *first_axis(case))
    elif shape is not None and axes is None:
        axes = named(shape, *(("rows", "columns") if len(shape) == 2 else ("samples",)))
    checks = [
        "Is one sample, X[0], really successive rows of your table? Print it and compare.",
        "Does y[0] belong to X[0], and does no target stand inside its own window?",
        "Is the split in time, and the scaler fitted on the training rows alone?",
    ]
    if case.setup.X is None:
        checks.insert(0, "The shape of X is not in the text: compare it with the model's.")
    return Diagnosis(
        "nothing_seen",
        "Nothing wrong can be seen from this.",
        expected="",
        received="" if output is None else f"predictions {tell(output)}",
        fed=axes,
        details=tuple(checks),
    )


def nearest(read: Text) -> str:
    """Say that nothing is known, with the nearest cause and what to look at."""
    if not read.tight:
        return "There is nothing to read yet: paste an error message, code, or shapes."
    hint = next(
        (words for marks, words in NEAREST if any(mark in read.tight for mark in marks)),
        "It is no message that I recognise, and holds no layers or shapes: add X.shape, y.shape "
        "and the lines that build the model.",
    )
    return f"I do not know this one. {hint}"
