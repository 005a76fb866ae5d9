"""Sessions with limits, approval, offers and prices, as they are typed and told."""

import json

import pytest


@pytest.fixture
def desk(cap):
    """A day in a hall and online, and six people known."""
    for name in ("Ada ROCHE", "Bob ROUX", "Zoé MARTINEAU", "Cy FAURE", "Dan SERRE", "Eve LAURENT"):
        assert cap("person", "add", name).code == 0
    place = ("--online", "--place", "Salle des fêtes, 26150 Die", "--capacity", "4")
    made = cap("session", "new", "--title", "Compost", "--slot", "2023-11-28 10:00-12:00",
        "--slot", "2023-11-29 10:00-12:00", *place, "--limit", "salle=1", "--limit", "public:élus=2")  # fmt: skip
    assert made.code == 0, made.err
    return cap


def told(done):
    assert done.code == 0, done.err
    return done.out


def row(cap, person):
    (found,) = [one for one in json.loads(told(cap("attendees", "S1", "-f", "json"))) if one["person"]["ref"] == person]
    return found


def test_the_session_shows_its_limits_and_what_is_held_of_each(desk):
    told(desk("register", "S1", "roche"))
    session = json.loads(told(desk("session", "show", "S1", "-f", "json")))
    assert session["bounds"] == [
        {"kind": "mode", "key": "onsite", "places": 1, "held": 1},
        {"kind": "mode", "key": "online", "places": None, "held": 0},
        {"kind": "public", "key": "élus", "places": 2, "held": 0},
    ]
    assert [session[key] for key in ("approval", "waitlist", "queue")] == [False, "auto", "strict"]
    page = told(desk("session", "show", "S1"))
    assert "  at most 1 in the room\n  at most 2 of the public “élus”\n" in page
    assert "Registrations: 1/4: 1 confirmed; room 1/1; online 0; “élus”: 0/2.\n" in page
    assert "Approval" not in page, "what is as everywhere is not said"


def test_the_totals_below_the_attendees_name_the_room(desk):
    told(desk("register", "S1", "roche", "--mode", "onsite"))
    told(desk("register", "S1", "roux", "--mode", "en ligne"))
    told(desk("register", "S1", "faure", "--mode", "onsite"))
    listed = told(desk("attendees", "S1"))
    assert "2/4: 2 confirmed; room 1/1; online 1; “élus”: 0/2; waiting list: 1" in listed
    assert "online" in listed.split("\n")[1] + listed.split("\n")[2] + listed.split("\n")[3]


def test_who_does_not_say_is_counted_in_the_room_and_it_is_said(desk):
    done = desk("register", "S1", "roche")
    assert done.out.startswith("confirmed  R1  Ada ROCHE (P1) — S1 Compost, Tuesday 28 November 2023 — 1/4 (room 1/1,")
    assert (
        "No --mode was given: counted in the room. If online: cap undo, then the same with --mode online." in done.err
    )
    assert row(desk, "P1")["mode"] == "onsite"


def test_a_full_room_names_the_limit_and_the_word_that_lifts_it(desk):
    told(desk("register", "S1", "roche", "--mode", "onsite"))
    out = told(desk("register", "S1", "roux", "--mode", "onsite"))
    assert out.startswith("waiting list, no. 1  R2")
    assert "Every place in the room is taken (1 of 1)." in out
    assert 'cap undo, then the same with --allow limit --reason "why".' in out
    out = told(desk("register", "S1", "faure", "--mode", "onsite", "--allow", "limit", "--reason", "She speaks"))
    assert out.startswith("confirmed  R3")
    assert "Rule lifted: limit (She speaks)." in out


def test_a_registration_for_a_slot(desk):
    out = told(desk("register", "S1", "roche", "--slot", "2", "--mode", "online"))
    assert "Only Wednesday 29 November 2023, 10:00–12:00." in out
    assert row(desk, "P1")["slots"] == [2]
    assert row(desk, "P1")["mode"] == "online"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("--slot", "3"), "There is no slot 3 in S1 “Compost”: give --slot a number from 1 to 2."),
        (("--slot", "two"), "“two” is not the number of a slot. Number them from 1: --slot 2, or --slot 1,3."),
        (("--mode", "hybrid"), "“hybrid” is not a way to take part. Give --mode online or --mode onsite."),
    ],
)
def test_what_does_not_exist_is_refused(desk, typed, sentence):
    done = desk("register", "S1", "roche", *typed)
    assert (done.code, done.err) == (2, f"cap: {sentence}\n")


