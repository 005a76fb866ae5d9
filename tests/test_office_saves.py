"""A list that a spreadsheet opened and saved comes back: codes it shortened are repaired, nothing else changes."""

import csv
import datetime as dt
import io
import itertools
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_trip_desk import AWKWARD, awkward_desk
from test_round_trips import LISTS, NOTHING, SHORT

from capcli.domain.guards import guard
from capcli.domain.names import clean
from capcli.domain.worn_cells import is_worn

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CODES_LOST = "CSV:59,34,76,1,,1036,false,true"
"""How the office program reads a CSV when it takes whatever it can for a number: `;`, quotes, UTF-8, French."""
CSV_SAVED = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1036,false,true,false"
_WHOLE = re.compile(r"\+?[0-9]+")
_EXPONENT = re.compile(r"([0-9]+)[eE]([0-9]{1,2})")
EPOCH = dt.datetime(1899, 12, 30)


@pytest.fixture
def desk(bare_cap, home, monkeypatch):
    """Type a command line over the awkward desk."""
    awkward_desk(home / "cap.json", itertools.cycle(AWKWARD).__next__)
    monkeypatch.setenv("CAP_DATA", str(home / "cap.json"))
    return bare_cap


def opened_by_excel(text: str) -> str:
    """The text of a cell once French Excel opened a CSV by double-click and saved it as CSV."""
    if _WHOLE.fullmatch(text):
        digits = str(int(text))
        return digits if len(digits) < 12 else f"{Decimal(digits):.5E}".replace(".", ",")
    if _EXPONENT.fullmatch(text):
        return f"{Decimal(text):.2E}".replace(".", ",")
    if text.casefold() in ("true", "vrai"):
        return "VRAI"
    return text


def by_excel(content: str) -> str:
    """The whole file as Excel saves it: no mark at its beginning, quotes where they are needed only."""
    made = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), delimiter=";")
    csv.writer(made, delimiter=";", lineterminator="\r\n").writerows([map(opened_by_excel, row) for row in rows])
    return made.getvalue()


def exported(desk, home, name, lang, form="csv-excel"):
    """The list in a file that a spreadsheet opens."""
    assert desk("config", "set", "language", lang).code == 0
    file = home / f"list.{'csv' if form == 'csv-excel' else form}"
    done = desk(*LISTS[name][0], "-f", form, "-o", str(file), "--yes", lang=lang)
    assert done.code == 0, done.err
    return file


def changed_by(desk, home, file, name):
    """The plan of importing `file`, and whether the data file stays byte for byte."""
    before = (home / "cap.json").read_bytes()
    done = desk("import", str(file), *LISTS[name][1], "--yes", "-f", "json")
    assert done.code == 0, done.err
    return json.loads(done.out), before == (home / "cap.json").read_bytes()


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", LISTS)
def test_what_excel_saves_changes_nothing(desk, home, name, lang):
    file = exported(desk, home, name, lang)
    file.write_bytes(by_excel(file.read_bytes().decode("utf-8")).encode("utf-8-sig"))
    plan, untouched = changed_by(desk, home, file, name)
    assert plan["summary"].items() >= NOTHING.items()
    assert untouched


def test_what_excel_shortened_is_repaired_in_a_new_desk_and_said(desk, home, bare_cap, monkeypatch):
    file = exported(desk, home, "people", "fr")
    file.write_bytes(by_excel(file.read_bytes().decode("utf-8")).encode("utf-8-sig"))
    monkeypatch.setenv("CAP_DATA", str(home / "new.json"))
    assert bare_cap("init", str(home / "new.json"), "--name", "Other", "--yes").code == 0
    (zoe,) = [row for row in json.loads(bare_cap("import", str(file), "--dry-run", "-f", "json").out)["rows"]
              if row["person"]["family_name"] == "MARTINEAU"]  # fmt: skip
    assert zoe["values"]["postcode"] == "01120"
    assert "repaired" in {problem["code"] for problem in zoe["problems"]}


@settings(max_examples=50)
@given(st.sampled_from(AWKWARD) | SHORT)
def test_what_excel_makes_of_a_text_is_known_again(text):
    held = clean(text)
    assert is_worn(held, opened_by_excel(held))
    assert is_worn(held, opened_by_excel(guard(held)))


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ("0123", "123"), ("45081230001", "4,50812E+10"), ("1e5", "100000"), ("1,5", "1.5"), ("100%", "1"),
        ("12:30", "12:30:00 PM"), ("12/03/2024", "2024-03-12"), ("12/03/2024", "03/12/2024"), ("1/2", "2026-02-01"),
        ("2023-12-02", "45262"), ("oui", "OUI"), ("=1", "'=1"), ("true", "VRAI"),
    ],
)  # fmt: skip
def test_what_was_worn(held, told):
    assert is_worn(held, told)


@pytest.mark.parametrize(
    ("held", "told"),
    [("0123", "124"), ("45081230001", "4,50822E+10"), ("oui", "non"), ("12:30", "00:30"), ("12/03/2024", "13/03/2024"),
     ("1/2", "2026-03-01"), ("true", "faux"), ("", "0"), ("végétarien", "")],
)  # fmt: skip
def test_what_somebody_changed(held, told):
    assert not is_worn(held, told)


@pytest.mark.skipif(OFFICE is None, reason="no office program (soffice) is installed here")
@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("people", "xlsx"),
        ("organisations", "ods"),
        ("dues", "xlsx"),
        ("dues", CSV_SAVED),
        ("a session that is over", "xlsx"),
        ("a session to come", CSV_SAVED),
    ],
)
def test_what_an_office_program_saves_changes_nothing(desk, home, name, to):
    file = exported(desk, home, name, "fr")
    made = converted(home, file, to, f"--infilter={CODES_LOST}")
    plan, untouched = changed_by(desk, home, made, name)
    assert plan["summary"].items() >= NOTHING.items()
    assert untouched


def converted(folder: Path, file: Path, to: str, *options: str) -> Path:
    """What the office program makes of `file`."""
    start = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", *options]
    command = [*start, "--convert-to", to, "--outdir", str(folder / "made"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    made = list((folder / "made").glob("*"))
    assert made, done.stdout + done.stderr
    return made[0]
