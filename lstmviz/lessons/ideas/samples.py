"""Ideas about how a table becomes samples, and which target belongs to which."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.lessons.ideas.idea import Idea

IDEAS: Mapping[str, Idea] = MappingProxyType(
    {
        # ---- axes
        "swaps_axes": Idea(
            "the last two numbers of a shape are interchangeable",
            "The second number of a shape counts steps; the third says how many numbers enter at "
            "each of them.",
        ),
        "column_is_sequence": Idea(
            "a column of the table is the sequence",
            "A sample holds its own rows and nothing else: no other row enters it.",
        ),
        "steps_are_rows": Idea(
            "timesteps are rows",
            "Timesteps are whatever the layout puts on the second axis; here it puts the columns "
            "of one row there.",
        ),
        "whole_table": Idea(
            "the whole table is one sequence",
            "The first number counts sequences: each sample is one, and begins from zeros.",
        ),
        "adds_axis": Idea(
            "a shape repeats the columns on both axes",
            "Every number of a sample stands in one place only: steps times features is how many "
            "it holds.",
        ),
        "first_column": Idea(
            "the last index of X is the column",
            "Where the columns are the steps, the second index names the column, and the last is "
            "always 0.",
        ),
        "step_is_row": Idea(
            "the second index of X is the row",
            "The first index names the sample; the second counts the steps within it.",
        ),
        "window_everywhere": Idea(
            "the second index goes down the rows",
            "Only in a window of rows does a step lead to the next row.",
        ),
        "moved_by_one": Idea(
            "each sample begins one row after the last",
            "The stride says where the next sample begins; here it is where this one has ended.",
        ),
        # ---- windows
        "reshape": Idea(
            "a reshape makes windows",
            "A reshape cuts the same numbers anew, each of them once; a window copies rows.",
        ),
        "next_only": Idea(
            "a window shares its rows with its neighbour only",
            "A window moved by one meets a row at each of its places, in one sample after another.",
        ),
        "copies_rows": Idea(
            "a reshape copies rows",
            "A reshape never makes more numbers than there are.",
        ),
        "drops_rest": Idea(
            "a reshape drops what does not fit",
            "A reshape neither drops nor adds a number: either all fit, or it refuses.",
        ),
        "window_first": Idea(
            "the window's rows come out as steps",
            "sliding_window_view puts the window last; what is last is read as features.",
        ),
        "mixes": Idea(
            "moving an axis mixes the values",
            "A view moves whole axes; only a reshape across them mixes.",
        ),
        "must_fail": Idea(
            "a wrong meaning raises an error",
            "Only sizes are checked; what the axes mean is for you to know.",
        ),
        "no_move": Idea(
            "the axes already stand right",
            "The numbers of transpose say which old axis stands first, second and third.",
        ),
        "moves_samples": Idea(
            "the samples may change places with the steps",
            "The first axis stays the samples; the last two change places.",
        ),
        "row_stays": Idea(
            "a step is still a row",
            "Once the last two axes have changed places, a step is what was a column.",
        ),
        "across_blocks": Idea(
            "a step runs through the samples",
            "Each sample keeps its own numbers; nothing moves from one to another.",
        ),
        # ---- counting, targets
        "row_is_sample": Idea(
            "as many samples as rows",
            "A window needs all its rows, so the last few rows begin none.",
        ),
        "target_is_free": Idea(
            "the target costs nothing",
            "A window that ends in the last row has no next row to predict: each row ahead costs "
            "one sample.",
        ),
        "blocks": Idea(
            "windows do not overlap",
            "Moved by one row, a window begins at almost every row.",
        ),
        "aligned": Idea(
            "the label of a window is the row after it",
            "targets[i] goes with the window that starts at i; shift the targets yourself.",
        ),
        "last_row_label": Idea(
            "the label of a window is its last row",
            "targets[i] goes with the window that starts at i, not with the one that ends there.",
        ),
        "no_label": Idea(
            "Keras refuses data as their own targets",
            "Any array is taken as targets: nothing warns of a leak.",
        ),
        "never_shuffle": Idea(
            "shuffling destroys time",
            "Time lives within a window; the order in which windows are learned from is free.",
        ),
        "shuffle_all": Idea(
            "all shuffling does harm",
            "Windows may be shuffled; rows may not, before windows are cut.",
        ),
        "always_shuffle": Idea(
            "shuffling never harms",
            "Rows shuffled before the windows are cut leave no order inside a window.",
        ),
        "no_border": Idea(
            "a split in time costs nothing",
            "A window must not stand on both sides of the split, nor its target.",
        ),
        "one_at_border": Idea(
            "a split costs one sample",
            "Every window that would reach across the border is lost, not one.",
        ),
        "two_windows": Idea(
            "a split costs a window on either side",
            "Only windows that cross the border are lost; each side cuts its own.",
        ),
    }
)
