"""Whether the day or the month comes first, from the whole column and what stands around."""

import pytest

from capcli.imports.date_orders import date_order
from capcli.imports.mapping import columns_of
from capcli.imports.reading import Row, Sheet


def order(headings: str, *cells: str, delimiter: str = ",") -> str | None:
    rows = [Row(line, [cell, "Roche"]) for line, cell in enumerate(cells, 2)]
    sheet = Sheet(file="f", delimiter=delimiter, header_row=1, headings=headings.split(","), rows=rows)
    return date_order(sheet, columns_of(sheet, "registrations"))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["2/3/2024", "2/13/2024"], "month_first"),
        (["2/3/2024", "13/2/2024"], "day_first"),
        (["2024-02-03 10:00"], "iso"),
        (["12 February 2024"], "iso"),
        (["2/3/2024 9:02", "2/10/2024 9:02", "3/1/2024 9:02"], "month_first"),
        (["2/3/2024 9:02", "10/3/2024 9:02", "1/4/2024 9:02"], "day_first"),
        (["2/3/2024 9:02 PM"], "month_first"),
        (["Mon 3/4/2024 - 9:02"], "month_first"),
        (["mer. 03/04/2024 - 09:02"], "day_first"),
        (["3/3/2024"], "day_first"),
        (["2/3/2024"], "unclear"),
        (["2/3/2024", "2/4/2024"], "unclear"),
        (["", ""], None),
    ],
)
def test_the_column_tells(cells, found):
    """A day above 12, a weekday, a clock of twelve hours, the order of the rows; else nothing does."""
    assert order("Registration date,Surname", *cells) == found


def test_headings_and_semicolons_tell_where_the_column_does_not():
    assert order("Date d'inscription,Nom", "2/3/2024") == "day_first"
    assert order("Registration date,Surname", "2/3/2024", delimiter=";") == "day_first"


def test_without_a_column_of_days_nothing_is_said():
    assert order("Town,Surname", "2/3/2024") is None
