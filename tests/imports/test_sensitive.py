"""Questions proposed as sensitive, and those that are not."""

import pytest

from capcli.imports.sensitive import is_answered, is_asked


@pytest.mark.parametrize(
    "heading",
    [
        "Régime alimentaire",
        "Allergies éventuelles",
        "Avez-vous des besoins particuliers ?",
        "Accès PMR",
        "Êtes-vous en situation de handicap ?",
        "Besoins d'accessibilité",
        "Dietary requirements",
        "Questions & Comments",
        "Questions and remarks",
        "Access needs",
        "Personne à contacter en cas d'urgence",
        "Emergency contact",
        "Commentaire",
        "Remarques",
        "Message (facultatif)",
        "Avez-vous quelque chose à ajouter ?",
        "Any other comments?",
        "Date de naissance",
        "Anniv.",
        "Q12. Observations",
        "Avez-vous besoin d'un sous-titrage (surdité) ?",
        "Are you hard of hearing?",
        "Access requirements",
        "Repas sans gluten ?",
        "Avez-vous besoin d'une aide particulière ?",
        "Restrictions",
        "Êtes-vous syndiqué ?",
    ],
)
def test_sensitive(heading):
    assert is_asked(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Êtes-vous à jour de cotisation ?",
        "Comment avez-vous connu cette session ?",
        "Repas du midi",
        "Nuitée",
        "Covoiturage",
        "Projet alimentaire territorial",
        "Aménagement du territoire",
        "Nom du syndicat mixte",
        "Présence",
        "Atelier(s) choisi(s)",
        "J'accepte le traitement de mes données",
        "Régime fiscal",
        "Syndicat",
        "Aide au transport",
        "How are you hearing about this session?",
    ],
)
def test_not_sensitive(heading):
    assert not is_asked(heading)


def test_what_was_answered_tells_when_the_question_does_not():
    assert is_answered(["Rien", "Sans gluten, merci"])
    assert is_answered(["je suis en fauteuil roulant"])
    assert not is_answered(["Train", "Voiture"])
