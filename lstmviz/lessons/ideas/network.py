"""Ideas about what a layer does with a sample, and what it remembers."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.lessons.ideas.idea import Idea

IDEAS: Mapping[str, Idea] = MappingProxyType(
    {
        # ---- units
        "one_to_one": Idea(
            "each value goes to one neuron",
            "Whatever enters at a step enters every unit, through each gate that the cell has.",
        ),
        "unit_per_column": Idea(
            "each column has a unit of its own",
            "A column has weights of its own, not a unit of its own: it reaches every unit.",
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
    }
)
