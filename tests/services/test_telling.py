"""Whom to tell, that they were told, and an undo of what they were told of; in memory and in a file."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, Bench
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from capcli.domain.records import REGISTRATIONS, SESSIONS, Turn
from capcli.errors import NotFound, Refused
from capcli.services import history, sessions
from capcli.services.telling import tell_done, to_tell
from capcli.store.file import FileStore
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author

WHEN = dt.datetime(2023, 10, 3, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(params=["memory", "file"])
def bench(request, tmp_path) -> Bench:
    return Bench(MemoryStore() if request.param == "memory" else FileStore.create(tmp_path / "cap.json"))


def listed(bench, session=None, today=TODAY):
    """Who is to be told what: the family name's end and the codes."""
    found = to_tell(bench.store.read(), session, today=today, now=WHEN)
    return [(one.person.family_name, [reason.code for reason in one.news]) for one in found]


def done(bench, session=None, people=None, now=WHEN):
    return bench.change(lambda tx: tell_done(tx, session, people, today=TODAY, now=now, by="camille"))


def put_state(bench, registration, **changes):
    kept = bench.store.read().get(REGISTRATIONS, registration)
    turns = [Turn(state=changes.get("state", kept.state), at=WHEN, by="camille", cause=changes.pop("cause", None))]
    bench.put(REGISTRATIONS, replace(kept, **changes, history=[*kept.history, *turns]))


def test_told_people_are_not_told_again(bench):
    session, (zoe, ali) = bench.session(capacity=1), bench.people(2)
    bench.register(session, zoe, ali)
    assert listed(bench) == [("PERSONNE0", ["confirmed"]), ("PERSONNE1", ["waiting"])]
    assert [one.person.id for one in done(bench, session, [zoe]).told] == [zoe]
    assert listed(bench) == [("PERSONNE1", ["waiting"])]
    done(bench)
    assert listed(bench) == []
    told = bench.of(session)[0].told
    assert (told.at, told.by, told.state, told.day) == (WHEN, "camille", "confirmed", DAY)
    bench.unregister(session, zoe)
    assert listed(bench, session) == [("PERSONNE0", ["cancelled"]), ("PERSONNE1", ["promoted"])]


def test_back_before_anybody_heard_is_nothing_to_tell(bench):
    """Cancelled and registered again: they have what they were told; never told and cancelled: nothing ever was."""
    session, (zoe, ali) = bench.session(), bench.people(2)
    bench.register(session, zoe)
    done(bench)
    bench.unregister(session, zoe)
    bench.register(session, zoe, ali)
    bench.unregister(session, ali)
    assert listed(bench) == []


def test_sessions_to_come_count_and_others_do_not(bench):
    """A registration of older days, never told, appears through the last day of its session."""
    person = bench.person("Zoé MARTINEAU")
    bench.register(bench.session("hier", TODAY - dt.timedelta(days=1)), person, lifted=["closed"])
    bench.register(bench.session("aujourd'hui", TODAY), person)
    later = bench.session()
    bench.register(later, person)
    assert [one.session.title for one in to_tell(bench.store.read(), today=TODAY, now=WHEN)] == [
        "aujourd'hui",
        "Atelier compost",
    ]
    assert listed(bench, later, today=DAY) == [("MARTINEAU", ["confirmed"])]
    assert listed(bench, later, today=DAY + dt.timedelta(days=1)) == []


def test_a_session_postponed_or_cancelled_is_told_to_everybody_in_it(bench):
    session, (zoe, ali) = bench.session(capacity=1), bench.people(2)
    bench.register(session, zoe, ali)
    done(bench)
    when = {"today": TODAY, "now": WHEN, "by": "camille"}
    bench.change(lambda tx: sessions.postpone(tx, session, dt.date(2023, 12, 5), **when))
    assert listed(bench) == [("PERSONNE0", ["postponed"]), ("PERSONNE1", ["postponed"])]
    bench.change(lambda tx: sessions.postpone(tx, session, DAY, **when))
    assert listed(bench) == [], "back on its day before anybody heard"
    bench.change(lambda tx: sessions.cancel(tx, session, "The trainer is ill"))
    assert listed(bench) == [("PERSONNE0", ["session_cancelled"]), ("PERSONNE1", ["session_cancelled"])]
    done(bench)
    assert listed(bench) == []


def test_the_clock_of_an_offer_starts_when_it_is_told(bench):
    """48 hours later, while the office is open; told again for another reason, it goes on."""
    session, (zoe,) = bench.session(), bench.people(1)
    bench.register(session, zoe)
    put_state(bench, 1, state="offered", cause="offer")
    (before,) = to_tell(bench.store.read(), today=TODAY, now=WHEN)
    until = dt.datetime(2023, 10, 5, 9, 0, tzinfo=dt.UTC)
    assert (before.registration.held_until, before.news[0].args["until"]) == (None, until)
    done(bench)
    assert bench.of(session)[0].held_until == until
    assert listed(bench) == []
    when = {"today": TODAY, "now": WHEN, "by": "camille"}
    bench.change(lambda tx: sessions.postpone(tx, session, dt.date(2023, 12, 5), **when))
    done(bench, now=WHEN + dt.timedelta(hours=1))
    assert bench.of(session)[0].held_until == until


