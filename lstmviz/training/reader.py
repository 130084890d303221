"""A stranger's file is read and understood in a process of its own, within bounds that hold.

A file of a few kilobytes can ask for gigabytes, or for ever: then its reader is ended, and all that
is left of it is a sentence. One process reads for all; each visitor has one file in the line, so
that whoever brings the next one waits for those of all others first.
"""

import contextlib
import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, replace
from types import MappingProxyType
from weakref import WeakKeyDictionary

import loky
import psutil

from lstmviz.table.tables import Table, TableError, read_table
from lstmviz.table.understanding.findings import Understanding, understand
from lstmviz.training.bounds import (
    READ_BYTES,
    READ_IDLE_SECONDS,
    READ_SECONDS,
    TABLES_BYTES,
    VISITOR_BYTES,
)
from lstmviz.training.memory import settle_memory
from lstmviz.training.refusals import (
    cannot_start,
    no_room,
    too_many_of_ones_own,
    too_many_tables,
    too_much_memory,
)
from lstmviz.training.worker import follow, step_back, weight
from lstmviz.training.workers import end

LOOK_SECONDS = 0.05
"""How often a reader is weighed while it reads, and asked whether its file is still wanted."""


@dataclass(frozen=True, eq=False)
class Found:
    """What a file holds.

    Args:
        table: as it was read.
        understood: as it is used at the start.
    """

    table: Table
    understood: Understanding


