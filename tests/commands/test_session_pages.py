"""`cap session import`, `page` and `ics`, typed."""

import datetime as dt
import json

import pytest
from session_typing import shown

from capcli.pages.reading import read_page
from capcli.services.session_pages import keep, planned
from capcli.store.protocol import Author

PAGE = """# Ouvrir un commerce de village

## En pratique

- **Jeudi 19 novembre 2026, 9h30-12h30**, Maison des associations, 4 rue du Lavoir, 07999 Val-Imaginé
- Inscription obligatoire jusqu'au 12 novembre sur le [formulaire](https://form.example/1), limité à 7 places
- Contact : **Camille Vernet**, 04 65 71 40 12, [sessions@cap-exemple.example](mailto:sessions@cap-exemple.example)
"""
TODAY = "2026-10-05"
KEYS = {
    "id", "ref", "code", "title", "state", "why", "slots", "timezone", "mode", "place", "capacity", "minimum",
    "last_day_to_register", "requires_dues", "registration_required", "registration_url", "price", "speakers",
    "contact", "audience", "objectives", "programme", "follows", "counts", "approval", "bounds",
    "waitlist", "queue", "allowed",
}  # fmt: skip


@pytest.fixture
def page(home):
    """A page in a file."""
    path = home / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_dry_run_needs_no_data_file(bare_cap, page):
    """The JSON of the contract, every key there, on a machine without any file of cap."""
    done = bare_cap("session", "import", str(page), "--dry-run", today=TODAY)
    assert (done.code, done.err) == (0, "")
    read = json.loads(done.out)
    assert set(read) == {"sessions", "warnings"}
    session = read["sessions"][0]
    assert set(session) == KEYS
    assert (session["id"], session["code"], session["state"]) == (None, None, None)
    assert session["slots"] == [{"date": "2026-11-19", "end_date": "2026-11-19", "start": "09:30", "end": "12:30"}]
    assert session["place"]["postcode"] == "07999"
    message = "The year is not written: 12 November 2026 is understood."
    assert read["warnings"] == [{"code": "year_inferred", "message": message, "line": 6}]


