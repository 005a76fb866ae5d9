"""`cap log`, `cap undo`, `cap where`."""

import json

import pytest

from capcli.desk import Terminal


@pytest.fixture
def busy(cap):
    """A morning at the desk: H1 is `init`, H6 a registration, H7 another that waits."""
    for line in (
        ("session", "new", "--title", "Changement d'échelle", "--date", "2023-11-28", "--capacity", "1"),
        ("org", "add", "Mairie de Bessèges"),
        ("person", "add", "Léa MARTINEAU", "--org", "Mairie de Bessèges"),
        ("person", "add", "Zoé L'HOSTIS", "--email", "zoe@chemins.example"),
        ("register", "S1", "martineau"),
        ("register", "S1", "hostis"),
    ):
        done = cap(*line)
        assert done.code == 0, done.err
    return cap


def test_log_lists_the_newest_first(busy):
    done = busy("log", "--limit", "2")
    assert done.code == 0
    heading, newest, older = done.out.splitlines()
    assert heading.split() == ["Entry", "When", "By", "Command", "Changes"]
    assert newest.startswith("H7 ")
    assert newest.split()[-3:] == ["camille", "register", "R2"]
    assert older.startswith("H6 ")


def test_log_as_the_contract_has_it(busy):
    busy("undo", "H7")
    rows = json.loads(busy("log", "-f", "json").out)
    assert [row["entry"] for row in rows] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert all(list(row) == ["entry", "at", "by", "command", "undone_by", "changes"] for row in rows)
    assert (rows[1]["command"], rows[1]["by"], rows[1]["undone_by"]) == ("register", "camille", 8)
    change = rows[1]["changes"][0]
    assert (list(change), change["table"], change["id"], change["before"]) == (
        ["table", "id", "before", "after"],
        "registrations",
        2,
        None,
    )
    assert rows[0]["changes"][0]["before"] == change["after"]


def test_log_of_one_entry_is_in_sentences(busy):
    """With references and names, whatever the case of the letter."""
    busy("unregister", "S1", "martineau")
    done = busy("log", "h8")
    assert done.code == 0
    assert done.out.splitlines()[1:] == [
        "  Changed: registration R1 of Léa MARTINEAU (P1) in S1 Changement d'échelle (State: confirmed → cancelled).",
        "  Changed: registration R2 of Zoé L'HOSTIS (P2) in S1 Changement d'échelle (State: waiting list → confirmed).",
    ]
    assert "by camille: cap unregister" in done.out
    assert json.loads(busy("log", "H8", "-f", "json").out)["entry"] == 8


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("session", "edit", "S1", "--capacity", "3"), "Changed: S1 Changement d'échelle (Capacity: 1 → 3)."),
        (
            ("session", "edit", "S1", "--timezone", "Europe/Zurich"),
            "Changed: S1 Changement d'échelle (Time zone: Europe/Paris → Europe/Zurich).",
        ),
        (("person", "edit", "P1", "--postcode", "07400"), "Changed: Léa MARTINEAU (P1) (Postcode: – → 07400)."),
        (("org", "alias", "O1", "Commune de Bessèges les Bains"), "Changed: Mairie de Bessèges (O1) (Also called: "),
        (
            ("org", "leave", "O1", "P1", "--on", "2023-12-31"),
            "Changed: affiliation of Léa MARTINEAU (P1) to Mairie de Bessèges (O1) (Until: – → 31/12/2023).",
        ),
        (
            ("dues", "rate", "set", "Individuel", "--amount", "20", "--payer", "person"),
            "Created: rate Individuel, €20.",
        ),
        (("config", "set", "currency", "GBP"), "Created: setting currency, GBP."),
    ],
)
def test_each_kind_of_record_is_called_by_its_name(busy, line, said):
    done = busy(*line)
    assert done.code == 0, done.err
    assert said in busy("log", "H8").out


def test_dues_are_told_with_their_period(busy):
    busy("dues", "rate", "set", "Individuel", "--amount", "20", "--payer", "person")
    busy("dues", "pay", "martineau")
    assert "Created: dues D1 of Léa MARTINEAU (P1), €20, 1 January to 31 December 2023." in busy("log", "H9").out


@pytest.mark.parametrize("word", ["H7", "h7", "7"])
def test_undo_takes_an_entry_back(busy, word):
    """Named, it is taken back at once: a script needs no more."""
    done = busy("undo", word)
    assert done.code == 0
    first, second, last = done.out.splitlines()
    assert first.startswith("Undone: H7, 2 October 2023 at ")
    assert second == "  Removed: registration R2 of Zoé L'HOSTIS (P2) in S1 Changement d'échelle."
    assert last == "Undo: cap undo H8"
    assert json.loads(busy("attendees", "S1", "--state", "waiting", "-f", "json").out) == []
    assert busy("undo", "H8").code == 0
    assert len(json.loads(busy("attendees", "S1", "--state", "waiting", "-f", "json").out)) == 1


