"""Every registration of any session can be explained, and the explanation names nobody else."""

import contextlib
import datetime as dt

from desk_making import DAY, TODAY, Bench
from explaining_said import EVE, about, by_hand, codes, place, told
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.records import LIVE, Bound
from capcli.errors import CapError
from capcli.services import confirming, refusing, reopening, transferring

NAMES = ["Inès ROCHE", "Luc PETIT", "Ana DIAZ", "Maëlle L’HOSTIS", "Jean de La Bretonnière", "Omar EL FASSI"]
TERMS = st.fixed_dictionaries(
    {
        "capacity": st.none() | st.integers(1, 3),
        "requires_dues": st.booleans(),
        "approval": st.booleans(),
        "waitlist": st.sampled_from(["auto", "offer"]),
        "queue": st.sampled_from(["strict", "skip"]),
        "bounds": st.sampled_from(
            [[], [Bound(kind="organisation", places=1)], [Bound(kind="slot", key="1", places=2)]]
        ),
    }
)
WHO = st.integers(0, len(NAMES) - 1)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["register", "beyond", "together", "cancel", "confirm", "decline", "refuse", "transfer", "reopen", "pay"]
        ),
        WHO,
        WHO,
    ),
    max_size=14,
)


def act(bench: Bench, session: int, people: list[int], what: str, one: int, other: int) -> None:
    """Do it when the rules allow."""
    first, second = people[one], people[other]
    doing = {
        "register": lambda: bench.register(session, first),
        "beyond": lambda: bench.register(session, first, lifted=["full", "limit", "unpaid"], reason="Asked late"),
        "together": lambda: bench.register(session, first, second, together=True),
        "cancel": lambda: bench.unregister(session, first, reason="Ill"),
        "confirm": lambda: by_hand(bench, confirming.confirm, session, [first]),
        "decline": lambda: by_hand(bench, refusing.decline, session, [first], reason="Elsewhere"),
        "refuse": lambda: by_hand(bench, refusing.refuse, session, [first], reason="Not their trade"),
        "transfer": lambda: by_hand(bench, transferring.transfer, session, first, second),
        "reopen": lambda: by_hand(bench, reopening.reopen, session, [first]),
        "pay": lambda: (bench.dues(person=first), bench.rejudge(people=[first])),
    }
    with contextlib.suppress(CapError):
        doing[what]()


def fits(view, terms, today: dt.date) -> bool:
    """Whether the reasons are those of the state: nobody who waits is told of a place before the list stops."""
    said = codes(view)
    owing = {"never", "dues_ended", "part_paid", "dues_later"} & set(said)
    if today > DAY:
        return True
    if view.state == "waiting":
        return {"no_place", "party_too_big"} & set(said) != set() if today == TODAY else "ahead" in said
    if view.state == "pending":
        return {"dues": "subject_to_dues", "approval": "needs_approval"}[view.waits_for] in said
    if view.state == "confirmed":
        lifted = any(one.code == "lifted" and one.args["rule"] == "unpaid" for one in view.reasons)
        return not terms["requires_dues"] or not owing or lifted
    return view.state != "offered" or "offer_untold" in said


@settings(max_examples=60, deadline=None)
@given(TERMS, ACTS)
def test_every_registration_can_be_explained_and_names_nobody_else(terms, acts):
    """The state explained is the one kept; the reasons are sentences; colleagues are numbers."""
    bench = Bench()
    town = bench.organisation()
    session = bench.session(**terms)
    people = [bench.person(name, town if number % 2 else None) for number, name in enumerate(NAMES)]
    for what, one, other in acts:
        act(bench, session, people, what, one, other)
    kept = {one.person: one for one in sorted(bench.of(session), key=lambda one: one.state in LIVE)}
    for today in (TODAY, EVE, DAY + dt.timedelta(days=1)):
        for person, name in zip(people, NAMES, strict=True):
            view = place(bench, session, person, today=today)
            assert view.state == (kept[person].state if person in kept else None)
            assert view.reasons
            text = "\n".join([*told(view), *(str(reason.args) for reason in view.reasons)])
            families = {other.split()[-1] for other in NAMES if other != name}
            assert not any(family in text for family in families)
            assert all(message and message.endswith(".") for message in told(view))
            assert fits(view, terms, today)
        assert all(told(about(bench, session, today=today)))
