"""How long dues last, in words."""

from capcli.texts import _, ngettext


def length_words(months: int, days: int, *, lifetime: bool = False) -> str:
    """A length as people say it: "2 years", "6 months", "1 month and 2 days", "a lifetime"."""
    if lifetime:
        return _("a lifetime")
    if months and months % 12 == 0:
        years = months // 12
        parts = [ngettext("{count} year", "{count} years", years).format(count=years)]
    else:
        parts = [ngettext("{count} month", "{count} months", months).format(count=months)] if months else []
    if not days:
        return parts[0] if parts else ""
    more = ngettext("{count} day", "{count} days", days).format(count=days)
    return _("{first} and {last}").format(first=parts[0], last=more) if parts else more
