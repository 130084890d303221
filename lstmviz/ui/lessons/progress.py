"""Where the person stands: the open step, what was answered and done there, and done-marks.

Done-marks, lesson and step stand in the address; answers are kept for the session alone.
"""

from dataclasses import replace

from lstmviz.choices.experiments import Experiment, LessonName, start_experiment
from lstmviz.choices.fitting import fit_to_table
from lstmviz.lessons import LESSONS, at, pointless
from lstmviz.lessons.lesson import Asked, Case, Lesson, Question, Ranking, Seen, Step, never
from lstmviz.lessons.race import table_of
from lstmviz.lessons.work import Work
from lstmviz.ui import address, visit
from lstmviz.ui.lessons.events import Events
from lstmviz.ui.strangers import escape

SAME = "sensors"  # the table to go on with where one's own cannot show a lesson


def experiment() -> Experiment:
    """The experiment in view."""
    return visit.experiment()


def lesson() -> Lesson:
    """The open lesson."""
    name = experiment().lesson
    assert name  # one is open
    return LESSONS[name]


def step() -> Step:
    """The open step."""
    return lesson().step(experiment().step)


def why_not() -> str:
    """Say why the person's table cannot show the open step; "" where it can."""
    return pointless(lesson().id, step().id, visit.dataset())


def works() -> dict[tuple[str, str], Work]:
    """All that was done, by lesson and step."""
    return visit.current().learning.works


def work() -> Work:
    """What was done in the open step."""
    return works()[lesson().id, step().id]


def note(**changes: object) -> None:
    """Keep what was done in the open step."""
    works()[lesson().id, step().id] = replace(work(), **changes)


def asked() -> Asked:
    """The question of the open step, as it is put to the case."""
    question = step().question
    assert isinstance(question, Question)
    return question.put(work().case)


def is_answered() -> bool:
    """Whether the person has committed to an answer, or there is nothing to answer."""
    asks = step().question is not None or step().kind == "sketch"
    return not asks or bool(work().answer)


def is_done(name: str = "", number: str = "") -> bool:
    """Whether a step is done; the open one by default."""
    return f"{name or lesson().id}.{number or step().id}" in experiment().done


def settle() -> None:
    """Begin a run of the page: open the step that the address names, or see what was done."""
    learning = visit.current().learning
    learning.asking = ()
    if experiment().lesson in ("", "quiz"):
        learning.base, learning.opened = experiment(), None
        return
    if learning.opened != (lesson().id, step().id):
        base = learning.base
        if base and table_of(experiment()) not in (table_of(base), (lesson().table, None)):
            # The address asks for a lesson on another table than the one before.
            learning.base = learning.left = None
        open_step(lesson().id, step().id)
    else:
        if table_of(experiment()) != table_of(work().choices[-1]):
            # Another table was chosen within the step: it goes on there.
            set_out(experiment(), lesson().id, step().id)
        if work().choices[-1] != experiment():
            note(choices=(*work().choices, experiment()))
        if not is_done() and has_done():
            mark()
    if is_covered():
        learning.asking = step().veil
    address.write_query()


def is_covered() -> bool:
    """Whether what the step veils is still to be predicted, or found out."""
    if step().question is None:
        return not is_done()
    return not work().answer and not work().case.draw


def has_done() -> bool:
    """Whether the open step is done: its question answered for good, its action reported."""
    question, now = step().question, work()
    if question is not None and not now.answer:
        return False
    if isinstance(question, Question) and now.answer != asked().right.text and not now.first:
        # After a wrong answer another one like it is part of the step.
        return False
    return step().done is never or step().done(Seen(now.choices, Events(now.events, now.case)))


def mark() -> None:
    """Give the open step its done-mark."""
    done = (*experiment().done, f"{lesson().id}.{step().id}")
    visit.adopt(replace(experiment(), done=done))


def report(event: str) -> None:
    """Keep what a drawing reported."""
    note(events=work().events | {event})


# ---- moving ------------------------------------------------------------------------------------


def go(name: LessonName, number: str = "") -> None:
    """Open a step of a lesson; by default the first that the person's table can show."""
    if name != experiment().lesson:
        take_back()
    first, second = LESSONS[name].steps[:2]
    open_step(name, LESSONS[name].step(number).id)
    if not number and first.id == "recall" and why_not():
        open_step(name, second.id)


def leave() -> None:
    """Go back to the list, and to the person's own choices."""
    take_back()
    visit.adopt(kept(own_choices()))


def open_quiz() -> None:
    """Open the test."""
    take_back()
    visit.adopt(replace(kept(own_choices()), lesson="quiz"))


def start_over() -> None:
    """Forget all answers and all done-marks."""
    learning = visit.current().learning
    learning.works, learning.sitting = {}, None
    visit.adopt(replace(experiment(), done=()))


