"""Time whole commands of an installed wheel beside their baselines, in the same run.

    python benchmarks/speed.py [--sizes 1000,10000] [--rounds 7]

Builds the wheel, installs it with sqlite-utils into an environment of its own,
fills data files of each size, and prints medians in milliseconds with their
ratios. Commands that change a file work on it again and again: it grows by one
registration a round, for every system alike.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
TODAY = "2026-01-15"

Command = tuple[Sequence[str], str | None]


def installed(place: Path) -> Path:
    """An environment that holds the wheel and the peers; returns its folder of programs."""
    venv.create(place, with_pip=True)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "-q"]
    wheels = place / "wheels"
    run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(ROOT)])
    run([*pip, *map(str, wheels.glob("*.whl")), "sqlite-utils"])
    run([str(programs / "python"), "-m", "compileall", "-q", str(place)], check=False)
    return programs


def run(command: Sequence[str], *, check: bool = True) -> None:
    """Run a command for its effect."""
    subprocess.run(command, check=check, stdout=subprocess.DEVNULL, env=environment())


def environment() -> dict[str, str]:
    """A user's environment: byte code may be written, the language and the day are fixed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CAP_"))}
    return kept | {"CAP_LANG": "en", "CAP_TODAY": TODAY, "CAP_USER": "bench", "COLUMNS": "80"}


def median_times(commands: dict[str, Callable[[int], Command]], rounds: int) -> dict[str, float]:
    """Milliseconds of each command, the median over interleaved rounds after one that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, make in commands.items():
            line, text = make(turn)
            start = time.perf_counter()
            done = subprocess.run(line, input=text, text=True, capture_output=True, env=environment())
            took = (time.perf_counter() - start) * 1000
            if done.returncode:
                raise SystemExit(f"{' '.join(line)}: exit {done.returncode}\n{done.stderr}")
            if turn:
                times[name].append(took)
    return {name: statistics.median(taken) for name, taken in times.items()}


def show(title: str, times: dict[str, float], baseline: str) -> None:
    """One table: milliseconds, and how many times the baseline."""
    print(f"\n{title}")
    for name, took in times.items():
        print(f"  {name:<44} {took:8.0f} ms   {took / times[baseline]:6.2f} × {baseline}")


def start_up(programs: Path, data: Path, rounds: int) -> None:
    """What a command costs before it does anything."""
    python, cap = str(programs / "python"), str(programs / "cap")
    ask = [cap, "--data", str(data)]
    commands: dict[str, Callable[[int], Command]] = {
        "python -c pass": lambda _turn: ([python, "-c", "pass"], None),
        "import typer": lambda _turn: ([python, "-c", "import typer"], None),
        "cap --version": lambda _turn: ([cap, "--version"], None),
        "cap session list -f json": lambda _turn: ([*ask, "session", "list", "-f", "json"], None),
        "cap session list": lambda _turn: ([*ask, "session", "list"], None),
        "cap --help": lambda _turn: ([cap, "--help"], None),
    }
    show("Start-up", median_times(commands, rounds), "import typer")


def at_size(programs: Path, folder: Path, size: int, rounds: int) -> None:
    """List a session of sixty and register one person, at `size` registrations, beside the peers."""
    python, cap = str(programs / "python"), str(programs / "cap")
    run([python, str(HERE / "fill.py"), str(folder), str(size)])
    data, stock, lite = (str(folder / name) for name in ("cap.json", "stock.json", "lite.db"))
    run([cap, "--data", data, "register", "S1", "P1", "--allow", "full", "--reason", "first write"], check=False)
    peers = str(HERE / "peers.py")
    person = size // 4
    listing = "select * from registrations join people on people.id = registrations.person where session = 2"

    def newcomer(turn: int) -> str:
        return f"P{person - turn}"

    commands: dict[str, Callable[[int], Command]] = {
        "cap --version": lambda _turn: ([cap, "--version"], None),
        "read the file's bytes": lambda _turn: ([python, peers, "read", data], None),
        "cap attendees": lambda _turn: ([cap, "--data", data, "attendees", "S2", "-f", "json"], None),
        "stock TinyDB, list": lambda _turn: ([python, peers, "stock-list", stock, "2"], None),
        "sqlite-utils, list": lambda _turn: ([str(programs / "sqlite-utils"), "query", lite, listing], None),
        "rewrite the file's bytes": lambda _turn: ([python, peers, "rewrite", data], None),
        "cap register": lambda turn: ([cap, "--data", data, "register", "S1", newcomer(turn)], None),
        "stock TinyDB, add": lambda turn: ([python, peers, "stock-add", stock, str(person - turn)], None),
        "sqlite-utils, add": lambda turn: (
            [str(programs / "sqlite-utils"), "insert", lite, "registrations", "-"],
            f'{{"session": 1, "person": {person - turn}, "state": "confirmed"}}',
        ),
    }
    megabytes = Path(data).stat().st_size / 1e6
    show(f"{size:,} registrations, {megabytes:.1f} MB", median_times(commands, rounds), "cap --version")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--sizes", default="1000,10000,30000,100000")
    words.add_argument("--rounds", type=int, default=7)
    asked = words.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory(prefix="cap-speed-") as place:
        programs = installed(Path(place, "env"))
        sizes = [int(size) for size in asked.sizes.split(",")]
        for turn, size in enumerate(sizes):
            folder = Path(place, str(size))
            folder.mkdir()
            if not turn:
                run([str(programs / "python"), str(HERE / "fill.py"), str(folder), str(size)])
                start_up(programs, folder / "cap.json", asked.rounds)
            at_size(programs, folder, size, asked.rounds)


if __name__ == "__main__":
    main()
