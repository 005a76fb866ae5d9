import pytest
from session_typing import made, shown


def test_edit_says_what_changed(cap):
    """Each fact that has another value, and only those."""
    made(cap, "--date", "28/11", "--from", "10:30", "--to", "12:00", "--capacity", "25")
    done = cap("session", "edit", "S1", "--capacity", "30", "--place", "Mairie, 26150 Die", "--title", "Compost")
    assert done.out.splitlines() == [
        "Changed S1 “Compost”, Tuesday 28 November 2023, 10:30–12:00.",
        "Mode: on site",
        "Place: Mairie",
        "Postcode: 26150",
        "City: Die",
        "Capacity: 30",
        "Undo: cap undo H3",
    ]
    again = cap("session", "edit", "S1", "--capacity", "30")
    assert (again.code, again.out) == (0, "S1 “Compost” is so already; nothing changed.\n")


def test_edit_says_why_a_place_is_confirmed(cap):
    """Nobody is said to be covered by dues that they did not pay."""
    made(cap, "--date", "28/11", "--requires-dues")
    cap("person", "add", "Zoé MARTINEAU")
    cap("register", "S1", "P1")
    done = cap("session", "edit", "S1", "--no-requires-dues")
    assert "Zoé MARTINEAU (P1) needs no dues any more: R1 is confirmed, S1" in done.out
    asked = cap("session", "edit", "S1", "--requires-dues")
    assert "No dues cover Zoé MARTINEAU (P1) that day: R1 keeps its place, S1" in asked.out


def test_edit_says_whom_to_tell_of_another_time_and_how_to_write_to_them_of_another_place(cap):
    made(cap, "--date", "28/11", "--place", "Mairie, 26150 Die")
    made(cap, "--date", "29/11", title="Bilan")
    cap("person", "add", "Zoé MARTINEAU", "--email", "zoe@die.example")
    cap("register", "S1", "P1")
    cap("register", "S2", "P1")
    done = cap("session", "edit", "S1", "--date", "29/11")
    assert done.out.splitlines()[2:-1] == [
        "1 person to tell:",
        "Tell Zoé MARTINEAU (zoe@die.example).",
        "Their addresses: cap tell S1 -f emails",
        "Once they are told: cap tell S1 --done all",
    ]
    assert "Mind: Zoé MARTINEAU (P1) is also registered at the time of S1" in done.err
    assert cap("session", "edit", "S1", "--place", "Crest").out.splitlines()[-2] == (
        "1 person is registered. To write to them: cap attendees S1 -f emails"
    )
    assert "To write to them" not in cap("session", "edit", "S1", "--capacity", "9").out


def test_edit_clears(cap):
    """`none` clears what it is given for."""
    options = ("--date", "28/11", "--capacity", "9", "--minimum", "2", "--last-day", "20/11", "--place", "Mairie")
    made(cap, *options, "--contact", "Zoé", "--speaker", "Ada", "--online")
    cleared = ("capacity", "minimum", "last-day", "place", "contact", "speaker")
    done = cap("session", "edit", "S1", *(part for name in cleared for part in (f"--{name}", "none")))
    assert done.code == 0, done.err
    session = shown(cap)
    names = ("capacity", "minimum", "last_day_to_register", "place", "contact")
    assert [session[name] for name in names] == [None] * 5
    assert (session["speakers"], session["mode"]) == ([], "online")


@pytest.mark.parametrize(
    ("before", "change", "mode"),
    [
        (("--online",), ("--place", "Mairie"), "hybrid"),
        (("--online",), ("--no-online", "--place", "Mairie"), "onsite"),
        (("--online",), ("--no-online",), "onsite"),
        (("--place", "Mairie"), ("--online",), "hybrid"),
        (("--place", "Mairie"), ("--online", "--place", "none"), "online"),
        (("--online", "--place", "Mairie"), ("--place", "none"), "online"),
        (("--online", "--place", "Mairie"), ("--capacity", "3"), "hybrid"),
    ],
)
def test_edit_mode(cap, before, change, mode):
    """Place and --online say the mode together, over what was known."""
    made(cap, *before)
    assert cap("session", "edit", "S1", *change).code == 0
    assert shown(cap)["mode"] == mode


def test_edit_the_day_keeps_the_hours_and_the_hours_the_day(cap):
    """What is not typed stays; --slot replaces all slots; a cycle asks for all its slots."""
    made(cap, "--date", "28/11", "--from", "10h", "--to", "12h")
    cap("session", "edit", "S1", "--date", "29/11")
    cap("session", "edit", "S1", "--from", "9h30")
    assert shown(cap)["slots"] == [{"date": "2023-11-29", "end_date": "2023-11-29", "start": "09:30", "end": "12:00"}]
    cap("session", "edit", "S1", "--slot", "5/12 10h-12h", "--slot", "7/12 10h-12h")
    assert [slot["date"] for slot in shown(cap)["slots"]] == ["2023-12-05", "2023-12-07"]
    refused = cap("session", "edit", "S1", "--date", "6/12")
    assert (refused.code, "The session has 2 slots" in refused.err) == (2, True)
    assert cap("session", "edit", "S1", "--slot", "none").code == 0
    assert (shown(cap)["slots"], shown(cap)["state"]) == ([], "closed")


