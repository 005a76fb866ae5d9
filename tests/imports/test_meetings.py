"""Reports of meetings: who was connected from when to when, whichever tool wrote them, in French or in English."""

import datetime as dt

import pytest

from capcli.domain.plans import Problem
from capcli.imports.meetings import report_of
from capcli.imports.reading import opened

DAY = dt.date(2024, 3, 5)
PARIS = "Europe/Paris"


def report(text: str, *, day: dt.date | None = DAY, encoding: str = "utf-8", timezone: str = PARIS):
    return report_of(opened(text.encode(encoding), "report.csv"), timezone, day)


def told(found, *, tool: bool = False) -> list[tuple]:
    """The connections by name: UTC hours, minutes, and a star for who ran the meeting."""
    clock = "{:%H:%M:%S}".format
    return [
        (one.name, clock(one.joined) if one.joined else None, clock(one.left) if one.left else None, one.minutes)
        + (("*",) if one.host else ())
        for one in found.connections
    ]


class TestShared:
    """The reports at hand, read without one wrong person or moment; Paris is an hour ahead of UTC in March."""

    @pytest.fixture
    def read(self, shared):
        def opened_report(name: str):
            return report_of(opened((shared / "exports" / name).read_bytes(), name), PARIS, DAY)

        return opened_report

    def test_zoom(self, read):
        found = read("zoom_participants.csv")
        assert (found.tool, found.title) == ("Zoom", "Accueillir de nouveaux habitants (fictif)")
        assert (f"{found.started:%F %T}", f"{found.ended:%F %T}") == ("2024-03-05 09:21:07", "2024-03-05 11:03:40")
        assert told(found) == [
            ("Camille Exemple (animation)", "09:21:07", "11:03:40", None, "*"),
            ("Jean-Baptiste Fauvel-Rochas", "09:29:50", "11:00:02", None),
            ("Éloïse", "09:31:00", "09:58:12", None),
            ("Éloïse", "10:01:30", "11:00:10", None),
            ("MARTINEAU Zoé (PNR) (Zoé)", "09:30:10", "11:01:00", None),
            ("iPhone de Loïc", "09:45:00", "09:52:00", None),
            ("Salle visio Val Fictif", "09:28:00", "11:00:30", None),
            ("Ines de la Bretonniere", "10:15:00", "11:00:00", None),
        ]
        assert [one.email for one in found.connections[1:5]] == [
            "JB.Fauvel-Rochas@valfictif.example",
            None,
            None,
            "z.martineau@parc-imagine.example",
        ]
        assert [one.line for one in found.connections] == list(range(5, 13))

    def test_teams(self, read):
        found = read("teams_attendance_en.csv")
        assert (found.tool, found.title) == ("Microsoft Teams", "Accueillir de nouveaux habitants (fictif)")
        assert told(found) == [
            ("EXEMPLE Camille", "09:24:54", "11:03:08", None, "*"),
            ("FAUVEL-ROCHAS Jean-Baptiste", "09:29:50", "11:00:02", None),
            ("Éloïse d'Arnoncourt (Invité)", "09:31:00", "11:00:10", 76),
            ("DE LA BRETONNIERE Ines", "10:15:00", "11:00:00", None),
            ("L'HOSTIS Loïc (Externe)", "09:45:00", "09:45:40", None),
            ("+33 6 39 ** ** 98", "09:50:00", "10:30:00", None),
        ]

    def test_bigbluebutton(self, read):
        """The days are day first; who is still there at the end has a duration; answers to a poll are nobody."""
        found = read("bbb_learning_dashboard.csv")
        assert found.tool == "BigBlueButton"
        assert told(found) == [
            ("Camille Exemple", "09:21:07", "11:03:40", None, "*"),
            ("Jean-Baptiste Fauvel-Rochas", "09:29:50", "11:00:02", None),
            ("Zoé MARTINEAU", "09:30:10", "11:01:00", None),
            ("eloise", "09:31:00", "11:00:00", None),
        ]
        assert [(row.line, row.action, row.problems[0].code) for row in found.set_aside] == [
            (6, "skip", "meeting_anonymous")
        ]

    def test_google_meet(self, read):
        """Hours without a day are those of the session's; 76 minutes between two moments 89 apart: somebody left."""
        found = read("google_meet_attendance.csv")
        assert told(found) == [
            ("Jean-Baptiste Fauvel-Rochas", "09:29:00", "11:00:00", None),
            ("Éloïse d'Arnoncourt", "09:31:00", "11:00:00", 76),
            ("Inès de La Bretonnière", "10:15:00", "11:00:00", None),
        ]
        assert found.connections[2].family_name == "de La Bretonnière"
        assert {one.joined.date() for one in found.connections} == {DAY}

    def test_no_other_export_is_a_report(self, shared):
        reports = ("zoom", "teams", "bbb", "google_meet")
        for path in sorted((shared / "exports").glob("*.csv")):
            if not path.name.startswith(reports):
                assert report_of(opened(path.read_bytes(), path.name), PARIS, DAY) is None, path.name


