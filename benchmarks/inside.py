"""What a command does once Python is there: time in the process beside the file's mere bytes, and the most memory used.

    python benchmarks/inside.py [--size 100000] [--rounds 15]

Run with the Python that `cap` is installed for. Lists a session of sixty and
registers one person, its checks included, each from a store that was opened
for it, in turns with reading the same bytes and with rewriting them. Memory is
that of whole processes of `cap`.
"""

import argparse
import datetime as dt
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from peers import rewrite

from capcli.domain.records import LIVE, SESSIONS
from capcli.services.attendees import roll
from capcli.services.registering import register
from capcli.store.file import FileStore
from capcli.store.protocol import Author

HERE = Path(__file__).parent
FULL, OPEN = 2, 1
FIRST_NEWCOMER = 61
SPARE = 64
"""Megabytes that a command may use above the size of the file."""


class Desk:
    """The work of two commands, over one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        self._newcomer = FIRST_NEWCOMER + 1

    def list(self) -> object:
        """The rows of sixty attendees."""
        store = FileStore(self._path)
        reader = store.read()
        session = reader.get(SESSIONS, FULL)
        assert session is not None
        rows = roll(reader, session, LIVE, today=self._now.date(), sensitive=False)
        return rows, store

    def register(self) -> object:
        """One more registration, on the disk."""
        store = FileStore(self._path)
        self._newcomer += 1
        people = [self._newcomer]
        author = Author(by="desk", at=self._now, command="register")
        done = store.change(
            lambda tx: register(tx, OPEN, people, today=self._now.date(), now=self._now, by="desk"), author
        )
        return done, store


def timed(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The milliseconds of each work, in turns; the first round is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds + 1):
        for name, work in works.items():
            start = time.perf_counter()
            kept = work()
            took = (time.perf_counter() - start) * 1000
            del kept  # outside of what is timed: a command leaves without
            if turn:
                taken[name].append(took)
    return taken


def cap(path: Path) -> list[str]:
    """The words before a command over this file."""
    return [str(Path(sys.executable).with_name("cap")), "--data", str(path)]


def peak(line: list[str]) -> float:
    """The most memory, in megabytes, that a process used."""
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(line)}: exit {process.returncode}")
    return used.ru_maxrss / 1024


def memory(path: Path) -> None:
    """The most that `cap attendees` and then `cap register` use, beside the size of the file."""
    size = path.stat().st_size / 1e6
    lines = {
        "cap attendees": ["attendees", f"S{FULL}"],
        "cap register": ["register", f"S{OPEN}", f"P{FIRST_NEWCOMER + 1}"],
    }
    for name, words in lines.items():
        used = peak([*cap(path), *words])
        verdict = "reached" if used <= size + SPARE else "NOT REACHED"
        print(f"  {verdict:<12} {name}: {used:.0f} MB (at most {size:.0f} + {SPARE})", flush=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--size", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=15, help="at most 30: so many places are left")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="cap-inside-") as place:
        subprocess.run([sys.executable, str(HERE / "fill.py"), place, str(asked.size)], check=True)
        path, copy = Path(place, "cap.json"), Path(place, "copy.json")
        first = [*cap(path), "register", f"S{OPEN}", f"P{FIRST_NEWCOMER}"]
        subprocess.run(first, check=True, capture_output=True)  # as in daily life, `cap` itself wrote the file last
        shutil.copy(path, copy)
        print(f"{asked.size:,} registrations, {path.stat().st_size / 1e6:.1f} MB, {os.cpu_count()} processors")
        print("Memory", flush=True)
        memory(path)  # first of all: what this process used would count for those it starts
        desk = Desk(path)
        gc.disable()  # as commands do
        works: dict[str, Callable[[], object]] = {
            "read the bytes": lambda: path.read_bytes(),
            "list a session": desk.list,
            "rewrite the bytes": lambda: rewrite(str(copy)),
            "register a person": desk.register,
        }
        taken = timed(works, asked.rounds)
    print("Time")
    for name, base in (("list a session", "read the bytes"), ("register a person", "rewrite the bytes")):
        ratio = statistics.median(one / other for one, other in zip(taken[name], taken[base], strict=True))
        medians = f"{statistics.median(taken[name]):.0f} ms beside {statistics.median(taken[base]):.0f} ms"
        print(f"  {'reached' if ratio <= 2 else 'NOT REACHED':<12} {name}: {ratio:.2f} × {base}, {medians} (at most 2)")


if __name__ == "__main__":
    main()
