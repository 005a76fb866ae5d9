"""What is shown of the desk itself: its history, its file, its settings, what it finds and what it would import."""

from capcli.output.columns import UNCUT, Column, Shape, made, raw
from capcli.texts import N_

ENTRIES = Shape(
    (
        Column("entry", N_("Entry"), "entry", rank=0),
        Column("at", N_("When"), "moment", rank=1),
        Column("by", N_("By"), rank=2),
        Column("command", N_("Command"), rank=0),
        Column("undone_by", N_("Undone by"), "entry", rank=3),
        Column("changes", N_("Changes"), "changes", rank=4, widest=18),
    ),
    N_("History"),
    N_("Nothing was written yet."),
)

PLACE = Shape(
    (
        Column("path", N_("Data"), rank=0, widest=60),
        Column("organisation", N_("Organisation"), rank=1, widest=20),
        Column("counts.sessions", N_("Sessions"), "number", rank=2),
        Column("counts.people", N_("People"), "number", rank=2),
        Column("counts.organisations", N_("Organisations"), "number", rank=2),
        Column("counts.dues", N_("Payments"), "number", rank=2),
        Column("counts.registrations", N_("Registrations"), "number", rank=2),
        Column("last_write.at", N_("Last write"), "moment", rank=1),
        Column("last_write.by", N_("By"), rank=3),
        Column("last_write.command", N_("Command"), rank=3),
        Column("last_write.entry", N_("Entry"), "entry", rank=3),
        Column("last_backup", N_("Last backup"), "moment", rank=4),
        Column("last_backup_elsewhere", N_("Last backup elsewhere"), "moment", rank=4),
    ),
    N_("Data file"),
    N_("No data file."),
)

BACKUPS = Shape(
    (
        Column("number", N_("No."), "number", rank=0),
        Column("at", N_("As of"), "moment", rank=0),
        Column("entry", N_("Up to"), "entry", rank=0),
        Column("command", N_("Command"), rank=2, widest=20),
        Column("replaced_by", N_("Then came"), rank=1, widest=20),
        Column("size", N_("Size"), "size", rank=1),
        Column("state", N_("Checked"), "wholeness", rank=-1),
        raw("path", N_("File")),
    ),
    N_("Backups"),
    N_("No backup yet: the first change makes one."),
)

