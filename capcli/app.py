"""The root command: global options, one mount line per command, and the one border where errors become text."""

import datetime as dt
import sys
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn

import typer

from capcli import border, completing, languages
from capcli.errors import Usage
from capcli.lazy import Mount, MountedGroup
from capcli.texts import N_
from capcli.version import VERSION

ALIASES = {
    "inscrire": ("register",),
    "annuler": ("unregister",),
    "inscrits": ("attendees",),
    "confirmer": ("confirm",),
    "decliner": ("decline",),
    "refuser": ("refuse",),
    "transferer": ("transfer",),
    "deplacer": ("move",),
    "rouvrir": ("reopen",),
    "attente": ("waitlist",),
    "echeances": ("sweep",),
    "encaisser": ("pay",),
    "statut": ("status",),
    "relances": ("dues", "late"),
    "pourquoi": ("why",),
    "prevenir": ("tell",),
    "presents": ("present",),
    "feuille": ("sheet",),
    "emargement": ("sheet",),
}
"""French verbs, folded, and the command each stands for."""

MOUNTS = {
    "init": Mount("capcli.commands.setup", N_("Create a data file or database and choose how the desk works.")),
    "session": Mount("capcli.commands.session", N_("Sessions: read a page, list, change, postpone, cancel.")),
    "series": Mount("capcli.commands.series", N_("Sessions that follow one another: make, list, show.")),
    "register": Mount("capcli.commands.register", N_("Register people for a session.")),
    "unregister": Mount("capcli.commands.unregister", N_("Cancel the registration of people.")),
    "confirm": Mount(
        "capcli.commands.deciding", N_("Approve a request, accept an offer, give a free place to the next who waits.")
    ),
    "decline": Mount("capcli.commands.deciding", N_("Keep that somebody refuses the place offered to them.")),
    "refuse": Mount("capcli.commands.deciding", N_("Say no to a request.")),
    "transfer": Mount("capcli.commands.passing", N_("Pass somebody’s place to somebody else.")),
    "move": Mount("capcli.commands.passing", N_("Move people to another session.")),
    "reopen": Mount("capcli.commands.deciding", N_("Take up a registration that ended.")),
    "waitlist": Mount("capcli.commands.waitlist", N_("Who waits for a place, and what one freed place would do.")),
    "sweep": Mount("capcli.commands.sweep", N_("Let go of the places whose deadline has passed, after a yes.")),
    "pay": Mount("capcli.commands.pay", N_("Record what somebody paid for taking part in a session.")),
    "attendees": Mount("capcli.commands.attendees", N_("Who is registered for a session.")),
    "sheet": Mount("capcli.commands.sheet", N_("The sign-in sheet of sessions, to print.")),
    "present": Mount("capcli.commands.present", N_("Mark who was there, slot by slot.")),
    "presence": Mount("capcli.commands.presence", N_("Who was there, slot by slot, and the rate.")),
    "tell": Mount("capcli.commands.tell", N_("Whom to tell that their situation changed, and that they were told.")),
    "status": Mount("capcli.commands.status", N_("Who is up to date with the dues, and why.")),
    "why": Mount("capcli.commands.why", N_("Why somebody is up to date, has a place or waits; why a session is full.")),
    "dues": Mount("capcli.commands.dues", N_("Dues: record a payment, list, find who is late, set rates.")),
    "voters": Mount("capcli.commands.voters", N_("Who votes at a general meeting, and who does not and why.")),
    "person": Mount("capcli.commands.person", N_("People: add, list, change, merge.")),
    "org": Mount("capcli.commands.org", N_("Organisations and who belongs to them.")),
    "find": Mount("capcli.commands.find", N_("Find sessions, people and organisations by words.")),
    "import": Mount(
        "capcli.commands.imports",
        N_("Read what another program wrote, after showing what each row becomes."),
        collects=True,
    ),
    "export": Mount("capcli.commands.export", N_("Write everything to a folder, for whoever takes over.")),
    "backup": Mount("capcli.commands.backup", N_("Backups: list, make one, put one back.")),
    "log": Mount("capcli.commands.log", N_("What was done, by whom, when.")),
    "undo": Mount("capcli.commands.undo", N_("Take back an entry of the history.")),
    "doctor": Mount("capcli.commands.doctor", N_("Find what is wrong with the data file, and mend it.")),
    "use": Mount("capcli.commands.use", N_("Choose the data file or database of the next commands.")),
    "migrate": Mount(
        "capcli.commands.migrate", N_("Move everything to another file, or to a database."), collects=True
    ),
    "where": Mount("capcli.commands.where", N_("Which data file is used, and what it holds.")),
    "config": Mount("capcli.commands.config", N_("Show and change the settings.")),
    "demo": Mount("capcli.commands.demo", N_("Show the main job on sample data.")),
}


