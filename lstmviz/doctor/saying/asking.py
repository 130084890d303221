"""The questions that shapes alone do not answer."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.doctor.answer import Question

# What every question may be answered with: then its diagnosis is none.
NONE_OF_THESE = "none"


# The shapes that are asked for, one after another, where a layer was not read.
GIVES = ("gives", "gives_2", "gives_3")


def question(key: str, words: str, *, all_: bool = False, **choices: str) -> tuple[str, Question]:
    """Make a question by its key; that none of its choices is true is one, if they are not all."""
    other = {} if all_ else {NONE_OF_THESE: "None of these, or I do not know"}
    return key, Question(key, words, MappingProxyType({**choices, **other}))


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    dict(
        [
            *(
                question(
                    key,
                    "What shape does it give?",
                    vector="Two axes: one row for each sample",
                    steps="Three axes: (samples, timesteps, features)",
                    same="The shape that goes in",
                )
                for key in GIVES
            ),
            question(
                "message",
                "Which of the messages do you ask about?",
                first="The first",
                second="The second",
                third="The third",
                fourth="The fourth",
            ),
            question(
                "rows",
                "What are the rows of your table?",
                ordered="Moments one after another, in this order",
                unordered="Separate things in no order, such as customers",
            ),
            question(
                "columns",
                "What are its columns?",
                different="Different quantities, such as temperature and wind",
                sequence="The same quantity at successive times, such as January to December",
            ),
            question(
                "before",
                "What stands before this layer?",
                first="Nothing but the input",
                recurrent="Another recurrent layer",
                flat="Flatten, a pooling over all steps, or another layer",
            ),
            question(
                "sample",
                "What is a row of your X?",
                one="A timestep: X is one whole sequence",
                rows="A sample: the rows do not follow one another",
            ),
            question(
                "counted",
                "What does the second size count that the layer expected?",
                samples="The samples of the batch",
                timesteps="The timesteps of a sequence",
            ),
            question(
                "input",
                "What are the sizes that were given to Input?",
                batch="The samples or the batch, then timesteps and features",
                parts="Timesteps, and at each a table or a picture",
                other="Something else: another layer stands before this one",
            ),
            question(
                "which",
                "Which of the two shapes is your y?",
                first="The first",
                second="The second",
            ),
            question(
                "wanted",
                "What do you want to predict?",
                last="One answer for each whole sequence",
                every="An answer at every timestep",
            ),
            question(
                "kind",
                "What is a number in your y?",
                classes="The number of a class",
                quantity="A quantity, such as a speed",
            ),
            question(
                "row",
                "What is a row of your y?",
                classes="One class: a 1 among zeros",
                quantities="Several quantities",
            ),
            question(
                "layer",
                "Which layer does the line in the traceback call?",
                recurrent="The LSTM, GRU or RNN",
                linear="A Linear after it",
            ),
            question(
                "axes",
                "What stands on the first axis of X?",
                samples="Samples: X[0] is one whole sequence",
                timesteps="Timesteps: X[0] is the first step of all sequences",
            ),
            question(
                "made",
                "How did the table become X?",
                all_=True,
                moved="Windows: X[i] is table[i : i + timesteps]",
                view="sliding_window_view or unfold, and its result as it came",
                columns="Each row alone; its columns are the timesteps",
                other="Otherwise, or it was never one table",
            ),
            question(
                "order",
                "In which order did it go?",
                windows="The rows kept their order; at most whole windows were shuffled",
                rows="The rows were shuffled, or split at random, before windows were cut",
            ),
            question(
                "target",
                "Which row does y[i] come from?",
                after="A row after the last row of X[i], or a label of the whole sequence",
                first="The first row of X[i]: timeseries_dataset_from_array(data, data, …)",
            ),
            question(
                "apart",
                "How far apart do neighbouring samples start?",
                one="One row, or fewer rows than a window has: they overlap",
                window="A whole window: each row is in one sample",
            ),
            question(
                "zeros",
                "Can a real row be all zeros, for instance after scaling?",
                all_=True,
                yes="Yes, or I do not know",
                no="No: only padding is zero",
            ),
        ]
    )
)
