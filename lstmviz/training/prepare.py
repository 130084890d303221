"""Work out the runs that the pages show before their worker is warm.

`python -m lstmviz.training.prepare` trains the question's table in its three layouts through the
engine and writes `lstmviz/data/prepared/`; to be run again when the default table, task or model
changes. `python -m lstmviz.training.prepare row` writes one of them.
"""

import sys
import time

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import LAYOUTS
from lstmviz.training.engine import Engine
from lstmviz.training.prepared import FOLDER, LAYOUTS_PREPARED, file_name, save
from lstmviz.training.run import Run


def run_of(layout: str) -> Run:
    """Make the run of the experiment that the app opens with, in a layout: a key of LAYOUTS."""
    experiment = start_experiment(Experiment().table)
    dataset = make_dataset(load_example(experiment.table), LAYOUTS[layout], experiment.task)
    return Run(experiment.spec, dataset)


def main(layouts: list[str]) -> None:
    """Train each to the end, telling how it goes, and write its file."""
    engine = Engine()
    for run in map(run_of, layouts or LAYOUTS_PREPARED):
        engine.submit(run)
        run.start()
        while run.progress.active:
            time.sleep(1)
            progress = run.progress
            print(f"\repoch {progress.epoch:.1f} of {progress.epochs}", end="", flush=True)
        progress = run.progress
        if progress.status != "finished":
            sys.exit(f"\nThe run is {progress.status}: {progress.message}")
        save(run)
        name, error = (
            file_name(run.dataset),
            run.dataset.error_in_units(progress.validation.losses[-1]),
        )
        size = (FOLDER / name).stat().st_size / 1e6
        print(f"\n{name}: validation error {error:.3g}, {size:.2f} MB")
    engine.close()


if __name__ == "__main__":
    main(sys.argv[1:])