TEAMS_FR = """1. Résumé
Titre de la réunion\tPoint d’étape
Participants présents\t3
Heure de début\t05/03/2024, 10:24:54
Heure de fin\t05/03/2024, 12:03:08
Durée de la réunion\t1h 38min 14s
Temps de participation moyen\t1h 12min 3s

2. Participants
Nom\tPremière connexion\tDernière déconnexion\tDurée en réunion\tE-mail\tID du participant (UPN)\tRôle
EXEMPLE Camille\t05/03/2024, 10:24:54\t05/03/2024, 12:03:08\t1h 38m 14s\tc@ex.example\tc@ex.example\tOrganisateur
MARTINEAU Zoé\t05/03/2024, 10:29:50\t05/03/2024, 12:00:02\t1h 27m 51s\tz@parc.example\tz@parc.example\tPrésentateur
Éloïse (Invité)\t05/03/2024, 10:50:00\t05/03/2024, 10:50:40\t40s\t\t\tPrésentateur

3. Activités pendant la réunion
Nom\tHeure d’arrivée\tHeure de départ\tDurée\tE-mail\tRôle
EXEMPLE Camille\t05/03/2024, 10:24:54\t05/03/2024, 12:03:08\t1h 38m 14s\tc@exemple.example\tOrganisateur
MARTINEAU Zoé\t05/03/2024, 10:29:50\t05/03/2024, 11:00:00\t30m 10s\tz@parc.example\tPrésentateur
MARTINEAU Zoé\t05/03/2024, 11:02:21\t05/03/2024, 12:00:02\t57m 41s\tz@parc.example\tPrésentateur
"""


def test_teams_in_french_tells_each_connection_of_somebody():
    """Who is only among the participants has the first and the last moment."""
    for encoding in ("utf-16", "utf-8-sig"):
        found = report(TEAMS_FR, encoding=encoding)
        assert (found.tool, found.title) == ("Microsoft Teams", "Point d’étape")
        assert told(found) == [
            ("Éloïse (Invité)", "09:50:00", "09:50:40", None),
            ("EXEMPLE Camille", "09:24:54", "11:03:08", None, "*"),
            ("MARTINEAU Zoé", "09:29:50", "10:00:00", None),
            ("MARTINEAU Zoé", "10:02:21", "11:00:02", None),
        ]


def test_teams_in_words_that_nobody_listed_is_told_by_its_cells():
    """The numbered titles and the moments below them are enough; addresses are what looks like them."""
    text = TEAMS_FR.replace("Première connexion", "Prime entrée").replace("Dernière déconnexion", "Ultime sortie")
    text = text.replace("Heure d’arrivée", "Venue").replace("Heure de départ", "Au revoir").replace("E-mail", "Missive")
    assert told(report(text, encoding="utf-16")) == told(report(TEAMS_FR, encoding="utf-16"))
    assert [one.email for one in report(text, encoding="utf-16").connections] == [
        one.email for one in report(TEAMS_FR, encoding="utf-16").connections
    ]


