"""Time the sign-in sheet of forty people, as paper and as a spreadsheet.

    python benchmarks/sheets.py [--rounds 21]

Prints the median of whole commands in milliseconds beside `cap --version` of the
same rounds, then of making the sheet alone, in a process that has the library.
"""

import argparse
import datetime as dt
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fill import fill

from capcli.commands.sheet_words import sheet_in_words
from capcli.documents.sheet_books import book
from capcli.documents.sheet_papers import paper
from capcli.domain.records import SESSIONS
from capcli.services.sheets import Signing, signing_of
from capcli.store.opening import open_store

REGISTRATIONS, SESSION = 100, 2
"""A full session of sixty, and one of forty."""
CAP = Path(sys.executable).with_name("cap")


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the sign-in sheet of forty people.")
    parser.add_argument("--rounds", type=int, default=21)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        fill(data, REGISTRATIONS, dt.date(2023, 10, 2))
        show_commands(data, rounds)
        read = open_store(str(data / "cap.json")).read()
        session = read.get(SESSIONS, SESSION)
        assert session
        show_making(signing_of(read, session), rounds)


def show_commands(folder: Path, rounds: int) -> None:
    """Whole processes, which take turns; the first round is not counted."""
    sheet = ["sheet", f"S{SESSION}", "--yes", "-o"]
    lines = {
        "cap --version": ["--version"],
        "cap sheet -o sheet.pdf": [*sheet, str(folder / "sheet.pdf")],
        "cap sheet -o sheet.xlsx": [*sheet, str(folder / "sheet.xlsx")],
    }
    environment = {**os.environ, "CAP_DATA": str(folder / "cap.json")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    taken: dict[str, list[float]] = {name: [] for name in lines}
    for _round in range(rounds + 1):
        for name, line in lines.items():
            before = time.perf_counter()
            subprocess.run([CAP, *line], env=environment, check=True, capture_output=True)
            taken[name].append((time.perf_counter() - before) * 1000)
    for name, times in taken.items():
        print(f"{name:<26} {statistics.median(times[1:]):6.0f} ms")


def show_making(signing: Signing, rounds: int) -> None:
    """A sheet that differs each time: typst remembers what it set before."""
    made: dict[str, Callable[[str], bytes]] = {
        "paper": lambda name: paper([sheet_in_words(signing, name, blank=6)]),
        "spreadsheet": lambda name: book([sheet_in_words(signing, name, blank=6)]),
    }
    for kind, make in made.items():
        taken = []
        for number in range(rounds + 1):
            before = time.perf_counter()
            size = len(make(f"Cap Exemple {number}"))
            taken.append((time.perf_counter() - before) * 1000)
        people = len(signing.people)
        print(f"{kind} of {people} people, {size:,} bytes: {statistics.median(taken[1:]):.0f} ms")


if __name__ == "__main__":
    main()
