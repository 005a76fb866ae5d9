"""What a database or the way to it refuses, as errors of ours: in one line, without the password."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as NoneFreeError

from capcli.errors import DataFileError

_CONFLICTS = frozenset({"40001", "40P01", "55P03", "25P02", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"})
"""Another change came between, or was waited for in vain, now or in a question before: the work is done again."""
_BROKEN = frozenset({"23505", "23503", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_FOREIGNKEY"})
_CODES = {
    "42501": "sql_rights",
    "42P01": "sql_no_desk",
    "3F000": "sql_no_desk",
    "42P07": "sql_foreign",
    "42710": "sql_foreign",
    "53100": "sql_full",
    "25006": "sql_read_only",
    "SQLITE_FULL": "sql_full",
    "SQLITE_READONLY": "sql_read_only",
    "SQLITE_READONLY_DIRECTORY": "sql_read_only",
}
_ON_THE_WAY = {
    "sql_no_database": re.compile(r'^database ".*" does not exist'),
    "sql_denied": re.compile(r"password|authentication|pg_hba|role \"|permission denied"),
}
"""No SQLSTATE is told of a connection that did not come about; a server of another language is `sql_unreachable`."""
_NO_DESK = re.compile(r"\bdesk\b")
"""The table that is asked first; where only another is missing, somebody removed it."""
_NO_FORMAT = re.compile(r"column:? desk\.")
"""A table of that name which is another program's."""
_OF_A_COPY = re.compile("hot standby|recovery")


class ConflictError(Exception):
    """Another change came between; `work` runs again. None of ours, so that no service takes it for a refusal."""


class BrokenError(ConflictError):
    """A reference or rule 2 would not hold; when another change explains it, `work` says so itself the next time."""


class LostError(DataFileError):
    """The connection was lost; a change begins again on another one, unless it was being committed."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__("sql_lost", address=address, reason=reason)


class UnreachedError(DataFileError):
    """No connection came about."""


@contextmanager
def told(address: str) -> Iterator[None]:
    """What goes wrong with a statement in between, as an error of ours.

    Raises:
        ConflictError: the work is to be done again.
        LostError: the connection is gone.
        DataFileError: the rest.
    """
    try:
        yield
    except DBAPIError as error:
        raise _translated(error, address) from None
    except PendingRollbackError as error:  # the connection was lost in a question before this one
        raise LostError(address, str(error)) from None


@contextmanager
def connecting(address: str) -> Iterator[None]:
    """What goes wrong in connecting, as an error of ours.

    Raises:
        UnreachedError: whatever the reason is.
        DataFileError: the address names an option that does not exist.
    """
    try:
        yield
    except OperationalError as error:
        reason = _reason(error)
        code = next((code for code, words in _ON_THE_WAY.items() if words.search(reason)), "sql_unreachable")
        raise UnreachedError(code, address=address, reason=reason) from None
    except NoneFreeError:
        raise UnreachedError("sql_unreachable", address=address, reason="too many connections") from None
    except DBAPIError as error:
        raise _translated(error, address) from None


def _translated(error: DBAPIError, address: str) -> Exception:
    code, reason = _state(error), _reason(error)
    if code in _CONFLICTS:
        return ConflictError(reason)
    if code in _BROKEN:
        return BrokenError(reason)
    if error.connection_invalidated or code[:2] in ("08", "57"):
        return LostError(address, reason)
    if code == "0A000" and _OF_A_COPY.search(reason):
        code = "25006"
    if code == "SQLITE_ERROR" and reason.startswith("no such table"):
        code = "42P01"
    if code == "SQLITE_ERROR" and reason.endswith("already exists"):
        code = "42P07"
    if _NO_FORMAT.search(reason):
        code = "42P07"
    if code == "42P01" and not _NO_DESK.search(reason):
        return DataFileError("sql_table", address=address, reason=reason)
    return DataFileError(_CODES.get(code, "sql_failed"), address=address, reason=reason)


def _state(error: DBAPIError) -> str:
    """The SQLSTATE, or the name that SQLite gives; empty where there is none."""
    return str(getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None) or "")


def _reason(error: DBAPIError) -> str:
    """The first line of what the driver says, without where it tried: values of records are in the lines after it."""
    lines = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
    return re.sub(r"^(?:FATAL: *|failed to resolve host .*: \[Errno -?\d+\] )", "", lines[0].rpartition(" failed: ")[2])
