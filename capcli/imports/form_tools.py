"""The programs in which people fill in a form."""

from capcli.imports.known_tools import Tool, tool

FORMS: tuple[Tool, ...] = (
    tool(
        "Webform",
        "registrations",
        "sid | submission id | id de la soumission | id de soumission | identifiant de soumission | "
        "uuid | submission uri | webform sid;numero de serie | serial | serial number | numero dordre | "
        "numero de soumission | webform serial;brouillon | draft | in draft | is draft | est un brouillon | "
        "est brouillon | adresse ip | ip address | remote addr |remote ip address | adresse ip distante |"
        " webform draft | soumis par | submitted by",
        requested_at=(
            "heure de soumission, submitted time, webform time, time, heure, created, cree, cree le, date de creation"
        ),
        ignore=(
            "heure dachevement, completed time, completed, acheve, termine, heure de modification, "
            "webform complete time, webform modified time, modified time, changed, modifie, langue, language, "
            "page actuelle, current page, notes, soumis a type dentite, soumis a id dentite, verrouille, epingle, "
            "locked, sticky, statut du webform, type de soumission, webform serial"
        ),
        state="brouillon, draft, in draft, is draft, est un brouillon, est brouillon, webform draft",
    ),
    tool(
        "LimeSurvey",
        "registrations",
        "id | id de la reponse | response id;submitdate | date de soumission | date submitted;lastpage |"
        " derniere page | last page",
        requested_at="submitdate, date de soumission, date submitted",
        ignore=(
            "id, startdate, datestamp, date de lancement, date started, date de la derniere action, "
            "date last action, token, code dacces, access code, refurl, interviewtime, temps total, "
            "date de debut"
        ),
    ),
    tool(
        "Microsoft Forms",
        "registrations",
        "id;heure de debut | start time;heure de fin | completion time",
        "email name family_name",
        requested_at="heure de fin, completion time",
        ignore=(
            "id, heure de debut, start time, heure de la derniere modification, last modified time, "
            "langue, language, total points, nombre total de points, quiz feedback, "
            "commentaires relatifs au questionnaire, commentaires du quiz, commentaires sur le quiz, total des points"
        ),
    ),
    tool("Tally", "registrations", "submission id;respondent id;submitted at", requested_at="submitted at"),
    tool(
        "WPForms",
        "registrations",
        "entry id | id de lentree;entry date | date | date de lentree;entry notes | starred | viewed | "
        "user device | entry geolocation",
        requested_at="entry date, date, date de lentree",
        ignore="entry notes, starred, viewed",
    ),
    tool(
        "Gravity Forms",
        "registrations",
        "entry id | id de lentree | id dentree | identifiant de lentree;entry date | date de lentree | "
        "date dentree;source url | url source | user agent | agent utilisateur | user ip | "
        "ip de lutilisateur | adresse ip de lutilisateur | url de la source",
        requested_at="entry date, date de lentree, date dentree",
        ignore=(
            "date updated, date de mise a jour, payment date, date du paiement, transaction id, "
            "id de la transaction, post id, id de la publication, created by user id, "
            "cree par id utilisateur, id de larticle, url de la source, id de transaction, "
            "date de paiement"
        ),
        answer="payment amount, montant du paiement",
        state="payment status, etat du paiement, statut du paiement",
    ),
    tool(
        "Jotform",
        "registrations",
        "submission date | date de soumission | date denvoi;submission ip | adresse ip de la soumission |"
        " submission id |id de soumission | ip | ip de soumission",
        requested_at="submission date, date de soumission, date denvoi",
    ),
    tool(
        "Contact Form 7",
        "registrations",
        "your email | votre email | email 123 | cfdb7 status;your name | your message | your subject | "
        "nom 123 | your prenom",
        requested_at="date, submitted, submit time, form date, channel date, submitted on, heure, date and time",
        family_name="your lastname, your last name, your surname, your nom",
        given_name="your firstname, your first name, your prenom",
        name="your name",
        ignore=(
            "submitted login, submitted from, cfdb7 status, id, form id, subject, from, your subject, "
            "cfdb7 file, titre, title, url, remote ip"
        ),
        sensitive="your message",
    ),
    tool(
        "Indico",
        "registrations",
        "registration date;registration state",
        requested_at="registration date",
        state="registration state",
        organisation="affiliation",
        function="position",
        answer="title",
        ignore="id, price, checked in, check in date, transaction",
    ),
    tool(
        "Zoom",
        "registrations",
        "registration time | heure dinscription;approval status | statut dapprobation | "
        "etat dapprobation | registration source | join url | source name",
        requested_at="registration time, heure dinscription",
        state="approval status, statut dapprobation, etat dapprobation",
        ignore="join url, unique link, registration source, source name, attendance type, country region name",
    ),
    tool(
        "Typeform",
        "registrations",
        "network id | submit date utc | date denvoi utc;start date utc | tags | response type",
        requested_at="submit date utc, date denvoi utc",
    ),
    tool(
        "SurveyMonkey",
        "registrations",
        "respondent id | id du repondant;collector id | id du collecteur",
        requested_at="date created, date de creation",
        ignore="custom 1, date modified",
    ),
    tool(
        "Nextcloud Forms",
        "registrations",
        "timestamp | horodatage;user id | id de lutilisateur | id utilisateur;user display name | "
        "nom daffichage de lutilisateur | nom affiche de lutilisateur",
        "name",
        requested_at="timestamp, horodatage",
    ),
    tool(
        "Ninja Forms",
        "registrations",
        "date submitted | date de soumission;seq | seq num",
        requested_at="date submitted, date de soumission",
    ),
    tool(
        "Elementor",
        "registrations",
        "form name id | form id;created at;user agent | user ip | referrer",
        requested_at="created at",
    ),
    tool("Google Forms", "registrations", "horodateur | timestamp", requested_at="horodateur, timestamp"),
)