def test_a_dry_run_leaves_a_damaged_data_file_alone(bare_cap, page, home, monkeypatch):
    """It is not even opened."""
    (home / "cap.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("CAP_DATA", str(home / "cap.json"))
    assert bare_cap("session", "import", str(page), "--dry-run", today=TODAY).code == 0


def test_the_warnings_are_in_the_language(bare_cap, page):
    """The message is for people, the code for programs."""
    done = bare_cap("session", "import", str(page), "--dry-run", lang="fr", today=TODAY)
    warning = json.loads(done.out)["warnings"][0]
    assert warning["code"] == "year_inferred"
    assert "12 novembre 2026" in warning["message"]


def test_a_page_becomes_a_session(cap, page):
    """The plan, then the session with its number, its days in words, and the way back."""
    done = cap("session", "import", str(page), "--yes", today=TODAY)
    assert done.code == 0
    assert "New session “Ouvrir un commerce de village”: Thursday 19 November 2026, 09:30–12:30." in done.out
    assert "Made S1 “Ouvrir un commerce de village”" in done.out
    assert "Undo: cap undo H2" in done.out
    assert "Line 6: The year is not written" in done.err
    session = shown(cap)
    assert (session["capacity"], session["last_day_to_register"]) == (7, "2026-11-12")
    assert session["contact"]["phones"] == ["+33465714012"]


def test_the_same_page_again_changes_nothing(cap, page):
    """It says so, and writes no entry."""
    cap("session", "import", str(page), "--yes", today=TODAY)
    before = cap("log", "-f", "json").out
    again = cap("session", "import", str(page), today=TODAY)
    assert again.code == 0
    assert "S1 “Ouvrir un commerce de village” is as the page says already" in again.out
    assert cap("log", "-f", "json").out == before


def test_a_changed_page_changes_the_session(cap, page):
    """Field by field in the plan; what the page does not state stays; one undo takes it back."""
    cap("session", "import", str(page), "--yes", today=TODAY)
    cap("session", "edit", "S1", "--requires-dues", today=TODAY)
    page.write_text(PAGE.replace("7 places", "9 places").replace("4 rue", "6 rue"), encoding="utf-8")
    done = cap("session", "import", str(page), "--yes", today=TODAY)
    assert done.code == 0
    assert "S1 “Ouvrir un commerce de village” changes:" in done.out
    assert "6 rue du Lavoir" in done.out
    assert "Registration required" not in done.out
    session = shown(cap)
    assert (session["capacity"], session["place"]["address"]) == (9, "6 rue du Lavoir")
    assert session["requires_dues"] is True
    assert cap("undo", "--yes", today=TODAY).code == 0
    assert shown(cap)["capacity"] == 7


def test_a_page_whose_day_moved_is_told_apart(cap, page):
    """Another first day is another session, unless --session says which it is."""
    cap("session", "import", str(page), "--yes", today=TODAY)
    page.write_text(PAGE.replace("Jeudi 19", "Vendredi 20"), encoding="utf-8")
    asked = cap("session", "import", str(page), today=TODAY)
    assert asked.code == 2
    assert "--session S1" in asked.err
    done = cap("session", "import", str(page), "--session", "S1", "--yes", today=TODAY)
    assert done.code == 0
    assert shown(cap)["slots"][0]["date"] == "2026-11-20"
    assert len(json.loads(cap("session", "list", "--all", "-f", "json").out)) == 1


def test_a_script_must_give_the_title_that_a_page_lacks(cap, home):
    """Exit 2 naming the option; with it, the session is made."""
    path = home / "untitled.md"
    path.write_text(PAGE.partition("\n")[2], encoding="utf-8")
    refused = cap("session", "import", str(path), "--yes", today=TODAY)
    assert refused.code == 2
    assert refused.err.splitlines()[-1] == "cap: The page has no title. Give it with --title."
    assert cap("session", "import", str(path), "--title", "Commerce", "--yes", today=TODAY).code == 0
    assert shown(cap)["title"] == "Commerce"


def test_a_page_from_a_pipe(cap):
    """`-` is standard input."""
    done = cap("session", "import", "-", "--yes", stdin=PAGE, today=TODAY)
    assert done.code == 0
    assert shown(cap)["capacity"] == 7


def test_without_a_yes_nothing_is_done(cap, page):
    """Nobody at the terminal, no --yes: exit 2, nothing kept."""
    refused = cap("session", "import", str(page), today=TODAY)
    assert refused.code == 2
    assert "--yes" in refused.err
    assert json.loads(cap("session", "list", "--all", "-f", "json").out) == []


def test_several_sessions_are_made_whole_or_not_at_all(cap, home):
    """One entry for all of them; one that is refused keeps the others out."""
    path = home / "cycle.md"
    text = "# Cycle\n\n## 1 - Un\nMardi 6 octobre 2026, 9h-10h\n\n## 2 - Deux\nMardi 13 octobre 2026, 9h-10h\n"
    path.write_text(text, encoding="utf-8")
    done = cap("session", "import", str(path), "--yes", today=TODAY)
    assert done.code == 0
    assert "The page announces 2 sessions." in done.err
    listed = json.loads(cap("session", "list", "--all", "-f", "json").out)
    assert [session["title"] for session in listed] == ["Un", "Deux"]
    assert cap("session", "import", str(path), "--session", "S1", "--yes", today=TODAY).code == 2
    broken = text.replace("6 octobre", "20 octobre").replace("2 - Deux\nMardi 13", "2 - Un\nMardi 20")
    path.write_text(broken, encoding="utf-8")
    assert cap("session", "import", str(path), "--yes", today=TODAY).code == 1
    assert len(json.loads(cap("session", "list", "--all", "-f", "json").out)) == 2


def test_the_year_asked_for(cap, home):
    """--year dates the days that have none; what is no year is refused."""
    path = home / "short.md"
    path.write_text("# Court\n\n## En pratique\n\n- 12 mars, 9h-10h\n", encoding="utf-8")
    done = cap("session", "import", str(path), "--year", "2027", "--dry-run", today=TODAY)
    assert json.loads(done.out)["sessions"][0]["slots"][0]["date"] == "2027-03-12"
    for year in ("27", "deux mille", "-2027", "12027"):
        assert cap("session", "import", str(path), f"--year={year}", "--dry-run", today=TODAY).code == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("nope.md", None, "There is no file"),
        ("", None, "is a folder"),
        ("empty.md", b"", "is empty"),
        ("binary.md", b"PK\x03\x04\x00", "is no text"),
        ("large.md", b"x " * 300_000, "is larger than 500 kB"),
    ],
)
def test_a_page_that_cannot_be_read(bare_cap, home, name, content, words):
    """Exit 6 and one line that names the file."""
    path = home / name
    if content is not None:
        path.write_bytes(content)
    done = bare_cap("session", "import", str(path), "--dry-run", today=TODAY)
    assert done.code == 6
    assert done.err.startswith(f"cap: {'There is no file ' if content is None and name else ''}{path}")
    assert words in done.err
    assert done.err.count("\n") == 1


