import itertools

from hypothesis import given
from hypothesis import strategies as st

from lstmviz.training.watching import FIRST_SECONDS, REST_SECONDS, Schedule

schedules = st.tuples(st.integers(1, 10_000), st.integers(0, 100_000)).map(
    lambda sizes: Schedule(sizes[0], sum(sizes))
)


@given(schedules, st.data())
def test_time_goes_forward_and_most_of_it_to_the_first_epoch(schedule, data):
    update = data.draw(st.integers(0, schedule.updates))
    then = schedule.second(update)
    assert 0 <= then <= schedule.seconds <= FIRST_SECONDS + REST_SECONDS
    assert schedule.update(then + 1e-6) >= update
    assert schedule.second(schedule.update(then)) <= then + 1e-9
    if update:
        assert schedule.second(update - 1) < then


def test_the_first_updates_take_as_long_as_the_hundreds():
    seconds = [Schedule(10_000, 200_000).second(update) for update in (10, 100, 1_000, 10_000)]
    gaps = [after - before for before, after in itertools.pairwise(seconds)]
    assert max(gaps) - min(gaps) < 0.2 * max(gaps)
