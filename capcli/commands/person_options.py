"""The options that describe a person, and how the lift of "duplicate" is typed."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from capcli.commands.common import complete_person
from capcli.desk import Desk
from capcli.domain.records import Lift
from capcli.errors import Usage
from capcli.texts import N_

PersonArgument = Annotated[
    str,
    typer.Argument(
        metavar="WHO", help=N_("A person: P12, an e-mail or words of the name."), autocompletion=complete_person
    ),
]
GivenOption = Annotated[str | None, typer.Option("--given", help=N_("The given name."))]
FamilyOption = Annotated[str | None, typer.Option("--family", help=N_("The family name."))]
EmailOption = Annotated[str | None, typer.Option("--email", help=N_("The e-mail."))]
PhoneOption = Annotated[str | None, typer.Option("--phone", help=N_("The phone, as people write it."))]
OrgOption = Annotated[
    str | None, typer.Option("--org", help=N_("The organisation the person belongs to from today, known already."))
]
FunctionOption = Annotated[str | None, typer.Option("--function", help=N_("What the person does."))]
PublicOption = Annotated[str | None, typer.Option("--public", help=N_("The public the person counts in."))]
PostcodeOption = Annotated[str | None, typer.Option("--postcode", help=N_("The postcode."))]
AllowOption = Annotated[
    list[str] | None, typer.Option("--allow", metavar="RULE", help=N_("Lift a rule: duplicate, for somebody else."))
]
ReasonOption = Annotated[str | None, typer.Option("--reason", help=N_("Why a rule is lifted, always kept."))]

NOTHING = frozenset({"", "none", "aucun", "aucune"})
"""What people type to clear a value."""


def lift_of(desk: Desk, allow: Sequence[str] | None, reason: str | None) -> Lift | None:
    """The lift of "duplicate" that was typed.

    Raises:
        Usage: what `typed_lifts` refuses; `allow_here`, the rule is none of adding people.
    """
    if not allow:
        return None
    from capcli.domain.places import typed_lifts

    lifted = typed_lifts(allow, reason)
    for rule in sorted(lifted - {"duplicate"}):
        raise Usage("allow_here", rule=rule, known="duplicate")
    return Lift(rule="duplicate", reason=(reason or "").strip(), by=desk.user, at=desk.now)


def typed(**values: str | None) -> dict[str, Any]:
    """The fields that were typed; a word for nothing clears."""
    return {
        field: None if value.strip().lower() in NOTHING else value
        for field, value in values.items()
        if value is not None
    }
