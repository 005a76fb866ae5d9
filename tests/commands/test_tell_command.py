"""`cap tell`, the format `emails`, and an undo of what people were told of."""

import json

import pytest

from capcli.desk import Terminal


@pytest.fixture
def busy(cap):
    """Zoé has a place, Ali one without an e-mail, Eve waits."""
    for line in (
        ("session", "new", "--title", "Changement d'échelle", "--date", "28/11", "--capacity", "2"),
        ("register", "S1", "--new", "Zoé MARTINEAU", "--email", "zoe@marches.example"),
        ("register", "S1", "--new", "Ali ROCHE", "--phone", "04 75 78 17 15"),
        ("register", "S1", "--new", "Eve DIE", "--email", "eve@mairie.example"),
    ):
        assert cap(*line).code == 0
    return cap


def test_who_is_to_be_told_what(busy):
    assert busy("tell", "S1").out.splitlines() == [
        "Ref.  Session  Name           What changed                 E-mail or phone",
        "R3    S1       Eve DIE        On the waiting list, no. 1.  eve@mairie.example",
        "R1    S1       Zoé MARTINEAU  Confirmed.                   zoe@marches.example",
        "R2    S1       Ali ROCHE      Confirmed.                   04 75 78 17 15",
        "S1 Changement d'échelle, Tuesday 28 November 2023",
        "3 people to tell",
        "1 of them without e-mail",
        "Once they are told: cap tell S1 --done all",
    ]


def test_told_one_after_the_other_then_everybody(busy):
    """Each is said with what they were told; who knows already is a note; nothing to do is no entry."""
    done = busy("tell", "S1", "--done", "martineau", "--done", "roche")
    assert done.out.splitlines() == [
        "Told: Zoé MARTINEAU (P1) — S1 Changement d'échelle, Tuesday 28 November 2023 — Confirmed.",
        "Told: Ali ROCHE (P2) — S1 Changement d'échelle, Tuesday 28 November 2023 — Confirmed.",
        "Undo: cap undo H6",
    ]
    again = busy("tell", "--done", "P1 P3")
    assert (again.err, again.out.count("Told: ")) == ("Nothing new to tell Zoé MARTINEAU (P1).\n", 1)
    nobody = busy("tell", "S1", "--done", "tous")
    assert (nobody.code, nobody.out, nobody.err) == (0, "", "Nobody to tell: nothing was done.\n")
    assert busy("tell").out == "Nobody to tell.\n"


def test_a_promotion_is_told_with_whom_made_room(busy):
    busy("tell", "--done", "all")
    busy("unregister", "S1", "roche", "--reason", "ill")
    rows = json.loads(busy("tell", "-f", "json").out)
    assert [(row["ref"], [reason["code"] for reason in row["changes"]], row["told_state"]) for row in rows] == [
        ("R3", ["promoted"], "waiting"),
        ("R2", ["cancelled"], "confirmed"),
    ]
    assert [reason["message"] for row in rows for reason in row["changes"]] == [
        "A place came free: confirmed.",
        "The registration is cancelled: ill.",
    ]


def test_all_are_found_or_nothing_is_done(busy):
    busy("person", "add", "Max NOWHERE")
    done = busy("tell", "S1", "--done", "martineau", "--done", "nowhere")
    assert (done.code, "Max NOWHERE" in done.err) == (3, True)
    assert busy("tell", "S1", "--done", "nobody").code == 3
    assert busy("tell", "S9").code == 3
    assert len(json.loads(busy("tell", "-f", "json").out)) == 3


def test_addresses_ready_to_paste(busy):
    """One line, one person each once; whom to call on standard error."""
    busy("session", "new", "--title", "Compost", "--date", "5/12")
    busy("register", "S2", "martineau, roche")
    busy(
        "register", "S2", "--new", "Zed PIC", "--email", "ZOE@marches.example", "--allow", "duplicate", "--reason", "x"
    )
    busy("register", "S2", "--new", "Nul PART")
    done = busy("tell", "-f", "emails")
    assert done.out == "eve@mairie.example, zoe@marches.example\n"
    assert done.err.splitlines() == ["No e-mail: Ali ROCHE, 04 75 78 17 15", "No e-mail and no phone: Nul PART"]


@pytest.mark.parametrize(
    "line", [("attendees", "S1"), ("person", "list"), ("tell",), ("org", "list"), ("dues", "late")]
)
def test_every_list_with_an_e_mail_column_gives_addresses(busy, line):
    done = busy(*line, "-f", "emails")
    assert (done.code, "{" in done.out + done.err) == (0, False)


def test_a_list_without_addresses_says_so(busy):
    done = busy("session", "list", "-f", "emails")
    assert (done.code, done.out) == (2, "")
    assert "-f emails" in done.err


def test_addresses_in_a_file(busy, home):
    done = busy("attendees", "S1", "-f", "emails", "-o", "bcc.txt")
    assert done.err.splitlines() == ["2 addresses written to bcc.txt.", "No e-mail: Ali ROCHE, 04 75 78 17 15"]
    assert (home / "bcc.txt").read_text(encoding="utf-8") == "eve@mairie.example, zoe@marches.example\n"


def test_undo_of_what_people_were_told_of(busy):
    """Said before nothing, done, and whom to tell again."""
    busy("unregister", "S1", "roche")
    busy("tell", "--done", "all")
    done = busy("undo", "H6")
    assert done.code == 0
    assert done.err == "Mind: 1 person has already been told: Eve DIE.\n"
    assert "Tell Eve DIE (eve@mairie.example)." in done.out.splitlines()
    assert [row["ref"] for row in json.loads(busy("tell", "-f", "json").out)] == ["R3", "R2"]


@pytest.mark.parametrize(("answer", "times"), [("y\n", 2), ("n\n", 1)])
def test_an_undo_warns_before_it_asks(busy, monkeypatch, answer, times):
    """A colleague told people of what one now takes back; once it is done, the warning comes with whom to tell."""
    busy("unregister", "S1", "roche")
    monkeypatch.setenv("CAP_USER", "dominique")
    busy("tell", "--done", "all")
    monkeypatch.setenv("CAP_USER", "camille")
    monkeypatch.setattr(Terminal, "interactive", property(lambda self: True))
    done = busy("undo", stdin=answer)
    warning = "Mind: 1 person has already been told: Eve DIE."
    assert done.err.index(warning) < done.err.index("Undo H6? [y/N]")
    assert done.err.count(warning) == times
    assert ("Tell Eve DIE" in done.out) == (times == 2)


def test_what_the_history_says_of_telling(busy):
    busy("tell", "S1", "--done", "martineau")
    assert "(Told: – → 02/10/2023 " in busy("log", "H6").out


def test_narrow_screens_and_long_names(busy, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    for line in busy("tell").out.splitlines()[:4]:
        assert len(line) <= 40


def test_the_french_verb(busy):
    for verb in ("prévenir", "prevenir", "Prévenir"):
        assert busy(verb, "S1", "-f", "emails").code == 0
