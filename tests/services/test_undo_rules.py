"""What must still hold when an entry is taken back, and what follows from it."""

import pytest
from undo_desk import NOW, a_desk, cancellation, dues, organisation, person, registration, replace

from capcli.domain.dues import overlapping
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    PEOPLE,
    RATES,
    REGISTRATIONS,
    SERIES,
    SESSIONS,
    SETTINGS,
    Affiliation,
    Lift,
    Rate,
    Series,
    Setting,
)


@pytest.fixture
def desk():
    return a_desk()


def test_a_record_changed_since_names_what_changed_it(desk):
    number = desk.edit(PEOPLE, 1, postcode="07400")
    later = desk.edit(PEOPLE, 1, postcode="26000")
    desk.edit(PEOPLE, 2, postcode="26000")
    error = desk.refused(number)
    assert (error.code, error.values["record"], error.values["by"]) == ("undo_changed", "P1", f"H{later}")
    desk.undo(later)
    desk.undo(number)
    assert desk.get(PEOPLE, 1).postcode is None


def test_what_was_undone_since_is_not_in_the_way(desk):
    """Naming an undo would send round in a circle: undoing it redoes, and so on; what stands is named."""
    number = desk.edit(PEOPLE, 1, postcode="07400")
    stands = desk.edit(PEOPLE, 1, postcode="26000")
    desk.undo(desk.edit(PEOPLE, 1, postcode="38000"))
    assert desk.refused(number).values["by"] == f"H{stands}"
    redone = desk.undo(desk.undo(stands))
    assert desk.refused(number).values["by"] == f"H{stands}", f"H{redone} redoes it"
    desk.undo(stands)
    desk.undo(number)
    assert desk.get(PEOPLE, 1).postcode is None


def test_a_record_edited_by_hand_is_not_overwritten(desk):
    """Nothing in the history tells of it."""
    number = desk.edit(PEOPLE, 1, postcode="07400")
    desk.store._tables["people"][1] = replace(desk.get(PEOPLE, 1), postcode="26000")
    assert desk.refused(number).code == "undo_edited"


def test_a_record_that_others_refer_to_does_not_vanish(desk):
    number = desk.put(PEOPLE, person("Nouveau"))
    later = desk.put(REGISTRATIONS, registration(4))
    error = desk.refused(number)
    assert (error.code, error.values["record"], error.values["by"]) == ("undo_referred", "P4", ["R1"])
    desk.undo(later)
    desk.undo(number)
    assert desk.get(PEOPLE, 4) is None


def test_a_rate_that_payments_name_does_not_vanish(desk):
    """Dues hold the name of their rate, so that a later amount of the same name leaves them as they are."""
    rate = Rate(name="Individuelle", cents=2000, payer="person")
    set_first = desk.put(RATES, rate)
    paid = desk.put(DUES, dues(rate="Individuelle"))
    error = desk.refused(set_first)
    assert (error.code, error.values["by"]) == ("undo_referred", ["D1"])
    desk.undo(paid)
    desk.undo(set_first)
    assert desk.get(RATES, 1) is None


def test_a_record_does_not_come_back_to_what_is_gone(desk):
    """An affiliation that was removed, then its person."""
    desk.put(ORGANISATIONS, organisation())
    desk.put(AFFILIATIONS, Affiliation(person=3, organisation=1))
    number = desk.do(lambda tx: tx.remove(AFFILIATIONS, 1))
    desk.do(lambda tx: tx.remove(PEOPLE, 3))
    error = desk.refused(number)
    assert (error.code, error.values["record"], error.values["missing"]) == ("undo_missing", "A1", "P3")


def test_the_last_place_is_not_given_twice(desk):
    """Rule 1: the place of somebody who cancelled is another's now."""
    desk.put(REGISTRATIONS, registration(1))
    number = desk.edit(REGISTRATIONS, 1, state="cancelled")
    desk.put(REGISTRATIONS, registration(2))
    error = desk.refused(number)
    assert (error.code, error.values["held"], error.values["capacity"]) == ("undo_full", 2, 1)


def test_a_place_beyond_the_capacity_may_come_back_when_it_was_allowed(desk):
    lift = Lift(rule="full", reason="speaker", by="camille", at=NOW)
    desk.put(REGISTRATIONS, registration(1), registration(2, allowed=[lift]))
    number = desk.edit(REGISTRATIONS, 2, state="cancelled")
    desk.undo(number)
    assert desk.get(REGISTRATIONS, 2).state == "confirmed"


def test_a_capacity_is_not_lowered_below_the_places_held(desk):
    number = desk.edit(SESSIONS, 1, capacity=2)
    desk.put(REGISTRATIONS, registration(1), registration(2))
    assert desk.refused(number).code == "undo_full"


def test_nobody_is_registered_twice(desk):
    """Rule 2: somebody cancelled, then registered again."""
    desk.edit(SESSIONS, 1, capacity=None)
    desk.put(REGISTRATIONS, registration(1))
    number = desk.edit(REGISTRATIONS, 1, state="cancelled")
    desk.put(REGISTRATIONS, registration(1, state="waiting"))
    error = desk.refused(number)
    assert (error.code, error.values["one"], error.values["other"]) == ("undo_twice", "R1", "R2")


