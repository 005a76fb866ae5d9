"""`cap presence` in every format, and its files read back."""

import json
from pathlib import Path

import pytest

AFTER = "2023-12-06"
EVERYBODY = "Zoé MARTINEAU", "Luc ROCHE", "Ali BEN", "سعاد العلوي"


@pytest.fixture
def desk(cap):
    """S1 of two slots: Zoé was there twice, Luc once, Ali excused then unknown, Souad walked in to the second."""
    slots = ("--slot", "2023-11-28 14:00-16:00", "--slot", "2023-12-05 14:00-16:00")
    assert cap("session", "new", "--title", "Cycle", *slots).code == 0
    for name in EVERYBODY:
        assert cap("person", "add", name).code == 0
    assert cap("register", "S1", "P1", "P2", "P3").code == 0
    for marked in (
        ("P1",),
        ("P2", "--slot", "1"),
        ("P2", "--slot", "2", "--absent"),
        ("P3", "--slot", "1", "--excused"),
        ("P4", "--slot", "2"),
    ):
        assert cap("present", "S1", *marked, today=AFTER).code == 0
    return cap


def typed(desk, *words, today=AFTER):
    done = desk(*words, today=today)
    assert done.code == 0, done.err
    return done.out.splitlines()


def test_the_grid_and_the_rate(desk):
    assert typed(desk, "presence", "S1") == [
        "Ref.  Name           State      Walked in  Presence 1  Presence 2",
        "R3    Ali BEN        confirmed             excused     –",
        "R1    Zoé MARTINEAU  confirmed             present     present",
        "R2    Luc ROCHE      confirmed             present     absent",
        "R4    سعاد العلوي    confirmed  yes        –           present",
        "S1 Cycle, Tuesday 28 November 2023",
        "1. Tuesday 28 November 2023, 14:00–16:00: 2 of 3 present (67%), 1 excused",
        "2. Tuesday 5 December 2023, 14:00–16:00: 2 of 4 present (50%), 1 absent, 1 not marked",
        "All slots: 4 of 7 present (57%), 1 absent, 1 excused, 1 not marked.",
        "1 came without a place.",
    ]


def test_keys_of_the_json(desk):
    rows = json.loads("\n".join(typed(desk, "presence", "S1", "-f", "json")))
    assert [row["person"]["ref"] for row in rows] == ["P3", "P1", "P2", "P4"]
    souad = rows[3]
    assert (souad["walk_in"], souad["expected"], souad["minutes"]) == (True, [2], None)
    (mark,) = souad["presence"]
    assert (mark["slot"], mark["state"], mark["source"], mark["minutes"]) == (2, "present", None, None)
    attendees = json.loads("\n".join(typed(desk, "attendees", "S1", "-f", "json")))
    assert [[mark["state"] for mark in row["presence"]] for row in attendees] == [
        ["excused"], ["present", "present"], ["present", "absent"], ["present"],
    ]  # fmt: skip


def test_columns_are_of_slots(desk):
    lines = typed(desk, "presence", "S1", "-f", "csv", "--columns", "family_name,presence.2")
    assert lines == ["family_name,presence.2", "BEN,", "MARTINEAU,present", "ROCHE,absent", "العلوي,present"]
    assert typed(desk, "presence", "S1", "-f", "csv", "--columns", "presence")[0] == "presence.1,presence.2"


def test_before_anybody_is_marked(cap):
    assert cap("session", "new", "--title", "Atelier", "--date", "2023-11-28").code == 0
    assert typed(cap, "presence", "S1")[0] == "Nobody has a place, and nobody is marked."
    assert cap("person", "add", EVERYBODY[0]).code == 0
    assert cap("register", "S1", "P1").code == 0
    assert typed(cap, "presence", "S1")[-1] == "Nobody is marked yet: cap present S1 WHO."
    asked = typed(cap, "attendees", "S1", "-f", "json", "--columns", "ref,presence")
    assert json.loads("\n".join(asked)) == [{"ref": "R1", "presence": []}]
    assert typed(cap, "attendees", "S1", "-f", "csv")[0].endswith(",note"), "no column for what nobody has"


