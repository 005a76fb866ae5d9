"""Cases on registrations: capacity, second requests, late payment, dues asked for, and the moves between states."""

from peer_cases import Case, drives
from peer_world import NAMES, World

from capcli.domain.records import REGISTRATIONS, Registration

STATES = {
    "complete": ("confirmed", None),
    "unpaid": ("pending", "dues"),
    "pending": ("pending", "approval"),
    "rejected": ("refused", None),
    "withdrawn": ("cancelled", None),
}
PLACES = {"paid": "confirmed", "pending": "pending", "cancelled": "cancelled", "waiting": "waiting"}
"""What a peer counts on a quota, as states."""


def session(world: World, *options: str) -> str:
    world.do("session", "new", "--title", "Atelier", "--date", "2023-11-28", *options, "--yes")
    return f"S{len(world.json('session', 'list', '--all'))}"


def state(world: World, who: str = "P1", where: str = "S1") -> tuple[str, str | None]:
    """The state of somebody's newest registration and what it waits for."""
    every = ("confirmed", "pending", "offered", "waiting", "cancelled", "declined", "refused")
    asked = [typed for one in every for typed in ("--state", one)]
    rows = [row for row in world.json("attendees", where, *asked) if row["person"]["ref"] == who]
    newest = max(rows, key=lambda row: row["id"])
    return newest["state"], newest["waits_for"]


def people(bench, count: int) -> list[int]:
    return [bench.person(f"Camille PERSONNE{number}") for number in range(count)]


def taken(bench, where: int, held_state: str, count: int) -> None:
    """So many registrations of a session in one state."""
    moment = bench.now

    def put(tx):
        for number in range(count):
            made = {"session": where, "person": 1000 + number, "requested_at": moment, "entered_at": moment}
            waits_for = "dues" if held_state == "pending" else None
            tx.put(REGISTRATIONS, Registration(state=held_state, waits_for=waits_for, **made))

    bench.change(put)


def left_for_newcomers(bench, where: int, size: int | None) -> int | None:
    """How many newcomers get a place before one waits; None when none ever does."""
    for served in range((size or 0) + 1):
        bench.register(where, newcomer := bench.person(f"Sacha NOUVEAU{served}"))
        if bench.state_of(where, newcomer) == "waiting":
            return served
    return None


@drives("registration.capacity", given="size", when="ask", known="paid pending cancelled waiting count_waitinglist")
def availability(case: Case, world: World) -> None:
    """Counted from what holds a place now; a newcomer overtakes nobody who waits."""
    assert case.when["ask"] == "availability"
    assert "count_waitinglist" not in case.given or case.given["count_waitinglist"] is True
    bench = world.bench()
    where = bench.session(capacity=case.given["size"])
    counts = {name: case.given[name] for name in PLACES if name in case.given}
    for name, count in counts.items():
        taken(bench, where, PLACES[name], count)
    left = left_for_newcomers(bench, where, case.given["size"])
    if "left" in case.then:
        assert left == case.then["left"]
    if "state" in case.then:
        gone = "gone" if counts.get("paid", 0) >= (case.given["size"] or 0) else "ordered"
        assert ("ok" if left != 0 else gone) == case.then["state"]


@drives("registration.capacity", given="size taken taken_on_other_date", when="ask")
def availability_of_one_date(case: Case, world: World) -> None:
    """Each session counts its own registrations."""
    assert (case.given["taken_on_other_date"], case.when["ask"]) == ("not counted", "availability")
    bench = world.bench()
    where, other = bench.session(capacity=case.given["size"]), bench.session("Autre jour", capacity=5)
    for count in case.given["taken"]:
        taken(bench, where, "confirmed", count)
    taken(bench, other, "confirmed", 5)
    assert left_for_newcomers(bench, where, case.given["size"]) == case.then["left"]


@drives("registration.capacity", given="max registered", when="ask")
def full_or_not(case: Case, world: World) -> None:
    assert case.when["ask"] == "is the event full"
    session(world, "--capacity", str(case.given["max"]))
    for place in range(case.given["registered"] + 1):
        world.do("person", "add", NAMES[place])
    for place in range(case.given["registered"]):
        world.do("register", "S1", f"P{place + 1}")
    counts = world.json("session", "show", "S1")["counts"]
    held = counts["confirmed"] + counts["pending"] + counts["offered"]
    answer = world.do("register", "S1", f"P{case.given['registered'] + 1}")
    assert (held >= case.given["max"]) is case.then["full"]
    assert answer.startswith("waiting list, no. 1") is case.then["full"]
    if "message" in case.then:
        said = "the event's own 'full' text" if f"{held}/{case.given['max']}" in answer else answer
        assert said == case.then["message"]


