"""The headings of columns of lists: organisations, contacts, and who was there."""

from capcli.imports.known_headings import Field, known, more
from capcli.imports.person_headings import (
    EMAIL,
    EXEMPT,
    FAMILY_NAME,
    GIVEN_NAME,
    NAME,
    ORGANISATION,
    PERSON,
    PHONE,
    PUBLIC,
    REF,
    SESSION,
    STATE,
)

SIRET = known("siret", "siret, numero siret, no siret, n siret, num siret, siret number, siren siret, code siret")
ALIASES = known(
    "aliases",
    "aliases, also called, autres noms, alias, sigle, acronyme, acronym, autre nom, nom court, "
    "nom usuel structure, nom alternatif, alias name, alternative name, nom commercial",
)
ADDRESS = known(
    "address",
    "address, adresse, adresse postale, postal address, adresse complete, adresse structure, "
    "adresse siege, siege social",
)
LEGAL = known(
    "kind",
    "kind, personne morale, morphy, nature adherent, nature, nature dadherent, legal person, "
    "type personne, personne physique morale, personne morale physique, physique morale, forme, "
    "categorie adherent",
)
_IN_LISTS = {
    "organisation": "organisation name, tiers, nom tiers, third party, third party name",
    "name": "membre, adherent, adherente, member, member name, abonne, abonnee, subscriber, contact, cotisant, "
    "interlocuteur, interlocutrice, referent, referente, correspondant, correspondante, personne contact, "
    "personne ressource, nom interlocuteur, nom referent, nom correspondant",
}
"""What a column of people is called in a list of them besides."""
PEOPLE: tuple[Field, ...] = (
    REF,
    *(more(field, _IN_LISTS[field.name]) if field.name in _IN_LISTS else field for field in PERSON),
    LEGAL,
    *EXEMPT,
    known("note", "note, notes"),
    STATE,
)
ORGANISATIONS: tuple[Field, ...] = (
    REF,
    known(
        "name",
        "name, "
        + ", ".join(h for h in ORGANISATION.headings if h != "organisation name")
        + (
            ", nom, intitule, nom complet, libelle, organisation name, display name, tiers, nom tiers, "
            "third party, third party name"
        ),
    ),
    known(
        "kind",
        "kind, type, type structure, type organisme, type tiers, nature, forme juridique, "
        "statut juridique, categorie, forme, type organisation, nature juridique, categorie juridique, "
        "legal form",
    ),
    SIRET,
    EMAIL,
    PHONE,
    ADDRESS,
    known(
        "postcode",
        ", ".join(("postcode", *(h for field in PERSON if field.name == "postcode" for h in field.headings))),
    ),
    known("city", "city, ville, commune, town, localite"),
    ALIASES,
    known(
        "representative",
        "representative, representant, representante, representant legal, president, presidente, responsable legal",
    ),
    *EXEMPT[1:],
    known("note", "note, notes"),
)
CONTACTS: tuple[Field, ...] = (
    *PEOPLE,
    SIRET,
    ALIASES,
    ADDRESS,
    known("years", "years, annees"),
)
ATTENDANCE: tuple[Field, ...] = (
    REF,
    GIVEN_NAME,
    FAMILY_NAME,
    NAME,
    EMAIL,
    PHONE,
    ORGANISATION,
    PUBLIC,
    known(
        "present",
        "present, presente, presence, presents, emargement, attended, attendance, emarge, a participe, "
        "etait present, present absent, presence effective, checked in, participation, present e, "
        "est venu, venu, here, assiste",
    ),
    known("slot", "slot, creneau, demi journee, seance, half day, journee"),
    known(
        "minutes",
        "minutes, duree, duration, duree minutes, duration minutes, temps presence, temps de presence, "
        "duree presence, duree de presence, minutes presence, duree de presence minutes, "
        "temps de presence minutes, duree de connexion, duree connexion, temps, time in session, "
        "temps passe, attendance duration, duree de participation, duree participation, total duration, "
        "duree totale, time attended, temps de participation, duree de presence totale",
    ),
    SESSION,
    STATE,
)
