"""Cases on the waiting list: its order, parties, stops, offers and deadlines."""

import datetime as dt
import re

from drive_registrations import people, session, state
from peer_cases import Case, drives
from peer_world import NAMES, World

from capcli.domain.office_hours import typed_office_hours, within
from capcli.domain.records import HELD, REGISTRATIONS, Registration, Slot


def named(texts: list[str]) -> list[str]:
    """The entries of a list, `foo0..foo3` spelt out."""
    found = []
    for text in texts:
        span = re.fullmatch(r"([a-z]+)(\d+)\.\.[a-z]+(\d+)(?: .*)?", text)
        found += [f"{span[1]}{place}" for place in range(int(span[2]), int(span[3]) + 1)] if span else [text]
    return found


def queued(bench, where: int, size: int, *, by_number: bool = False) -> list[Registration]:
    """People who wait, in the order of joining; the number is the priority where it counts."""
    return [
        bench.put(
            REGISTRATIONS,
            Registration(
                session=where,
                person=person,
                state="waiting",
                priority=place if by_number else 0,
                requested_at=(moment := bench.now),
                entered_at=moment,
            ),
        )
        for place, person in enumerate(people(bench, size))
    ]


def raised(bench, where: int, places: int) -> None:
    """The capacity becomes `places`, and what follows."""
    bench.rejudge(lambda tx: _capacity(tx, where, places), sessions=[where])


def _capacity(tx, where: int, places: int) -> None:
    import msgspec

    from capcli.domain.records import SESSIONS

    tx.put(SESSIONS, msgspec.structs.replace(tx.get(SESSIONS, where), capacity=places))


def served(bench, waiting: list[Registration]) -> list[bool]:
    kept = {one.id: one.state for one in bench.of(waiting[0].session)}
    return [kept[one.id] in HELD for one in waiting]


@drives("waitlist", given="left queue", when="promote", only=lambda case: ".." in str(case.given["queue"]))
def in_order(case: Case, world: World) -> None:
    """First come, first served; the highest priority before."""
    assert case.when["promote"] == "automatic"
    bench = world.bench()
    where = bench.session(capacity=1)
    (text,) = case.given["queue"]
    names = named([text])
    bench.register(where, bench.person("Ada PREMIÈRE"))
    waiting = queued(bench, where, len(names), by_number="priority = number" in text)
    raised(bench, where, 1 + case.given["left"])
    found = list(zip(names, served(bench, waiting), strict=True))
    if "served" in case.then:
        assert [name for name, has_place in found if has_place] == named(case.then["served"])
    if "left" in case.then:
        assert [name for name, has_place in found if not has_place] == named(case.then["left"])


@drives("waitlist", given="left auto_stops now", when="promote", known="queue")
def stopped(case: Case, world: World) -> None:
    """From the stop on, nobody is moved up on the way."""
    assert case.when["promote"] == "automatic"
    before = re.fullmatch(r"(\d+) minutes before start", case.given["auto_stops"])
    assert before
    bench = world.bench("2023-11-28", waitlist_stops=f"{before[1]} min")
    starts = dt.datetime(2023, 11, 28, 9, 0) + dt.timedelta(minutes=int(before[1]))
    starts += {"after that": dt.timedelta(0), "before that": dt.timedelta(hours=2)}[case.given["now"]]
    slots = [Slot(date=starts.date(), end_date=starts.date(), start=f"{starts:%H:%M}")]
    where = bench.session(capacity=1, slots=slots)
    bench.register(where, bench.person("Ada PREMIÈRE"))
    waiting = queued(bench, where, 10)
    raised(bench, where, 1 + case.given["left"])
    assert sum(served(bench, waiting)) == case.then["served"]


