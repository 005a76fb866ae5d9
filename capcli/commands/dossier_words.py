"""What is held about somebody in the language spoken now: sections, with why and how long each is kept."""

from capcli.commands.dossier_records import (
    affiliation_lines,
    day_of,
    dues_label,
    dues_lines,
    moment_of,
    registration_lines,
    remembered_lines,
)
from capcli.commands.history_words import Teller
from capcli.commands.person_words import FACTS
from capcli.desk import Desk
from capcli.documents.dossiers import Dossier, Item, Section
from capcli.domain.dossiers import DossierView, FormerView, PeriodsView
from capcli.domain.names import full_name
from capcli.domain.records import PEOPLE
from capcli.services.dossiers import entries_about
from capcli.services.history import ref
from capcli.services.traces import numbers_of
from capcli.texts import N_, _, day, language, listed, moment, ngettext, phone

PLAIN = ("function", "public", "postcode")
CONTACT_BY = {
    "attended": N_("a session"),
    "registered": N_("a registration"),
    "paid": N_("a payment"),
    "added": N_("the day on which they were added"),
}


def dossier_in_words(desk: Desk, view: DossierView) -> Dossier:
    """The dossier with every text in the language spoken now."""
    timezone = desk.settings["timezone"]
    name = full_name(view.person.given_name, view.person.family_name)
    made = moment(view.made_at, timezone)
    return Dossier(
        language=language(),
        organisation=view.controller,
        heading=_("Data held about a person"),
        title=name,
        intro=[
            _("All that is held about {name} ({ref}), as of {moment}.").format(
                name=name, ref=view.person.ref, moment=made
            ),
            _write_to(view),
        ],
        sections=[
            _identity(view, timezone),
            _affiliations(view),
            _dues(view),
            _registrations(view, timezone),
            _remembered(view),
            _elsewhere(view),
            _history(desk, view, timezone),
        ],
        footer=" – ".join(filter(None, (view.controller, name))),
        page=_("page {page} of {pages}"),
    )


def lines_of(dossier: Dossier) -> list[str]:
    """The dossier as lines of the screen."""
    lines = [dossier.title, *dossier.intro]
    for section in dossier.sections:
        lines += ["", section.heading, *section.why]
        for item in section.items:
            lines += _item_lines(item)
        if not section.items:
            lines.append(f"  {section.nothing}")
    return lines


def _item_lines(item: Item) -> list[str]:
    if len(item.lines) == 1:
        return ["  " + _("{question}: {answer}").format(question=item.label, answer=item.lines[0])]
    return [f"  {item.label}", *(f"    {line}" for line in item.lines)]


def _write_to(view: DossierView) -> str:
    """Whom to ask for anything to be corrected or deleted."""
    if view.write_to and view.controller:
        told = _("To have any of it corrected or deleted, write to {organisation}: {address}.")
    elif view.write_to or view.controller:
        told = _("To have any of it corrected or deleted, write to {either}.")
    else:
        return _("To have any of it corrected or deleted, write to whoever gave you this paper.")
    return told.format(organisation=view.controller, address=view.write_to, either=view.write_to or view.controller)


def _identity(view: DossierView, timezone: str) -> Section:
    record = view.record
    facts = {
        _("Name"): full_name(view.person.given_name, view.person.family_name),
        _("Number"): view.person.ref,
        _("E-mail"): view.person.email,
        _("Phone"): phone(view.person.phone) if view.person.phone else None,
        **{_(FACTS[field]).capitalize(): record.get(field) for field in PLAIN},
        _("Known since"): moment_of(record["created_at"], timezone),
        _("Forgotten on"): day_of(record["forgotten_on"]) if record.get("forgotten_on") else None,
    }
    items = [Item(label=label, lines=[value]) for label, value in facts.items() if value]
    exempt = [*record.get("exempted", ()), *([record["exempt"]] if record.get("exempt") else [])]
    items += [Item(label=_("Exempt from dues"), lines=_exemption(one)) for one in exempt]
    for lift in record.get("allowed", ()):
        items.append(Item(label=_("Added beside a namesake"), lines=[lift["reason"]]))
    items += [Item(label=_("Before"), lines=_former(one)) for one in view.former]
    return Section(heading=_("Identity"), why=[_why_contact(view.kept)], items=items, nothing="")


