"""A session written as a page and read again is the same session."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from capcli.domain.records import Amount, Contact, Place, Price, Session, Slot, Speaker, Step
from capcli.pages.reading import read_page
from capcli.pages.writing import FIELDS, page_of

TODAY = dt.date(2024, 1, 15)
NO_BREAKS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn"))
FREE = st.text(NO_BREAKS, min_size=1, max_size=25).map(lambda text: " ".join(text.split())).filter(bool)
MEANT = st.sampled_from(
    "12 mars 2024|en ligne|Maison du Parc|La Fabrique|30 places|Gratuit|20 €|9h : accueil|à Die|26150 Die|Lieu : Crest|*étoile*|"
    "1. un|# titre|- tiret|webinaire Zoom|Programme|Contact : moi|a, b|`code`|<b>x</b>|&amp;|Annulé|avant le 3 mai|(5 mars 2024)|—|"
    "Camille Vernet|chargée de mission|Cap Exemple|élus, techniciens et habitants|Comprendre les enjeux ;|objectifs :|http://x.example".split("|")
)
TEXTS = st.one_of(MEANT, FREE)
DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2080, 12, 31))
HOURS = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


@st.composite
def slots(draw):
    """Slots in the order and the shape in which they are kept."""
    made = {}
    for day in draw(st.lists(DAYS, unique=True, max_size=4)):
        start = draw(st.none() | HOURS)
        end = draw(st.none() | HOURS) if start else None
        span = draw(st.sampled_from([0, 0, 0, 2]))
        last = day + dt.timedelta(days=span)
        if start and end and end <= start and not span:
            end = None
        made[day] = Slot(date=day, end_date=last, start=start, end=end)
    return [made[day] for day in sorted(made)]


def some(strategy):
    return st.none() | strategy


def few(strategy):
    return st.lists(strategy, max_size=3)


NO_COMMA = TEXTS.map(lambda text: text.replace(",", "").strip()).filter(bool)
SPEAKERS = st.builds(Speaker, name=TEXTS, role=some(TEXTS), organisation=some(NO_COMMA), confirmed=st.booleans())
PLACES = st.builds(Place, name=some(TEXTS), address=some(TEXTS), postcode=some(st.sampled_from(["07400", "4000", "26150"])), city=some(TEXTS))
AMOUNTS = st.builds(Amount, cents=st.integers(0, 500_000), currency=st.sampled_from(["EUR", "CHF"]), audience=some(TEXTS))
PRICES = st.builds(Price, kind=st.sampled_from(["free", "paid", "tiered", "dues_required"]), amounts=few(AMOUNTS))
CONTACTS = st.builds(
    Contact,
    name=some(TEXTS),
    phones=few(st.sampled_from(["+33475781715", "+33639984567", "+3222345678"])),
    emails=few(st.sampled_from(["a.b@cap.example", "formations@exemple.example"])),
)
SESSIONS = st.builds(
    Session,
    code=st.just("x"),
    title=TEXTS,
    slots=slots(),
    mode=some(st.sampled_from(["online", "onsite", "hybrid"])),
    place=some(PLACES),
    capacity=some(st.integers(1, 900)),
    minimum=some(st.integers(1, 900)),
    last_day_to_register=some(DAYS),
    requires_dues=some(st.booleans()),
    registration_required=some(st.booleans()),
    registration_url=some(st.sampled_from(["https://formulaires.example/x", "https://x.example/a(b)?c=d&e=é", "http://www.example/#top"])),
    price=some(PRICES),
    speakers=few(SPEAKERS),
    contact=some(CONTACTS),
    audience=few(TEXTS),
    objectives=few(TEXTS),
    programme=few(st.builds(Step, title=TEXTS, time=some(HOURS))),
    follows=few(DAYS).map(lambda days: sorted(set(days))),
    why=some(TEXTS),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(session=SESSIONS, language=st.sampled_from(["fr", "en"]))
@example(session=Session(code="x", title="(5 mars 2024)"), language="fr")
def test_a_written_page_reads_back(session, language):
    """Whatever the texts hold, the page gives every field of the session again."""
    reading = read_page(page_of(session, language), today=TODAY)
    assert len(reading.sessions) == 1
    read = reading.sessions[0]
    assert {field: getattr(read, field) for field in ("title", *FIELDS)} == {
        field: getattr(session, field) for field in ("title", *FIELDS)
    }
