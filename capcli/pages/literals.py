"""Values written between backquotes: how a page says something that its sentences would make another of.

`- Ville : `12 mars`` is a town. The writer uses them for what it would not read
back otherwise; people hardly ever need them.
"""

from collections.abc import Sequence
from typing import Any

from capcli.domain.records import Session
from capcli.pages.sections import Topic


def literals_in(topics: Sequence[Topic]) -> tuple[dict[str, Any], list[Topic]]:
    """The values given literally, by field, and the lines that are left."""
    return {}, list(topics)


def overlaid(session: Session, literals: dict[str, Any]) -> Session:
    """The session with the literal values in place of those read."""
    return session
