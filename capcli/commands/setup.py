"""`cap init`: which file or database, and how its desk works."""

import datetime as dt
from pathlib import Path
from typing import Annotated, cast

import typer
from msgspec import Struct
from msgspec.structs import replace

from capcli import home, settings, texts
from capcli.commands.common import YesOption, desk_of
from capcli.desk import Desk
from capcli.domain.records import Payer
from capcli.errors import DataFileError, OtherFileError, Usage
from capcli.store.protocol import Transaction
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


class Choices(Struct, frozen=True, kw_only=True):
    """What `cap init` keeps; None is not chosen yet."""

    name: str | None
    language: str | None
    timezone: str | None
    year_start: str | None
    rates: list[str] = []


class Question(Struct, frozen=True):
    """A choice that is asked for when its option is absent."""

    field: str
    option: str
    key: str
    text: str


QUESTIONS = (
    Question("name", "--name", "organisation.name", N_("Name of the organisation [{default}]:")),
    Question("language", "--language", "language", N_("Language of papers and exports, en or fr [{default}]:")),
    Question("timezone", "--timezone", "timezone", N_("Time zone [{default}]:")),
    Question("year_start", "--year-start", "dues.year_start", N_("First day of the year of dues, MM-DD [{default}]:")),
)


@app.command(
    "init",
    help=N_(
        "Create a data file or the tables of a database, choose how the desk works, and remember both for the next "
        "commands."
    ),
    epilog=N_('Example: cap init data/cap.json --name "Cap Exemple" --rate Individual=20:person --yes'),
)
def init(
    ctx: typer.Context,
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="PATH|URL",
            help=N_("The file to create, data/cap.json where there is a folder data; or a database that is empty."),
        ),
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help=N_("Name of the organisation."))] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="en|fr", help=N_("Language of papers and exports."))
    ] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help=N_("Time zone, like Europe/Paris."))] = None,
    year_start: Annotated[
        str | None, typer.Option("--year-start", metavar="MM-DD", help=N_("First day of the year of dues."))
    ] = None,
    rate: Annotated[
        list[str] | None,
        typer.Option(
            "--rate", metavar="NAME=AMOUNT:PAYER", help=N_("An amount of dues; the payer is person or organisation.")
        ),
    ] = None,
    yes: YesOption = False,
) -> None:
    """Create a data file and remember it."""
    desk = desk_of(ctx)
    place = _place(path or desk.named)
    if _is_brought_up(desk, place):
        return
    typed = Choices(name=name, language=language, timezone=timezone, year_start=year_start, rates=rate or [])
    chosen = _asked(desk, typed, yes=yes)
    _rehearse(desk, chosen)
    made = _created(desk, place)
    made.change(lambda tx: _set_up(tx, chosen))
    _remember(made, home.Home(data=made.store.address, language=chosen.language))
    if desk.language is None:
        texts.use(chosen.language or "en")
    _tell(made, chosen)


def _place(typed: str | None) -> str:
    """Where the desk goes: an address as it was typed, a path in full.

    Raises:
        DataFileError: `exists`, there is a file already.
    """
    from capcli.store.opening import is_address

    if typed is not None and is_address(typed):
        return typed
    if typed is None:
        place = Path("data", "cap.json") if Path("data").is_dir() else home.data_folder() / "cap.json"
    else:
        place = Path(typed).expanduser()
    if place.is_dir():
        place /= "cap.json"
    if place.exists():
        raise DataFileError("exists", path=str(place))
    return str(place.absolute())


def _is_brought_up(desk: Desk, place: str) -> bool:
    """Whether there was a database of an older cap, which this one can use now; whose desk it is, is settled."""
    from capcli.store.opening import bring_up, shown

    formats = bring_up(place)
    if formats is None:
        return False
    said = _("{path} has format {after} now (it had {before}). Everybody who uses it needs this cap.")
    desk.say(said.format(path=shown(place), before=formats[0], after=formats[1]))
    return True


