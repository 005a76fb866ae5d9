"""`cap export`: everything in one folder that needs no cap to be read, and a page for whoever takes over."""

import csv
import json
import stat
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from capcli.domain.records import REGISTRATIONS, Presence, Span
from capcli.store.file import FileStore
from capcli.store.protocol import Author

LISTS = {
    "organisations": 1,
    "people": 3,
    "affiliations": 1,
    "rates": 2,
    "dues": 1,
    "sessions": 2,
    "series": 1,
    "registrations": 3,
    "attendance": 1,
}
"""Each list, and the rows that the desk below has of it; there is a row for each setting too."""


@pytest.fixture
def desk(cap, home):
    """Two sessions of one place in a series; Zoé came, Luc was let in over capacity, Ada waits."""
    import datetime as dt

    cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023", "--capacity", "1", "--requires-dues")
    cap("session", "new", "--title", "Atelier haies", "--date", "5/12/2023")
    cap("series", "new", "Jardins", "S1", "S2")
    cap("org", "add", "CC du Diois")
    cap("person", "add", "Zoé MARTINEAU", "--email", "zoe@die.example", "--org", "O1")
    cap("person", "add", "Luc L'HOSTIS")
    cap("person", "add", "Ada ROCHE")
    cap("dues", "rate", "set", "Individuelle", "--amount", "20", "--payer", "person", "--from", "1/1/2022")
    cap("dues", "rate", "set", "Structure", "--amount", "150", "--payer", "organisation", "--seats", "5")
    cap("dues", "pay", "O1", "--on", "15/01/2023", "--amount", "150")
    cap("register", "S1", "martineau")
    cap("register", "S1", "lhostis", "--allow", "full", "--reason", "il anime avec nous")
    cap("register", "S1", "roche")

    def answer(tx):
        at = dt.datetime(2023, 11, 28, 9, tzinfo=dt.UTC)
        span = Span(start=at, end=at + dt.timedelta(minutes=85))
        mark = Presence(slot=1, state="present", at=at, by="camille", source="zoom.csv", spans=[span])
        tx.put(REGISTRATIONS, replace(tx.get(REGISTRATIONS, 1), presence=[mark], sensitive={"Régime ?": "sans noix"}))

    author = Author(by="camille", at=dt.datetime(2023, 10, 2, tzinfo=dt.UTC), command="import")
    FileStore(home / "cap.json").change(answer, author)
    return cap


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_list_is_there_with_every_row(desk, home):
    done = desk("export", "out")
    assert done.code == 0, done.err
    assert {name: len(rows_of(home / "out" / f"{name}.csv")) for name in LISTS} == LISTS
    assert "dues.year_start" in {row["key"] for row in rows_of(home / "out" / "settings.csv")}
    assert done.out == "17 files written to out.\n"
    assert len([file for file in (home / "out").rglob("*") if file.is_file()]) == 17


def test_facts_stand_in_the_lists(desk, home):
    desk("export", "out")
    (mark,) = rows_of(home / "out" / "attendance.csv")
    assert (mark["session"], mark["registration"], mark["family_name"]) == ("S1", "R1", "MARTINEAU")
    assert (mark["day"], mark["presence"], mark["minutes"], mark["source"]) == (
        "2023-11-28", "present", "85", "zoom.csv",
    )  # fmt: skip
    states = {row["family_name"]: (row["state"], row["dues_status"]) for row in rows_of(home / "out/registrations.csv")}
    assert states == {
        "MARTINEAU": ("confirmed", "covered"), "L'HOSTIS": ("pending", "never"), "ROCHE": ("waiting", "never"),
    }  # fmt: skip
    (tie,) = rows_of(home / "out" / "affiliations.csv")
    assert (tie["person.ref"], tie["organisation.name"]) == ("P1", "CC du Diois")