class Root(MountedGroup):
    """`cap` itself."""

    mounts = MOUNTS

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names: an English name, or a French verb whatever its accents."""
        path = () if args[0] in self.mounts else ALIASES.get(_folded(args[0]), ())
        if not path:
            return super().resolve_command(ctx, args)
        name, command, rest = super().resolve_command(ctx, [path[0], *args[1:]])
        for inner in path[1:]:
            command = command.get_command(ctx, inner)
        return " ".join(path) if command else name, command, rest

    def main(self, args: Sequence[str] | None = None, *_names: Any, **_extra: Any) -> NoReturn:
        """Run a command line and leave with its exit code, under a test runner as well."""
        words = list(sys.argv[1:] if args is None else args)
        completing.answer(self)
        here: dict[str, Any] = {}

        def run() -> None:
            languages.settle(words)
            _check_text(words)
            with self.make_context("cap", words.copy()) as here["ctx"]:
                self.invoke(here["ctx"])

        sys.exit(border.code_of(run, lambda: _told(here.get("ctx"))))


def _folded(word: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _told(ctx: Any) -> tuple[str, list[str]]:
    """The command and the names of its options, as far as they are known."""
    desk = getattr(ctx, "obj", None)
    command = getattr(desk, "command", "") or getattr(ctx, "invoked_subcommand", None) or ""
    return command, list(getattr(desk, "options", []))


def _check_text(words: Sequence[str]) -> None:
    """Refuse bytes that are no text, which no record could keep, unless they name a file.

    Raises:
        Usage: `not_text`.
    """
    from pathlib import Path

    for word in words:
        if not word.isascii() and any("\ud800" <= letter <= "\udfff" for letter in word) and not Path(word).exists():
            raise Usage("not_text", value=word.encode("utf-8", "replace").decode())


app = typer.Typer(
    cls=Root,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"cap {VERSION}")
        raise typer.Exit


def _install(ctx: typer.Context, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        typer.echo(completing.install())
        raise typer.Exit


def _show(ctx: typer.Context, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        typer.echo(completing.script())
        raise typer.Exit


@app.callback(
    help=N_("The registration desk of a training network: sessions, people, dues and registrations in one file."),
    epilog=N_(
        "Example: cap --today 2023-11-01 session list\n"
        'Example: cap register S7 "martineau, roche"\n\n'
        "French verbs work too: inscrire, annuler, inscrits, confirmer, décliner, refuser, transférer, déplacer, "
        "rouvrir, attente, échéances, encaisser, statut, relances, pourquoi, prévenir, émargement."
    ),
)
def root(
    ctx: typer.Context,
    data: Annotated[
        str | None, typer.Option(metavar="PATH", envvar="CAP_DATA", help=N_("The data file, for this command."))
    ] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|fr", help=N_("The language of this command."))] = None,
    today: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", envvar="CAP_TODAY", help=N_("The day it is, for this command."))
    ] = None,
    version: Annotated[  # noqa: ARG001 # its callback does it
        bool, typer.Option("--version", callback=_version, is_eager=True, help=N_("Show the version."))
    ] = False,
    install_completion: Annotated[  # noqa: ARG001 # the same
        bool, typer.Option("--install-completion", callback=_install, help=N_("Complete words in this shell with Tab."))
    ] = False,
    show_completion: Annotated[  # noqa: ARG001 # the same
        bool, typer.Option("--show-completion", callback=_show, help=N_("Show what --install-completion installs."))
    ] = False,
) -> None:
    """Make the desk that the command will be handed; without a command, show the board."""
    from capcli.desk import Desk

    if data is not None and not data.strip():  # a variable that is not set: not the file that is remembered
        raise Usage("data_empty")
    ctx.obj = Desk(data=data, today=_day(ctx, today), language=lang)
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        from capcli.commands.board import show_board

        show_board(ctx.obj)


def _day(ctx: typer.Context, typed: str | None) -> dt.date | None:
    """The day of `--today`, written in full.

    Raises:
        Usage: `today`.
    """
    if typed is None:
        return None
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError:
        day = None
    full = day is not None and day.isoformat() == typed  # fromisoformat also reads 20231128 and 2023-W48-2
    if day is None or not full or not 1900 <= day.year <= 2999:
        source = ctx.get_parameter_source("today")
        raise Usage("today", source="CAP_TODAY" if source and source.name == "ENVIRONMENT" else "--today", value=typed)
    return day
