"""What is shown of affiliations and of marks of presence, which only an export lists."""

from capcli.output.columns import Column, Shape, made, raw
from capcli.texts import N_

AFFILIATIONS = Shape(
    (
        raw("person.ref", N_("Person’s ref.")),
        Column("person.given_name", N_("Given name"), rank=0),
        Column("person.family_name", N_("Family name"), rank=0),
        raw("organisation.ref", N_("Organisation’s ref.")),
        Column("organisation.name", N_("Organisation"), rank=0, widest=44),
        Column("from", N_("From"), "day", rank=1),
        Column("until", N_("Until"), "day", rank=1),
        Column("role", N_("Role"), rank=2),
    ),
    N_("Who belongs where"),
    N_("Nobody."),
)

MARKS = Shape(
    (
        Column("session", N_("Session"), rank=1),
        raw("registration", N_("Registration")),
        made("name", N_("Name"), "name", 0),
        raw("person.ref", N_("Person’s ref.")),
        Column("given_name", N_("Given name")),
        Column("family_name", N_("Family name")),
        Column("slot", N_("Slot"), "number", rank=2),
        Column("day", N_("Day"), "day", rank=0),
        Column("presence", N_("Presence"), "mark_state", rank=0),
        Column("minutes", N_("Minutes"), "number", rank=3),
        Column("source", N_("Told by")),
        Column("by", N_("By"), rank=4),
        Column("at", N_("When"), "moment", rank=5),
    ),
    N_("Attendance"),
    N_("Nobody’s presence is kept."),
)

EXPORT_SHAPES = {"affiliations": AFFILIATIONS, "marks": MARKS}
