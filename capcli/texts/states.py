"""The words of states on the screen."""

from collections.abc import Iterable

from capcli.domain.records import HELD, State, WaitsFor
from capcli.domain.views import BoundView
from capcli.texts import N_, _, ngettext
from capcli.texts.limits import taken_words

STATES: dict[str, str] = {
    "confirmed": N_("confirmed"),
    "pending": N_("subject to dues"),
    "offered": N_("place offered"),
    "waiting": N_("waiting list"),
    "cancelled": N_("cancelled"),
    "declined": N_("declined (by them)"),
    "refused": N_("refused (by us)"),
}
SESSION_STATES: dict[str, str] = {
    "open": N_("open"),
    "closed": N_("closed"),
    "past": N_("past"),
    "cancelled": N_("cancelled"),
}
STATUSES: dict[str, str] = {
    "exempt": N_("exempt"),
    "current": N_("current"),
    "covered": N_("covered"),
    "promised": N_("promised"),
    "grace": N_("grace"),
    "lapsed": N_("lapsed"),
    "never": N_("never"),
}
DUES_STATES: dict[str, str] = {
    "paid": N_("paid"),
    "part": N_("in part"),
    "refunded": N_("given back"),
    "part_refunded": N_("given back in part"),
    "awaited": N_("awaited"),
    "kept": N_("kept"),
    "sent": N_("sent"),
    "done": N_("done"),
    "cancelled": N_("cancelled"),
}
MODES = {"online": N_("online"), "onsite": N_("on site"), "hybrid": N_("hybrid")}
"""How people take part in a session."""


def state_words(state: State, *, waits_for: WaitsFor | None = None, position: int | None = None) -> str:
    """A registration's state: "confirmed", "subject to dues", "waiting list, no. 3"."""
    if state == "waiting" and position is not None:
        return _("waiting list, no. {position}").format(position=position)
    if state == "pending" and waits_for == "approval":
        return _("subject to approval")
    return _(STATES[state])


def session_state_words(state: str) -> str:
    """A session's state."""
    return _(SESSION_STATES[state])


def status_words(status: str) -> str:
    """A membership status on the screen."""
    return _(STATUSES[status])


def dues_state_words(state: str) -> str:
    """The state of a payment on the screen."""
    return _(DUES_STATES[state])


def totals(
    counts: dict[str, int], capacity: int | None, *, shown: frozenset[str], bounds: Iterable[BoundView] = ()
) -> str:
    """One line about a whole session: "25/25: 21 confirmed, 4 subject to dues; waiting list: 3; 2 cancelled not shown".

    `counts` is how many registrations are in each state, and how many of the
    pending ones await approval, under "approval"; `shown` are the states
    in the list above it; what is held of each of the `bounds` comes before the
    waiting list: "room 25/25; online 3".
    """
    held = sum(counts.get(state, 0) for state in HELD)
    told = [text.format(count=count) for text, count in _held(counts) if count]
    places = str(held) if capacity is None else f"{held}/{capacity}"
    line = _("{places}: {states}").format(places=places, states=", ".join(told) or _("nobody has a place"))
    more = taken_words(bounds)
    more += [_("waiting list: {count}").format(count=counts["waiting"])] if counts.get("waiting") else []
    more += [text.format(count=count) for state, text, count in _ended(counts) if count and state not in shown]
    for part in more:
        line = _("{totals}; {more}").format(totals=line, more=part)
    return line


def _held(counts: dict[str, int]) -> list[tuple[str, int]]:
    confirmed, approval, offered = (counts.get(state, 0) for state in ("confirmed", "approval", "offered"))
    dues = counts.get("pending", 0) - approval
    return [
        (ngettext("{count} confirmed", "{count} confirmed", confirmed), confirmed),
        (ngettext("{count} subject to approval", "{count} subject to approval", approval), approval),
        (ngettext("{count} subject to dues", "{count} subject to dues", dues), dues),
        (ngettext("{count} place offered", "{count} places offered", offered), offered),
    ]


def _ended(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    cancelled, declined, refused = (counts.get(state, 0) for state in ("cancelled", "declined", "refused"))
    return [
        ("cancelled", ngettext("{count} cancelled not shown", "{count} cancelled not shown", cancelled), cancelled),
        ("declined", ngettext("{count} declined not shown", "{count} declined not shown", declined), declined),
        ("refused", ngettext("{count} refused not shown", "{count} refused not shown", refused), refused),
    ]