def test_teams_of_2021_has_one_list():
    text = (
        "Meeting Summary\nTotal Number of Participants\t2\nMeeting Title\t\nMeeting Start Time\t3/5/2024, 10:24:54 AM\n"
        "Meeting End Time\t3/5/2024, 12:03:08 PM\n\n"
        "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\n"
        "Zoé MARTINEAU\t3/5/2024, 10:30:00 AM\t3/5/2024, 11:00:00 AM\t30m\tz@parc.example\tPresenter\tz@parc.example\n"
    )
    assert told(report(text, encoding="utf-16")) == [("Zoé MARTINEAU", "09:30:00", "10:00:00", None)]


def test_teams_of_2020_has_a_line_for_each_coming_and_going():
    """Whoever has not left was there until the last moment that the list tells."""
    text = (
        "Nom complet\tAction de l’utilisateur\tHorodatage\n"
        "Camille EXEMPLE\tRejoint avant\t05/03/2024, 10:25:00\n"
        "Zoé MARTINEAU\tA rejoint\t05/03/2024, 10:30:00\n"
        "Zoé MARTINEAU\tParti\t05/03/2024, 11:00:00\n"
        "Zoé MARTINEAU\tA rejoint\t05/03/2024, 11:10:00\n"
        "Zoé MARTINEAU\tParti\t05/03/2024, 12:00:00\n"
    )
    assert told(report(text, encoding="utf-16")) == [
        ("Zoé MARTINEAU", "09:30:00", "10:00:00", None),
        ("Zoé MARTINEAU", "10:10:00", "11:00:00", None),
        ("Camille EXEMPLE", "09:25:00", "11:00:00", None),
    ]


ZOOM_FR = (
    "Nom (nom d’origine),E-mail de l’utilisateur,Heure de connexion,Heure de départ,Durée (minutes),Invité,"
    "Consentement à l’enregistrement,Dans la salle d’attente\n"
)


def test_zoom_in_french_keeps_the_month_first():
    """The clock of twelve hours says so; a line of the waiting room is no connection."""
    text = ZOOM_FR + (
        "Zoé Martineau,,03/05/2024 10:30:00 AM,03/05/2024 12:00:00 PM,90,Oui,Y,Non\n"
        "Zoé Martineau,,03/05/2024 10:28:00 AM,03/05/2024 10:30:00 AM,2,Oui,,Oui\n"
    )
    found = report(text, day=None)
    assert told(found) == [("Zoé Martineau", "09:30:00", "11:00:00", None)]
    assert found.connections[0].joined.date() == DAY
    assert [row.problems[0].code for row in found.set_aside] == ["meeting_waiting_room"]


def test_zoom_with_a_line_for_each_person_tells_minutes_only():
    text = "Name (Original Name),User Email,Total Duration (Minutes),Guest\nZoé Martineau,,92,Yes\n"
    assert told(report(text)) == [("Zoé Martineau", None, None, 92)]


def test_minutes_below_a_summary_lie_within_the_meeting():
    text = (
        "Topic,ID,Host name,Host email,Duration (minutes),Start time,End time,Participants\n"
        "Étape,812 345,Camille Exemple,c@exemple.example,100,03/05/2024 10:20:00 AM,03/05/2024 12:00:00 PM,2\n\n"
        "Name (original name),Email,Total duration (minutes),Guest\n"
        "Camille Exemple,c@exemple.example,100,No\nZoé Martineau,,40,Yes\n"
    )
    assert told(report(text, day=None)) == [
        ("Camille Exemple", "09:20:00", "11:00:00", None, "*"),
        ("Zoé Martineau", "09:20:00", "11:00:00", 40),
    ]


