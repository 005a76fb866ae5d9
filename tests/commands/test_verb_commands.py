"""`cap confirm`, `decline`, `refuse`, `transfer`, `move`, `reopen`, `pay` and `waitlist` as they are typed."""

import json
from typing import get_args

import pytest

from capcli.domain.records import State


@pytest.fixture
def desk(cap):
    """S1 of one place that asks for dues, S2 that offers its one place, and five people, Zoé and Ali with an e-mail."""
    for title, day, *more in (
        ("Atelier compost", "28/11/2023", "--requires-dues", "--price", "25"),
        ("Bilan", "5/12/2023", "--waitlist", "offer"),
    ):
        assert cap("session", "new", "--title", title, "--date", day, "--capacity", "1", *more).code == 0
    for name, *more in (
        ("Zoé MARTINEAU", "--email", "zoe@die.example"),
        ("Luc ROCHE",),
        ("Ali BEN", "--email", "ali@die.example"),
        ("Eve DIE",),
        ("سعاد العلوي",),
    ):
        assert cap("person", "add", name, *more).code == 0
    return cap


def typed(desk, *words, today="2023-10-02"):
    done = desk(*words, today=today)
    assert done.code == 0, done.err
    return done.out.splitlines()


def refused(desk, *words, code=1, today="2023-10-02"):
    done = desk(*words, today=today)
    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1
    return done.err


def state(desk, session, person):
    every = [word for one in get_args(State) for word in ("--state", one)]
    rows = json.loads(desk("attendees", session, *every, "-f", "json").out)
    return [row["state"] for row in rows if row["person"]["ref"] == person][-1]


def test_who_owes_dues_is_told_the_day_the_command_and_the_word(desk):
    typed(desk, "register", "S1", "martineau")
    said = refused(desk, "confirm", "S1", "martineau")
    assert "No dues cover Zoé MARTINEAU (P1) on 28 November 2023" in said
    assert "cap dues pay P1 --year 2023" in said
    assert '--allow unpaid --reason "why"' in said
    lines = typed(desk, "confirm", "S1", "martineau", "--allow", "unpaid", "--reason", "She speaks")
    assert lines[:4] == [
        "confirmed  R1  Zoé MARTINEAU (P1) — S1 Atelier compost, Tuesday 28 November 2023 — 1/1",
        "  Rule lifted: unpaid (She speaks).",
        "  To pay for taking part: €25.",
        "Tell Zoé MARTINEAU (zoe@die.example).",
    ]
    assert lines[-1].startswith("Undo: cap undo H")


def test_an_approved_request_says_what_is_missing(desk):
    typed(desk, "session", "edit", "S1", "--approval")
    typed(desk, "register", "S1", "martineau")
    lines = typed(desk, "confirm", "S1", "martineau", "--reason", "From our territory")
    assert lines[0].startswith("subject to dues  R1  Zoé MARTINEAU (P1)")
    assert "  Waits for dues: cap dues pay P1 --year 2023" in lines
    assert "Reason: From our territory" in lines


def test_every_place_is_held_and_the_bound_is_named(desk):
    typed(desk, "register", "S1", "martineau, roche")
    said = refused(desk, "confirm", "S1", "roche")
    assert "No place is left in the session: 1 of 1 are taken in S1 Atelier compost" in said
    assert '--allow full --reason "why"' in said
    done = desk("confirm", "S1", "roche", "--allow", "full", "--allow", "unpaid", "--allow", "closed", "--reason", "x")
    assert done.out.splitlines()[0].endswith(" — 2/1")
    assert done.err == "No rule needed --allow closed: it is not kept.\n"


def test_an_offer_is_made_accepted_declined_and_goes_to_the_next(desk):
    typed(desk, "register", "S2", "martineau, roche, ben")
    assert "A place is offered to Luc ROCHE (P2)" in "\n".join(typed(desk, "unregister", "S2", "martineau"))
    lines = typed(desk, "decline", "S2", "roche", "--reason", "Away")
    assert lines[:2] == [
        "declined (by them)  R2  Luc ROCHE (P2) — S2 Bilan, Tuesday 5 December 2023 — 1/1",
        "Reason: Away",
    ]
    assert "Tell Ali BEN (ali@die.example)." in lines
    assert typed(desk, "confirmer", "S2", "ben")[0].startswith("confirmed  R3  Ali BEN")
    assert "which is no offer." in refused(desk, "decline", "S2", "ben", "--reason", "x")


