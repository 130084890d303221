"""Work out the runs that the pages show before their worker is warm.

`python -m lstmviz.training.prepare` trains the question's table in its three layouts through the
engine, then the race and the edges of memory that the app opens with, and writes
`lstmviz/data/prepared/`; to be run again when the default table, task or model changes.
`python -m lstmviz.training.prepare row race` writes some of them.
"""

import sys
import time

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.racing.entrants import ENTRANTS, fair_datasets
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import LAYOUTS
from lstmviz.training.contest import Contest
from lstmviz.training.engine import Engine
from lstmviz.training.prepared import FOLDER, LAYOUTS_PREPARED, save
from lstmviz.training.prepared_series import race_key, save_edges, save_race
from lstmviz.training.run import Run
from lstmviz.training.sweep import SWEEP_LAGS, Sweep, echo_sweep


def run_of(layout: str) -> Run:
    """Make the run of the experiment that the app opens with, in a layout: a key of LAYOUTS."""
    experiment = start_experiment(Experiment().table)
    dataset = make_dataset(load_example(experiment.table), LAYOUTS[layout], experiment.task)
    return Run(experiment.spec, dataset)


def race_of() -> tuple[str, Contest]:
    """Make the race that the app opens with, and its key."""
    experiment = start_experiment(Experiment().table)
    layouts = [entrant.layout for entrant in ENTRANTS]
    parts = fair_datasets(load_example(experiment.table), experiment.task, layouts)
    specs = [entrant.sharing(experiment.spec, experiment.laps) for entrant in ENTRANTS]
    return race_key(parts, specs, experiment.seeds, None), Contest(parts, specs, experiment.seeds)


def train(engine: Engine, what: Run | Contest | Sweep, name: str) -> None:
    """Train to the end."""
    print(name, end=" … ", flush=True)
    engine.submit(what)
    what.start()
    while what.progress.active if isinstance(what, Run) else what.active:
        time.sleep(1)
    print("done")


def main(names: list[str]) -> None:
    """Train each, telling how it goes, and write its file."""
    names = names or [*LAYOUTS_PREPARED, "race", "edges"]
    engine = Engine()
    for name in names:
        if name == "race":
            key, race = race_of()
            train(engine, race, name)
            save_race(key, race)
        elif name == "edges":
            sweeps = {lag: echo_sweep(lag) for lag in range(SWEEP_LAGS[0], SWEEP_LAGS[1] + 1)}
            for lag, sweep in sweeps.items():
                train(engine, sweep, f"edge of memory, lag {lag}")
            save_edges(sweeps)
        else:
            run = run_of(name)
            train(engine, run, name)
            save(run)
    engine.close()
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
