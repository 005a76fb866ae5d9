"""What is shown of each kind of record: the columns, in order."""

from capcli.output.columns import Column, Shape, made, raw
from capcli.texts import N_

SESSIONS = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("ref", N_("Ref."), rank=0),
        Column("code", N_("Code"), rank=9, widest=44),
        made("day", N_("First day"), "first_day", 0, people=True),
        made("hours", N_("Hours"), "hours", 5),
        Column("title", N_("Title"), rank=0, widest=40),
        Column("state", N_("State"), "session_state", rank=4),
        made("places", N_("Places"), "places", 2),
        made("queue", N_("Waiting"), "queue", 3),
        Column("why", N_("Why")),
        Column("slots", N_("Slots"), "slots"),
        Column("timezone", N_("Time zone")),
        Column("mode", N_("Mode"), "mode", rank=7),
        Column("place.name", N_("Place")),
        Column("place.address", N_("Address")),
        Column("place.postcode", N_("Postcode")),
        Column("place.city", N_("City"), rank=8),
        Column("capacity", N_("Capacity"), "number"),
        Column("minimum", N_("Minimum"), "number"),
        Column("last_day_to_register", N_("Last day to register"), "day", rank=6),
        Column("requires_dues", N_("Dues required"), "yes"),
        Column("registration_required", N_("Registration required"), "yes"),
        Column("registration_url", N_("Form")),
        Column("price.kind", N_("Price"), "price"),
        Column("price.amounts", N_("Amounts"), "amounts"),
        Column("speakers", N_("Speakers"), "things"),
        Column("contact.name", N_("Contact")),
        Column("contact.phones", N_("Contact’s phones"), "phones"),
        Column("contact.emails", N_("Contact’s e-mails"), "texts"),
        Column("audience", N_("Audience"), "texts"),
        Column("objectives", N_("Objectives"), "texts"),
        Column("programme", N_("Programme"), "steps"),
        Column("follows", N_("Follows"), "days"),
        Column("counts.confirmed", N_("Confirmed"), "number"),
        Column("counts.pending", N_("Subject to dues"), "number"),
        Column("counts.offered", N_("Place offered"), "number"),
        Column("counts.waiting", N_("Waiting list"), "number"),
        Column("counts.cancelled", N_("Cancelled"), "number"),
        Column("counts.declined", N_("Declined"), "number"),
        Column("counts.refused", N_("Refused"), "number"),
    ),
    N_("Sessions"),
    N_("No session."),
)

PEOPLE = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("ref", N_("Ref."), rank=0),
        made("name", N_("Name"), "name", 0),
        Column("given_name", N_("Given name")),
        Column("family_name", N_("Family name")),
        Column("email", N_("E-mail"), rank=2, widest=36),
        Column("phone", N_("Phone"), "phone", rank=3),
        raw("organisation.ref", N_("Organisation’s ref.")),
        Column("organisation.name", N_("Organisation"), rank=1),
        Column("function", N_("Function"), rank=4),
        Column("public", N_("Public")),
        Column("postcode", N_("Postcode"), rank=5),
        Column("exempt.reason", N_("Exempt because")),
        Column("exempt.until", N_("Exempt until"), "day"),
        Column("created_at", N_("Known since"), "moment"),
    ),
    N_("People"),
    N_("Nobody."),
)

ORGANISATIONS = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("ref", N_("Ref."), rank=0),
        Column("name", N_("Name"), rank=0, widest=44),
        Column("kind", N_("Kind"), rank=2),
        Column("siret", N_("SIRET")),
        Column("email", N_("E-mail"), rank=3, widest=36),
        Column("phone", N_("Phone"), "phone", rank=4),
        Column("address", N_("Address")),
        Column("aliases", N_("Also called"), "texts", rank=1),
    ),
    N_("Organisations"),
    N_("No organisation."),
)

DUES = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("ref", N_("Ref."), rank=0),
        Column("who.ref", N_("Who’s ref.")),
        Column("who.name", N_("Who"), rank=0),
        Column("from", N_("From"), "day", rank=3),
        Column("until", N_("Until"), "day", rank=1),
        Column("paid_on", N_("Paid on"), "day", rank=4),
        Column("rate", N_("Rate"), rank=5),
        made("amount", N_("Amount"), "money", 0, people=True),
        raw("amount.cents", N_("Cents"), "number"),
        raw("amount.currency", N_("Currency")),
        made("remains", N_("Remains"), "money", 6, people=True),
        raw("due.cents", N_("Due, cents"), "number"),
        raw("remains.cents", N_("Remains, cents"), "number"),
        Column("method", N_("Method"), rank=7),
        Column("reference", N_("Reference"), rank=8),
        Column("state", N_("State"), "dues_state", rank=2),
        Column("cancelled_reason", N_("Cancelled because")),
    ),
    N_("Dues"),
    N_("No dues."),
)

RATES = Shape(
    (
        Column("name", N_("Rate"), rank=0),
        made("amount", N_("Amount"), "money", 0, people=True),
        raw("amount.cents", N_("Cents"), "number"),
        raw("amount.currency", N_("Currency")),
        Column("payer", N_("Payer"), "payer", rank=1),
        Column("seats", N_("People covered"), "number", rank=5),
        Column("from", N_("From"), "day", rank=3),
        Column("until", N_("Until"), "day", rank=4),
        Column("state", N_("State"), "rate_state", rank=2),
    ),
    N_("Rates"),
    N_("No rate."),
)