def test_without_a_reason_nobody_is_refused(desk):
    typed(desk, "register", "S2", "martineau, roche")
    assert '--reason "why"' in refused(desk, "refuse", "S2", "roche", code=2)
    assert "The reason is kept" in refused(desk, "refuse", "S2", "roche", "--reason", " ", code=2)
    assert "cap unregister S2 P1" in refused(desk, "refuse", "S2", "martineau", "--reason", "x")
    lines = typed(desk, "refuser", "S2", "roche", "--reason", "For elected officials")
    assert lines[0].startswith("refused (by us)  R2  Luc ROCHE")
    assert lines[1:3] == ["Reason: For elected officials", "Tell Luc ROCHE (no e-mail or phone is known)."]


def test_somebody_refused_comes_back_by_reopening(desk):
    typed(desk, "register", "S2", "martineau, roche")
    typed(desk, "refuse", "S2", "roche", "--reason", "x")
    assert typed(desk, "rouvrir", "S2", "roche")[0].startswith("waiting list, no. 1  R2  Luc ROCHE")
    assert "registered in S2 Bilan already" in refused(desk, "reopen", "S2", "roche")


def test_a_place_passes_on_with_what_was_paid(desk):
    typed(desk, "register", "S1", "martineau")
    typed(desk, "pay", "S1", "martineau", "12,50", "--on", "1/10")
    lines = typed(desk, "transférer", "S1", "martineau", "--to", "roche", "--reason", "Ill")
    assert lines[0].startswith("subject to dues  R2  Luc ROCHE (P2)")
    assert "It takes over R1 of Zoé MARTINEAU (P1), which is cancelled." in lines
    assert "The €12.50 paid for taking part count for R2 now." in lines
    assert "Tell Zoé MARTINEAU (zoe@die.example)." in lines
    assert "Tell Luc ROCHE (no e-mail or phone is known)." in lines
    assert "cannot take over from themselves" in refused(desk, "transfer", "S1", "roche", "--to", "roche", code=2)


def test_what_was_paid_goes_on_in_the_currency_in_which_it_was(desk):
    typed(desk, "register", "S1", "martineau")
    typed(desk, "pay", "S1", "martineau", "25")
    typed(desk, "config", "set", "currency", "CHF")
    lines = typed(desk, "transfer", "S1", "martineau", "--to", "roche")
    assert "The €25 paid for taking part count for R2 now." in lines


def test_people_move_to_another_session_and_leave_a_place(desk):
    typed(desk, "register", "S1", "martineau, roche")
    typed(desk, "register", "S2", "ben")
    said = refused(desk, "move", "S1", "martineau", "--to", "S2")
    assert "--wait" in said
    assert "1 of 1 are taken in S2 Bilan" in said
    lines = typed(desk, "déplacer", "S1", "martineau", "--to", "S2", "--wait")
    assert lines[0].startswith("cancelled  R1  Zoé MARTINEAU (P1) — S1")
    assert any(line.startswith("A place came free for Luc ROCHE (P2)") for line in lines)
    assert any(line.startswith("waiting list, no. 1  R4  Zoé MARTINEAU (P1) — S2") for line in lines)
    typed(desk, "undo", "--yes")
    assert (state(desk, "S1", "P1"), state(desk, "S1", "P2")) == ("pending", "waiting")


def test_what_is_paid_of_the_price_is_said_each_time(desk):
    typed(desk, "register", "S1", "martineau")
    first, balance, *_ = typed(desk, "pay", "S1", "Zoé", "MARTINEAU", "10", "--method", "cheque", "--on", "30/9/2023")
    assert first == (
        "€10 received on Saturday 30 September 2023 from Zoé MARTINEAU (P1) for R1, S1 Atelier compost, "
        "Tuesday 28 November 2023."
    )
    assert balance == "Paid in all: €10 of €25; €15 remain."
    assert typed(desk, "encaisser", "S1", "martineau", "15")[1] == "Paid in all: €25, the whole price."
    assert typed(desk, "pay", "S1", "martineau", "5")[1] == "Paid in all: €30, €5 more than the price of €25."
    assert "Only €30 were received for R1" in refused(desk, "pay", "S1", "martineau", "31", "--refund")
    assert "given back on Monday 2 October 2023 to Zoé" in typed(desk, "pay", "S1", "martineau", "30", "--refund")[0]
    assert "Nothing was received" in refused(desk, "pay", "S1", "martineau", "1", "--refund")
    assert "has not come" in refused(desk, "pay", "S1", "martineau", "1", "--on", "3/10/2023", code=2)
    assert "is no payment" in refused(desk, "pay", "S1", "martineau", "0", code=2)
    assert "not an amount" in refused(desk, "pay", "S1", "martineau", "abc", code=2)


