"""Exemptions from dues: one at a time, each with its reason and its days, both included; None is open."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from capcli.domain.affiliations import BEGINNING, END
from capcli.domain.records import Exemption, Organisation, Person
from capcli.domain.views import ExemptionView
from capcli.errors import Refused, Usage


def exemptions_of(who: Person | Organisation | None) -> list[Exemption]:
    """Every exemption of a person or an organisation, those that ended included, earliest first."""
    if who is None:
        return []
    return in_order([*who.exempted, *([who.exempt] if who.exempt else [])])


def exempt_view(exemption: Exemption | None) -> ExemptionView | None:
    """An exemption as it is shown."""
    if exemption is None:
        return None
    return ExemptionView(reason=exemption.reason, from_=exemption.since, until=exemption.until)


def added(held: Sequence[Exemption], exemption: Exemption) -> list[Exemption]:
    """One exemption more; those before it are facts and stay.

    Raises:
        Usage: `exempt_until`, it would end before it begins.
        Refused: `exempt_already` and its variants, it shares a day with another.
    """
    if _begins(exemption) > _ends(exemption):
        raise Usage("exempt_until", since=exemption.since, until=exemption.until)
    for other in held:
        if _begins(other) <= _ends(exemption) and _begins(exemption) <= _ends(other):
            _refuse(other)
    return in_order([*held, exemption])


def ended(held: Sequence[Exemption], on: dt.date) -> tuple[list[Exemption], Exemption]:
    """The exemptions once the one of the day `on` ends then, its last day, and that one.

    Raises:
        Refused: `exempt_never`, there is none; `exempt_begins`, the first begins after that day; `exempt_over`, they
            ended before.
    """
    current = next((one for one in held if _begins(one) <= on <= _ends(one)), None)
    if current is not None:
        shorter = replace(current, until=on)
        return [shorter if one == current else one for one in held], shorter
    over = [one for one in held if _ends(one) < on]
    if over:
        raise Refused("exempt_over", until=over[-1].until, day=on)
    if held:
        raise Refused("exempt_begins", since=held[0].since, day=on)
    raise Refused("exempt_never")


def in_order(exemptions: Iterable[Exemption]) -> list[Exemption]:
    """The earliest first; what is there twice is there once."""
    several = {(_begins(one), _ends(one), one.reason): one for one in exemptions}
    return [one for _, one in sorted(several.items())]


def _refuse(other: Exemption) -> None:
    """Say which days are exempt already.

    Raises:
        Refused: always.
    """
    if other.since and other.until:
        raise Refused("exempt_already", since=other.since, until=other.until, reason=other.reason)
    if other.since:
        raise Refused("exempt_already_since", since=other.since, reason=other.reason)
    if other.until:
        raise Refused("exempt_already_until", until=other.until, reason=other.reason)
    raise Refused("exempt_already_always", reason=other.reason)


def _begins(exemption: Exemption) -> dt.date:
    return exemption.since or BEGINNING


def _ends(exemption: Exemption) -> dt.date:
    return exemption.until or END
