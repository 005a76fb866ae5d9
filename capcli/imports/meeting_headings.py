"""What the headings of a meeting's report mean, in English and French; summaries have words of their own."""

import re
from collections.abc import Mapping, Sequence

from capcli.domain.names import fold


def _known(fields: Mapping[str, str]) -> dict[str, str]:
    """The field of each folded heading, from lists with commas."""
    return {fold(heading): field for field, headings in fields.items() for heading in headings.split(",")}


PERSON = _known(
    {
        "name": "name, full name, participant, participants, participant name, name original name, user name, "
        "username, user name original name, display name, attendee, attendee name, attendees, user, screen name, "
        "nom complet, nom, nom nom d'origine, nom nom original, nom nom d'utilisateur, nom d'utilisateur, "
        "nom du participant, "
        "nom d'utilisateur nom d'origine, nom d'utilisateur nom original, nom d'affichage, nom affiche, utilisateur, "
        "nom et prenom, nom prenom, prenom nom, prenom et nom, nom de l'utilisateur, participant e, participante",
        "given_name": "first name, given name, prenom, prenoms",
        "family_name": "last name, surname, family name, nom de famille",
        "email": "email, e mail, user email, attendee email, participant email, email du participant, email address, "
        "e mail address, mail, adresse e mail, adresse email, courriel, adresse electronique, courrier electronique, "
        "adresse mail, email de l'utilisateur, e mail de l'utilisateur, e mail utilisateur, "
        "adresse e mail de l'utilisateur, adresse courriel, adresse de messagerie",
        "upn": "participant id upn, id du participant upn, id participant upn, upn, identifiant du participant upn, "
        "id de participant upn",
        "joined": "join time, join, joined, joined at, time joined, entry time, arrival, arrival time, arrived, "
        "connected at, time in, heure d'arrivee, heure de connexion, heure d'entree, heure de participation, "
        "heure pour rejoindre, heure d'acces, arrivee, arrivee a, entree, rejoint, rejoint a, rejoint le, connexion, "
        "a rejoint, heure de jonction, heure a laquelle le participant a rejoint, debut de connexion, "
        "heure de debut de connexion, date et heure de connexion, arrive a",
        "first": "first join, first join time, first joined, premiere connexion, premier acces, premiere arrivee, "
        "premiere participation, premier acces a la reunion, rejoint pour la premiere fois, premiere entree, "
        "heure de la premiere connexion, heure de la premiere participation, premiere jonction, premiere adhesion, "
        "premiere jointure, premier join, premiere fois, first seen, first seen at",
        "left": "leave time, leave, left, left at, time left, time exited, exit time, departure, departure time, "
        "exited, disconnected at, time out, heure de depart, heure de sortie, heure de deconnexion, depart, sortie, "
        "deconnexion, quitte, quitte a, quitte le, a quitte, fin de connexion, heure de fin de connexion, parti a, "
        "date et heure de deconnexion, heure pour quitter, heure du depart, conge, gauche, heure de conge",
        "last": "last leave, last leave time, last left, dernier depart, derniere sortie, derniere deconnexion, "
        "heure de la derniere deconnexion, heure du dernier depart, dernier depart de la reunion, dernier conge, "
        "last seen, last seen at",
        "duration": "duration, time in call, time in meeting, attendance duration, call duration, time attended, "
        "duree, duree de connexion, duree de presence, duree de participation, temps de presence, temps de connexion, "
        "temps passe, temps passe en reunion, temps passe dans la session, temps passe en session, "
        "temps dans la session, temps en session, temps dans la reunion, temps passe dans la reunion, "
        "duree de la participation, time in session, duree de la session, online",
        "total": "in meeting duration, total duration, total time, duree en reunion, duree dans la reunion, "
        "duree totale, duree de la reunion, duree pendant la reunion, temps total, duree de presence en reunion",
        "role": "role, meeting role, type de participant",
        "moderator": "moderator, moderateur, moderatrice, host, hote, is host, organizer, organisateur",
        "attended": "attended, a participe, a assiste",
        "waiting_room": "in waiting room, waiting room, en salle d'attente, dans la salle d'attente",
        "action": "user action, action, action de l'utilisateur, action utilisateur",
        "stamp": "timestamp, horodatage, time, heure, date et heure",
    }
)
"""The field of each heading of a list of participants."""
SUMMARY = _known(
    {
        "title": "meeting title, titre de la reunion, topic, sujet, rubrique, meeting topic, meeting name, objet, "
        "nom de la reunion, intitule, sujet de la reunion, webinar topic",
        "started": "start time, meeting start time, actual start time, heure de debut, started, debut, "
        "heure de debut de la reunion, date de debut, heure de debut reelle, start",
        "ended": "end time, meeting end time, heure de fin, ended, fin, heure de fin de la reunion, date de fin, end",
        "host_email": "user email, host email, email de l'utilisateur, e mail de l'utilisateur, e mail de l'hote, "
        "email de l'hote, adresse e mail de l'utilisateur, adresse e mail de l'hote, organizer email",
        "host_name": "host name, host, nom de l'hote, hote, organizer, organisateur, nom de l'organisateur",
        "known": "meeting id, id de la reunion, id de reunion, id, webinar id, duration minutes, duree minutes, "
        "participants, attended participants, participants presents, total number of participants, meeting duration, "
        "duree de la reunion, average attendance time, nombre total de participants, duree moyenne de participation, "
        "temps de participation moyen, duree de participation moyenne, report generated, rapport genere, meeting id "
        "unique, nombre de participants, unique viewers, registered, total users",
    }
)
"""The field of each line or heading of the summary above it."""
TOOLS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "BigBlueButton",
        frozenset(map(fold, ("activity score", "talk time", "webcam time", "score d'activité", "poll votes"))),
    ),
    (
        "Microsoft Teams",
        frozenset(
            map(
                fold,
                (
                    "participant id (upn)", "id du participant (upn)", "first join", "in-meeting duration",
                    "user action", "meeting title", "titre de la réunion", "première connexion", "premier accès",
                    "durée en réunion", "attended participants", "action de l'utilisateur",
                ),
            )
        ),
    ),
    (
        "Zoom",
        frozenset(
            map(
                fold,
                (
                    "name (original name)", "id du webinaire", "nom d'utilisateur (nom d'origine)",
                    "recording consent", "recording disclaimer response", "in waiting room",
                    "user name (original name)", "nom (nom d'origine)", "nom (nom original)", "meeting id",
                    "id de réunion", "id de la réunion", "webinar id", "total duration (minutes)",
                    "consentement à l'enregistrement",
                ),
            )
        ),
    ),
    ("Google Meet", frozenset(map(fold, ("time joined", "time exited", "time in call")))),
)  # fmt: skip
"""The words that only one tool's reports have, the surest tool first."""
_MEETING_ONLY = (
    frozenset(map(fold, ("join time", "joined at", "heure de connexion", "heure pour rejoindre", "entry time"))),
    frozenset(map(fold, ("leave time", "left at", "heure de déconnexion", "heure pour quitter", "exit time"))),
)
"""Headings of coming and of leaving that no form has."""
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_LONGEST = 200
"""Characters of a heading; rows are looked at for headings, and a cell may hold a letter."""
_UNIT = re.compile(r"\b(?:minutes|minute|mins|min|hh mm ss|h m s|seconds|secondes|utc|gmt)\b")


