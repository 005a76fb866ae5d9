"""Time commands that do not ask for the history beside an empty journal and beside a long one.

    python benchmarks/history.py [--entries 200000] [--rounds 15]

Whole processes, in turns; the ratio is the median of those within a round. The
bytes are those that one command asked the system for, where Linux counts them.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from trial_desk import DAY, copied, kept, make

from capcli.store.file import FileStore

COMMANDS = {
    "cap session list": ("session", "list"),
    "cap attendees": ("attendees", "S1"),
    "cap status": ("status", "P3"),
    "cap register": ("register", "S1"),
}
NEWCOMERS = 31
"""People from here on are in no session."""


def lengthen(path: Path, entries: int) -> None:
    """Put so many entries before those there are, as years of work would."""
    journal = Path(f"{path}.journal")
    last = journal.read_bytes().splitlines()[-1]
    entry = json.loads(last)
    person = {"table": "people", "id": 1, "before": {"function": "maire"}, "after": {"function": "adjointe"}}
    with journal.open("w", encoding="utf-8") as file:
        for number in range(1, entries + 1):
            made = entry | {"entry": number, "command": "person edit", "changes": [person]}
            file.write(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n")
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"entry":%d' % kept(path)[0], b'"entry":%d' % entries, 1))
    assert next(FileStore(path).history()).entry == entries


def timed(path: Path, line: tuple[str, ...]) -> tuple[float, int]:
    """The milliseconds that a command took as a process, and the bytes it asked for."""
    environment = os.environ | {"CAP_DATA": str(path), "CAP_LANG": "en", "CAP_TODAY": DAY.isoformat()}
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "capcli", *line], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        took = (time.perf_counter() - start) * 1000
        read = asked_for(process.pid)
    if process.returncode:
        raise SystemExit(f"cap {' '.join(line)}: exit {process.returncode}\n{said.decode()}")
    return took, read


def asked_for(pid: int) -> int:
    """The bytes that a process which has just ended asked for; 0 where the system does not say."""
    try:
        counted = Path(f"/proc/{pid}/io").read_text()
    except OSError:
        return 0
    return int(counted.split("rchar: ")[1].split("\n")[0])


def main() -> None:
    asked = argparse.ArgumentParser(description="Time commands beside a long history.")
    asked.add_argument("--entries", type=int, default=200_000)
    asked.add_argument("--rounds", type=int, default=15)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "short").mkdir()
        short = make(folder / "short")
        long = copied(short, folder / "long")
        lengthen(long, options.entries)
        few, many = (Path(f"{path}.journal").stat().st_size for path in (short, long))
        print(f"{options.entries:,} entries, {many / 1e6:,.1f} MB, beside {few:,} bytes\n")
        print(f"{'':<18}{'short, ms':>11}{'long, ms':>11}{'ratio':>8}{'more bytes read':>18}")
        for name, line in COMMANDS.items():
            show(name, line, short, long, options.rounds)


def show(name: str, line: tuple[str, ...], short: Path, long: Path, rounds: int) -> None:
    """A line of figures; the first round is not counted."""
    pairs = []
    for turn in range(rounds + 1):
        typed = (*line, f"P{NEWCOMERS + turn}") if name == "cap register" else line
        pairs.append((timed(short, typed), timed(long, typed)))
    counted = pairs[1:]
    one, other = (statistics.median(pair[side][0] for pair in counted) for side in (0, 1))
    ratio = statistics.median(pair[1][0] / pair[0][0] for pair in counted)
    more = statistics.median(pair[1][1] - pair[0][1] for pair in counted)
    print(f"{name:<18}{one:>11.0f}{other:>11.0f}{ratio:>8.2f}{more:>18,.0f}")


if __name__ == "__main__":
    main()
