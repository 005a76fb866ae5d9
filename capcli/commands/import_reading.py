"""How `cap import` goes from a file to what is to be done with its rows."""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from capcli.commands.import_composing import Said, composed, in_force
from capcli.commands.import_source import Opened
from capcli.desk import Desk
from capcli.domain.records import SESSIONS
from capcli.errors import OtherFileError, Usage
from capcli.imports import mapping, reading
from capcli.imports.plan_files import PlanFile, read_plan


class Asked(Struct, frozen=True, kw_only=True):
    """What was typed after `cap import`; `apply` is a plan that was decided elsewhere."""

    file: str
    kind: str | None
    session: str | None
    sheet: str | None
    maps: Sequence[str]
    dates: str | None
    dry_run: bool
    hold: bool
    strict: bool
    allow: Sequence[str]
    reason: str | None
    apply: Path | None
    yes: bool
    format: str | None
    output: Path | None


def open_file(desk: Desk, asked: Asked) -> Opened:
    """The rows of the file, and what they are.

    Raises:
        OtherFileError: the file cannot be read, or means nothing.
        Usage: what the options were typed wrong.
    """
    if asked.apply is not None:
        return _decided(desk, asked, asked.apply)
    return _opened(desk, asked)


def _decided(desk: Desk, asked: Asked, path: Path) -> Opened:
    """The file read as it was for its plan, with what was decided of it."""
    from capcli.commands.import_deciding import decided

    name, content = _content(str(path))
    plan = read_plan(content, name)
    _refuse_another(desk, asked, plan, path)
    as_before = replace(
        asked,
        kind=asked.kind or plan.fact("kind") or None,
        session=asked.session or plan.fact("session") or None,
        sheet=asked.sheet or plan.fact("sheet") or None,
        dates=asked.dates or plan.fact("dates").replace("_", "-") or None,
        maps=[*plan.facts.get("map", []), *asked.maps],
    )
    return decided(desk.store.read(), _opened(desk, as_before), plan, path)


def _refuse_another(desk: Desk, asked: Asked, plan: PlanFile, path: Path) -> None:
    """Stop when what was typed is not what the plan was decided for.

    Raises:
        Usage: `import_plan_kind`, `import_plan_session`.
    """
    kind, session = plan.fact("kind"), plan.fact("session")
    if asked.kind and kind and asked.kind != kind:
        raise Usage("import_plan_kind", plan=path.name, of=kind, kind=asked.kind)
    if not asked.session or not session:
        return
    from capcli.commands.naming import session_meant

    meant = SESSIONS.ref(session_meant(desk, asked.session).id)
    if meant != session:
        raise Usage("import_plan_session", plan=path.name, of=session, session=meant)


def _opened(desk: Desk, asked: Asked) -> Opened:
    if asked.kind is not None and asked.kind not in mapping.KINDS:
        raise Usage("import_kind", kind=asked.kind, known=", ".join(mapping.KINDS))
    name, content = _content(asked.file)
    said = Said(kind=asked.kind, session=asked.session, sheet=asked.sheet, maps=asked.maps, dates=asked.dates)
    found = composed(desk, reading.opened(content, name), said, hashlib.sha256(content).hexdigest())
    return in_force(desk, found, hold=asked.hold, strict=asked.strict, allow=asked.allow, reason=asked.reason)


def _content(file: str) -> tuple[str, bytes]:
    """The file's name, `-` for the standard input, and its bytes, one more than are allowed at most.

    Raises:
        OtherFileError: `import_missing`, `import_folder`, `import_unreadable`.
    """
    if file == "-":
        return file, sys.stdin.buffer.read(reading.MOST_BYTES + 1)
    path = Path(file).expanduser()
    try:
        with path.open("rb") as opened:
            return path.name, opened.read(reading.MOST_BYTES + 1)
    except FileNotFoundError:
        raise OtherFileError("import_missing", file=file) from None
    except IsADirectoryError:
        raise OtherFileError("import_folder", file=file) from None
    except (OSError, ValueError) as error:
        raise OtherFileError("import_unreadable", file=file, why=getattr(error, "strerror", None) or error) from error