@pytest.mark.parametrize("name", ["grid.csv", "grid.json", "grid.xlsx", "grid.jsonl"])
@pytest.mark.parametrize("form", [None, "csv-excel"])
def test_its_files_read_back_change_nothing_and_bring_the_marks_back(desk, name, form):
    format = ("-f", form) if form and name.endswith("csv") else ()  # noqa: A001 # the option's name
    typed(desk, "presence", "S1", "-o", name, "--yes", *format)
    kind = ("--as", "attendance") if name.endswith(("json", "jsonl")) else ()
    again = desk("import", name, "--session", "S1", "--yes", *kind, today=AFTER)
    assert (again.code, "Nothing to write." in again.err) == (0, True), again
    before = typed(desk, "presence", "S1")
    assert desk("present", "S1", "P1", "P2", "P3", "P4", "--clear", today=AFTER).code == 0
    typed(desk, "import", name, "--session", "S1", "--yes", *kind)
    assert typed(desk, "presence", "S1") == before
    assert Path(name).exists()


def test_a_report_goes_from_the_file_to_the_grid(desk):
    Path("zoom.csv").write_text(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        "Luc ROCHE (Invité),,12/05/2023 02:00:00 PM,12/05/2023 03:30:00 PM,90,Yes\n"
        "Ali,,12/05/2023 02:00:00 PM,12/05/2023 02:20:00 PM,20,Yes\n",
        encoding="utf-8",
    )
    unclear = desk("import", "zoom.csv", "--session", "S1", today=AFTER)
    assert unclear.code == 4
    assert "Ali: P3 Ali BEN?" in unclear.err
    assert desk("present", "S1", "P2", "--slot", "2", "--clear", today=AFTER).code == 0
    lines = typed(desk, "import", "zoom.csv", "--session", "S1", "--hold", "--yes")
    assert "1 person marked." in lines
    row = next(line for line in typed(desk, "presence", "S1") if "ROCHE" in line)
    assert row.split() == ["R2", "Luc", "ROCHE", "confirmed", "present", "present", "90"]


def test_a_report_of_another_day_says_both(desk):
    Path("zoom.csv").write_text(
        "Name (Original Name),User Email,Join Time,Leave Time\n"
        "Luc ROCHE,,12/06/2023 02:00:00 PM,12/06/2023 03:30:00 PM\n",
        encoding="utf-8",
    )
    done = desk("import", "zoom.csv", "--session", "S1", today=AFTER)
    assert (done.code, done.err) == (
        1,
        "cap: The report is of 6 December 2023, and S1 Cycle is on 28 November 2023 and 5 December 2023. "
        "Name the right one with --session.\n",
    )


FIVE = tuple(word for day in range(1, 6) for word in ("--slot", f"2023-11-0{day} 14:00-16:00"))
LONG = "Marie-Françoise de La Rochefoucauld"


@pytest.fixture
def cycle(cap):
    """S1 of five slots: a long name that was at the first, absent at the second and excused from the last."""
    assert cap("session", "new", "--title", "Cycle", *FIVE).code == 0
    assert cap("person", "add", "--given", "Marie-Françoise", "--family", "de La Rochefoucauld").code == 0
    assert cap("register", "S1", "P1").code == 0
    for marked in (("--slot", "1"), ("--slot", "2", "--absent"), ("--slot", "5", "--excused")):
        assert cap("present", "S1", "P1", *marked, today=AFTER).code == 0
    return cap


def test_five_slots_keep_their_words_at_80_columns(cycle):
    head, row = typed(cycle, "presence", "S1")[:2]
    assert head.split() == ["Name", *(word for slot in "12345" for word in ("Presence", slot))]
    assert (row[:12], row.split()[-5:]) == (LONG[:12], ["present", "absent", "–", "–", "excused"])