def test_money_for_a_registration_that_ended_is_kept_and_said(desk):
    typed(desk, "register", "S1", "martineau")
    typed(desk, "unregister", "S1", "martineau")
    lines = typed(desk, "pay", "S1", "martineau", "25")
    assert lines[2] == (
        "R1 is cancelled: cap reopen S1 P1 takes it up again, cap pay S1 P1 25 --refund gives the money back."
    )
    assert "cap pay S1 P1 37.50 --refund" in typed(desk, "pay", "S1", "martineau", "12,50")[2]
    assert typed(desk, "pay", "S1", "P1", "37.50", "--refund")[1] == "Paid in all: €0 of €25; €25 remain."


def test_the_waiting_list_says_the_order_and_what_one_place_would_do(desk):
    typed(desk, "register", "S1", "martineau, roche, العلوي, ben")
    out = desk("attente", "S1").out
    assert out.index("Luc ROCHE") < out.index("سعاد العلوي") < out.index("Ali BEN")
    assert "in the session, 1/1" in out
    assert "\n1/1: 1 subject to dues; waiting list: 3\n" in out
    assert "If a place came free in the session (1/1): Luc ROCHE (P2) would get it." in out
    rows = json.loads(desk("waitlist", "S1", "-f", "json").out)
    assert [(row["position"], row["person"]["ref"]) for row in rows] == [(1, "P2"), (2, "P5"), (3, "P3")]
    assert rows[0]["short_of"] == {"kind": "session", "key": None, "places": 1, "held": 1, "ahead": 0}
    assert [row["served_by"] for row in rows] == [["session"], [], []]
    header, first, *_ = desk("waitlist", "S1", "-f", "csv").out.splitlines()
    assert header.startswith("id,position,ref,session,person.ref,")
    assert first.startswith("2,1,R2,S1,P2,")


def test_a_waiting_list_offers_and_stands_still_before_the_session(desk):
    typed(desk, "register", "S2", "martineau, roche")
    assert "it would be offered to Luc ROCHE (P2)" in desk("waitlist", "S2").out
    late = "2023-12-05"
    lines = typed(desk, "unregister", "S2", "martineau", today=late)
    assert "cap confirm S2 P2 (Luc ROCHE is the first)" in "\n".join(lines)
    out = desk("waitlist", "S2", today=late).out
    assert "The waiting list has stood still since 4 December 2023 at 12:00: a place that comes free" in out
    assert "A place is free for Luc ROCHE (P2): cap confirm S2 P2" in out
    assert typed(desk, "confirm", "S2", "roche", today=late)[0].startswith("confirmed  R2  Luc ROCHE")


def test_an_organisation_that_is_full_is_named(desk):
    typed(desk, "org", "add", "Mairie de Die")
    typed(desk, "session", "new", "--title", "Tables", "--date", "6/12/2023", "--limit", "structure=1")
    for name in ("Léo UN", "Bo DEUX"):
        typed(desk, "register", "S3", "--new", name, "--org", "O1")
    assert typed(desk, "waitlist", "S3")[-1] == (
        "If a place came free for Mairie de Die (O1) (1/1): Bo DEUX (P7) would get it."
    )


def test_an_empty_or_ended_waiting_list_says_so(desk):
    assert desk("waitlist", "S1").out.startswith("Nobody waits.\n")
    assert desk("waitlist", "S1", "-f", "json").out == "[]\n"
    typed(desk, "register", "S2", "martineau, roche")
    typed(desk, "session", "cancel", "S2")
    assert desk("waitlist", "S2").out.endswith("\nThe session is cancelled.\nNobody moves up any more.\n")
    assert "is cancelled: nobody gets a place there" in refused(desk, "confirm", "S2", "roche")


def test_each_bound_that_is_full_says_what_a_place_of_it_would_do(desk):
    typed(desk, "session", "new", "--title", "Hybride", "--date", "6/12/2023", "--place", "Salle des fêtes", "--online",
        "--capacity", "3", "--limit", "onsite=1")  # fmt: skip
    typed(desk, "register", "S3", "martineau, roche", "--mode", "onsite")
    typed(desk, "register", "S3", "ben, die", "--mode", "online")
    typed(desk, "register", "S3", "العلوي", "--mode", "online")
    out = desk("waitlist", "S3").out
    assert "If a place came free elsewhere in the session (3/3): سعاد العلوي (P5) would get it." in out
    assert "If a place came free in the room (1/1): Luc ROCHE (P2) would get it." in out
    said = refused(desk, "confirm", "S3", "roche")
    assert "No place is left in the session: 3 of 3 are taken" in said
    assert '--allow full --allow limit --reason "why"' in said, "every word that it takes, at once"
    said = refused(desk, "confirm", "S3", "roche", "--allow", "full", "--reason", "x")
    assert "No place is left in the room: 1 of 1 are taken" in said
    assert '--allow limit --reason "why"' in said