class Reading:
    """One visitor's file on its way to a table.

    Args:
        visitor: who brought it.
        content: the file; let go of when it was read, unless it has other sheets.
        name: what it is called.
        sheet: which sheet of a workbook; "" for the first that holds a table.
    """

    def __init__(self, visitor: str, content: bytes, name: str, sheet: str = "") -> None:
        self.visitor, self.name, self.sheet = visitor, name, sheet
        self.content = content
        self.begun: float | None = None
        self._found: Future[Found] = Future()
        self._unwanted = threading.Event()

    @property
    def over(self) -> bool:
        """Whether the table, or a refusal, is there."""
        return self._found.done()

    @property
    def unwanted(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._unwanted.is_set()

    @property
    def seconds(self) -> float:
        """For how long the file has been read; 0 while it waits."""
        return 0.0 if self.begun is None else time.monotonic() - self.begun

    def cancel(self) -> None:
        """Give it up; its process is ended if it is being read."""
        self._unwanted.set()

    def wait(self, seconds: float) -> None:
        """Wait until it is over, for so many seconds at most."""
        wait([self._found], timeout=seconds)

    def table(self) -> Table:
        """Wait for the table, as long as it takes.

        Raises:
            TableError: what is wrong with the file, or that its reading passed a bound.
        """
        return self._found.result().table

    def understood(self) -> Understanding:
        """Give what was found in the table, once it is there."""
        return self._found.result().understood

    def settle(self, found: Found | TableError) -> None:
        """Hand over the table, or the reason why there is none."""
        if isinstance(found, TableError):
            self.content = b""
            self._found.set_exception(found)
            return
        if len(found.table.sheets) < 2:
            self.content = b""
        self._found.set_result(found)


class Reader:
    """Reads files for all visitors, one after another; each visitor waits for one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._line: list[Reading] = []
        self._reads = False
        self._executor: loky.ProcessPoolExecutor | None = None
        # A table counts for its visitor as long as anything holds it.
        self._held: WeakKeyDictionary[Table, tuple[str, int]] = WeakKeyDictionary()

    def submit(self, reading: Reading) -> Reading:
        """Put a file at the end of the line; an earlier one of the same visitor is given up."""
        with self._lock:
            for earlier in self._line:
                if earlier.visitor == reading.visitor:
                    earlier.cancel()
            self._line.append(reading)
            if not self._reads:
                self._reads = True
                threading.Thread(target=self._read_all, name="reader", daemon=True).start()
        return reading

    def wake(self) -> None:
        """Start the process, which has its imports by the time a file comes."""
        with contextlib.suppress(OSError, RuntimeError):  # then the file's own reading says why
            self._ready().submit(read_here, [b"a,b\n1,2\n3,4\n"], "first.csv", "")

    def before(self, reading: Reading) -> int:
        """Count the files that are read before one, with the one being read."""
        with self._lock:
            line = [each for each in self._line if not each.unwanted or each.begun is not None]
        return line.index(reading) if reading in line else 0

    def leave(self, visitor: str) -> None:
        """Give up what a visitor waits for who has gone."""
        with self._lock:
            for reading in self._line:
                if reading.visitor == visitor:
                    reading.cancel()

    def held_by(self, visitor: str | None = None) -> int:
        """Count the bytes of the tables that a visitor, or all of them, have from here."""
        with self._lock:
            held = list(self._held.values())
        return sum(size for owner, size in held if visitor in (None, owner))

    def close(self) -> None:
        """Give up all that wait, and end the process."""
        with self._lock:
            for reading in self._line:
                reading.cancel()
        self._end()

    def _read_all(self) -> None:
        """Read what is in the line until nothing is; runs in a thread of its own."""
        while self._read_next():
            pass

    def _read_next(self) -> bool:
        """Read the first file of the line; tell whether there was one."""
        with self._lock:
            self._reads = bool(self._line)
            if not self._reads:
                return False
            reading = self._line[0]
        try:
            found = self._take(reading)
        except TableError as refusal:
            found = refusal
        with self._lock:
            self._line.remove(reading)
        reading.settle(found)
        return True

    def _take(self, reading: Reading) -> Found:
        """Read one file, and keep to the budgets."""
        if reading.unwanted:
            raise TableError(f"“{reading.name}” was not read: it was given up.")
        reading.begun = time.monotonic()
        try:
            found = self._read(reading)
        except TableError:
            raise
        except OSError as error:
            self._end()
            raise TableError(
                no_room() if error.errno == errno.ENOSPC else cannot_start()
            ) from error
        except Exception as error:
            # The process ended: what it asked for was refused by the system.
            self._end()
            raise TableError(too_much_memory()) from error
        if isinstance(found, str):
            raise TableError(found)
        found = with_groups(found, MappingProxyType)
        table = found.table
        size = bytes_of(found) + len(reading.content) * (len(table.sheets) > 1)
        own, held = self.held_by(reading.visitor), self.held_by()
        if size + own > VISITOR_BYTES and own:
            raise TableError(too_many_of_ones_own(size, own))
        if size + held > TABLES_BYTES:
            raise TableError(too_many_tables(size, held))
        with self._lock:
            self._held[table] = reading.visitor, size
        return found

    def _read(self, reading: Reading) -> Found | str:
        executor = self._ready()
        future = executor.submit(read_here, [reading.content], reading.name, reading.sheet)
        while True:
            try:
                return future.result(timeout=LOOK_SECONDS)
            except Late:
                if reading.unwanted:
                    self._end()
                    raise TableError(f"The reading of “{reading.name}” was ended.") from None
                if reading.seconds > READ_SECONDS:
                    self._end()
                    raise TableError(
                        f"Reading this file takes more than {READ_SECONDS:.0f} seconds. Keep fewer "
                        "rows or columns, or save it as Parquet, which reads far faster."
                    ) from None
                if weight(executor) > 1.5 * READ_BYTES:
                    self._end()
                    raise TableError(too_much_memory()) from None

    def _ready(self) -> loky.ProcessPoolExecutor:
        with self._lock:
            if self._executor is None:
                self._executor = loky.ProcessPoolExecutor(
                    max_workers=1,
                    timeout=READ_IDLE_SECONDS,
                    initializer=settle_reader,
                    initargs=(os.getpid(),),
                    env={
                        "ARROW_DEFAULT_MEMORY_POOL": "system",
                        "LOKY_MAX_MEMORY_LEAK_SIZE": "1e12",
                    },
                )
            return self._executor

    def _end(self) -> None:
        executor, self._executor = self._executor, None
        end(executor)


def settle_reader(server: int) -> None:
    """Settle in the process: bound what it may ask of the system, and write nothing to the log.

    It ends with the server, not with the thread that made it, which serves one click of a visitor.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    step_back()
    settle_memory()
    threading.Thread(target=follow, args=(server,), name="follow", daemon=True).start()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform == "linux":
        import resource

        bound = psutil.Process().memory_info().vms + READ_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def read_here(content: list[bytes], name: str, sheet: str) -> Found | str:
    """Read a file in the process; give what it holds, or the sentence of its refusal.

    The file is taken out of its list: the call that brings it is held until this has ended.
    """
    try:
        table = read_table(content.pop(), name, sheet)
    except TableError as refusal:
        return str(refusal)
    return with_groups(Found(table, understand(table)), dict)  # a read-only mapping cannot be sent


def with_groups(found: Found, kind: Callable[[Mapping], Mapping]) -> Found:
    """Keep the groups of both tables, which may be one and the same, in mappings of a kind."""
    table, used = found.table, found.understood.table
    kept = replace(table, groups=kind(table.groups))
    used = kept if used is table else replace(used, groups=kind(used.groups))
    return Found(kept, replace(found.understood, table=used))


def bytes_of(found: Found) -> int:
    """Weigh a table as the server holds it: as read, as used, and scaled in single precision."""
    table, used = found.table, found.understood.table
    labels = getattr(table.labels, "texts", None)
    again = 0 if used.values is table.values else used.values.nbytes
    dates = sum(moments.nbytes for _, moments in table.dates)
    cells = table.values.nbytes + again + 4 * used.values.size
    return cells + dates + (labels.nbytes if labels else 0)