def _exemption(one: dict[str, str]) -> list[str]:
    lines = [one["reason"]]
    if one.get("since"):
        lines.append(_("Since {day}").format(day=day_of(one["since"])))
    if one.get("until"):
        lines.append(_("Until {day}").format(day=day_of(one["until"])))
    return lines


def _former(one: FormerView) -> list[str]:
    known = [full_name(one.given_name, one.family_name), one.email, phone(one.phone) if one.phone else None]
    return [text for text in known if text]


def _why_contact(kept: PeriodsView) -> str:
    told = _(
        "Kept to invite them and to tell them what concerns them, until {until}: the last contact was {by}, {day}."
    )
    return told.format(
        until=day(kept.contacts_until), by=_(CONTACT_BY[kept.last_contact_by]), day=day(kept.last_contact)
    )


def _affiliations(view: DossierView) -> Section:
    items = [Item(label=one.of.ref if one.of else one.ref, lines=affiliation_lines(one)) for one in view.affiliations]
    items += [Item(label=one.ref, lines=[one.name, _("Votes for it at a general meeting")]) for one in view.represents]
    why = _("Kept to know whose dues cover them, and for as long as the identity.")
    return Section(heading=_("Organisations"), why=[why], items=items, nothing=_("None."))


def _dues(view: DossierView) -> Section:
    until = view.kept.accounts_until
    why = [_("Kept as accounts, which the law asks for, until {day}.").format(day=day(until))] if until else []
    items = [Item(label=dues_label(one), lines=dues_lines(one)) for one in view.dues]
    return Section(heading=_("Dues and gifts"), why=why, items=items, nothing=_("None."))


def _registrations(view: DossierView, timezone: str) -> Section:
    until, days = view.kept.training_until, view.kept.sensitive_days
    why = [_("Kept to run the sessions and to count who took part.")]
    if until:
        why.append(_("Proofs of training are kept until {day}.").format(day=day(until)))
    told = ngettext(
        "Sensitive answers are deleted {count} day after the session.",
        "Sensitive answers are deleted {count} days after the session.",
        days,
    )
    why.append(told.format(count=days))
    items = [
        Item(
            label=", ".join(filter(None, (one.ref, one.of.ref if one.of else ""))),
            lines=registration_lines(one, timezone),
        )
        for one in view.registrations
    ]
    return Section(heading=_("Registrations"), why=why, items=items, nothing=_("None."))


def _remembered(view: DossierView) -> Section:
    why = _("Kept so that the same file finds the same person again, and for as long as the identity.")
    items = [Item(label=_("From a file"), lines=remembered_lines(one)) for one in view.remembered]
    return Section(heading=_("What imports remember"), why=[why], items=items, nothing=_("Nothing."))


def _elsewhere(view: DossierView) -> Section:
    """Records about others, of which nothing but the reference is theirs to see."""
    items = []
    if view.asked_for:
        items.append(Item(label=_("Registrations they requested for others"), lines=[listed(view.asked_for)]))
    if view.mentioned_in:
        items.append(Item(label=_("Records of others that name them"), lines=[listed(view.mentioned_in)]))
    why = _("What else these records say is about other people, and is left out.")
    return Section(heading=_("Elsewhere"), why=[why], items=items, nothing=_("Nothing."))


def _history(desk: Desk, view: DossierView, timezone: str) -> Section:
    """Who typed what about them, and when."""
    numbers = numbers_of(desk.store, PEOPLE.number_in(view.person.ref))
    items = []
    for one in entries_about(desk.store, numbers):
        entry = one.entry
        typed = _("{by}: {command}").format(by=entry.by, command=" ".join(["cap", entry.command, *entry.options]))
        label = _("{entry}, {moment}").format(entry=ref(entry.entry), moment=moment(entry.at, timezone))
        items.append(Item(label=label, lines=[typed, *Teller(desk, entry).done()]))
    why = _("Kept to know who wrote what, and for as long as what it tells of.")
    return Section(heading=_("What was written about them"), why=[why], items=items, nothing=_("Nothing."))
