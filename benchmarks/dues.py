"""Time `cap dues late` over 8,000 people and 20,000 dues beside the start-up of `cap --version`, in the same run.

    python benchmarks/dues.py [--rounds 21]

Builds and installs the wheel as `speed.py` does, fills one data file, and
prints the median of each command in milliseconds with its ratio to
`cap --version`. See `benchmarks/README.md`.
"""

import argparse
import os
import platform
import tempfile
from pathlib import Path

from timing import HERE, Bench, Targets, always

LIMIT = 3
"""Times the start-up."""


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--rounds", type=int, default=21)
    asked = words.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} processors"
    print(f"Python {platform.python_version()}, {machine}, {asked.rounds} rounds")
    targets = Targets()
    with tempfile.TemporaryDirectory(prefix="cap-dues-") as place:
        bench = Bench(Path(place, "env"), asked.rounds)
        bench.install()
        data = str(Path(place, "cap.json"))
        bench.run([bench.python, str(HERE / "fill_dues.py"), data])
        ask = (bench.cap, "--data", data)
        bench.run([*ask, "person", "add", "Zoé MARTINEAU"])  # the file was last written by cap, as in daily life
        times = bench.times(
            {
                "cap --version": always(bench.cap, "--version"),
                "cap dues late": always(*ask, "dues", "late"),
                "cap dues late --to-call": always(*ask, "dues", "late", "--to-call"),
                "cap dues late -f json": always(*ask, "dues", "late", "-f", "json"),
                "cap status -f json": always(*ask, "status", "-f", "json"),
            },
            asked.rounds,
        )
        times.show(f"8,600 payers, 20,000 dues, {Path(data).stat().st_size / 1e6:.1f} MB", "cap --version")
        for name in ("cap dues late", "cap dues late --to-call", "cap dues late -f json"):
            targets.at_most(f"{name}, in times of cap --version", times.ratio(name, "cap --version"), LIMIT)
    targets.show()


if __name__ == "__main__":
    main()