def test_teams_of_2021_is_not_taken_for_zoom():
    """Its summary has a meeting id too."""
    text = (
        "Meeting Summary\nTotal Number of Participants\t1\nMeeting Title\tÉtape\n"
        "Meeting Start Time\t3/5/2024, 10:24:54 AM\nMeeting Id\taaaa\n\n"
        "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\n"
        "Zoé Martineau\t3/5/2024, 10:30:00 AM\t3/5/2024, 12:00:00 PM\t1h 30m\tz@parc.example\tAttendee\t\n"
    )
    found = report(text)
    assert found.tool == "Microsoft Teams"
    assert told(found) == [("Zoé Martineau", "09:30:00", "11:00:00", None)]


def test_zoom_names_the_host_with_the_address_between_brackets():
    """Whoever ran the meeting is known by either."""
    text = (
        "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n"
        'Étape,817 96,Camille Exemple (camille@exemple.example),95,"03/05/2024 10:25:00 AM",'
        '"03/05/2024 12:00:00 PM",3\n\n'
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\n"
        'Camille,camille@exemple.example,"03/05/2024 10:25:00 AM","03/05/2024 12:00:00 PM",95,No\n'
        'Camille Exemple,,"03/05/2024 10:26:00 AM","03/05/2024 12:00:00 PM",94,No\n'
        'Zoé Martineau,,"03/05/2024 10:30:00 AM","03/05/2024 12:00:00 PM",90,Yes\n'
    )
    assert [one.host for one in report(text).connections] == [True, True, False]


def test_zoom_webinar_has_lists_of_its_own():
    """Those who ran it are hosts; those who registered and did not come are nobody."""
    text = (
        "Attendee Report\nReport Generated:,\"Mar 6, 2024 09:00:00 AM\"\n"
        "Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered\n"
        "Étape,812 345,\"Mar 5, 2024 10:25:00 AM\",95,3\n"
        "Host Details\n"
        "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest\n"
        "Yes,Camille Exemple,c@exemple.example,\"Mar 5, 2024 10:25:00 AM\",\"Mar 5, 2024 12:00:00 PM\",95,No\n"
        "Attendee Details\n"
        "Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,"
        "Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n"
        "Yes,Zoé Martineau,Zoé,Martineau,z@parc.example,\"Feb 5, 2024 10:25:00 AM\",approved,"
        "\"Mar 5, 2024 10:30:00 AM\",\"Mar 5, 2024 12:00:00 PM\",90,Yes,France\n"
        "No,Paul Brunel,Paul,Brunel,p@brunel.example,\"Feb 5, 2024 10:25:00 AM\",approved,--,--,--,--,--\n"
    )  # fmt: skip
    found = report(text)
    assert told(found) == [
        ("Camille Exemple", "09:25:00", "11:00:00", None, "*"),
        ("Zoé Martineau", "09:30:00", "11:00:00", None),
    ]
    assert [(row.line, row.problems[0].code) for row in found.set_aside] == [(11, "meeting_missed")]


def test_zoom_webinar_in_french_calls_two_columns_names():
    """Of the name on the screen and "Nom" beside "Prénom" the second is the family name."""
    text = (
        "Sujet,ID du webinaire,Heure de début réelle\nÉtape,812 345,03/05/2024 10:25:00 AM\nDétails du participant\n"
        "A participé,Nom d’utilisateur (nom d’origine),Prénom,Nom,E-mail,Heure d’arrivée,Heure de départ,"
        "Temps passé dans la session (minutes),Est un invité\n"
        "Oui,zozo,Zoé,Martineau,z@parc.example,03/05/2024 10:30:00 AM,03/05/2024 12:00:00 PM,90,Oui\n"
        "Non,--,Paul,Brunel,p@brunel.example,--,--,--,--\n"
    )
    found = report(text)
    assert found.tool == "Zoom"
    assert told(found) == [("zozo", "09:30:00", "11:00:00", None)]
    assert (found.connections[0].given_name, found.connections[0].family_name) == ("Zoé", "Martineau")
    assert [row.problems for row in found.set_aside] == [[Problem("meeting_missed", {"text": "Paul Brunel"})]]


