"""What is shown of a waiting list and of a sweep."""

from capcli.output.columns import UNCUT, Column, Shape, made, raw
from capcli.texts import N_

WAITLIST = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("position", N_("No."), "number", rank=0),
        Column("ref", N_("Ref."), rank=5),
        raw("session", N_("Session")),
        made("name", N_("Name"), "name", 0),
        raw("person.ref", N_("Person’s ref.")),
        raw("person.given_name", N_("Person’s given name")),
        raw("person.family_name", N_("Person’s family name")),
        Column("given_name", N_("Given name")),
        Column("family_name", N_("Family name")),
        Column("organisation", N_("Organisation"), rank=2, widest=20),
        Column("requested_at", N_("Waits since"), "moment", rank=3),
        made("short_of", N_("No place left"), "short", 1, people=True),
        raw("short_of.kind", N_("Limit")),
        raw("short_of.key", N_("Limit of")),
        raw("short_of.places", N_("Limit, places"), "number"),
        raw("short_of.held", N_("Limit, taken"), "number"),
        raw("short_of.ahead", N_("Limit, for those ahead"), "number"),
        Column("party", N_("Together"), "texts", rank=4),
        Column("function", N_("Function")),
        Column("public", N_("Public"), rank=7, widest=16),
        Column("mode", N_("Mode"), "mode", rank=6),
        Column("slots", N_("Slots"), "texts"),
        Column("priority", N_("Priority"), "number"),
        Column("email", N_("E-mail"), rank=8, widest=UNCUT),
        Column("phone", N_("Phone"), "phone", rank=9),
        raw("served_by", N_("Served by a place of"), "texts"),
    ),
    N_("Waiting list"),
    N_("Nobody waits."),
)

SWEEP = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("action", N_("What happens"), "sweeping", rank=0),
        Column("ref", N_("Ref."), rank=4),
        Column("session", N_("Session"), rank=0),
        Column("title", N_("Title"), rank=5, widest=20),
        made("name", N_("Name"), "name", 0),
        raw("person.ref", N_("Person’s ref.")),
        raw("person.given_name", N_("Person’s given name")),
        raw("person.family_name", N_("Person’s family name")),
        Column("given_name", N_("Given name")),
        Column("family_name", N_("Family name")),
        Column("organisation", N_("Organisation"), rank=3, widest=20),
        raw("was", N_("State before"), "state"),
        Column("state", N_("State then"), "state", rank=2),
        raw("waits_for", N_("Waits for")),
        Column("held_until", N_("Deadline"), "deadline", rank=1),
        Column("email", N_("E-mail"), rank=6, widest=UNCUT),
        Column("phone", N_("Phone"), "phone", rank=7),
    ),
    N_("Deadlines"),
    N_("No deadline has passed."),
)
