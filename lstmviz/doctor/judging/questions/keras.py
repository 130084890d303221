"""Questions in words whose answer is of Keras."""

import re

from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.questions.question import Asked
from lstmviz.doctor.saying.wording import tell

UNITS = r"\b(?:units?|neurons?|hidden[ _](?:size|units?)|number in LSTM|LSTM\(\d{1,4}\))"
COUNTED = r"\b(?:time ?-?steps?|sequence length|window|features?|samples?|rows|columns|batch)\b"

# "the next 7 days of 3 of the columns"
AHEAD = re.compile(
    r"\bnext (?P<steps>\d{1,3}) \w{1,20} (?:of|for) (?P<columns>\d{1,3}) (?:of |other |target )?"
    r"(?:the |my |these )?(?:columns|features|variables|series|sensors|quantities|values)",
    re.IGNORECASE,
)


def of_columns(case: Case) -> tuple[str, ...]:
    """Say what several columns at several steps ahead make of y, where their numbers are told."""
    found = AHEAD.search(case.text.plain[:4_000])
    if found is None:
        return ()
    count, columns = int(found["steps"]), int(found["columns"])
    return (
        f"Of {columns} columns at {count} steps y is (samples, {count}, {columns}): "
        f"Dense({count * columns}) and Reshape(({count}, {columns})), or a decoder: "
        f"RepeatVector({count}), a recurrent layer with return_sequences=True, Dense({columns}).",
    )


def of_window(case: Case) -> tuple[str, ...]:
    """Say the shape of one sample in the numbers of X, or of the model."""
    shape = case.shape
    if shape is None or len(shape) != 3 or shape[1] in (None, 1):
        return ()
    return (
        f"Here it is {tell((1, *shape[1:]))}: the last {shape[1]} rows, window[None], with the new "
        "row as the last of them.",
    )