@drives("waitlist", given="open_places queue", when="promote", known="event_requires_approval skip")
def parties(case: Case, world: World) -> None:
    """All of a party get a place or all wait; one that does not fit keeps those behind it, unless the queue skips."""
    assert case.when["promote"] == "automatic"
    approval = "event_requires_approval" in case.given and case.given["event_requires_approval"]
    skip = "skip" in case.given and case.given["skip"]
    options = [*(["--approval"] if approval else []), *(["--queue", "skip"] if skip else [])]
    session(world, "--capacity", "1", *options)
    sizes = [one["party"] for one in case.given["queue"]]
    ids = [one.get("id", place) for place, one in enumerate(case.given["queue"], start=1)]
    for number in range(1 + sum(sizes)):
        world.do("person", "add", f"Camille PERSONNE{number}")
    world.do("register", "S1", "P1")
    members, last = [], 1
    for size in sizes:
        members.append([f"P{last + place}" for place in range(1, size + 1)])
        world.do("register", "S1", *members[-1], *(["--together"] if size > 1 else []))
        last += size
    world.do("session", "edit", "S1", "--capacity", str(1 + case.given["open_places"]))
    states = [{state(world, who) for who in party} for party in members]
    promoted = [number for number, found in zip(ids, states, strict=True) if found != {("waiting", None)}]
    assert all(len(found) == 1 for found in states), "a party is not torn apart"
    if "promoted" in case.then:
        assert promoted == case.then["promoted"]
    if "left" in case.then:
        assert [number for number in ids if number not in promoted] == case.then["left"]
    if "new_status" in case.then:
        words = {("pending", "approval"): "awaiting approval", ("confirmed", None): "confirmed"}
        assert words[states[0].pop()] == case.then["new_status"]


def full_with_one_waiting(world: World, *options: str) -> None:
    """S1 of one place: P1 has it, P2 waits; P3 is known."""
    session(world, "--capacity", "1", *options)
    for name in NAMES[:3]:
        world.do("person", "add", name)
    world.do("register", "S1", "P1")
    world.do("register", "S1", "P2")
    assert state(world, "P2") == ("waiting", None)


@drives("waitlist", given="left", when="promote", only=lambda case: set(case.given) == {"left"})
def by_hand_without_a_place(case: Case, world: World) -> None:
    assert (case.given["left"], case.when["promote"]) == (0, "one entry by hand")
    full_with_one_waiting(world)
    done = world.cap("confirm", "S1", "P2")
    assert ("not available" if done.code == 1 else done.out) == case.then["error"]
    assert state(world, "P2") == ("waiting", None)


@drives("waitlist", given="free", when="offer")
def an_offer_without_a_place(case: Case, world: World) -> None:
    assert (case.given["free"], case.when["offer"]) == (0, True)
    full_with_one_waiting(world, "--waitlist", "offer")
    done = world.cap("confirm", "S1", "P2")
    assert (done.code == 1) is case.then["error"]
    assert state(world, "P2") == ("waiting", None)


@drives("waitlist", given="queue", when="offer", only=lambda case: not case.given["queue"])
def nobody_to_offer_to(case: Case, world: World) -> None:
    """Nothing to do is a success, said so."""
    assert (case.given["queue"], case.when["offer"]) == ([], True)
    assert case.diverges
    session(world, "--capacity", "1", "--waitlist", "offer")
    done = world.cap("waitlist", "S1")
    assert (done.code != 0) is not case.then["error"]
    assert done.out.strip() or done.err.strip()
    assert world.cap("session", "edit", "S1", "--capacity", "2").code == 0


def entry(world: World, word: str) -> None:
    """S1, where the entry of P2 is what a peer calls so."""
    offers = ["--waitlist", "offer"]
    full_with_one_waiting(world, *([] if word in ("waiting", "purchased") else offers))
    if word == "waiting":
        return
    world.do("unregister", "S1", "P1")
    if word == "purchased":
        assert state(world, "P2") == ("confirmed", None)
        return
    assert state(world, "P2") == ("offered", None)
    if word == "offer expired":
        world.do("tell", "S1", "--done", "P2")
        world.do("sweep", "--yes", today="2023-10-20")
        world.today = "2023-10-20"
        assert state(world, "P2")[0] in ("cancelled", "declined")
    elif word == "offer accepted":
        world.do("confirm", "S1", "P2")


