"""Somebody to be made on the way to a registration, as typed."""

from collections.abc import Sequence

from msgspec import Struct

from capcli.domain.names import split_name
from capcli.errors import Usage


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