def go_on_with_sensors() -> None:
    """Take the lesson on the table that shows all of it."""
    start = start_experiment(SAME)
    learning = visit.current().learning
    learning.left = own_choices()
    learning.base = replace(start, spec=experiment().spec, hide=experiment().hide)
    go(lesson().id)


def is_lent() -> bool:
    """Whether the lesson is taken on another table than the person's own."""
    return visit.current().learning.left is not None


def take_back() -> None:
    """Return to the person's own table, where a lesson was taken on another one."""
    learning = visit.current().learning
    if learning.left is not None:
        learning.base, learning.left = learning.left, None


def own_choices() -> Experiment:
    """The person's own choices, which every step is made of."""
    learning = visit.current().learning
    if learning.base is None:
        learning.base = kept(experiment())
    return learning.base


def kept(choices: Experiment) -> Experiment:
    """Keep done-marks and what a teacher's link asks for with other choices; no lesson is open."""
    now = experiment()
    return replace(choices, lesson="", step="1", done=now.done, veil=now.veil, hide=now.hide)


def open_step(name: LessonName, number: str) -> None:
    """Make the choices that a step shows, out of the person's own."""
    base = own_choices()
    found = LESSONS[name]
    if found.table and base.table != found.table:
        base = start_experiment(found.table)
    set_out(base, name, number)
    if experiment().lesson != name or experiment().step != number:
        # The table cannot be cut so: the lesson says why, on choices that can be.
        visit.adopt(at(kept(experiment()), name, number))
    visit.current().learning.opened = name, number
    prepare(number)
    look_at(begin().case)
    if take_up(name, number).case.draw:
        look_at(work().case)
    show_answered()


def set_out(choices: Experiment, name: LessonName, number: str) -> None:
    """Make the choices that a step shows, out of others."""
    table = visit.table_of(choices)
    shown = LESSONS[name].step(number).show(fit_to_table(kept(choices), table)[0], table)
    visit.adopt(at(shown, name, number))


def look_at(case: Case) -> None:
    """Turn to what the open step asks about, where the table can show it."""
    if case.draw:
        visit.adopt(step().turn(case, experiment()))
    aim = step().aim
    if aim is not None and not why_not():
        sample, timestep, feature = aim(case)
        visit.adopt(replace(experiment(), sample=sample, timestep=timestep, feature=feature))


def show_answered() -> None:
    """Turn to what shows the answer of the open step, where one was given."""
    if is_answered():
        visit.adopt(step().after(work().case, experiment()))


def prepare(number: str) -> None:
    """Let go of what an earlier step left, where this one waits for it."""
    visit.current().wired = visit.current().trial = None
    visit.current().learning.case = visit.current().case
    if lesson().id == "count" and number in ("3", "4"):
        # The target stands in its own window: in its first row, where Keras takes it from, or in
        # its last one, to be moved. This is shown, not trained.
        span = experiment().layout.span
        visit.current().trial = experiment().decides, 1 - span if number == "3" else 0


def take_up(name: LessonName, number: str) -> Work:
    """Go on with a step; one that was taken on another table or model begins anew."""
    begun, held = begin(), works().get((name, number))
    if held is None or held.case.choices.decides != begun.case.choices.decides:
        works()[name, number] = begun
    return works()[name, number]


def begin() -> Work:
    """Begin a step on what is in view."""
    return Work(Case(experiment(), visit.dataset(), escape), (experiment(),))


# ---- answering ---------------------------------------------------------------------------------


def answer(text: str) -> None:
    """Commit to an answer; what is drawn is then what was asked about."""
    note(answer=text)
    look_at(work().case)
    show_answered()


def differs() -> bool:
    """Whether the question has other numbers to ask about."""
    question = step().question
    return isinstance(question, Question) and question.put(drawn_again()).title != asked().title


def drawn_again() -> Case:
    """The case of the open step, with other numbers where there are any."""
    return replace(work().case, draw=work().case.draw + 1)


def again() -> None:
    """Draw the question once more, with other numbers."""
    note(case=drawn_again(), first=work().first or work().answer, answer="")


def paint(units: tuple[float, ...]) -> None:
    """Take painted units for an answer: how many there are decides."""
    count = len(units)
    meant = (option.text for option in asked().options if option.means == count)
    note(answer=next(meant, f"{count:,}"), ghost=units)


def rank(place: int) -> None:
    """Put one more in order; the last one commits."""
    ranking = step().question
    assert isinstance(ranking, Ranking)
    items = ranking.items(work().case)
    order = (*work().ghost, place)
    if len(order) == len(items) - 1:
        order += tuple(n for n in range(len(items)) if n not in order)
    note(ghost=order, answer="ranked" if len(order) == len(items) else "")