def test_the_list_is_read_at_forty_columns(desk, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    typed(desk, "register", "S1", "martineau, roche")
    table = desk("waitlist", "S1").out.splitlines()[:2]
    assert all(len(line) <= 40 for line in table)
    assert "Luc ROCHE" in table[1]


@pytest.mark.parametrize(
    "words",
    [
        ("confirm", "S1", "nobody"), ("confirm", "S9", "roche"), ("decline", "S1", "roche", "--reason", "x"),
        ("refuse", "S1", "P99", "--reason", "x"), ("transfer", "S1", "roche", "--to", "ben"),
        ("move", "S1", "roche", "--to", "S2"), ("reopen", "S1", "roche"), ("pay", "S1", "roche", "5"),
        ("waitlist", "jardin"),
    ],
)  # fmt: skip
def test_who_or_what_is_not_there_is_not_found(desk, words):
    refused(desk, *words, code=3)


def test_all_of_them_or_nobody(desk):
    typed(desk, "register", "S2", "martineau, roche, ben")
    typed(desk, "unregister", "S2", "martineau")
    refused(desk, "confirm", "S2", "roche, ben")
    assert state(desk, "S2", "P2") == "offered"


@pytest.mark.parametrize(
    "words",
    [
        ("confirm", "S1", "martineau", "--allow", "unpaid", "--reason", "x"),
        ("refuse", "S1", "roche", "--reason", "x"),
        ("transfer", "S1", "martineau", "--to", "ben"),
        ("move", "S1", "martineau", "--to", "S2"),
        ("pay", "S1", "martineau", "5"),
    ],
)
def test_each_is_one_entry_that_undo_takes_back_whole(desk, home, words):
    typed(desk, "register", "S1", "martineau, roche")
    before = desk("attendees", "S1", "-f", "json").out, desk("attendees", "S2", "-f", "json").out
    entries = len(json.loads(desk("log", "-f", "json").out))
    assert typed(desk, *words)[-1] == f"Undo: cap undo H{entries + 1}"
    done = typed(desk, "undo", f"H{entries + 1}")
    assert done[0].startswith("Undone: ")
    assert (desk("attendees", "S1", "-f", "json").out, desk("attendees", "S2", "-f", "json").out) == before


def test_the_history_tells_what_was_paid(desk):
    typed(desk, "register", "S1", "martineau")
    typed(desk, "pay", "S1", "martineau", "12,50", "--method", "cb")
    entry = typed(desk, "log", f"H{len(json.loads(desk('log', '-f', 'json').out))}")
    assert "Paid: – → €12.50" in "\n".join(entry)


def test_a_day_that_does_not_exist_and_a_bare_number_are_refused(desk):
    typed(desk, "register", "S1", "martineau")
    for day in ("31/2/2023", "12"):
        assert day in refused(desk, "pay", "S1", "martineau", "5", "--on", day, code=2)


def test_a_closed_pipe_or_a_folder_as_output_is_no_defect(desk, home):
    typed(desk, "register", "S1", "martineau, roche")
    assert str(home) in refused(desk, "waitlist", "S1", "-f", "csv", "-o", str(home), code=6)


@pytest.mark.parametrize(
    "verb", [("pay", "S1", "P1", "P2", "25"), ("transfer", "S1", "martineau, roche", "--to", "P3")]
)
def test_several_people_are_not_looked_for_as_one(desk, verb):
    typed(desk, "register", "S1", "martineau, roche")
    assert "One person at a time here, not " in refused(desk, *verb, code=2)


@pytest.mark.parametrize(
    "verb",
    [
        ("transfer", "S2", "roche", "--to", "martineau"),
        ("move", "S2", "martineau", "--to", "S3", "--wait"),
        ("reopen", "S3", "martineau"),
    ],
)
def test_whoever_gets_two_sessions_at_the_same_time_is_named(desk, verb):
    typed(desk, "session", "new", "--title", "Ailleurs", "--date", "28/11/2023")
    typed(desk, "register", "S1", "martineau")
    typed(desk, "register", "S2", "martineau" if verb[0] == "move" else "roche")
    typed(desk, "register", "S3", "martineau")
    typed(desk, "unregister", "S3", "martineau")
    typed(desk, "session", "postpone", "S2", "--to", "28/11/2023")
    done = desk(*verb, today="2023-10-02")
    assert (done.code, "Mind: Zoé MARTINEAU (P1) is also registered at the time of" in done.err) == (0, True)


def test_of_namesakes_the_one_who_is_registered_is_meant(desk):
    typed(desk, "person", "add", "Paul ROCHE")
    typed(desk, "register", "S1", "P2")
    typed(desk, "unregister", "S1", "roche")
    assert typed(desk, "reopen", "S1", "roche")[0].startswith("subject to dues  R1  Luc ROCHE (P2)")
    refused_words = desk("transfer", "S1", "roche", "--to", "roche")
    assert refused_words.code == 4
