"""At the input: what is fed has other axes than the model was built for."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.fed.batches import other_batch
from lstmviz.doctor.judging.fed.moved import differ, moves, turned_frames
from lstmviz.doctor.judging.fed.ranks import (
    batched_twice,
    missing_single,
    other_axes,
    single_axis,
    stands_twice,
    unbatched,
)
from lstmviz.doctor.judging.fed.short_arrays import one_axis
from lstmviz.doctor.judging.fed.sizes import feature_count, other_steps, other_words, swapped
from lstmviz.doctor.judging.fed.tables import no_time_axis
from lstmviz.doctor.judging.fed.typed import (
    MANY_STEPS,
    begins_with_samples,
    other_input,
    pictures,
    samples_among_sizes,
    samples_in_input,
    steps_among_samples,
    too_many_at_input,
    typed_whole,
    whole_in_input,
)
from lstmviz.doctor.judging.several import other_order
from lstmviz.doctor.judging.within.distributed import fed_to
from lstmviz.doctor.judging.within.word_numbers import reads_words, vectors_as_words
from lstmviz.doctor.judging.worded import rows_by_words
from lstmviz.doctor.saying.wording import as_code, named, tell, three, which_differ
from lstmviz.doctor.shapes import Shape, drop, product
from lstmviz.doctor.walking.kinds import STEPS
from lstmviz.doctor.walking.refusals import agree
from lstmviz.doctor.walking.setup import Stop

SEQUENCES = STEPS | {"RNN", "Bidirectional", ""}


def at_input(case: Case, why: Stop, received: Shape) -> Judged:
    """The input itself has another number of axes."""
    setup, sample = case.setup, case.setup.sample
    x = setup.X.shape if setup.X else None
    if x is not None and (counts := rows_by_words(case, x)) is not None:
        return one(steps_among_samples(case, x, *counts))
    expected, more = why["expected"], why["found"] > why["expected"]
    alike = sample is not None and x is not None and len(sample) == len(x)
    alike = alike and all(map(agree, x or (), sample or ()))
    if x is not None and (typed_whole(x, case) or (more and alike)):
        return whole_in_input(case, x, expected)
    if more and x is not None and sample is not None and len(x) == len(sample) + 1:
        return one(pictures(case, x))
    if expected != 3 or (not more and why["layer"] not in SEQUENCES | {"RepeatVector"}):
        return one(other_axes(str(why["layer"]), expected, why["found"], received))
    if x is not None and sample is not None and len(x) == expected:
        return one(other_input(case, x))
    if more:
        return too_many_at_input(case, received)
    if why["found"] == 1:
        return one(one_axis(case, received))
    table = case.table
    given = table if table is not None and table[1] == received[1] else received
    return no_time_axis(case, given)


def fed_axes(case: Case, why: Stop) -> Judged:
    """The model got an array with another number of axes than it was built for."""
    if (found := other_order(case)) is not None:
        return one(found)
    expected, received = why["expected"], why["received"]
    sample, x = case.setup.sample, case.setup.X
    if received is None:
        return one(other_axes("model", expected, why["found"], None))
    built = (None, *sample) if sample is not None and len(sample) == 2 else None
    whole = x.shape if x and x.shape else None
    if "unbatched" in case.setup.marks:
        return one(unbatched(case, whole or built or (None, *received)))
    if typed_whole(whole, case):
        return whole_in_input(case, whole, expected)
    if expected == len(received) + 1 and (found := fed_to(case, received)):
        return one(found)
    if expected == 3 and len(received) == 2:
        return no_time_axis(case, received, built)
    if expected == 3 and len(received) == 1:
        return one(one_axis(case, received))
    return other_rank(case, built or (None,) * expected, received)


def other_rank(case: Case, built: Shape, received: Shape) -> Judged:
    """There are more axes than the model was built for: one of size 1, or a table at each step."""
    sample = case.setup.sample or built[1:]
    for at, size in enumerate(sample):
        short = size == 1 and len(sample) == len(received) > 2
        if short and not differ((None, *drop(sample, at)), received):
            return one(missing_single(case, received, sample, at + 1))
    fitting = [
        at
        for at, size in enumerate(received)
        if at and size == 1 and len(received) == len(built) + 1
        and not differ(built, drop(received, at))
    ]  # fmt: skip
    if reads_words(case) and len(received) == len(built) + 1 and received[-1] != 1:
        return one(vectors_as_words(case, received, built))
    if stands_twice(received) and built[1:2] == (None,):
        return one(other_axes("model", len(built), len(received), received, built))
    if fitting:
        return one(single_axis(case, received, fitting[0]))
    size = product(received[2:])
    told = size is not None and len(built) == 3 and len(received) > 3
    if told and not differ(built, (*received[:2], size)):
        return one(pictures(case, received))
    return one(other_axes("model", len(built), len(received), received, built))


def fed_shape(case: Case, why: Stop) -> Judged:
    """Judge "expected shape …, found shape …", both with the samples."""
    expected, received = why["expected"], why["received"]
    if not expected or not received:
        return (), None
    if (found := other_order(case)) is not None:
        return one(found)
    if len(expected) == 2 and expected[1] is not None and received == (expected[1], 1):
        return one(row_without_samples(case, received, expected))
    if (typed := typed_or_batched(case, expected, received)) is not None:
        return typed
    if len(expected) == len(received) + 1 and (found := fed_to(case, received)):
        return one(found)
    moved = moves(expected, received)
    if moved is not None and len(expected) > 3:
        return one(turned_frames(case, expected, received, moved))
    if len(expected) != len(received):
        return other_number_of_axes(case, expected, received)
    if expected[0] is not None and len(expected) == 3 and expected[:2] == received[1:]:
        return one(shifted(expected, received))
    if expected[0] not in (None, received[0]) and not differ(expected, received):
        return one(other_batch(case, expected[0], received[0]))
    return one(other_size(case, expected, received))


def typed_or_batched(case: Case, expected: Shape, received: Shape) -> Judged | None:
    """The samples were typed into Input, or the data set gives no batches, or batches of batches.

    Returns:
        What is said of it; None where the axes are those of samples and of one sample.
    """
    x = case.setup.X.shape if case.setup.X else None
    if "unbatched" in case.setup.marks and len(x or expected) <= len(expected):
        return one(unbatched(case, x or expected))
    if "batched_twice" in case.setup.marks and len(received) == len(expected) + 1:
        return one(batched_twice(received))
    if typed_whole(x, case) or (x is not None and expected[1:] == x):
        return whole_in_input(case, x, len(x))
    if len(expected) == 3 and len(received) == 2 and (expected[1] or 0) > MANY_STEPS:
        return one(samples_in_input(case, expected[1:], 3))
    return None


def other_number_of_axes(case: Case, expected: Shape, received: Shape) -> Judged:
    """A table or a list of numbers goes in for sequences; or any other number of axes."""
    if (len(expected), len(received)) == (3, 2):
        return no_time_axis(case, received, expected)
    if (len(expected), len(received)) == (3, 1):
        return one(one_axis(case, received))
    return other_rank(case, expected, received)


def other_size(case: Case, expected: Shape, received: Shape) -> Diagnosis:
    """As many axes as are read, and one of them has another size."""
    got, built = received[-1], expected[-1]
    if len(expected) == 3:
        return other_sequences(case, expected, received)
    if len(expected) > 3 and differ(expected, received):
        return other_sizes(expected, received)
    if len(expected) == 2 and reads_words(case):
        return other_words(case, expected, received)
    if len(expected) == 2 and not case.coded:
        return other_row(expected, received)
    return feature_count(case, got, built, expected, received)


def other_sequences(case: Case, expected: Shape, received: Shape) -> Diagnosis:
    """Of sequences the axes are swapped, the samples typed, or features or timesteps others."""
    turned = (expected[0], expected[2], expected[1])
    if differ(expected, received) and not differ(turned, received):
        return swapped(case, expected, received)
    if begins_with_samples(case, expected, received):
        return samples_among_sizes(case, expected, received)
    if differ(expected[1:], received[1:]) and expected[2] not in (None, received[2]):
        return feature_count(case, received[2], expected[2], expected, received)
    return other_steps(case, expected, received)


def other_sizes(expected: Shape, received: Shape) -> Diagnosis:
    """More than three axes, of which some have other sizes: their roles are not told."""
    return Diagnosis(
        "other_sizes",
        "The data have other sizes than the model was built for.",
        expected=tell(expected),
        received=tell(received),
        axis=which_differ(expected, received),
        fed=named(received, "samples"),
        meant=named(expected, "samples"),
        details=(
            "Bring the data to the sizes that the model reads, pictures by scaling them; or build "
            "it for the data: keras.Input(X.shape[1:]).",
        ),
    )


def other_row(expected: Shape, received: Shape) -> Diagnosis:
    """Rows have another length, and nothing tells whether they hold words or features."""
    built, got = expected[1], received[1]
    return Diagnosis(
        "row_size",
        f"The model was built for rows of {built}, but the data have rows of {got}.",
        expected=tell(expected),
        received=tell(received),
        axis="The last axis differs. It counts the words of a text or the features of a table.",
        fed=named(received, "samples", "?"),
        meant=named((None, built), "samples", "?"),
        details=(
            "If they are the numbers of words, for an Embedding, bring all texts to one length: "
            f"keras.utils.pad_sequences(X, maxlen={built}), the same in training and prediction.",
            "If they are features, feed the same columns as in training, in the same order; or "
            f"build the model for the data: keras.Input(({got},)).",
        ),
    )


def row_without_samples(case: Case, received: Shape, expected: Shape) -> Diagnosis:
    """One row was fed without its axis of samples: its features are taken for samples."""
    return Diagnosis(
        "no_samples_axis",
        "One sample was fed without the axis of the samples.",
        expected=f"two axes: {tell(expected)}",
        received=f"two axes: {tell(received)}",
        axis=f"The {received[0]:,} features stand on the axis of the samples.",
        fix=(f"{case.x} = {case.x}.reshape(1, -1)",),
        fed=named(received, "samples", "features"),
        meant=named((1, received[0]), "samples", "features"),
        details=(
            "Even a single sample is a batch of 1; a generator has to give whole batches, "
            "(samples, features).",
        ),
    )


def shifted(expected: Shape, received: Shape) -> Diagnosis:
    """The steps were given as the batch, and the features as the steps."""
    return Diagnosis(
        "shifted_sizes",
        "The sizes of the input stand one place too early: the first of them is the batch.",
        expected=f"{tell(expected)}: a batch of {expected[0]}",
        received=tell(received),
        axis="The timesteps were given where the samples of a batch belong, the features where the "
        "timesteps belong.",
        fix=(f"inputs = keras.Input(batch_shape={as_code(received)})",),
        fed=three(received),
        meant=three(received),
        details=(
            "batch_input_shape takes (batch, timesteps, features); input_shape and Input leave the "
            f"batch out: Input({as_code(received[1:])}).",
        ),
    )
