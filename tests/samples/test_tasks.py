import jaxtyping
import pytest

from lstmviz.samples.tasks import Task, TaskError


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"horizon": -1}, "The target must lie 0 to 10,000 rows ahead; received −1."),
        ({"horizon": 12_000}, "The target must lie 0 to 10,000 rows ahead; received 12,000."),
        (
            {"validation_fraction": 0.75},
            "The validation part must be 5 % to 50 % of the rows; received 75 %.",
        ),
        (
            {"validation_fraction": 0.501},
            "The validation part must be 5 % to 50 % of the rows; received 50.1 %.",
        ),
        (
            {"scaling": "log"},
            "Scaling must be one of standardise, min-max, none; received “log”.",
        ),
    ],
)
def test_a_task_that_cannot_be_is_refused(choices, sentence, monkeypatch):
    # As in the app, where no type checker stands before the sentence.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(TaskError) as error:
        Task("a", **choices)
    assert str(error.value) == sentence
