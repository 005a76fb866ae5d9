"""The fields that `--map` takes, and what each holds."""

from typing import Any

from capcli.imports.fields import FIELDS
from capcli.texts import N_, _

MEANINGS: dict[str, str] = {
    "given_name": N_("Given name"),
    "family_name": N_("Family name; the whole name when no column holds the given name"),
    "name": N_("Given and family name in one cell, in either order; of dues, who pays"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "organisation": N_("Organisation, by a name or alias that is known"),
    "function": N_("Function"),
    "public": N_("Public"),
    "postcode": N_("Postcode"),
    "state": N_("State of the row: cancelled, refused or draft ones are left out"),
    "requested_at": N_("Moment of the request"),
    "note": N_("Note"),
    "amount": N_("Amount"),
    "paid_on": N_("Day of the payment"),
    "kind": N_("Kind of the row: of dues, payments and donations are imported; of a list, a person or an organisation"),
    "from": N_("First day covered, when it is not what the settings say"),
    "until": N_("Last day covered, when it is not what the settings say"),
    "received_on": N_("Day on which the payment came in"),
    "deposited_on": N_("Day on which it went to the bank"),
    "year": N_("Year of the dues"),
    "rate": N_("Rate"),
    "method": N_("Method of payment"),
    "reference": N_("Reference of the payment"),
    "ref": N_("Number in cap of the row’s own record (P12, O3, D41, R305), as its exports have it"),
    "who.ref": N_("Number in cap of who paid (P12, O3)"),
    "person.ref": N_("Number in cap of the person (P12)"),
    "of": N_("Number of the payment that a refund or a cancellation is of"),
    "due.cents": N_("What was due, in cents"),
    "remains": N_("What remained to be paid"),
    "reason": N_("Reason of a refund or a cancellation"),
    "requested_hour": N_("Hour of the request, when it has a column of its own"),
    "mode": N_("On site or online"),
    "slots": N_("Slots chosen"),
    "session": N_("Session of the row"),
    "payer_given_name": N_("Given name of who paid, when it is somebody else"),
    "payer_family_name": N_("Family name of who paid, when it is somebody else"),
    "payer_name": N_("Name of who paid, when it is somebody else"),
    "payer_email": N_("E-mail of who paid, when it is somebody else"),
    "payer_phone": N_("Phone of who paid, when it is somebody else"),
    "payer_organisation": N_("Organisation of who paid, when it is another"),
    "amount.cents": N_("Amount, in cents"),
    "currency": N_("Currency"),
    "siret": N_("SIRET"),
    "aliases": N_("Other names of the organisation"),
    "address": N_("Address of the organisation"),
    "city": N_("Town of the organisation"),
    "representative": N_("Representative of the organisation"),
    "exempt": N_("Exempt from dues: a yes, or the reason"),
    "exempt.reason": N_("Reason for being exempt from dues"),
    "exempt.from": N_("First day of being exempt from dues"),
    "exempt.until": N_("Last day of being exempt from dues"),
    "years": N_("Dues of one year, which the heading names"),
    "present": N_("Present or not"),
    "slot": N_("Slot or half-day"),
    "minutes": N_("Minutes of presence"),
}
"""What each field of a file holds."""


def field_rows() -> list[dict[str, Any]]:
    """The fields that `--map` takes, of each kind of import."""
    return [
        {"kind": kind, "field": field.name, "meaning": _(MEANINGS[field.name]), "headings": list(field.headings)}
        for kind, several in FIELDS.items()
        for field in several
    ]