def _asked(desk: Desk, typed: Choices, *, yes: bool) -> Choices:
    """Every choice made: typed, asked for at a terminal, or the default.

    Raises:
        Usage: `init_needs_yes`, nobody is there to ask.
    """
    missing = [question for question in QUESTIONS if getattr(typed, question.field) is None]
    if missing and not yes and not desk.terminal.interactive:
        raise Usage("init_needs_yes", missing=[question.option for question in missing])
    made: dict[str, str] = {}
    for question in missing:
        default = texts.language() if question.key == "language" else settings.KINDS[question.key].default
        made[question.field] = default if yes else _answer(desk, question, default)
    return replace(typed, **made)


def _answer(desk: Desk, question: Question, default: str) -> str:
    kind = settings.KINDS[question.key]
    while True:
        answer = desk.terminal.ask(_(question.text).format(default=default or "-")) or default
        if kind.fits(answer):
            return answer
        desk.note(_("It takes, for example: {example}.").format(example=", ".join(kind.choices) or kind.example))


def _rehearse(desk: Desk, chosen: Choices) -> None:
    """Let what cannot be kept be refused before a file exists."""
    from capcli.store.memory import MemoryStore

    Desk(store=MemoryStore(), today=desk.today).change(lambda tx: _set_up(tx, chosen))


def _created(desk: Desk, place: str) -> Desk:
    """A desk over the new file or database, for the same command."""
    from capcli.store.opening import create_store

    made = Desk(store=create_store(place), today=desk.today, terminal=desk.terminal, language=desk.language)
    made.command, made.options = desk.command, desk.options
    return made


def _remember(desk: Desk, chosen: home.Home) -> None:
    """Remember the file; it exists, so that a machine that remembers nothing gets a note, not an error."""
    try:
        home.remember(chosen)
    except OtherFileError as error:
        from capcli.texts.errors import explain

        desk.note(explain(error))


def _set_up(tx: Transaction, chosen: Choices) -> None:
    from capcli.domain.money import typed_cents
    from capcli.services.rates import set_rate

    for question in QUESTIONS:
        value = " ".join((getattr(chosen, question.field) or "").split())
        if value:
            settings.choose(tx, question.key, value)
    if chosen.language == "fr":
        settings.choose(tx, "export.csv", "excel")
    for text in chosen.rates:
        name, amount, payer = _rate(text)
        set_rate(tx, name=name, cents=typed_cents(amount), payer=payer)


def _rate(text: str) -> tuple[str, str, Payer]:
    """ "Individual=20:person" in its three parts.

    Raises:
        Usage: `init_rate`.
    """
    named, _colon, payer = text.rpartition(":")
    name, _equals, amount = named.rpartition("=")
    if not name.strip() or not amount.strip() or payer.strip() not in ("person", "organisation"):
        raise Usage("init_rate", text=text)
    return name.strip(), amount.strip(), cast("Payer", payer.strip())


PAID_BY = {
    "person": N_("Dues {name}: {amount}, paid by a person."),
    "organisation": N_("Dues {name}: {amount}, paid by an organisation."),
}


def _tell(desk: Desk, chosen: Choices) -> None:
    from capcli.domain.money import typed_cents

    kept = settings.load(desk.store.read())
    day = texts.day_of_year(dt.date.fromisoformat(f"2023-{kept['dues.year_start']}"))
    desk.say(_("Created {path}; the next commands use it.").format(path=desk.store.address))
    if kept["organisation.name"]:
        desk.say(_("Organisation: {name}.").format(name=kept["organisation.name"]))
    desk.say(
        _("Language: {language}; time zone: {timezone}; the year of dues begins on {day}.").format(
            language=kept["language"], timezone=kept["timezone"], day=day
        )
    )
    for text in chosen.rates:
        name, amount, payer = _rate(text)
        desk.say(_(PAID_BY[payer]).format(name=name, amount=texts.money(typed_cents(amount))))
    if not chosen.rates:
        desk.say(_("No dues yet. Next: cap dues rate set NAME --amount 20 --payer person"))
    desk.say(_("Next: cap session import PAGE, or cap session new --title TITLE --date DAY"))
    desk.say_undo()