RESTORE = Shape(
    (
        Column("table", N_("Records"), "records", rank=0),
        Column("back", N_("Come back"), "number", rank=0),
        Column("changed", N_("Change"), "number", rank=0),
        Column("gone", N_("Go"), "number", rank=0),
    ),
    N_("Restore"),
    N_("Nothing changes."),
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

FINDINGS = Shape(
    (
        Column("severity", N_("Finding"), "severity", rank=0),
        raw("code", N_("Code")),
        made("where", N_("Where"), "finding_place", 0, UNCUT),
        Column("file", N_("File")),
        Column("line", N_("Line"), "number"),
        Column("column", N_("Column"), "number"),
        Column("record", N_("Record")),
        Column("field", N_("Field")),
        Column("message", N_("What is wrong"), "said", rank=2),
        Column("mend", N_("To mend it"), "mend", rank=2),
    ),
    N_("Findings"),
    N_("All is well."),
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

EXPLANATIONS = Shape(
    (
        Column("who.ref", N_("Ref."), rank=1),
        Column("who.name", N_("Name"), rank=0),
        Column("session.ref", N_("Session"), rank=1),
        Column("session.name", N_("Title"), rank=1),
        Column("on", N_("Day"), "day", rank=1),
        Column("state", N_("State"), rank=0),
        Column("registration", N_("Registration"), rank=1),
        raw("waits_for", N_("Waits for")),
        Column("position", N_("Position"), "number", rank=1),
        Column("held_until", N_("Held until"), "deadline", rank=1),
        Column("reasons", N_("Why"), "reasons", rank=0, widest=UNCUT),
    ),
    N_("Why"),
    N_("No explanation."),
)

PLAN = Shape(
    (
        Column("line", N_("Line"), "number", rank=0),
        Column("action", N_("Action"), "action", rank=0),
        made("name", N_("Who"), "plan_name", 0, people=True),
        raw("person.ref", N_("Person’s ref.")),
        raw("person.given_name", N_("Given name")),
        raw("person.family_name", N_("Family name")),
        Column("person.email", N_("E-mail"), rank=5, widest=UNCUT),
        raw("person.phone", N_("Phone"), "phone"),
        Column("person.organisation", N_("Organisation"), rank=3, widest=20),
        raw("organisation.ref", N_("Organisation’s ref.")),
        raw("organisation.name", N_("Organisation known as")),
        Column("resulting_state", N_("State"), "state", rank=1),
        raw("position", N_("Position"), "number"),
        made("values.amount", N_("Amount"), "money", 1, people=True),
        made("values.paid_on", N_("Paid on"), "day", 4, people=True),
        made("values.dues", N_("Dues"), "plan_dues", 2, people=True),
        made("values.minutes", N_("Minutes"), "number", 1, people=True),
        made("values.slots", N_("Presence"), "plan_marks", 1, people=True),
        raw("values", N_("Values"), "answers"),
        Column("problems", N_("Problems"), "below", rank=2),
        Column("effects", N_("Effects"), "effects", rank=2),
    ),
    N_("Import"),
    N_("No row."),
)

FIELDS = Shape(
    (
        Column("kind", N_("Import"), rank=0),
        Column("field", N_("Field"), rank=0),
        Column("meaning", N_("Meaning"), rank=0, widest=60),
        Column("headings", N_("Known headings"), "texts", rank=2),
    ),
    N_("Fields"),
    N_("No field."),
)

TELL = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("ref", N_("Ref."), rank=5),
        Column("session", N_("Session"), rank=2),
        Column("title", N_("Title")),
        made("name", N_("Name"), "name", 0),
        raw("person.ref", N_("Person’s ref.")),
        raw("person.given_name", N_("Person’s given name")),
        raw("person.family_name", N_("Person’s family name")),
        Column("given_name", N_("Given name")),
        Column("family_name", N_("Family name")),
        Column("changes", N_("What changed"), "news", rank=0, widest=34),
        made("contact", N_("E-mail or phone"), "contact", 1, UNCUT),
        Column("email", N_("E-mail")),
        Column("phone", N_("Phone"), "phone"),
        Column("organisation", N_("Organisation"), rank=4, widest=20),
        Column("state", N_("State"), "state"),
        raw("waits_for", N_("Waits for")),
        raw("held_until", N_("Held until"), "deadline"),
        raw("position", N_("Position"), "number"),
        Column("told_at", N_("Last told"), "moment"),
        raw("told_state", N_("Told as")),
    ),
    N_("To tell"),
    N_("Nobody to tell."),
)

SERIES = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("ref", N_("Ref."), rank=0),
        Column("name", N_("Name"), rank=0, widest=44),
        Column("from", N_("From"), "day", rank=1),
        Column("until", N_("Until"), "day", rank=2),
        Column("sessions", N_("Sessions"), "series_sessions", rank=0, widest=44),
    ),
    N_("Series"),
    N_("No series."),
)

RETENTION = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("ref", N_("Ref."), rank=0),
        made("name", N_("Name"), "name", 0),
        raw("person.ref", N_("Person’s ref.")),
        raw("person.given_name", N_("Person’s given name")),
        raw("person.family_name", N_("Person’s family name")),
        Column("given_name", N_("Given name")),
        Column("family_name", N_("Family name")),
        Column("email", N_("E-mail"), rank=5, widest=UNCUT),
        Column("organisation", N_("Organisation"), rank=4, widest=20),
        Column("last_contact", N_("Last contact"), "day", rank=1),
        Column("last_contact_by", N_("By what"), "contact_by", rank=2),
        Column("contacts_until", N_("Contact until"), "day"),
        Column("training_until", N_("Training until"), "day"),
        Column("accounts_until", N_("Accounts until"), "day"),
        Column("kept_until", N_("To be kept until"), "day", rank=3),
        Column("command", N_("To forget them"), rank=0, widest=UNCUT),
    ),
    N_("Kept too long"),
    N_("Nobody is kept for longer than the settings say."),
)
