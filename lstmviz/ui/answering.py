"""What the visitor says about the table they brought: kept as answers, which stand in the link."""

from collections.abc import Collection
from dataclasses import replace

from lstmviz.choices.experiments import OwnTable
from lstmviz.choices.start import start_of
from lstmviz.table.understanding.finding import NOT, Finding
from lstmviz.ui import visit


def turn(key: str) -> None:
    """Turn a finding around."""
    answers = visit.experiment().answers
    take((key,) if key not in answers else (), but=(key,))


def reply(finding: Finding, yes: bool | None) -> None:
    """Answer a question, or take the answer back."""
    key = finding.key
    said = () if yes is None else (key,) if yes != finding.accepted else (NOT + key,)
    take(said, but=(key, NOT + key))


def choose(fact: str, name: str | None) -> None:
    """Choose the column that a fact is about, NO_ONE for none, or None for what was found."""
    before = [a for a in visit.experiment().answers if a.split(":")[0].lstrip(NOT) == fact]
    take(() if name is None else (f"{fact}:{name}",), before)


def feed(name: str, fed: bool) -> None:
    """Feed a column, or leave it out."""
    take((f"{'feed' if fed else 'leave'}:{name}",), (f"feed:{name}", f"leave:{name}"))


def take(more: Collection[str], but: Collection[str]) -> None:
    """Take over answers in the place of others; what was chosen beside them stays."""
    now = visit.experiment()
    kept = tuple(dict.fromkeys([*now.answers, *_chosen_beside(but)]))
    answers = (*(a for a in kept if a not in but and a not in more), *more)
    own = OwnTable.of(visit.brought_table())
    start = start_of(visit.understood(answers), own, now.spec, answers)
    visit.adopt(replace(visit.in_place(start), sheet=now.sheet))


def _chosen_beside(but: Collection[str]) -> tuple[str, ...]:
    """Say as answers which target and columns were chosen in the menu."""
    understood, task = visit.understood(), visit.experiment().task
    chosen = ()
    if task.target != understood.target:
        chosen += (f"target:{task.target}",)
    if task.features and not understood.in_turn:
        more = set(task.features) - set(understood.features)
        less = set(understood.features) - set(task.features) - {task.target}
        chosen += (*(f"feed:{name}" for name in more), *(f"leave:{name}" for name in less))
    return tuple(answer for answer in chosen if answer not in but)
