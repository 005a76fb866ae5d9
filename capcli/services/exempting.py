"""Exemptions from dues given and ended; the coming registrations they cover or uncover are judged again (rule 9)."""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.effects import Effect
from capcli.domain.exemptions import added, ended, exemptions_of
from capcli.domain.records import ORGANISATIONS, PEOPLE, Exemption, Organisation, Person
from capcli.errors import Usage
from capcli.services.affiliations import staff_of
from capcli.services.references import claimed
from capcli.services.rejudging import Judged
from capcli.store.protocol import Reader, Transaction

Who = Person | Organisation


class Exempted(Struct, frozen=True, kw_only=True):
    """A payer, the exemption as it was kept, and what it did to registrations."""

    who: Person | Organisation
    exemption: Exemption
    effects: list[Effect]


def exempt(tx: Transaction, who: Who, exemption: Exemption, *, today: dt.date, now: dt.datetime, by: str) -> Exempted:
    """Exempt a person, or an organisation with all of its people, from dues.

    Raises:
        Usage: `exempt_reason`, it is empty; `exempt_until`.
        Refused: `exempt_already` and its variants, it shares a day with another.
        NotFound: `no_such_ref`, the payer was removed in the meantime.
    """
    if not exemption.reason.strip():
        raise Usage("exempt_reason")
    held = claimed(tx, who)
    judged = Judged(tx, today=today, people=_touched(tx, who))
    kept = _kept(tx, held, added(exemptions_of(held), exemption))
    return Exempted(who=kept, exemption=exemption, effects=judged.again(tx, now=now, by=by))


def end_exemption(tx: Transaction, who: Who, on: dt.date, *, today: dt.date, now: dt.datetime, by: str) -> Exempted:
    """End the exemption of the day `on`: that is its last day, included.

    Raises:
        Refused: `exempt_never`, `exempt_begins`, `exempt_over`.
        NotFound: `no_such_ref`, the payer was removed in the meantime.
    """
    held = claimed(tx, who)
    judged = Judged(tx, today=today, people=_touched(tx, who))
    several, exemption = ended(exemptions_of(held), on)
    kept = _kept(tx, held, several)
    return Exempted(who=kept, exemption=exemption, effects=judged.again(tx, now=now, by=by))


def _kept(tx: Transaction, who: Who, several: Sequence[Exemption]) -> Who:
    """The payer with these exemptions: the last one is shown, those before it are kept."""
    if isinstance(who, Person):
        return tx.put(PEOPLE, replace(who, exempt=several[-1], exempted=list(several[:-1])))
    return tx.put(ORGANISATIONS, replace(who, exempt=several[-1], exempted=list(several[:-1])))


def _touched(read: Reader, who: Who) -> list[int]:
    """Whose registrations it may touch."""
    return [who.id] if isinstance(who, Person) else staff_of(read, who.id)
