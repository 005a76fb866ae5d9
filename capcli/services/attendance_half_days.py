"""The columns of a list that are of a half-day each, as on the sign-in sheet: what was signed there, slot by slot."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from capcli.domain.half_day_words import meant
from capcli.domain.half_days import half_days
from capcli.domain.names import atoms, fold
from capcli.domain.plans import Problem, TypedRow
from capcli.domain.presence_words import state_in
from capcli.domain.records import SESSIONS, PresenceState, Session
from capcli.errors import Refused

_NOTHING = frozenset({"×", "-", "–", "—", "/", "\\", "."})
"""What strikes a cell out, ours first."""
_AFAR = frozenset({"online", "en ligne", "a distance", "distanciel", "en visio", "visio"})
"""What the sheet notes beside whoever does not sign, as they are not in the room."""
_MOST_INITIALS = 4
_STRONGEST: tuple[PresenceState, ...] = ("present", "excused", "absent")


class Signed(Struct, frozen=True, kw_only=True):
    """The state at each slot that something was signed for, and what is to be said of the others."""

    states: dict[int, PresenceState]
    problems: list[Problem]


class HalfDayColumns:
    """The columns of half-days among those of some rows; false when there are none."""

    def __init__(self, session: Session, rows: Iterable[TypedRow], begun: Sequence[int]) -> None:
        """`begun` are the slots that have begun: of the others nothing is read.

        Raises:
            Refused: `attendance_which_day`, a column is of half-days of several days; `attendance_no_half_day`, none
                is of a half-day that has begun.
        """
        about = {"session": SESSIONS.ref(session.id), "title": session.title}
        halves = [half for half in half_days(session) if set(half.slots) & set(begun)]
        self._slots: dict[str, list[int]] = {}
        for heading in dict.fromkeys(heading for row in rows for heading in row.answers):
            found = meant(heading, halves)
            if found is None:
                continue
            if len({half.day for half in found}) > 1:
                raise Refused("attendance_which_day", heading=heading, **about)
            self._slots[heading] = sorted({slot for half in found for slot in half.slots} & set(begun))
        if self._slots and not any(self._slots.values()):
            raise Refused("attendance_no_half_day", headings=list(self._slots), **about)

    def __bool__(self) -> bool:
        return bool(self._slots)

    def signed(self, row: TypedRow, name: tuple[str, str]) -> Signed:
        """What somebody called so signed: a slot is signed for when one of its half-days is."""
        said: dict[int, list[PresenceState]] = {}
        struck: set[int] = set()
        problems: list[Problem] = []
        for heading, slots in self._slots.items():
            cell = row.answers.get(heading, "").strip()
            state = _state(cell, *name)
            for slot in slots if state is not None else ():
                said.setdefault(slot, []).append(state)  # type: ignore[arg-type] # not None here
            if _is_struck(cell):
                struck.update(slots)
            elif cell and state is None and slots:
                problems.append(Problem("attendance_sign", {"heading": heading, "text": cell}))
        every = {slot for slots in self._slots.values() for slot in slots}
        blank = sorted(every - said.keys() - struck) if said and not problems else []
        return Signed(
            states={slot: min(states, key=_STRONGEST.index) for slot, states in sorted(said.items())},
            problems=[*problems, *(Problem("attendance_blank", {"slot": slot}) for slot in blank)],
        )


def _state(cell: str, given: str, family: str) -> PresenceState | None:
    """What a cell of the sheet says: a word for it, initials, or the name; None for nothing that is understood."""
    if not cell or _is_struck(cell):
        return None
    letters = re.sub(r"[\s.-]", "", cell)
    initials = {"".join(word[0] for word in atoms(text)) for text in (f"{given} {family}", f"{family} {given}")}
    is_theirs = len(letters) > 1 and fold(letters) in initials
    if is_theirs and letters.isupper() and fold(letters) not in ("abs", "exc"):
        return "present"  # Nadia Ohana signs with NO
    state = state_in(cell)
    if state is not None:
        return state
    words, names = set(atoms(cell)), {*atoms(given), *atoms(family)}
    is_signed = is_theirs or bool(words & names and words <= names | {name[0] for name in names})
    is_short = letters.isalpha() and letters.isupper() and len(letters) <= _MOST_INITIALS
    return "present" if is_signed or is_short else None


def _is_struck(cell: str) -> bool:
    return cell in _NOTHING or fold(cell) in _AFAR
