"""Days, hours, amounts and lists as each language writes them."""

import datetime as dt

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli import texts
from capcli.errors import Ambiguous, NotFound
from capcli.texts.errors import explain


@pytest.fixture
def french():
    texts.use("fr")


class TestEnglish:
    def test_days(self):
        assert texts.day(dt.date(2023, 11, 28)) == "28 November 2023"
        assert texts.day(dt.date(2024, 3, 1), weekday=True) == "Friday 1 March 2024"
        assert texts.day_of_year(dt.date(2023, 9, 1)) == "1 September"
        assert texts.short_day(dt.date(2023, 2, 1)) == "01/02/2023"

    def test_hours(self):
        assert texts.hour("09:05") == "09:05"

    @pytest.mark.parametrize(
        ("cents", "said"),
        [(2000, "€20"), (1250, "€12.50"), (0, "€0"), (5, "€0.05"), (125050, "€1,250.50"), (-700, "-€7")],
    )
    def test_amounts(self, cents, said):
        assert texts.money(cents) == said

    def test_amounts_of_other_currencies(self):
        assert texts.money(1000, "CHF") == "10 CHF"
        assert texts.money(1000, "GBP") == "£10"

    def test_lists(self):
        assert [texts.listed(list(word)) for word in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]

    def test_moments_are_told_in_the_time_of_the_place(self):
        moment = dt.datetime(2023, 7, 1, 22, 30, tzinfo=dt.UTC)
        assert texts.moment(moment, "Europe/Paris") == "2 July 2023 at 00:30"

    def test_counts(self):
        assert [texts.ngettext("one", "many", count) for count in (0, 1, 2)] == ["many", "one", "many"]


@pytest.mark.usefixtures("french")
class TestFrench:
    def test_days(self):
        assert texts.day(dt.date(2023, 11, 28)) == "28 novembre 2023"
        assert texts.day(dt.date(2024, 3, 1), weekday=True) == "vendredi 1er mars 2024"
        assert texts.day_of_year(dt.date(2023, 9, 1)) == "1er septembre"
        assert texts.short_day(dt.date(2023, 2, 1)) == "01/02/2023"

    def test_hours_have_no_break_spaces(self):
        assert [texts.hour(h) for h in ("10:30", "09:05", "12:00", "00:00")] == [
            "10\u00a0h\u00a030", "9\u00a0h\u00a005", "12\u00a0h", "0\u00a0h",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("cents", "said"),
        [
            (2000, "20\u00a0€"),
            (1250, "12,50\u00a0€"),
            (125050, "1\u202f250,50\u00a0€"),
            (100000000, "1\u202f000\u202f000\u00a0€"),
            (-700, "-7\u00a0€"),
        ],
    )
    def test_amounts(self, cents, said):
        assert texts.money(cents) == said

    def test_lists(self):
        assert [texts.listed(list(word)) for word in ("", "a", "ab", "abc")] == ["", "a", "a et b", "a, b et c"]


class TestPhones:
    def test_french_numbers_are_read_in_pairs(self):
        assert texts.phone("+33475781715") == "04 75 78 17 15"

    def test_foreign_numbers_keep_their_prefix(self):
        assert texts.phone("+41223456789") == "+41 22 345 67 89"

    def test_what_is_no_number_stays(self):
        assert texts.phone("by the gate") == "by the gate"


class TestErrors:
    def test_values_are_said_in_words(self):
        said = explain(NotFound("setting", key="zone", known=["a", "b"]))
        assert said == "No setting is called zone. The settings are: a and b."

    def test_braces_in_a_value_are_only_braces(self):
        assert "“{key}”" in explain(NotFound("setting", key="“{key}”", known=""))

    def test_candidates_stand_below(self):
        error = Ambiguous("person_ambiguous", name="a", count=2, candidates=[("P1", "A"), ("P2", "B")])
        assert explain(error).splitlines()[1:] == ["  P1  A", "  P2  B"]


def test_a_long_text_is_told_on_one_line():
    """Breaks become spaces, no-break spaces stay, and the end says that there was more."""
    assert texts.shortened("Un\n\n  deux\u00a0: trois", 80) == "Un deux\u00a0: trois"
    assert texts.shortened("Un deux trois", 8) == "Un deux…"


@given(st.integers(1, 9), st.integers(0, 10**8 - 1))
def test_french_phones_read_as_the_library_writes_them(first, rest):
    """The pairs laid by hand are those of the library, which is asked for all other numbers."""
    number = phonenumbers.parse(f"+33{first}{rest:08}", None)
    expected = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    assert texts.phone(f"+33{first}{rest:08}") == expected
