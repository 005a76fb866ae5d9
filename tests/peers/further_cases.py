"""Cases of our own in the areas of the peers', at the edges of their rules: the same shape, the same drivers."""

from typing import Any


def case(area: str, given: dict[str, Any], when: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    return {"area": area, "given": given, "when": when, "then": then}


def status(start: str, end: str | None, on: str, expected: str) -> dict[str, Any]:
    given = {"join": start, "start": start, "end": end, "rules": "civicrm default"}
    return case("membership.status", given, {"status_on": on}, {"status": expected})


def fixed(
    join: str, since: str, until: str, *, year: str, rollover: str, years: int = 1, **start: str
) -> dict[str, Any]:
    given = {"period": "fixed", "year_starts": year, "rollover_from": rollover, "years": years, "join": join, **start}
    return case("membership.dates", given, {"compute": "start and end"}, {"start": since, "end": until})


def rolling(join: str, until: str, **length: int) -> dict[str, Any]:
    given = {"period": "rolling", "join": join, **length}
    return case("membership.dates", given, {"compute": "start and end"}, {"start": join, "end": until})


def offered(mode: str, months: int, begin: str, end: str) -> dict[str, Any]:
    given = {"mode": mode, "offered_months": months, "begin": begin}
    return case("dues.end", given, {"compute": "end"}, {"end": end})


def call(days: int, sent: list[str], count: int, kind: str | None = None) -> dict[str, Any]:
    given = {"thresholds": {"before": [30, 7], "after": [30, 60]}, "days_to_due": days, "reminders_sent": sent}
    then = {"reminders": count, **({"kind": kind} if kind else {})}
    return case("dues.reminders", given, {"list": "reminders due today"}, then)


def party(places: int, sizes: list[int], promoted: list[int], **how: bool) -> dict[str, Any]:
    left = [number for number in range(1, len(sizes) + 1) if number not in promoted]
    queue = [{"party": size} for size in sizes]
    given = {"open_places": places, "queue": queue, **how}
    return case("waitlist", given, {"promote": "automatic"}, {"promoted": promoted, "left": left})


def hours(deadline: str, moved: str, office: str = "Mon-Fri 08-20") -> dict[str, Any]:
    given = {"deadline": deadline, "office_hours": office}
    return case("waitlist.deadline", given, {"adjust": True}, {"deadline": moved})


def move(state: str, do: str, result: str) -> dict[str, Any]:
    return case("registration.state", {"state": state}, {"do": do}, {"result": result})


def gate(membership: str, accepted: bool) -> dict[str, Any]:
    when = {"register": "product that requires membership"}
    return case("registration.membership_gate", {"membership": membership}, when, {"accepted": accepted})


NO_SUCH = "refused: no such transition"

FURTHER: dict[str, dict[str, Any]] = {
    "status on the first day": status("2020-02-01", "2021-01-31", "2020-02-01", "Current"),
    "status on the last day of grace": status("2020-02-01", "2021-01-31", "2021-02-28", "Grace"),
    "status the day after grace": status("2020-02-01", "2021-01-31", "2021-03-01", "Expired"),
    "status of a lifetime, much later": status("2020-02-01", None, "2099-12-31", "Current"),
    "grace that ends on 29 February": status("2023-01-30", "2024-01-29", "2024-02-29", "Grace"),
    "rollover on its very day": fixed("2015-11-01", "2015-01-01", "2016-12-31", year="01-01", rollover="11-01"),
    "rollover the day before": fixed("2015-10-31", "2015-01-01", "2015-12-31", year="01-01", rollover="11-01"),
    "rollover, several years": fixed("2015-11-01", "2015-01-01", "2020-12-31", year="01-01", rollover="11-01", years=5),
    "rollover on the first day of the year": fixed(
        "2015-09-01", "2015-09-01", "2017-08-31", year="09-01", rollover="09-01"
    ),
    "the last day of a year that ends on 29 February": fixed(
        "2024-02-29", "2023-03-01", "2025-02-28", year="03-01", rollover="11-11"
    ),
    "a year that ends on 29 February": fixed("2023-03-01", "2023-03-01", "2024-02-29", year="03-01", rollover="11-11"),
    "a school year joined on 31 August": fixed(
        "2024-08-31", "2023-09-01", "2025-08-31", year="09-01", rollover="06-01"
    ),
    "a start by hand inside the rollover": fixed(
        "2015-12-15", "2015-12-20", "2016-12-31", year="01-01", rollover="11-01", start_given="2015-12-20"
    ),
    "a start by hand before the rollover, paid inside it": fixed(
        "2015-12-15", "2015-03-01", "2015-12-31", year="01-01", rollover="11-01", start_given="2015-03-01"
    ),
    "rolling from 29 February": rolling("2024-02-29", "2025-02-28", years=1),
    "rolling from 29 February to the next": rolling("2024-02-29", "2028-02-28", years=4),
    "rolling from 28 February": rolling("2023-02-28", "2024-02-27", years=1),
    "rolling from 1 March over a leap year": rolling("2023-03-01", "2024-02-29", years=1),
    "rolling a month from 31 January": rolling("2023-01-31", "2023-02-28", months=1),
    "rolling a month from 31 January, leap year": rolling("2024-01-31", "2024-02-29", months=1),
    "rolling a month from 31 August": rolling("2023-08-31", "2023-09-30", months=1),
    "rolling a month from 30 August": rolling("2023-08-30", "2023-09-29", months=1),
    "rolling a single day": rolling("2023-12-31", "2023-12-31", days=1),
    "rolling ten days over the new year": rolling("2023-12-28", "2024-01-06", days=10),
    "offered on the first day of the last two months": offered(
        "fixed, year starts 01/07", 2, "2025-05-01", "2026-06-30"
    ),
    "offered the day before": offered("fixed, year starts 01/01", 2, "2025-10-31", "2025-12-31"),
    "offered on the last day": offered("fixed, year starts 01/01", 1, "2025-12-31", "2026-12-31"),
    "offered on the first day of all": offered("fixed, year starts 01/01", 11, "2025-02-01", "2026-12-31"),
    "offered in the month after the year began": offered("fixed, year starts 01/01", 11, "2025-01-31", "2025-12-31"),
    "never paid and not exempt": case(
        "dues.status", {"due": None, "exempt": False}, {"status_on": "2025-06-15"}, {"status": "never contributed"}
    ),
    "the day after the last day": case(
        "dues.status",
        {"due": "2025-06-14", "active": True},
        {"status_on": "2025-06-15"},
        {"status": "late", "up_to_date": False},
    ),
    "called thirty-one days before": call(31, [], 0),
    "called late on the thirtieth day": call(-30, [], 1, "late"),
    "called late once": call(-45, ["late, 15 days ago"], 0),
    "called late the second time": call(-60, ["late, 30 days ago"], 1, "late"),
    "called before, then late": call(-30, ["impending, 60 days ago"], 1, "late"),
    "called on the day of the threshold answers it": call(-30, ["late, 0 days ago"], 0),
    "called between the thresholds": call(20, ["impending, 3 days ago"], 0),
    "a renewal three years at once": case(
        "membership.renewal",
        {"period": "rolling", "years": 1, "start": "2006-01-21", "end": "2007-01-20", "status": "current member"},
        {"renew": 3},
        {"start": "2006-01-21", "end": "2010-01-20"},
    ),
    "a renewal on the last day": case(
        "dues.renewal",
        {"mode": "rolling", "due": "2025-09-30", "today": "2025-09-30"},
        {"propose": "next period"},
        {"begin": "2025-10-01"},
    ),
    "a renewal the day after": case(
        "dues.renewal",
        {"mode": "rolling", "due": "2025-09-30", "today": "2025-10-01"},
        {"propose": "next period"},
        {"begin": "2025-10-01"},
    ),
    "a renewal two days after": case(
        "dues.renewal",
        {"mode": "rolling", "due": "2025-09-30", "today": "2025-10-02"},
        {"propose": "next period"},
        {"begin": "2025-10-02"},
    ),
    "an overlap that encloses": case(
        "dues.overlap",
        {"existing": ["2025-06-15", "2026-06-14"]},
        {"add": ["2025-07-01", "2025-07-31"]},
        {"refused": True, "message_names": "2025-06-15 (the period that encloses it)"},
    ),
    "an overlap that is enclosed": case(
        "dues.overlap",
        {"existing": ["2025-07-01", "2025-07-31"]},
        {"add": ["2025-06-15", "2026-06-14"]},
        {"refused": True, "message_names": "2025-07-01 (the period inside it)"},
    ),
    "an overlap of one day": case(
        "dues.overlap",
        {"existing": ["2025-06-15", "2026-06-14"]},
        {"add": ["2026-06-14", "2027-06-13"]},
        {"refused": True},
    ),
    "periods side by side": case(
        "dues.overlap",
        {"existing": ["2025-06-15", "2026-06-14"]},
        {"add": ["2026-06-15", "2027-06-14"]},
        {"refused": False},
    ),
    "a period before another": case(
        "dues.overlap",
        {"existing": ["2025-06-15", "2026-06-14"]},
        {"add": ["2024-06-15", "2025-06-14"]},
        {"refused": False},
    ),
    "an end before its start": case(
        "dues.validation",
        {"start": "2025-01-02", "end": "2025-01-01"},
        {"save": True},
        {"error": "end must be after start"},
    ),
    "nobody covered": case(
        "membership.org",
        {"organisation_membership": "type that covers nobody", "employees": 3},
        {"create": "organisation membership"},
        {"covered_people": 0},
    ),
    "fewer seats than people": case(
        "membership.org",
        {"organisation_membership": "type that covers employees", "employees": 3, "max_covered": 2},
        {"create": "organisation membership"},
        {"covered_people": 2},
    ),
    "no seat left for a newcomer": case(
        "membership.org",
        {"max_covered": 2, "covered": ["A", "B"], "new_employee": "C"},
        {"recompute": "coverage"},
        {"covered": ["A", "B"]},
    ),
    "through an employer in grace": case(
        "membership.org",
        {"employee_membership": "inherited from employer", "stored": "Current", "dates_say": "Grace"},
        {"run": "nightly status job"},
        {"status": "Grace"},
    ),
    "set aside until yesterday": case(
        "membership.override", {"override": "until past date"}, {"ask": "is overridden"}, {"result": False}
    ),
    "not set aside": case("membership.override", {"override": "none"}, {"ask": "is overridden"}, {"result": False}),
    "a party that fits exactly": party(2, [2, 1], [1]),
    "a party too big stops the others": party(1, [2, 1], []),
    "a party too big lets the others pass": party(1, [2, 1], [2], skip=True),
    "two parties, the second too big": party(3, [2, 2, 1], [1]),
    "two parties, the second passed by": party(3, [2, 2, 1], [1, 3], skip=True),
    "a full session stops everybody": party(0, [1, 1], []),
    "office hours to the minute": hours("2015-06-17T20:00", "2015-06-17T20:00"),
    "a minute after closing": hours("2015-06-17T20:01", "2015-06-18T08:00"),
    "before opening": hours("2015-06-17T07:59", "2015-06-17T08:00"),
    "Friday evening": hours("2015-06-19T20:30", "2015-06-22T08:00"),
    "Sunday at midnight": hours("2015-06-21T00:00", "2015-06-22T08:00"),
    "open on Tuesdays": hours("2015-06-17T10:00", "2015-06-23T09:00", "Tue-Tue 09-12"),
    "over the change of clocks": hours("2015-03-28T23:30", "2015-03-30T08:00"),
    "valid dues": gate("valid", True),
    "no dues": gate("none", False),
    "last year's dues": gate("expired", False),
    "next year's dues": gate("starts later", False),
    "dues given back": gate("refunded", False),
    "dues announced": gate("announced", False),
    "withdrawn when complete": move("complete", "withdraw", "withdrawn"),
    "withdrawn when pending": move("pending", "withdraw", "withdrawn"),
    "withdrawn twice": move("withdrawn", "withdraw", NO_SUCH),
    "rejected when pending": move("pending", "reject", "rejected"),
    "rejected when complete": move("complete", "reject", NO_SUCH),
    "rejected twice": move("rejected", "reject", NO_SUCH),
    "approved when pending": move("pending", "approve", "complete"),
    "approved when complete": move("complete", "approve", NO_SUCH),
    "approved when rejected": move("rejected", "approve", NO_SUCH),
    "approved when withdrawn": move("withdrawn", "approve", NO_SUCH),
    "approved without dues": move("unpaid", "approve", NO_SUCH),
    "paid when unpaid": move("unpaid", "pay", "complete"),
    "paid when rejected": move("rejected", "pay", "rejected"),
    "paid when withdrawn": move("withdrawn", "pay", "withdrawn"),
    "restored when withdrawn": move("withdrawn", "restore", "complete"),
    "restored when rejected": move("rejected", "restore", "pending"),
    "restored when it stands": move("complete", "restore", NO_SUCH),
    "withdrawn and asked again": case(
        "registration.duplicates",
        {"own_registration": "withdrawn", "form": "open"},
        {"self_register": True},
        {"allowed": True},
    ),
    "pending and asked again": case(
        "registration.duplicates",
        {"own_registration": "pending", "form": "open"},
        {"self_register": True},
        {"allowed": False},
    ),
    "unpaid and asked again": case(
        "registration.duplicates",
        {"own_registration": "unpaid", "form": "open"},
        {"self_register": True},
        {"allowed": False},
    ),
    "closed": case(
        "registration.open", {"form": "closed", "invited": False}, {"self_register": True}, {"allowed": False}
    ),
    "closed but invited": case(
        "registration.open", {"form": "closed", "invited": True}, {"self_register": True}, {"allowed": True}
    ),
    "paid late, in time": case(
        "registration.late_payment",
        {"order": "pending past its deadline", "places_left": 0},
        {"mark": "paid"},
        {"paid": True},
    ),
    "paid late, with a place left": case(
        "registration.late_payment", {"order": "expired", "places_left": 1}, {"mark": "paid"}, {"paid": True}
    ),
    "paid late, without a place": case(
        "registration.late_payment", {"order": "expired", "places_left": 0}, {"mark": "paid"}, {"paid": False}
    ),
    "a quota of pending ones": case(
        "registration.capacity", {"size": 2, "pending": 2}, {"ask": "availability"}, {"state": "ordered", "left": 0}
    ),
    "a quota with one left": case(
        "registration.capacity",
        {"size": 3, "paid": 1, "pending": 1, "cancelled": 4},
        {"ask": "availability"},
        {"state": "ok", "left": 1},
    ),
    "a quota behind a queue": case(
        "registration.capacity", {"size": 3, "paid": 1, "waiting": 1}, {"ask": "availability"}, {"left": 1}
    ),
    "not full": case(
        "registration.capacity", {"max": 2, "registered": 1}, {"ask": "is the event full"}, {"full": False}
    ),
    "a limit of withdrawn ones": case(
        "registration.capacity",
        {"limit": 1, "registrations": ["withdrawn", "rejected"]},
        {"someone_else_registers": True},
        {"allowed": True},
    ),
    "a limit of unpaid ones": case(
        "registration.capacity",
        {"limit": 1, "registrations": ["unpaid"]},
        {"someone_else_registers": True},
        {"allowed": False},
    ),
    "an entry that waits is taken back": case("waitlist", {"entry": "waiting"}, {"cancel": True}, {"refused": False}),
    "an offer is declined": case("waitlist", {"entry": "offered"}, {"cancel": True}, {"refused": False}),
    "an offer accepted is no offer": case("waitlist", {"entry": "offer accepted"}, {"cancel": True}, {"refused": True}),
    "an offer that lapsed, asked again": case(
        "waitlist", {"entry": "offer expired"}, {"join": {"same_email": True}}, {"accepted": True}
    ),
    "an offer declined, asked again": case(
        "waitlist", {"entry": "offer declined"}, {"join": {"same_email": True}}, {"accepted": True}
    ),
    "a list that goes on until its stop": case(
        "waitlist",
        {"left": 7, "auto_stops": "20 minutes before start", "now": "before that"},
        {"promote": "automatic"},
        {"served": 7},
    ),
    "waiting for another session": case(
        "waitlist", {"waiting": "a@x.example for P"}, {"join": "a@x.example for Q"}, {"refused": False}
    ),
    "the same address in capitals": case(
        "waitlist", {"waiting": "a@x.example for P"}, {"join": "A@X.EXAMPLE for P"}, {"refused": True}
    ),
    "an address in capitals": case(
        "dedupe.email", {"email": "Prenom.Nom@EXAMPLE.com"}, {"normalise": True}, {"email": "Prenom.Nom@example.com"}
    ),
}