def test_a_way_that_the_session_is_not_held(desk):
    told(desk("session", "new", "--title", "Webinaire", "--date", "5/12", "--online"))
    done = desk("register", "S2", "roche", "--mode", "onsite")
    assert (done.code, "Webinaire is held online only" in done.err) == (2, True)


def test_together_all_wait_when_one_does_not_fit(desk):
    told(desk("register", "S1", "roche, roux, faure", "--mode", "online"))
    out = told(desk("register", "S1", "martineau, serre", "--together", "--mode", "online"))
    assert out.count("waiting list") == 2
    assert "Those registered together take their places together: 2 are needed, 1 free." in out
    assert [row(desk, person)["party"] for person in ("P3", "P5", "P1")] == ["R4", "R4", None]
    out = told(desk("register", "S1", "laurent", "--mode", "online"))
    assert "places are taken; the others go first to the requests that wait already." in out
    told(desk("session", "edit", "S1", "--queue", "skip"))
    assert row(desk, "P6")["state"] == "confirmed", "skip: a party too big lets others pass"


def test_approval_is_asked_or_given_at_once(desk):
    told(desk("session", "edit", "S1", "--approval"))
    out = told(desk("register", "S1", "roux", "--mode", "online"))
    assert out.startswith("subject to approval  R1")
    assert 'Waits for approval: cap confirm S1 P2, or cap refuse S1 P2 --reason "why"' in out
    assert told(desk("register", "S1", "roche", "--mode", "online", "--approve")).startswith("confirmed  R2")
    out = told(desk("session", "edit", "S1", "--no-approval"))
    assert "Bob ROUX (P2) needs no approval any more: R1 is confirmed" in out


def test_an_offer_is_said_with_whom_to_tell(desk):
    told(desk("session", "edit", "S1", "--waitlist", "offer", "--limit", "none", "--capacity", "1"))
    told(desk("register", "S1", "roche, roux", "--mode", "online"))
    out = told(desk("unregister", "S1", "roche"))
    assert "A place is offered to Bob ROUX (P2): R2 holds it until they answer, S1 Compost" in out
    assert "\n  The time to answer starts once they are told: cap tell S1 --done P2\nTell Bob ROUX" in out
    told(desk("tell", "S1", "--done", "P2"))
    assert "Tell Bob ROUX" in out


def test_a_place_that_suits_nobody_who_waits_is_said(desk):
    told(desk("session", "edit", "S1", "--limit", "none", "--capacity", "2"))
    told(desk("register", "S1", "roche, roux", "--mode", "online"))
    told(desk("register", "S1", "martineau, faure", "--together", "--mode", "online"))
    assert "\n1 place is free, and nobody who waits can take it yet: cap waitlist S1\nUndo" in told(
        desk("unregister", "S1", "roche")
    )
    assert "place is free" not in told(desk("unregister", "S1", "roux"))


def test_until_when_a_place_that_came_free_is_held_is_said(desk):
    told(desk("config", "set", "registration.pending_days", "7"))
    told(desk("session", "edit", "S1", "--requires-dues", "--limit", "none", "--capacity", "1"))
    told(desk("register", "S1", "roche, roux", "--mode", "online"))
    held = "  The place is held through 9 October 2023; afterwards it may go to somebody who waits.\n"
    assert held in told(desk("unregister", "S1", "roche", today="2023-10-02"))
    assert held in told(desk("register", "S1", "roche", "--mode", "online", "--allow", "full", "--reason", "x"))


def test_a_list_that_stands_still_is_said_with_the_way_out(desk):
    told(desk("session", "edit", "S1", "--limit", "none", "--capacity", "1"))
    told(desk("register", "S1", "roche, roux", "--mode", "online"))
    out = told(desk("unregister", "S1", "roche", today="2023-11-28"))
    assert (
        "A place of S1 is free, and the waiting list has stood still since 27 November 2023 at 12:00. "
        "It is given by hand: cap confirm S1 P2 (Bob ROUX is the first)."
    ) in out


def test_several_places_of_a_list_that_stands_still_are_counted(desk):
    told(desk("session", "edit", "S1", "--limit", "none", "--capacity", "1"))
    told(desk("register", "S1", "roche, roux, faure", "--mode", "online"))
    assert (
        "2 places of S1 are free, and the waiting list has stood still since 27 November 2023 at 12:00. "
        "They are given by hand: cap confirm S1 P2 (Bob ROUX is the first)."
    ) in told(desk("session", "edit", "S1", "--capacity", "5", today="2023-11-28"))