def test_the_readme_names_each_column_of_each_list(desk, home):
    desk("export", "out")
    page = (home / "out" / "README.md").read_text(encoding="utf-8")
    for name in [*LISTS, "settings"]:
        told = page.split(f"## {name}.csv\n")[1].split("\n## ")[0]
        with (home / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for key in next(csv.reader(file)):
                assert f"- `{key}`: " in told, (name, key)


def test_the_successor_reads_how_the_desk_is_set_and_what_is_open(desk, home):
    desk("config", "set", "dues.year_start", "09-01")
    desk("export", "out")
    page = (home / "out" / "handover.md").read_text(encoding="utf-8")
    assert "- The year of dues begins on 1 September." in page
    assert "- 2023: Individuelle €20; Structure €150, paid by organisations." in page
    assert "- 2 October 2023, camille: “full” for R2 Luc L'HOSTIS in S1 Atelier compost: il anime avec nous" in page
    assert "full, 1 person waits:  cap waitlist S1" in page


def test_pages_and_history_are_there(desk, home, bare_cap):
    """A page is read back as its session; the history is every change, the oldest first."""
    desk("export", "out")
    page = home / "out" / "pages" / "2023-11-28-atelier-compost.md"
    (read,) = json.loads(bare_cap("session", "import", str(page), "--dry-run").out)["sessions"]
    assert (read["title"], read["capacity"], read["requires_dues"]) == ("Atelier compost", 1, True)
    lines = (home / "out" / "history.jsonl").read_text(encoding="utf-8").splitlines()
    numbers = [json.loads(line)["entry"] for line in lines]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1
    assert numbers[-1] == json.loads(desk("log", "-f", "json").out)[0]["entry"]


def test_sensitive_answers_are_nowhere_unless_asked_for(desk, home):
    done = desk("export", "out")
    assert "--with-answers" in done.err
    assert not any(b"noix" in file.read_bytes() for file in (home / "out").rglob("*") if file.is_file())
    assert desk("export", "all", "--with-answers").err == ""
    (zoe,) = [row for row in rows_of(home / "all" / "registrations.csv") if row["family_name"] == "MARTINEAU"]
    assert zoe["answers.Régime ?"] == "sans noix"


@pytest.mark.parametrize("form", ["csv-excel", "json", "jsonl", "xlsx"])
def test_other_formats(desk, home, form):
    assert desk("export", "out", "-f", form).code == 0
    path = home / "out" / f"people.{'csv' if form == 'csv-excel' else form}"
    if form == "xlsx":
        assert openpyxl.load_workbook(path).active.max_row == 4
    else:
        assert "L'HOSTIS" in path.read_text(encoding="utf-8-sig")


def test_a_format_for_people_only_is_refused(desk, home):
    done = desk("export", "out", "-f", "md")
    assert (done.code, "csv, csv-excel, json, jsonl, xlsx" in done.err) == (2, True)
    assert not (home / "out").exists()


def test_only_the_owner_reads_it(desk, home):
    desk("export", "out")
    assert stat.S_IMODE((home / "out").stat().st_mode) == 0o700


@pytest.mark.parametrize("there", ["file", "full"])
def test_what_is_there_is_not_touched(desk, home, there):
    if there == "file":
        (home / "out").write_text("mine")
    else:
        (home / "out").mkdir()
        (home / "out" / "mine.txt").write_text("mine")
    done = desk("export", "out")
    assert (done.code, "Name a new one" in done.err) == (6, True)
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []
    kept = home / "out" if there == "file" else home / "out" / "mine.txt"
    assert kept.read_text() == "mine"


def test_an_empty_folder_is_filled(desk, home):
    (home / "out").mkdir()
    assert desk("export", "out").code == 0
    assert (home / "out" / "people.csv").is_file()


def test_a_missing_parent_is_one_line(desk, home):
    done = desk("export", "nowhere/out")
    assert (done.code, done.err.count("\n"), "nowhere" in done.err) == (6, 1, True)


def test_a_write_that_fails_leaves_nothing(desk, home, monkeypatch):
    import errno
    import os

    def full(_fd):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = desk("export", "out")
    assert (done.code, done.err.count("\n")) == (6, 1)
    assert not (home / "out").exists()
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []


def test_without_a_history_the_rest_is_written(desk, home):
    (home / "cap.json.journal").unlink()
    done = desk("export", "out")
    assert (done.code, "history" in done.err) == (0, True)
    assert not (home / "out" / "history.jsonl").exists()
    assert (home / "out" / "people.csv").is_file()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no system of this kind")
def test_a_folder_that_takes_no_files_is_named(cap):
    done = cap("export", "/proc/cap-2026")
    assert (done.code, done.err) == (
        6,
        "cap: /proc/cap-2026 cannot be written: /proc takes no files of yours. Name another folder.\n",
    )
