"""`cap undo` of an import leaves what was touched since, and says what; other entries are taken back whole or not."""

import json
from pathlib import Path

import pytest

TODAY = "2024-02-27"
FORM = (
    "Horodateur,Adresse e-mail,Nom,Prénom,Structure\n"
    "10/02/2024 09:02:11,jb@val.example,Fauvel-Rochas,Jean-Baptiste,Val Fictif\n"
    "11/02/2024 10:15:40,eloise@chemins.example,d'Arnoncourt,Éloïse,Val Fictif\n"
    "12/02/2024 11:31:05,zoe@parc.example,MARTINEAU,Zoé,\n"
)


@pytest.fixture
def desk(cap, home):
    """Three people of a form in a session of two places; the entry of the import is H4."""

    def run(*args: str, **how):
        return cap(*args, today=TODAY, **how)

    run("org", "add", "Val Fictif")
    run("session", "new", "--title", "Accueil", "--date", "2024-03-05", "--capacity", "2", "--yes")
    Path("form.csv").write_text(FORM, encoding="utf-8")
    done = run("import", "form.csv", "--session", "S1", "--yes")
    assert done.out.endswith("Undo: cap undo H4\n")
    return run


def names(desk, *args: str) -> list[str]:
    return [row["family_name"] for row in json.loads(desk(*args, "-f", "json").out)]


def staying(done) -> list[str]:
    """What is listed as staying: the lines below that say so, up to the next thing said."""
    lines = done.out.splitlines()
    (start,) = [place for place, line in enumerate(lines, 1) if "changed or used since stay" in line]
    return [line.strip() for line in lines[start:] if line.startswith("    ")]


def test_a_record_that_stays_has_the_name_of_today(desk):
    desk("person", "edit", "P2", "--family", "Arnoncourt-Petit")
    assert staying(desk("undo", "H4")) == ["Éloïse Arnoncourt-Petit (P2)"]


def test_what_was_changed_since_stays_and_is_listed(desk):
    """The person who was edited, and nothing else of hers that is not needed; the others go."""
    desk("person", "edit", "P2", "--postcode", "07400")
    done = desk("undo", "H4")
    assert done.code == 0
    assert staying(done) == ["Éloïse d'Arnoncourt (P2)"]
    assert names(desk, "person", "list") == ["d'Arnoncourt"]
    person = json.loads(desk("person", "show", "P2", "-f", "json").out)
    assert (person["postcode"], person["organisation"]["ref"]) == ("07400", "O1")
    assert names(desk, "attendees", "S1") == []


def test_a_registration_that_stays_keeps_its_person(desk):
    """Cancelled by phone since: the request was real, and so is whoever made it."""
    desk("unregister", "S1", "P1", "--reason", "ill")
    done = desk("undo", "H4")
    person = "Jean-Baptiste Fauvel-Rochas (P1)"
    assert {person, f"registration R1 of {person} in S1 Accueil"} <= set(staying(done))
    rows = json.loads(desk("attendees", "S1", "--state", "cancelled", "-f", "json").out)
    assert [row["person"]["ref"] for row in rows] == ["P1"]


def test_a_person_used_since_stays(desk):
    """A later command registered her elsewhere: she is not taken from under it."""
    desk("session", "new", "--title", "Suite", "--date", "2024-04-05", "--yes")
    desk("register", "S2", "P3")
    done = desk("undo", "H4")
    assert (done.code, staying(done)) == (0, ["Zoé MARTINEAU (P3)"])
    assert names(desk, "attendees", "S2") == ["MARTINEAU"]
    assert names(desk, "person", "list") == ["MARTINEAU"]


def test_undoing_the_undo_brings_the_others_back(desk):
    desk("person", "edit", "P2", "--postcode", "07400")
    desk("undo", "H4")
    assert desk("undo", "H6").code == 0
    assert len(names(desk, "attendees", "S1")) == 3
    assert json.loads(desk("person", "show", "P2", "-f", "json").out)["postcode"] == "07400"


def test_when_everything_was_touched_it_is_refused(desk):
    """Nothing would be left to take back: the later entries are named as ever."""
    for number in ("P1", "P2", "P3"):
        desk("person", "edit", number, "--postcode", "07400")
        desk("unregister", "S1", number)
    done = desk("undo", "H4")
    assert (done.code, "was changed since by H" in done.err) == (1, True)


def test_another_entry_is_taken_back_whole_or_not(desk):
    desk("person", "add", "Anne Roche")
    desk("person", "edit", "P4", "--postcode", "07400")
    done = desk("undo", "H5")
    assert (done.code, "P4 was changed since by H6" in done.err) == (1, True)


def test_dues_that_were_cancelled_since_stay_with_their_payer(desk):
    """The cancellation refers to the payment: neither is left without the other."""
    desk("dues", "rate", "set", "Individuelle", "--amount", "20", "--payer", "person")
    rows = "Payeur,E-mail,Tarif,Montant,Date,Année\n"
    rows += "Anne ROCHE,anne@roche.example,Individuelle,20,03/02/2024,2024\n"
    rows += "Paul BRUN,paul@brun.example,Individuelle,20,04/02/2024,2024\n"
    Path("dues.csv").write_text(rows, encoding="utf-8")
    assert desk("import", "dues.csv", "--as", "dues", "--yes").code == 0
    desk("dues", "cancel", "D1", "--reason", "bounced")
    done = desk("undo", "H6")
    assert done.code == 0, done.err
    assert sorted(staying(done)) == [
        "Anne ROCHE (P4)",
        "dues D1 of Anne ROCHE (P4), €20, 1 January to 31 December 2024",
    ]
    assert sorted(names(desk, "person", "list")) == ["Fauvel-Rochas", "MARTINEAU", "ROCHE", "d'Arnoncourt"]


def test_a_list_that_was_undone_may_go_into_another_session(desk):
    """Whoever was changed since stays, and with them what their rows said: that is no import into the session."""
    rows = ["Nom,Prénom,Courriel", *(f"{name},Zoé,{name.lower()}@val.example" for name in ("ABADIE", "IZARD", "RAVEL"))]
    Path("list.csv").write_text("\n".join(rows), encoding="utf-8")
    desk("session", "new", "--title", "Suite", "--date", "2024-04-05", "--yes")
    assert desk("import", "list.csv", "--as", "registrations", "--session", "S1", "--yes").code == 0
    into_suite = ("import", "list.csv", "--as", "registrations", "--session", "S2", "--yes")
    refused = desk(*into_suite)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert refused.err.startswith("cap: 3 of these 3 rows were imported into S1 Accueil already, not into S2. ")
    for name in ("abadie", "izard"):
        desk("person", "edit", name, "--postcode", "07400")
    assert desk("undo", "H6").code == 0
    done = desk(*into_suite)
    assert (done.code, len(names(desk, "attendees", "S2"))) == (0, 3), done.err
