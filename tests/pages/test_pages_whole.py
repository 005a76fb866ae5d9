"""Whole pages in the layouts that networks publish, Markdown and HTML: what is read of each."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.records import Step
from capcli.pages.decoding import looks_like_html
from capcli.pages.reading import read_page

TODAY = dt.date(2024, 1, 15)


def read(text: str):
    """The sessions and warnings of a page."""
    return read_page(text, is_html=looks_like_html(text), today=TODAY)


def days(session):
    """The slots in short."""
    return [f"{slot.date} {slot.start}-{slot.end}" for slot in session.slots]


def place(session):
    """The place in short."""
    found = session.place
    return found and (found.name, found.address, found.postcode, found.city)


def names(session):
    """The speakers in short."""
    return [(speaker.name, speaker.role, speaker.organisation) for speaker in session.speakers]


TRAINING = """# Animer une réunion participative

**Durée :** 2 jours (14 heures)
**Dates :** 14 et 15 mars 2024, 9h30-12h30 et 14h-17h30
**Lieu :** Tiers-lieu La Coopé, 5 avenue de la Gare, 42000 Saint-Étienne
**Tarifs :** 600 € (entreprises), 300 € (associations), 150 € (particuliers)
**Effectif :** de 6 à 12 personnes

## Public
Salarié·es et bénévoles d'associations, élu·es, agents de collectivités

## Prérequis
Aucun

## Objectifs pédagogiques
À l'issue de la formation, vous serez capable de :
- Préparer une réunion
- Choisir une méthode adaptée

## Contenu
### Jour 1
- Les postures
### Jour 2
- Mise en pratique

## Formatrice
Julie Modèle, formatrice en éducation populaire

## Contact
Accueil de l'association
Tél : 04 77 00 00 00
formation@coope.example

Date limite d'inscription : 1er mars 2024
"""


def test_labelled_lines_and_sections():
    """Labels inside one paragraph each stand for themselves; sections follow."""
    session = read(TRAINING).sessions[0]
    assert days(session) == [
        "2024-03-14 09:30-12:30",
        "2024-03-14 14:00-17:30",
        "2024-03-15 09:30-12:30",
        "2024-03-15 14:00-17:30",
    ]
    assert place(session) == ("Tiers-lieu La Coopé", "5 avenue de la Gare", "42000", "Saint-Étienne")
    assert session.price.kind == "tiered"
    assert [amount.audience for amount in session.price.amounts] == ["entreprises", "associations", "particuliers"]
    assert (session.capacity, session.minimum) == (12, 6)
    assert session.last_day_to_register == dt.date(2024, 3, 1)
    assert session.objectives == ["Préparer une réunion", "Choisir une méthode adaptée"]
    assert session.programme == [Step(title="Les postures"), Step(title="Mise en pratique")]
    assert names(session) == [("Julie Modèle", "formatrice en éducation populaire", None)]
    assert session.contact.emails == ["formation@coope.example"]


SAVED = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<title>Journée d'échanges : habitat participatif - Réseau Exemple</title>
<meta property="og:site_name" content="Réseau Exemple">
<script>var d="12/12/2012 10h";</script><style>.x{}</style></head><body>
<header><a href="/">Réseau Exemple</a><nav><ul><li>Agenda</li><li>Inscription à la newsletter</li></ul></nav></header>
<div class="breadcrumb">Accueil &gt; Agenda &gt; 2021</div>
<main><article>
<h1>Journée d’échanges : habitat participatif</h1>
<p class="meta">Mardi 18 juin 2024 | 9h30 - 16h30</p>
<p>Comment les communes peuvent-elles aider&nbsp;? Depuis la loi du 24 mars 2014, les projets se multiplient.</p>
<h2>Programme de la journée</h2>
<ul><li>9h30 : Accueil café</li><li>10h00 : Ouverture par Luc Exemple, maire de Crest</li><li>14h – Visite</li></ul>
<h2>Informations pratiques</h2>
<table><tr><th>Lieu</th><td>Salle Coloriage, place Soubeyran, 26400 Crest</td></tr>
<tr><th>Public</th><td>Élus, techniciens, habitants</td></tr>
<tr><th>Participation</th><td>15 € (repas inclus)</td></tr></table>
<p>Inscription obligatoire avant le 10 juin : <a href="https://www.helloasso.com/associations/x/evenements/y">ici</a></p>
<p>Contact : <a href="mailto:contact@reseau.example?subject=x">écrire</a> – 04&nbsp;75&nbsp;00&nbsp;11&nbsp;22</p>
</article></main>
<aside><h3>À lire aussi</h3><p>Webinaire du 3 mai 2024</p></aside>
<footer>© 2019 Réseau Exemple – 12 rue X, 75001 Paris – Tél 01 02 03 04 05</footer></body></html>
"""


