"""Each setting is told in a sentence, whatever value it takes."""

import pytest

from capcli.settings import KINDS
from capcli.texts.settings_sentences import COUNTED, OTHERWISE, SENTENCES, setting_sentence


def test_every_setting_has_a_sentence_and_nothing_else_has():
    assert SENTENCES.keys() | COUNTED.keys() == KINDS.keys()
    assert not SENTENCES.keys() & COUNTED.keys()
    assert {key for key, _value in OTHERWISE} <= KINDS.keys()


@pytest.mark.parametrize("key", KINDS)
def test_default_example_and_choices_are_told(key):
    kind = KINDS[key]
    told = {value: setting_sentence(key, value) for value in {kind.default, kind.example, *kind.choices}}
    assert all(line.endswith(".") and "{" not in line for line in told.values())
    assert len(set(told.values())) == len(told), "two values that say the same"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("dues.year_start", "09-01", "The year of dues begins on 1 September."),
        ("dues.grace_days", "1", "Somebody whose dues ended stays up to date for 1 more day."),
        ("dues.grace_days", "0", "Nobody stays up to date after their last day."),
        ("dues.tolerance_until", "", "Last year’s dues do not count in a new year."),
        (
            "registration.office_hours",
            "mon-tue 08:00-20:00",
            "Deadlines fall in office hours: Monday and Tuesday, 08:00–20:00.",
        ),
        ("waitlist.stops", "2 days 12:00", "A waiting list stops before its session: 2 days before, at 12:00."),
        ("waitlist.stops", "0 days 08:00", "A waiting list stops before its session: on its day, at 08:00."),
        ("waitlist.stops", "20 min", "A waiting list stops before its session: 20 min."),
        (
            "attendance.present_share",
            "0.5",
            "Somebody connected for at least this part of a slot counts as present: 50\N{NO-BREAK SPACE}%.",
        ),
        (
            "attendance.present_share",
            "half",
            "Somebody connected for at least this part of a slot counts as present: half.",
        ),
        ("registration.pending_days", "", "A place that waits for dues is kept without a deadline."),
    ],
)
def test_what_is_said(key, value, said):
    assert setting_sentence(key, value) == said
