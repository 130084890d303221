"""Another number of inputs or outputs than a model has."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.judging.several import MANY_ARRAYS, list_of_arrays, list_of_targets
from lstmviz.doctor.walking.setup import Layer, Stop


def output_counts(case: Case, why: Stop) -> Judged:
    """A model got targets for another number of outputs."""
    wanted, count = why["wanted"], why["count"]
    if (count or 0) > MANY_ARRAYS:
        return one(list_of_targets(case, count))
    arrays = f"{count} array" + ("" if count == 1 else "s")
    outputs = f"{wanted} output" + ("" if wanted == 1 else "s")
    return one(
        Diagnosis(
            "targets_missing",
            f"The model has {outputs}, and got targets for {count}.",
            expected="one array of targets for each output",
            received=arrays,
            axis="Each output is compared with targets of its own.",
            details=(
                f"Of two outputs: model.fit({case.x}, [{case.y}_a, {case.y}_b]), in the order of "
                "keras.Model(…, [out_a, out_b]).",
                "Are the targets a list of samples? np.stack makes one array of them.",
            ),
        )
    )


def input_counts(case: Case, why: Stop) -> Judged:
    """A layer or a model got another number of tensors."""
    wanted, count = why["wanted"], why["count"]
    lists = "validation_list" in case.setup.marks or "validation_data=[" in case.text.plain
    if wanted == 1 and lists:
        return one(validation_list())
    if wanted == 1 and (count or 0) > MANY_ARRAYS:
        X = case.setup.X
        made = X.shape if X is not None and X.shape is not None and X.shape[0] == count else ()
        return one(list_of_arrays(case, made[1:], count))
    if (wanted or 0) > 1:
        return one(inputs_missing(wanted, count))
    layer = next((x for x in case.setup.layers if x.says("return_state") is True), None)
    return one(inputs_many(count) if layer is None else states_returned(case, layer, count))


def validation_list() -> Diagnosis:
    """The targets of the validation stand in a list with X: they are taken for an input."""
    return Diagnosis(
        "validation_list",
        "validation_data has to be a tuple (X_val, y_val); a list is taken for two inputs.",
        expected="validation_data=(X_val, y_val)",
        received="validation_data=[X_val, y_val]",
        axis="The targets of the validation are fed as a second input.",
        fix=("validation_data = (X_val, y_val)",),
        details=("The same holds for evaluate and fit: a list means several inputs.",),
    )


def inputs_missing(wanted: int, count: int | None) -> Diagnosis:
    """A model of several inputs gets fewer arrays."""
    return Diagnosis(
        "inputs_missing",
        f"The model has {wanted} inputs, and got {count}.",
        expected=f"{wanted} arrays: fit([X_a, X_b], y)"
        if wanted == 2
        else f"{wanted} arrays in a list",
        received=f"{count} array" + ("" if count == 1 else "s"),
        axis="Each input is an array of its own; all have the same number of samples.",
        details=(
            "Feed both inputs, in the order of keras.Model([…], …): "
            "model.fit([X_seq, X_static], y).",
            "predict and evaluate want the same list.",
        ),
    )


def inputs_many(count: int | None) -> Diagnosis:
    """One input is read, and several came: a list, or the states of a layer."""
    return Diagnosis(
        "inputs_many",
        f"One input is read, and {count} tensors came.",
        expected="one array",
        received=f"{count} tensors",
        details=(
            "A list means several inputs. If several are meant, this is the wrong model: one that "
            "joins branches is functional, keras.Model([a, b], output).",
            "Is X a list of samples? np.stack(X) makes one array of it.",
            "Is validation_data a list? It has to be a tuple: (X_val, y_val).",
            "Does a layer return its states (return_state=True)? Then it gives three tensors.",
        ),
    )


def states_returned(case: Case, layer: Layer, count: int) -> Diagnosis:
    """A layer hands on its states beside its output."""
    names = ", ".join(("x", "h", "c")[:count] if count < 4 else ("x", "*states"))
    apart = f"{names} = {line(layer)}(...) takes them apart; x alone goes on."
    return Diagnosis(
        "states_returned",
        f"The layer before hands on {count} tensors: its output, and its states.",
        expected="one tensor",
        received=f"{count} tensors",
        fix=(line(edited(layer, "return_state", False)),),
        details=(
            "return_state=True is for functional models, which take output and states apart.",
            *(() if case.setup.sequential else (apart,)),
        ),
    )
