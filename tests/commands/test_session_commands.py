import json

import pytest
from session_typing import NEW, made, shown


@pytest.fixture
def answers(monkeypatch):
    """Somebody is at the terminal."""
    monkeypatch.setattr("capcli.desk.Terminal.interactive", property(lambda _self: True))


def test_new_says_number_title_day_in_words_and_undo(cap):
    """Every write repeats the day in words and names the session."""
    done = cap(*NEW, "Changement d'échelle", "--date", "28/11", "--from", "10h30", "--to", "12h", "--online")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "Made S1 “Changement d'échelle”: Tuesday 28 November 2023, 10:30–12:00.",
        "Code: 2023-11-28-changement-echelle",
        "online",
        "Undo: cap undo H2",
    ]


def test_new_with_every_option(cap):
    """All that the contract's session holds and that an option can say."""
    made(cap, "--date", "19/10", title="Innovation")
    session = made(
        cap,
        *("--slot", "2023-12-07 14h-17h", "--slot", "5/12/2023 10:00-12:00", "--online", "--capacity", "25"),
        *("--place", "Maison du Parc, 12 rue de l'Exemple, 26400 Val-Fictif", "--minimum", "5", "--requires-dues"),
        *("--last-day", "1/12", "--timezone", "Europe/Brussels", "--follows", "innovation", "--code", "cycle-a"),
        *("--contact", "Zoé Martineau, 04 75 78 17 15, zoe@mairie.example"),
        *("--speaker", "Ada Roche, formatrice, Cap Exemple", "--speaker", "Bob Roche"),
    )
    assert session == {
        **{"id": 2, "ref": "S2", "code": "cycle-a", "title": "Compost", "state": "open", "why": None},
        "slots": [
            {"date": "2023-12-05", "end_date": "2023-12-05", "start": "10:00", "end": "12:00"},
            {"date": "2023-12-07", "end_date": "2023-12-07", "start": "14:00", "end": "17:00"},
        ],
        "timezone": "Europe/Brussels",
        "mode": "hybrid",
        "place": {
            **{"name": "Maison du Parc", "address": "12 rue de l'Exemple"},
            **{"postcode": "26400", "city": "Val-Fictif"},
        },
        **{"capacity": 25, "minimum": 5, "last_day_to_register": "2023-12-01", "requires_dues": True},
        **{"registration_required": None, "registration_url": None, "price": None},
        "speakers": [
            {"name": "Ada Roche", "role": "formatrice", "organisation": "Cap Exemple", "confirmed": True},
            {"name": "Bob Roche", "role": None, "organisation": None, "confirmed": True},
        ],
        "contact": {"name": "Zoé Martineau", "phones": ["+33475781715"], "emails": ["zoe@mairie.example"]},
        **{"audience": [], "objectives": [], "programme": [], "follows": ["2023-10-19"]},
        **{"approval": False, "bounds": [], "waitlist": "auto", "queue": "strict", "allowed": []},
        "counts": dict.fromkeys(
            ("confirmed", "pending", "approval", "offered", "waiting", "cancelled", "declined", "refused"), 0
        ),
    }


def test_days_with_hours(cap):
    """One pair of hours serves every day; as many as days go with them in order."""
    one = made(cap, "--date", "5/12", "--date", "7/12", "--from", "10h", "--to", "12h")
    assert [(slot["date"], slot["start"]) for slot in one["slots"]] == [
        ("2023-12-05", "10:00"),
        ("2023-12-07", "10:00"),
    ]
    two = made(cap, "--date", "5/12", "--from", "10h", "--date", "7/12", "--from", "14h", title="Paillage")
    assert [slot["start"] for slot in two["slots"]] == ["10:00", "14:00"]


def test_an_end_in_the_night(cap):
    """An end by 06:00 is the next morning's, and the confirmation says so."""
    done = cap(*NEW, "Veillée", "--date", "28/11", "--from", "20h", "--to", "0h30")
    assert "Tuesday 28 November 2023, 20:00–00:30 the next day." in done.out
    assert shown(cap)["slots"][0]["end_date"] == "2023-11-29"


