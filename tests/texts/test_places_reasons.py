"""Every reason of a place, of the queue and of a session has its sentence, whatever its arguments."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest

from capcli.domain.places import LIFTABLE
from capcli.domain.records import Bound, Session, Slot
from capcli.domain.views import Reason
from capcli.texts import places_reasons, use
from capcli.texts.places_reasons import PLACES, REFUSED, sentence
from capcli.texts.session_reasons import SESSION
from capcli.texts.turns import LIFTED, REASONED, TURNS

ROOM = Path(__file__).parents[2] / "capcli"
D = dt.date
AT = dt.datetime(2023, 10, 3, 8, 5, tzinfo=dt.UTC)
MIDNIGHT = dt.datetime(2023, 10, 17, 22, 0, tzinfo=dt.UTC)
CYCLE = Session(
    id=7,
    code="cycle",
    title="Cycle",
    slots=[Slot(date=D(2023, 11, 28)), Slot(date=D(2023, 12, 5)), Slot(date=D(2023, 12, 5), start="14:00")],
    capacity=25,
)
BOUNDED = Session(
    id=8, code="room", title="Room", slots=CYCLE.slots, bounds=[Bound(kind="mode", key="onsite", places=9)]
)


def full(kind: str, key: str | None = None, held: int = 25, **more: object) -> Reason:
    return Reason(code="no_place", args={"bound": kind, "key": key, "places": 25, "held": held, **more})


def turned(state: str, cause: str | None = None, reason: str | None = None) -> Reason:
    return Reason(code="turn", args={"state": state, "at": AT, "by": "camille", "reason": reason, "cause": cause})


def lifted(rule: str) -> Reason:
    return Reason(code="lifted", args={"rule": rule, "reason": "She speaks.", "by": "camille", "at": AT})


def of_bound(code: str, kind: str = "session", key: str | None = None, **more: object) -> Reason:
    return Reason(code=code, args={"bound": kind, "key": key, **more})


def let_in(rule: str) -> Reason:
    who = {"registration": "R12", "person": "P3", "name": "Zoé MARTINEAU"}
    return Reason(code="let_in", args={**who, "rule": rule, "reason": "She speaks.", "by": "camille", "at": AT})


def to_come(how: str) -> dict[str, object]:
    return {"registration": "R5", "position": 1, "size": 1, "how": how}


TABLE: list[tuple[Reason, str]] = [
    (Reason(code="has_place", args={"held": 21, "places": 25}), "There is a place: 21 of 25 are taken."),
    (Reason(code="has_place", args={"held": 21, "places": None}), "The number of places is not limited."),
    (full("session"), "Every place is taken (25 of 25)."),
    (full("session", held=27), "Every place is taken (27 of 25)."),
    (full("mode", "onsite"), "Every place in the room is taken (25 of 25)."),
    (full("mode", "online"), "Every place online is taken (25 of 25)."),
    (full("slot", "1"), "Every place of 28 November 2023 is taken (25 of 25)."),
    (full("slot", "2"), "Every place of slot 2 is taken (25 of 25)."),
    (
        full("organisation", "O3", name="Mairie de Die"),
        "Places of one organisation are limited to 25, and Mairie de Die holds 25.",
    ),
    (
        full("organisation", "O3"),
        "Places of one organisation are limited to 25, and this one holds 25.",
    ),
    (full("public", "élus"), "Every place for the public “élus” is taken (25 of 25)."),
    (
        full("session", held=24),
        "24 of 25 places are taken; the others go first to the requests that wait already.",
    ),
    (
        full("mode", "onsite", held=24),
        "24 of 25 places in the room are taken; the others go first to the requests that wait already.",
    ),
    (
        full("mode", "online", held=24),
        "24 of 25 places online are taken; the others go first to the requests that wait already.",
    ),
    (
        full("slot", "1", held=24),
        "24 of 25 places of 28 November 2023 are taken; the others go first to the requests that wait already.",
    ),
    (
        full("slot", "3", held=24),
        "24 of 25 places of slot 3 are taken; the others go first to the requests that wait already.",
    ),
    (
        full("organisation", "O3", held=24, name="Mairie de Die"),
        "Places of one organisation are limited to 25: Mairie de Die holds 24, and colleagues who wait already come "
        "first.",
    ),
    (
        full("organisation", "O3", held=24),
        "Places of one organisation are limited to 25: this one holds 24, and colleagues who wait already come first.",
    ),
    (
        full("public", "élus", held=24),
        "24 of 25 places for the public “élus” are taken; the others go first to the requests that wait already.",
    ),
    (
        Reason(code="ahead", args={"position": 3, "ahead": 2}),
        "Places go in the order of the requests: this one is no. 3, with 2 ahead of it.",
    ),
    (
        Reason(code="ahead", args={"position": 1, "ahead": 0}),
        "Places go in the order of the requests: this one is the first in line.",
    ),
    (
        Reason(code="ahead", args={"position": 3, "ahead": 0}),
        "Places go in the order of the requests: this one and its party are first in line.",
    ),
    (
        Reason(code="party_too_big", args={"size": 3, "left": 2}),
        "Those registered together take their places together: 3 are needed, 2 free.",
    ),
    (
        Reason(code="list_stopped", args={"since": AT}),
        "The waiting list has stood still since 3 October 2023 at 10:05: a place that comes free is no longer given "
        "automatically.",
    ),
    (
        Reason(code="needs_approval"),
        "Each request for this session is looked at before it is accepted.",
    ),
    (Reason(code="approved", args={"by": "camille", "at": AT}), "The request was accepted on 3 October 2023."),
    (
        Reason(code="subject_to_dues"),
        "The place is confirmed once dues cover the day of the session.",
    ),
    (Reason(code="dues_not_asked"), "This session is open without dues."),
    (
        Reason(code="offer_until", args={"until": AT, "passed": False}),
        "A free place is held for this request: the answer is awaited before 3 October 2023 at 10:05.",
    ),
    (
        Reason(code="offer_until", args={"until": MIDNIGHT, "passed": False}),
        "A free place is held for this request: the answer is awaited on 17 October 2023 at the latest.",
    ),
    (
        Reason(code="offer_untold"),
        "A free place is held for this request; the time to answer starts once this is told.",
    ),
    (
        Reason(code="deadline", args={"until": AT, "passed": False}),
        "The place is held until 3 October 2023 at 10:05; afterwards it may go to somebody who waits.",
    ),
    (
        Reason(code="deadline", args={"until": MIDNIGHT, "passed": False}),
        "The place is held through 17 October 2023; afterwards it may go to somebody who waits.",
    ),
    (Reason(code="keeps_place"), "The place was confirmed before, and a place given is kept."),
    (
        Reason(code="subject_later", args={"state": "waiting", "waits_for": "dues", "owes": True}),
        "A place given to this request would be held, and confirmed once dues cover the day.",
    ),
    (
        Reason(code="subject_later", args={"state": "waiting", "waits_for": "approval", "owes": False}),
        "A place given to this request would be held, and confirmed once it is accepted.",
    ),
    (
        Reason(code="offer_until", args={"until": AT, "passed": True}),
        "A free place was held for this request until 3 October 2023 at 10:05; it may go to somebody else now.",
    ),
    (
        Reason(code="deadline", args={"until": MIDNIGHT, "passed": True}),
        "The place was held until 17 October 2023; it may go now to somebody who waits, and dues that come before "
        "still confirm it.",
    ),
    (
        Reason(code="subject_later", args={"state": "offered", "waits_for": "dues", "owes": True}),
        "If it is taken, it is confirmed once dues cover the day of the session.",
    ),
    (
        Reason(code="dues_after_approval"),
        "Once the request is accepted, dues that cover the day of the session confirm the place.",
    ),
    (
        Reason(code="subject_later", args={"state": "waiting", "waits_for": "approval", "owes": True}),
        "A place given to this request would be held, and confirmed once it is accepted and dues cover the day.",
    ),
    (
        Reason(code="would_be", args={"state": "pending", "waits_for": "approval", "owes": True, "position": 1}),
        "A request made now would hold a place, confirmed once the request is accepted and dues cover the day of the "
        "session.",
    ),
    (Reason(code="not_registered"), "No registration for this session is known."),
    (
        Reason(code="would_be", args={"state": "confirmed", "waits_for": None, "owes": False, "position": 1}),
        "A request made now would be confirmed at once.",
    ),
    (
        Reason(code="would_be", args={"state": "pending", "waits_for": "dues", "owes": False, "position": 1}),
        "A request made now would hold a place, confirmed once dues cover the day of the session.",
    ),
    (
        Reason(code="would_be", args={"state": "pending", "waits_for": "approval", "owes": False, "position": 1}),
        "A request made now would hold a place, confirmed once the request is accepted.",
    ),
    (
        Reason(code="would_be", args={"state": "waiting", "waits_for": None, "owes": False, "position": 4}),
        "A request made now would go on the waiting list, as no. 4.",
    ),
    (Reason(code="place_online"), "There is a place online."),
    (Reason(code="session_cancelled", args={"reason": None}), "The session is cancelled."),
    (Reason(code="session_cancelled", args={"reason": "Snow."}), "The session is cancelled: Snow."),
    (Reason(code="session_over", args={"day": D(2023, 11, 28)}), "The session ended on 28 November 2023."),
    (Reason(code="registering_cancelled"), "The session is cancelled."),
    (Reason(code="registering_undated"), "The session has no day yet: it takes registrations once it has one."),
    (Reason(code="registering_past", args={"day": D(2023, 11, 28)}), "The session ended on 28 November 2023."),
    (
        Reason(code="registering_closed", args={"day": D(2023, 11, 21)}),
        "The last day to register was 21 November 2023.",
    ),
    (
        Reason(code="registering_refused"),
        "To have a refused request looked at again, ask the coordinator.",
    ),
    (lifted("full"), "A place was given beyond the number of places, on 3 October 2023 (She speaks)."),
    (
        lifted("closed"),
        "The request was accepted after the registrations had closed, on 3 October 2023 (She speaks).",
    ),
    (lifted("unpaid"), "On 3 October 2023 it was decided not to wait for the dues (She speaks)."),
    (
        lifted("limit"),
        "A place was given beyond the limit that holds for a part of the places, on 3 October 2023 (She speaks).",
    ),
    (
        lifted("duplicate"),
        "Somebody with nearly the same name is known; both were kept, on 3 October 2023 (She speaks).",
    ),
    (turned("confirmed"), "Confirmed on 3 October 2023."),
    (turned("confirmed", "seat"), "Confirmed on 3 October 2023."),
    (turned("confirmed", "promoted"), "A place came free on 3 October 2023: confirmed."),
    (turned("cancelled", "lapsed"), "The time for which the place was held was over: cancelled on 3 October 2023."),
    (turned("refused", None, "Reserved to elected officials."),
     "The request was refused on 3 October 2023: Reserved to elected officials."),
    (turned("waiting"), "On the waiting list since 3 October 2023."),
    (Reason(code="open_until", args={"day": D(2023, 11, 28)}), "Requests are taken through 28 November 2023."),
    (Reason(code="unlimited", args={"held": 3}), "The number of places is not limited; 3 are taken."),
    (of_bound("bound_full", places=25, held=25), "Full: 25 of 25 places are taken."),
    (of_bound("bound_full", "mode", "onsite", places=9, held=9), "Full in the room: 9 of 9 places are taken."),
    (of_bound("bound_left", places=25, held=21, left=4), "Not full: 21 of 25 places are taken, 4 left."),
    (
        of_bound("bound_left", "slot", "1", places=25, held=21, left=4),
        "Not full in slot 1: 21 of 25 places are taken, 4 left.",
    ),
    (let_in("full"),
     "R12 Zoé MARTINEAU (P3) was let in beyond the places on 3 October 2023, by camille: She speaks."),
    (let_in("limit"),
     "R12 Zoé MARTINEAU (P3) was let in beyond a limit on 3 October 2023, by camille: She speaks."),
    (
        of_bound("freed", elsewhere=True, **to_come("auto")),
        "The next place that comes free elsewhere in the session goes to no. 1 on the waiting list (R5).",
    ),
    (of_bound("freed", **to_come("auto")), "The next place that comes free goes to no. 1 on the waiting list (R5)."),
    (
        of_bound("freed", "public", "élus", **to_come("offer")),
        "The next place that comes free for the public “élus” is offered to no. 1 on the waiting list (R5).",
    ),
]  # fmt: skip
EVERY: list[Reason] = [
    *(reason for reason, _ in TABLE),
    *(turned(*key.split("_", 1)) for key in TURNS),
    *(turned(*([*key.split("_"), None][:2]), "Ill.") for key in REASONED),
    *(
        of_bound(code, kind, key, places=9, held=9, left=1, above=1)
        for code in ("bound_full", "bound_left", "freed_above", "freed_waits", "freed_open", "freed_stays")
        for kind, key in (("session", None), ("mode", "online"))
    ),
    *(
        of_bound("freed", kind, key, **to_come(how))
        for how in ("auto", "offer", "stopped")
        for kind, key in (("session", None), ("organisation", "O3"), ("slot", "2"))
    ),
    Reason(code="organisations", args={"places": 2, "full": ["Mairie de Die (O3)"]}),
    Reason(code="organisations", args={"places": 2, "full": []}),
    Reason(code="above", args={"above": 2}),
    Reason(code="queue", args={"waiting": 3, "first": "R5"}),
    Reason(code="list_stops", args={"stops": AT}),
    Reason(code="counts", args={"counts": {"confirmed": 2}, "capacity": 25}),
    Reason(
        code="registration",
        args={
            "session": "S7", "title": "Cycle", "day": D(2023, 11, 28), "registration": "R5", "position": 3,
            "state": "waiting", "waits_for": None, "held_until": None,
        },
    ),
    Reason(
        code="registration",
        args={
            "session": "S8", "title": "Bilan", "day": None, "registration": "R6", "position": None,
            "state": "confirmed", "waits_for": None, "held_until": None,
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "told"), TABLE, ids=[told for _, told in TABLE])
def test_a_reason_and_its_sentence(reason: Reason, told: str):
    """Word for word, as it is pasted."""
    assert sentence(reason, CYCLE) == told


def test_a_session_with_bounds_alone_is_not_unlimited():
    """Without a capacity there may still be no place in the room."""
    assert sentence(Reason(code="has_place", args={"held": 3, "places": None}), BOUNDED) == "There is a place."


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sentence_is_whole(language: str):
    """No brace is left, nothing is None, each ends like a sentence."""
    use(language)
    for reason in EVERY:
        told = sentence(reason, CYCLE)
        assert not re.search(r"[{}]|None", told), told
        assert reason.code == "counts" or told.endswith("."), told


def test_every_sentence_is_reached(monkeypatch: pytest.MonkeyPatch):
    """No sentence stands in a table for nothing."""
    reached: set[str] = set()
    chosen = places_reasons._variant

    def noted(*args):
        key, texts = chosen(*args)
        reached.add(texts[key])
        return key, texts

    monkeypatch.setattr(places_reasons, "_variant", noted)
    for reason in EVERY:
        sentence(reason, CYCLE)
        sentence(reason, BOUNDED)
    known = {text for table in (PLACES, LIFTED, REFUSED, TURNS, REASONED, SESSION) for text in table.values()}
    assert known - reached == set()


def test_every_liftable_rule_has_its_sentence():
    """Whatever `--allow` takes can be told."""
    assert set(LIFTED) == set(LIFTABLE)


def _codes(path: Path) -> set[str]:
    """The codes of the reasons made in a module: given to `Reason` as they stand, or by a name assigned to before."""
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Reason"]
    given = [word.value for call in calls for word in call.keywords if word.arg == "code"]
    names = {node.id for node in given if isinstance(node, ast.Name)}
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    given += [node.value for node in assigned if ast.unparse(node.targets[0]) in names]
    branches = [
        branch for node in given for branch in ([node.body, node.orelse] if isinstance(node, ast.IfExp) else [node])
    ]
    return {node.value for node in branches if isinstance(node, ast.Constant)}


def _sentences() -> set[str]:
    """The keys of every table of texts, of whatever noun, and the codes that are told by a function."""
    trees = [
        ast.parse(path.read_text("utf-8")) for room in ("texts", "commands") for path in (ROOM / room).glob("*.py")
    ]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    keys = [key for node in nodes if isinstance(node, ast.Dict) for key in node.keys]
    keys += [word for node in nodes if isinstance(node, ast.Compare) for word in node.comparators]
    return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_every_code_of_the_rules_has_a_sentence():
    """Of dues, periods and what is told as well as of places: the code itself, or variants that begin with it."""
    codes = {code for path in (ROOM / "domain").glob("*.py") for code in _codes(path)}
    keys = _sentences() | {"lifted", "turn"}
    assert {code for code in codes if code not in keys and not any(key.startswith(f"{code}_") for key in keys)} == set()


def test_every_refusal_of_a_request_has_its_sentence():
    """A request that cannot be taken is explained without the words of the desk."""
    source = (ROOM / "domain" / "places.py").read_text("utf-8")
    assert set(re.findall(r'"(registering_\w+)"', source)) == set(REFUSED)


def test_no_sentence_has_a_code_that_nothing_says():
    """What the rules and the explanations no longer emit is no longer told."""
    rooms = [*(ROOM / "domain").glob("*.py"), *(ROOM / "services").glob("explaining*.py")]
    codes = {code for path in rooms for code in _codes(path)}
    assert {reason.code for reason in EVERY} - set(REFUSED) - codes == set()
