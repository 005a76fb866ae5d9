"""The months and weekdays people write, in French and in English, whole or shortened, without accents."""

import unicodedata

MONTH_NAMES: tuple[tuple[str, ...], ...] = (
    ("janvier", "janv", "jan", "january"),
    ("fevrier", "fevr", "fev", "february", "feb"),
    ("mars", "mar", "march"),
    ("avril", "avr", "april", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "juil", "jul", "july"),
    ("aout", "aou", "august", "aug"),
    ("septembre", "sept", "sep", "september"),
    ("octobre", "oct", "october"),
    ("novembre", "nov", "november"),
    ("decembre", "dec", "december"),
)
WEEKDAY_NAMES: tuple[tuple[str, ...], ...] = (
    ("lundi", "lundis", "lun", "monday", "mondays", "mon"),
    ("mardi", "mardis", "mar", "tuesday", "tuesdays", "tue", "tues"),
    ("mercredi", "mercredis", "mer", "merc", "wednesday", "wednesdays", "wed"),
    ("jeudi", "jeudis", "jeu", "thursday", "thursdays", "thu", "thur", "thurs"),
    ("vendredi", "vendredis", "ven", "vend", "friday", "fridays", "fri"),
    ("samedi", "samedis", "sam", "saturday", "saturdays", "sat"),
    ("dimanche", "dimanches", "dim", "sunday", "sundays", "sun"),
)

MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names}
"""Month by its bare name; 1 is January."""
WEEKDAYS = {name: number for number, names in enumerate(WEEKDAY_NAMES) for name in names}
"""Weekday by its bare name; 0 is Monday, as `date.weekday()` counts."""

YEARS = range(1900, 3000)
"""The years that people name: a day beyond them was mistyped, and the calendar ends not far beyond."""


def bare(text: str) -> str:
    """`text` in lower case without accents; its other characters stay."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    return "".join(char for char in apart if not unicodedata.combining(char)).lower()
