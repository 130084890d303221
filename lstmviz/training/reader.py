"""A stranger's file is read in a process of its own, with bounds of time and memory that hold.

A file of a few kilobytes can ask for gigabytes, or for ever: then its reader is ended, and all that
is left of it is a sentence.
"""

import os
import signal
import sys
import threading
import time
from concurrent.futures import TimeoutError as Late
from types import MappingProxyType

import loky
import psutil

from lstmviz.table.tables import Table, TableError, read_table
from lstmviz.training.bounds import READ_BYTES, READ_IDLE_SECONDS, READ_SECONDS
from lstmviz.training.worker import follow, step_back, weight
from lstmviz.training.workers import end

LOOK_SECONDS = 0.05
"""How often a reader is weighed while it reads."""


class Reader:
    """Reads files for all visitors, one after another; each visitor waits for one at a time."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._executor: loky.ProcessPoolExecutor | None = None

    def read(self, content: bytes, name: str) -> Table:
        """Read a file within the bounds; `read_table` says what it takes and gives.

        Raises:
            TableError: what is wrong with the file, or that its reading passed a bound.
        """
        with self._turn:
            try:
                found = self._read(content, name)
            except TableError:
                raise
            except Exception as error:
                # The process ended: what it asked for was refused by the system.
                self._end()
                raise TableError(too_much_memory()) from error
        if isinstance(found, str):
            raise TableError(found)
        return Table(**found | {"groups": MappingProxyType(found["groups"])})

    def close(self) -> None:
        """End the process."""
        self._end()

    def _read(self, content: bytes, name: str) -> dict[str, object] | str:
        if self._executor is None:
            self._executor = loky.ProcessPoolExecutor(
                max_workers=1,
                timeout=READ_IDLE_SECONDS,
                initializer=settle_reader,
                initargs=(os.getpid(),),
                env={"ARROW_DEFAULT_MEMORY_POOL": "system", "LOKY_MAX_MEMORY_LEAK_SIZE": "1e12"},
            )
        future = self._executor.submit(read_here, content, name)
        last = time.monotonic() + READ_SECONDS
        while True:
            try:
                return future.result(timeout=LOOK_SECONDS)
            except Late:
                if time.monotonic() > last:
                    self._end()
                    raise TableError(
                        f"Reading this file takes more than {READ_SECONDS:.0f} seconds. Keep fewer "
                        "rows or columns, or save it as Parquet, which reads far faster."
                    ) from None
                if weight(self._executor) > 2 * READ_BYTES:
                    self._end()
                    raise TableError(too_much_memory()) from None

    def _end(self) -> None:
        executor, self._executor = self._executor, None
        end(executor)


def settle_reader(server: int) -> None:
    """Settle in the process: bound what it may ask of the system, and write nothing to the log.

    It ends with the server, not with the thread that made it, which serves one click of a visitor.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    step_back()
    threading.Thread(target=follow, args=(server,), name="follow", daemon=True).start()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform == "linux":
        import resource

        bound = psutil.Process().memory_info().vms + READ_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def read_here(content: bytes, name: str) -> dict[str, object] | str:
    """Read a file in the process; give the table's parts, or the sentence of its refusal."""
    try:
        table = read_table(content, name)
    except TableError as refusal:
        return str(refusal)
    return vars(table) | {"groups": dict(table.groups)}


def too_much_memory() -> str:
    """Write the sentence for a file that asked for more memory than a visitor may use."""
    return (
        f"Reading this file takes more than {READ_BYTES / 1e6:,.0f} MB of memory. Delete cells "
        "far from the table, keep fewer rows or columns, or save it as Parquet."
    )
