"""The status of somebody worked out a second time, day by day and without a cover, a ledger or a cache."""

import datetime as dt

from desk_making import Bench
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.records import AFFILIATIONS, DUES, Affiliation, Dues
from capcli.services.standings import for_everybody, organisation_standing, standing_of
from capcli.settings import choose

BASE = dt.date(2023, 1, 1)
days = st.integers(0, 400).map(lambda number: BASE + dt.timedelta(days=number))
spans = st.tuples(days, st.integers(0, 365)).map(
    lambda one: (one[0] - dt.timedelta(days=200), one[0] + dt.timedelta(days=one[1] - 200))
)
entries = st.tuples(
    st.sampled_from(["payment", "payment", "payment", "promise", "part", "donation", "call", "lifetime"]),
    spans,
    st.sampled_from([None, None, None, "cancelled", "refunded", "part refunded", "refund cancelled"]),
    st.sampled_from([None, 2, 1, 0]),
)
ties = st.tuples(st.integers(0, 1), st.sampled_from([0, 0, 1, 2, 3]), spans, st.booleans(), st.integers(0, 300))


class Town:
    """A person and two colleagues, two organisations, what each paid, and who belongs where."""

    def __init__(self, mine, theirs, belonging, policy):
        self.bench = Bench()
        self.grace, self.tolerance, self.promise_counts = policy
        self.bench.change(self.chosen)
        self.people = self.bench.people(4)
        self.organisations = [self.bench.organisation(f"Mairie {name}") for name in ("de Die", "de Crest")]
        self.ties = []
        for organisation, person, (since, until), is_open, typed in belonging:
            tie = Affiliation(
                person=self.people[person],
                organisation=self.organisations[organisation],
                since=since,
                until=None if is_open else until,
                entered_on=BASE + dt.timedelta(days=typed),
            )
            if not any(same_two(tie, other) and shares_a_day(tie, other) for other in self.ties):
                self.ties.append(self.bench.put(AFFILIATIONS, tie))
        self.paid = {("person", self.people[0]): self.entered(mine, "person", self.people[0])}
        for number, organisation in enumerate(self.organisations):
            self.paid["organisation", organisation] = self.entered(theirs[number], "organisation", organisation)

    def chosen(self, tx):
        choose(tx, "dues.grace_days", str(self.grace))
        choose(tx, "dues.tolerance_until", self.tolerance)
        choose(tx, "dues.promise_counts", self.promise_counts)

    def entered(self, made, payer, number):
        """The records kept, and as `(kind, since, until, seats)` those that stand in the end."""
        standing, taken = [], []
        for kind, (since, until), ends, seats in made:
            until = None if kind == "lifetime" else until
            last = until or dt.date.max
            if kind not in ("donation", "call") and any(since <= b and a <= last for a, b in taken):
                continue
            taken += [] if kind in ("donation", "call") else [(since, last)]
            seats = seats if payer == "organisation" else None
            period = {} if kind == "donation" else {"since": since, "until": until}
            about = {payer: number, "paid_on": BASE, "rate": "base", "seats": seats, **period}
            cents = 900 if kind == "part" else 2000
            name = kind if kind in ("promise", "donation", "call") else "payment"
            due = 2000 if name in ("payment", "promise") else 0
            one = self.bench.put(DUES, Dues(kind=name, cents=cents, due_cents=due, **about))
            if name not in ("payment", "promise") or (name == "promise" and ends != "cancelled"):
                ends = None
            self.took_back(one, ends, about)
            if name in ("payment", "promise") and kind != "part" and ends in (None, "refund cancelled"):
                standing.append((name, since, last, seats))
        return standing

    def took_back(self, one, ends, about):
        about = about | {"of": one.id, "reason": "why"}
        if ends == "cancelled":
            self.bench.put(DUES, Dues(kind="cancellation", cents=-one.cents, **about))
        elif ends is not None:
            cents = -1 if ends == "part refunded" else -one.cents
            refund = self.bench.put(DUES, Dues(kind="refund", cents=cents, **about))
            if ends == "refund cancelled":
                self.bench.put(DUES, Dues(kind="cancellation", cents=-cents, **(about | {"of": refund.id})))

    def covers(self, payer, on, kind="payment"):
        return [one for one in self.paid[payer] if one[0] == kind and one[1] <= on <= one[2]]

    def through(self, on, reaches):
        """Whether something of an organisation that the person belongs to on the day reaches them."""
        for organisation in self.organisations:
            here = [tie for tie in self.ties if tie.organisation == organisation and is_there(tie, on)]
            here.sort(key=lambda tie: (max(tie.since, tie.entered_on), tie.since, tie.id))
            order = list(dict.fromkeys(tie.person for tie in here))
            if self.people[0] in order:
                place = order.index(self.people[0])
                if any(seats is None or place < seats for *_, seats in reaches(("organisation", organisation))):
                    return True
        return False

    def in_grace(self, payer, on):
        """The covers of a payer of which the day is a day of grace, or of tolerance."""
        found = [one for one in self.paid[payer] if one[0] == "payment" and one[2] < on]
        late = [one for one in found if (on - one[2]).days <= self.grace]
        begins = dt.date(on.year, 1, 1)
        eve = begins - dt.timedelta(days=1)
        if self.tolerance and f"{on:%m-%d}" <= self.tolerance:
            late += [one for one in found if one[1] <= eve <= one[2]]
        return late

    def belonged(self, on):
        """Whether an organisation's payment ever reached the person before the day."""
        for tie in self.ties:
            if tie.person != self.people[0]:
                continue
            for _, since, until, _seats in self.paid["organisation", tie.organisation]:
                first, last = max(since, tie.since), min(until, tie.until or dt.date.max)
                day = first
                while day <= min(last, on - dt.timedelta(days=1)):
                    if self.through(day, lambda payer, day=day: self.covers(payer, day)):
                        return True
                    day += dt.timedelta(days=1)
        return False

    def status(self, on):
        me = ("person", self.people[0])
        if self.covers(me, on):
            return "current"
        if self.through(on, lambda payer: self.covers(payer, on)):
            return "covered"
        if self.covers(me, on, "promise") or self.through(on, lambda payer: self.covers(payer, on, "promise")):
            return "promised"
        if self.in_grace(me, on) or self.through(on, lambda payer: self.in_grace(payer, on)):
            return "grace"
        if any(one[0] == "payment" and one[2] < on for one in self.paid[me]) or self.belonged(on):
            return "lapsed"
        return "never"


