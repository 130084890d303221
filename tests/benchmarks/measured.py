"""Streamlit as it is, but for a note of the CPU time of each script run.

`python -m tests.benchmarks.measured run app.py …` appends a line ["tick" or "run", milliseconds]
to the file that LSTMVIZ_TIMES names. A tick is a run of the live fragment alone.
"""

import json
import os
import sys
import time
from pathlib import Path

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web import cli

PLAIN = ScriptRunner._run_script


def measured(self: ScriptRunner, rerun_data) -> None:
    """Run the script and note what it cost its own thread."""
    kind = "tick" if rerun_data.fragment_id_queue else "run"
    start = time.thread_time()
    try:
        PLAIN(self, rerun_data)
    finally:
        with Path(os.environ["LSTMVIZ_TIMES"]).open("a") as file:
            file.write(json.dumps([kind, 1e3 * (time.thread_time() - start)]) + "\n")


if __name__ == "__main__":
    ScriptRunner._run_script = measured
    sys.exit(cli.main())