@drives("registration.capacity", given="limit registrations", when="someone_else_registers")
def somebody_else_at_the_limit(case: Case, world: World) -> None:
    """Not let in; the waiting list takes them."""
    assert case.when["someone_else_registers"] is True
    bench = world.bench()
    where = bench.session(capacity=case.given["limit"], requires_dues=False)
    for held in case.given["registrations"]:
        taken(bench, where, STATES[held][0], 1)
    bench.register(where, newcomer := bench.person())
    assert (bench.state_of(where, newcomer) != "waiting") is case.then["allowed"]


def put_in(world: World, word: str) -> None:
    """S1 with P1 registered in the state that a peer calls so."""
    options = ["--requires-dues"] if word in ("unpaid", "complete") else []
    session(world, *options, *(["--approval"] if word in ("pending", "rejected") else []))
    world.do("dues", "rate", "set", "Base", "--amount", "20", "--payer", "person")
    world.person()
    if word == "complete":
        world.do("dues", "pay", "P1", "--year", "2023")
    world.do("register", "S1", "P1")
    if word == "withdrawn":
        world.do("unregister", "S1", "P1")
    if word == "rejected":
        world.do("refuse", "S1", "P1", "--reason", "another public")
    assert state(world) == STATES[word]


@drives("registration.duplicates", given="own_registration form", when="self_register")
def a_second_request(case: Case, world: World) -> None:
    """One live registration a person; who was refused is not let in by asking again, who left may come back."""
    assert (case.given["form"], case.when["self_register"]) == ("open", True)
    put_in(world, case.given["own_registration"])
    done = world.cap("register", "S1", "P1")
    assert done.code in (0, 1)
    assert (done.code == 0) is case.then["allowed"]


@drives(
    "registration.open",
    given="form",
    when="self_register",
    known="invited",
    only=lambda case: case.given["form"] in FORMS,
)
def an_open_or_closed_session(case: Case, world: World) -> None:
    """After the last day a request is refused, and a person may lift the rule for somebody invited."""
    assert case.when["self_register"] is True
    session(world, *FORMS[case.given["form"]])
    world.person()
    invited = "invited" in case.given and case.given["invited"]
    done = world.cap("register", "S1", "P1", *(["--allow", "closed", "--reason", "invited"] if invited else []))
    assert (done.code == 0) is case.then["allowed"]


FORMS = {"open": [], "closed": ["--last-day", "2023-09-30"]}


@drives("registration.late_payment", given="order places_left", when="mark", known="waiting_list force")
def paid_after_the_deadline(case: Case, world: World) -> None:
    """A place that lapsed is not given back before the queue, unless a person says so."""
    assert case.when["mark"] == "paid"
    expired = case.given["order"].startswith("expired")
    size = 2 if case.given["order"].endswith("for 2 places") else 1
    world.config(registration_pending_days="10", waitlist_stops="40 days 12:00")
    session(world, "--requires-dues", "--capacity", str(size))
    world.do("dues", "rate", "set", "Base", "--amount", "20", "--payer", "person")
    for name in NAMES[: size + 1]:
        world.do("person", "add", name)
    late = [f"P{place + 1}" for place in range(size)]
    world.do("register", "S1", *late)
    waits = "waiting_list" in case.given and case.given["waiting_list"] == "not empty"
    if waits:
        world.do("register", "S1", f"P{size + 1}")
    after = "2023-10-25"
    if expired:
        world.do("sweep", "--yes", today=after)
        if not case.given["places_left"]:
            for place in range(size):
                world.do("person", "add", NAMES[-1 - place], today=after)
                world.do("register", "S1", f"P{size + 2 + place}", today=after)
    counts = world.json("session", "show", "S1", today=after)["counts"]
    assert size - counts["confirmed"] - counts["pending"] == case.given["places_left"]
    for who in late:
        world.do("dues", "pay", who, "--year", "2023", today=after)
        if expired:
            force = "force" in case.given and case.given["force"]
            lifted = ["--allow", "full", "--reason", "promised"] if force else []
            world.do("reopen", "S1", who, *lifted, today=after)
    assert all(state(world, who) == ("confirmed", None) for who in late) is case.then["paid"]