KERAS = (
    Asked(
        "units_not_steps",
        r"\bwhy\b.{0,60}\boutput\b.{0,40}\bshape\b.{0,20}\((?:None|batch\w{0,5}), ?\d{1,5}\)|"
        rf"{UNITS}.{{0,120}}\b(?:must|should|have to|has to|need|equal|same|match|depend)\b"
        rf".{{0,60}}{COUNTED}|\b(?:must|should|does|do|has|have|need)\b.{{0,60}}{UNITS}.{{0,60}}\b(?:equal|"
        rf"same|match|depend|agree)\b.{{0,60}}{COUNTED}|"
        rf"{UNITS}.{{0,40}}\b(?:more|fewer|less|larger|smaller|bigger|greater)\b.{{0,60}}{COUNTED}|"
        rf"\b(?:must|should|does|do) (?:that|this|the) number\b.{{0,40}}{COUNTED}",
        "A recurrent layer gives one number for each unit, not one in all: (samples, units).",
        (
            "return_sequences=False keeps the last step alone: a vector as wide as the layer has "
            "units. With True it is (samples, timesteps, units).",
            "The units are yours to choose and have nothing to do with the timesteps; a Dense "
            "after it makes as many numbers as are predicted.",
        ),
    ),
    Asked(
        "one_answer",
        r"\b(?:want|need|expect\w{0,3}|predict|get|only|just)\b.{0,40}\b(?:one|1|a single) "
        r"(?:prediction|output|value|label|answer|number)s? (?:per|for (?:each|every|the whole)|of "
        r"(?:each|the whole)) (?:sample|sequence|window|series)",
        "For one answer to each sample the last recurrent layer hands on its last step alone: "
        "return_sequences=False.",
        (
            "Recurrent layers before it keep return_sequences=True; a Dense behind it gives the "
            "numbers of the answer.",
        ),
        asks=False,
        of_targets=True,
    ),
    Asked(
        "every_step_given",
        r"\bwhy\b.{0,80}\b(?:gives?|outputs?|returns?|gets?|shape)\b.{0,40}"
        r"\((?:None|batch\w{0,5}|\d{1,9}), ?\d{1,5}, ?\d{1,5}\)",
        "With return_sequences=True a recurrent layer answers at every timestep: (samples, "
        "timesteps, units).",
        (
            "Without it, return_sequences=False, it gives its last step alone: (samples, units).",
            "A Dense behind it works on the last axis and keeps the timesteps.",
        ),
    ),
    Asked(
        "repeat_by_length",
        r"\bRepeatVector\b.{0,120}\b(?:dynamic\w{0,6}|variable|vary\w{0,3}|any|None)\b",
        "RepeatVector takes one fixed number; steps of any number come from what goes in.",
        (
            "Repeat by the shape of the input: keras.layers.Lambda(lambda t: keras.ops.repeat("
            "t[0][:, None], keras.ops.shape(t[1])[1], axis=1))([encoded, inputs]).",
            "Or pad all sequences to one length, mask the padding, and keep RepeatVector.",
        ),
    ),
    Asked(
        "every_step",
        r"\b(?:predict|output|return|label|classify)\w{0,4} (?:(?:a|the|one) )?(?:sequence|label|"
        r"class|value|prediction)s? (?:of labels?|for each|for every|at each|at every|per)\b",
        "For an answer at every timestep every recurrent layer hands on all steps: "
        "return_sequences=True.",
        (
            "A Dense after it answers at each step (TimeDistributed(Dense(…)) in an old Keras).",
            "The targets are then (samples, timesteps, classes), or (samples, timesteps) of class "
            "numbers with sparse_categorical_crossentropy.",
        ),
        of_targets=True,
    ),
    Asked(
        "steps_ahead",
        r"\b(?:predict|forecast)\w{0,4}\b.{0,40}\b(?:\d{1,3}|n|k|several|multiple|many)"
        r" (?:time ?)?(?:steps?|hours?|days?|points?|values?)\b.{0,12}\b(?:ahead|future|at once)\b|"
        r"\b(?:predict|forecast|want|need)\w{0,4}\b.{0,20}\bnext (?:\d{1,3}|n|k|several) \w{1,20}|"
        r"\bmulti-?step\b.{0,60}\?|複数.{0,20}(?:ステップ|時点).{0,60}(?:予測|求め)",
        "For n steps ahead the last layer has n units, and y holds n values for each sample.",
        (
            "Dense(n) gives all at once: y is (samples, n), the n values after each window. What "
            "cuts the windows, or a generator, has to take all n of them as the target.",
            "Or a decoder: RepeatVector(n), a recurrent layer with return_sequences=True, and "
            "Dense(1) at each step; y is (samples, n, 1) then.",
        ),
        asks=False,
        of_targets=True,
        more=of_columns,
    ),
    Asked(
        "dense_each_step",
        r"^(?=.*\bTimeDistributed\b)(?=.*\b(?:differ\w{0,6}|same|equal|equivalent|need\w{0,2}|"
        r"necessary|required|instead|rather|or|vs)\b)|"
        r"\breturn[_ ]sequences?\b.{0,80}\b(?:normal|plain|simple|ordinary|regular) dense\b",
        "On three axes Dense and TimeDistributed(Dense) do the same: both read the last axis at "
        "each step, with the same weights.",
        (
            "A Keras before 2.0 refused a Dense on three axes: there it has to be TimeDistributed.",
            "TimeDistributed is for layers that read more than the last axis of each step, such as "
            "Conv2D, Flatten, or a whole model.",
        ),
    ),
    Asked(
        "live_window",
        r"^(?=.*\b(?:live|online|real-?time|predict\w{0,5}|inference|production)\b)"
        r"(?=.*\b(?:new|single|latest|just|next|one)\b.{0,30}\b(?:rows?|readings?|values?|points?|"
        r"observations?|measurements?)\b)(?=.*\b(?:shapes?|give|feed|pass|input)\b)",
        "predict reads samples as in training, each with as many timesteps: one sample is "
        "(1, timesteps, features).",
        (
            "Keep the last rows in a buffer, collections.deque(maxlen=timesteps): with each new "
            "row predict on np.array(buffer)[None], scaled as in training.",
            "A new row alone is a sequence of one step, without a past: only a stateful model that "
            "was built for one step reads it so.",
        ),
        more=of_window,
    ),
)
