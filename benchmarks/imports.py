"""Time the plan and the import of a form's export beside the csv module reading the same file, at growing sizes.

    python benchmarks/imports.py [--sizes 1000,10000,100000] [--kind registrations|dues]

Prints rows a second of whole processes, the start-up of `cap` included: `cap
import --dry-run`, `cap import --yes` into a file that knows nobody, the same
file once more, and its undo. See `benchmarks/README.md`.
"""

import argparse
import csv
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from string import ascii_lowercase

SIZES = (1_000, 10_000, 100_000)
READ = "import csv, sys; print(sum(1 for row in csv.reader(open(sys.argv[1], encoding='utf-8', newline=''))))"
HEADINGS = {
    "registrations": ("Horodateur", "Adresse e-mail", "Nom", "Prénom", "Téléphone", "Repas ?"),
    "dues": ("Date", "E-mail", "Nom", "Prénom", "Tarif", "Montant", "Année", "Référence"),
}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--sizes", default=",".join(map(str, SIZES)))
    words.add_argument("--kind", choices=tuple(HEADINGS), default="registrations")
    asked = words.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors")
    print(f"{'rows':>9}  {'csv':>12}  {'plan':>12}  {'import':>12}  {'again':>12}  {'undo':>12}   rows a second")
    for size in map(int, asked.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="cap-imports-") as place:
            times = measured(Path(place), asked.kind, size)
        told = "  ".join(f"{size / seconds:>12,.0f}" for seconds in times)
        print(f"{size:>9,}  {told}", flush=True)


def measured(place: Path, kind: str, size: int) -> list[float]:
    """Seconds to read the file, to plan it, to import it, to find all of it known, and to take it back."""
    file, cap = place / "rows.csv", [sys.executable, "-m", "capcli", "--data", str(place / "cap.json")]
    file.write_text(content(kind, size), encoding="utf-8")
    prepared = [
        ("init", str(place / "cap.json"), "--name", "Measured", "--yes"),
        ("session", "new", "--title", "Accueil", "--date", "2024-03-05", "--yes"),
        ("dues", "rate", "set", "Individuelle", "--amount", "20", "--payer", "person"),
    ]
    for line in prepared:
        seconds([*cap, *line])
    read = (*cap, "import", str(file), "--as", kind, *(("--session", "S1") if kind == "registrations" else ()))
    return [
        seconds([sys.executable, "-c", READ, str(file)]),
        seconds([*read, "--dry-run", "-f", "json"]),
        seconds([*read, "--yes"]),
        seconds([*read, "--yes"]),
        seconds([*cap, "undo", "--yes"]),
    ]


def seconds(words: Sequence[str]) -> float:
    """How long a process takes that succeeds."""
    environment = {**os.environ, "CAP_TODAY": "2024-02-27", "CAP_LANG": "en", "CAP_USER": "benchmark"}
    start = time.perf_counter()
    done = subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    lasted = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stderr.decode('utf-8', 'replace')}")
    return lasted


def content(kind: str, size: int) -> str:
    """A file of so many people whose names are near to nobody's."""
    from io import StringIO

    made = StringIO()
    writer = csv.writer(made)
    writer.writerow(HEADINGS[kind])
    for number in range(size):
        letters = "".join(random.Random(number).choices(ascii_lowercase, k=18))
        given, family, email = letters[:6].title(), letters[6:].title(), f"p{number}@parc.example"
        day = f"{1 + number % 28:02}/01/2024"
        if kind == "dues":
            writer.writerow((day, email, family, given, "Individuelle", "20,00", "2024", f"HA-{number}"))
        else:
            moment = f"{day} {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}"
            phone = f"04 65 71 {number // 100 % 100:02} {number % 100:02}"
            writer.writerow((moment, email, family, given, phone, ("Oui", "Non")[number % 2]))
    return made.getvalue()


if __name__ == "__main__":
    main()
