"""What may be decided of a row in a spreadsheet, and what people type there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.decisions import answer_of, choices, organisation_answer_of, organisation_choices
from capcli.domain.plans import Answer, OrganisationAnswer, PlanRow, Problem
from capcli.errors import Usage


def row(action: str = "ambiguous", *problems: Problem, **more) -> PlanRow:
    return PlanRow(line=4, action=action, problems=list(problems), **more)


ROWS = st.builds(
    PlanRow,
    line=st.just(4),
    action=st.sampled_from(["create", "change", "same", "skip", "ambiguous", "error"]),
    problems=st.lists(
        st.sampled_from(
            [
                Problem("which_year", {"this": 2023, "next": 2024}),
                Problem("changed_both", {"text": "x"}),
                Problem("other_name"),
                Problem("organisation_unknown", {"text": "Les Amis"}),
            ]
        ),
        max_size=2,
    ),
    candidates=st.lists(st.integers(1, 99), max_size=3),
    candidate_lines=st.lists(st.integers(2, 99), max_size=3),
    organisation_candidates=st.lists(st.integers(1, 99), max_size=3),
)


@given(ROWS)
def test_whatever_is_offered_is_understood(found):
    """With the explanation that follows it in the list."""
    for word in choices(found):
        assert answer_of(f"{word}: somebody") == answer_of(word)
    for word in organisation_choices(found):
        assert organisation_answer_of(f"{word} : an organisation") == organisation_answer_of(word)


def test_an_unclear_row_offers_whom_it_may_mean():
    several = row("ambiguous", Problem("other_name"), candidates=[12], candidate_lines=[3])
    assert choices(several) == ["same P12", "same line 3", "new", "later", "ignore", "skip"]
    assert choices(row("ambiguous", Problem("which_year", {"this": 2023, "next": 2024})))[:2] == [
        "year 2023",
        "year 2024",
    ]
    assert choices(row("create")) == ["skip"]
    assert choices(row("same")) == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("same P12", Answer(kind="same", person=12)),
        ("  Même p12 : Zoé", Answer(kind="same", person=12)),
        ("same line 3", Answer(kind="same", line=3)),
        ("idem ligne 3", Answer(kind="same", line=3)),
        ("new", Answer(kind="other")),
        ("autre", Answer(kind="other")),
        ("plus tard", Answer(kind="later")),
        ("année 2024", Answer(kind="year", year=2024)),
        ("form", Answer(kind="form")),
        ("skip", None),
        ("Laisser", None),
    ],
)
def test_what_people_type(text, answer):
    assert answer_of(text) == answer


@pytest.mark.parametrize("text", ["", "same", "same O3", "same P", "year 24", "perhaps", "P12", "none"])
def test_what_is_no_decision(text):
    with pytest.raises(Usage):
        answer_of(text)


def test_decisions_on_an_organisation():
    assert organisation_answer_of("same O3: Mairie") == OrganisationAnswer(kind="same", organisation=3)
    assert organisation_answer_of("aucune") == OrganisationAnswer(kind="none")
    with pytest.raises(Usage):
        organisation_answer_of("same P3")
