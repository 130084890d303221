"""What learners ask about layouts, windows, targets and results, in teaching order."""

from lstmviz.choices.experiments import Experiment, recommend
from lstmviz.questions import axes, judging, padding, pytorch, windows
from lstmviz.questions.question import Question, see
from lstmviz.table.tables import Table


def show_recommended(experiment: Experiment, table: Table) -> Experiment:
    """Compare the layout that the meaning of rows and columns recommends with another."""
    name, _ = recommend(experiment.rows_are, experiment.columns_are)
    return see("compare", name, against="columns" if name == "row" else "row")(experiment, table)


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
    Question(
        "shuffle",
        "Should I shuffle?",
        judging.shuffling,
        see("targets", windowed=True, turn="shuffle_windows"),
        "Shuffle whole windows",
    ),
    Question(
        "split",
        "May I split training and validation at random?",
        judging.random_split,
        see("targets", windowed=True),
        "Show the split in time",
    ),
    Question(
        "scaler",
        "May I fit the scaler before the split?",
        judging.scaler_before_split,
        see("targets", windowed=True),
        "Compare both scalers",
    ),
    Question(
        "late",
        "Why does my forecast look right, but one step late?",
        judging.one_step_late,
    ),
    Question(
        "worse",
        "Why does the validation error rise while the training error falls?",
        judging.validation_worse,
    ),
    Question(
        "lengths",
        "My sequences have different lengths: what now?",
        padding.different_lengths,
    ),
    Question(
        "batch_first",
        "PyTorch: (seq, batch, feature) or (batch, seq, feature)?",
        pytorch.batch_first,
    ),
    Question(
        "two_axes",
        "PyTorch takes my table with two axes without an error: what does it read?",
        pytorch.two_axes,
    ),
    Question(
        "loss_shapes",
        "PyTorch: why does MSELoss warn about (N, 1) and (N,)?",
        pytorch.loss_shapes,
    ),
)
