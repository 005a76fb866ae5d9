"""Every reason has its sentence, whatever its arguments."""

import ast
import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from capcli.domain import membership
from capcli.domain.coverage import Account, Tie, account_of
from capcli.domain.membership import STATUSES, Standing
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import Affiliation, Dues, Exemption
from capcli.domain.views import Reason
from capcli.texts.reasons import REASONS, period, sentence
from capcli.texts.states import status_words

D = dt.date
ROOM = Path(__file__).parents[2] / "capcli" / "domain"


def standing(on: D, own: Account, ties: Sequence[Tie] = (), policy: DuesPolicy | None = None) -> Standing:
    """The standing under the settings' defaults, unless others are given."""
    return membership.standing(on, own, ties, policy or DuesPolicy())


def dues(number: int = 41, **fields) -> Dues:
    year = {"since": D(2023, 1, 1), "until": D(2023, 12, 31), "paid_on": D(2023, 2, 3), "rate": "base"}
    return Dues(id=number, **{**year, "cents": 2000, "due_cents": 2000, **fields})


def account(*payments: Dues, exempt: Exemption | None = None) -> Account:
    return account_of(payments, [exempt] if exempt else [])


def tie(held: Account, **days) -> Tie:
    mine = Affiliation(id=1, person=7, organisation=3, **days)
    return Tie(affiliation=mine, name="Mairie de Die", account=held, colleagues=[mine])


def said(on: D, own: Account, *ties: Tie, policy: DuesPolicy | None = None) -> list[str]:
    return [sentence(reason) for reason in standing(on, own, ties, policy).reasons]


def test_a_paid_year_in_one_sentence():
    """The sentence of the design, word for word."""
    assert said(D(2023, 11, 28), account(dues())) == [
        "Up to date on 28 November 2023: dues D41 paid on 3 February 2023 cover 1 January to 31 December 2023."
    ]


def test_covered_through_an_organisation():
    """Which one, what it paid, and since when the person belongs there."""
    assert said(D(2023, 11, 28), account(), tie(account(dues()), since=D(2022, 9, 1))) == [
        "Up to date on 28 November 2023 through Mairie de Die (O3): its dues D41 paid on 3 February 2023 cover "
        "1 January to 31 December 2023.",
        "Belongs to Mairie de Die (O3) since 1 September 2022.",
    ]


def test_lapsed_says_when_it_ended():
    """And that the employer did not pay either."""
    assert said(D(2024, 1, 1), account(dues()), tie(account())) == [
        "Not up to date on 1 January 2024: dues D41 ended on 31 December 2023.",
        "Mairie de Die (O3) has no dues for that day or before.",
    ]


def test_a_part_payment_says_what_remains():
    """Nothing counts before the rest is paid."""
    assert said(D(2023, 6, 1), account(dues(cents=1550))) == [
        "Not up to date on 1 June 2023: no dues cover that day or any day before.",
        "Paid in part for 1 January to 31 December 2023: €15.50 of €20 (D41); €4.50 remain.",
    ]


def test_a_period_over_two_calendar_years():
    """Both years are said; a lifetime has no end."""
    assert period(D(2023, 9, 1), D(2024, 8, 31)) == "1 September 2023 to 31 August 2024"
    assert period(D(2023, 9, 1), None) == period(D(2023, 9, 1), D.max) == "every day from 1 September 2023 on"


def promise(number: int = 51, **fields) -> Dues:
    return dues(number, kind="promise", reference="BC-12", **fields)


def back(number: int = 42, kind: str = "refund", of: int = 41, cents: int = -500) -> Dues:
    return dues(number, kind=kind, of=of, cents=cents, paid_on=D(2023, 5, 1), reason="Typed twice")


def test_a_promise_says_which_and_whether_it_counts():
    """Its number, the reference of the order, the day."""
    assert said(D(2023, 6, 1), account(promise())) == [
        "Not up to date on 1 June 2023: a payment for 1 January to 31 December 2023 is promised (D51, BC-12, "
        "3 February 2023) and awaited."
    ]
    counts = DuesPolicy(promise_counts="registration")
    assert said(D(2023, 6, 1), account(), tie(account(promise())), policy=counts)[0].startswith(
        "Up to date on 1 June 2023 through Mairie de Die (O3): it promised a payment"
    )


def test_grace_and_tolerance_say_until_which_day():
    """And what they follow, while they run and after."""
    grace, tolerance = DuesPolicy(grace_days=30), DuesPolicy(tolerance_until="03-31")
    assert said(D(2024, 1, 15), account(dues()), policy=grace) == [
        "Up to date on 15 January 2024: in grace until 30 January 2024, after 31 December 2023, the last day covered "
        "(D41)."
    ]
    assert said(D(2024, 3, 31), account(dues()), policy=tolerance) == [
        "Up to date on 31 March 2024: covered until 31 December 2023 (D41), which is tolerated until 31 March 2024."
    ]
    assert said(D(2024, 4, 1), account(dues()), policy=tolerance)[1] == "It was tolerated until 31 March 2024."


def test_what_was_given_back_is_said_with_its_number():
    assert said(D(2023, 6, 1), account(dues(), back()))[2] == (
        "Of the dues D41 for that day, €5 were given back on 1 May 2023 (D42): Typed twice."
    )