@drives(
    "registration.membership_gate",
    given="membership",
    when="register",
    only=lambda case: str(case.given["membership"]) in GATES,
)
def dues_asked_for(case: Case, world: World) -> None:
    """Nobody is turned away for dues: the place is kept subject to them, which a peer calls refused."""
    assert case.when["register"] == "product that requires membership"
    session(world, "--requires-dues")
    world.do("dues", "rate", "set", "Base", "--amount", "20", "--payer", "person")
    world.person()
    for typed in GATES[case.given["membership"]]:
        world.do(*typed)
    world.do("register", "S1", "P1")
    found = state(world)
    assert found in (("confirmed", None), ("pending", "dues"))
    if "accepted" in case.then:
        assert (found[0] == "confirmed") is case.then["accepted"]
    if "refused" in case.then:
        assert (found[0] == "pending") is case.then["refused"]


_PAID = ("dues", "pay", "P1", "--year", "2023")
GATES = {
    "valid": [_PAID],
    "none": [],
    "expired": [("dues", "pay", "P1", "--year", "2022")],
    "starts later": [("dues", "pay", "P1", "--year", "2024")],
    "cancelled": [_PAID, ("dues", "cancel", "D1", "--reason", "bounced")],
    "refunded": [_PAID, ("dues", "refund", "D1", "--reason", "paid twice")],
    "of another type": [("dues", "pay", "P1", "--donation", "--amount", "20")],
    "announced": [("dues", "promise", "P1", "--year", "2023", "--reference", "BC-12")],
}
"""What a membership of a case is at the desk."""


@drives("registration.state", given="state", when="do", only=lambda case: case.when["do"] in MOVES)
def a_move(case: Case, world: World) -> None:
    """The move made at the desk, or refused by the drawing of states."""
    put_in(world, case.given["state"])
    done = [world.cap(*typed) for typed in MOVES[case.when["do"]]][-1]
    assert done.code in (0, 1), done.err
    if case.then["result"].startswith("refused"):
        assert done.code == 1, done.out
        assert case.then["result"] in ("refused: no such transition", "refused: conflict")
        if case.then["result"] == "refused: conflict":
            assert "R2" in done.err
    else:
        assert done.code == 0, done.err
        assert state(world) == STATES[case.then["result"]]


MOVES = {
    "withdraw": [("unregister", "S1", "P1")],
    "reject": [("refuse", "S1", "P1", "--reason", "another public")],
    "approve": [("confirm", "S1", "P1")],
    "pay": [("dues", "pay", "P1", "--year", "2023")],
    "restore": [("reopen", "S1", "P1")],
    "restore, while another live registration of the person exists": [
        ("register", "S1", "P1"),
        ("reopen", "S1", "P1"),
    ],
}


@drives("registration.state", given="state already_paid", when="approve")
def approved_and_paid(case: Case, world: World) -> None:
    assert (case.given["state"], case.when["approve"]) == ("pending", True)
    session(world, "--approval", "--requires-dues")
    world.do("dues", "rate", "set", "Base", "--amount", "20", "--payer", "person")
    world.person()
    if case.given["already_paid"]:
        world.do("dues", "pay", "P1", "--year", "2023")
    world.do("register", "S1", "P1")
    assert state(world) == STATES["pending"]
    world.do("confirm", "S1", "P1")
    assert state(world) == STATES[case.then["state"]]


@drives("registration.state", given="moderated created_by", when="create")
def begun_where_requests_are_looked_at(case: Case, world: World) -> None:
    """Whoever types it may approve at once."""
    assert case.when["create"] is True
    session(world, *(["--approval"] if case.given["moderated"] else []))
    world.person()
    world.do("register", "S1", "P1", *(["--approve"] if case.given["created_by"] == "manager" else []))
    assert state(world) == STATES[case.then["state"]]


@drives(
    "registration.state",
    given="state reset_on_change",
    when="edit_by",
    only=lambda case: case.when["edit_by"] == "manager",
)
def edited_by_the_coordinator(case: Case, world: World) -> None:
    """Correcting what is known of somebody asks for no second approval."""
    assert case.given["reset_on_change"] is True
    assert case.when["edit_by"] == "manager"
    session(world, "--approval")
    world.person()
    world.do("register", "S1", "P1", "--approve")
    assert state(world) == STATES[case.given["state"]]
    world.do("person", "edit", "P1", "--function", "maire", "--public", "élus")
    assert state(world) == STATES[case.then["state"]]
