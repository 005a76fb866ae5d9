"""What a column may be, and the headings by which it is known, in French and English.

A heading is folded, and freed of the words that say nothing ("Votre e-mail",
"Q03. Nom du participant"), before it is looked up.
"""

import re

from msgspec import Struct

from capcli.domain.names import fold


class Field(Struct, frozen=True):
    """A field that `--map` takes, and the folded headings that mean it, the surest first."""

    name: str
    headings: tuple[str, ...]


def _field(name: str, headings: str) -> Field:
    return Field(name, tuple(heading.strip() for heading in headings.split(",")))


def _known(name: str, headings: str) -> Field:
    """A field of people with more headings, which mean it less surely."""
    known = next(field for field in PERSON if field.name == name)
    return Field(name, known.headings + _field(name, headings).headings)


PERSON = (
    _field("given_name", "given name, prenom, prenoms, first name, firstname, forename"),
    _field(
        "family_name",
        "family name, nom famille, nom usuel, nom usage, nom, last name, lastname, surname, noms",
    ),
    _field(
        "name",
        "nom prenom, prenom nom, nom et prenom, prenom et nom, nom complet, full name, name, noms et prenoms, identite",
    ),
    _field(
        "email",
        "email, e mail, courriel, mail, adresse email, adresse e mail, adresse mail, adresse courriel, "
        "adresse electronique, adresse messagerie, adresse couriel, courrier electronique, email address, "
        "e mail address, mel",
    ),
    _field(
        "phone",
        "phone, telephone, tel, telephone portable, portable, mobile, gsm, numero telephone, tel portable, "
        "telephone mobile, telephone fixe, phone number, cell, no telephone, n telephone",
    ),
    _field(
        "organisation",
        "organisation, structure, organisme, organization, nom structure, societe, entreprise, association, "
        "collectivite, raison sociale, etablissement, employeur, company, employer, institution, structure organisme",
    ),
    _field(
        "function",
        "function, fonction, poste, profession, metier, role, job, job title, qualite, fonction poste",
    ),
    _field("public", "public, profil, type public"),
    _field("postcode", "postcode, code postal, cp, zip, zip code, postal code"),
)
STATE = _field(
    "state",
    "state, statut, etat, status, statut commande, statut inscription, etat inscription, brouillon, draft",
)
REGISTRATIONS = (
    *PERSON,
    _field(
        "requested_at",
        "requested at, horodateur, horodatage, timestamp, heure soumission, date soumission, submitted at, submitdate, "
        "submission date, submission time, date inscription, date envoi, date reponse, date demande, heure fin, "
        "completion time, date commande, date creation, registered at",
    ),
    STATE,
    _field("note", "note, notes"),
)
DUES = (
    _known("given_name", "prenom adherent, prenom payeur"),
    _known("family_name", "nom adherent, nom payeur"),
    _field(
        "name",
        "who, payeur, payer, cotisant, adherent, membre, member, nom prenom, prenom nom, nom et prenom, prenom et nom, "
        "nom complet, full name, name, qui",
    ),
    *(field for field in PERSON if field.name in ("email", "organisation")),
    _field("amount", "amount, montant, somme, montant regle, montant paye, montant tarif, montant verse"),
    _field(
        "paid_on",
        "paid on, paye le, date paiement, date reglement, date versement, date encaissement, payment date, date, "
        "date cotisation, date adhesion, date don, date commande",
    ),
    _field("kind", "kind, nature, type operation, type ecriture, nature operation, type"),
    _field(
        "from",
        "from, du, debut, date debut, debut dadhesion, debut adhesion, date debut dadhesion, date debut adhesion, "
        "debut validite, valable du",
    ),
    _field(
        "until",
        "until, au, jusquau, fin, date fin, fin dadhesion, fin adhesion, date fin dadhesion, date fin adhesion, "
        "fin validite, valable jusquau, date decheance, date echeance, echeance, expire le, expiration, end date, "
        "expiry date",
    ),
    _field("received_on", "received on, recu le, date reception"),
    _field("deposited_on", "deposited on, depose le, date depot, remis en banque le, date remise en banque"),
    _field("year", "year, annee, exercice, annee cotisation, millesime"),
    _field("rate", "rate, tarif, categorie, formule, type adhesion, type cotisation, tarif cotisation"),
    _field(
        "method",
        "method, moyen, moyen paiement, mode paiement, mode reglement, moyen reglement, payment method, paiement, "
        "reglement",
    ),
    _field(
        "reference",
        "reference, ref paiement, reference paiement, reference commande, no cheque, n cheque, numero cheque, piece",
    ),
    STATE,
)
FIELDS: dict[str, tuple[Field, ...]] = {"registrations": REGISTRATIONS, "dues": DUES}

_EMPTY_WORDS = frozenset(
    str.split(
        "votre vos your the le la les de du des d l dun dune quel quelle quels quelles est sont what is are please "
        "merci indiquer indiquez saisir obligatoire required participant participante participants inscrit inscrite "
        "stagiaire of euros eur champ complementaire question ou a"
    )
)
_CODE = re.compile(r"^\s*(?:q|question|champ)?[\w-]{0,12}(?:\[\w+\])?\s*[.):]\s+", re.IGNORECASE)
_NEVER_KEPT = re.compile(
    r"\b(?:ip|uid|sid|id|user ?name|nom ?d?utilisateur|identifiant|session ?id|seed|tete serie|numero serie|token|"
    r"jeton|navigateur|user agent|lastpage|derniere page|startlanguage|langue depart|referrer|referer|modification|"
    r"last modified|heure debut|start time|d?achevement)\b"
)
_SENDING = re.compile(r"submitdate|soumission|submission|submitted|completion time|heure fin")
_OWN = frozenset(
    str.split(
        "id ref session waits_for held_until position person.ref person.given_name person.family_name entered_at "
        "slots mode dues_status through allowed"
    )
)
"""Keys of cap's own exports that are said better elsewhere, or computed again."""


def field_of(heading: str, kind: str) -> str | None:
    """The field that `heading` means in an import of this `kind`; None for a question of its own."""
    for form in _forms(heading):
        for field in FIELDS[kind]:
            if form in field.headings:
                return field.name
    return None


def rank_of(heading: str, field: str, kind: str) -> int:
    """How surely `heading` means `field`, 0 the surest, to choose between columns of one field."""
    known = next(one for one in FIELDS[kind] if one.name == field)
    return min((known.headings.index(form) for form in _forms(heading) if form in known.headings), default=99)


def is_question(heading: str) -> bool:
    """Whether the answers below `heading` may be kept: never addresses of machines, accounts or sessions."""
    return bool(heading) and heading not in _OWN and not any(_NEVER_KEPT.search(form) for form in _forms(heading))


def is_sending(heading: str) -> bool:
    """Whether the column holds the moment at which a form was sent, and nothing while it is not."""
    return any(_SENDING.search(form) for form in _forms(heading))


def _forms(heading: str) -> list[str]:
    """The folded heading, freed of its code and empty words; some exports put the question on its last line."""
    last = heading.strip().splitlines()[-1] if heading.strip() else ""
    forms = []
    for text in (heading, _CODE.sub("", heading), last):
        words = fold(re.sub(r"[_()]", " ", text)).split()
        forms += [" ".join(words), " ".join(word for word in words if word not in _EMPTY_WORDS)]
    return [form for form in dict.fromkeys(forms) if form]