def field_of(heading: str) -> str | None:
    """What a heading of a list of participants means, with its unit or time zone in brackets or without."""
    for form in _forms(heading):
        if form in PERSON:
            return PERSON[form]
    return None


def summary_field(text: str) -> str | None:
    """What a line or a heading of the summary tells."""
    folded = fold(text.rstrip(" :"))
    return SUMMARY.get(folded)


def is_summary(cells: Sequence[str]) -> bool:
    """Whether a row names the facts of a meeting: several of them, its title or its start among them."""
    fields = [field for cell in cells if cell and (field := summary_field(cell))]
    return len(fields) > 2 and bool({"title", "started"} & set(fields))


def fields_of(cells: Sequence[str]) -> dict[str, int]:
    """The place of each field in a row of headings; a plain `nom` beside `prénom` is the family name."""
    found: dict[str, int] = {}
    plain = next((place for place, cell in enumerate(cells) if fold(cell) in ("nom", "name")), None)
    for place, cell in enumerate(cells):
        field = field_of(cell) if cell else None
        if field is not None and field not in found:
            found[field] = place
    if "given_name" in found and "family_name" not in found and "name" in found:
        found["family_name"] = found["name"] if plain is None else plain
        if found["name"] == found["family_name"]:
            del found["name"]
    return found


def is_heading_row(fields: Mapping[str, int]) -> bool:
    """Whether a row heads a list of participants: it names somebody, and tells when or how long."""
    named = "name" in fields or {"given_name", "family_name"} <= fields.keys()
    return named and bool({"joined", "first", "left", "last", "duration", "total", "stamp"} & fields.keys())


def tool_of(texts: Sequence[str]) -> str | None:
    """The tool whose reports have these headings and lines."""
    folded = {fold(text.rstrip(" :")) for text in texts}
    return next((tool for tool, words in TOOLS if folded & words), None)


def is_of_a_meeting(headings: Sequence[str]) -> bool:
    """Whether headings are of nothing else than a list of connections, whichever tool wrote it."""
    there = {form for heading in headings for form in _forms(heading)}
    fields = fields_of(headings).keys()
    stays = {"joined", "left"} <= fields and bool({"duration", "total"} & fields)
    return stays or all(words & there for words in _MEETING_ONLY)


def _forms(heading: str) -> list[str]:
    if len(heading) > _LONGEST:
        return []
    whole = fold(heading)
    bare = fold(_BRACKETS.sub(" ", heading))
    return [whole, bare, " ".join(_UNIT.sub(" ", whole).split())]
