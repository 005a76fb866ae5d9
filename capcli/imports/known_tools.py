"""What a program that exports is known by, and what some of its headings mean there and nowhere else."""

from msgspec import Struct


class Tool(Struct, frozen=True, kw_only=True):
    """A program: `needs` are groups of headings of which one each must be there, `fields` what headings mean there.

    `accounts` are fields of columns that the program fills in from whoever was
    signed in: a question of the form tells better.
    """

    name: str
    kind: str
    needs: tuple[frozenset[str], ...]
    fields: dict[str, str] = {}
    accounts: frozenset[str] = frozenset()


def tool(called: str, holds: str, needs: str, accounts: str = "", /, **fields: str) -> Tool:
    """`needs`: groups between semicolons, headings between bars; `fields`: headings between commas."""
    meant = {heading.strip(): field for field, text in fields.items() for heading in text.split(",")}
    return Tool(
        name=called,
        kind=holds,
        needs=tuple(frozenset(one.strip() for one in group.split("|")) for group in needs.split(";")),
        fields=meant,
        accounts=frozenset(accounts.split()),
    )