def test_a_page_saved_from_a_browser():
    """Menus, scripts, related pages and footers are not the session's."""
    reading = read(SAVED)
    session = reading.sessions[0]
    assert session.title == "Journée d’échanges : habitat participatif"
    assert days(session) == ["2024-06-18 09:30-16:30"]
    assert place(session) == ("Salle Coloriage", "place Soubeyran", "26400", "Crest")
    assert session.last_day_to_register == dt.date(2024, 6, 9)
    assert session.registration_url == "https://www.helloasso.com/associations/x/evenements/y"
    assert session.contact.emails == ["contact@reseau.example"]
    assert session.contact.phones == ["+33475001122"]
    assert [step.time for step in session.programme] == ["09:30", "10:00", "14:00"]
    assert session.audience == ["Élus", "techniciens", "habitants"]
    assert [(warning.code, warning.line) for warning in reading.warnings] == [("year_inferred", 17)]


def test_the_same_page_without_a_main_element():
    """Old sites mark nothing; their menus are lists and their footers blocks."""
    page = SAVED.replace("<main><article>", '<div id="content">').replace("</article></main>", "</div>")
    assert read(page).sessions == read(SAVED).sessions


ENGLISH = """# Working with volunteers

## Why this workshop?
Volunteers are the heart of rural life. It follows the webinar of 12 January 2024.

## Who is it for?
Open to trustees, staff and volunteers of small charities.

## Objectives
- Recruit volunteers
- Keep them

## Speakers
- Jane Example, director, Rural Network
- John Sample, trainer

## Practical information
- Thursday 14 March 2024, 10am-12:30pm, Village Hall, 2 Church Lane, Ambert
- Free for members, €20 for others
- Registration required by 7 March: https://forms.example/register-volunteers
- Limited to 20 places
- Contact: Jane Example, +33 4 75 78 17 15, jane@rural.example
"""


def test_an_english_page():
    """Headings, days, prices and deadlines in English."""
    session = read(ENGLISH).sessions[0]
    assert days(session) == ["2024-03-14 10:00-12:30"]
    assert place(session) == ("Village Hall", "2 Church Lane", None, "Ambert")
    assert [(amount.cents, amount.audience) for amount in session.price.amounts] == [(0, "members"), (2000, "others")]
    assert session.requires_dues is False
    assert session.last_day_to_register == dt.date(2024, 3, 7)
    assert session.audience == ["trustees", "staff", "volunteers of small charities"]
    assert names(session) == [("Jane Example", "director", "Rural Network"), ("John Sample", "trainer", None)]
    assert session.follows == [dt.date(2024, 1, 12)]
    assert session.contact.name == "Jane Example"


CYCLE = """# Cycle « Agir en collectif »

Trois webinaires pour les élu·es, de 12h30 à 13h30, gratuits, sur inscription.

## Webinaire 1 : La gouvernance partagée
**Mardi 6 février 2024**
Avec Anna Modèle, sociologue
[S'inscrire](https://x.example/1)

## Webinaire 2 : Décider ensemble
**Mardi 5 mars 2024**
Avec Luc Exemple, Université du Nous
[S'inscrire](https://x.example/2)
"""


def test_several_sessions_on_one_page():
    """Each has its day, its speakers and its form; the hours, the price and the mode are those of the cycle."""
    reading = read(CYCLE)
    assert [warning.code for warning in reading.warnings] == ["several_sessions"]
    first, second = reading.sessions
    assert (first.title, second.title) == ("La gouvernance partagée", "Décider ensemble")
    assert days(first) == ["2024-02-06 12:30-13:30"]
    assert names(second) == [("Luc Exemple", None, "Université du Nous")]
    assert (first.registration_url, second.registration_url) == ("https://x.example/1", "https://x.example/2")
    for session in (first, second):
        assert (session.mode, session.registration_required, session.price.kind) == ("online", True, "free")
        assert session.place is None


