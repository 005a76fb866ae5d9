"""Addresses of databases, as they are typed, shown and connected to."""

import os
import re
from urllib.parse import unquote_plus

from msgspec import Struct
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from capcli.errors import DataFileError

DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite"}
ISOLATIONS = {"serializable": "SERIALIZABLE", "read-committed": "READ COMMITTED"}
_SECRETS = ("password", "sslpassword", "scram_client_key", "scram_server_key", "oauth_client_secret")
_LONGEST_SCHEMA = 63
"""Bytes that PostgreSQL keeps of a name."""
_OURS = ("isolation", "schema")
_HOST = re.compile(r"[^@?/]*(/[^@?]*)?(\?(\w+=.*)?)?", re.DOTALL)
"""What follows who connects: a host, a database, options."""


class Address(Struct, frozen=True):
    """Where a database is: `url` is what connects, `shown` what people see, without any password."""

    url: URL
    shown: str
    schema: str | None
    isolation: str

    @property
    def file(self) -> str | None:
        """The path of an SQLite file."""
        return self.url.database if self.url.get_backend_name() == "sqlite" else None


def address_of(text: str) -> Address:
    """The address that `text` is.

    Raises:
        DataFileError: `sql_scheme`, of no database that is known; `sql_address`, it cannot be read; `sql_isolation`,
            `sql_schema`, an option of ours that cannot be.
    """
    try:
        typed = make_url(text)
    except (ArgumentError, ValueError):
        raise DataFileError("sql_address", address=hidden(text)) from None
    scheme = typed.drivername.partition("+")[0]
    if scheme not in DRIVERS:
        raise DataFileError("sql_scheme", address=hidden(text))
    query = {name: value if isinstance(value, str) else value[-1] for name, value in typed.query.items()}
    isolation, schema = query.get("isolation", "serializable"), query.get("schema") or None
    if isolation not in ISOLATIONS:
        raise DataFileError("sql_isolation", value=isolation)
    if not (schema or "public").isidentifier() or len((schema or "").encode()) > _LONGEST_SCHEMA:
        raise DataFileError("sql_schema", value=schema)
    shown = _without_secrets(text)
    if scheme == "sqlite":
        typed = _in_full(typed, text)
        shown = f"sqlite:///{typed.database}"
    url = typed.set(drivername=DRIVERS[scheme], query={k: v for k, v in query.items() if k not in _OURS})
    return Address(url, shown, schema, ISOLATIONS[isolation])


def hidden(text: str) -> str:
    """The address without what may be a password, whether it can be read or not."""
    scheme, mark, rest = text.partition("://" if "://" in text else ":")
    return f"{scheme}{mark}{rest.rpartition('@')[2].partition('?')[0]}"


def _without_secrets(text: str) -> str:
    """The address as it was typed, without the password, wherever it stands: all between the user and the host."""
    scheme, mark, rest = text.partition("://")
    user, at, place = _parted(rest)
    host, _question, query = place.partition("?")
    options = [one for one in query.split("&") if "=" in one and not _is_secret(one.partition("=")[0])]
    kept = f"?{'&'.join(options)}" if options else ""
    return f"{scheme}{mark}{user.partition(':')[0]}{at}{host}{kept}"


def _parted(rest: str) -> tuple[str, str, str]:
    """Who connects and where to: at the first `@` behind which a host is, since a password may hold `@` and `?`."""
    for place, letter in enumerate(rest):
        if letter == "@" and _HOST.fullmatch(rest, place + 1):
            return rest[:place], letter, rest[place + 1 :]
    return "", "", rest


def _is_secret(option: str) -> bool:
    """Whether the option is a password, however its name is spelled: one that is misspelled is told in an error."""
    return unquote_plus(option).strip().lower() in _SECRETS


def _in_full(url: URL, text: str) -> URL:
    """The address of an SQLite file with its whole path: a database in memory would be gone with the command."""
    if not url.database or url.database == ":memory:" or url.host:
        raise DataFileError("sql_address", address=hidden(text))
    return url.set(database=os.path.abspath(os.path.expanduser(url.database)), query={})  # noqa: PTH100, PTH111 # a link is shown as it was named
