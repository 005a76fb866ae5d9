"""The words of who was there."""

from capcli.domain.records import PresenceState
from capcli.texts import N_

MARKS: dict[str, str] = {
    "present": N_("present"),
    "absent": N_("absent"),
    "excused": N_("excused"),
}
MARKED: dict[PresenceState | None, str] = {
    "present": MARKS["present"],
    "absent": MARKS["absent"],
    "excused": MARKS["excused"],
    None: N_("mark taken back"),
}
"""What is said of somebody whose mark is so now; None: of whom nothing is said any more."""
UNCHANGED: dict[PresenceState | None, str] = {
    "present": N_("already present"),
    "absent": N_("already absent"),
    "excused": N_("already excused"),
    None: N_("no mark"),
}
"""The same, where it was so before."""
