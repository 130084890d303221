"""What a text's own words count: so many samples, timesteps, features."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.fed.short_arrays import EXPECTED
from lstmviz.doctor.judging.mending import windows_of
from lstmviz.doctor.saying.wording import in_axes, named, tell, three
from lstmviz.doctor.shapes import Role, Shape

# What stands behind a number: "24 steps", "7 different sensors".
BEHIND: Mapping[Role, str] = MappingProxyType(
    {
        "samples": r"samples?|sequences|series|examples|observations|batch(?:es)?|windows|stations|"
        r"patients|customers|users|stocks|machines|videos|clips|recordings|subjects|muestras|secuencias|échantillons|séquences|stichproben|"
        r"beispiele|sequenzen|amostras|campioni|örnek|пример\w{0,4}|образц\w{0,4}|"
        r"последовательност\w{0,4}|(?:个)?样本|サンプル|개의? ?샘플",
        "timesteps": r"(?:time ?-?)?steps?|time ?-?points?|points in time|timestamps|seconds|"
        r"minutes|hours?|days?|weeks|months|frames|lags|past values|pasos|pas|passos|passi|horas|"
        r"días|dias|heures|jours|ore|giorni|zeitschritten?|schritten?|stunden|tagen?|adım|"
        r"шаг\w{0,3}|час\w{0,3}|дн\w{1,3}|"
        r"(?:个)?时间步|(?:个)?步|ステップ|タイムステップ|時間|스텝|시간",
        "features": r"features?|variables?|columns?|sensors?|channels?|inputs|quantities|"
        r"measurements|measures|signals|attributes|indicators|"
        r"características|caratteristiche|columnas|colunas|sensores|colonnes|colonne|variáveis|"
        r"variabili|capteurs|merkmalen?|spalten|variablen|sensoren|kanälen?|özellik|признак\w{0,4}|"
        r"столбц\w{0,3}|датчик\w{0,3}|переменн\w{0,3}|(?:个)?特征|列|特徴量?|특징|특성",
    }
)
# What stands before it: "window size of 20", "batch 32", "seq_len=50".
BEFORE: Mapping[Role, str] = MappingProxyType(
    {
        "samples": r"batch(?:[ _]?size)?|samples|n_samples|num_samples|bs",
        "timesteps": r"(?:windows?|look_?back|lag)(?:[ _](?:size|length))?|seq(?:uence)?[ _]?"
        r"(?:len(?:gth)?)|(?:n_?|num_?)?time_?steps|length|steps|time",
        "features": r"(?:(?:n|num|input)_?)?(?:features|channels|dim)",
    }
)
NUMBER = r"(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})"
COUNTED: Mapping[Role, tuple[re.Pattern[str], re.Pattern[str]]] = MappingProxyType(
    {
        role: (
            re.compile(rf"(?<![\w.(\[])(?<!\d,){NUMBER} ?(?:[^\W\d_]{{3,12}} )?(?:{BEHIND[role]})"
                       r"(?![a-zа-я_])", re.IGNORECASE),
            re.compile(rf"\b(?:{BEFORE[role]})(?: ?[=:] ?| of | is )? ?{NUMBER}\b(?![.,]\d)",
                       re.IGNORECASE),
        )
        for role in BEHIND
    }
)  # fmt: skip


def counted(text: str) -> dict[int, Role]:
    """Give the role of each number that words count; of one with two roles none.

    >>> counted("a window size of 20 and 60000 samples, 7 features")
    {60000: 'samples', 20: 'timesteps', 7: 'features'}
    """
    found: dict[int, Role] = {}
    several: set[int] = set()
    for role, patterns in COUNTED.items():
        for written in {each for pattern in patterns for each in pattern.findall(text)}:
            number = int(written.replace(",", ""))
            if found.setdefault(number, role) != role:
                several.add(number)
    return {number: role for number, role in found.items() if number not in several}


def rows_by_words(case: Case, shape: Shape) -> tuple[int, int] | None:
    """Give the samples and timesteps that words count and that stand together on the first axis."""
    told = {role: number for number, role in counted(case.text.plain).items()}
    samples, steps = told.get("samples"), told.get("timesteps")
    if not samples or not steps or 1 in (samples, steps):
        return None
    return (samples, steps) if shape[:1] == (samples * steps,) else None


def roles_by_words(text: str, shape: Shape) -> tuple[Role, ...]:
    """Give the roles of a shape's axes as words count them; "?" where none does."""
    told = counted(text)
    once = [size for size in shape if shape.count(size) == 1]
    return tuple(told.get(size, "?") if size is not None and size in once else "?"
                 for size in shape)  # fmt: skip


ASKS = re.compile(
    r"\b(?:which|what|how)\b.{0,80}\b(?:shaped?|reshape|dimensions?|feed|arrange|order)\b.{0,80}\?",
    re.IGNORECASE,
)


def shape_by_words(case: Case) -> Diagnosis | None:
    """Put together the shape that a text asks for, of the numbers that its words count."""
    X = case.setup.X
    if (X is not None and X.shape is not None) or not ASKS.search(case.text.plain):
        return None
    told = {role: number for number, role in counted(case.text.plain).items()}
    if len(told) != len(COUNTED) or len(counted(case.text.plain)) != len(COUNTED):
        return None
    samples, steps, width = (told[role] for role in COUNTED)
    of_keras = f"Keras: Input(({steps}, {width})); the samples are not named there."
    of_torch = (
        f"PyTorch: nn.LSTM({width}, units, batch_first=True) reads it; without batch_first it is "
        f"(timesteps, samples, features) = {tell((steps, samples, width))}."
    )
    torch = case.torch or "nn." in case.text.tight or "torch" in case.text.tight
    return Diagnosis(
        "shape_by_words",
        f"By your words it is (samples, timesteps, features) = {tell((samples, steps, width))}.",
        meant=three((samples, steps, width)),
        details=(of_torch, of_keras) if torch else (of_keras, of_torch),
    )


def turned_table(case: Case, received: Shape, built: int | None) -> Diagnosis:
    """The text counts features on the first axis, and timesteps on the second."""
    (width, count), x = received, case.x
    told_ = [each for each, role in counted(case.text.plain).items()
             if role == "timesteps" and 1 < each < (count or 0)]  # fmt: skip
    window = built or (told_[0] if len(told_) == 1 else case.window(count))
    return Diagnosis(
        "turned_table",
        f"By your words each of the {width} rows is a feature, and the {count} columns are "
        "timesteps.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="The axes are swapped, and the samples are missing.",
        fed=named(received, "features", "timesteps"),
        meant=three((None, window, width)),
        details=(
            f"First {x} = {x}.T, so that each row is a timestep: {tell((count, width))}. A "
            "reshape to these sizes would mix the features.",
            f"Then windows of {window} timesteps, each sample {tell((window, width))}: "
            f"{windows_of(x, case.y, window)[0]}.",
            f"Without windows it is one sample: {x}.T[None], {tell((1, count, width))}.",
        ),
    )
