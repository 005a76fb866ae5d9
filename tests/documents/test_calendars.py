"""Calendar files, read back with the library that calendars trust and line by line."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from capcli.documents.calendars import calendar_of
from capcli.domain.records import Contact, Session, Slot
from capcli.errors import Refused

NOW = dt.datetime(2023, 10, 2, 8, 0, tzinfo=dt.UTC)
PARIS = ZoneInfo("Europe/Paris")


def slot(day, start=None, end=None, last=None):
    return Slot(date=dt.date.fromisoformat(day), end_date=dt.date.fromisoformat(last or day), start=start, end=end)


def session(*slots, **facts):
    made = dt.datetime(2023, 9, 1, 12, 0, tzinfo=dt.UTC)
    return Session(
        id=7, code="x", title="Changement d'échelle ; suite, fin", slots=list(slots), created_at=made, **facts
    )


def events(*slots, revision=0, location="", **facts):
    """The events of the file of such a session."""
    content = calendar_of(session(*slots, **facts), revision=revision, now=NOW, location=location)
    return Calendar.from_ical(content).walk("VEVENT")


def test_an_hour_of_the_session_s_time_zone():
    """The event starts at the local hour, in a time zone that the file itself defines."""
    content = calendar_of(session(slot("2023-11-28", "10:30", "12:00")), revision=0, now=NOW)
    assert b"DTSTART;TZID=Europe/Paris:20231128T103000" in content
    calendar = Calendar.from_ical(content)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    event = calendar.walk("VEVENT")[0]
    assert event.decoded("dtstart").astimezone(dt.UTC) == dt.datetime(2023, 11, 28, 9, 30, tzinfo=dt.UTC)
    assert event.decoded("dtend").astimezone(dt.UTC) == dt.datetime(2023, 11, 28, 11, 0, tzinfo=dt.UTC)
    assert str(event["summary"]) == "Changement d'échelle ; suite, fin"
    assert b"\r\n" in content


def test_lines_are_folded_and_kept_whole():
    """No line is longer than 75 bytes, whatever the letters."""
    content = calendar_of(replace(session(slot("2023-11-28")), title="é" * 300), revision=0, now=NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert str(Calendar.from_ical(content).walk("VEVENT")[0]["summary"]) == "é" * 300


def test_a_whole_day_ends_the_day_after():
    """Days without hours are dates; the end is not included."""
    event = events(slot("2024-06-03", last="2024-06-05"))[0]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (dt.date(2024, 6, 3), dt.date(2024, 6, 6))


def test_a_start_alone_has_no_end():
    """What the session does not say is not made up."""
    event = events(slot("2024-06-03", "18:00"))[0]
    assert "dtend" not in event


def test_hours_of_several_days_come_back_each_day():
    """9 to 17 from Monday to Wednesday is three times a day's hours, not one event of three days."""
    event = events(slot("2024-06-03", "09:00", "17:00", last="2024-06-05"))[0]
    assert event.decoded("dtend") == dt.datetime(2024, 6, 3, 17, 0, tzinfo=PARIS)
    assert event["rrule"] == {"FREQ": ["DAILY"], "COUNT": [3]}


def test_midnight_is_the_next_day():
    """An evening ends after its day."""
    event = events(slot("2024-04-13", "18:00", "00:00", last="2024-04-14"))[0]
    assert event.decoded("dtend") == dt.datetime(2024, 4, 14, 0, 0, tzinfo=PARIS)
    assert "rrule" not in event


def test_one_event_a_slot_each_with_its_own_lasting_name():
    """The names stay when the session changes, differ between slots and between files."""
    days = (slot("2023-11-28", "10:30", "12:00"), slot("2023-12-05", "10:30", "12:00"))
    first = [str(event["uid"]) for event in events(*days)]
    again = [str(event["uid"]) for event in events(*days, revision=4, capacity=3)]
    assert first == again
    assert len(set(first)) == 2
    other = replace(session(*days), created_at=NOW)
    assert str(Calendar.from_ical(calendar_of(other, revision=0, now=NOW)).walk("VEVENT")[0]["uid"]) not in first


def test_a_change_and_a_cancellation_reach_the_calendars():
    """The revision is the sequence; a cancelled session cancels its events."""
    event = events(slot("2023-11-28"), revision=3, cancelled=True)[0]
    assert (int(event["sequence"]), str(event["status"])) == (3, "CANCELLED")
    content = calendar_of(session(slot("2023-11-28"), cancelled=True), revision=3, now=NOW)
    assert b"METHOD:CANCEL" in content
    assert str(events(slot("2023-11-28"))[0]["status"]) == "CONFIRMED"


def test_where_whom_to_ask_and_the_form():
    """What the event adds to its hours."""
    contact = Contact(name="Mylène Thou", phones=["+33475781715"], emails=["a@cap.example"])
    event = events(slot("2023-11-28"), location="en ligne", contact=contact, registration_url="https://form.example/1")[
        0
    ]
    assert str(event["location"]) == "en ligne"
    assert str(event["contact"]) == "Mylène Thou, +33475781715, a@cap.example"
    assert str(event["url"]) == "https://form.example/1"


def test_undated_slots_are_left_out_and_an_undated_session_refused():
    """Nothing goes into a calendar without a day."""
    assert len(events(Slot(start="09:00"), slot("2023-11-28"))) == 1
    with pytest.raises(Refused) as refused:
        calendar_of(session(Slot(start="09:00")), revision=0, now=NOW)
    assert refused.value.code == "session_undated"
