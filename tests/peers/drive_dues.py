"""Cases on dues: where a period ends, what a payment may be, who is late and when they are called."""

import datetime as dt
import re

from peer_cases import Case, drives
from peer_world import NAMES, World, day

from capcli.domain.reminders import Call, threshold_due

STATUSES = {
    "never contributed": "never",
    "exempt": "exempt",
    "impending": "current",
    "up to date": "current",
    "late": "lapsed",
    "no longer member": "lapsed",
}
NEXT_DAY = dt.timedelta(days=1)


def configured(world: World, mode: str) -> None:
    """The settings that a peer's mode means."""
    if rolling := re.fullmatch(r"rolling(?: (\d+) months)?", mode):
        world.config(dues_period="rolling", dues_length_months=rolling[1] or "12")
        return
    fixed = re.fullmatch(r"fixed, year starts (\d\d)/(\d\d)", mode)
    assert fixed, mode
    world.config(dues_period="calendar", dues_year_start=f"{fixed[2]}-{fixed[1]}")


def rated(world: World, cents: int = 2000, length: str | None = None) -> None:
    own = ("--length", length) if length else ()
    world.do("dues", "rate", "set", "Base", "--amount", f"{cents / 100:.2f}", "--payer", "person", *own)


def payer(world: World) -> None:
    rated(world)
    world.person()


def newest(world: World) -> dict:
    return max(world.json("dues", "list"), key=lambda one: one["id"])


def periods(world: World) -> list[tuple[str, str]]:
    return sorted((one["from"], one["until"]) for one in world.json("dues", "list") if one["from"])


@drives("dues.end", given="mode begin", when="compute", known="offered_months", only=lambda case: "end" in case.then)
def end_of_a_period(case: Case, world: World) -> None:
    """In the last months offered, the next year comes with it."""
    assert case.when["compute"] == "end"
    configured(world, case.given["mode"])
    if "offered_months" in case.given:
        world.config(dues_offered_months=str(case.given["offered_months"]))
    payer(world)
    world.do("dues", "pay", "P1", today=case.given["begin"])
    assert newest(world)["until"] == case.then["end"]


@drives("dues.end", given="mode", when="compute", only=lambda case: "error" in case.then)
def no_way_to_an_end(case: Case, world: World) -> None:
    """What a peer finds out at the payment cannot be set here: a length and a first day are always known."""
    assert (case.given["mode"], case.when["compute"]) == (
        "neither rolling length nor year start configured",
        "end",
    )
    refusals = [world.refused("config", "set", key, "", code=2) for key in ("dues.length_months", "dues.year_start")]
    assert all("dues." in said for said in refusals) is (case.then["error"] == "cannot define end date")
    payer(world)
    world.do("dues", "pay", "P1")
    assert newest(world)["until"] == "2023-12-31"


@drives("dues.donation", given="type end_given", when="save")
def a_donation_is_not_dues(case: Case, world: World) -> None:
    """It has no period, and the last day covered stays what it was."""
    assert (case.given["type"], case.given["end_given"], case.when["save"]) == ("donation", "any date", True)
    payer(world)
    world.do("dues", "pay", "P1", "--year", "2023")
    before = world.json("status", "P1")["until"]
    refused = world.cap("dues", "pay", "P1", "--donation", "--amount", "5", "--until", "2030-01-01")
    assert refused.code in (1, 2), "a donation with a period is a contradiction"
    world.do("dues", "pay", "P1", "--donation", "--amount", "5")
    assert newest(world)["until"] == case.then["end"]
    after = world.json("status", "P1")["until"]
    assert ("unchanged" if after == before else after) == case.then["membership_due_date"]


@drives("dues.amount", given="amount", when="save")
def an_amount(case: Case, world: World) -> None:
    """A rate may be of nothing; an amount that is not its rate's is another matter."""
    assert case.when["save"] == "contribution"
    rated(world, cents=case.given["amount"] * 100)
    world.person()
    done = world.cap("dues", "pay", "P1", "--amount", str(case.given["amount"]))
    assert (done.code == 0) is case.then["accepted"]
    assert world.json("status", "P1")["up_to_date"] is case.then["accepted"]


def said(text: str) -> str:
    """A day as the English texts say it."""
    return f"{day(text):%-d %B %Y}"


@drives("dues.overlap", given="existing", when="add")
def an_overlap(case: Case, world: World) -> None:
    """Two payments of one payer share no day; the period in the way is named."""
    payer(world)
    first, last = case.given["existing"]
    world.do("dues", "pay", "P1", "--from", first, "--until", last, today=first)
    since, until = case.when["add"]
    done = world.cap("dues", "pay", "P1", "--from", since, "--until", until, today=max(first, since))
    assert (done.code == 1) is case.then["refused"]
    if "message_names" in case.then:
        named = case.then["message_names"][:10]
        assert f"{day(named):%-d %B}" in done.err
        assert str(day(named).year) in done.err


@drives("dues.renewal", given="mode due today", when="propose")
def the_next_rolling_period(case: Case, world: World) -> None:
    """The day after what is paid while it lasts, the day of payment once it is over."""
    assert case.when["propose"] == "next period"
    configured(world, case.given["mode"])
    payer(world)
    until = day(case.given["due"])
    since = until.replace(year=until.year - 1) + NEXT_DAY
    world.do("dues", "pay", "P1", "--from", str(since), today=str(since))
    assert periods(world) == [(str(since), str(until))]
    world.do("dues", "pay", "P1", today=case.given["today"])
    assert newest(world)["from"] == case.then["begin"]


