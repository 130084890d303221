"""Work out the run that the page shows before its worker is warm.

`python -m lstmviz.training.prepare` trains the default experiment through the engine and writes
`lstmviz/data/prepared_run.npz`; to be run again when the default table, task or model changes.
"""

import sys
import time

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.training.engine import Engine
from lstmviz.training.prepared import PATH, save
from lstmviz.training.run import Run


def default_run() -> Run:
    """Make the run of the experiment that the page opens with."""
    experiment = start_experiment(Experiment().table)
    table = load_example(experiment.table)
    return Run(experiment.spec, make_dataset(table, experiment.layout, experiment.task))


def main() -> None:
    """Train to the end, telling how it goes, and write the file."""
    run, engine = default_run(), Engine()
    engine.submit(run)
    run.start()
    while run.progress.active:
        time.sleep(1)
        progress = run.progress
        print(f"\repoch {progress.epoch:.1f} of {progress.epochs}", end="", flush=True)
    engine.close()
    progress = run.progress
    if progress.status != "finished":
        sys.exit(f"\nThe run is {progress.status}: {progress.message}")
    save(run)
    error = run.dataset.error_in_units(progress.validation.losses[-1])
    print(f"\nvalidation error {error:.3g}; {PATH.stat().st_size / 1e6:.2f} MB in {PATH.name}")


if __name__ == "__main__":
    main()
