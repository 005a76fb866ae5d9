"""The texts people read, in their language: gettext, and what depends on typography.

English is the language of the sources; `locales/fr` holds the French. A text is
marked where it stands: `_()` for now, `N_()` for later, `ngettext()` for counts.
"""

import gettext as _gettext
import re
from datetime import date, datetime
from pathlib import Path

LANGUAGES = ("en", "fr")
NBSP = "\u00a0"
NNBSP = "\u202f"

_PAIRED = r"\+33[1-79][0-9]{8}\Z"  # compiled by `re` when a phone is told
"""French numbers that are read in pairs; those that begin with 08 are not."""
_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use(language: str) -> None:
    """Speak `language` (one of `LANGUAGES`) from now on."""
    global _current, _language
    _language = language
    if language == "en":
        _current = _gettext.NullTranslations()
    else:
        try:
            _current = _catalog(language)
        except OSError:
            _current = _gettext.NullTranslations()


def _catalog(language: str) -> _gettext.NullTranslations:
    from capcli.texts.catalog import Catalog

    return _gettext.translation("cap", Path(__file__).parent.parent / "locales", [language], class_=Catalog)


def language() -> str:
    """The language spoken now."""
    return _language


def _(message: str) -> str:
    """`message` in the language spoken now."""
    return _current.gettext(message) if message else ""


def is_translated(message: str, language: str) -> bool:
    """Whether `message` has its words in `language`, one of those that are installed."""
    try:
        return _catalog(language).gettext(message) != message
    except OSError:
        return False


def translated(message: str | None) -> str:
    """A text marked with `N_` elsewhere, in the language spoken now; nothing stays nothing."""
    return _(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the text that goes with `count`; French takes the singular for 0."""
    return _current.ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 # gettext's own name for a text translated later
    """Mark `message` for translation where it is used."""
    return message


MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def day(value: date, *, weekday: bool = False, year: bool = True) -> str:
    """A day in words: "28 November 2023", "mardi 28 novembre 2023", "1er mars 2024"; "28 November" without `year`."""
    number = "1er" if _language == "fr" and value.day == 1 else str(value.day)
    words = f"{number} {_(MONTHS[value.month - 1])}" + (f" {value.year}" if year else "")
    return f"{_(WEEKDAYS[value.weekday()])} {words}" if weekday else words


def day_of_year(value: date) -> str:
    """A day of every year, in words: "1 September", "1er septembre"."""
    number = "1er" if _language == "fr" and value.day == 1 else str(value.day)
    return f"{number} {_(MONTHS[value.month - 1])}"


def short_day(value: date) -> str:
    """A day in digits, as tables show it: "28/11/2023" in both languages, since both read the day first."""
    return f"{value:%d/%m/%Y}"


def hour(value: str) -> str:
    """A local hour: "10:30", "10 h 30", "12 h"."""
    if _language != "fr":
        return value
    hours, minutes = value.split(":")
    return f"{int(hours)}{NBSP}h" + (f"{NBSP}{minutes}" if minutes != "00" else "")


def money(cents: int, currency: str = "EUR") -> str:
    """An amount: "€12", "€12.50"; "12 €", "1 250,50 €"."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    symbol = {"EUR": "€", "GBP": "£", "USD": "$"}.get(currency, currency)
    if _language == "fr":
        digits = f"{whole:,}".replace(",", NNBSP) + (f",{rest:02}" if rest else "")
        return f"{sign}{digits}{NBSP}{symbol}"
    digits = f"{whole:,}" + (f".{rest:02}" if rest else "")
    return f"{sign}{symbol}{digits}" if len(symbol) == 1 else f"{sign}{digits} {symbol}"


def moment(value: datetime, timezone: str) -> str:
    """An instant, told in the local time of `timezone`."""
    from zoneinfo import ZoneInfo

    local = value.astimezone(ZoneInfo(timezone))
    return _("{day} at {hour}").format(day=day(local.date()), hour=hour(f"{local:%H:%M}"))


def phone(e164: str) -> str:
    """A phone as people of its country read it: "04 75 78 17 15"; foreign ones keep their prefix."""
    if re.match(_PAIRED, e164):  # most of them: a long list need not wait for the library
        national = f"0{e164[3:]}"
        return " ".join(national[place : place + 2] for place in range(0, 10, 2))
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, "FR")
    except phonenumbers.NumberParseException:
        return e164
    at_home = number.country_code == 33
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def either(parts: list[str]) -> str:
    """Parts as “a, b or c”, in the language spoken now."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} or {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def listed(parts: list[str]) -> str:
    """Parts as “a, b and c”, in the language spoken now."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def strung(parts: list[str]) -> str:
    """Parts as “a; b; c”, for parts that may hold commas."""
    line = parts[0] if parts else ""
    for part in parts[1:]:
        line = _("{first}; {next}").format(first=line, next=part)
    return line


def shortened(text: str, longest: int) -> str:
    """`text` on one line of at most `longest` signs and an ellipsis; no-break spaces stay what they are."""
    line = " ".join(part for part in text.translate(_BREAKS).split(" ") if part)
    return line if len(line) <= longest else line[:longest].rstrip() + "…"


_BREAKS = dict.fromkeys(map(ord, "\t\n\v\f\r"), " ")
