"""Eight processes type mixed commands at one desk; every acknowledged write must be there, once and in order.

    python benchmarks/concurrency.py [--writes 1000] [--processes 8] [--seed 1]

Each process types under a name of its own: register, unregister, dues pay,
undo, person edit, import, sweep, backup now, lists. What it was told to be done
is held against the history, the history against the file, and rules 1 and 2
against every state there ever was (`trial_desk.prove`).
"""

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import trial_desk
from trial_desk import Line, as_user, daily_line, entry_in, history, kept, leftovers, prove, typed

LISTS: tuple[Line, ...] = (("attendees", "S1"), ("status", "P3"), ("session", "list"), ("log",), ("backup", "list"))
LISTS_EACH = 4
"""One command of so many is a list."""
NO_ENTRY = "H999999"
"""What somebody takes back who has done nothing yet; the first entry would be the people of the desk."""

Told = list[tuple[int, str, str]]
"""The entries that somebody was told to have made: number, name, command."""


def work(path: Path, name: str, writes: int, seed: int) -> tuple[Told, Counter[tuple[str, int]]]:
    """Type commands until `writes` of them were acknowledged; and how often each command ended in each exit code."""
    chance, told, ended = random.Random(seed), Told(), Counter[tuple[str, int]]()
    with as_user(path, name):
        while len(told) < writes:
            undo = f"H{chance.choice(told)[0]}" if told else NO_ENTRY
            is_list = not chance.randrange(LISTS_EACH)
            line = chance.choice(LISTS) if is_list else daily_line(path, chance, undo)
            code, said = typed(*line)
            assert code == 0 or (code in (1, 3) and not is_list), f"{line}: exit {code}\n{said}"  # a rule may say no
            command = " ".join(line[:2] if line[0] in ("dues", "person", "backup", "session") else line[:1])
            ended[command, code] += 1
            entry = None if is_list else entry_in(said)
            if entry is not None:
                told.append((entry, name, command))
    return told, ended


def hold(path: Path, told: Told, start: int) -> int:
    """Hold what was told to be done against the history after entry `start`; the last entry.

    Raises:
        AssertionError: a write is missing, is there twice, or is somebody else's.
    """
    committed = prove(path)
    made = [(entry["entry"], entry["by"], entry["command"]) for entry in history(path, committed)[start:]]
    assert sorted(told) == made, f"not there: {set(told) - set(made)}; not told: {set(made) - set(told)}"
    assert leftovers(path) == []
    return committed


def main() -> None:
    asked = argparse.ArgumentParser(description="Several processes type mixed commands at one desk.")
    asked.add_argument("--writes", type=int, default=1000)
    asked.add_argument("--processes", type=int, default=8)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cap-concurrency-"))
    (folder / "desk").mkdir()
    path = trial_desk.make(folder / "desk")
    work(trial_desk.copied(path, folder / "warm"), "nobody", 20, 0)  # imports what commands import, before the fork
    start, began = kept(path)[0], time.perf_counter()
    each = -(-options.writes // options.processes)
    people = [(path, f"person{n}", each, options.seed * 1000 + n) for n in range(options.processes)]
    with get_context("fork").Pool(options.processes) as pool:
        done = pool.starmap(work, people, chunksize=1)
    seconds = time.perf_counter() - began
    last = hold(path, [one for told, _ended in done for one in told], start)
    show(sum((ended for _told, ended in done), Counter()), options.processes, last - start, seconds)
    shutil.rmtree(folder)


def show(ended: Counter[tuple[str, int]], processes: int, writes: int, seconds: float) -> None:
    """A line for each command."""
    print(f"{processes} processes, {writes:,} writes in {seconds:,.0f} s\n")
    print(f"{'':<16}{'typed':>8}{'done':>8}{'refused by a rule':>20}")
    for command in sorted({command for command, _code in ended}):
        done, typed_times = ended[command, 0], sum(ended[command, code] for code in (0, 1, 3))
        print(f"{command:<16}{typed_times:>8,}{done:>8,}{typed_times - done:>20,}")
    print("\nEvery acknowledged write is there, none twice, none that nobody was told of; the history is in order and")
    print("leads to the file; rules 1 and 2 held after each entry; no command gave up waiting.")


if __name__ == "__main__":
    main()