def test_past_and_undated_sessions_are_said(cap):
    """A past day is allowed and said; a session without a day says what it takes."""
    past = cap(*NEW, "Compost", "--date", "1/10")
    assert (past.code, past.err) == (0, "Mind: Sunday 1 October 2023 is past.\n")
    undated = cap(*NEW, "Paillage")
    assert (undated.code, "no day yet" in undated.out) == (0, True)
    assert undated.err == "It takes no registration until it has a day: cap session edit S2 --date DAY\n"
    assert shown(cap, "S2")["code"] == "undated-paillage"


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--title", " ", "--date", "5/12"), 2, "--title"),
        (("--date", "5/12"), 2, "--title"),
        (("--title", "A", "--date", "12"), 2, "“12” alone is not a day"),
        (("--title", "A", "--date", "31/2"), 2, "no such day"),
        (("--title", "A", "--date", "5/12", "--from", "25h"), 2, "“25h” is not an hour"),
        (
            ("--title", "A", "--date", "5/12", "--from", "12h", "--to", "10h"),
            2,
            "The end, 10:00, is not after the start",
        ),
        (("--title", "A", "--slot", "5/12 12h-10h"), 2, "ends before it starts"),
        (("--title", "A", "--from", "10h"), 2, "Hours need a day"),
        (("--title", "A", "--slot", "5/12", "--to", "10h"), 2, "Hours need a day"),
        (("--title", "A", "--date", "5/12", "--from", "9h", "--from", "10h"), 2, "--from was given 2 times"),
        (("--title", "A", "--date", "31/3/2024", "--from", "2h30"), 2, "the clocks jump over it"),
        (("--title", "A", "--date", "5/12", "--date", "5/12"), 2, "The same slot is there twice"),
        (("--title", "A", "--capacity", "0"), 2, "cannot have 0 places"),
        (("--title", "A", "--capacity=-2"), 2, "cannot have -2 places"),
        (("--title", "A", "--capacity", "many"), 2, "whole number, not “many”"),
        (("--title", "A", "--capacity", "9" * 12), 2, "whole number"),
        (("--title", "A", "--capacity", "5", "--minimum", "6"), 2, "above the capacity of 5"),
        (("--title", "A", "--date", "5/12", "--last-day", "6/12"), 2, "after the session starts, on 5 December 2023"),
        (("--title", "A", "--timezone", "Paris"), 2, "“Paris” is not a time zone"),
        (("--title", "A", "--contact", "Zoé, 04 75"), 0, ""),
        (("--title", "A", "--contact", "Zoé, 04 75 78 17"), 2, "04 75 78 17"),
        (("--title", "A", "--speaker", ", formatrice"), 2, "names no speaker"),
        (("--title", "A", "--follows", "S9"), 3, "No session is called “S9”"),
        (("--title", "A", "--code", "S9"), 2, "“S9” is not a code"),
    ],
)
def test_new_refusals(cap, options, code, said):
    """What cannot be is refused in one line that names the value and the way out, and nothing is made."""
    done = cap("session", "new", *options)
    assert done.code == code, done.err
    assert said in done.err
    if code:
        assert done.err.count("\n") == 1
        assert json.loads(cap("session", "list", "--all", "-f", "json").out) == []


def test_the_same_session_twice(cap):
    """Exit 1, naming the session that is there and the way out."""
    made(cap, "--date", "28/11", title="Changement d'échelle")
    done = cap(*NEW, "changement d’ECHELLE", "--date", "2023-11-28")
    assert done.code == 1
    assert "S1 “Changement d'échelle” is that session already, on 28 November 2023." in done.err
    assert "cap session edit S1" in done.err