@drives("waitlist", given="entry", when="cancel")
def an_entry_taken_back(case: Case, world: World) -> None:
    """Somebody who waits leaves, somebody offered a place declines; there is nothing to decline afterwards."""
    assert case.when["cancel"] is True
    entry(world, case.given["entry"])
    waits = case.given["entry"] == "waiting"
    done = world.cap("unregister", "S1", "P2") if waits else world.cap("decline", "S1", "P2", "--reason", "busy")
    assert done.code in (0, 1), done.err
    assert (done.code == 1) is case.then["refused"]


@drives("waitlist", given="entry", when="join", only=lambda case: case.given["entry"] in ENDED)
def back_on_the_list(case: Case, world: World) -> None:
    """Who let an offer lapse, or declined it, may ask again, behind the others."""
    assert case.when["join"] == {"same_email": True}
    entry(world, case.given["entry"])
    world.do("register", "S1", "P1")
    if case.given["entry"] == "offer declined":
        world.do("decline", "S1", "P2", "--reason", "busy")
    done = world.cap("register", "S1", "P2")
    assert (done.code == 0) is case.then["accepted"]
    assert state(world, "P2") == ("waiting", None)


ENDED = frozenset({"offer expired", "offer declined"})


@drives("waitlist", given="entry", when="promote")
def an_offer_is_made_once(case: Case, world: World) -> None:
    """Another free place goes to somebody else, and a second request is told of the offer."""
    assert (case.given["entry"], case.when["promote"]) == ("already offered a place", "same entry")
    entry(world, "offered")
    world.do("session", "edit", "S1", "--capacity", "2")
    assert state(world, "P2") == ("offered", None)
    error = world.refused("register", "S1", "P2")
    assert ("already offered" if "R2" in error and "offered" in error else error) == case.then["error"]


@drives("waitlist", given="waiting", when="join", only=lambda case: "+" not in case.when["join"])
def joining_twice(case: Case, world: World) -> None:
    """The same person for the same session."""
    email, _, product = case.given["waiting"].partition(" for ")
    again, _, other = case.when["join"].partition(" for ")
    session(world, "--capacity", "1")
    if other != product:
        world.do("session", "new", "--title", "Verger", "--date", "2023-11-28", "--capacity", "1", "--yes")
    world.do("person", "add", NAMES[0])
    world.do("register", "S1", "P1")
    if other != product:
        world.do("register", "S2", "P1")
    world.do("person", "add", NAMES[1], "--email", email)
    world.do("register", "S1", email)
    done = world.cap("register", "S1" if other == product else "S2", again)
    assert (done.code == 1) is case.then["refused"]
    if done.code == 1:
        assert "no. 1" in done.err


@drives("waitlist", given="highest_position", when="join")
def joining_behind(case: Case, world: World) -> None:
    assert case.when["join"] is True
    bench = world.bench()
    where = bench.session(capacity=1)
    bench.register(where, *people(bench, 1 + case.given["highest_position"]))
    (made,) = bench.register(where, bench.person()).made
    assert made.position == case.then["position"]


@drives("waitlist.deadline", given="deadline office_hours", when="adjust")
def within_office_hours(case: Case, world: World) -> None:
    """The moment itself while the office is open, else its next opening."""
    assert case.when["adjust"] is True
    days, hours = case.given["office_hours"].lower().split()
    opens, closes = hours.split("-")
    office = typed_office_hours(f"{days} {opens}:00-{closes}:00")
    moved = within(dt.datetime.fromisoformat(case.given["deadline"]), office)
    assert moved.isoformat(timespec="minutes") == case.then["deadline"]
