"""`cap voters` and the representative of an organisation, as a coordinator types them."""

import datetime as dt
import json

import openpyxl
import pytest
from desk_making import Bench

from capcli.domain.records import DUES, PEOPLE, Dues, Exemption

D = dt.date


@pytest.fixture
def meeting(priced, bench: Bench):
    """Zoé paid on the day, Ali works for Die, which paid; Eve paid the day after; Ana is exempt, Bob only promised."""
    bench.put(DUES, Dues(person=1, paid_on=D(2023, 6, 15), cents=2000, due_cents=2000, rate="base", **year(2023)))
    bench.put(DUES, Dues(organisation=1, paid_on=D(2023, 1, 9), cents=9000, due_cents=9000, rate="s", **year(2023)))
    bench.put(DUES, Dues(person=3, paid_on=D(2023, 6, 16), cents=2000, due_cents=2000, rate="base", **year(2023)))
    bench.person("Ana EXEMPT", exempt=Exemption(reason="founder"))
    bench.person("Bob PROMISED")
    bench.put(DUES, Dues(kind="promise", person=5, paid_on=D(2023, 6, 1), cents=2000, rate="base", **year(2023)))
    bench.person("Cyd NOBODY")
    return priced


def year(number: int) -> dict[str, D]:
    return {"since": D(number, 1, 1), "until": D(number, 12, 31)}


def voting(cap, *words: str) -> dict[str, object]:
    rows = json.loads(cap("voters", "--on", "2023-06-15", *words, "-f", "json").out)
    return {row["who"]["ref"]: row["representative"] for row in rows}


def why_not(cap, *words: str) -> dict[str, str]:
    rows = json.loads(cap("voters", "--on", "2023-06-15", "--left-out", *words, "-f", "json").out)
    return {row["who"]["ref"]: row["reason"]["code"] for row in rows}


def test_who_votes_on_the_day(meeting):
    """Dues paid on the day count; nobody votes through cover, a promise or money that came later."""
    assert voting(meeting) == {"O1": None, "P4": None, "P1": None}
    assert why_not(meeting) == {"P2": "covered", "P3": "covered", "P6": "never", "P5": "promised"}


def test_dues_paid_by_the_eve(meeting):
    assert list(voting(meeting, "--paid-by", "14/6")) == ["O1", "P4"]
    assert why_not(meeting, "--paid-by", "14/6")["P1"] == "paid_later"
    refused = meeting("voters", "--on", "2023-06-15", "--paid-by", "16/6/2023")
    assert (refused.code, refused.out) == (2, "")
    assert "16 June 2023 is after the meeting of 15 June 2023" in refused.err


def test_the_table_with_its_totals(meeting):
    shown = meeting("voters", "--on", "15/6/2023").out
    assert "to be named" in shown.splitlines()[1]
    assert shown.splitlines()[3].count("Zoé MARTINEAU") == 2
    assert shown.splitlines()[-5:] == [
        "On 15 June 2023, dues paid by 15 June 2023:",
        "3 votes: 2 people, 1 organisation",
        "Quorum (50%): 2 votes present or represented",
        "1 representative to be named: cap org edit O1 --representative WHO",
        "4 do not vote: --left-out",
    ]
    reasons = meeting("voters", "--on", "15/6/2023", "--left-out").out
    assert "Covered through Mairie de Die (O1), which gives no vote." in reasons
    assert "A payment is promised and was not received." in reasons


def test_a_spreadsheet_to_sign(meeting, home):
    """A column to sign in and one for proxies; the quorum below; those who do not vote beside, with the reason."""
    assert meeting("voters", "--on", "2023-06-15", "-o", "voters.xlsx").code == 0
    book = openpyxl.load_workbook(home / "voters.xlsx")
    voters, others = book.worksheets
    header = [cell.value for cell in voters[1]]
    assert header[-2:] == ["Signature", "Proxy given to"]
    assert voters.column_dimensions["J"].width > 20
    assert [voters.cell(line, 2).value for line in (2, 3, 4)] == ["Mairie de Die", "Ana EXEMPT", "Zoé MARTINEAU"]
    assert voters.cell(2, 4).value == "to be named"
    below = [row[0].value for row in voters.iter_rows(min_row=5)]
    assert "Quorum (50%): 2 votes present or represented" in below
    assert others.title == "Without a vote"
    assert others.max_row == 5
    assert others.cell(2, 5).value == "Covered through Mairie de Die (O1), which gives no vote."


def test_what_to_type_is_for_the_screen(meeting, home):
    """A list that is handed out says who votes and the quorum, not how to type commands."""
    assert "--left-out" not in meeting("voters", "--on", "2023-06-15", "-f", "md").out
    assert meeting("voters", "--on", "2023-06-15", "-o", "signed.xlsx").code == 0
    cells = [cell.value for row in openpyxl.load_workbook(home / "signed.xlsx").active for cell in row if cell.value]
    assert not [text for text in cells if "cap " in str(text) or "--" in str(text)]


@pytest.mark.parametrize("form", ["csv", "csv-excel", "md", "jsonl"])
def test_every_format(meeting, form):
    done = meeting("voters", "--on", "2023-06-15", "-f", form)
    assert (done.code, done.err) == (0, "")
    assert "Mairie de Die" in done.out


def test_exempt_members_vote_when_the_setting_says_so(meeting):
    meeting("config", "set", "voters.exempt", "no")
    assert "P4" not in voting(meeting)
    assert why_not(meeting)["P4"] == "exempt"


def test_without_a_quorum_no_line_says_one(meeting):
    meeting("config", "set", "voters.quorum", "")
    assert "Quorum" not in meeting("voters", "--on", "15/6/2023").out


def test_an_organisation_votes_through_whom_it_named(meeting, bench: Bench):
    """Named, shown, gone when they leave, cleared with “none”."""
    done = meeting("org", "edit", "O1", "--representative", "ali ben")
    assert done.code == 0
    assert "Votes at a general meeting: Ali BEN (P2, Mairie de Die)" in done.out
    assert voting(meeting)["O1"] == {"ref": "P2", "name": "Ali BEN"}
    assert json.loads(meeting("org", "show", "O1", "-f", "json").out)["representative"] == "P2"
    assert meeting("org", "leave", "O1", "P2", "--on", "2023-06-14", today="2023-06-14").code == 0
    assert voting(meeting)["O1"] is None
    assert meeting("org", "edit", "O1", "--representative", "none").code == 0
    assert json.loads(meeting("org", "show", "O1", "-f", "json").out)["representative"] is None


def test_a_stranger_represents_nobody(meeting):
    refused = meeting("org", "edit", "O1", "--representative", "P1")
    assert (refused.code, refused.out) == (1, "")
    assert "cap org join O1 P1" in refused.err


def test_a_representative_is_not_removed(meeting, bench: Bench):
    """And a merge hands the vote over with the rest."""
    meeting("org", "edit", "O1", "--representative", "P2")
    assert "O1" in meeting("person", "remove", "P2").err
    bench.person("Ali BENN")
    assert meeting("person", "merge", "P7", "P2", "--yes").code == 0
    assert voting(meeting)["O1"] == {"ref": "P7", "name": "Ali BENN"}
    assert bench.store.read().get(PEOPLE, 2) is None


def test_nobody_votes_where_nobody_paid(cap):
    assert cap("voters", "--on", "2023-06-15").out.splitlines()[0] == "Nobody votes."
    assert cap("voters").code == 2
    assert cap("voters", "--on", "31/6/2023").code == 2
