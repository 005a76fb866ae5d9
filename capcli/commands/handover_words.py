"""The two pages of an export: what its files hold, and what whoever takes over should know."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from capcli import settings
from capcli.commands.board import lines as board_lines
from capcli.desk import Desk
from capcli.domain.dues_years import dues_year, dues_year_of
from capcli.domain.records import DUES, RATES, Rate
from capcli.output.columns import Column
from capcli.output.words import heading
from capcli.services.board import board
from capcli.services.exporting import lifted
from capcli.services.policies import dues_policy
from capcli.services.rates import in_force
from capcli.services.whereabouts import view as whereabouts
from capcli.texts import N_, _, day, money, ngettext, strung
from capcli.texts.lengths import length_words
from capcli.texts.settings_sentences import setting_sentence

KINDS: dict[str, str] = {
    "number": N_("a whole number; amounts are in cents"),
    "day": N_("a day, YYYY-MM-DD"),
    "days": N_("days, YYYY-MM-DD"),
    "moment": N_("an instant in universal time"),
    "deadline": N_("an instant in universal time"),
    "phone": N_("a phone with its country, +33…"),
    "phones": N_("phones with their country, +33…"),
    "yes": N_("true or false"),
    "texts": N_("texts, separated by |"),
    "slots": N_("days and hours, separated by |"),
    "answer": N_("the answer to a question of the form"),
}
"""What the cells of a column are, for programs; the others are texts."""
WIDTH = 100
BACK = N_(
    "The data file or database is all that cap itself needs. Without it, a new one is made of these files, in this "
    "order:"
)
STEPS = (
    N_("cap init, then what settings.csv and rates.csv hold: cap config set KEY VALUE, cap dues rate set NAME"),
    N_("each page: cap session import pages/CODE.md"),
    N_("cap import organisations.csv, then people.csv, then dues.csv"),
    N_("of each session to come: cap import registrations/CODE.csv --session CODE"),
    N_(
        "of each session that is over: cap import attendance/CODE.csv --session CODE, which registers whoever was there"
    ),
    N_("series.csv: cap series new NAME SESSION SESSION"),
)
"""How the files become a desk again."""
LOST = N_(
    "What no import brings back: numbers and moments of entry, the history, rules lifted, priorities, parties and "
    "money received for sessions, registrations that had ended, those of sessions that are over of people who were not "
    "there, since when people belong where, and that they belong to several."
)


class Written(Struct, frozen=True, kw_only=True):
    """A list that was written: the file's name, what it lists, how many rows, and its columns."""

    name: str
    title: str
    count: int
    columns: Sequence[Column]


def columns_page(desk: Desk, written: Sequence[Written], form: str) -> str:
    """The page that says what each file holds, column by column."""
    said = [
        _title(_("Everything that cap keeps")),
        _("{organisation}, {day}.").format(organisation=_organisation(desk), day=day(desk.today)),
        _(
            "Each list is a file of its own. pages/ holds the page of each session; registrations/ and attendance/ "
            "hold what was kept of one session each, under its code; history.jsonl holds every change, the oldest "
            "first, one a line."
        ),
        _("The folder holds people’s data: keep it as you keep the data, and delete it when it has served."),
    ]
    said += [_part(_("Bringing it back")), _(BACK), _list(map(_, STEPS)), _(LOST)]
    for one in written:
        count = ngettext("{list}: {count} row.", "{list}: {count} rows.", one.count)
        about = count.format(list=_(one.title), count=one.count)
        said += [_part(one.name), about, "\n".join(_columns(one.columns, form))]
    return "\n\n".join(said) + "\n"


def successor_page(desk: Desk) -> str:
    """The page for whoever takes over: what is kept where, how the desk is set, and what is open."""
    read = desk.store.read()
    where = whereabouts(desk.store, _organisation(desk))
    about = _("{organisation}, {day}. The data is in {path}; cap where says what it holds.")
    parts = [
        _title(_("Taking over the registration desk")),
        about.format(organisation=_organisation(desk), day=day(desk.today), path=where.path),
        _part(_("How the desk is set")),
        _list(setting_sentence(key, desk.settings[key]) for key in settings.KINDS),
        _part(_("Rates by year")),
        _list(_rates(desk)) or _("No rate is set."),
        _part(_("Rules lifted")),
        _list(_lifts(desk)) or _("None."),
        _part(_("Open matters")),
        "\n".join(f"    {line}".rstrip() for line in board_lines(board(read, desk.today, desk.now), WIDTH)).strip("\n"),
        _list(
            [
                _("Who is late with dues, and why others are not: cap dues late --left-out"),
                _("Promises that await their payment: cap dues list"),
                _("What was done, by whom and when: cap log"),
            ]
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _organisation(desk: Desk) -> str:
    return desk.settings["organisation.name"] or _("The registration desk")


def _columns(columns: Sequence[Column], form: str) -> Iterator[str]:
    for column in columns:
        kind = KINDS.get(column.kind)
        if form in ("csv", "json", "jsonl"):
            told = f"`{column.key}`: {heading(column)}"
            yield f"- {told} ({_(kind)})" if kind else f"- {told}"
        else:
            yield f"- {heading(column)}"


def _rates(desk: Desk) -> Iterator[str]:
    """The rates on the first day of each year of dues, from the oldest payment to the year that comes."""
    read = desk.store.read()
    rates, start = list(read.scan(RATES)), dues_policy(read).year_start
    days = [one.paid_on for one in read.scan(DUES)] + [rate.since for rate in rates if rate.since]
    newest = dues_year_of(desk.today, start).name + 1
    oldest = min([dues_year_of(one, start).name for one in days], default=newest - 1)
    for name in range(newest, oldest - 1, -1):
        told = [_rate_words(rate) for rate in in_force(rates, dues_year(name, start).until)]
        if told:
            yield _("{year}: {rates}.").format(year=name, rates=strung(told))


def _rate_words(rate: Rate) -> str:
    length = length_words(rate.months or 0, rate.days or 0, lifetime=rate.lifetime)
    texts = {
        "person": _("{name} {amount}"),
        "organisation": _("{name} {amount}, paid by organisations"),
    }
    told = texts[rate.payer].format(name=rate.name, amount=money(rate.cents, rate.currency))
    return _("{rate}, for {length}").format(rate=told, length=length) if length else told


def _lifts(desk: Desk) -> Iterator[str]:
    for one in lifted(desk.store.read()):
        on = day(one.lift.at.astimezone(desk.settings.timezone).date())
        said = _("{day}, {by}: “{rule}” for {ref} {name}: {reason}")
        if one.session is not None:
            said = _("{day}, {by}: “{rule}” for {ref} {name} in {session} {title}: {reason}")
        yield said.format(
            day=on,
            by=one.lift.by,
            rule=one.lift.rule,
            ref=one.of.ref,
            name=one.of.name,
            session=one.session.ref if one.session else "",
            title=one.session.name if one.session else "",
            reason=one.lift.reason,
        )


def _title(text: str) -> str:
    return f"# {text}"


def _part(text: str) -> str:
    return f"## {text}"


def _list(items: "Iterator[str] | Sequence[str]") -> str:
    return "\n".join(f"- {item}" for item in items)
