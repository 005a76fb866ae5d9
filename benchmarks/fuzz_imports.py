"""Look for a traceback of `cap import` in files that atheris makes up, for as long as is asked.

    python benchmarks/fuzz_imports.py [--seconds 60] [FOLDER…]

The samples of FOLDER (by default those of the pack) are where it starts from.
Every file is opened, recognised as each kind of import and mapped to rows, as
the command does before it asks the rules. Only errors of cap's own may come of
it. Needs atheris (`pip install atheris`), which is built for Linux and Python
up to 3.11 or so; without it, `tests/commands/test_import_fuzz.py` looks with hypothesis.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST = 20_000
"""Bytes of a file: enough for headings and rows, few enough for thousands a minute."""


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    words.add_argument("--seconds", type=int, default=60)
    asked = words.parse_args()
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed, or not built for this Python and system: pip install atheris")
    with atheris.instrument_imports(include=["capcli.imports", "capcli.domain"]):
        from capcli.imports import mapping, meetings, reading  # noqa: F401 # instrumented as they are imported
    with tempfile.TemporaryDirectory(prefix="cap-fuzz-") as place:
        seeds = samples(asked.folders or [ROOT / "data"], Path(place))
        options = [f"-max_total_time={asked.seconds}", f"-max_len={LONGEST}", "-print_final_stats=1", str(seeds)]
        atheris.Setup([sys.argv[0], *options], one_file)
        atheris.Fuzz()


def samples(folders: Sequence[Path], place: Path) -> Path:
    """A folder of the samples cut to size; what atheris finds is added there."""
    for number, path in enumerate(path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()):
        (place / f"{number}{path.suffix}").write_bytes(path.read_bytes()[:LONGEST])
    return place


def one_file(content: bytes) -> None:
    """Open a file and map it as every kind; an error of the family is an answer."""
    from capcli.errors import CapError
    from capcli.imports import mapping, meetings, reading

    try:
        book = reading.opened(content, "file")
        meetings.report_of(book, "Europe/Paris", None)
        sheet = reading.sheet_of(book, lambda text: any(mapping.is_known(text, kind, ()) for kind in mapping.KINDS))
    except CapError:
        return
    mapping.recognised(sheet)
    for kind in mapping.KINDS:
        columns = mapping.columns_of(sheet, kind)
        mapping.rows_of(sheet, columns, kind)
        mapping.date_order(sheet, columns)
        mapping.never_kept(columns)


if __name__ == "__main__":
    main()
