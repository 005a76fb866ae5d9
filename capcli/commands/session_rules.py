"""The options of a session that say how places are given and at what price, and what was typed in them."""

from collections.abc import Sequence
from typing import Annotated

import typer

from capcli.domain.bounds import key_of, typed_bound
from capcli.domain.money import typed_cents
from capcli.domain.prices import members_and_others, tiered
from capcli.domain.records import Bound, Price
from capcli.errors import Usage
from capcli.settings import Settings
from capcli.texts import N_

ApprovalOption = Annotated[
    bool | None, typer.Option("--approval/--no-approval", help=N_("Whether each request is looked at."))
]
LimitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        help=N_(
            "At most so many: onsite=25, online=100, slot:2=30, organisation=2 or public:élus=5; again for others."
        ),
    ),
]
WaitlistOption = Annotated[
    str | None,
    typer.Option("--waitlist", metavar="auto|offer", help=N_("Whether freed places are given or offered.")),
]
QueueOption = Annotated[
    str | None,
    typer.Option("--queue", metavar="strict|skip", help=N_("Whether a party that is too big stops those behind it.")),
]
PriceOption = Annotated[
    str | None, typer.Option("--price", metavar="AMOUNT", help=N_("What taking part costs, or costs non-members."))
]
MembersOption = Annotated[
    str | None, typer.Option("--price-members", metavar="AMOUNT", help=N_("What it costs those whose dues are paid."))
]
AllowOption = Annotated[
    list[str] | None,
    typer.Option("--allow", metavar="RULE", help=N_("Set a bound below what is held: full or limit.")),
]
ReasonOption = Annotated[str | None, typer.Option("--reason", help=N_("Why a rule is lifted, always kept."))]

_NOTHING = frozenset({"", "none", "aucun", "aucune"})


def bounds_typed(texts: Sequence[str], known: Sequence[Bound]) -> list[Bound]:
    """The bounds of a session once these are typed: one takes the place of that of its name, the others stay.

    "none" clears them all, `onsite=none` one of them.

    Raises:
        Usage: `bound`.
    """
    bounds = {key_of(bound): bound for bound in known}
    for text in texts:
        name, _, places = text.partition("=")
        if text.strip().lower() in _NOTHING:
            bounds.clear()
        elif places.strip().lower() in _NOTHING and places.strip():
            bounds.pop(key_of(typed_bound(f"{name}=0")), None)
        else:
            bound = typed_bound(text)
            bounds[key_of(bound)] = bound
    return list(bounds.values())


def word_typed(option: str, text: str, known: Sequence[str]) -> str:
    """One of the words that an option takes.

    Raises:
        Usage: `option_word`.
    """
    word = text.strip().lower()
    if word not in known:
        raise Usage("option_word", option=option, text=text, known=", ".join(known))
    return word


def price_typed(price: str | None, members: str | None, settings: Settings, known: Price | None) -> Price | None:
    """What taking part costs, once these are typed; "none" clears, and what was not typed stays.

    Raises:
        Usage: `amount`.
    """
    currency = settings["currency"]
    ours, others = members_and_others(known)
    if price is not None:
        others = None if price.strip().lower() in _NOTHING else typed_cents(price, currency)
    if members is not None:
        ours = None if members.strip().lower() in _NOTHING else typed_cents(members, currency)
    if ours is None and others is None:
        return None
    return tiered(others, ours, currency, settings["language"])
