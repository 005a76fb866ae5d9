"""What a spreadsheet does to codes and days is put back, and never where digits are lost."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain import repairs
from capcli.domain.plans import PlanRow, TypedRow


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1120", "01120"), ("7400.0", "07400"), ("07400.0", "07400"), ("26400", "26400"), ("01120", "01120"),
     ("2A004", "2A004"), ("SW1A 1AA", "SW1A 1AA"), ("740", "740"), ("", "")],
)  # fmt: skip
def test_a_french_postcode_has_its_zero_back(text, expected):
    assert repairs.postcode(text) == expected


@pytest.mark.parametrize(("phone", "expected"), [("+32 2 555 12 12", "1120"), ("0033 4 75", "01120"), ("", "01120")])
def test_four_digits_beside_a_foreign_phone_are_a_foreign_postcode(phone, expected):
    assert repairs.postcode("1120", phone) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("465711001", "0465711001"), ("465711001.0", "0465711001"), ("33465711001", "+33465711001"),
     ("4.65711001E+08", "0465711001"), ("3,3465711001E+10", "+33465711001"), ("4,65711E+08", "4,65711E+08"),
     ("04 65 71 10 01", "04 65 71 10 01"), ("6 12 34 56 78", "0612345678"), ("12", "12")],
)  # fmt: skip
def test_a_phone_has_its_beginning_back(text, expected):
    assert repairs.phone(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("44306184100047.0", "44306184100047"), ("5520176600015", "05520176600015"), ("4,43061842E+13", "4,43061842E+13"),
     ("443 061 841 00047", "443 061 841 00047"), ("5520176600014", "5520176600014"), ("552017660", "552017660")],
)  # fmt: skip
def test_a_siret_has_its_zeros_back_when_its_check_digit_agrees(text, expected):
    assert repairs.siret(text) == expected


def test_lost_digits_are_recognised():
    assert repairs.is_shortened("4,43061842E+13")
    assert not repairs.is_shortened("4,4306184100047E+13")
    assert not repairs.is_shortened("443 061 841 00047")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("45262", "2023-12-02"), ("45262.375", "2023-12-02 09:00"), ("45262,5", "2023-12-02 12:00"),
     ("2/12/2023", "2/12/2023"), ("2023", "2023"), ("12024", "12024")],
)  # fmt: skip
def test_a_day_turned_into_a_number_is_a_day_again(text, expected):
    assert repairs.moment(text) == expected


@given(st.dates(dt.date(1960, 1, 1), dt.date(2070, 1, 1)))
def test_every_day_comes_back_from_its_number(day):
    assert repairs.moment(str((day - dt.date(1899, 12, 30)).days)) == day.isoformat()


@given(st.text(max_size=30))
def test_a_repair_repeated_changes_nothing_more(text):
    for repair in (repairs.postcode, repairs.phone, repairs.siret, repairs.moment):
        assert repair(repair(text)) == repair(text)


class TestRows:
    def test_what_is_put_back_is_said_once_under_its_heading(self):
        typed = TypedRow(line=3, values={"postcode": "1120", "phone": "0465711001"}, headings={"postcode": "CP"})
        mended = repairs.mended([typed])
        assert mended.rows[0].values == {"postcode": "01120", "phone": "0465711001"}
        told = mended.told(PlanRow(line=3, action="create")).problems
        assert [(one.code, one.args) for one in told] == [
            ("repaired", {"column": "CP", "was": "1120", "value": "01120"})
        ]

    def test_nothing_is_said_of_rows_that_do_nothing(self):
        mended = repairs.mended([TypedRow(line=3, values={"postcode": "1120"})])
        assert mended.told(PlanRow(line=3, action="same")).problems == []

    def test_a_row_without_anything_to_put_back_stays_the_same(self):
        typed = TypedRow(line=3, values={"postcode": "26400"})
        assert repairs.mended([typed]).rows[0] is typed

    def test_postcodes_of_a_list_of_our_own_that_kept_its_zeros_are_whole(self):
        """A Belgian one stays in an export that no spreadsheet rewrote; one that lost every zero is repaired."""

        def refs(*codes: str) -> list[TypedRow]:
            return [TypedRow(line=2 + n, values={"ref": f"P{n}", "postcode": code}) for n, code in enumerate(codes)]

        assert [row.values["postcode"] for row in repairs.mended(refs("1120", "07400")).rows] == ["1120", "07400"]
        assert [row.values["postcode"] for row in repairs.mended(refs("1120", "7400")).rows] == ["01120", "07400"]
