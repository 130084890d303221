"""A text in place of a list of texts: its letters are taken for texts."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one


def letters(case: Case) -> Judged:
    """Find texts_to_sequences of one text that does not stand in a list."""
    if "letters" not in case.setup.marks or "char_level=true" in case.text.tight:
        return NONE
    return one(
        Diagnosis(
            "letters",
            "texts_to_sequences reads a list of texts: of one text it takes each letter for a "
            "text of its own.",
            expected="a list, of one text: [text]",
            received="a text",
            axis="The axis of the samples counts the letters.",
            happens="It runs, and predict answers once for each letter; words are not found, and "
            "most of the rows hold padding alone.",
            details=(
                "Put it in brackets: tokenizer.texts_to_sequences([text]) makes one sample. "
                "fit_on_texts wants a list as well.",
            ),
            silent=True,
        )
    )
