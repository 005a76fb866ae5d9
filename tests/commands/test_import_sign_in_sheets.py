"""A sign-in sheet typed back after the day marks who signed, slot by slot."""

import json
from pathlib import Path

import openpyxl
import pytest

DAYS = ("18/06/2026 09:00-12:30", "18/06/2026 14:00-17:00", "19/06/2026 09:30-16:30")
PEOPLE = ("Zoé MARTINEAU", "Loïc L'HOSTIS", "Odile PINSON", "Nadia OHANA")
AFTER = "2026-06-22"


@pytest.fixture
def desk(cap, home):
    """Two days, the second in one slot of two half-days; four people, and Zoé only for the first morning."""

    def run(*args: str, today: str = "2026-06-01", lang: str = "en"):
        done = cap(*args, today=today, lang=lang)
        assert done.code == 0, done.err
        return done

    slots = [part for day in DAYS for part in ("--slot", day)]
    run("session", "new", "--title", "Accueil", *slots, "--yes")
    run("register", "S1", "--new", PEOPLE[0], "--slot", "1")
    for name in PEOPLE[1:]:
        run("register", "S1", "--new", name)
    return run


def sheet_of(desk, lang: str = "en") -> tuple[Path, openpyxl.Workbook, dict[str, int]]:
    """The sheet as `cap sheet` writes it, and the row of each family name."""
    path = Path("sheet.xlsx")
    desk("sheet", "S1", "-o", str(path), "--yes", lang=lang)
    book = openpyxl.load_workbook(path)
    rows = {str(row[0].value): row[0].row for row in book.active.iter_rows() if row[0].value}
    return path, book, rows


def signed(book: openpyxl.Workbook, row: int, *cells: str) -> None:
    for column, cell in enumerate(cells, start=4):
        if cell:
            book.active.cell(row, column).value = cell


def imported(desk, file: Path | str, *options: str) -> dict[int, dict]:
    """The plan by line, done; the same file again changes nothing."""
    words = ("import", str(file), "--as", "attendance", "--session", "S1", "--hold")
    plan = json.loads(desk(*words, "--dry-run", "-f", "json", *options, today=AFTER).out)
    desk(*words, "--yes", *options, today=AFTER)
    assert "to add" not in desk(*words, "--yes", *options, today=AFTER).out
    return {row["line"]: row for row in plan["rows"]}


def marks(desk) -> dict[str, dict[int, str]]:
    rows = json.loads(desk("attendees", "S1", "-f", "json", today=AFTER).out)
    return {row["family_name"]: {mark["slot"]: mark["state"] for mark in row["presence"]} for row in rows}


def codes(row: dict) -> list[str]:
    return [problem["code"] for problem in row["problems"]]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_our_own_sheet_comes_back(desk, lang):
    """X, initials that read as no, a word for absent, one of two half-days; blank is not marked, and said."""
    path, book, rows = sheet_of(desk, lang)
    signed(book, rows["MARTINEAU"], "X")
    signed(book, rows["L'HOSTIS"], "abs", "excusé", "", "LLH")
    signed(book, rows["OHANA"], "NO", "✓", "abs", "NO")
    signed(book, rows["PINSON"], "", "", "o. pinson")
    book.save(path)
    plan = imported(desk, path)
    assert marks(desk) == {
        "MARTINEAU": {1: "present"},
        "L'HOSTIS": {1: "absent", 2: "excused", 3: "present"},
        "OHANA": {1: "present", 2: "present", 3: "present"},
        "PINSON": {3: "present"},
    }
    assert codes(plan[rows["MARTINEAU"]]) == []  # the other half-days are struck out, not blank
    assert codes(plan[rows["PINSON"]]) == ["attendance_blank", "attendance_blank"]


