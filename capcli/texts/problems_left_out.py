"""The sentences of problems under a row that does not go in: nothing is said to be taken, counted or added."""

from capcli.texts import N_

LEFT_OUT: dict[str, str] = {
    "email": N_("the e-mail “{text}” is malformed"),
    "email_several": N_("several e-mails in one cell (“{text}”)"),
    "email_taken": N_("“{text}” is the e-mail of {ref} {name} already"),
    "phone": N_("the phone “{text}” is no phone number"),
    "phone_several": N_("several phones in one cell (“{text}”)"),
    "organisation_unknown": N_("the organisation “{text}” is not known (cap org add adds one)"),
    "edited": N_("{column}: {held} would become {text}"),
    "filled_in": N_("the record would take what it lacks: {columns}"),
    "requested_at": N_("“{text}” is no moment"),
    "requested_later": N_("“{text}” is still to come"),
    "row_waitlisted": N_("was on the waiting list of the form ({text})"),
    "colleague": N_("{email} is shared by an office, {names}: would be a new person beside"),
    "organisation_new": N_("the organisation “{text}” would be added"),
    "organisation_added": N_("“{name}” is not known yet"),
    "mode_unknown": N_("“{text}” is no way in which this session is held"),
    "slots_unknown": N_("“{text}” names none of the session’s slots"),
    "exempt_days": N_("the days of the exemption (“{text}”) cannot be used"),
    "siret_unused": N_("“{text}” is not a SIRET: it has 14 digits"),
    "siret_check_unused": N_("the SIRET “{text}” is mistyped: its check digit does not fit"),
    "siret_shortened": N_("a spreadsheet rounded the SIRET to “{text}”: its digits are lost"),
    "siren": N_("“{text}” is a SIREN, of nine digits, where a SIRET belongs"),
    "siret_taken": N_("{value} is the SIRET of {ref} {known}"),
    "repaired": N_("{column}: a spreadsheet had made “{was}” of {value}"),
}
"""By code, those that say otherwise of a row that goes in."""