def test_five_slots_are_letters_at_40_columns(cycle, monkeypatch):
    """No slot is given up for another, and the name and the rates stay."""
    monkeypatch.setenv("COLUMNS", "40")
    head, row, *legend, _session, _1, _2, _3, _4, _5, overall = typed(cycle, "presence", "S1")
    assert (head.split(), row.split()[-5:]) == (["Name", *"12345"], ["P", "A", "–", "–", "E"])
    assert (max(len(head), len(row)) <= 40, row[:12]) == (True, LONG[:12])
    assert legend == ["P: present, A: absent, E: excused, –:", "  not marked."]
    assert overall == "All slots: 1 of 3 present (33%), 1 absent, 1 excused."


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_letters_of_the_marks_differ(cycle, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "40")
    row = cycle("presence", "S1", lang=lang).out.splitlines()[1]
    assert row.split()[-5:] == ["P", "A", "–", "–", "E"]


@pytest.mark.parametrize(("columns", "heading"), [("22", "12345"), ("40", "1 2 3 4 5"), ("60", "1 2 3 4 5")])
def test_letters_stand_apart_where_there_is_room(cycle, monkeypatch, columns, heading):
    monkeypatch.setenv("COLUMNS", columns)
    assert typed(cycle, "presence", "S1", "--columns", "name,presence")[0].endswith(f"  {heading}")


def test_minutes_are_of_all_slots_or_of_none(desk, monkeypatch):
    Path("zoom.csv").write_text(
        "Name (Original Name),User Email,Join Time,Leave Time\n"
        "Zoé MARTINEAU,,11/28/2023 02:00:00 PM,11/28/2023 03:30:00 PM\n"
        "Zoé MARTINEAU,,12/05/2023 02:00:00 PM,12/05/2023 03:30:00 PM\n",
        encoding="utf-8",
    )
    assert desk("present", "S1", "P1", "--clear", today=AFTER).code == 0
    typed(desk, "import", "zoom.csv", "--session", "S1", "--yes")
    headings = {}
    for columns in range(40, 100):
        monkeypatch.setenv("COLUMNS", str(columns))
        headings[columns] = typed(desk, "presence", "S1")[0].count("Minutes")
    assert set(headings.values()) == {0, 2}


def test_who_was_matched_with_nobody_is_told_with_whom_they_may_be(desk):
    """At the end, where it is read: the names held back and the devices that were there long enough."""
    connected = ("Luc ROCHE", "Ali", "Galaxy S21", "Karim Dupuis")
    lines = "".join(f"{name},,12/05/2023 02:00:00 PM,12/05/2023 03:30:00 PM\n" for name in connected)
    brief = "Jeanne Petit,,12/05/2023 02:00:00 PM,12/05/2023 02:05:00 PM\n"
    head = "Name (Original Name),User Email,Join Time,Leave Time\n"
    Path("zoom.csv").write_text(head + lines + brief, encoding="utf-8")
    assert desk("present", "S1", "P2", "--slot", "2", "--clear", today=AFTER).code == 0
    said = typed(desk, "import", "zoom.csv", "--session", "S1", "--hold", "--yes")
    assert said[said.index("Matched with nobody:") :][:5] == [
        "Matched with nobody:",
        "  line 3  Ali: P3 Ali BEN?",
        "  line 4  Galaxy S21",
        "  line 5  Karim Dupuis",
        "To match them, import the file again at a terminal; to mark somebody by hand: cap present S1 WHO",
    ]
    why = "nobody known is called “Jeanne Petit”, who was connected for 5 min only: left out"
    assert why in " ".join(" ".join(said).split())
    again = desk("import", "zoom.csv", "--session", "S1", "--hold", "--yes", today=AFTER).err.splitlines()
    assert again[:3] == ["Nothing to write.", "Matched with nobody:", "  line 3  Ali: P3 Ali BEN?"]