def test_whoever_wrote_a_name_on_a_blank_line_walked_in(desk):
    """Somebody known gets a place; of somebody new who it is must be said."""
    desk("person", "add", "Anne Roche")
    path, book, rows = sheet_of(desk)
    blank = max(rows.values()) + 1
    for row, (family, given) in enumerate((("Roche", "Anne"), ("Nouvel", "Lia")), start=blank):
        book.active.cell(row, 1).value, book.active.cell(row, 2).value = family, given
        signed(book, row, "X")
    signed(book, rows["PINSON"], "?")
    book.save(path)
    plan = imported(desk, path)
    assert (plan[blank]["action"], codes(plan[blank])[0]) == ("create", "attendance_walk_in")
    assert plan[blank + 1]["action"] == "ambiguous"
    assert (plan[rows["PINSON"]]["action"], codes(plan[rows["PINSON"]])) == (
        "skip",
        ["attendance_sign", "attendance_says_nothing"],
    )
    assert (plan[rows["OHANA"]]["action"], codes(plan[rows["OHANA"]])) == ("skip", ["attendance_says_nothing"])
    assert marks(desk)["Roche"] == {1: "present"}


def test_a_speaker_who_signed_is_no_participant(desk):
    """Their line says what they do, too; no column of a half-day is called unread."""
    desk("session", "edit", "S1", "--speaker", "Anne Roche, directrice, Parc Imaginé")
    path, book, rows = sheet_of(desk)
    line = rows["Anne Roche, directrice, Parc Imaginé"]
    signed(book, line, "X")
    book.save(path)
    assert codes(imported(desk, path)[line]) == ["meeting_host"]
    words = ("import", str(path), "--as", "attendance", "--session", "S1", "--dry-run")
    assert "not read" not in desk(*words, today=AFTER).out


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("Présence 18/06 matin;Présence 18/06 après-midi;19/06", ("X;abs;", ";x;oui")),
        ("18 juin matin;18 juin après-midi;vendredi 19 juin 2026", ("X;abs;", ";x;oui")),
        ("Jeudi matin;Jeudi après-midi;Vendredi", ("X;abs;", ";x;oui")),
        ("2026-06-18 Morning;2026-06-18 Afternoon;Friday 19/06/2026", ("X;abs;", ";x;oui")),
    ],
)
def test_columns_of_any_list_that_name_half_days(desk, headings, cells):
    Path("list.csv").write_text(
        f"Nom;Prénom;{headings};Repas 18/06\nMartineau;Zoé;{cells[0]};x\nPinson;Odile;{cells[1]};x\n"
    )
    imported(desk, "list.csv")
    assert marks(desk) == {
        "MARTINEAU": {1: "present", 2: "absent"},
        "L'HOSTIS": {},
        "OHANA": {},
        "PINSON": {2: "present", 3: "present"},
    }


def test_a_half_day_of_several_days_must_say_which(cap, desk):
    """On the first day there is but one morning."""
    Path("list.csv").write_text("Nom;Prénom;Matin;Après-midi\nPinson;Odile;X;\n")
    words = ("import", "list.csv", "--as", "attendance", "--session", "S1", "--yes")
    refused = cap(*words, today=AFTER)
    assert (refused.code, "“Matin”" in refused.err) == (1, True)
    assert cap(*words, today="2026-06-18").code == 0
    assert marks(desk)["PINSON"] == {1: "present"}


def test_the_sheet_of_another_session_is_refused(cap, desk):
    """So is one that somebody fills in before the day."""
    desk("session", "new", "--title", "Ailleurs", "--date", "2026-06-12", "--yes")
    path, book, rows = sheet_of(desk)
    signed(book, rows["PINSON"], "X")
    book.save(path)
    words = ("import", str(path), "--as", "attendance", "--yes", "--session")
    other, early = cap(*words, "S2", today=AFTER), cap(*words, "S1", today="2026-06-17")
    assert (other.code, "no half-day of S2 Ailleurs" in other.err) == (1, True)
    assert early.code == 1


