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
        "several features; prepare input data; what does each dimension of the input stand for; "
        "what is the difference between a timestep and a feature; difference between samples, "
        "batch and sequence; I have columns for temperature and pressure, what are my "
        "timesteps; how do I set samples, time steps and features for my data; what does 3D "
        "input mean; array of shape (samples, time steps, features) explained; what is seq_len "
        "and input_size; the rows of X in a keras array; in [[1, 2, 3], [4, 5, 6]], which are "
        "the rows; what does time step mean; multiple input parameters; LSTM with multi input; "
        "more than one input variable; use several inputs; we did not understand how to deal "
        "with the data; n_steps and n_input; what are the axes of X; seq_length, batch and "
        "channels; do x1, x2 and x3 go in one after another or all at the same time as a vector",
        see("find"),
        "Show the axes",
    ),
    Question(
        "which",
        "Which layout is right for my table?",
        axes.which,
        "each row is an observation with several features; fits recommended shape how should I "
        "arrange shape format my data csv dataframe; which of the two; should lags be timesteps "
        "or features; multivariate variables such as temperature and rain; how do I arrange my "
        "data for an LSTM; which input format for multivariate time series; each line is one "
        "day with several measurements; stack my columns; is my input shape correct; how to "
        "shape my dataframe; 5000 rows and 4 columns, how do I feed them; how to convert my csv "
        "into LSTM input; which kind of input is better; predict one column from many others; "
        "several inputs and a single output; values of many stocks to predict one; how to use "
        "all my columns; multivariate input, univariate output; structure of the training data; "
        "does my data have the right form",
        show_recommended,
        "Show what is recommended",
    ),
    Question(
        "difference",
        "What is the difference between (N, C, 1) and (N, 1, C)?",
        axes.difference,
        "timesteps or features swapped order of axes; (samples, 1, features) against (samples, "
        "features, 1); previous values as timesteps or as features; (batch, 1, features) vs "
        "(batch, timesteps, 1); input_shape (1, look_back) or (look_back, 1); should the lagged "
        "values be in the second or the third dimension; swap timesteps and features, what "
        "changes; more context but not more sequence; one time step with many features against "
        "many time steps of one feature; should input_shape be (timesteps, 1) or (1, "
        "timesteps); should input_shape be (look_back, 1) instead of (1, look_back); "
        "(timesteps, 1) or (1, timesteps); (batch, window, features) or (batch, 1, window * "
        "features); flatten the window into a single step; all lags in one time step",
        see("compare", "columns", against="row"),
        "Compare the two",
    ),
    Question(
        "sample",
        "What is a sample? Is it a row?",
        windows.sample,
        "is each row one sample; example sequence instance nb_samples number of samples; is one "
        "observation a sample; what counts as one example; what is one training instance; is a "
        "sample a window; what does nb_samples mean; one sequence per row",
        see("find", windowed=True),
        "Find a row in its samples",
    ),
    Question(
        "order",
        "My rows are no sequence: can the columns be the timesteps?",
        axes.order_of_columns,
        "tabular data unordered rows customers patients without time; columns as steps; is an "
        "LSTM useful for non-sequential data; Dense instead; LSTM on tabular data; data without "
        "any time order; features as a sequence; does the order of my columns matter; can I use "
        "an RNN for classification of customers; permute the columns; no temporal dependency "
        "between the rows",
        see("compare", "columns", against="row"),
        "Compare with all columns at once",
    ),
    Question(
        "step",
        "I have a single series: is 1 timestep wrong?",
        axes.one_step,
        "univariate one timestep timesteps=1 time step of one can it learn from the past; does "
        "LSTM with a single time step use memory find time information; I use timesteps=1, is "
        "that a problem; does an LSTM learn anything from a window of 1; look_back=1; input is "
        "only the current value, does it remember earlier ones; every sample has a single time "
        "step, is recurrence useless; feed one value at a time; is more than one time step "
        "better; do I need more time steps than 1; sequence length of one",
        see("compare", "row", against="window"),
        "Compare a row with a window",
    ),
    Question(
        "whole",
        "Can the whole table be one sequence, (1, N, C)?",
        axes.whole_table,
        "one long series single sample very long sequence batch of 1; feed the entire time "
        "series at once; one very long sequence instead of windows; batch size 1 with all rows "
        "as timesteps; do I have to split a long sequence into shorter ones; sequence of "
        "thousands of time steps is too long; cut my long series into pieces; maximum length of "
        "a sequence",
    ),
    Question(
        "words",
        "Words, sentences: what is a row then?",
        axes.sentences,
        "text sentence word vector embedding nlp each word one timestep 1000 sentences of 10 "
        "words; how to feed sentences to an LSTM; each word as a vector; characters as "
        "timesteps; text generation input; token ids and embedding dimension; does each word go "
        "to another cell; language model with RNN, what is a batch; convert strings to numeric "
        "vectors; list of strings as input; how are characters encoded",
        look_into("wiggle"),
        "Change one value and see",
        "inside",
    ),
    Question(
        "scale",
        "Does the LSTM see column names and units? Does scale matter?",
        axes.scale,
        "normalise normalize standardise minmax scaling large values should I scale inputs; do "
        "I have to normalise my data; should I normalise each feature separately or all "
        "together; values are very large; does the range of the inputs matter; standardisation "
        "or min max; features in different units; scale to 0 1 or to -1 1; normalise the target "
        "as well; without feature scaling, does it influence the result; is normalisation "
        "necessary; unscaled inputs; preprocess the inputs; large numbers as input; is "
        "MinMaxScaler needed",
    ),
    Question(
        "categories",
        "How do I feed a column of words or categories?",
        axes.categories,
        "categorical one-hot encoding strings labels text column day of week mixed types object "
        "dtype embedding; how to use categorical features; encode day of week or month; "
        "non-numeric columns; one hot or embedding; could not convert string to float; text "
        "category as an input column; label encoding of names; discrete variable; strings to "
        "numbers; nominal columns; weekday as input",
    ),
)
