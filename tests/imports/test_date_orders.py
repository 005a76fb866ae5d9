"""Whether the day or the month comes first, from whole columns and what stands around."""

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from capcli.imports.date_orders import Around, date_order, unclear_text
from capcli.imports.mapping import columns_of
from capcli.imports.reading import Row, Sheet

ENGLISH, FRENCH = "Registration date,Surname", "Date d'inscription,Nom"
TODAY = dt.date(2024, 6, 30)


def sheet_of(headings: str, *cells: str, delimiter: str = ",") -> Sheet:
    width = headings.count(",") + 1
    rows = [Row(line, [cell, *["Roche"] * (width - 1)]) for line, cell in enumerate(cells, 2)]
    return Sheet(file="f", delimiter=delimiter, header_row=1, headings=headings.split(","), rows=rows)


def order(headings: str, *cells: str, delimiter: str = ",", kind: str = "registrations", **around) -> str | None:
    sheet = sheet_of(headings, *cells, delimiter=delimiter)
    return date_order(sheet, columns_of(sheet, kind), Around(**around))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["2/3/2024", "2/13/2024"], "month_first"),
        (["2/3/2024", "13/2/2024"], "day_first"),
        (["2024-02-03 10:00"], "iso"),
        (["12 February 2024"], "iso"),
        (["2/3/2024 9:02 PM"], "month_first"),
        (["2/3/2024 9:02 pm"], "unclear"),
        (["Mon 3/4/2024 - 9:02"], "month_first"),
        (["mer. 03/04/2024 - 09:02"], "day_first"),
        (["3/3/2024"], "day_first"),
        (["03.04.2024"], "day_first"),
        (["2/3/2024"], "unclear"),
        (["2/3/2024", "2/4/2024"], "unclear"),
        (["", ""], None),
    ],
)
def test_the_column_tells(cells, found):
    """A day above 12, a weekday, an American clock, dots between the figures; else nothing does."""
    assert order(ENGLISH, *cells) == found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["13/2/2024", "2/13/2024", "2/3/2024"], "unclear"),
        ([*["13/2/2024"] * 40, "2/13/2024"], "day_first"),
        (["13/2/2024", "31/13/2024"], "day_first"),
        (["2/3/2024", "31/31/2024", "0/20/2024"], "unclear"),
    ],
)
def test_days_that_contradict_each_other_are_a_question_unless_one_is_a_mistake(cells, found):
    """What can be no day by either reading proves nothing."""
    assert order(ENGLISH, *cells) == found
    assert unclear_text(sheet_of(ENGLISH, *cells), columns_of(sheet_of(ENGLISH, *cells), "registrations"))


class TestLanguage:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_french_headings_tell_and_the_delimiter_does_not(self, delimiter):
        assert order(FRENCH, "2/3/2024", delimiter=delimiter) == "day_first"
        assert order(ENGLISH, "2/3/2024", delimiter=delimiter) == "unclear"

    def test_english_above_the_days_themselves_leaves_it_open(self):
        """A form in French, sent from an account in English."""
        assert order("Timestamp,Nom,Prénom", "2/3/2024 9:02:11") == "unclear"
        assert order("Horodateur,Name", "2/3/2024 9:02:11") == "day_first"
        assert order("Date,Nom,Montant", "2/3/2024", kind="dues") == "day_first"
        assert order("Date,Name,Amount", "2/3/2024", kind="dues") == "unclear"

    def test_traits_that_disagree_are_a_question(self):
        assert order(FRENCH, "2/3/2024 9:02 PM") == "unclear"

    def test_microsoft_forms_shows_two_figures_of_the_year_in_american_order_in_every_language(self):
        headings = "Heure de fin,ID,Heure de début,Adresse de messagerie,Nom"
        assert order(headings, "2/3/24 9:02:11") == "unclear"
        assert order(headings, "02/03/2024 09:02:11") == "day_first"


