"""Keras: a mask that tells other steps than a layer reads."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.saying.wording import steps, tell, three
from lstmviz.doctor.walking.setup import Stop


def masks(case: Case, why: Stop) -> Judged:
    """A mask is given by hand that has other sizes than the steps it is for."""
    mask, fed = why["received"], why["fed"]
    told = len(mask) == 2 and None not in (mask[1], fed[1])
    return one(
        Diagnosis(
            "mask_steps",
            f"The mask is for {steps(mask[1])}, and the layer reads {fed[1]}."
            if told
            else "The mask does not have one entry for each timestep of each sample.",
            expected=f"a mask (samples, timesteps): {tell(fed[:2])}",
            received=tell(mask),
            axis="The second axis of the mask counts the timesteps of what the layer reads.",
            fed=three(fed),
            details=(
                f"tf.sequence_mask(lengths, maxlen={fed[1]}) makes one of as many steps, whatever "
                "the longest sequence is.",
            )
            if told
            else (),
        )
    )
