"""Words of the field that explain themselves at a tap, where they are first met."""

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "samples": (
            "N, the number of samples: one sample is what the network reads to make one prediction."
        ),
        "validate": (
            "Validation: the last part of the rows, which the network never trains on. The error "
            "there tells what to expect on new rows."
        ),
        "training": (
            "Batch: some samples, looked at together; then all weights change a little: one "
            "update. Epoch: once through all training samples. Loss: how far the predictions are "
            "off, squared and averaged; the curve shows its root, in the target's own unit."
        ),
    }
)


def explained(shown: str, word: str) -> str:
    """Write a word, as HTML, that opens its explanation at a tap or by key."""
    return f'<details class="word"><summary>{shown}</summary><p>{WORDS[word]}</p></details>'