def test_somebody_who_comes_from_another_session(bench):
    one, other, (zoe, ali) = bench.session(), bench.session("Autre"), bench.people(2)
    bench.register(one, zoe)
    bench.register(other, zoe, ali)
    put_state(bench, 2, succeeds=1)
    put_state(bench, 3, succeeds=1)
    put_state(bench, 1, state="cancelled", cause="moved")
    assert listed(bench) == [("PERSONNE0", ["moved_from", "confirmed"]), ("PERSONNE1", ["taken_over", "confirmed"])]


def test_somebody_without_news_and_somebody_unknown(bench):
    session, (zoe, ali) = bench.session(), bench.people(2)
    bench.register(session, zoe)
    done(bench)
    kept = done(bench, session, [zoe])
    assert (kept.told, [person.id for person in kept.nothing]) == ([], [zoe])
    with pytest.raises(NotFound) as unknown:
        done(bench, session, [ali])
    assert unknown.value.code == "not_registered"


def undo(bench, number):
    author = Author(by="camille", at=WHEN, command="undo")

    def work(tx):
        return history.undo(tx, bench.store, number, today=TODAY, now=WHEN, by="camille")

    return bench.store.change(work, author, undoes=number).result


def last(bench):
    return next(iter(bench.store.history())).entry


def test_undo_of_what_people_were_told_of(bench):
    """It is taken back all the same, keeps what they heard, and says who heard it."""
    session, (zoe, ali) = bench.session(capacity=1), bench.people(2)
    bench.register(session, zoe, ali)
    done(bench)
    bench.unregister(session, zoe)
    entry = last(bench)
    done(bench, now=WHEN + dt.timedelta(hours=1))
    undone = undo(bench, entry)
    assert sorted(one.person.id for one in undone.heard) == [zoe, ali]
    assert bench.states(session) == ["confirmed", "waiting"]
    assert listed(bench) == [("PERSONNE0", ["reopened"]), ("PERSONNE1", ["waiting"])]


def test_undo_of_a_registration_that_was_told(bench):
    session, (zoe,) = bench.session(), bench.people(1)
    bench.register(session, zoe)
    entry = last(bench)
    done(bench)
    assert [one.person.id for one in undo(bench, entry).heard] == [zoe]
    assert bench.of(session) == []
    redone = undo(bench, last(bench))
    assert redone.heard == []
    assert listed(bench) == [], "put back as it was told"


def test_what_stands_in_the_way_of_an_undo_is_never_that_people_were_told(bench):
    session, (zoe,) = bench.session(), bench.people(1)
    bench.register(session, zoe)
    registered = last(bench)
    done(bench)
    bench.unregister(session, zoe)
    cancelled = last(bench)
    assert done(bench, now=WHEN + dt.timedelta(hours=1)).told
    with pytest.raises(Refused) as refused:
        undo(bench, registered)
    assert (refused.value.code, refused.value.values["by"]) == ("undo_changed", f"H{cancelled}")


def test_undo_of_telling_warns_of_nobody(bench):
    session, (zoe,) = bench.session(), bench.people(1)
    bench.register(session, zoe)
    done(bench)
    assert undo(bench, last(bench)).heard == []
    assert listed(bench) == [("PERSONNE0", ["confirmed"])]


def test_undo_of_a_postponement_that_was_told(bench):
    session, (zoe, ali) = bench.session(), bench.people(2)
    bench.register(session, zoe, ali)
    done(bench)
    when = {"today": TODAY, "now": WHEN, "by": "camille"}
    bench.change(lambda tx: sessions.postpone(tx, session, dt.date(2023, 12, 5), **when))
    entry = last(bench)
    done(bench, session, [zoe], now=WHEN + dt.timedelta(hours=1))
    assert [one.person.id for one in undo(bench, entry).heard] == [zoe]
    assert listed(bench) == [("PERSONNE0", ["brought_forward"])]


def test_undo_of_an_offer_that_was_told(bench):
    """The time to answer that telling started is no change of somebody else's."""
    session, (zoe,) = bench.session(), bench.people(1)
    bench.register(session, zoe)
    put_state(bench, 1, state="offered", cause="offer")
    entry = last(bench)
    done(bench)
    assert [one.person.id for one in undo(bench, entry).heard] == [zoe]
    assert bench.states(session) == ["confirmed"]


steps = st.lists(st.sampled_from(["register", "unregister", "postpone", "tell", "undo"]), max_size=8)


@settings(max_examples=30, deadline=None)
@given(steps)
def test_everybody_told_leaves_nobody_to_tell_whatever_happened(todo):
    """And who was told keeps it in the record, whatever is undone after."""
    bench = Bench()
    session, people = bench.session(capacity=2), bench.people(3)
    when = {"today": TODAY, "now": WHEN, "by": "camille"}
    for step in todo:
        live = {one.person for one in bench.of(session) if one.state in ("confirmed", "waiting")}
        out = [person for person in people if person not in live]
        if step == "register" and out:
            bench.register(session, out[0])
        elif step == "unregister" and live:
            bench.unregister(session, min(live))
        elif step == "postpone":
            day = bench.store.read().get(SESSIONS, session).slots[0].date
            bench.change(lambda tx, day=day: sessions.postpone(tx, session, day + dt.timedelta(days=7), **when))
        elif step == "undo" and last(bench) > 4:
            undo(bench, last(bench))
        elif step == "tell":
            done(bench)
            assert listed(bench) == []
    done(bench)
    assert listed(bench) == []
