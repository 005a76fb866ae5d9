"""A session written as a page and read again is the same session."""

import datetime as dt

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from capcli.domain.records import Amount, Contact, Place, Price, Session, Slot, Speaker, Step
from capcli.pages.reading import read_page
from capcli.pages.writing import FIELDS, page_of

TODAY = dt.date(2024, 1, 15)
NO_BREAKS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn"))
FREE = st.text(NO_BREAKS, min_size=1, max_size=25).map(lambda text: " ".join(text.split())).filter(bool)
MEANT = st.sampled_from(
    [
        "12 mars 2024", "en ligne", "Maison du Parc", "La Fabrique", "30 places", "Gratuit", "20 €", "9h : accueil",
        "à Die", "26150 Die", "Lieu : Crest", "*étoile*", "1. un", "# titre", "- tiret", "webinaire Zoom", "Programme",
        "Contact : moi", "a, b", "`code`", "<b>x</b>", "&amp;", "Annulé", "avant le 3 mai", "(5 mars 2024)", "—",
        "Camille Vernet", "chargée de mission", "Cap Exemple", "élus, techniciens et habitants", "objectifs :",
        "Comprendre les enjeux ;", "http://x.example", "Avec Anna Modèle", "Ville : `Die`", "|", "Au programme :",
    ]
)  # fmt: skip
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
POSTCODES = st.sampled_from(["07400", "4000", "26150"])
URLS = st.sampled_from(["https://formulaires.example/x", "https://x.example/a(b)?c=d&e=é", "http://www.example/#top"])
PLACES = st.builds(Place, name=some(TEXTS), address=some(TEXTS), postcode=some(POSTCODES), city=some(TEXTS))
CURRENCIES = st.sampled_from(["EUR", "CHF"])
AMOUNTS = st.builds(Amount, cents=st.integers(0, 500_000), currency=CURRENCIES, audience=some(TEXTS))
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
    registration_url=some(URLS),
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


def ordinary() -> Session:
    """A session such as coordinators type them."""
    return Session(
        code="x",
        title="Ouvrir un commerce de village",
        slots=[Slot(date=dt.date(2026, 11, 19), end_date=dt.date(2026, 11, 19), start="09:30", end="12:30")],
        mode="onsite",
        place=Place(name="Maison des associations", address="4 rue du Lavoir", postcode="07999", city="Val-Imaginé"),
        capacity=7,
        last_day_to_register=dt.date(2026, 11, 12),
        requires_dues=True,
        registration_required=True,
        registration_url="https://form.example/1",
        price=Price(kind="dues_required"),
        speakers=[Speaker(name="Solène Astier", role="chargée de mission", organisation="Les Haltes du Plateau")],
        contact=Contact(name="Camille Vernet", phones=["+33465714012"], emails=["sessions@cap-exemple.example"]),
        audience=["élus de communes rurales", "bénévoles"],
        objectives=["Situer les formes juridiques possibles"],
        programme=[Step(title="Accueil", time="09:30"), Step(title="Deux récits", time="10:00")],
        follows=[dt.date(2026, 9, 17), dt.date(2026, 10, 8)],
        headings={"speakers": "Intervenantes"},
    )


def test_an_ordinary_session_makes_an_ordinary_page():
    """Sentences of published pages, the page's own headings, and nothing between backquotes."""
    page = page_of(ordinary(), "fr")
    assert "`" not in page
    assert page.startswith("# Ouvrir un commerce de village\n")
    for line in (
        "## Intervenantes",
        "- **Jeudi 19 novembre 2026, 9h30-12h30**",
        "- Lieu : Maison des associations, 4 rue du Lavoir, 07999 Val-Imaginé",
        "- Participation soumise à la cotisation annuelle",
        "- Inscription obligatoire sur le [formulaire en ligne](https://form.example/1) jusqu’au 12 novembre 2026",
        "- Solène Astier, chargée de mission, Les Haltes du Plateau",
    ):
        assert line in page.splitlines()


def test_the_page_of_an_english_session_is_english():
    """Without headings of its own, a page is written in the language asked for."""
    page = page_of(replace(ordinary(), headings={}), "en")
    assert "`" not in page
    assert "## Speakers" in page.splitlines()
    assert "- **Thursday 19 November 2026, 09:30-12:30**" in page.splitlines()


def test_what_a_sentence_would_betray_is_said_literally():
    """A town called like a day stays a town."""
    place = Place(name="12 mars 2024", city="Gratuit")
    page = page_of(replace(ordinary(), place=place), "fr")
    assert "- Nom du lieu : `12 mars 2024`" in page.splitlines()
    assert read_page(page, today=TODAY).sessions[0].place == place
