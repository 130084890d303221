"""Ideas about what a result tells, and how a network is told its input."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.lessons.ideas.idea import Idea

IDEAS: Mapping[str, Idea] = MappingProxyType(
    {
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
            "Noise is no shifted copy: a forecast one step late repeats what it was shown.",
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