def test_whoever_missed_the_webinar_goes_by_the_name_of_the_registration():
    text = (
        "Attended,User Name (Original Name),First Name,Last Name,Email,Join Time,Leave Time\n"
        "Yes,Zoé,Zoé,Martineau,z@parc.example,2024-03-05 10:30:00,2024-03-05 12:00:00\n"
        "No,--,Paul,Brunel,p@brunel.example,--,--\n"
    )
    assert [row.problems for row in report(text).set_aside] == [[Problem("meeting_missed", {"text": "Paul Brunel"})]]


def test_a_tool_that_nobody_knows_works_by_its_words():
    for head, line in (
        ("Participant;Adresse e-mail;Arrivée;Départ", "Zoé Martineau;z@parc.example;05/03/2024 10:30;05/03/2024 11:00"),
        ("Nom d'utilisateur;Durée de connexion;Heure d'entrée", "Zoé Martineau;30 min;2024-03-05 10:30:00"),
        ("Prénom;Nom;Entrée;Sortie", "Zoé;Martineau;10h30;11h00"),
        ("Name;Joined at;Left at", "Zoé Martineau;2024-03-05T09:30:00Z;2024-03-05T10:00:00Z"),
        ("Name;Join Time (UTC);Leave Time (UTC)", "Zoé Martineau;2024-03-05 09:30:00;2024-03-05 10:00:00"),
    ):
        assert told(report(f"{head}\n{line}\n")) == [("Zoé Martineau", "09:30:00", "10:00:00", None)], head


def test_the_order_of_days_comes_from_the_whole_report_then_from_the_session():
    head = "Name;Join time;Leave time\n"
    proved = head + "Zoé Martineau;03/05/2024 10:30;03/05/2024 11:00\nPaul Brunel;03/13/2024 10:30;03/13/2024 11:00\n"
    assert report(proved, day=None).connections[0].joined.date() == DAY
    unclear = head + "Zoé Martineau;03/05/2024 10:30;03/05/2024 11:00\n"
    assert report(unclear).connections[0].joined.date() == DAY
    assert report(unclear, day=dt.date(2024, 5, 3)).connections[0].joined.date() == dt.date(2024, 5, 3)
    assert report(unclear, day=None).connections[0].joined.date() == dt.date(2024, 5, 3), "day first, as French is"


def test_hours_without_a_day_that_nobody_tells_are_a_length():
    text = "Name;Join time;Leave time\nZoé Martineau;23:30;00:10\n"
    assert told(report(text, day=None)) == [("Zoé Martineau", None, None, 40)]
    night = report(text).connections[0]
    assert (night.left - night.joined) == dt.timedelta(minutes=40)


def test_the_hour_that_comes_twice_in_autumn_is_counted_once_more():
    text = "Name;Join time;Leave time\nZoé Martineau;2024-10-27 02:50:00;2024-10-27 02:10:00\n"
    one = report(text, day=dt.date(2024, 10, 27)).connections[0]
    assert one.left - one.joined == dt.timedelta(minutes=20)


def test_webex_repeats_the_meeting_on_each_line():
    text = (
        "Meeting Name,Meeting Start Time,Meeting End Time,Display Name,First Name,Last Name,Role,Attendee Email,"
        "Join Time,Leave Time,Attendance Duration,Connection Type\n"
        "Étape,2024-03-05 10:25:00,2024-03-05 12:03:00,Camille E,Camille,Exemple,Host,c@ex.example,"
        "2024-03-05 10:25:00,2024-03-05 12:03:00,98 mins,Desktop app\n"
        "Étape,2024-03-05 10:25:00,2024-03-05 12:03:00,Zoé M,Zoé,Martineau,Attendee,z@parc.example,"
        "2024-03-05 10:30:00,2024-03-05 12:00:00,90 mins,Mobile app\n"
    )
    found = report(text)
    assert told(found) == [("Camille E", "09:25:00", "11:03:00", None, "*"), ("Zoé M", "09:30:00", "11:00:00", None)]
    assert found.connections[1].email == "z@parc.example"