def test_a_session_in_no_order_is_refused_in_one_line(cap, home):
    """What a page states must still make a session."""
    path = home / "late.md"
    late = "# Tard\n\n## En pratique\n\n- Mardi 6 octobre 2026, 9h\n- Inscription jusqu'au 12 octobre 2026\n"
    path.write_text(late, encoding="utf-8")
    done = cap("session", "import", str(path), "--yes", today=TODAY)
    assert done.code == 2
    assert "12 October 2026" in done.err


def test_the_page_of_a_session_reads_back(cap, home, page):
    """Written to a file, imported again: nothing to change; an existing file asks for a yes."""
    cap("session", "import", str(page), "--yes", today=TODAY)
    written = home / "out.md"
    assert cap("session", "page", "S1", "-o", str(written), today=TODAY).code == 0
    again = cap("session", "import", str(written), today=TODAY)
    assert "nothing to change" in again.out
    assert cap("session", "page", "S1", "-o", str(written), today=TODAY).code == 2
    printed = cap("session", "page", "S1", today=TODAY)
    assert printed.out == written.read_text(encoding="utf-8")


def test_the_calendar_of_a_session(cap, home, page):
    """A change raises the sequence and keeps the name; cancelling cancels."""
    cap("session", "import", str(page), "--yes", today=TODAY)
    first = cap("session", "ics", "S1", today=TODAY).out
    assert "DTSTART;TZID=Europe/Paris:20261119T093000" in first
    assert "SEQUENCE:0" in first
    assert "LOCATION:on site: Maison des associations" in first
    cap("session", "edit", "S1", "--capacity", "9", today=TODAY)
    cap("session", "cancel", "S1", today=TODAY)
    last = cap("session", "ics", "S1", today=TODAY).out
    assert "SEQUENCE:2" in last
    assert "STATUS:CANCELLED" in last
    assert [line for line in last.splitlines() if line.startswith("UID")] == [
        line for line in first.splitlines() if line.startswith("UID")
    ]
    target = home / "s.ics"
    assert cap("session", "ics", "S1", "-o", str(target), today=TODAY).code == 0
    assert b"\r\nEND:VCALENDAR\r\n" in target.read_bytes()


def test_an_undated_session_has_no_calendar(cap):
    """Exit 1, naming the session."""
    cap("session", "new", "--title", "Plus tard", "--yes", today=TODAY)
    refused = cap("session", "ics", "S1", today=TODAY)
    assert refused.code == 1
    assert "S1" in refused.err


def test_a_plan_that_no_longer_holds_is_not_carried_out(bench):
    """What was agreed to is decided again under the lock: a session made meanwhile is seen."""
    reading = read_page(PAGE, today=dt.date(2026, 10, 5))
    about = {"known": None, "today": dt.date(2026, 10, 5), "now": dt.datetime(2026, 10, 5, tzinfo=dt.UTC), "by": "x"}
    author = Author(by="x", at=about["now"], command="test")
    agreed = planned(bench.store.read(), reading.sessions)
    assert len(bench.store.change(lambda tx: keep(tx, agreed, **about), author).result) == 1
    assert bench.store.change(lambda tx: keep(tx, agreed, **about), author).result is None


def test_a_dry_run_ends_as_applying_would(bare_cap, tmp_path):
    """A page without a title is shown whole; only what gives the title makes it importable by a script."""
    path = tmp_path / "untitled.md"
    path.write_text("## En pratique\n\n- Mardi 28 novembre 2023, 10h30-12h, en ligne\n", encoding="utf-8")
    done = bare_cap("session", "import", str(path), "--dry-run")
    assert done.code == 2
    assert "--title" in done.err
    read = json.loads(done.out)
    assert read["sessions"][0]["slots"][0]["date"] == "2023-11-28"
    assert [warning["code"] for warning in read["warnings"]] == ["no_title"]
    assert bare_cap("session", "import", str(path), "--dry-run", "--title", "Échelle").code == 0
