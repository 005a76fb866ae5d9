"""The sentences of a page that is written, in French or in English."""

import datetime as dt
from collections.abc import Mapping

from capcli.domain.records import Amount, Contact, Place, Price, Session, Slot, Speaker
from capcli.pages.escaping import escaped
from capcli.pages.headings import topic_of
from capcli.pages.wording import HEADINGS, MONTHS, WEEKDAYS, WORDS

SYMBOLS = {"EUR": "€", "GBP": "£"}


class Phrases:
    """What is written of a session, in one language, under the headings that its page had."""

    def __init__(self, language: str, headings: Mapping[str, str]) -> None:
        self.language = language if language in WORDS else "en"
        self.words = WORDS[self.language]
        self.aims, self.steps = self.words["aims"], self.words["steps"]
        self.colon = " : " if self.language == "fr" else ": "
        self._headings = headings

    def heading(self, topic: str) -> str:
        """The page's own heading, as long as it still announces the topic."""
        own = self._headings.get(topic, "")
        known = topic_of(own) == topic or (topic == "programme" and topic_of(own) == "both")
        return escaped(own) if own and known else HEADINGS[self.language][topic]

    def day(self, value: dt.date, *, weekday: bool = False, year: bool = True) -> str:
        """A day as pages write it."""
        number = "1er" if self.language == "fr" and value.day == 1 else str(value.day)
        words = f"{number} {MONTHS[self.language][value.month - 1]}" + (f" {value.year}" if year else "")
        return f"{WEEKDAYS[self.language][value.weekday()]} {words}" if weekday else words

    def hour(self, value: str) -> str:
        """An hour as pages write it."""
        hours, minutes = value.split(":")
        if self.language != "fr":
            return value
        return f"{int(hours)}h{minutes if minutes != '00' else ''}"

    def practical(self, session: Session) -> list[str]:
        """The lines that say how to take part."""
        words = self.words
        lines = [line for line in map(self._slot, session.slots) if line]
        if session.mode and lines and session.mode == "online":
            lines[0] += f", {words['online']}"
        elif session.mode and not (session.mode == "onsite" and session.place):
            mode = words[session.mode]
            lines.append(mode[0].upper() + mode[1:])
        if session.place:
            lines.append(words["place"].format(place=escaped(self._place(session.place))))
        if session.requires_dues is not None and not (session.requires_dues is False and _is_for_others(session.price)):
            lines.append(words["dues"] if session.requires_dues else words["no_dues"])
        lines += self._registration(session)
        if session.capacity:
            lines.append(words["capacity"].format(count=session.capacity))
        if session.minimum:
            lines.append(words["minimum"].format(count=session.minimum))
        if session.price and session.price.kind != "dues_required":
            lines.append(self._price(session.price))
        if session.follows:
            key = "follows_one" if len(session.follows) == 1 else "follows"
            lines.append(words[key].format(days=self._joined([self.day(day) for day in session.follows])))
        if session.contact:
            lines.append(words["contact"].format(contact=_contact(session.contact)))
        return lines

    def _slot(self, slot: Slot) -> str:
        if slot.date is None:
            return f"**{self._hours(slot)}**" if slot.start else ""
        last = slot.end_date or slot.date
        night = slot.start and slot.end and slot.end <= slot.start and last - slot.date == dt.timedelta(days=1)
        if last == slot.date or night:
            words = self.day(slot.date, weekday=True)
        elif self.language == "fr":
            words = f"du {self.day(slot.date, weekday=True)} au {self.day(last, weekday=True)}"
        else:
            words = f"from {self.day(slot.date, weekday=True)} to {self.day(last, weekday=True)}"
        hours = self._hours(slot)
        return f"**{words[0].upper()}{words[1:]}{f', {hours}' if hours else ''}**"

    def _hours(self, slot: Slot) -> str:
        if slot.start and slot.end:
            end = "minuit" if slot.end == "00:00" and self.language == "fr" else self.hour(slot.end)
            return f"{self.hour(slot.start)}-{end}"
        return self.hour(slot.start) if slot.start else ""

    def _place(self, place: Place) -> str:
        town = " ".join(filter(None, (place.postcode, place.city)))
        return ", ".join(filter(None, (place.name, place.address, town)))

    def _registration(self, session: Session) -> list[str]:
        words, lines = self.words, list[str]()
        url = session.registration_url and words["form"].format(url=_target(session.registration_url))
        if session.registration_required:
            day = session.last_day_to_register
            lines.append(words["required"] + (url or "") + (words["until"].format(day=self.day(day)) if day else ""))
            return lines
        if session.registration_required is False:
            lines.append(words["not_required"])
        if session.registration_url:
            lines.append(words["link"].format(url=_target(session.registration_url)))
        if session.last_day_to_register:
            lines.append(words["last_day"].format(day=self.day(session.last_day_to_register)))
        return lines

    def _price(self, price: Price) -> str:
        if price.kind == "free" and not price.amounts:
            return self.words["free"]
        return self.words["price"].format(amounts=", ".join(self._amount(amount) for amount in price.amounts))

    def _amount(self, amount: Amount) -> str:
        audience = escaped(amount.audience) if amount.audience else ""
        if amount.cents == 0 and audience:
            return self.words["free_for"].format(audience=audience)
        whole, rest = divmod(amount.cents, 100)
        symbol = SYMBOLS.get(amount.currency, amount.currency)
        mark = "," if self.language == "fr" else "."
        digits = f"{whole}{mark}{rest:02}" if rest else str(whole)
        return f"{digits} {symbol}" + (f" ({audience})" if audience else "")

    def speaker(self, speaker: Speaker) -> str:
        """Name, role and organisation."""
        said = ", ".join(filter(None, (speaker.name, speaker.role, speaker.organisation)))
        return said if speaker.confirmed else said + self.words["pending"]

    def _joined(self, texts: list[str]) -> str:
        return self.words["and"].join(filter(None, (", ".join(texts[:-1]), texts[-1])))


def _is_for_others(price: Price | None) -> bool:
    return price is not None and price.kind == "tiered"


def _contact(contact: Contact) -> str:
    emails = [f"[{escaped(email)}](mailto:{email})" for email in contact.emails]
    phones = " / ".join(_phone(number) for number in contact.phones)
    name = f"**{escaped(contact.name)}**" if contact.name else ""
    return ", ".join(filter(None, (name, phones, *emails)))


def _phone(number: str) -> str:
    """French numbers as they are dialled; others with their country."""
    national = number.removeprefix("+33")
    if national == number or len(national) != 9:
        return number
    pairs = [f"0{national[0]}", *(national[at : at + 2] for at in range(1, 9, 2))]
    return " ".join(pairs)


def _target(url: str) -> str:
    return f"<{url}>" if any(char in url for char in "() ") else url
