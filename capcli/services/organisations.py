"""Organisations: added once, called by several names, changed, removed when nothing refers to them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.effects import Effect
from capcli.domain.emails import typed_email
from capcli.domain.exemptions import exempt_view
from capcli.domain.keys import keyed_organisation
from capcli.domain.names import atoms, clean, full_name, sort_key
from capcli.domain.phones import typed_phone
from capcli.domain.records import AFFILIATIONS, ORGANISATIONS, PEOPLE, Affiliation, Organisation
from capcli.domain.sirets import typed_siret
from capcli.domain.views import OrganisationView
from capcli.errors import Refused, Usage
from capcli.services.duplicates import refuse_same_organisation
from capcli.services.joining import join, leave
from capcli.services.references import known, references_to
from capcli.services.rejudging import Judged
from capcli.store.protocol import Reader, Transaction

__all__ = [
    "Edited",
    "Facts",
    "add",
    "add_aliases",
    "edit",
    "in_order",
    "join",
    "leave",
    "remove",
    "view",
]

_LONGEST_NAME = 300


class Facts(Struct, frozen=True, kw_only=True):
    """What is typed of an organisation."""

    name: str
    kind: str | None = None
    siret: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    aliases: list[str] = []


class Edited(Struct, frozen=True, kw_only=True):
    """An organisation after a change, and what it did to registrations."""

    organisation: Organisation
    effects: list[Effect]


def add(tx: Transaction, facts: Facts, *, now: dt.datetime) -> Organisation:
    """Keep a new organisation.

    Raises:
        Usage: `organisation_name`, `name_long`, `siret`, `siret_check`, `email`, `phone`.
        Refused: `organisation_twice`, another has this name or alias; `siret_twice`.
    """
    draft = Organisation(
        name=facts.name,
        kind=facts.kind,
        siret=facts.siret,
        email=facts.email,
        phone=facts.phone,
        address=facts.address,
        aliases=facts.aliases,
        search_key="",
        created_at=now,
    )
    return _kept(tx, draft)


def edit(tx: Transaction, number: int, changes: dict[str, Any], *, today: dt.date, now: dt.datetime, by: str) -> Edited:
    """Change fields of an organisation; `aliases` replaces them all. Coming registrations take its name of today.

    Raises what `add` raises, and:
        Refused: `representative_elsewhere`, the representative does not belong there.
    """
    before = known(tx, ORGANISATIONS, number)
    ties = tx.find(AFFILIATIONS, "organisation", number)
    if changes.get("representative") is not None:
        _refuse_stranger(tx, before, changes["representative"], ties, today)
    staff = [tie.person for tie in ties]
    judged = Judged(tx, today=today, people=staff)
    organisation = _kept(tx, replace(before, **changes), before)
    return Edited(organisation=organisation, effects=judged.again(tx, now=now, by=by))


def add_aliases(tx: Transaction, number: int, names: Iterable[str]) -> Organisation:
    """Other names by which the organisation is found; those it has already change nothing.

    Raises:
        Usage: `organisation_name`.
        Refused: `organisation_twice`.
    """
    before = known(tx, ORGANISATIONS, number)
    return _kept(tx, replace(before, aliases=[*before.aliases, *names]), before)


def remove(tx: Transaction, number: int) -> Organisation:
    """Remove an organisation to which nothing refers.

    Raises:
        Refused: `organisation_referred`, naming what refers.
    """
    organisation = known(tx, ORGANISATIONS, number)
    referring = references_to(tx, ORGANISATIONS, number)
    if referring:
        refs = [ref for _table, ref in referring]
        raise Refused("organisation_referred", ref=ORGANISATIONS.ref(number), name=organisation.name, refs=refs)
    tx.remove(ORGANISATIONS, number)
    return organisation


def view(organisation: Organisation) -> OrganisationView:
    """The organisation as shown."""
    return OrganisationView(
        id=organisation.id,
        ref=ORGANISATIONS.ref(organisation.id),
        name=organisation.name,
        kind=organisation.kind,
        siret=organisation.siret,
        email=organisation.email,
        phone=organisation.phone,
        address=organisation.address,
        aliases=organisation.aliases,
        representative=None if organisation.representative is None else PEOPLE.ref(organisation.representative),
        exempt=exempt_view(organisation.exempt),
    )


def in_order(organisations: Iterable[Organisation]) -> list[Organisation]:
    """The organisations in the French order of their names."""
    return sorted(organisations, key=lambda one: (sort_key(one.name, ""), one.id))


def _kept(tx: Transaction, organisation: Organisation, before: Organisation | None = None) -> Organisation:
    """The one way in: names as typed but for their spaces, everything else in its one form, keys folded."""
    names = [clean(name) for name in [organisation.name, *organisation.aliases]]
    for name in names:
        if not atoms(name):
            raise Usage("organisation_name", name=name)
        if len(name) > _LONGEST_NAME:
            raise Usage("name_long", name=f"{name[:40]}…", most=_LONGEST_NAME)
    named = replace(organisation, name=names[0], aliases=names[1:], **_forms(organisation, before))
    checked = keyed_organisation(named)
    refuse_same_organisation(tx, [checked.name, *checked.aliases], besides=organisation.id)
    if checked.siret and (before is None or checked.siret != before.siret):
        _refuse_same_siret(tx, checked)
    return checked if checked == before else tx.put(ORGANISATIONS, checked)


def _forms(organisation: Organisation, before: Organisation | None) -> dict[str, str | None]:
    """Each fact in its one form; what stands as it was before is not checked again."""
    forms: dict[str, str | None] = {}
    for field, form in (("kind", clean), ("address", clean), ("siret", typed_siret), ("email", typed_email),
                        ("phone", typed_phone)):  # fmt: skip
        value: str | None = getattr(organisation, field)
        if before is not None and value == getattr(before, field):
            forms[field] = value
        else:
            forms[field] = form(value) if value and value.strip() else None
    return forms


def _refuse_stranger(
    read: Reader, organisation: Organisation, number: int, ties: Iterable[Affiliation], today: dt.date
) -> None:
    person = known(read, PEOPLE, number)
    if not any(tie.person == number and (tie.until is None or tie.until >= today) for tie in ties):
        raise Refused(
            "representative_elsewhere",
            person=PEOPLE.ref(number),
            name=full_name(person.given_name, person.family_name),
            organisation=ORGANISATIONS.ref(organisation.id),
            organisation_name=organisation.name,
        )


def _refuse_same_siret(read: Reader, organisation: Organisation) -> None:
    for other in read.find(ORGANISATIONS, "siret", organisation.siret):
        if other.id != organisation.id:
            ref = ORGANISATIONS.ref(other.id)
            raise Refused("siret_twice", siret=organisation.siret, ref=ref, known=other.name)