def test_new_at_a_terminal_asks_the_title_and_about_a_past_day(cap, answers):
    """Only a terminal is asked; no is no error; --yes answers."""
    asked = cap("session", "new", "--date", "5/12", stdin="Compost\n")
    assert (asked.code, "Made S1 “Compost”" in asked.out) == (0, True)
    declined = cap(*NEW, "Paillage", "--date", "1/10", stdin="n\n")
    assert (declined.code, "Sunday 1 October 2023 is past" in declined.err) == (0, True)
    assert "Made" not in declined.out
    assert "Made S2" in cap(*NEW, "Paillage", "--date", "1/10", stdin="y\n").out
    assert "Made S3" in cap(*NEW, "Tailles", "--date", "1/10", "--yes").out


def test_several_answer_to_a_name(cap, answers, monkeypatch):
    """A terminal asks which; elsewhere the candidates are told and nothing is done."""
    made(cap, "--date", "5/12", title="Compost un")
    made(cap, "--date", "6/12", title="Compost deux")
    picked = cap("session", "cancel", "compost", stdin="2\n")
    assert "Cancelled S2 “Compost deux”, Wednesday 6 December 2023." in picked.out
    monkeypatch.setattr("capcli.desk.Terminal.interactive", property(lambda _self: False))
    done = cap("session", "show", "compost")
    assert done.code == 4
    assert done.err.splitlines()[1:] == ["  S1  05/12/2023  Compost un", "  S2  06/12/2023  Compost deux"]


def test_list_options(cap):
    """By default what is to come and the last 30 days; one choice at a time."""
    for title, day in (("Vieux", "1/8"), ("Récent", "20/9"), ("Demain", "3/10")):
        made(cap, "--date", f"{day}/2023", title=title)

    def titles(*options: str) -> list[str]:
        return [session["title"] for session in json.loads(cap("session", "list", *options, "-f", "json").out)]

    assert titles() == ["Récent", "Demain"]
    assert titles("--upcoming") == ["Demain"]
    assert titles("--past") == ["Vieux", "Récent"]
    assert titles("--all") == ["Vieux", "Récent", "Demain"]
    assert cap("session", "list", "--past", "--all").code == 2


def test_list_with_nothing(cap):
    """An empty list is no error: an empty array, or a sentence."""
    assert cap("session", "list", "-f", "json").out == "[]\n"
    assert (cap("session", "list").code, cap("session", "list").out.strip()) == (0, "No session.")


def test_show_in_words(cap):
    """The facts, then the day, the places and the closing in sentences."""
    made(cap, "--date", "28/11", "--from", "10:30", "--to", "12:00", "--capacity", "25", "--minimum", "3")
    lines = cap("session", "show", "28/11").out.splitlines()
    assert lines[:3] == ["Ref.: S1", "Code: 2023-11-28-compost", "Title: Compost"]
    assert lines[-4:] == [
        "Tuesday 28 November 2023, 10:30–12:00.",
        "Registrations: 0/25: nobody has a place.",
        "Below the minimum: 0 of 3.",
        "Registration is open through Tuesday 28 November 2023.",
    ]


def test_show_a_session_that_is_not_there(cap):
    """Exit 3, with the way to the list."""
    done = cap("session", "show", "paillage")
    assert (done.code, done.err) == (
        3,
        "cap: No session is called “paillage”. List them with cap session list --all.\n",
    )


@pytest.mark.parametrize("command", ["new", "list", "show", "edit", "postpone", "cancel", "copy"])
def test_every_command_has_an_example(bare_cap, command):
    """Help ends with an example."""
    done = bare_cap("session", command, "--help")
    assert (done.code, f"cap session {command}" in done.out.split("Example")[-1]) == (0, True)


def test_group_help_names_every_command(bare_cap):
    """The group lists its commands without importing them."""
    done = bare_cap("session", "--help")
    assert all(name in done.out for name in ("new", "list", "show", "edit", "postpone", "cancel", "copy"))
