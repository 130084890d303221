"""Whose turn it is: visitors take turns, however much each of them trains; the others wait in line.

Among visitors the one served longest ago comes next, and among one visitor's runs likewise.
"""

import threading
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lstmviz.training.bounds import (
    ACTIVE_RUNS,
    CONTESTS_PER_VISITOR,
    RUNS_PER_VISITOR,
    STINT_SECONDS,
    SWEEPS_PER_VISITOR,
)
from lstmviz.training.contest import Contest
from lstmviz.training.run import Run
from lstmviz.training.sweep import Sweep

Trainee = Run | Sweep | Contest
# Trainees that one visitor may hold, by their kind.
HELD: Mapping[type[Trainee], int] = MappingProxyType(
    {Run: RUNS_PER_VISITOR, Sweep: SWEEPS_PER_VISITOR, Contest: CONTESTS_PER_VISITOR}
)


@dataclass(eq=False)
class Member:
    """A run in the engine's care; all times are on the monotonic clock.

    Args:
        run: it.
        visitor: whose it is.
        served: the number of its last turn; 0 before the first.
        entered: since when it stands in line; None while it wants no slice.
        admitted: since when it takes turns; None before.
        shown: when the latest of the recorded slices that it was given is over.
        attempts: workers that its present slice has ended.
    """

    run: Trainee
    visitor: str
    served: int = 0
    entered: float | None = None
    admitted: float | None = None
    shown: float = 0.0
    attempts: int = 0


class Line:
    """All runs in the engine's care; pages add and remove, the engine's dispatcher asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._members: dict[Trainee, Member] = {}
        self._served: dict[str, int] = {}
        self._turns = 0

    def __contains__(self, member: Member) -> bool:
        return self._members.get(member.run) is member

    def add(self, run: Trainee, visitor: str) -> list[Trainee]:
        """Take a run in; give those that its visitor now holds too many of, the oldest first."""
        with self._lock:
            self._members.setdefault(run, Member(run, visitor))
            own = [m.run for m in self._members.values() if m.visitor == visitor]
        alike = [other for other in own if type(other) is type(run)]
        return alike[: -HELD[type(run)]] if visitor else []

    def drop(self, run: Trainee) -> None:
        """Let a run go."""
        with self._lock:
            member = self._members.pop(run, None)
            if member and all(m.visitor != member.visitor for m in self._members.values()):
                self._served.pop(member.visitor, None)

    def held_by(self, visitors: Iterable[str]) -> list[Trainee]:
        """List the runs of visitors."""
        with self._lock:
            return [m.run for m in self._members.values() if m.visitor in visitors]

    def call(self, now: float) -> list[Member]:
        """Tell all who want slices their places, and give those who take turns.

        A visitor's second run stands behind the first runs of all, and whoever took turns for
        STINT_SECONDS while others wait goes to the end: so everybody's turn comes. Whoever trains
        what others train comes along with them: what is computed once costs nobody a turn.
        """
        with self._lock:
            members = list(self._members.values())
        wanting = []
        for member in members:
            if member.run.due() is None:
                member.entered = member.admitted = None
            else:
                member.entered = now if member.entered is None else member.entered
                wanting.append(member)
        trained = {member: experiment(member) for member in wanting}
        for member in wanting if len(set(trained.values())) > ACTIVE_RUNS else ():
            if member.admitted is not None and now - member.admitted > STINT_SECONDS:
                member.entered, member.admitted = now, None
        active, places = [], {}
        for member in in_line(wanting):
            place = places.setdefault(trained[member], len(places) + 1 - ACTIVE_RUNS)
            member.run.wait_in_line(max(0, place))
            if place > 0:
                member.admitted = None
                continue
            active.append(member)
            if member.admitted is None:
                member.admitted = now
        return active

    def by_turn(self, members: Iterable[Member]) -> list[Member]:
        """Order members by whose turn it is."""
        with self._lock:
            return sorted(members, key=lambda m: (self._served.get(m.visitor, 0), m.served))

    def serve(self, member: Member) -> None:
        """Note that a member has its turn, and its visitor with it."""
        with self._lock:
            self._turns += 1
            member.served = self._served[member.visitor] = self._turns


def experiment(member: Member) -> Hashable:
    """Name what a member trains; one that shares nothing trains something of its own."""
    origin = member.run.origin()
    return member if origin is None else origin.experiment


def entered(member: Member) -> float:
    """Tell since when a member stands in line."""
    assert member.entered is not None
    return member.entered


def in_line(members: list[Member]) -> list[Member]:
    """Order members by how many of their own visitor's stand before them, then by their time."""
    before: Counter[str] = Counter()
    ranks = {}
    for member in sorted(members, key=entered):
        ranks[member] = before[member.visitor]
        before[member.visitor] += 1
    return sorted(ranks, key=lambda member: ranks[member])
