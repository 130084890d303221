"""Ideas that people bring along: a wrong answer tells one, and a law refutes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Idea:
    """A misconception.

    Args:
        name: what is believed, in a few words.
        law: what holds instead, in one sentence.
    """

    name: str
    law: str


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
        # ---- units
        "one_to_one": Idea(
            "each value goes to one neuron",
            "Whatever enters at a step enters every unit, through each gate that the cell has.",
        ),
        "unit_per_column": Idea(
            "each column has a unit of its own",
            "Columns have rows of weights of their own, not units: each reaches every unit.",
        ),
        "shared_out": Idea(
            "the units are shared out among the columns",
            "Nothing is shared out: every unit hears every column.",
        ),
        "sample_is_row": Idea(
            "a sample is always one row",
            "A sample holds as many rows as its layout says, and reads one after the other.",
        ),
        "across_samples": Idea(
            "the network remembers from sample to sample",
            "Every sample starts from zeros: nothing passes from one to the next.",
        ),
        "everywhere": Idea(
            "one value reaches all samples",
            "A value reaches those samples that read it, and no other.",
        ),
        "units_are_steps": Idea(
            "units are timesteps",
            "Units are how many numbers come out; timesteps are how often the cell is used.",
        ),
        "every_step": Idea(
            "every step's h comes out",
            "Only the last step's h comes out, unless return_sequences asks for all of them.",
        ),
        "out_is_in": Idea(
            "as many numbers come out as go in",
            "How many features go in changes the kernel alone; the units decide what comes out.",
        ),
        # ---- state
        "no_memory": Idea(
            "each step stands by itself",
            "A step meets its own features and the state that all earlier steps of the sample "
            "left.",
        ),
        "looks_ahead": Idea(
            "the network looks ahead",
            "A step knows nothing of later ones: the arrows lead forward only.",
        ),
        "carried_on": Idea(
            "a sample goes on with the state of the last one",
            "That is what stateful=True is for, from batch to batch; by default each sample starts "
            "at zero.",
        ),
        "average_state": Idea(
            "the state is an average of the past",
            "The state is made anew in every sample, from zeros.",
        ),
        "random_state": Idea(
            "the state starts at random",
            "Weights start at random; the state starts at zero.",
        ),
        "order_matters": Idea(
            "the order of samples matters",
            "A prediction depends on its own sample and on the weights alone.",
        ),
        "place_matters": Idea(
            "a prediction belongs to the place in the table",
            "A prediction follows its sample, wherever that stands.",
        ),
        "kept_in_h": Idea(
            "learning is kept in h",
            "h is wiped at every sample's start; what training changes are the weights.",
        ),
        "kept_in_c": Idea(
            "learning is kept in c",
            "c is the memory within one sample; it too starts at zero in the next.",
        ),
        "kept_nowhere": Idea(
            "nothing is kept",
            "Training moves the weights, and every sample is read with the same ones.",
        ),
        # ---- one step
        "all_learn": Idea(
            "more weights learn more",
            "A weight that multiplies zero in every sample gets no gradient, ever.",
        ),
        "only_forget": Idea(
            "only the forget gate is lost",
            "With one step the previous h is zero as well, so the whole recurrent kernel idles.",
        ),
        "keeps_c": Idea(
            "one step loses h but keeps c",
            "The first c is zero too, so whatever the forget gate says is multiplied by zero.",
        ),
        "useless": Idea(
            "one step learns nothing",
            "One step learns all that its numbers can tell; what idles is the recurrence.",
        ),
        "used_per_row": Idea(
            "rows that are features are still remembered one by one",
            "Memory runs from step to step; with one step there is nowhere to run.",
        ),
        "used_because_past": Idea(
            "where there are past rows there is memory",
            "Past rows that enter together are features; a memory is used from step to step only.",
        ),
        "used_per_number": Idea(
            "every number is a step",
            "Numbers that stand on the last axis enter all at once.",
        ),
        # ---- windows
        "reshape": Idea(
            "a reshape makes windows",
            "A reshape cuts what is there anew and leaves each number once; a window copies rows.",
        ),
        "next_only": Idea(
            "a window shares its rows with its neighbour only",
            "A window moved by one meets a row at each of its places, in one sample after the "
            "other.",
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
            "After the last two axes have changed places a step is what was a column.",
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
        # ---- reach
        "units_are_length": Idea(
            "more units remember further back",
            "Units are how much a network can hold, not how far back it is shown.",
        ),
        "time_finds": Idea(
            "long training finds anything",
            "What is not in the sample cannot be learned, however long one trains.",
        ),
        "all_can": Idea(
            "any network can learn it, given time",
            "Only a sample that holds cause and effect can show how they belong together.",
        ),
        "lag_is_window": Idea(
            "a window as long as the lag is enough",
            "The window has to hold both ends: the lag, and one row more.",
        ),
        "short_window": Idea(
            "a window shorter than the lag is enough",
            "The row that causes it has to stand in the window.",
        ),
        "units_decide": Idea(
            "the units decide what can be known",
            "The window decides what can be known; units decide how well it is kept.",
        ),
        # ---- race
        "one_run": Idea(
            "one run decides",
            "Another seed may turn it round; compare clouds of runs, not single ones.",
        ),
        "longer_decides": Idea(
            "longer training makes one run a proof",
            "Longer training does not show how much the seed decides.",
        ),
        "never_tell": Idea(
            "races tell nothing",
            "Several seeds each can tell: one is ahead if its worst run beats the other's best.",
        ),
        "knows_future": Idea(
            "a smooth forecast sees the future",
            "A forecast that copies the last value looks right, one step late.",
        ),
        "learned_noise": Idea(
            "it has learned the noise",
            "Noise looks like no shifted copy: what lags by one step repeats what it was shown.",
        ),
        "learned_season": Idea(
            "it has learned the season",
            "A forecast that knew the season would turn with the data, not one step after.",
        ),
        # ---- code
        "declares_samples": Idea(
            "the number of samples is declared",
            "Input is told the shape of one sample; how many there are is never declared.",
        ),
        "declares_batch": Idea(
            "the batch size is declared",
            "The batch size belongs to fit, not to Input.",
        ),
        "grows": Idea(
            "weights grow with the timesteps",
            "One cell is used at every step: timesteps stand nowhere in the formula.",
        ),
        "shrinks": Idea(
            "weights are shared out over the timesteps",
            "One cell with all its weights is used at every step.",
        ),
        "depends_on_samples": Idea(
            "weights depend on the number of samples",
            "Every sample meets the same weights; their number stands nowhere in the formula.",
        ),
        "silent_means_right": Idea(
            "Keras refuses a table of two axes",
            "Keras adds a missing last axis without a word, so columns become steps.",
        ),
        "row_by_itself": Idea(
            "the missing axis becomes one step",
            "The axis is added at the end, as features, so the columns stand on the steps.",
        ),
        "one_long": Idea(
            "two axes are one long sequence",
            "That is how PyTorch reads them; in Keras the first axis is always the samples.",
        ),
    }
)
