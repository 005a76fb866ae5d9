"""Somebody to be made on the way to a registration, as typed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from capcli.desk import Desk
from capcli.domain.names import split_name
from capcli.domain.records import Person
from capcli.errors import Refused, Usage

if TYPE_CHECKING:
    from capcli.services.people import Details

T = TypeVar("T")


class Newcomer(Struct, frozen=True, kw_only=True):
    """Somebody who is not known yet; `guessed` when the name could be cut otherwise."""

    given: str
    family: str
    email: str | None = None
    phone: str | None = None
    organisation: str | None = None
    guessed: bool = False


def newcomer_of(
    names: Sequence[str],
    *,
    new: bool,
    given: str | None,
    family: str | None,
    email: str | None,
    phone: str | None,
    organisation: str | None,
) -> Newcomer | None:
    """The person to make, when `--new` asks for one.

    Raises:
        Usage: `new_only`, options of somebody new without `--new`; `new_twice`; `new_name`; `one_word`.
    """
    options = {"--given": given, "--family": family, "--email": email, "--phone": phone, "--org": organisation}
    if not new:
        typed = [name for name, value in options.items() if value is not None]
        if typed:
            raise Usage("new_only", options=typed)
        return None
    if names and (given or family):
        raise Usage("new_twice")
    if names:
        given, family = split_name(" ".join(names))
        if not given:
            raise Usage("one_word", name=family)
    if not family:
        raise Usage("new_name")
    return Newcomer(
        given=given or "",
        family=family,
        email=email,
        phone=phone,
        organisation=organisation,
        guessed=len(" ".join(names).split()) > 2,
    )


def with_newcomer(
    desk: Desk, newcomer: Newcomer, new: "Callable[[Details, str | None], T]", known: Callable[[Person], T]
) -> T:
    """What `new` does with somebody new, or `known` with somebody known already, as whoever is at the terminal says.

    `new` is given why a second person of much the same name is added, None at first.

    Raises:
        Refused: one of the codes `duplicate_…`, nobody is at the terminal.
    """
    details = _details(desk, newcomer)
    try:
        return new(details, None)
    except Refused as refusal:
        if not refusal.code.startswith("duplicate_") or not desk.terminal.interactive:
            raise
        from capcli.commands.namesakes import same_or_reason

        answer = same_or_reason(desk, int(str(refusal.values["number"])))
    return known(answer) if isinstance(answer, Person) else new(details, answer)


def _details(desk: Desk, newcomer: Newcomer) -> "Details":
    from capcli.commands.asking import organisation
    from capcli.services.people import Details

    return Details(
        given_name=newcomer.given,
        family_name=newcomer.family,
        email=newcomer.email,
        phone=newcomer.phone,
        organisation=organisation(desk, newcomer.organisation).id if newcomer.organisation else None,
    )
