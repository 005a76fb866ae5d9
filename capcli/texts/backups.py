"""What is said of backups: their sizes, whether they are whole, and which records they change."""

from capcli.texts import N_, _, language

WHOLENESS = {"whole": N_("whole"), "edited": N_("changed outside cap"), "damaged": N_("damaged")}
RECORDS = {
    "settings": N_("settings"),
    "sessions": N_("sessions"),
    "organisations": N_("organisations"),
    "people": N_("people"),
    "affiliations": N_("who belongs where"),
    "rates": N_("rates of dues"),
    "dues": N_("dues"),
    "registrations": N_("registrations"),
    "series": N_("series"),
    "memories": N_("what imports remember"),
}
"""The records of each table, as the plan of a restore lists them."""

_UNITS = ((10**9, N_("{size} GB")), (10**6, N_("{size} MB")), (10**3, N_("{size} kB")))


def size_words(size: int) -> str:
    """A number of bytes as people read it: "1.2 MB", "1,2 Mo"; never less than "0.1 kB"."""
    unit, sentence = next(((unit, sentence) for unit, sentence in _UNITS if size >= unit), _UNITS[-1])
    number = max(size / unit, 0.1)
    told = f"{number:.0f}" if number >= 10 else f"{number:.1f}"
    return _(sentence).format(size=told.replace(".", ",") if language() == "fr" else told)


def records_words(table: str) -> str:
    """What the records of a table are called; a table of another program keeps its name."""
    return _(RECORDS[table]) if table in RECORDS else table


def wholeness_words(state: str) -> str:
    """Whether a copy is whole."""
    return _(WHOLENESS[state])
