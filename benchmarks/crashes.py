"""Kill commands at random moments, and look at what they leave.

    python benchmarks/crashes.py [--kills 10000] [--seed 1]

Each kill is a process of its own that types commands at a small desk and is
ended by SIGKILL after a random time; the moments are spread over more than what
the command takes. What is left must be the state before the write in hand or after
it, with the history that leads there; every write that was said to be done is
in it; and the first command of the next process must work, at once, and clear
what was half-made. Anything else ends the script, with the desk left where it
says.
"""

import argparse
import os
import random
import select
import signal
import struct
import tempfile
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import trial_desk
from crash_kinds import KINDS, Kind
from trial_desk import Line, as_user, kept, leftovers, typed

KILLS_A_DESK = 50
"""So many at one desk, then a new one: files of the same length throughout."""
SPREAD = 1.5
"""The moments are spread over so many times what a command takes."""
PATIENCE = 60
"""Seconds for a first command; one that meets a lock that nobody holds gives up after ten."""
ACKNOWLEDGED = struct.Struct("I")


def kill_at_one_desk(desk: Path, kills: int, seed: int, takes: dict[str, float]) -> Counter[tuple[str, str]]:
    """How often each kind of write ended in each state."""
    counted: Counter[tuple[str, str]] = Counter()
    chance = random.Random(seed)
    path = trial_desk.copied(desk, desk.parent.parent / f"desk-{seed}")
    for number in range(kills):
        kind = KINDS[number % len(KINDS)]
        trial = Trial(kind(path, random.Random(chance.random())), number)
        ended = trial.run(chance.uniform(0, SPREAD * takes[kind.name]))
        takes[kind.name] = takes[kind.name] * 1.1 if trial.took is None else 0.8 * takes[kind.name] + 0.2 * trial.took
        counted[kind.name, ended] += 1
        counted[kind.name, "half-made"] += trial.is_half_made
    return counted


class Trial:
    """One process that types commands, and its end."""

    def __init__(self, kind: Kind, number: int) -> None:
        self.kind = kind
        self.number = number
        self.took: float | None = None
        self.is_half_made = False

    def run(self, delay: float) -> str:
        """Which state was left: `old` or `new` of the write in hand, or `done` when nothing was in hand any more."""
        told, tell = os.pipe()
        wait, go = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(told)
            os.close(go)
            self._type(tell, wait)
        os.close(tell)
        os.close(wait)
        try:
            base = self._first(told)
            self.kind.prepare()
            start = time.perf_counter()
            os.write(go, b"!")
            if select.select([told], [], [], delay)[0] and len(os.read(told, ACKNOWLEDGED.size)):
                base, self.took = kept(self.kind.path)[0], time.perf_counter() - start
                time.sleep(max(0.0, delay - self.took))
        finally:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
        rest = os.read(told, 1 << 16)
        os.close(told)
        os.close(go)
        self.is_half_made = bool(leftovers(self.kind.path))
        return self._ended(base, rest, status)

    def _type(self, tell: int, wait: int) -> None:
        """In the process that is killed: a first command, then, on a word, the others; each is acknowledged."""
        code = 1
        try:
            with as_user(self.kind.path, "camille"):
                self._say(tell, ("person", "edit", "P10", "--function", f"secrétaire {self.number}"))
                os.read(wait, 1)
                for line in self.kind.lines():
                    self._say(tell, line)
            code = 0
        finally:
            if code:
                traceback.print_exc()
            os._exit(code)  # and not on, as the process that it was forked from

    def _say(self, tell: int, line: Line) -> None:
        code, said = typed(*line)
        assert code in (0, *self.kind.refused), f"{line}: exit {code}\n{said}"
        os.write(tell, ACKNOWLEDGED.pack(kept(self.kind.path)[0]))

    def _first(self, told: int) -> int:
        assert select.select([told], [], [], PATIENCE)[0], "the next command does not end"
        said = os.read(told, ACKNOWLEDGED.size)
        assert said, "the next command failed"
        assert leftovers(self.kind.path) == [], "the next command left what was half-made"
        return int(ACKNOWLEDGED.unpack(said)[0])

    def _ended(self, base: int, rest: bytes, status: int) -> str:
        assert status in (0, signal.SIGKILL), "a command failed"
        acknowledged = max([base, *(one for (one,) in ACKNOWLEDGED.iter_unpack(rest))])
        found = kept(self.kind.path)[0]
        assert acknowledged <= found <= acknowledged + self.kind.ahead, f"H{acknowledged} is said, H{found} is there"
        is_done = status == 0 or rest or self.took is not None
        if found == acknowledged and not is_done:
            self.kind.check_old()
            return "old"
        self.kind.check_new()
        return "done" if found == acknowledged and status == 0 else "old" if found == acknowledged else "new"


def warm_up(path: Path) -> dict[str, float]:
    """How long each kind of write takes, in seconds, once everything is imported that the processes to kill need."""
    chance, takes = random.Random(0), {}
    with as_user(path, "camille"):
        for kind in KINDS:
            for turn in range(2):
                trial = kind(path, chance)
                trial.prepare()
                start = time.perf_counter()
                for line in islice(trial.lines(), 20 - 10 * turn):
                    typed(*line)
                takes[kind.name] = (time.perf_counter() - start) / (10 if kind is Kind else 1)
    return takes


def show(counted: Counter[tuple[str, str]], kills: int, seconds: float) -> None:
    """A line for each kind."""
    print(f"{kills:,} kills in {seconds:,.0f} s\n")
    print(f"{'':<24}{'kills':>8}{'old state':>11}{'new state':>11}{'done before':>13}{'half-made':>11}")
    for name in [*dict.fromkeys(kind.name for kind in KINDS), "all"]:
        old, new, done, left = (
            sum(times for (kind, what), times in counted.items() if what == ended and name in (kind, "all"))
            for ended in ("old", "new", "done", "half-made")
        )
        print(f"{name:<24}{old + new + done:>8,}{old:>11,}{new:>11,}{done:>13,}{left:>11,}")
    print("\nNone in another state; every next command worked at once, and cleared what was half-made.")


def main() -> None:
    asked = argparse.ArgumentParser(description="Kill commands at random moments.")
    asked.add_argument("--kills", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    start, counted = time.perf_counter(), Counter[tuple[str, str]]()
    folder = Path(tempfile.mkdtemp(prefix="cap-crashes-"))
    (folder / "first").mkdir()
    desk = trial_desk.make(folder / "first")
    takes = warm_up(trial_desk.copied(desk, folder / "warm"))
    desks = -(-options.kills // KILLS_A_DESK)
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        shares = [options.kills // desks + (number < options.kills % desks) for number in range(desks)]
        seeds = [options.seed * 100_000 + number for number in range(desks)]
        for found in pool.map(kill_at_one_desk, [desk] * desks, shares, seeds, [takes] * desks):
            counted += found
    show(counted, options.kills, time.perf_counter() - start)
    trial_desk.shutil.rmtree(folder)


if __name__ == "__main__":
    main()