def is_there(tie, on):
    return tie.since <= on <= (tie.until or dt.date.max)


def same_two(one, other):
    return (one.person, one.organisation) == (other.person, other.organisation)


def shares_a_day(one, other):
    return one.since <= (other.until or dt.date.max) and other.since <= (one.until or dt.date.max)


towns = st.builds(
    Town,
    st.lists(entries, max_size=2),
    st.tuples(st.lists(entries, min_size=1, max_size=3), st.lists(entries, max_size=2)),
    st.lists(ties, min_size=2, max_size=6),
    st.tuples(
        st.sampled_from([45, 0, 1]), st.sampled_from(["", "03-31"]), st.sampled_from(["nothing", "registration"])
    ),
)


@given(town=towns, asked=st.lists(days, min_size=4, max_size=8))
@settings(max_examples=120, deadline=None)
def test_status_agrees(town, asked):
    """Asked of one person or of everybody at once; promised and in grace count as the settings say."""
    read = town.bench.store.read()
    everybody = for_everybody(read)
    for on in asked:
        known = standing_of(read, town.people[0], on)
        assert known.status == town.status(on), on
        assert known == everybody.of_person(town.people[0], on)
        graced = known.status == "promised" and (
            town.in_grace(("person", town.people[0]), on)
            or town.through(on, lambda payer, on=on: town.in_grace(payer, on))
        )
        counts = {"promised": town.promise_counts == "registration" or bool(graced), "lapsed": False, "never": False}
        assert known.up_to_date == counts.get(known.status, True)
        assert known.votes == (known.status == "current")
        if known.through is not None:
            assert known.through in town.organisations
            assert organisation_standing(read, known.through, on).status != "never"