def test_limits_are_replaced_by_name_and_cleared(desk):
    def kept():
        session = json.loads(told(desk("session", "show", "S1", "-f", "json")))
        return [(bound["key"], bound["places"]) for bound in session["bounds"] if bound["places"] is not None]

    told(desk("session", "edit", "S1", "--limit", "onsite=9"))
    assert kept() == [("onsite", 9), ("élus", 2)]
    told(desk("session", "edit", "S1", "--limit", "room=none"))
    assert kept() == [("élus", 2)]
    told(desk("session", "edit", "S1", "--limit", "none"))
    assert kept() == []
    assert desk("session", "edit", "S1", "--limit", "none").out == "S1 “Compost” is so already; nothing changed.\n"


def test_lowering_a_limit_names_the_word_and_says_how_many_are_above(desk):
    told(desk("session", "edit", "S1", "--limit", "onsite=3"))
    told(desk("register", "S1", "roche, roux", "--mode", "onsite"))
    done = desk("session", "edit", "S1", "--limit", "onsite=1")
    assert (done.code, "the limit cannot be onsite=1" in done.err, "--allow limit" in done.err) == (1, True, True)
    out = told(desk("session", "edit", "S1", "--limit", "onsite=1", "--allow", "limit", "--reason", "smaller hall"))
    assert "1 more than that holds a place (at most 1 in the room): nobody loses it." in out
    assert "Rule lifted: limit (smaller hall)." in told(desk("session", "show", "S1"))
    out = told(desk("session", "edit", "S1", "--capacity", "1", "--allow", "full", "--reason", "smaller still"))
    assert "1 more than that holds a place (at most 1): nobody loses it." in out


def test_slots_known_by_a_number_that_may_be_another_one_are_said(desk):
    told(desk("register", "S1", "roche", "--slot", "1", "--mode", "online"))
    told(desk("register", "S1", "roux", "--mode", "online"))
    done = desk("session", "edit", "S1", "--slot", "2023-11-29 10:00-12:00")
    assert done.err == (
        "Mind: 1 registration is for slots by their number, which may be others now: "
        "cap attendees S1 --columns ref,name,slots\n"
    )
    assert "by their number" not in desk("session", "edit", "S1", "--slot", "2023-11-30 10:00-12:00").err


def test_prices_of_members_and_others(desk):
    told(desk("session", "edit", "S1", "--price", "25", "--price-members", "10"))
    told(desk("dues", "rate", "set", "Individuel", "--amount", "20", "--payer", "person"))
    told(desk("dues", "pay", "roux"))
    assert "To pay for taking part: €25." in told(desk("register", "S1", "roche", "--mode", "online"))
    assert "To pay for taking part: €10." in told(desk("register", "S1", "roux", "--mode", "online"))
    assert (row(desk, "P1")["price"], row(desk, "P1")["paid"]) == ({"cents": 2500, "currency": "EUR"}, None)
    told(desk("session", "edit", "S1", "--price-members", "none"))
    assert row(desk, "P2")["price"] == {"cents": 2500, "currency": "EUR"}
    told(desk("session", "edit", "S1", "--price", "none"))
    assert row(desk, "P2")["price"] is None


def test_the_price_is_said_again_when_dues_change_it_and_with_a_place_that_came_free(desk):
    told(desk("session", "edit", "S1", "--price", "25", "--price-members", "10", "--requires-dues", "--capacity", "1"))
    told(desk("dues", "rate", "set", "Individuel", "--amount", "20", "--payer", "person"))
    told(desk("register", "S1", "roche, roux", "--mode", "online"))
    assert "is confirmed, S1 Compost, Tuesday 28 November 2023.\n  To pay for taking part: €10.\n" in told(
        desk("dues", "pay", "roche")
    )
    assert "  To pay for taking part: €25.\nTell Bob ROUX" in told(desk("unregister", "S1", "roche"))
    told(desk("pay", "S1", "roux", "25", "--on", "1/10"))
    assert "To pay for taking part" not in told(desk("dues", "pay", "roux"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("--limit", "nave=3"), "“nave=3” is not a limit."),
        (("--limit", "slot:4=3"), "There is no slot 4: the session has 2."),
        (("--limit", "slot:4=3"), "take the limit away with --limit slot:4=none."),
        (("--place", "none"), "take the limit away with --limit onsite=none."),
        (("--waitlist", "maybe"), "--waitlist takes one of auto, offer, not “maybe”."),
        (("--queue", "fair"), "--queue takes one of strict, skip, not “fair”."),
        (("--price", "-5"), "“-5”"),
        (("--capacity", "3", "--allow", "everything", "--reason", "x"), "everything"),
        (("--capacity", "3", "--allow", "full"), "--reason"),
    ],
)
def test_what_cannot_be_read_is_refused(desk, typed, sentence):
    done = desk("session", "edit", "S1", *typed)
    assert done.code == 2
    assert sentence in done.err