class TestTime:
    STEPS = ("2/3/2024", "2/10/2024", "3/1/2024", "3/2/2024", "4/1/2024")

    def test_the_rows_of_a_list_tell_when_five_days_are_in_order(self):
        assert order(ENGLISH, *self.STEPS) == "month_first"
        assert order(ENGLISH, *reversed(self.STEPS)) == "month_first"
        assert order(ENGLISH, *self.STEPS[:4]) == "unclear"

    def test_those_of_a_known_form_when_three_are(self):
        assert order("Timestamp,Email", *self.STEPS[:3]) == "month_first"

    def test_rows_against_the_language_of_their_heading_are_a_question(self):
        """Google keeps the language of a form and the country of its sheet apart."""
        assert order("Horodateur,Nom", *self.STEPS) == "unclear"

    def test_what_has_happened_does_not_lie_ahead(self):
        assert order(ENGLISH, "4/8/2024", today=TODAY) == "month_first"
        assert order(ENGLISH, "8/4/2024", today=TODAY) == "day_first"
        assert order(FRENCH, "4/8/2024", today=TODAY) == "month_first"
        assert order(ENGLISH, "4/8/2024", "8/4/2024", today=TODAY) == "unclear"
        assert order("Paid on,Surname,Amount", "4/8/2024", kind="dues", today=TODAY) == "month_first"

    def test_a_day_that_lies_ahead_by_both_readings_tells_nothing(self):
        """A year typed wrong, or a desk that is told another day."""
        assert order(ENGLISH, "4/8/2034", today=TODAY) == "unclear"
        assert order(ENGLISH, "4/8/2034", "8/4/2024", today=TODAY) == "day_first"

    def test_tomorrow_may_be_today_elsewhere(self):
        assert order(ENGLISH, "7/1/2024", today=TODAY) == "unclear"

    def test_days_of_a_period_may_lie_ahead(self):
        assert order("Until,Surname,Amount", "4/8/2024", kind="dues", today=TODAY) == "unclear"

    def test_a_request_comes_before_the_session_ends_unless_the_language_says_otherwise(self):
        session = dt.date(2024, 5, 2)
        assert order(ENGLISH, "4/5/2024", last_day=session) == "month_first"
        assert order(FRENCH, "4/5/2024", last_day=session) == "day_first"


class TestSaidBefore:
    def test_what_was_said_outweighs_traits_and_yields_to_proof(self):
        assert order(FRENCH, "4/5/2024", said="month_first") == "month_first"
        assert order(FRENCH, "4/13/2024", said="day_first") == "month_first"
        assert order(FRENCH, "4/8/2024", said="day_first", today=TODAY) == "month_first"


class TestPrograms:
    def test_zoom_puts_the_month_first_in_french_too(self):
        headings = "Registration Time,First Name,Last Name,Email,Approval Status"
        assert order(headings, "2/3/2024 9:02:11") == "month_first"


def test_without_a_column_of_days_nothing_is_said():
    assert order("Town,Surname", "2/3/2024") is None


def test_the_question_shows_a_day_that_may_be_two():
    sheet = sheet_of(ENGLISH, "", "3/3/2024", "2/3/2024 10:00")
    assert unclear_text(sheet, columns_of(sheet, "registrations")) == "2/3/2024 10:00"


@settings(max_examples=80)
@given(
    days=st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31)), min_size=1, max_size=12),
    month_first=st.booleans(),
    shape=st.sampled_from(["{:02}/{:02}/{}", "{}/{}/{}", "{:02}-{:02}-{} 09:02", "{:02}/{:02}/{} 9:02 pm"]),
    delimiter=st.sampled_from([",", ";"]),
    in_order=st.booleans(),
)
def test_under_english_headings_no_order_is_told_that_is_not_the_one_written(
    days, month_first, shape, delimiter, in_order
):
    """As somebody would import it on the last of these days; rows by chance in another order count as a list's."""
    days = sorted(days) if in_order else days
    assume(in_order or len(set(days)) < 5)
    figures = [(day.month, day.day) if month_first else (day.day, day.month) for day in days]
    cells = [shape.format(first, second, day.year) for (first, second), day in zip(figures, days, strict=True)]
    told = order(ENGLISH, *cells, delimiter=delimiter, today=max(days))
    truly = "month_first" if month_first else "day_first"
    same = all(day.day == day.month for day in days)
    assert told in (truly, "unclear") or same
