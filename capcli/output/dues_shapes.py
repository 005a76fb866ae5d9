"""What is shown of dues: the journal and its sums, whom to remind, who votes, and who is left out of either."""

from capcli.output.columns import UNCUT, Column, Shape, made, raw
from capcli.texts import N_

DUES = Shape(
    (
        raw("id", N_("Number"), "number"),
        Column("ref", N_("Ref."), rank=0),
        Column("kind", N_("Kind"), "dues_kind", rank=3),
        Column("of", N_("Of")),
        Column("who.ref", N_("Who’s ref.")),
        Column("who.name", N_("Who"), rank=0),
        Column("from", N_("From"), "day", rank=8),
        Column("until", N_("Until"), "day", rank=5),
        Column("paid_on", N_("Paid on"), "day", rank=1),
        Column("received_on", N_("Received on"), "day", rank=11),
        Column("deposited_on", N_("Deposited on"), "day", rank=10),
        Column("rate", N_("Rate"), rank=6),
        made("amount", N_("Amount"), "money", 0, people=True),
        raw("amount.cents", N_("Cents"), "number"),
        raw("amount.currency", N_("Currency")),
        made("remains", N_("Remains"), "money", 7, people=True),
        raw("due.cents", N_("Due, cents"), "number"),
        raw("remains.cents", N_("Remains, cents"), "number"),
        Column("method", N_("Method"), rank=4),
        Column("reference", N_("Reference"), rank=9),
        Column("state", N_("State"), "dues_state", rank=2),
        Column("reason", N_("Reason")),
        Column("cancelled_reason", N_("Cancelled because")),
    ),
    N_("Payments"),
    N_("No dues."),
)

SUMS = Shape(
    (
        Column("method", N_("Method"), rank=1),
        Column("rate", N_("Rate"), rank=2),
        Column("month", N_("Month"), "month", rank=3),
        Column("kind", N_("Kind"), "dues_kind", rank=4),
        Column("payer", N_("Payer"), "payer", rank=5),
        Column("count", N_("Operations"), "number", rank=0),
        made("amount", N_("Amount"), "money", 0, people=True),
        raw("amount.cents", N_("Cents"), "number"),
        raw("amount.currency", N_("Currency")),
    ),
    N_("Sums"),
    N_("No dues."),
)

LATE = Shape(
    (
        Column("who.ref", N_("Ref."), rank=3),
        Column("who.name", N_("Who"), rank=0),
        Column("organisation", N_("Organisation"), rank=6, widest=20),
        made("payer", N_("Whom to remind"), "other_payer", 2, people=True),
        raw("payer.ref", N_("Payer’s ref.")),
        raw("payer.name", N_("Payer")),
        Column("until", N_("Up to date until"), "day", rank=0),
        Column("rate", N_("Rate"), rank=7),
        made("remains", N_("Remains"), "money", 5, people=True),
        raw("remains.cents", N_("Remains, cents"), "number"),
        Column("threshold", N_("Days since"), "number", rank=9),
        Column("called_on", N_("Last call"), "day", rank=8),
        Column("email", N_("E-mail"), rank=1, widest=UNCUT),
        Column("phone", N_("Phone"), "phone", rank=4),
        Column("address", N_("Address"), rank=11),
        Column("postcode", N_("Postcode"), rank=10),
    ),
    N_("To remind"),
    N_("Nobody is to be reminded."),
)

LEFT_OUT = Shape(
    (
        Column("who.ref", N_("Ref."), rank=2),
        Column("who.name", N_("Who"), rank=0),
        Column("organisation", N_("Organisation"), rank=3, widest=20),
        Column("email", N_("E-mail"), rank=4, widest=UNCUT),
        made("reason", N_("Why"), "reason", 0, 72, people=True),
        raw("reason.code", N_("Code")),
        raw("reason.message", N_("Why")),
    ),
    N_("Left out"),
    N_("Nobody is left out."),
)

VOTERS = Shape(
    (
        Column("who.ref", N_("Ref."), rank=2),
        Column("who.name", N_("Member"), rank=0),
        Column("kind", N_("Kind"), "payer", rank=5),
        made("voter", N_("Votes"), "voter", 0, people=True),
        raw("representative.ref", N_("Representative’s ref.")),
        raw("representative.name", N_("Representative")),
        Column("status", N_("Dues"), "status", rank=3),
        Column("until", N_("Until"), "day", rank=4),
        Column("organisation", N_("Organisation"), rank=6, widest=20),
        Column("email", N_("E-mail"), rank=7, widest=UNCUT),
        Column("phone", N_("Phone"), "phone", rank=8),
        Column("signature", N_("Signature"), "blank", machine=False),
        Column("proxy", N_("Proxy given to"), "blank", machine=False),
    ),
    N_("Voters"),
    N_("Nobody votes."),
)

NOT_VOTING = Shape(LEFT_OUT.columns, N_("Without a vote"), N_("Everybody votes."))

DUES_SHAPES = {
    "dues": DUES,
    "sums": SUMS,
    "late": LATE,
    "left_out": LEFT_OUT,
    "voters": VOTERS,
    "not_voting": NOT_VOTING,
}
