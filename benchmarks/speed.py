"""Time whole commands of an installed wheel beside their baselines, in the same run.

    python benchmarks/speed.py [--sizes 1000,10000,30000,100000] [--rounds 7]

Builds the wheel, installs it with sqlite-utils into an environment of its own,
fills data files of each size, and prints the median of each command in
milliseconds with its ratio to a baseline, beside other programs that keep as
many entries; the last block says which targets are reached. See
`benchmarks/README.md`.
"""

import argparse
import os
import platform
import shutil
import tempfile
from pathlib import Path

from rivals import Rival, rivals
from timing import HERE, Bench, Targets, Times, always

FIRST_SEASON = 300
"""Registrations of the file that start-up is measured on: five sessions are listed."""
FULL, OPEN = "2", "1"
"""The session that is listed, and the one that has places left."""
FIRST_NEWCOMER = 61
"""The people up to here are in the session that has places left."""
MOST_ROUNDS = 35
"""More would fill it."""


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


def at_size(bench: Bench, files: list[str], size: int, others: list[Rival]) -> Times:
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
            **{f"{one.name}, list": one.listing() for one in others},
            **{f"{one.name}, add": one.adding() for one in others},
        },
        bench.rounds,
    )
    times.show(f"{size:,} registrations, {Path(data).stat().st_size / 1e6:.1f} MB", "cap --version")
    return times


def judge(sizes: dict[int, Times], targets: Targets) -> None:
    """Hold the figures of the sizes that were measured to what was to be reached."""
    for size, times in sizes.items():
        for name, work, limit in (("cap attendees", "list", 2), ("cap register", "add", 3)):
            if size == 30_000:
                ratio = times.ratio(name, "cap --version")
                targets.at_most(f"{name} at {size:,}, in times of cap --version", ratio, limit)
            for other in [one for one in times.taken if one.endswith(f", {work}")]:
                who = other.removesuffix(f", {work}")
                targets.at_most(f"{name} at {size:,}, in times of {who}", times.ratio(name, other), 1)
            if size == 100_000:
                stock = times.ratio(f"stock TinyDB, {work}", name)
                targets.at_least(f"{name} at {size:,}, times faster than stock TinyDB", stock, 8)


def grow(sizes: dict[int, Times], megabytes: dict[int, float], targets: Targets) -> None:
    """Compare what each megabyte more costs, from the smallest to the largest file, with its mere bytes."""
    few, many = min(sizes), max(sizes)
    more = megabytes[many] - megabytes[few]
    print(f"\nEach megabyte more, from {few:,} to {many:,} registrations")
    for name, whole in (("cap attendees", "read the bytes"), ("cap register", "rewrite the bytes")):
        for one in (name, whole):
            print(f"  {one:<28} {(sizes[many].median(one) - sizes[few].median(one)) / more:8.2f} ms")
        above = [sizes[size].ratio(name, "cap --version") - 1 for size in (few, many)]
        growth = above[1] / above[0] / (megabytes[many] / megabytes[few])
        targets.at_most(f"{name}, growth of what it takes above start-up, in times of the bytes’ growth", growth, 1)


def beside(place: str, name: str, size: int) -> Path:
    """A new folder for what another program keeps."""
    folder = Path(place, f"{name}-{size}")
    folder.mkdir()
    return folder


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
        kinds = rivals(bench, Path(place, "peers")) if asked.sizes else []
        for size in map(int, filter(None, asked.sizes.split(","))):
            files = fill(bench, Path(place, str(size)), size)
            megabytes[size] = Path(files[0]).stat().st_size / 1e6
            others = [kind(program, beside(place, kind.name, size), size) for kind, program in kinds]
            measured[size] = at_size(bench, files, size, others)
    judge(measured, targets)
    if len(measured) > 1:
        grow(measured, megabytes, targets)
    targets.show()


if __name__ == "__main__":
    main()