def test_undo_gives_the_place_to_whoever_waits_and_says_whom_to_tell(busy):
    done = busy("undo", "H6")
    assert "A place came free for Zoé L'HOSTIS (P2)" in done.out
    assert "zoe@chemins.example" in done.out


def test_undo_without_a_number_needs_a_yes(busy):
    """Off a terminal the option is named."""
    done = busy("undo")
    assert (done.code, done.out) == (2, "")
    assert "--yes" in done.err
    done = busy("undo", "--yes")
    assert done.code == 0
    assert "Undone: H7" in done.out


@pytest.fixture
def at_terminal(monkeypatch):
    """Somebody is there to answer."""
    monkeypatch.setattr(Terminal, "interactive", property(lambda self: True))


@pytest.mark.parametrize(
    ("answer", "undone"), [("y\n", True), ("oui\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_undo_shows_in_sentences_then_asks(busy, at_terminal, answer, undone):
    """Anything but a yes leaves all as it was, which is no error."""
    done = busy("undo", stdin=answer)
    assert done.code == 0
    assert "  Will be removed: registration R2 of Zoé L'HOSTIS (P2) in S1 Changement d'échelle." in done.out
    assert "Undo H7? [y/N]" in done.err
    assert ("H7 is undone." in done.out) == undone
    assert ("Nothing was done." in done.err) != undone
    assert len(json.loads(busy("log", "-f", "json").out)) == (8 if undone else 7)


def test_undo_without_a_number_is_for_ones_own_entries(busy, monkeypatch):
    monkeypatch.setenv("CAP_USER", "dominique")
    done = busy("undo", "--yes")
    assert done.code == 3
    assert "dominique" in done.err
    assert busy("undo", "H7").code == 0


def test_what_cannot_be_undone_says_why_and_writes_nothing(busy):
    done = busy("undo", "H4")
    assert (done.code, done.out) == (1, "")
    assert (
        done.err == "cap: H4 cannot be undone: P1 would vanish and is still needed by R1. Undo what made them first.\n"
    )
    assert busy("undo", "H99").code == 3
    assert busy("undo", "S7").code == 2
    assert busy("log", "H0").code == 3
    assert json.loads(busy("log", "--limit", "1", "-f", "json").out)[0]["entry"] == 7


def test_a_long_entry_is_shown_in_part_by_undo_and_whole_by_log(cap):
    """Twenty lines, and how many more."""
    names = ", ".join(f"Given{chr(97 + n)} Family{chr(97 + n)}" for n in range(24))
    cap("session", "new", "--title", "Grande réunion", "--date", "2023-11-28")
    for name in names.split(", "):
        cap("person", "add", name)
    assert cap("register", "S1", names).code == 0
    newest = json.loads(cap("log", "--limit", "1", "-f", "json").out)[0]["entry"]
    assert len(cap("log", f"H{newest}").out.splitlines()) == 25
    lines = cap("undo", "--yes").out.splitlines()
    assert len(lines) == 23
    assert lines[-2] == f"  And 4 records more: cap log H{newest}."


def test_without_the_history_the_rest_works(busy, home):
    (home / "cap.json.journal").unlink()
    for command in (("log",), ("undo", "--yes"), ("log", "H3")):
        done = busy(*command)
        assert (done.code, done.out) == (5, "")
        assert "cap.json.journal" in done.err
    assert busy("where").code == 0
    assert json.loads(busy("where", "-f", "json").out)["last_write"] is None
    assert busy("person", "edit", "P1", "--postcode", "07400").code == 0
    assert [row["entry"] for row in json.loads(busy("log", "-f", "json").out)] == [8]


def test_where_says_what_there_is(busy, home):
    done = busy("where")
    assert done.code == 0
    assert done.out.startswith(f"Data: {home / 'cap.json'}\nOrganisation: Cap Exemple\nSessions: 1\nPeople: 2\n")
    row = json.loads(busy("where", "-f", "json").out)
    assert row["path"] == str(home / "cap.json")
    assert row["counts"] == {"sessions": 1, "people": 2, "organisations": 1, "dues": 0, "registrations": 2}
    assert (row["last_write"]["entry"], row["last_write"]["by"], row["last_write"]["command"]) == (
        7,
        "camille",
        "register",
    )
    assert row["last_backup"] is not None
    assert row["last_backup_elsewhere"] is None


def test_where_without_a_file(bare_cap):
    done = bare_cap("where")
    assert (done.code, done.out) == (5, "")
    assert "cap init" in done.err


def test_where_shows_the_whole_path(cap, home, monkeypatch):
    """Wherever one stands."""
    monkeypatch.setenv("CAP_DATA", "cap.json")
    assert json.loads(cap("where", "-f", "json").out)["path"] == str(home / "cap.json")


@pytest.mark.parametrize("command", ["log", "undo", "where"])
def test_help_has_an_example(bare_cap, command):
    done = bare_cap(command, "--help")
    assert done.code == 0
    assert f"Example: cap {command}" in done.out


def test_the_history_is_told_in_french(busy):
    done = busy("log", "H7", lang="fr")
    assert done.code == 0
    assert "Zoé L'HOSTIS (P2)" in done.out