def test_dues_do_not_overlap(desk):
    """A payment cancelled, then made again."""
    desk.put(DUES, dues())
    number = desk.put(DUES, cancellation(1))
    desk.put(DUES, dues())
    error = desk.refused(number)
    assert (error.code, error.values["one"], error.values["who"]) == ("undo_dues", "D1", "P1")


def test_parts_of_one_period_may_stand_together():
    """As long as they do not pass what is due."""
    parts = [dues(id=n, cents=10) for n in (1, 2)]
    assert overlapping(parts) == []
    assert overlapping([*parts, dues(id=3, cents=1)]) != []
    assert overlapping([dues(id=1), dues(2024, id=2)]) == []
    assert overlapping([dues(id=1), dues(id=2), cancellation(2, id=3)]) == []
    assert len(overlapping([dues(id=1), dues(id=2, rate="other")])) == 1


def test_two_records_are_not_known_by_one_name(desk):
    """A setting unset then set again; a session whose code another took."""
    desk.put(SETTINGS, Setting(key="currency", value="EUR"))
    number = desk.do(lambda tx: tx.remove(SETTINGS, 1))
    desk.put(SETTINGS, Setting(key="currency", value="GBP"))
    assert desk.refused(number).code == "undo_same"
    number = desk.edit(SESSIONS, 1, code="changed")
    desk.edit(SESSIONS, 2, code="one")
    assert desk.refused(number).values["name"] == "one"


def test_a_series_does_not_come_back_under_the_name_of_another(desk):
    """Names of series are one when they are but for accents and case."""
    desk.put(SERIES, Series(name="Changement d’échelle", sessions=[1, 2]))
    gone = desk.do(lambda tx: tx.remove(SERIES, 1))
    desk.put(SERIES, Series(name="CHANGEMENT D ECHELLE", sessions=[1]))
    error = desk.refused(gone)
    assert (error.code, error.values["record"]) == ("undo_same", "C2")
    desk.edit(SERIES, 2, name="Compost")
    desk.undo(gone)
    assert desk.get(SERIES, 1).sessions == [1, 2]


def test_a_session_that_a_series_holds_does_not_vanish(desk):
    made = desk.put(SESSIONS, replace(desk.get(SESSIONS, 1), id=0, code="three"))
    series = desk.put(SERIES, Series(name="Compost", sessions=[1, 3]))
    assert desk.refused(made).values["by"] == ["C1"]
    desk.undo(series)
    desk.undo(made)
    assert desk.refused(series).code == "undone_already"
    assert desk.get(SESSIONS, 3) is None


def test_an_entry_of_another_shape_is_refused(desk):
    """Written before a migration, or by a newer version."""
    number = desk.edit(PEOPLE, 1, postcode="07400")
    entry = desk.store._entries[-1]
    change = entry.changes[0]
    for odd in (replace(change, before={"name": "Léa"}), replace(change, table="badges")):
        desk.store._entries[-1] = replace(entry, changes=[odd])
        assert desk.refused(number).code == "undo_format"


def test_a_place_freed_goes_to_the_first_who_waits(desk):
    """As it does when somebody cancels; redoing gives it back."""
    number = desk.put(REGISTRATIONS, registration(1))
    desk.put(REGISTRATIONS, registration(2, state="waiting"))
    undo = desk.undo(number)
    assert desk.get(REGISTRATIONS, 2).state == "confirmed"
    assert [(effect.kind, effect.person) for effect in desk.done.effects] == [("promoted", 2)]
    desk.undo(undo)
    assert [desk.get(REGISTRATIONS, n).state for n in (1, 2)] == ["confirmed", "waiting"]


def test_dues_taken_back_are_judged_again(desk):
    """What was confirmed keeps its place and is told (rule 9), once: what was not covered before is not told."""
    desk.edit(SESSIONS, 1, capacity=None, requires_dues=True)
    number = desk.put(DUES, dues())
    desk.put(REGISTRATIONS, registration(1), registration(2))
    desk.undo(number)
    assert [(effect.kind, effect.person) for effect in desk.done.effects] == [("uncovered", 1)]
    assert desk.get(REGISTRATIONS, 1).state == "confirmed"


def test_a_session_that_is_on_again_tells_nothing_new(desk):
    """Who had no dues before the session was cancelled has none to lose when it is put back."""
    desk.edit(SESSIONS, 1, capacity=None, requires_dues=True)
    desk.put(REGISTRATIONS, registration(1))
    desk.undo(desk.edit(SESSIONS, 1, cancelled=True))
    assert desk.done.effects == []


def test_dues_put_back_confirm_what_waits_for_them(desk):
    desk.edit(SESSIONS, 1, requires_dues=True)
    desk.put(DUES, dues())
    number = desk.put(DUES, cancellation(1))
    desk.put(REGISTRATIONS, registration(1, state="pending", waits_for="dues"))
    desk.undo(number)
    assert [(effect.kind, effect.person) for effect in desk.done.effects] == [("confirmed", 1)]
    assert desk.get(REGISTRATIONS, 1).state == "confirmed"