def test_days_in_the_headings_themselves():
    """A heading that is a day and a title is a session, its title without the day."""
    page = (
        "# Agenda du printemps\n\n## Mercredi 3 avril 2024 – Gouvernance associative\n18h-20h, en visio\n\n"
        "## Jeudi 16 mai 2024 – Budget\n9h-12h, Maison des associations, 07000 Privas\n"
    )
    first, second = read(page).sessions
    assert (first.title, second.title) == ("Gouvernance associative", "Budget")
    assert days(first) == ["2024-04-03 18:00-20:00"]
    assert place(second) == ("Maison des associations", None, "07000", "Privas")


def test_days_of_one_training_are_no_several_sessions():
    """ "Jour 1" and "Jour 2" are parts of one session."""
    page = "# Formation\n\n## Jour 1\nMardi 5 mars 2024, 9h-17h\n\n## Jour 2\nMercredi 6 mars 2024, 9h-17h\n"
    reading = read(page)
    assert len(reading.sessions) == 1
    assert days(reading.sessions[0]) == ["2024-03-05 09:00-17:00", "2024-03-06 09:00-17:00"]


def test_a_session_moved_to_another_day():
    """The new day is the slot, and the page's marks are not in the title."""
    page = (
        "# REPORTÉ – Journée « Mobilités »\n\nLa journée du 14 mars est reportée au **jeudi 16 mai 2024**, "
        "mêmes horaires (9h-16h30), Espace Rural, 10 rue du Marché, 48000 Mende.\n"
    )
    reading = read(page)
    assert reading.sessions[0].title == "Journée « Mobilités »"
    assert days(reading.sessions[0]) == ["2024-05-16 09:00-16:30"]
    assert [warning.code for warning in reading.warnings] == ["postponed"]


def test_a_cancelled_session_keeps_its_day():
    """The warning says it; what is stated is still read."""
    page = (
        "# [ANNULÉ] Atelier compost\n\nSamedi 13 avril 2024\n10h – 12h\nJardin des Lilas, Romans-sur-Isère\n\n"
        "Animé par Claire Modèle (Compost & Territoire)\n"
    )
    reading = read(page)
    session = reading.sessions[0]
    assert session.title == "Atelier compost"
    assert [(warning.code, warning.line) for warning in reading.warnings] == [("cancelled", 1)]
    assert days(session) == ["2024-04-13 10:00-12:00"]
    assert place(session) == ("Jardin des Lilas", None, None, "Romans-sur-Isère")
    assert names(session) == [("Claire Modèle", None, "Compost & Territoire")]


def test_front_matter_tables_and_numbered_lists():
    """The title of a site generator's page, a table of labels, a programme without hours."""
    page = (
        '---\ntitle: "Atelier budget"\ndate: 2023-01-03\n---\n\n| | |\n|---|---|\n| Date | Mercredi 17 avril 2024 |\n'
        "| Horaires | 14h-17h |\n| Lieu | Mairie de Saillans, 1 place Maurice Faure, 26340 Saillans |\n"
        "| Tarif | Gratuit |\n\n"
        "## Déroulé\n\n1. Tour de table\n2. Études de cas\n"
    )
    session = read(page).sessions[0]
    assert session.title == "Atelier budget"
    assert days(session) == ["2024-04-17 14:00-17:00"]
    assert place(session) == ("Mairie", "1 place Maurice Faure", "26340", "Saillans")
    assert session.price.kind == "free"
    assert [step.title for step in session.programme] == ["Tour de table", "Études de cas"]