@drives("dues.renewal", given="previous today", when="propose")
def after_a_period_of_older_data(case: Case, world: World) -> None:
    """One that ends on the anniversary itself: the next begins the day after all the same, and does not overlap."""
    assert case.when["propose"] == "next period"
    assert case.diverges
    world.config(dues_period="rolling")
    payer(world)
    first, last = case.given["previous"]
    world.do("dues", "pay", "P1", "--from", first, "--until", last, today=first)
    done = world.cap("dues", "pay", "P1", today=case.given["today"])
    assert (done.code == 1) is case.then["overlap_error"]
    assert day(newest(world)["from"]) == day(last) + NEXT_DAY
    assert case.then["begin"] == last, "what the peer proposes, and cap does not"


@drives("dues.renewal", given="previous_end period today", when="propose")
def a_late_renewal(case: Case, world: World) -> None:
    """Late, it begins on the day of payment: what nobody paid is not made up."""
    assert case.when["propose"] == "start"
    world.config(dues_period="rolling")
    rated(world, length=case.given["period"])
    world.person()
    until = day(case.given["previous_end"])
    since = until.replace(year=until.year - 1) + NEXT_DAY
    world.do("dues", "pay", "P1", "--from", str(since), "--until", str(until), today=str(since))
    world.do("dues", "pay", "P1", today=case.given["today"])
    begins = newest(world)["from"]
    assert ("not back-dated" if begins == case.given["today"] else begins) == case.then["start"]


@drives("dues.status", given="due", when="status_on", known="active exempt")
def status_by_the_last_day(case: Case, world: World) -> None:
    """Whether an account is active is nothing here: who is late and who left are both lapsed."""
    payer(world)
    if case.given["due"] is not None:
        until = day(case.given["due"])
        since = until.replace(year=until.year - 1) + NEXT_DAY
        world.do("dues", "pay", "P1", "--from", str(since), "--until", str(until), today=str(since))
    if case.given.get("exempt"):
        world.do("dues", "exempt", "P1", "--reason", "founder")
    if "active" in case.given:
        assert case.given["active"] in (True, False)
    known = world.json("status", "P1", "--on", case.when["status_on"], today=case.when["status_on"])
    assert known["status"] == STATUSES[case.then["status"]]
    if "up_to_date" in case.then:
        assert known["up_to_date"] is case.then["up_to_date"]
    if "text" in case.then:
        assert (known["until"] == known["on"]) is (case.then["text"] == "last day")


@drives("dues.reminders", given="thresholds days_to_due reminders_sent", when="list")
def calls_due_today(case: Case, world: World) -> None:
    """A threshold asks once; those before the last day are for the time before it."""
    assert case.when["list"] == "reminders due today"
    today = day(world.today)
    until = today + dt.timedelta(days=case.given["days_to_due"])
    before, after = case.given["thresholds"]["before"], case.given["thresholds"]["after"]
    sent = [re.fullmatch(r"(?:impending|late), (\d+) days? ago", one) for one in case.given["reminders_sent"]]
    calls = [Call(on=today - dt.timedelta(days=int(found[1]))) for found in sent if found]
    assert len(calls) == len(sent)
    found = threshold_due(until, today, sorted([*(-days for days in before), *after]), calls)
    assert (0 if found is None else 1) == case.then["reminders"]
    if "kind" in case.then:
        assert found is not None
        assert ("late" if found > 0 else "impending") == case.then["kind"]


@drives("dues.validation", given="start end", when="save")
def an_end_after_its_start(case: Case, world: World) -> None:
    """A period typed by hand that ends where it begins is a slip."""
    assert case.when["save"] is True
    payer(world)
    typed = ("dues", "pay", "P1", "--from", case.given["start"], "--until", case.given["end"])
    done = world.cap(*typed, today=max(case.given["start"], world.today))
    assert (done.code in (1, 2)) is (case.then["error"] == "end must be after start")
    assert world.json("dues", "list") == []


@drives("dues.duplicates", given="existing", when="bulk_subscribe")
def several_at_once_with_one_who_has_it(case: Case, world: World) -> None:
    """All or nobody, and who stands in the way is named; the same payment is not kept twice either."""
    assert case.given["existing"] == "same person, service, fee and date"
    assert case.when["bulk_subscribe"] == ["that person", "others"]
    payer(world)
    for name in NAMES[1:3]:
        world.do("person", "add", name)
    world.do("dues", "pay", "P1")
    world.do("session", "new", "--title", "Atelier", "--date", "2023-11-28", "--yes")
    world.do("register", "S1", "P1")
    error = world.refused("register", "S1", "P2", "P1", "P3")
    twice = world.refused("dues", "pay", "P1")
    stored = len(world.json("attendees", "S1")) - 1 + len(world.json("dues", "list")) - 1
    assert stored == case.then["stored"]
    named = "P1" in error and "D1" in twice
    assert named is (case.then["message"] == "lists the people already subscribed")
