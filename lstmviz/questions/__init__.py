"""What learners ask, by page, with answers worked out for the table in view."""

from lstmviz.choices.experiments import HAND, Experiment, recommend
from lstmviz.questions import axes, cells, states, windows
from lstmviz.questions.question import Question, look_into, see
from lstmviz.table.tables import Table

__all__ = ["CELL_QUESTIONS", "QUESTIONS", "Question"]


def show_recommended(experiment: Experiment, table: Table) -> Experiment:
    """Compare the layout that the meaning of rows and columns recommends with another."""
    name, _ = recommend(experiment.rows_are, experiment.columns_are)
    return see("compare", name, against="columns" if name == "row" else "row")(experiment, table)


# About input layouts, in teaching order.
QUESTIONS = (
    Question(
        "difference",
        "What is the difference between (N, C, 1) and (N, 1, C)?",
        axes.difference,
        see("compare", "columns", against="row"),
        "Compare the two",
    ),
    Question(
        "which",
        "Which of the two is right for my table?",
        axes.which,
        show_recommended,
        "Show what is recommended",
    ),
    Question(
        "sample",
        "What is a sample? Is it a row?",
        windows.sample,
        see("find", windowed=True),
        "Find a row in its samples",
    ),
    Question(
        "window",
        "What does “a window instead of a reshape” mean?",
        windows.window_or_reshape,
        see("find", "window"),
        "Find a row in its windows",
    ),
    Question(
        "blocks",
        "Can I not just reshape (N, C) to (N, W, C)?",
        windows.blocks,
        see("count", "window"),
        "Count the windows instead",
    ),
    Question(
        "count",
        "How many windows does my table give?",
        windows.how_many,
        see("count", windowed=True),
        "Count them",
    ),
    Question(
        "rate",
        "What is the difference between sampling_rate and sequence_stride?",
        windows.rate_or_stride,
        see("count", windowed=True, dilation=3),
        "Take rows 3 apart",
    ),
    Question(
        "target",
        "Which target belongs to a window in timeseries_dataset_from_array?",
        windows.target_of_window,
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "generator",
        "And which one in the older TimeseriesGenerator?",
        windows.older_generator,
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "ends",
        "Are there traps in start_index and end_index?",
        windows.start_and_end,
    ),
    Question(
        "step",
        "I have a single series: is 1 timestep wrong?",
        axes.one_step,
        see("compare", "row", against="window"),
        "Compare a row with a window",
    ),
    Question(
        "whole",
        "Can the whole table be one sequence, (1, N, C)?",
        axes.whole_table,
    ),
    Question(
        "reshape",
        "Why do reshape and transpose differ, if the shape is the same?",
        axes.reshape_or_transpose,
        see("turns", "window", turn="reshape"),
        "Show the wrong turn",
    ),
    Question(
        "last",
        "Why does my sliding_window_view or unfold not do what I meant?",
        axes.window_last,
        see("turns", "window", turn="window_last"),
        "Show the wrong turn",
    ),
    Question(
        "input",
        "What goes into Input: samples, batch size, timesteps?",
        axes.input_shape,
        see("find"),
        "Show the axes",
    ),
    Question(
        "share",
        "12 features and 2 timesteps: is a sample (2, 12) or (2, 6)?",
        axes.features_per_step,
        see("compare", "window", against="row"),
        "Compare a window with a row",
    ),
    Question(
        "scale",
        "Does the LSTM see column names and units? Does scale matter?",
        axes.scale,
    ),
    Question(
        "order",
        "My rows are no sequence: can the columns be the timesteps?",
        axes.order_of_columns,
        see("compare", "columns", against="row"),
        "Compare with all columns at once",
    ),
    Question(
        "several",
        "How do I predict several rows ahead?",
        windows.several_ahead,
        see("targets", windowed=True),
        "Show the target",
    ),
    Question(
        "beyond",
        "How do I predict beyond the last row?",
        windows.beyond_the_end,
        see("count", windowed=True),
        "Show the last window",
    ),
    Question(
        "known",
        "How do I use columns whose future is known, such as a calendar?",
        windows.known_ahead,
        see("targets", windowed=True, horizon=0),
        "Read the target's own row",
    ),
)

# About the cell, in teaching order.
CELL_QUESTIONS = (
    Question(
        "neuron",
        "Does each value, word or feature go to one neuron?",
        cells.neuron,
        look_into("wiggle"),
        "Change one cell and see",
    ),
    Question(
        "units",
        "What does units mean?",
        cells.what_units_are,
        look_into("states"),
        "Show h of every unit",
    ),
    Question(
        "chain",
        "Is LSTM(5) a chain of five cells, or one cell with five outputs?",
        cells.chain,
        look_into("parameters"),
        "Show its one set of weights",
    ),
    Question(
        "shared",
        "Why do the parameters not change with the timesteps?",
        cells.shared,
        look_into("parameters"),
        "Count the parameters",
    ),
    Question(
        "parameters",
        "How many parameters does the layer have?",
        cells.parameters,
        look_into("parameters"),
        "Show where they are",
    ),
    Question(
        "forget_bias",
        "Why is part of the bias 1 before training?",
        cells.forget_bias,
        look_into("memory", cell="lstm"),
        "Let a pulse fade",
    ),
    Question(
        "store",
        "h or c: which is the memory, which the output?",
        cells.store_or_output,
        look_into("memory", cell="lstm"),
        "Follow both after a pulse",
    ),
    Question(
        "one_step",
        "With 1 timestep, do I lose the hidden state but keep the cell state?",
        cells.one_timestep,
        look_into("gradient", "row"),
        "Show what cannot learn",
    ),
    Question(
        "start",
        "How do I set an initial state, e.g. from static data?",
        cells.initial_state,
        look_into("states", stateful=True),
        "Show states that start elsewhere",
    ),
    Question(
        "hand",
        "Are there numbers that I can check by hand?",
        cells.by_hand,
        look_into("hand", hand=HAND, hand_steps=True),
        "Work it by hand",
    ),
    Question(
        "size",
        "How many units, and how long a window should I choose?",
        cells.how_large,
        look_into("memory"),
        "Show the edge of memory",
    ),
    Question(
        "between",
        "Does the LSTM remember the previous row, sample or batch?",
        states.previous_sample,
        look_into("states", stateful=False),
        "Show where each state starts",
    ),
    Question(
        "stateful",
        "What exactly does stateful=True do?",
        states.what_stateful_does,
        look_into("states", stateful=True),
        "Hand the states on",
    ),
    Question(
        "overlap",
        "Can I use stateful=True with windows moved by one row?",
        states.stateful_windows,
        look_into("states", windowed=True, stateful=True),
        "Show states of windows",
    ),
    Question(
        "reset",
        "Why does model.reset_states() fail in Keras 3?",
        states.reset_in_keras_3,
        look_into("states", stateful=True),
        "Show states that go on",
    ),
    Question(
        "batch",
        "Why does stateful=True need a fixed batch size, and how do I predict one sample?",
        states.fixed_batch,
        look_into("states", stateful=True),
        "Show a batch of states",
    ),
    Question(
        "across",
        "With stateful=True, does the gradient flow from batch to batch?",
        states.across_batches,
        look_into("gradient", windowed=True, stateful=True),
        "Show where it ends",
    ),
    Question(
        "truncation",
        "What sets how far back the gradient goes, and does Keras unroll?",
        states.truncation,
        look_into("gradient", windowed=True),
        "Show how far it reaches",
    ),
)
