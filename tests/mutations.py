"""Change one operator or index after another, and see the tests turn red.

`python -m tests.mutations` tells of each change whether a test noticed. Those of the browser's
arithmetic and those of Python's equations are put to the same test: one is held against the other.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARITHMETIC = "lstmviz/diagram/browser/arithmetic.js"
SIGMA, LSTM, GRU = (f"lstmviz/network/cells/{name}.py" for name in ("arrays", "lstm", "gru"))
SUITE = "tests/diagram/test_arithmetic.py"
# At the first failure it ends; and whether shapes are right is not what is asked here.
FAST = ("-x", "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib")
USED = ("lstmviz", "tests", "pyproject.toml")


@dataclass(frozen=True)
class Mutant:
    """A change of one file: what stands there once, and what takes its place."""

    file: str
    old: str
    new: str


MUTANTS = (
    Mutant(ARITHMETIC, "1 / (1 + Math.exp(-z))", "1 / (1 + Math.exp(z))"),
    Mutant(ARITHMETIC, "a[n] + (v - a[n]) * part", "a[n] + (v + a[n]) * part"),
    Mutant(ARITHMETIC, "bits > 8", "bits > 16"),
    Mutant(ARITHMETIC, "(n >> 10) & 31", "(n >> 10) & 15"),
    Mutant(ARITHMETIC, "2 ** (exponent - 25)", "2 ** (exponent - 24)"),
    Mutant(ARITHMETIC, "chosen - lens.before", "chosen + lens.before"),
    Mutant(ARITHMETIC, "count - 1 - beside", "count - beside"),
    Mutant(ARITHMETIC, "room / Math.max(beside, 1)", "room"),
    Mutant(ARITHMETIC, "h: tanh_c.map((v, n) => o[n] * v)", "h: tanh_c.map((v, n) => o[n] + v)"),
    Mutant(ARITHMETIC, "i: sums.i.map(sigmoid)", "i: sums.f.map(sigmoid)"),
    Mutant(ARITHMETIC, "keep: z.map((v) => 1 - v),\n        r:", "keep: z,\n        r:"),
    Mutant(ARITHMETIC, "({ keep: z.map((v) => 1 - v) })", "({ keep: z.map((v) => 1 + v) })"),
    Mutant(ARITHMETIC, "r: sums.r.map(sigmoid)", "r: sums.z.map(sigmoid)"),
    Mutant(ARITHMETIC, "const z = sums.z.map(sigmoid)", "const z = sums.z"),
    Mutant(ARITHMETIC, "h_tilde: sums.h_tilde.map(Math.tanh)", "h_tilde: sums.h_tilde"),
    Mutant(ARITHMETIC, "openings: resetGates", "openings: () => null"),
    Mutant(ARITHMETIC, "const [RESET, CANDIDATE] = [1, 2]", "const [RESET, CANDIDATE] = [1, 1]"),
    Mutant(ARITHMETIC, "block === CANDIDATE", "block !== CANDIDATE"),
    Mutant(ARITHMETIC, "xTerm(layer, unit, RESET, t, f)", "xTerm(layer, unit, CANDIDATE, t, f)"),
    Mutant(ARITHMETIC, "product(layer, unit, RESET, t, j)", "product(layer, 0, RESET, t, j)"),
    Mutant(ARITHMETIC, "gates[t * units + unit] = sigmoid", "gates[unit] = sigmoid"),
    Mutant(ARITHMETIC, "(after ? unit : j)] : 1", "(after ? unit : j)] : 0"),
    Mutant(ARITHMETIC, "return after ? first +", "return !after ? first +"),
    Mutant(ARITHMETIC, "const [RESET, CANDIDATE] = [1, 2]", "const [RESET, CANDIDATE] = [0, 2]"),
    Mutant(ARITHMETIC, "(t ? values[t - 1] : 0)", "(t ? values[t] : 0)"),
    Mutant(ARITHMETIC, "h[(t - 1) * units + unit]", "h[t * units + unit]"),
    Mutant(ARITHMETIC, "biasOf(layer, unit, RESET, 1)", "biasOf(layer, unit, RESET, 0)"),
    Mutant(ARITHMETIC, "sigmoid(fromX + fromH + biases)", "sigmoid(fromX - fromH + biases)"),
    Mutant(ARITHMETIC, "x[t * inputs + f] *", "x[t * inputs + f] +"),
    Mutant(ARITHMETIC, "(f * blocks.length + block)", "(f + blocks.length * block)"),
    Mutant(ARITHMETIC, "(j * blocks.length + block)", "(j * blocks.length - block)"),
    Mutant(ARITHMETIC, "(after ? unit : j)", "(after ? j : unit)"),
    Mutant(ARITHMETIC, "(after ? unit : j)", "unit"),
    Mutant(ARITHMETIC, "bias[block * units + unit]", "bias[block * units]"),
    Mutant(ARITHMETIC, "(blocks.length + block) * units + unit] * open", "block * units + unit]"),
    Mutant(ARITHMETIC, "open(block, t, j) * product", "product"),
    Mutant(ARITHMETIC, 'curves[k] === "σ" ? sigmoid', 'curves[k] !== "σ" ? sigmoid'),
    Mutant(SIGMA, "return 1 / (1 + np.exp(-z))", "return 1 / (1 + np.exp(z))"),
    Mutant(LSTM, "i, f, _, o = sigmoid", "f, i, _, o = sigmoid"),
    Mutant(LSTM, "c_tilde = np.tanh(sums[:, 2])", "c_tilde = np.tanh(sums[:, 1])"),
    Mutant(LSTM, "c = f * c_before + i * c_tilde", "c = f * c_before - i * c_tilde"),
    Mutant(LSTM, "c = f * c_before + i * c_tilde", "c = i * c_before + f * c_tilde"),
    Mutant(LSTM, "h = o * np.tanh(c)", "h = o + np.tanh(c)"),
    Mutant(GRU, "z, r = sigmoid", "r, z = sigmoid"),
    Mutant(GRU, "r * from_h[:, 2] if", "from_h[:, 2] if"),
    Mutant(GRU, "(r * h_before) @ candidate", "h_before @ candidate"),
    Mutant(GRU, "h = z * h_before + (1 - z) * h_tilde", "h = z * h_before + (1 + z) * h_tilde"),
    Mutant(GRU, "h = z * h_before + (1 - z) * h_tilde", "h = z * h_tilde + (1 - z) * h_before"),
)


def survives(mutant: Mutant, folder: Path, tests: str = SUITE) -> bool:
    """Change the copy of the project in a folder; tell whether its tests, or some, stay green."""
    file = folder / mutant.file
    kept = file.read_text("utf-8")
    # Of a text that stands there more than once, the first.
    file.write_text(kept.replace(mutant.old, mutant.new, 1), "utf-8")
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", tests, *FAST],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
        )
    finally:
        file.write_text(kept, "utf-8")
    return run.returncode == 0


def copied(folder: Path) -> Path:
    """Copy what the tests need."""
    unused = shutil.ignore_patterns("node_modules", "data", "__pycache__")
    for name in USED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=unused)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def main() -> int:
    """Try every mutant; those that survive are named."""
    alive = []
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        for mutant in MUTANTS:
            lives = survives(mutant, folder)
            alive += [mutant] * lives
            words = "SURVIVES" if lives else "noticed"
            print(f"{words:<9} {mutant.file}: {mutant.old} → {mutant.new}", flush=True)
    print(f"{len(MUTANTS) - len(alive)} of {len(MUTANTS)} were noticed")
    return bool(alive)


if __name__ == "__main__":
    sys.exit(main())
