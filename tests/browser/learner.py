"""A person who takes the lessons: by mouse, by keyboard or by touch; sure, unsure or mistaken."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import parse_qs, urlparse

from lstmviz.choices.links import from_query
from lstmviz.lessons import LESSONS
from lstmviz.lessons.count import asked_count
from lstmviz.lessons.lesson import Bet, Case, Question, Ranking
from lstmviz.lessons.shows import busy_row
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from tests.browser.asking import answered
from tests.browser.conftest import settle

Hand = Literal["mouse", "keys", "finger"]
Mind = Literal["sure", "unsure", "mistaken"]
RACED = 240_000  # ms that a race may take on a busy machine
MOST_TABS = 220

# Whether the focus stands on an element or within it, through the drawings' own trees.
ON = """node => {
  let held = document.activeElement;
  while (held?.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  for (; held; held = held.parentNode ?? held.host) if (held === node) return true;
  return false;
}"""
HELD = "document.activeElement !== document.body && document.activeElement !== null"


@dataclass
class Learner:
    """Someone at a page of the app.

    Args:
        page: the browser's.
        hand: what acts.
        mind: what is answered first.
        own: a table that was brought; None for a built-in one.
        seen: is called with a name at each step, before and after it is done.
    """

    page: object
    hand: Hand = "mouse"
    mind: Mind = "sure"
    own: object = None
    seen: object = lambda name: None
    said: list = field(default_factory=list)

    # ---- the hand ------------------------------------------------------------------------------

    def reach(self, place):
        """Go to a control, by Tab alone where there is nothing but keys."""
        place.wait_for()
        if self.hand != "keys":
            place.scroll_into_view_if_needed()
            return
        if place.evaluate(ON):
            return
        for key in ("Tab", "Shift+Tab"):
            for _ in range(MOST_TABS):
                self.page.keyboard.press(key)
                if place.evaluate(ON):
                    return
        raise AssertionError(f"no way by Tab to {place}")

    def press(self, place, key="Enter"):
        """Press a button, a tab or a square."""
        self.reach(place)
        with self.acting():
            if self.hand == "keys":
                self.page.keyboard.press(key)
            elif self.hand == "finger":
                place.tap()
            else:
                place.click()

    def turn_to(self, name):
        """Choose one of several that stand side by side; the keys' way between them are arrows."""
        place = self.page.get_by_role("radio", name=name).first
        if self.hand != "keys":
            self.press(place)
            return
        group = self.page.get_by_role("radiogroup").filter(has=place).last
        self.reach(group)
        with self.acting():
            for _ in range(group.get_by_role("radio").count()):
                if place.evaluate(ON):
                    break
                self.page.keyboard.press("ArrowRight")
            self.page.keyboard.press("Space")

    @contextmanager
    def acting(self, *, asks=False):
        """Act, and wait for the answer; whoever has nothing but keys stands somewhere after it."""
        with answered(self.page, asks=asks):
            yield
        settle(self.page)
        if self.hand == "keys":
            self.page.wait_for_function(HELD, timeout=8_000)

    def type_in(self, name, number):
        """Write a number into a field."""
        place = self.page.get_by_role("spinbutton", name=name).first
        self.reach(place)
        with self.acting():
            if self.hand == "finger":
                place.tap()
            elif self.hand == "mouse":
                place.click()
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(str(number))
            self.page.keyboard.press("Enter")

    def slide(self, name, share, arrows):
        """Move a slider: to a share of its way by hand, or by some presses of an arrow."""
        place = self.page.get_by_role("slider", name=name).first
        self.reach(place)
        # A slider asks when it has stood for a moment.
        with self.acting(asks=True):
            if self.hand == "keys":
                for _ in range(abs(arrows)):
                    self.page.keyboard.press("ArrowRight" if arrows > 0 else "ArrowLeft")
                return
            box = self.page.get_by_role("group", name=name).first.bounding_box()
            spot = box["x"] + box["width"] * share, box["y"] + box["height"] / 2
            if self.hand == "finger":
                self.page.touchscreen.tap(*spot)
            else:
                self.page.mouse.click(*spot)

    def choose(self, name, option):
        """Choose in a box that opens."""
        box = self.page.get_by_role("combobox", name=name).first
        self.reach(box)
        with self.acting():
            if self.hand == "keys":
                self.page.keyboard.press("ArrowDown")
                self.page.keyboard.type(option)
                self.page.keyboard.press("Enter")
                return
            box.tap() if self.hand == "finger" else box.click()
            there = self.page.get_by_role("option", name=option).first
            there.tap() if self.hand == "finger" else there.click()

    def button(self, name):
        """Find a button by its name."""
        return self.page.get_by_role("button", name=re.compile(name)).first

    # ---- where one stands ----------------------------------------------------------------------

    @property
    def card(self):
        """The card of the step."""
        return self.page.locator(".st-key-card")

    def case(self, draw=0):
        """Work out what the open step asks about, from the address alone."""
        choices, _ = from_query(parse_qs(urlparse(self.page.url).query))
        own = choices.own is not None
        table = self.own if own else load_example(choices.table, choices.lag)
        return Case(choices, make_dataset(table, choices.layout, choices.task), str, draw)

    # ---- a lesson ------------------------------------------------------------------------------

    def take(self, name):
        """Take a lesson from its first step to its end, each step done."""
        for number in self.steps(name):
            self.do(name, number)
            if number != "goal":
                self.press(self.card.get_by_role("button", name="Next", exact=True))
                self.page.wait_for_url(re.compile(rf"(?!.*step={number}(&|$))"))

    def steps(self, name):
        """List the steps of a lesson."""
        return [step.id for step in LESSONS[name].steps]

    def do(self, name, number):
        """Do a step until it has its mark."""
        settle(self.page)
        self.card.wait_for()
        step, mark = LESSONS[name].step(number), f"{name}.{number}"
        self.page.wait_for_function(HAS_STEP, arg=number)
        case = self.case()
        self.seen(f"{mark} before")
        if "nothing to look back to" in self.card.inner_text():
            return
        match step.question:
            case Question():
                self.answer(step, case)
            case Bet():
                self.press(self.card.locator("[class*=st-key-answer] button").first)
            case Ranking():
                for _ in step.question.items(case)[1:]:
                    self.press(self.card.locator("[class*=st-key-answer] button").first)
        act = ACTS.get(mark)
        if act:
            act(self, case)
        self.page.wait_for_url(re.compile(rf"done={re.escape(mark)}(&|$)"))
        settle(self.page)
        self.seen(f"{mark} after")

    def answer(self, step, case):
        """Answer as the mind tells, and then what is right."""
        if step.kind == "paint" and self.mind != "unsure":
            self.paint()
            return
        if self.mind == "unsure":
            self.press(self.card.get_by_role("button", name="I don't know yet"))
            self.card.get_by_text("That is the answer").wait_for()
        elif self.mind == "mistaken":
            asked = step.question.put(case)
            wrong = next(n for n, option in enumerate(asked.options) if option.idea)
            self.option(wrong)
            self.is_refuted(asked.options[wrong])
        if self.mind != "sure":
            self.seen(f"{step.id} refuted")
            self.press(self.button("Another one like it|Ask me once more"))
            case = replace(case, draw=1)
        asked = step.question.put(case)
        self.option(asked.options.index(asked.right))
        self.card.get_by_text("Right.").wait_for()

    def option(self, number):
        """Choose one of the answers by its place."""
        self.press(self.card.locator("[class*=st-key-answer] button").nth(number))

    def is_refuted(self, option):
        """See what was expected, the idea behind it and the law."""
        self.card.get_by_text("You expected").wait_for()
        said = plainly(self.card.inner_text())
        assert plainly(option.behind.name) in said
        assert plainly(option.behind.law) in said

    def paint(self):
        """Paint one unit first, where one is mistaken; then all."""
        board = self.page.locator(".board button")
        board.first.wait_for()
        if self.mind == "mistaken":
            self.press(board.nth(2), "Space")
            self.press(self.button("These 1 will change"))
            self.card.get_by_text("You expected").wait_for()
            self.seen("paint refuted")
            self.press(self.button("Another one like it|Ask me once more"))
            board.first.wait_for()
        for number in range(board.count()):
            self.press(board.nth(number), "Space")
        self.press(self.button(f"These {board.count()} will change"))
        self.card.get_by_text("Right.").wait_for()

    # ---- what steps ask for --------------------------------------------------------------------

    def play(self, steps, stage=".st-key-scene .stage"):
        """Step forward through a film."""
        bar = self.page.locator(".st-key-scene [data-do=forward]").first
        if self.hand == "keys":
            self.reach(self.page.locator(stage).first)
        with self.acting():
            for _ in range(steps):
                if self.hand == "keys":
                    self.page.keyboard.press("ArrowRight")
                else:
                    bar.tap() if self.hand == "finger" else bar.click()

    def layout(self, name):
        """Choose a layout by its card above the film."""
        self.press(self.page.locator(".st-key-scene .cards button", has_text=name).first)

    def race(self):
        """Start the race and wait for its end."""
        self.press(self.button("Start the race|Race again|Go on"))
        self.button("Stop the race").or_(self.button("Race again")).first.wait_for()
        self.button("Race again").wait_for(timeout=RACED)
        settle(self.page)


HAS_STEP = """step => new URL(location).searchParams.get("step") === step
  || (step === "1" && !new URL(location).searchParams.has("step"))"""


def plainly(text):
    """Leave out how text is set, and all breaks."""
    return re.sub(r"[\s`*\\\u2060\u2068\u2069]+", " ", text).strip()


def to_end(learner, case):
    learner.play(case.dataset.shape[1] - 1)


def over_end(learner, case):
    learner.play(case.dataset.shape[1] + 1)


def compare(learner, case):
    learner.choose("compared with", "everything in turn")


def say_meaning(learner, case):
    learner.turn_to("in time order")
    if not case.of_one:
        learner.turn_to("different things")


def wiggle(learner, case):
    learner.slide("Add to the scaled value", 0.8, 8)


def wiggle_far(learner, case):
    place = learner.page.get_by_role("spinbutton", name=re.compile("^timestep"))
    learner.type_in(re.compile("^timestep"), case.window - 1)
    assert place.input_value() == str(case.window - 1)
    for feature in range(case.columns):
        if case.columns > 1:
            learner.type_in(re.compile("^feature"), feature)
        for share, arrows in ((0.96, 50), (0.04, -100)):
            learner.slide("Add to the scaled value", share, arrows)
            if "done=units.goal" in learner.page.url:
                return


def next_samples(learner, case):
    learner.slide("Sample", 0.04, -1)


def wire(learner, case):
    stage = learner.page.locator(".st-key-scene .stage").first
    if learner.hand == "keys":
        learner.reach(stage)
        with learner.acting():
            for key in ("ArrowUp", "ArrowRight", "Enter"):
                learner.page.keyboard.press(key)
        return
    # Of a drawing that is higher than the window its upper part is pointed at.
    stage.evaluate(
        "node => { node.style.scrollMarginTop = '80px'; node.scrollIntoView({ block: 'start' }); }"
    )
    box = stage.bounding_box()
    spot = box["x"] + box["width"] * 0.32, box["y"] + (42 if box["width"] < 500 else 60)
    with learner.acting():
        if learner.hand == "finger":
            learner.page.touchscreen.tap(*spot)
        else:
            learner.page.mouse.click(*spot)


def be_stateful(learner, case):
    box = learner.page.get_by_role("switch").or_(learner.page.get_by_role("checkbox")).first
    if learner.hand == "keys":
        learner.press(box, "Space")
    else:
        learner.press(learner.page.locator("[data-testid=stCheckbox] label").first)


def next_batch(learner, case):
    learner.press(learner.button("Next batch"))
    learner.page.locator(".st-key-scene", has_text="Update 1").wait_for(timeout=RACED)


def find_row(learner, case):
    rows = len(case.dataset.table.values) - 1
    place = re.compile(rf"^(?!sample|timestep|feature).+ 0 to {rows:,}$")
    learner.type_in(place, busy_row(case.dataset))


def copy_less(learner, case):
    learner.type_in("Stride", 3)
    if "done=window.goal" not in learner.page.url:
        learner.type_in("Window W", 3 * max(case.window // 3, 1))


def count_out(learner, case):
    rows, ahead = case.rows, case.choices.task.horizon
    learner.type_in("Window W", rows - ahead + 1 - asked_count(case))


def mend_leak(learner, case):
    learner.slide(re.compile("Target: rows"), 0.96, case.window + 12)


def halve(learner, case):
    learner.type_in("Stride", 2)


def race(learner, case):
    learner.race()


def sketch(learner, case):
    paper = learner.page.locator(".paper")
    bars = learner.page.get_by_role("slider", name=re.compile("window of"))
    bars.first.wait_for()
    if learner.mind == "unsure":
        learner.press(learner.button("I don't know yet"))
    else:
        if learner.hand == "keys":
            learner.reach(bars.first)
            learner.page.keyboard.press("ArrowUp")
        else:
            paper.scroll_into_view_if_needed()
            box = paper.bounding_box()
            y = box["y"] + box["height"] * 0.3
            if learner.hand == "finger":
                learner.page.touchscreen.tap(box["x"] + box["width"] * 0.3, y)
            else:
                learner.page.mouse.move(box["x"] + 5, y)
                learner.page.mouse.down()
                learner.page.mouse.move(box["x"] + box["width"] * 0.5, y + 30, steps=5)
                learner.page.mouse.move(box["x"] + box["width"] - 5, y + 90, steps=5)
                learner.page.mouse.up()
        learner.press(learner.button("That is what I expect"))
    learner.press(learner.button("Find the edge"))
    learner.page.wait_for_url(re.compile("done=reach.3"), timeout=RACED)


def other_lag(learner, case):
    slider = learner.page.get_by_role("slider", name=re.compile("lag")).first
    learner.slide(re.compile("lag"), 0.3, 2)
    lag = int(slider.input_value())
    learner.type_in("Window W", lag + 1)


def probe(learner, case):
    learner.turn_to("How far back?")


def other_table(learner, case):
    learner.choose("Table", "El Ni")
    learner.race()


def own_entrant(learner, case):
    learner.press(learner.button("One more: what the Playground shows"))
    learner.race()


def ask_doctor(learner, case):
    learner.press(learner.page.locator("[class*=st-key-try-] button").nth(1))


def other_cell(learner, case):
    now = case.spec.cell
    learner.choose("Cell", "GRU" if now != "gru" else "LSTM")


def download(learner, case):
    with learner.page.expect_download():
        learner.press(learner.button("Download the notebook"))


def fewer_units(learner, case):
    learner.type_in("Units", max(case.spec.units // 4, 1))


def go_steps(learner, case):
    learner.layout("indow")


ACTS = {
    "row.2": to_end,
    "row.4": compare,
    "row.5": say_meaning,
    "row.goal": go_steps,
    "units.2": wiggle,
    "units.4": next_samples,
    "units.5": wire,
    "units.goal": wiggle_far,
    "state.2": wiggle,
    "state.4": over_end,
    "state.goal": be_stateful,
    "one_step.2": next_batch,
    "one_step.4": race,
    "one_step.goal": go_steps,
    "window.2": find_row,
    "window.goal": copy_less,
    "count.2": count_out,
    "count.4": mend_leak,
    "count.goal": halve,
    "reach.2": race,
    "reach.3": sketch,
    "reach.4": race,
    "reach.goal": other_lag,
    "race.2": race,
    "race.4": probe,
    "race.5": other_table,
    "race.goal": own_entrant,
    "code.4": ask_doctor,
    "code.5": other_cell,
    "code.6": download,
    "code.goal": fewer_units,
}
