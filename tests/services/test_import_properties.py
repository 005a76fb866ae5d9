"""Whatever a form holds: the second import changes nothing, order does not matter, corrections survive."""

from hypothesis import given, settings
from hypothesis import strategies as st
from import_office import NOW, Office, row

from capcli.domain.names import email_key, name_key
from capcli.domain.plans import Answer, OrganisationAnswer

GIVEN = ("Zoé", "ANNE", "Jean-Baptiste", "J.", "Mme Léa")
FAMILY = ("Martineau", "ROCHE", "d'Arnoncourt", "de La Bretonnière", "MARTINAU")
EMAILS = (None, "a@x.example", "A@X.example", "accueil@x.example", "b@y.example", "broken@@z")
MOMENTS = ("", "10/02/2024 10:00", "10/02/2024 10:00:30", "11/02/2024 09:30", "31/02/2024", "31/03/2024 02:30")
PHONES = ("", "04 65 71 10 01", "0465711002", "12")
PLACES = ("", "CC Val Fictif", "Communauté de communes du Val Fictif", "CCVF", "Indépendante", "-", "Les Amis")
ANSWERS = ({}, {"Repas ?": "Oui"}, {"Repas ?": "Non"}, {"Repas ?": "oui", "Train ?": "Non"})
SENSITIVE = ({}, {"Régime": "sans sel"}, {"Régime": "végétarien"})
PARTS = ("", "Matin", "2", "1 | 2", "demain")

ROWS = st.lists(
    st.tuples(
        *map(st.sampled_from, (GIVEN, FAMILY, EMAILS, MOMENTS, PHONES, PLACES, ANSWERS, SENSITIVE, PARTS)),
        st.booleans(),
    ),
    max_size=7,
)


def typed(form):
    return [
        row(
            line,
            f"{family} {given}" if reversed_ else f"{given} {family}",
            email,
            at=at,
            phone=phone,
            organisation=place,
            answers=answers,
            sensitive=sensitive,
            slots=slots,
        )
        for line, (given, family, email, at, phone, place, answers, sensitive, slots, reversed_) in enumerate(form, 2)
    ]


def an_office() -> Office:
    office = Office(capacity=3)
    office.organisation("Communauté de communes du Val Fictif")
    return office


def answered(office: Office, rows, choose, **options) -> dict[int, Answer]:
    """What is said of the unclear rows, one after the other as they are taken in, until none is left.

    Rows that say the same of who they are about are so never told apart: no later file could tell them either.
    """
    answers: dict[int, Answer] = {}
    while True:
        plan = office.plan(*rows, answers=answers, **options)
        unclear = [one for one in plan.of("ambiguous") if one.line not in answers]
        if not unclear:
            return answers
        one = min(unclear, key=lambda row: (row.values.get("requested_at") or NOW, row.line))
        known = [Answer(kind="same", person=number) for number in one.candidates]
        lines = [Answer(kind="same", line=line) for line in one.candidate_lines]
        answers[one.line] = choose([*known, *lines, Answer(kind="other"), Answer(kind="ignore")])


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(["same", "new", "none"]), st.randoms(use_true_random=False))
def test_the_second_import_changes_nothing_and_asks_nothing(form, said, chance):
    """Whatever was answered: every table is as it was, to the letter, in any order of the rows."""
    office, rows = an_office(), typed(form)
    organisations = {"amis": OrganisationAnswer(kind=said, organisation=1)}
    answers = answered(office, rows, chance.choice, organisations=organisations)
    office.take(*rows, answers=answers, organisations=organisations, hold=True)
    before = office.tables()
    for again in (rows, rows[::-1]):
        plan = office.take(*again)
        assert not plan.of("create", "change", "ambiguous")
        assert office.tables() == before


SURE = st.lists(
    st.tuples(
        st.sampled_from([("Zoé", "Martineau"), ("Anne", "Roche"), ("Inès", "de La Bretonnière"), ("Loïc", "L'HOSTIS")]),
        st.sampled_from([str.upper, str.lower, str.title, str]),
        st.booleans(),
        st.sampled_from([*MOMENTS[1:4]]),
        st.sampled_from(PHONES[:3]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=50, deadline=None)
@given(SURE, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_the_same_people(form, chance):
    """Each with an e-mail of their own, written in any case and order."""
    rows = [
        row(
            line,
            case(f"{family} {given}" if turned else f"{given} {family}"),
            case(f"{line % 1}{given}@x.example".replace("é", "e").replace("ï", "i").replace("è", "e")),
            at=at,
            phone=phone,
        )
        for line, ((given, family), case, turned, at, phone) in enumerate(form, 2)
    ]
    shuffled = [*rows]
    chance.shuffle(shuffled)
    made = []
    for several in (rows, shuffled):
        office = Office()
        office.take(*several)
        made.append({(email_key(one.email), name_key(one.given_name, one.family_name)) for one in office.people()})
    assert made[0] == made[1]
    assert len(made[0]) == len({one[0] for one in form})


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(PHONES[1:3]), st.sampled_from(PHONES[1:3]), st.booleans())
def test_a_correction_survives_the_same_form_and_asks_of_another(first, second, corrected):
    office = Office()

    def form(phone):
        return row(2, "Zoé Martineau", "z@x.example", at=MOMENTS[1], phone=phone)

    office.take(form(first))
    if corrected:
        office.edit(office.people()[0], phone="+33465711099")
    planned = office.one(form(second))
    changed = first != second
    expected = "same" if not changed else "ambiguous" if corrected else "change"
    assert planned.action == expected
