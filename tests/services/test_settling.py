"""A setting that decides who is up to date judges the coming registrations again; periods paid stay as they are."""

import datetime as dt

import pytest
from desk_making import TODAY, Bench
from engaging import promise, settle
from paying import pay, priced_bench

from capcli.domain.records import DUES, SETTINGS, Setting
from capcli.errors import NotFound, Usage
from capcli.services import history
from capcli.services.standings import standing_of
from capcli.store.protocol import Author

D = dt.date
NEXT_MARCH = D(2024, 3, 5)


@pytest.fixture
def bench() -> Bench:
    return priced_bench()


def undo(bench: Bench, entry: int) -> history.Undone:
    now = bench.now
    return bench.store.change(
        lambda tx: history.undo(tx, bench.store, entry, today=TODAY, now=now, by="camille"),
        Author(by="camille", at=now, command="undo"),
        undoes=entry,
    ).result


@pytest.mark.parametrize(("key", "value"), [("dues.grace_days", "90"), ("dues.tolerance_until", "03-31")])
def test_days_that_count_after_the_last_one_confirm_and_their_end_is_told(bench: Bench, key: str, value: str):
    """And undoing the change tells it too: rule 9, whatever the way in."""
    session, zoe = bench.session(day=NEXT_MARCH, requires_dues=True), bench.person()
    pay(bench, person=zoe)
    bench.register(session, zoe)
    assert bench.states(session) == ["pending"]
    made = settle(bench, key, value)
    assert [(one.kind, one.person) for one in made.effects] == [("confirmed", zoe)]
    assert [one.kind for one in settle(bench, key, None).effects] == ["uncovered"]
    last = next(iter(bench.store.history())).entry
    assert undo(bench, last).effects == []
    assert standing_of(bench.store.read(), zoe, NEXT_MARCH).status == "grace"


def test_an_undone_setting_judges_again(bench: Bench):
    """Promises counted for a moment: what the change confirmed waits again, what came after it keeps its place."""
    session, zoe = bench.session(requires_dues=True), bench.person()
    promise(bench, person=zoe)
    bench.register(session, zoe)
    settle(bench, "dues.promise_counts", "registration")
    assert bench.states(session) == ["confirmed"]
    last = next(iter(bench.store.history())).entry
    other = bench.session("Other", requires_dues=True)
    bench.register(other, zoe)
    effects = undo(bench, last).effects
    assert [(one.kind, one.session) for one in effects] == [("uncovered", other)]
    assert bench.states(session) == ["pending"]


def test_how_long_dues_last_changes_nothing_that_was_paid(bench: Bench):
    """Rule 4: periods are facts."""
    zoe = bench.person()
    paid = pay(bench, person=zoe).dues
    for key, value in (("dues.period", "rolling"), ("dues.length_months", "6"), ("dues.year_start", "09-01")):
        settle(bench, key, value)
    assert bench.store.read().get(DUES, paid.id) == paid


def test_other_settings_touch_nobody(bench: Bench):
    session, zoe = bench.session(requires_dues=True), bench.person()
    bench.register(session, zoe)
    assert settle(bench, "organisation.name", "Cap").effects == []
    with pytest.raises(NotFound, match="setting"):
        settle(bench, "dues.nothing", "1")
    with pytest.raises(Usage, match="setting_value"):
        settle(bench, "dues.grace_days", "-1")


def test_a_value_edited_by_hand_to_nonsense_is_mended(bench: Bench):
    """By the command that its refusal names, whichever of several is mended first."""
    session, zoe = bench.session(day=NEXT_MARCH, requires_dues=True), bench.person()
    pay(bench, person=zoe)
    bench.register(session, zoe)
    bench.put(SETTINGS, Setting(key="dues.tolerance_until", value="31 mars"))
    bench.put(SETTINGS, Setting(key="dues.grace_days", value="many"))
    assert settle(bench, "dues.grace_days", "0").before == "many"
    settle(bench, "dues.tolerance_until", "03-31")
    assert bench.states(session) == ["confirmed"]