ALWAYS = Exemption(reason="founder")
UNTIL = Exemption(reason="founder", until=D(2023, 6, 30))
PARTS = (dues(1, cents=1500), dues(2, cents=500))
HALF = account(dues(cents=500))
SITUATIONS = [
    (D(2023, 6, 1), account(exempt=ALWAYS), []),
    (D(2023, 6, 1), account(exempt=UNTIL), []),
    (D(2023, 7, 1), account(exempt=UNTIL), []),
    (D(2023, 6, 1), account(*PARTS), []),
    (D(2022, 6, 1), account(*PARTS), []),
    (D(2022, 6, 1), account(dues()), []),
    (D(2024, 6, 1), account(*PARTS), []),
    (D(2023, 6, 1), account(dues(), dues(42, kind="cancellation", of=41, cents=-2000, reason="Bounced")), []),
    (D(2023, 6, 1), account(), [tie(account(*PARTS))]),
    (D(2024, 6, 1), account(), [tie(account(*PARTS))]),
    (D(2024, 6, 1), account(), [tie(account(dues()))]),
    (D(2023, 6, 1), account(), [tie(account(exempt=ALWAYS), until=D(2023, 6, 30))]),
    (D(2023, 6, 1), account(), [tie(account(exempt=UNTIL), since=D(2023, 1, 1), until=D(2023, 6, 30))]),
    (D(2023, 7, 1), account(), [tie(account(exempt=UNTIL))]),
    (D(2023, 7, 1), account(), [tie(account(dues()), until=D(2023, 6, 30))]),
    (D(2023, 6, 1), account(), [tie(HALF)]),
    (D(2023, 6, 1), account(), [tie(account(dues(seats=0)))]),
    (D(2024, 6, 1), account(dues()), [tie(account(dues()))]),
    (D(2023, 6, 1), account(exempt=Exemption(reason="later", since=D(2024, 1, 1))), []),
    (D(2023, 6, 1), account(dues(until=None)), []),
    (D(2022, 6, 1), account(dues(until=None)), []),
    (D(2023, 6, 1), account(promise(until=None), dues(cents=500)), [tie(account())]),
    (D(2023, 6, 1), account(promise(), back(52, "cancellation", 51, 0)), []),
    (D(2023, 6, 1), account(), [tie(account(promise(), back(52, "cancellation", 51, 0)))]),
    (D(2023, 6, 1), account(), [tie(account(dues(), back(cents=-2000)))]),
    (D(2023, 6, 1), account(), [tie(account(dues(), back(kind="cancellation", cents=-2000)))]),
    (D(2023, 6, 1), account(), [tie(account(promise(seats=0)))]),
    (D(2023, 6, 1), account(), [tie(account(promise()))]),
    (D(2024, 1, 15), account(*PARTS), []),
    (D(2024, 1, 15), account(promise(since=D(2024, 1, 1), until=D(2024, 12, 31)), dues()), []),
    (D(2024, 1, 15), account(exempt=Exemption(reason="founder", until=D(2023, 12, 31))), []),
    (D(2024, 1, 15), account(), [tie(account(exempt=Exemption(reason="founder", until=D(2023, 12, 31))))]),
    (D(2024, 1, 15), account(), [tie(account(dues()))]),
]
POLICIES = [
    DuesPolicy(),
    DuesPolicy(promise_counts="registration"),
    DuesPolicy(grace_days=30),
    DuesPolicy(tolerance_until="03-31"),
]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(("on", "own", "ties"), SITUATIONS)
def test_every_situation_has_whole_sentences(on: D, own: Account, ties: list[Tie], policy: DuesPolicy):
    """No brace is left, nothing is None, each ends with a full stop."""
    for line in said(on, own, *ties, policy=policy):
        assert not re.search(r"[{}]|None", line)
        assert line.endswith(".")


def _codes(source: str) -> set[str]:
    """The texts given as `code=`, or assigned to `code` before."""
    given = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "code":
            given.append(node.value)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
            given.append(node.value)
    results = [branch for node in given for branch in ast.walk(node)]
    return {node.value for node in results if isinstance(node, ast.Constant)}


def test_every_code_of_the_rules_has_a_sentence():
    """What the rules raise is in the table, and the table holds nothing else."""
    codes = {code for name in ("membership.py", "obstacles.py") for code in _codes((ROOM / name).read_text("utf-8"))}
    assert codes <= set(REASONS)
    variants = re.compile(r"_(several|until|since|between|exempt|counts)$")
    bases = {code if code in codes else variants.sub("", code) for code in REASONS}
    assert bases - {"no_seats"} <= codes


def test_every_status_has_its_word():
    """No status reaches the screen as a key without a word."""
    assert [status_words(status) for status in STATUSES] == list(STATUSES)


def test_a_seat_out_of_reach_says_the_place():
    """Which place the person has, and how many are covered."""
    args = {
        "organisation": "O3",
        "name": "Die",
        "seats": 2,
        "position": 3,
        "dues": ["D1"],
        "since": D.min,
        "until": D.max,
    }
    assert "cover 2 of its people" in sentence(Reason(code="no_seat", args=args))
