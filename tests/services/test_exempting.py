"""Exemptions: one at a time, each with its days; those that ended are facts, and registrations follow."""

import datetime as dt

import pytest
from desk_making import DAY, Bench
from engaging import end_exemption, exempt, payer
from paying import priced_bench

from capcli.errors import Refused, Usage
from capcli.services.standings import organisation_standing, standing_of

D = dt.date


@pytest.fixture
def bench() -> Bench:
    return priced_bench()


def test_an_exemption_confirms_and_its_end_is_told(bench: Bench):
    """A person's own; the last day is included."""
    session, zoe = bench.session(requires_dues=True), bench.person()
    bench.register(session, zoe)
    made = exempt(bench, person=zoe, since=D(2023, 10, 2))
    assert [one.kind for one in made.effects] == ["confirmed"]
    ended = end_exemption(bench, D(2023, 11, 27), person=zoe)
    assert ended.exemption.until == D(2023, 11, 27)
    assert [one.kind for one in ended.effects] == ["uncovered"]
    read = bench.store.read()
    assert [standing_of(read, zoe, day).status for day in (D(2023, 11, 27), DAY)] == ["exempt", "lapsed"]
    assert standing_of(read, zoe, D(2023, 10, 1)).status == "never"


def test_an_exempt_organisation_covers_its_people(bench: Bench):
    session, die = bench.session(requires_dues=True), bench.organisation()
    zoe = bench.person(organisation=die)
    bench.register(session, zoe)
    assert [one.person for one in exempt(bench, organisation=die).effects] == [zoe]
    assert organisation_standing(bench.store.read(), die, DAY).status == "exempt"
    assert standing_of(bench.store.read(), zoe, DAY).status == "covered"


def test_exemptions_before_the_last_one_stay_true(bench: Bench):
    """Of two apart, the later one is shown and both count for their days, whichever was typed first."""
    zoe = bench.person()
    exempt(bench, "Trainee", person=zoe, since=D(2023, 1, 1), until=D(2023, 3, 31))
    exempt(bench, "Founder", person=zoe, since=D(2024, 1, 1))
    exempt(bench, "Speaker", person=zoe, since=D(2022, 1, 1), until=D(2022, 12, 31))
    known = payer(bench, zoe)
    assert known.exempt
    assert (known.exempt.reason, [one.reason for one in known.exempted]) == ("Founder", ["Speaker", "Trainee"])
    days = (D(2021, 6, 1), D(2022, 6, 1), D(2023, 2, 1), D(2023, 6, 1), D(2024, 6, 1))
    found = [standing_of(bench.store.read(), zoe, day) for day in days]
    assert [one.status for one in found] == ["never", "exempt", "exempt", "lapsed", "exempt"]
    assert [one.code for one in found[3].reasons] == ["exempt_ended", "exempt_later"]


def test_two_exemptions_share_no_day(bench: Bench):
    """Each way in which the first one may be open is said."""
    ends = ((None, None, "always"), (D(2023, 1, 1), None, "since"), (None, D(2023, 12, 31), "until"))
    for since, until, code in (*ends, (D(2023, 1, 1), D(2023, 12, 31), "")):
        zoe = bench.person(f"Zoé M{code}")
        exempt(bench, person=zoe, since=since, until=until)
        with pytest.raises(Refused) as caught:
            exempt(bench, person=zoe, since=D(2023, 12, 31), until=None)
        assert caught.value.code == "_".join(filter(None, ("exempt_already", code)))
    assert exempt(bench, person=zoe, since=D(2024, 1, 1)).exemption.since == D(2024, 1, 1)


def test_what_is_no_exemption(bench: Bench):
    """Without a reason, or that ends before it begins."""
    zoe = bench.person()
    with pytest.raises(Usage, match="exempt_reason"):
        exempt(bench, "  ", person=zoe)
    with pytest.raises(Usage, match="exempt_until"):
        exempt(bench, person=zoe, since=D(2023, 2, 1), until=D(2023, 1, 31))


def test_what_cannot_be_ended(bench: Bench):
    """None there, not begun, over already."""
    zoe = bench.person()
    with pytest.raises(Refused, match="exempt_never"):
        end_exemption(bench, DAY, person=zoe)
    exempt(bench, person=zoe, since=D(2023, 1, 1), until=D(2023, 6, 30))
    with pytest.raises(Refused, match="exempt_begins"):
        end_exemption(bench, D(2022, 12, 31), person=zoe)
    with pytest.raises(Refused, match="exempt_over"):
        end_exemption(bench, D(2023, 7, 1), person=zoe)
