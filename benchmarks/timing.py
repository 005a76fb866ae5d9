"""Whole commands, timed in turns and shown beside a baseline of the same rounds."""

import os
import statistics
import subprocess
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent

Command = Callable[[int], list[str]]
"""The command line of a round: each round registers somebody else."""


class Times:
    """The milliseconds that commands took, round by round."""

    def __init__(self, taken: dict[str, list[float]]) -> None:
        self.taken = taken

    def median(self, name: str) -> float:
        """The usual time of a command."""
        return statistics.median(self.taken[name])

    def ratio(self, name: str, baseline: str) -> float:
        """How many times the baseline of the same round: what else the machine does weighs on both."""
        pairs = zip(self.taken[name], self.taken[baseline], strict=True)
        return statistics.median(took / base for took, base in pairs)

    def show(self, title: str, baseline: str) -> None:
        """A table of all commands."""
        print(f"\n{title}", flush=True)
        for name in self.taken:
            print(f"  {name:<28} {self.median(name):8.0f} ms  {self.ratio(name, baseline):7.2f} × {baseline}")


class Targets:
    """What was to be reached, each with its figure of this run."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def at_most(self, said: str, figure: float, limit: float) -> None:
        """A figure that is reached when it is small enough."""
        self._add(said, figure, f"at most {limit:g}", reached=figure <= limit)

    def at_least(self, said: str, figure: float, limit: float) -> None:
        """A figure that is reached when it is large enough."""
        self._add(said, figure, f"at least {limit:g}", reached=figure >= limit)

    def show(self) -> None:
        """All of them."""
        print("\nTargets", *self._lines, sep="\n")

    def _add(self, said: str, figure: float, limit: str, *, reached: bool) -> None:
        self._lines.append(f"  {'reached' if reached else 'NOT REACHED':<12} {said}: {figure:.2f} ({limit})")


class Bench:
    """An environment with the wheel and the peers, and how commands are timed in it."""

    def __init__(self, place: Path, rounds: int) -> None:
        self.rounds = rounds
        self._place = place
        self._programs = place / ("Scripts" if os.name == "nt" else "bin")
        self.python, self.cap, self.lite = (str(self._programs / name) for name in ("python", "cap", "sqlite-utils"))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CAP_"))}
        # As a user has it: byte code is kept, the day is today's; only the language is fixed, and no choice remembered.
        self._environment = kept | {"CAP_LANG": "en", "COLUMNS": "80", "XDG_CONFIG_HOME": str(place)}

    def install(self) -> None:
        """Build the wheel and install it, as a user would get it."""
        venv.create(self._place, with_pip=True)
        pip = [self.python, "-m", "pip", "-q", "--disable-pip-version-check"]
        wheels = self._place / "wheels"
        self.run([*pip, "wheel", "--no-deps", "-w", str(wheels), str(ROOT)])
        self.run([*pip, "install", *map(str, wheels.glob("*.whl")), "sqlite-utils"])

    def run(self, command: list[str]) -> str:
        """What a command prints; stops the benchmark when it fails."""
        done = subprocess.run(command, capture_output=True, text=True, env=self._environment)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
        return done.stdout

    def times(self, commands: dict[str, Command], rounds: int) -> Times:
        """Every command once a round, one after the other; the first round is not counted."""
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(rounds + 1):
            for name, line in commands.items():
                start = time.perf_counter()
                said = self.run(line(turn))
                took = (time.perf_counter() - start) * 1000
                if name == "cap register" and not said.startswith(("confirmed", "pending")):
                    raise SystemExit(f"not a registration with a place: {said}")
                if turn:
                    taken[name].append(took)
        return Times(taken)


def always(*line: str) -> Command:
    """The same command line in every round."""
    return lambda _turn: list(line)