def test_prose_is_not_taken_for_facts():
    """Laws, other years, other sessions and free things in the text are none of the session's."""
    page = (
        "# Accueillir\n\n## Pourquoi ?\n\nDepuis 2010 et la loi du 31 juillet 2014, "
        "des outils gratuits et libres existent pour tous. "
        "Notre webinaire du 3 mai 2023 a réuni 120 participants à Paris. 20 % des habitants arrivent de Lyon.\n\n"
        "## En pratique\n\n- Mardi 5 mars 2024, 9h-12h\n"
    )
    session = read(page).sessions[0]
    assert days(session) == ["2024-03-05 09:00-12:00"]
    assert (session.place, session.price, session.capacity, session.follows) == (None, None, None, [])


YEARS = [
    ("- Jeudi 14 mars, 9h", {"year": 2030}, "2030-03-14", {"year_inferred"}),
    ("- 14 mars, 9h\n- Tarif 2022 : 10 €", {}, "2022-03-14", {"year_inferred"}),
    ("- Jeudi 14 mars, 9h", {}, "2024-03-14", {"year_inferred"}),
    ("- 14 mars, 9h", {}, None, {"year_missing"}),
    ("- Lundi 14 mars, 9h", {"year": 2024}, "2024-03-14", {"year_inferred", "weekday_mismatch"}),
    ("- Jeudi 29 février, 9h", {}, "2024-02-29", {"year_inferred"}),
]


@pytest.mark.parametrize(("lines", "asked", "day", "codes"), YEARS)
def test_the_year_that_is_not_written(lines, asked, day, codes):
    """Asked for, found on the page, told by the weekday, or not told at all; always with a warning."""
    reading = read_page(f"# Session\n\n## En pratique\n\n{lines}\n", today=TODAY, **asked)
    assert [slot.date and slot.date.isoformat() for slot in reading.sessions[0].slots] == [day]
    assert {warning.code for warning in reading.warnings} == codes


def test_a_deadline_without_its_year_comes_before_the_session():
    """ "avant le 15 décembre" of a session in January is the year before."""
    page = "# S\n\n## En pratique\n\n- Mardi 9 janvier 2024, 9h\n- Inscription avant le 15 décembre\n"
    assert read(page).sessions[0].last_day_to_register == dt.date(2023, 12, 14)


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=400), st.booleans())
def test_any_text_is_a_page(text, is_html):
    """Nothing that a file may hold ends in a traceback."""
    read_page(text, is_html=is_html, today=TODAY)


PIECES = st.sampled_from(
    [
        "mardi ", "5 ", "mars ", "2024", "31/02/2024", "9h", "-", " à ", "le ", "du ", "au ", "(", ")", ",", " / ",
        ":", "\n", "\n\n", "- ", "## ", "# ", "**", "[x](#)", "En pratique", "Programme", "Lieu : ", "26400 ", "Crest",
        "20 €", "gratuit", "places ", "avant ", "jusqu'au ", "a@b.example", "04 75 78 17 15", "1er ", "24h", "minuit",
        "et ", "Paul Martin", "Avec ", "<b>", "</b>", "`x`", "²", "१२", "’", "…", "99999999999", "Objectifs :",
        "entre ", "€", "March ", "pm ", "12", "'24",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.booleans())
def test_any_heap_of_fragments_is_a_page(text, is_html):
    """What pages are made of, in any order: slots stay in order and hours on the clock."""
    for session in read_page(text, is_html=is_html, today=TODAY).sessions:
        dated = [slot for slot in session.slots if slot.date]
        assert [slot.date for slot in dated] == sorted(slot.date for slot in dated)
        assert all(slot.end_date is None or slot.date is None or slot.date <= slot.end_date for slot in session.slots)
        assert session.last_day_to_register is None or session.last_day_to_register.year > 1980


@pytest.mark.parametrize(
    "heap",
    [
        "5 mars, ",
        "9h-",
        "12 ",
        "(",
        "l'",
        "a@",
        "Saint-",
        "inscription ",
        "Paul Martin et ",
        "http://",
        "1 ",
        "de la ",
        "A de ",
        "- a\n",
        "Lieu : Die\n",
        "- 5 mars 2024, 9h-12h, à Die\n",
        "## a\n\nb\n\n",
        "[",
        "<p>",
    ],
)
def test_a_page_of_one_fragment_a_hundred_thousand_times_over(heap):
    """Reading stays proportionate to the page: a rule that looked far for each word would not come back."""
    assert read_page(heap * (100_000 // len(heap)), today=TODAY).sessions
