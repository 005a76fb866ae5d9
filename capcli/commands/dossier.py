"""`cap person show WHO --all`: everything held about somebody, on the screen, as JSON or as a PDF."""

from pathlib import Path

from capcli.desk import Desk
from capcli.domain.records import Person
from capcli.errors import Usage

FORMATS = ("table", "json", "pdf")


def show_dossier(
    desk: Desk,
    person: Person,
    *,
    format: str | None,  # noqa: A002 # the option's name
    output: Path | None,
    columns: str | None,
    yes: bool,
) -> None:
    """Answer a request of access.

    Raises:
        Usage: `dossier_format`, `dossier_columns`; `dossier_terminal`, a PDF cannot be shown.
        DataFileError: `damaged_history`.
    """
    from capcli.commands.dossier_words import dossier_in_words, lines_of
    from capcli.domain.views import plain
    from capcli.output import jsons
    from capcli.output.papers import paper_language, tell_boxes
    from capcli.output.showing import give
    from capcli.services.dossiers import dossier

    if columns is not None:
        raise Usage("dossier_columns")
    chosen = _format(format, output)
    view = dossier(desk.store, person, today=desk.today, now=desk.now)
    if chosen == "json":
        give(desk, jsons.pretty(plain(view)).encode(), output, yes=yes)
    elif chosen == "pdf":
        if desk.terminal.shows_tables and (output is None or str(output) == "-"):
            raise Usage("dossier_terminal", ref=view.person.ref)
        from capcli.documents.dossier_papers import paper

        with paper_language(desk):
            told = dossier_in_words(desk, view)
        give(desk, paper(told), output, yes=yes)
        tell_boxes(desk, told)
    elif output is not None and str(output) != "-":
        give(desk, "".join(f"{line}\n" for line in lines_of(dossier_in_words(desk, view))).encode(), output, yes=yes)
    else:
        for line in lines_of(dossier_in_words(desk, view)):
            desk.say(line)


def _format(typed: str | None, output: Path | None) -> str:
    """The flag, else the file's suffix, else lines of text.

    Raises:
        Usage: `dossier_format`.
    """
    suffix = output.suffix.removeprefix(".").lower() if output else ""
    chosen = typed.lower() if typed is not None else {"": "table", "txt": "table"}.get(suffix, suffix)
    if chosen not in FORMATS:
        raise Usage("dossier_format", format=typed or suffix)
    return chosen