def test_edit_with_nothing(cap):
    """An edit that asks for nothing is a slip."""
    made(cap, "--date", "28/11")
    assert cap("session", "edit", "S1").code == 2


def test_capacity_and_people(cap):
    """Below what is held is refused with the number; above, those who wait move up, and one reads whom to tell."""
    made(cap, "--date", "28/11", "--capacity", "2")
    for name, email in (
        ("Ada ROCHE", "ada@cap.example"),
        ("Bob ROCHE", "bob@cap.example"),
        ("Zoé MARTINEAU", "z@cap.example"),
    ):
        done = cap("register", "S1", "--new", name, "--email", email)
        assert done.code == 0, done.err
    refused = cap("session", "edit", "S1", "--capacity", "1")
    assert (refused.code, "2 people hold a place in S1 “Compost”, more than 1." in refused.err) == (1, True)
    raised = cap("session", "edit", "S1", "--capacity", "3")
    assert "A place came free for Zoé MARTINEAU" in raised.out
    assert "Tell Zoé MARTINEAU (z@cap.example)." in raised.out
    assert shown(cap)["counts"]["confirmed"] == 3


def test_postpone_and_cancel_tell_whom_to_tell(cap):
    """Both days in words, everybody who is in or waits, with an e-mail or a phone; registrations stay."""
    made(cap, "--date", "28/11", "--from", "10h", "--to", "12h", "--capacity", "1", "--last-day", "20/11")
    cap("register", "S1", "--new", "Ada ROCHE", "--email", "ada@cap.example")
    cap("register", "S1", "--new", "Bob ROCHE", "--phone", "04 75 78 17 15")
    moved = cap("session", "postpone", "S1", "--to", "5/12")
    assert moved.out.splitlines() == [
        "Moved S1 “Compost” from Tuesday 28 November 2023, 10:00–12:00 to Tuesday 5 December 2023, 10:00–12:00.",
        "2 people to tell:",
        "Tell Ada ROCHE (ada@cap.example).",
        "Tell Bob ROCHE (04 75 78 17 15).",
        "Their addresses: cap tell S1 -f emails",
        "Once they are told: cap tell S1 --done all",
        "Undo: cap undo H5",
    ]
    session = shown(cap, "2023-11-28-compost")
    assert (session["last_day_to_register"], session["counts"]["waiting"]) == ("2023-11-27", 1)
    cancelled = cap("session", "cancel", "5/12", "--reason", "grève")
    assert cancelled.out.splitlines()[:2] == [
        "Cancelled S1 “Compost”, Tuesday 5 December 2023, 10:00–12:00.",
        "2 people to tell:",
    ]
    assert (shown(cap)["state"], shown(cap)["counts"]["waiting"]) == ("cancelled", 1)
    assert cap("session", "show", "S1").out.splitlines()[-1] == "Cancelled: grève."
    again = cap("session", "cancel", "S1")
    assert (again.code, "cap session copy S1 --date DAY" in again.err) == (1, True)
    assert cap("session", "postpone", "S1", "--to", "6/12").code == 1


def test_copy(cap):
    """The same slots moved to the new day, or the days and hours typed; no registrations; exit 2 without a day."""
    made(cap, "--slot", "28/11 10h-12h", "--slot", "30/11 10h-12h", "--capacity", "9")
    cap("register", "S1", "--new", "Ada ROCHE", "--email", "ada@cap.example")
    done = cap("session", "copy", "S1", "--date", "16/1/2024")
    assert "Made S2 “Compost”: Tuesday 16 January 2024, 10:00–12:00 and Thursday 18 January 2024" in done.out
    copied = shown(cap, "S2")
    assert (copied["code"], copied["capacity"], copied["counts"]["confirmed"]) == ("2024-01-16-compost", 9, 0)
    assert cap("session", "copy", "S1", "--slot", "6/2/2024 14h-16h").code == 0
    assert shown(cap, "S3")["slots"][0]["start"] == "14:00"
    assert cap("session", "copy", "S1").code == 2
    assert cap("session", "copy", "S1", "--date", "28/11").code == 1


def test_undo_a_new_session_and_its_number_stays_used(cap):
    """Numbers are never reused, undo included."""
    made(cap, "--date", "28/11")
    assert cap("undo", "H2").code == 0
    assert made(cap, "--date", "28/11")["ref"] == "S2"