LATE = Shape(
    (
        Column("who.ref", N_("Ref."), rank=3),
        Column("who.name", N_("Who"), rank=0),
        Column("organisation", N_("Organisation"), rank=6),
        Column("until", N_("Up to date until"), "day", rank=0),
        Column("rate", N_("Rate"), rank=5),
        made("remains", N_("Remains"), "money", 4, people=True),
        raw("remains.cents", N_("Remains, cents"), "number"),
        Column("email", N_("E-mail"), rank=1, widest=36),
        Column("phone", N_("Phone"), "phone", rank=2),
    ),
    N_("To remind"),
    N_("Nobody is late."),
)

REGISTRATIONS = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("ref", N_("Ref."), rank=5),
        Column("session", N_("Session")),
        made("name", N_("Name"), "name", 0),
        Column("state", N_("State"), "state", rank=0),
        raw("waits_for", N_("Waits for")),
        raw("held_until", N_("Held until"), "moment"),
        raw("position", N_("Position"), "number"),
        raw("person.ref", N_("Person’s ref.")),
        raw("person.given_name", N_("Person’s given name")),
        raw("person.family_name", N_("Person’s family name")),
        Column("given_name", N_("Given name")),
        Column("family_name", N_("Family name")),
        Column("organisation", N_("Organisation"), rank=1),
        Column("function", N_("Function"), rank=6),
        Column("email", N_("E-mail"), rank=4, widest=36),
        Column("phone", N_("Phone"), "phone", rank=3),
        Column("public", N_("Public")),
        Column("dues_status", N_("Dues"), "status", rank=2),
        Column("through", N_("Covered by"), rank=7),
        Column("requested_at", N_("Requested"), "moment"),
        Column("entered_at", N_("Entered"), "moment"),
        Column("slots", N_("Slots"), "texts"),
        Column("mode", N_("Mode"), "mode"),
        Column("allowed", N_("Rules lifted"), "lifts"),
        Column("answers", N_("Answers"), "answers"),
        Column("note", N_("Note"), rank=8),
    ),
    N_("Registrations"),
    N_("No registration."),
)

STATUSES = Shape(
    (
        Column("who.ref", N_("Ref."), rank=3),
        Column("who.name", N_("Who"), rank=0),
        Column("on", N_("On"), "day"),
        Column("status", N_("Dues"), "status", rank=0),
        Column("up_to_date", N_("Up to date"), "yes"),
        Column("counts_for.registration", N_("Counts for registration"), "yes"),
        Column("counts_for.vote", N_("Counts for a vote"), "yes"),
        Column("from", N_("From"), "day", rank=4),
        Column("until", N_("Until"), "day", rank=1),
        raw("through.ref", N_("Through, ref.")),
        Column("through.name", N_("Through"), rank=2),
        Column("reasons", N_("Why"), "reasons"),
    ),
    N_("Dues"),
    N_("Nobody."),
)

ENTRIES = Shape(
    (
        Column("entry", N_("Entry"), "entry", rank=0),
        Column("at", N_("When"), "moment", rank=1),
        Column("by", N_("By"), rank=2),
        Column("command", N_("Command"), rank=0),
        Column("undone_by", N_("Undone by"), "entry", rank=3),
        Column("changes", N_("Changes"), "changes", rank=4),
    ),
    N_("History"),
    N_("Nothing was written yet."),
)

PLACE = Shape(
    (
        Column("path", N_("Data file"), rank=0, widest=60),
        Column("organisation", N_("Organisation"), rank=1),
        Column("counts.sessions", N_("Sessions"), "number", rank=2),
        Column("counts.people", N_("People"), "number", rank=2),
        Column("counts.organisations", N_("Organisations"), "number", rank=2),
        Column("counts.dues", N_("Dues"), "number", rank=2),
        Column("counts.registrations", N_("Registrations"), "number", rank=2),
        Column("last_write.at", N_("Last write"), "moment", rank=1),
        Column("last_write.by", N_("By"), rank=3),
        Column("last_write.command", N_("Command"), rank=3),
        Column("last_write.entry", N_("Entry"), "entry", rank=3),
        Column("last_backup", N_("Last backup"), "moment", rank=4),
    ),
    N_("Data file"),
    N_("No data file."),
)

SETTINGS = Shape(
    (
        Column("key", N_("Setting"), rank=0),
        Column("value", N_("Value"), rank=0),
        Column("default", N_("Default"), rank=1),
    ),
    N_("Settings"),
    N_("No setting."),
)

FOUND = Shape(
    (
        raw("kind", N_("Kind")),
        Column("ref", N_("Ref."), rank=0),
        Column("name", N_("Name"), rank=0, widest=44),
        Column("detail", N_("Detail"), rank=1),
    ),
    N_("Found"),
    N_("Nothing found."),
)

SHAPES: dict[str, Shape] = {
    "sessions": SESSIONS,
    "people": PEOPLE,
    "organisations": ORGANISATIONS,
    "dues": DUES,
    "rates": RATES,
    "late": LATE,
    "registrations": REGISTRATIONS,
    "statuses": STATUSES,
    "entries": ENTRIES,
    "place": PLACE,
    "settings": SETTINGS,
    "found": FOUND,
}