def test_a_column_of_the_whole_session_counts_where_no_half_day_is_marked(cap, desk):
    Path("list.csv").write_text("Nom;Prénom;Présent;18/06 matin\nPINSON;Odile;oui;\nOHANA;Nadia;;abs\n")
    done = cap("import", "list.csv", "--as", "attendance", "--session", "S1", "--yes", today="2026-06-18")
    assert (done.code, "several slots" in done.err) == (1, True)
    desk("session", "new", "--title", "Court", "--date", "2026-06-18", "--from", "9:00", "--to", "12:00", "--yes")
    for name in ("pinson", "ohana"):
        desk("register", "S2", name)
    desk("import", "list.csv", "--as", "attendance", "--session", "S2", "--yes", today=AFTER)
    rows = json.loads(desk("attendees", "S2", "-f", "json", today=AFTER).out)
    assert {row["family_name"]: row["presence"][0]["state"] for row in rows} == {"PINSON": "present", "OHANA": "absent"}


def test_names_keep_no_mark_of_the_sheet(desk):
    """A star behind a name says that dues are due, and is no part of it."""
    Path("list.csv").write_text("Nom;Prénom;18/06 matin\nPINSON *;Odile;X\nOHANA †;Nadia;X\n")
    imported(desk, "list.csv")
    assert {name for name, slots in marks(desk).items() if slots} == {"PINSON", "OHANA"}


class TestALongSession:
    """Seven days are more half-days than paper is wide: the sheet has a second table below the first."""

    @pytest.fixture
    def long_desk(self, cap, home):
        def run(*args: str, today: str = "2026-06-01", lang: str = "en"):
            done = cap(*args, today=today, lang=lang)
            assert done.code == 0, done.err
            return done

        days = [f"{15 + day}/06/2026 {hours}" for day in range(7) for hours in ("09:00-12:30", "14:00-17:00")]
        run("session", "new", "--title", "Accueil", *(part for day in days for part in ("--slot", day)), "--yes")
        for name in PEOPLE:
            run("register", "S1", "--new", name)
        run("person", "add", "Anne Roche")
        return run

    @pytest.mark.parametrize("lang", ["en", "fr"])
    def test_its_sheet_comes_back_from_every_table(self, long_desk, lang):
        path, book, _rows = sheet_of(long_desk, lang)
        lines = [row[0].row for row in book.active.iter_rows() if row[0].value == "PINSON"]
        assert len(lines) == 2
        signed(book, lines[0], *["X"] * 8)
        signed(book, lines[1], "X", "abs", *["X"] * 4)
        hostis = next(row[0].row for row in book.active.iter_rows() if row[0].value == "L'HOSTIS" and row[0].row > 30)
        signed(book, hostis, "", "", "LLH")
        blank = max(row[0].row for row in book.active.iter_rows() if row[0].value == "PINSON") + 1
        book.active.cell(blank, 1).value, book.active.cell(blank, 2).value = "Roche", "Anne"
        signed(book, blank, "", "", "", "X")
        book.save(path)
        plan = imported(long_desk, path)
        assert marks(long_desk) == {
            "PINSON": {slot: "absent" if slot == 10 else "present" for slot in range(1, 15)},
            "L'HOSTIS": {11: "present"},
            "Roche": {12: "present"},
            "MARTINEAU": {},
            "OHANA": {},
        }
        assert plan[lines[0]]["action"] == "create"
        assert {plan[line]["action"] for line in plan if line in lines[1:]} <= {"skip"}

    def test_a_list_of_one_line_of_headings_goes_on_below_too(self, long_desk):
        """As somebody lays it out by hand."""
        Path("list.csv").write_text(
            "Nom;Prénom;15/06 matin;15/06 après-midi\nPINSON;Odile;X;X\nOHANA;Nadia;;X\n"
            ";;;\nNom;Prénom;16/06 matin\nPINSON;Odile;abs\nOHANA;Nadia;X\n"
        )
        imported(long_desk, "list.csv")
        assert {name: slots for name, slots in marks(long_desk).items() if slots} == {
            "PINSON": {1: "present", 2: "present", 3: "absent"},
            "OHANA": {2: "present", 3: "present"},
        }