def test_bigbluebutton_in_french():
    text = (
        "Nom,Modérateur,Score d'activité,Temps de parole,Temps webcam,Messages,Rejoint,Quitté,Durée\n"
        "Camille Exemple,VRAI,0,00:41:10,-,4,05/03/2024 10:21:07,05/03/2024 12:03:40,01:42:33\n"
        "Zoé Martineau,FAUX,0,-,-,4,05/03/2024 10:30:00,-,01:30:00\n"
    )
    found = report(text)
    assert found.tool == "BigBlueButton"
    assert told(found) == [
        ("Camille Exemple", "09:21:07", "11:03:40", None, "*"),
        ("Zoé Martineau", "09:30:00", "11:00:00", None),
    ]


def test_a_report_saved_as_a_workbook():
    """The parts of a Teams report in one sheet, moments as a spreadsheet keeps them."""
    import io

    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ["1. Résumé"],
        ["Titre de la réunion", "Étape"],
        [],
        ["2. Participants"],
        ["Nom", "Première connexion", "Dernière déconnexion", "Durée en réunion", "E-mail"],
        ["MARTINEAU Zoé", dt.datetime(2024, 3, 5, 10, 30), dt.datetime(2024, 3, 5, 12, 0), "1h 30m", "z@parc.example"],
    ):
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    found = report_of(opened(saved.getvalue(), "x.xlsx"), PARIS, DAY)
    assert (found.title, told(found)) == ("Étape", [("MARTINEAU Zoé", "09:30:00", "11:00:00", None)])


def test_a_list_of_an_unknown_tool_is_sure_only_by_words_of_meetings():
    sure = report("Name;Join time;Leave time\nZoé Martineau;05/03/2024 10:30;05/03/2024 11:00\n")
    assert (sure.tool, sure.is_sure) == (None, True)
    assert not report("Participant;Arrivée;Départ\nZoé;05/03/2024 10:30;05/03/2024 11:00\n").is_sure
    assert report("Nom;Durée;Heure d'arrivée;Heure de sortie\nZoé;29 min;10:31;11:00\n").is_sure


def test_no_report_is_made_of_other_lists():
    """Forms have a start and an end too, members a day on which they joined, courses a length."""
    for text in (
        "ID;Heure de début;Heure de fin;Messagerie;Nom\n1;05/03/2024 10:30;05/03/2024 10:35;z@p.example;Zoé\n",
        "Nom;Prénom;Présent;Durée\nMartineau;Zoé;oui;\n",
        "Formation;Public;Lieu;Prix;Nom;Durée\nTaille;tous;Die;20;Verger;2 jours de terrain\n",
        "Nom;Prénom;Entrée;Plat\nMartineau;Zoé;salade;gratin\n",
        "name,email\nZoé,z@p.example\n",
    ):
        assert report(text) is None, text


@pytest.mark.parametrize(
    "content", ["Name;Join time\n", "Name;Join time;Leave time\nZoé;;\n", "Name;Duration\nZoé;abc\n"]
)
def test_what_tells_nothing_is_read_without_a_fault(content):
    found = report(content)
    assert found is None or all(one.minutes is None for one in found.connections)


def test_lengths_of_less_than_an_hour_may_be_minutes_and_seconds():
    found = report(
        "* Meeting code: abc-defg-hij\n\nFull Name,First Seen,Time in Call\n"
        "Zoé Martineau,2024-03-05 10:30:00,1:10:12\nLoïc L'HOSTIS,2024-03-05 11:30:00,28:05\n"
    )
    assert told(found) == [
        ("Zoé Martineau", "09:30:00", "10:40:12", None),
        ("Loïc L'HOSTIS", "10:30:00", "10:58:05", None),
    ]
