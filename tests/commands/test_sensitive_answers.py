"""Answers about health, diet or access: out of exports unless asked for, deleted some days after the session."""

import json

import pytest
from msgspec.structs import replace

from capcli.domain.records import REGISTRATIONS
from capcli.store.file import FileStore
from capcli.store.protocol import Author

LAST = "2023-12-28"
"""The thirtieth day after the session."""
AFTER = "2023-12-29"


@pytest.fixture
def desk(cap, home):
    """Zoé is registered in S1, of 28 November, and wrote what she cannot eat."""
    import datetime as dt

    cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023")
    cap("person", "add", "Zoé MARTINEAU", "--email", "zoe@die.example")
    cap("register", "S1", "martineau")
    author = Author(by="camille", at=dt.datetime(2023, 10, 2, tzinfo=dt.UTC), command="import")

    def answer(tx):
        made = tx.get(REGISTRATIONS, 1)
        tx.put(REGISTRATIONS, replace(made, answers={"Profession ?": "éleveuse"}, sensitive={"Régime ?": "sans noix"}))

    FileStore(home / "cap.json").change(answer, author)
    return cap


def test_lists_leave_them_out_and_say_so(desk):
    done = desk("attendees", "S1", "-f", "csv")
    assert "éleveuse" in done.out
    assert "noix" not in done.out
    assert "Régime" not in done.out
    assert done.err == "Sensitive answers are left out; --with-answers shows them.\n"


@pytest.mark.parametrize("format", ["emails", "vcard"])
def test_addresses_leave_nothing_out(desk, format):  # noqa: A002 # the option's name
    assert desk("attendees", "S1", "-f", format).err == ""


def test_they_come_when_asked_for(desk):
    (row,) = json.loads(desk("attendees", "S1", "--with-answers", "-f", "json").out)
    assert row["answers"] == {"Profession ?": "éleveuse", "Régime ?": "sans noix"}
    assert desk("attendees", "S1", "--with-answers", "-f", "csv").err == ""


def test_they_are_kept_through_the_last_day_of_the_setting(desk):
    assert desk("sweep", "--dry-run", today=LAST).out == "No deadline has passed.\n"
    plan = desk("sweep", "--dry-run", "-f", "json", today=AFTER)
    assert [(row["action"], row["ref"]) for row in json.loads(plan.out)] == [("purged", "R1")]
    desk("config", "set", "answers.sensitive_days", "40")
    assert desk("sweep", "--dry-run", "-f", "json", today=AFTER).out == "[]\n"


def test_a_sweep_deletes_them_for_good(desk, home):
    done = desk("sweep", "--yes", today=AFTER)
    assert done.code == 0, done.err
    assert "Deleted for good: the sensitive answers of 1 registration — S1 Atelier compost" in done.out
    assert "Undo" not in done.out
    assert not any(b"noix" in file.read_bytes() for file in home.iterdir() if file.is_file())
    (row,) = json.loads(desk("attendees", "S1", "--with-answers", "-f", "json").out)
    assert row["answers"] == {"Profession ?": "éleveuse"}
    assert desk("sweep", "--yes", today=AFTER).out == "No deadline has passed.\n"


def test_an_undo_passes_over_it_and_says_why_when_it_is_named(desk):
    desk("sweep", "--yes", today=AFTER)
    purge = json.loads(desk("log", "-f", "json").out)[0]["entry"]
    refused = desk("undo", f"H{purge}")
    assert refused.code == 1
    assert "deleted for good" in refused.err
    assert "import" in desk("undo", "--yes").out


def test_the_board_says_when_they_are_due(desk):
    line = "  sensitive answers of 1 session, kept long enough: cap sweep --dry-run\n"
    assert line not in desk(today=LAST).out
    assert line in desk(today=AFTER).out
    desk("sweep", "--yes", today=AFTER)
    assert line not in desk(today=AFTER).out
