"""Time whole commands of an installed wheel beside their baselines, in the same run.

    python benchmarks/speed.py [--sizes 1000,10000,30000,100000] [--rounds 7]

Builds the wheel, installs it with sqlite-utils into an environment of its own,
fills data files of each size, and prints the median of each command in
milliseconds with its ratio to a baseline; the last block says which targets
are reached. See `benchmarks/README.md`.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent

FIRST_SEASON = 300
"""Registrations of the file that start-up is measured on: five sessions are listed."""
FULL, OPEN = "2", "1"
"""The session that is listed, and the one that has places left."""
FIRST_NEWCOMER = 61
"""The people up to here are in the session that has places left."""
MOST_ROUNDS = 35
"""More would fill it."""

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
            print(f"  {name:<26} {self.median(name):8.0f} ms  {self.ratio(name, baseline):7.2f} × {baseline}")


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


def fill(bench: Bench, folder: Path, size: int) -> list[str]:
    """The files of `cap`, of stock TinyDB and of sqlite-utils, and a copy of the first; `cap` wrote its own last."""
    folder.mkdir()
    bench.run([bench.python, str(HERE / "fill.py"), str(folder), str(size)])
    files = [str(folder / name) for name in ("cap.json", "stock.json", "lite.db", "copy.json")]
    bench.run([bench.cap, "--data", files[0], "register", f"S{OPEN}", f"P{FIRST_NEWCOMER}"])
    shutil.copy(files[0], files[3])
    return files


def start_up(bench: Bench, data: str, targets: Targets) -> None:
    """What a command costs before it does anything."""
    cap, ask = bench.cap, (bench.cap, "--data", data)
    times = bench.times(
        {
            "python -c pass": always(bench.python, "-c", "pass"),
            "import typer": always(bench.python, "-c", "import typer"),
            "cap --version": always(cap, "--version"),
            "cap session list -f json": always(*ask, "session", "list", "-f", "json"),
            "cap session list": always(*ask, "session", "list"),
            "cap --help": always(cap, "--help"),
        },
        bench.rounds * 5,  # these are short: more of them cost little and say more
    )
    times.show("Start-up", "import typer")
    for name, limit in (("cap session list -f json", 1.25), ("cap session list", 1.8)):
        targets.at_most(f"{name}, in times of import typer", times.ratio(name, "import typer"), limit)


def at_size(bench: Bench, files: list[str], size: int) -> Times:
    """List a session of sixty and register one person, among `size` registrations, beside the peers."""
    data, stock, lite, copy = files
    peers = str(HERE / "peers.py")
    listing = "select * from registrations join people on people.id = registrations.person where session = "
    adding = (
        "insert into registrations (session, person, state, requested_at) "
        f"select {OPEN}, :person, 'confirmed', datetime() "
        f"where (select count(*) from registrations where session = {OPEN}) "
        f"< (select capacity from sessions where id = {OPEN}) "
        f"and not exists (select 1 from registrations where session = {OPEN} and person = :person)"
    )

    def newcomer(turn: int) -> str:
        return str(FIRST_NEWCOMER + 1 + turn)

    times = bench.times(
        {
            "cap --version": always(bench.cap, "--version"),
            "read the bytes": always(bench.python, peers, "read", copy),
            "cap attendees": always(bench.cap, "--data", data, "attendees", f"S{FULL}", "-f", "json"),
            "stock TinyDB, list": always(bench.python, peers, "stock-list", stock, FULL),
            "sqlite-utils, list": always(bench.lite, "query", lite, listing + FULL),
            "rewrite the bytes": always(bench.python, peers, "rewrite", copy),
            "cap register": lambda turn: [bench.cap, "--data", data, "register", f"S{OPEN}", f"P{newcomer(turn)}"],
            "stock TinyDB, add": lambda turn: [bench.python, peers, "stock-add", stock, OPEN, newcomer(turn)],
            "sqlite-utils, add": lambda turn: [bench.lite, "query", lite, adding, "-p", "person", newcomer(turn)],
        },
        bench.rounds,
    )
    times.show(f"{size:,} registrations, {Path(data).stat().st_size / 1e6:.1f} MB", "cap --version")
    return times


def judge(sizes: dict[int, Times], targets: Targets) -> None:
    """Hold the figures of the sizes that were measured to what was to be reached."""
    for name, work, limit in (("cap attendees", "list", 2), ("cap register", "add", 3)):
        if 30_000 in sizes:
            times = sizes[30_000]
            lite = times.ratio(name, f"sqlite-utils, {work}")
            targets.at_most(f"{name} at 30,000, in times of cap --version", times.ratio(name, "cap --version"), limit)
            targets.at_most(f"{name} at 30,000, in times of sqlite-utils", lite, 1)
        if 100_000 in sizes:
            stock = sizes[100_000].ratio(f"stock TinyDB, {work}", name)
            targets.at_least(f"{name} at 100,000, times faster than stock TinyDB", stock, 8)


def grow(sizes: dict[int, Times], megabytes: dict[int, float], targets: Targets) -> None:
    """Compare what each megabyte more costs, from the smallest to the largest file, with its mere bytes."""
    few, many = min(sizes), max(sizes)
    more = megabytes[many] - megabytes[few]
    print(f"\nEach megabyte more, from {few:,} to {many:,} registrations")
    for name, whole in (("cap attendees", "read the bytes"), ("cap register", "rewrite the bytes")):
        for one in (name, whole):
            print(f"  {one:<26} {(sizes[many].median(one) - sizes[few].median(one)) / more:8.2f} ms")
        above = [sizes[size].ratio(name, "cap --version") - 1 for size in (few, many)]
        growth = above[1] / above[0] / (megabytes[many] / megabytes[few])
        targets.at_most(f"{name}, growth of what it takes above start-up, in times of the bytes’ growth", growth, 1)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--sizes", default="1000,10000,30000,100000", help="none: start-up only")
    words.add_argument("--rounds", type=int, default=7)
    asked = words.parse_args()
    if not 1 <= asked.rounds <= MOST_ROUNDS:
        words.error(f"--rounds is between 1 and {MOST_ROUNDS}")
    machine = f"{platform.machine()}, {os.cpu_count()} processors"
    print(f"Python {platform.python_version()}, {machine}, {asked.rounds} rounds")
    targets, measured, megabytes = Targets(), {}, {}
    with tempfile.TemporaryDirectory(prefix="cap-speed-") as place:
        bench = Bench(Path(place, "env"), asked.rounds)
        bench.install()
        start_up(bench, fill(bench, Path(place, "start"), FIRST_SEASON)[0], targets)
        for size in map(int, filter(None, asked.sizes.split(","))):
            files = fill(bench, Path(place, str(size)), size)
            megabytes[size] = Path(files[0]).stat().st_size / 1e6
            measured[size] = at_size(bench, files, size)
    judge(measured, targets)
    if len(measured) > 1:
        grow(measured, megabytes, targets)
    targets.show()


if __name__ == "__main__":
    main()
