"""Series: made, named, changed; people registered in all of their sessions or in none; clashes noted."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, Bench

from capcli.domain.records import PEOPLE, REGISTRATIONS, SERIES, SESSIONS, Slot
from capcli.errors import Ambiguous, NotFound, Refused, Usage
from capcli.services import series
from capcli.services.clashes import clashes_between, clashes_of
from capcli.services.people import Details
from capcli.services.registering import Terms
from capcli.services.series_registering import register_in, register_new_in
from capcli.store.file import FileStore
from capcli.store.memory import MemoryStore


@pytest.fixture(params=["memory", "file"])
def bench(request, tmp_path) -> Bench:
    return Bench(MemoryStore() if request.param == "memory" else FileStore.create(tmp_path / "cap.json"))


def sessions(bench, count=3, **fields):
    return [bench.session(f"Journée {n}", DAY + dt.timedelta(days=7 * n), **fields) for n in range(count)]


def make(bench, numbers, name="Changement d'échelle"):
    return bench.change(lambda tx: series.create(tx, name, numbers))


def named(bench, text):
    return series.series_named(bench.store.read(), text)


def test_a_series_keeps_its_order_and_its_name(bench):
    one, two, three = sessions(bench)
    made = make(bench, [two, one, two], "  Changement   d'échelle ")
    assert (made.id, made.name, made.sessions) == (1, "Changement d'échelle", [two, one])
    for text in ("C1", "c1", "changement d echelle", "CHANGEMENT D’ÉCHELLE", "échelle"):
        assert named(bench, text) == made
    edited = bench.change(lambda tx: series.edit(tx, 1, name="Échelle", add=[three, one], leave=[two]))
    assert (edited.before, edited.series.name, edited.series.sessions) == (made, "Échelle", [one, three])
    assert bench.change(lambda tx: series.remove(tx, 1)).id == 1
    assert list(bench.store.read().scan(SERIES)) == []


@pytest.mark.parametrize(
    ("work", "error", "code"),
    [
        (lambda tx: series.create(tx, " ", [1]), Usage, "series_name"),
        (lambda tx: series.create(tx, "Rien", []), Usage, "series_empty"),
        (lambda tx: series.create(tx, "Inconnue", [99]), NotFound, "no_such_ref"),
        (lambda tx: series.create(tx, "changement d’echelle", [1]), Refused, "series_twice"),
        (lambda tx: series.edit(tx, 1, leave=[3]), Refused, "series_has_not"),
        (lambda tx: series.edit(tx, 1, leave=[1, 2]), Usage, "series_empty"),
        (lambda tx: series.remove(tx, 9), NotFound, "no_such_ref"),
        (lambda tx: series.series_named(tx, "compost"), NotFound, "series"),
        (lambda tx: series.series_named(tx, "C9"), NotFound, "series"),
    ],
)
def test_what_a_series_may_not_be(bench, work, error, code):
    sessions(bench)
    make(bench, [1, 2])
    with pytest.raises(error) as refused:
        bench.change(work)
    assert refused.value.code == code


def test_several_series_answer_to_a_word(bench):
    sessions(bench)
    make(bench, [1], "Compost 2023")
    make(bench, [2], "Compost 2024")
    with pytest.raises(Ambiguous) as several:
        named(bench, "compost")
    assert several.value.values["candidates"] == [("C1", "Compost 2023"), ("C2", "Compost 2024")]


def test_as_shown(bench):
    one, two, _three = sessions(bench, capacity=1)
    bench.register(one, *bench.people(2))
    (view,) = series.views(bench.store.read(), [make(bench, [two, one])], TODAY)
    assert (view.from_, view.until) == (DAY, DAY + dt.timedelta(days=7))
    assert [(one.ref, one.state, one.held, one.waiting) for one in view.sessions] == [
        ("S2", "open", 0, 0),
        ("S1", "open", 1, 1),
    ]


def test_only_some_of_its_sessions(bench):
    one, two, three = sessions(bench)
    made = make(bench, [three, one])
    read = bench.store.read()
    assert [session.id for session in series.chosen_of(read, made, [])] == [three, one]
    assert [session.id for session in series.chosen_of(read, made, [one])] == [one]
    with pytest.raises(Refused) as refused:
        series.chosen_of(read, made, [two])
    assert refused.value.code == "series_has_not"


def register(bench, numbers, *people, **terms):
    when = {"today": TODAY, "now": bench.now, "by": "camille"}
    return bench.change(lambda tx: register_in(tx, numbers, people, Terms(**terms), **when))


def test_registered_in_each_session_as_it_has_places(bench):
    """One may wait in one and be confirmed in another."""
    full, free, _other = sessions(bench, capacity=1)
    zoe, ali = bench.people(2)
    bench.register(full, zoe)
    done = register(bench, [full, free], ali)
    assert [(one.session.id, one.made[0].registration.state) for one in done] == [
        (full, "waiting"),
        (free, "confirmed"),
    ]


def test_all_sessions_or_none(bench):
    """The second refuses: nothing is kept of the first, and no entry is made."""
    one, two, _three = sessions(bench)
    zoe, ali = bench.people(2)
    bench.register(two, ali)
    entries = len(list(bench.store.history()))
    with pytest.raises(Refused) as refused:
        register(bench, [one, two], zoe, ali)
    assert refused.value.values["session"] == "S2"
    assert (bench.of(one), len(bench.of(two)), len(list(bench.store.history()))) == ([], 1, entries)


def test_somebody_new_is_made_once(bench):
    numbers, details = sessions(bench), Details(given_name="Zoé", family_name="MARTINEAU")
    when = {"today": TODAY, "now": bench.now, "by": "camille"}
    done = bench.change(lambda tx: register_new_in(tx, numbers, details, Terms(), **when))
    assert (len(done), bench.store.read().count(PEOPLE), bench.store.read().count(REGISTRATIONS)) == (3, 1, 3)


def test_a_rule_lifted_in_one_of_them_was_lifted_for_something(bench):
    full, free, _other = sessions(bench, capacity=1)
    zoe, ali, eve = bench.people(3)
    bench.register(full, zoe)
    done = register(bench, [full, free], ali, lifted=frozenset({"full", "closed"}), reason="She speaks")
    assert [one.unused for one in done] == [(), ("closed",)]
    assert bench.states(full) == ["confirmed", "confirmed"]
    assert [one.unused for one in register(bench, [free, full], eve)] == [(), ()]


def hours(start, end, day=DAY):
    return [Slot(date=day, end_date=day, start=start, end=end)]


def test_clashes_with_what_people_are_registered_for_already(bench):
    """Places held and turns on the list; not what ended, nor sessions that are off, nor other people's."""
    morning = bench.session("Matin", slots=hours("09:00", "12:00"))
    other = bench.session("Onze heures", slots=hours("11:00", "12:30"), capacity=1)
    after = bench.session("Après-midi", slots=hours("14:00", "17:00"))
    zoe, ali = bench.people(2)
    bench.register(other, ali)
    bench.register(other, zoe)
    bench.register(after, zoe)
    made = [one.registration for one in bench.register(morning, zoe).made]
    (clash,) = clashes_of(bench.store.read(), made)
    assert (clash.person.id, clash.asked.id, clash.session.id, clash.registration.state) == (
        zoe,
        morning,
        other,
        "waiting",
    )
    bench.unregister(other, zoe)
    assert clashes_of(bench.store.read(), made) == []
    again = [one.registration for one in bench.register(other, zoe).made]
    bench.edit(morning, cancelled=True)
    assert clashes_of(bench.store.read(), again) == []
    assert clashes_of(bench.store.read(), []) == []


def test_clashes_within_one_request_are_said_once(bench):
    one, two = (bench.session(title, slots=hours("09:00", "12:00")) for title in ("Un", "Deux"))
    zoe = bench.person()
    made = [each.made[0].registration for each in register(bench, [one, two], zoe)]
    assert [(clash.asked.id, clash.session.id) for clash in clashes_of(bench.store.read(), made)] == [(one, two)]
    read = bench.store.read()
    pairs = clashes_between([read.get(SESSIONS, one), read.get(SESSIONS, two)])
    assert [(first.id, second.id) for first, second, _at in pairs] == [(one, two)]
