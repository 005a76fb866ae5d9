"""The records of a dossier, line by line: a registration, a payment, what an import remembers."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from capcli.commands.person_words import FACTS
from capcli.domain.dossiers import HeldView
from capcli.output.words import DUES_KINDS
from capcli.texts import N_, _, day, listed, moment, money, phone
from capcli.texts.presences import MARKS
from capcli.texts.reasons import period
from capcli.texts.states import MODES, state_words
from capcli.texts.turns import LIFTED, TURNS, turn_key

Fields = Mapping[str, Any]

DUES: dict[str, str] = {
    "of": N_("Takes back: D{value}"),
    "rate": N_("Rate: {value}"),
    "method": N_("Method: {value}"),
    "reference": N_("Reference: {value}"),
    "reason": N_("Reason: {value}"),
}
REGISTERED: dict[str, str] = {
    "organisation_name": N_("Organisation on the day: {value}"),
    "function": N_("Function on the day: {value}"),
    "public": N_("Public on the day: {value}"),
    "note": N_("Note: {value}"),
    "requested_by": N_("Requested by another person: {value}"),
    "party": N_("Registered together with: {value}"),
    "succeeds": N_("Takes over from: {value}"),
}
"""What is told of a registration as it is kept."""
REMEMBERED: dict[str, str] = {"given_name": N_("Given name"), "family_name": N_("Family name"), **FACTS}
"""The words for what an import remembers; a question of a form has its own."""


def day_of(text: str) -> str:
    """A day as the records keep it, in words."""
    return day(dt.date.fromisoformat(text))


def moment_of(text: str, timezone: str) -> str:
    """A moment as the records keep it, in words, in the time zone."""
    return moment(dt.datetime.fromisoformat(text), timezone)


def dues_lines(held: HeldView) -> list[str]:
    """A payment, a refund, a promise and so on, with every fact that is kept of it."""
    one = held.record
    since, until = one.get("since"), one.get("until")
    amount = money(abs(one["cents"]), one.get("currency", "EUR"))
    lines = [_("{amount}, on {day}").format(amount=amount, day=day_of(one["paid_on"]))]
    if since:
        told = period(dt.date.fromisoformat(since), dt.date.fromisoformat(until) if until else None)
        lines.append(_("For {period}").format(period=told))
    lines += _told(one, DUES)
    if one.get("received_on"):
        lines.append(_("Received on {day}").format(day=day_of(one["received_on"])))
    if one.get("deposited_on"):
        lines.append(_("Deposited on {day}").format(day=day_of(one["deposited_on"])))
    return lines


def dues_label(held: HeldView) -> str:
    """What a record of dues is, with its reference."""
    kind = _(DUES_KINDS[held.record.get("kind", "payment")])
    return _("{ref}, {what}").format(ref=held.ref, what=kind)


def affiliation_lines(held: HeldView) -> list[str]:
    """From and until when somebody belongs to an organisation, and what they do there."""
    one = held.record
    lines = [held.of.name] if held.of else []
    if one.get("since"):
        lines.append(_("Since {day}").format(day=day_of(one["since"])))
    if one.get("until"):
        lines.append(_("Until {day}").format(day=day_of(one["until"])))
    if one.get("role"):
        lines.append(_("Function: {value}").format(value=one["role"]))
    return lines


def registration_lines(held: HeldView, timezone: str) -> list[str]:
    """Everything that is kept of a registration: states, answers, presence, money, who was told."""
    one = held.record
    state = state_words(one["state"], waits_for=one.get("waits_for"))
    lines = [held.of.name] if held.of and held.of.name else []
    lines += [day(held.on, weekday=True)] if held.on else []
    lines += [
        _("State: {state}").format(state=state),
        _("Requested on {moment}").format(moment=moment_of(one["requested_at"], timezone)),
        _("Typed on {moment}").format(moment=moment_of(one["entered_at"], timezone)),
        *_told(one, REGISTERED),
        *_part(one),
        *_answers(one),
        *_presence(one, timezone),
        *_money(one),
        *_turns(one, timezone),
    ]
    if one.get("held_until"):
        lines.append(_("Kept until {moment}").format(moment=moment_of(one["held_until"], timezone)))
    if one.get("told"):
        told = _("Told on {moment} by {by}: {state}")
        lines.append(
            told.format(
                moment=moment_of(one["told"]["at"], timezone),
                by=one["told"]["by"],
                state=state_words(one["told"]["state"], waits_for=one["told"].get("waits_for")),
            )
        )
    return lines


def remembered_lines(held: HeldView) -> list[str]:
    """What an import remembers: under what, and each value."""
    value = {key: one for key, one in held.record.get("value", {}).items() if key != "person"}
    told = value.pop("told", {})
    return [str(held.record["key"]).replace("|", ", "), *_leaves({**value, **told})]


def answered(question: str, answer: str) -> str:
    """A question or a label, and what answers it: a question mark takes no colon after it."""
    told = _("{question} {answer}") if question.endswith("?") else _("{question}: {answer}")
    return told.format(question=question, answer=answer)


def _told(one: Fields, texts: Mapping[str, str]) -> list[str]:
    return [_(text).format(value=one[field]) for field, text in texts.items() if one.get(field)]


def _part(one: Fields) -> list[str]:
    lines = []
    if one.get("mode"):
        mode = MODES[one["mode"]]
        lines.append(_("Takes part: {mode}.").format(mode=_(mode)))
    if one.get("slots"):
        lines.append(_("Only slots: {slots}").format(slots=listed([str(slot) for slot in one["slots"]])))
    return lines


def _answers(one: Fields) -> list[str]:
    lines = [answered(question, answer) for question, answer in (one.get("answers") or {}).items()]
    return lines + [
        _("Sensitive – {answer}").format(answer=answered(question, answer))
        for question, answer in (one.get("sensitive") or {}).items()
    ]


def _presence(one: Fields, timezone: str) -> list[str]:
    lines = []
    for mark in one.get("presence") or []:
        said = {"slot": mark["slot"], "state": _(MARKS[mark["state"]]), "moment": moment_of(mark["at"], timezone)}
        if mark.get("source"):
            lines.append(
                _("Slot {slot}: {state}, by the file {source}, on {moment}").format(source=mark["source"], **said)
            )
        else:
            lines.append(_("Slot {slot}: {state}, typed by {by} on {moment}").format(by=mark["by"], **said))
        for span in mark.get("spans") or []:
            told = _("Connected from {start} to {end}")
            lines.append(told.format(start=moment_of(span["start"], timezone), end=moment_of(span["end"], timezone)))
    return lines


def _money(one: Fields) -> list[str]:
    fees = one.get("fees") or []
    lines = []
    if one.get("price_cents") is not None:
        currency = next((fee.get("currency", "EUR") for fee in fees), "EUR")
        lines.append(_("Price: {amount}").format(amount=money(one["price_cents"], currency)))
    for fee in fees:
        beside = [fee[field] for field in ("method", "reference") if fee.get(field)]
        told = _("Paid: {amount}, on {day}") if fee["cents"] >= 0 else _("Given back: {amount}, on {day}")
        said = told.format(amount=money(abs(fee["cents"]), fee.get("currency", "EUR")), day=day_of(fee["on"]))
        lines.append(", ".join([said, *beside]))
    return lines


def _turns(one: Fields, timezone: str) -> list[str]:
    """Each state entered, by whom and why in their words; then each rule that was lifted."""
    lines = []
    for turn in one.get("history") or []:
        said = _(TURNS[turn_key(turn)]).format(at=moment_of(turn["at"], timezone))
        told = _("{sentence} Typed by {by}: {reason}") if turn.get("reason") else _("{sentence} Typed by {by}.")
        lines.append(told.format(sentence=said, by=turn["by"], reason=turn.get("reason")))
    for lift in one.get("allowed") or []:
        lifted = LIFTED[lift["rule"]]
        lines.append(_(lifted).format(at=moment_of(lift["at"], timezone), reason=lift["reason"]))
    return lines


def _leaves(value: Any) -> Iterable[str]:
    """The values inside a value, each as text."""
    if isinstance(value, Mapping):
        return [answered(_named(key), ", ".join(_leaves(one))) for key, one in value.items()]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    return [phone(value) if isinstance(value, str) and value.startswith("+") else str(value)]


def _named(key: str) -> str:
    """A field in words; a question as it was asked, without the mark that tells it from a field."""
    return _(REMEMBERED[key]).capitalize() if key in REMEMBERED else key.removeprefix("? ")
