"""Questions by somebody who has a table: what its rows and columns are to an LSTM."""

from lstmviz.choices.experiments import Experiment
from lstmviz.choices.meaning import recommend
from lstmviz.questions import axes, windows
from lstmviz.questions.question import Question, look_into, see
from lstmviz.table.tables import Table


def show_recommended(experiment: Experiment, table: Table) -> Experiment:
    """Compare the layout that the meaning of rows and columns recommends with another."""
    name, _ = recommend(experiment.rows_are, experiment.columns_are)
    return see("compare", name, against="columns" if name == "row" else "row")(experiment, table)


QUESTIONS = (
    Question(
        "names",
        "What are samples, timesteps and features?",
        axes.three_names,
        "three dimensions 3D tensor batch input_dim nb_samples meaning of each axis; what is a "
        "timestep, what is a feature; how many features; understand input data; input with "
        "several features; prepare input data",
        see("find"),
        "Show the axes",
    ),
    Question(
        "which",
        "Which layout is right for my table?",
        axes.which,
        "each row is an observation with several features; fits recommended shape how should I "
        "arrange shape format my data csv dataframe; which of the two; should lags be timesteps "
        "or features; multivariate variables such as temperature and rain",
        show_recommended,
        "Show what is recommended",
    ),
    Question(
        "difference",
        "What is the difference between (N, C, 1) and (N, 1, C)?",
        axes.difference,
        "timesteps or features swapped order of axes; (samples, 1, features) against (samples, "
        "features, 1); previous values as timesteps or as features",
        see("compare", "columns", against="row"),
        "Compare the two",
    ),
    Question(
        "sample",
        "What is a sample? Is it a row?",
        windows.sample,
        "is each row one sample; example sequence instance nb_samples number of samples",
        see("find", windowed=True),
        "Find a row in its samples",
    ),
    Question(
        "order",
        "My rows are no sequence: can the columns be the timesteps?",
        axes.order_of_columns,
        "tabular data unordered rows customers patients without time; columns as steps; is an "
        "LSTM useful for non-sequential data; Dense instead",
        see("compare", "columns", against="row"),
        "Compare with all columns at once",
    ),
    Question(
        "step",
        "I have a single series: is 1 timestep wrong?",
        axes.one_step,
        "univariate one timestep timesteps=1 time step of one can it learn from the past; does "
        "LSTM with a single time step use memory find time information",
        see("compare", "row", against="window"),
        "Compare a row with a window",
    ),
    Question(
        "whole",
        "Can the whole table be one sequence, (1, N, C)?",
        axes.whole_table,
        "one long series single sample very long sequence batch of 1",
    ),
    Question(
        "words",
        "Words, sentences: what is a row then?",
        axes.sentences,
        "text sentence word vector embedding nlp each word one timestep 1000 sentences of 10 words",
        look_into("wiggle"),
        "Change one value and see",
        "inside",
    ),
    Question(
        "scale",
        "Does the LSTM see column names and units? Does scale matter?",
        axes.scale,
        "normalise normalize standardise minmax scaling large values should I scale inputs",
    ),
    Question(
        "categories",
        "How do I feed a column of words or categories?",
        axes.categories,
        "categorical one-hot encoding strings labels text column day of week mixed types object "
        "dtype embedding",
    ),
)
