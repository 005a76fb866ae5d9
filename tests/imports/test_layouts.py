"""Exports of other programs, in generations that nobody here has a file of: what they are and what each row says."""

import json

import pytest

from capcli.domain.applicants import name_in
from capcli.domain.leavings import left_out, waitlisted
from capcli.domain.payment_words import unpaid
from capcli.imports import mapping
from capcli.imports.reading import Sheet, read

ZOE = ("Zoé", "Martineau", "zoe.martineau@parc.example")
LOIC = ("Loïc", "L'HOSTIS", "loic@mairie.example")


def sheet_of(text: str) -> Sheet:
    return read(text.encode(), "f", lambda heading: any(mapping.is_known(heading, kind, []) for kind in mapping.KINDS))


def told(text: str, kind: str | None = None):
    """The kind, the tool and the rows of a file."""
    sheet = sheet_of(text)
    layout = mapping.recognised(sheet)
    kind = kind or layout.kind
    return layout, mapping.rows_of(sheet, mapping.columns_of(sheet, kind), kind)


def people(rows) -> list[tuple[str, str, str | None]]:
    return [(*name_in(row), row.values.get("email")) for row in rows]


def field(rows, name: str) -> list[str | None]:
    return [row.values.get(name) for row in rows]


WEBFORM_8 = (
    "Serial number,Submission ID,Submission URI,Created,Completed,Changed,In draft?,Current page,Remote IP address,"
    "Submitted by: ID,Submitted by: Title,Language,Submitted to: Entity type,Submitted to: Entity ID,Nom,Prénom,"
    "Adresse électronique,Organisme,Régime alimentaire\n"
    "1,77,/node/3/submissions/77,2024-02-12 09:02:11,2024-02-12 09:02:11,2024-02-12 09:02:11,No,,192.0.2.1,0,Anonymous,"
    "French,node,3,Martineau,Zoé,zoe.martineau@parc.example,PNR des Monts,sans gluten\n"
    "2,78,/node/3/submissions/78,2024-02-13 09:02:11,,2024-02-13 09:02:11,Yes,,192.0.2.2,0,Anonymous,French,node,3,"
    "L'HOSTIS,Loïc,loic@mairie.example,Mairie,\n"
)


def test_webform_of_drupal_8():
    layout, rows = told(WEBFORM_8)
    assert (layout.kind, layout.tool) == ("registrations", "Webform")
    assert people(rows) == [ZOE, LOIC]
    assert field(rows, "requested_at") == ["2024-02-12 09:02:11", "2024-02-13 09:02:11"]
    assert field(rows, "organisation") == ["PNR des Monts", "Mairie"]
    assert rows[0].sensitive == {"Régime alimentaire": "sans gluten"}
    assert rows[0].answers == {}
    assert "In draft?: Yes" in rows[1].states
    assert mapping.form_of(sheet_of(WEBFORM_8)) == "Webform 3"


def test_google_forms_in_english():
    layout, rows = told(
        "Timestamp,Email Address,Full name,Organization,Do you have any dietary requirements?,How did you hear of us?\n"
        "2024/02/12 9:02:11 AM GMT+1,zoe.martineau@parc.example,Zoé Martineau,PNR,None,Radio\n"
    )
    assert (layout.kind, layout.tool) == ("registrations", "Google Forms")
    assert people(rows) == [ZOE]
    assert rows[0].sensitive == {"Do you have any dietary requirements?": "None"}
    assert rows[0].answers == {"How did you hear of us?": "Radio"}


def test_microsoft_forms_in_english_signed_in_as_somebody_else():
    """The account is whoever was signed in: the questions tell who comes."""
    layout, rows = told(
        "ID;Start time;Completion time;Email;Name;Language;First name;Last name;E-mail;Organisation\n"
        "1;2/12/2024 9:00:00;2/12/2024 9:02:11;boss@parc.example;Chef BOSS;fr;Zoé;Martineau;"
        "zoe.martineau@parc.example;PNR\n"
        "2;2/13/2024 9:00:00;2/13/2024 9:02:11;anonymous;;fr;Loïc;L'HOSTIS;;Mairie\n"
    )
    assert (layout.kind, layout.tool) == ("registrations", "Microsoft Forms")
    assert people(rows) == [ZOE, ("Loïc", "L'HOSTIS", None)]
    assert field(rows, "requested_at") == ["2/12/2024 9:02:11", "2/13/2024 9:02:11"]


def test_microsoft_forms_without_a_question_about_the_name():
    """Then the account is all there is."""
    _layout, rows = told(
        "ID,Heure de début,Heure de fin,Adresse de messagerie,Nom,Atelier\n"
        "1,12/02/2024 09:00:00,12/02/2024 09:02:11,zoe.martineau@parc.example,Zoé Martineau,Matin\n"
    )
    assert people(rows) == [ZOE]


def test_limesurvey_with_codes_only():
    """Codes say nothing: what the cells look like does, and the order of the columns is kept for the answers."""
    layout, rows = told(
        '"id","submitdate","lastpage","startlanguage","startdate","datestamp","ipaddr","G01Q01","G01Q02",'
        '"G01Q03[SQ001]"\n'
        '"1","2024-02-12 09:02:11","2","fr","2024-02-12 09:00:00","2024-02-12 09:02:11","192.0.2.1","MARTINEAU Zoé",'
        '"zoe.martineau@parc.example","Oui"\n'
        '"2","","1","fr","2024-02-12 09:00:00","2024-02-12 09:01:00","192.0.2.2","L\'HOSTIS Loïc",'
        '"loic@mairie.example",""\n'
    )
    assert (layout.kind, layout.tool) == ("registrations", "LimeSurvey")
    assert people(rows) == [("Zoé", "MARTINEAU", "zoe.martineau@parc.example"), LOIC]
    assert [row.unfinished for row in rows] == [False, True]
    assert rows[0].answers == {"G01Q03[SQ001]": "Oui"}


def test_limesurvey_with_full_questions_in_english():
    layout, rows = told(
        '"Response ID","Date submitted","Last page","Start language","Seed","Date started","Date last action",'
        '"IP address",'
        '"First name:","Last name:","Email address:","Access needs"\n'
        '"4","2024-02-12 09:02:11","3","en","1","2024-02-12 09:00:00","2024-02-12 09:02:11","192.0.2.1","Zoé",'
        '"Martineau",'
        '"zoe.martineau@parc.example","fauteuil roulant"\n'
    )
    assert (layout.kind, layout.tool) == ("registrations", "LimeSurvey")
    assert people(rows) == [ZOE]
    assert (rows[0].sensitive, rows[0].answers) == ({"Access needs": "fauteuil roulant"}, {})


def test_gravity_forms_puts_the_parts_of_a_name_in_brackets():
    layout, rows = told(
        "Nom (Prénom),Nom (Nom de famille),E-mail,Structure,Entry Id,Entry Date,Date Updated,Source Url,Transaction Id,"
        "Payment Amount,Payment Date,Payment Status,Post Id,User Agent,User IP,Created By (User Id)\n"
        "Zoé,Martineau,zoe.martineau@parc.example,PNR,12,2024-02-12 09:02:11,2024-02-12 09:02:11,"
        "https://a.example,,,,,,"
        "Mozilla/5.0,192.0.2.1,\n"
    )
    assert (layout.kind, layout.tool) == ("registrations", "Gravity Forms")
    assert people(rows) == [ZOE]
    assert rows[0].answers == {}


def test_contact_form_7_of_two_plugins():
    for text in (
        "id,your-name,your-email,your-subject,your-message,Date\n"
        "1,Zoé Martineau,zoe.martineau@parc.example,Inscription,Bonjour,2024-02-12 09:02:11\n",
        "Submitted,your-name,your-email,tel-123,your-message,Submitted Login,Submitted From\n"
        "2024-02-12 09:02:11,Zoé Martineau,zoe.martineau@parc.example,0465711003,Bonjour,,192.0.2.1\n",
    ):
        layout, rows = told(text)
        assert (layout.kind, layout.tool) == ("registrations", "Contact Form 7")
        assert people(rows) == [ZOE]
        assert field(rows, "requested_at") == ["2024-02-12 09:02:11"]
        assert rows[0].sensitive == {"your-message": "Bonjour"}
        assert rows[0].answers == {}


def test_eventbrite_attendees_and_their_buyer():
    layout, rows = told(
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Attendee Status,"
        "Buyer First Name,"
        "Buyer Last Name,Buyer Email,Company,Job Title\n"
        "9001,2024-02-12 09:02:11,Zoé,Martineau,zoe.martineau@parc.example,1,Plein tarif,77,Attending,Paul,Brun,"
        "paul@brun.example,PNR,Chargée\n"
        "9001,2024-02-12 09:02:11,Loïc,L'HOSTIS,loic@mairie.example,1,Plein tarif,78,Not Attending,Paul,Brun,"
        "paul@brun.example,Mairie,\n"
    )
    assert (layout.kind, layout.tool) == ("registrations", "Eventbrite")
    assert people(rows) == [ZOE, LOIC]
    assert field(rows, "organisation") == ["PNR", "Mairie"]
    assert field(rows, "payer_email") == ["paul@brun.example"] * 2
    assert rows[1].states == ["Attendee Status: Not Attending"]


def test_helloasso_memberships_of_the_new_generation():
    layout, rows = told(
        "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;Carte d'adhérent;"
        "Nom payeur;Prénom payeur;Email payeur;Raison sociale;Moyen de paiement;Tarif;Montant tarif;Code Promo;"
        "Montant code promo;Email;Téléphone\n"
        "1;12/02/2024 09:02;Validé;Martineau;Zoé;https://carte.example;Martineau;Zoé;zoe.martineau@parc.example;;"
        "Carte bancaire;Individuel;20,00;;;;0465711003\n"
        "2;13/02/2024 09:02;Validé;Martineau;Tom;https://carte.example;Martineau;Zoé;zoe.martineau@parc.example;;"
        "Carte bancaire;Individuel;20,00;;;tom@parc.example;\n"
        "3;14/02/2024 09:02;Validé;L'HOSTIS;Lou;https://carte.example;L'HOSTIS;Loïc;loic@mairie.example;;"
        "Carte bancaire;Individuel;20,00;;;;\n"
    )
    assert (layout.kind, layout.tool) == ("dues", "HelloAsso")
    assert people(rows) == [ZOE, ("Tom", "Martineau", "tom@parc.example"), ("Lou", "L'HOSTIS", None)]
    assert field(rows, "amount") == ["20,00"] * 3
    assert field(rows, "paid_on") == ["12/02/2024 09:02", "13/02/2024 09:02", "14/02/2024 09:02"]
    assert field(rows, "rate") == ["Individuel"] * 3
    assert field(rows, "reference") == ["1", "2", "3"]
    assert field(rows, "method") == ["Carte bancaire"] * 3


def test_helloasso_payments_are_of_who_pays():
    layout, rows = told(
        "Référence paiement;Date du paiement;Statut du paiement;Nom payeur;Prénom payeur;Email payeur;Raison sociale;"
        "Montant total;Moyen de paiement;Type de campagne;Campagne;Attestation\n"
        "555;12/02/2024 09:02:11;Autorisé;Martineau;Zoé;zoe.martineau@parc.example;;20,00;Carte bancaire;Adhésion;"
        "Adhésions 2024;https://a.example\n"
    )
    assert (layout.kind, layout.tool) == ("dues", "HelloAsso")
    assert people(rows) == [ZOE]
    assert (rows[0].values["amount"], rows[0].values["reference"]) == ("20,00", "555")
    assert rows[0].values["paid_on"] == "12/02/2024 09:02:11"


def test_the_day_of_an_instalment_is_no_end_of_dues():
    _layout, rows = told(
        "Référence paiement;Date du paiement;Statut du paiement;Nom payeur;Prénom payeur;Email payeur;Montant;Type;"
        "Date de l'échéance\n1;12/02/2024;Autorisé;Martineau;Zoé;zoe.martineau@parc.example;20,00;Adhésion;12/03/2024\n"
    )
    assert (people(rows), field(rows, "paid_on"), field(rows, "until")) == ([ZOE], ["12/02/2024"], [None])


def test_helloasso_payments_with_a_gift_on_top_are_of_the_rate_alone():
    _layout, rows = told(
        "Référence commande;Référence paiement;Montant total;Date du paiement;Statut du paiement;Versé;"
        "Date du versement;Nom payeur;Prénom payeur;Email payeur;Campagne;Type de campagne;Montant du tarif;"
        "Montant des options;Don supplémentaire;Montant du code promo;Moyen de paiement\n"
        "8;53;25,00;03/02/2024 18:23:13;Payé;Oui;05/02/2024;Martineau;Zoé;zoe.martineau@parc.example;Adhésions;"
        "Adhésion;20,00;;5,00;;Carte bancaire\n"
    )
    assert people(rows) == [ZOE]
    assert (rows[0].values["amount"], rows[0].values["reference"]) == ("20,00", "53")


def test_an_old_helloasso_membership_paid_by_a_parent():
    """Without the names of payers an address that names somebody else is not the member's."""
    _layout, rows = told(
        "Date;Email acheteur;Nom;Prénom;Status;Tarif;Montant (€);Code Promo;Url carte d'adhérent\n"
        "12/02/2024 09:02:11;zoe.martineau@parc.example;Martineau;Zoé;Validé;Individuel;20,00;;https://a.example\n"
        "12/02/2024 09:12:11;jean.dupont@exemple.example;Dupont;Léa;Validé;Individuel;20,00;;https://a.example\n"
        "12/02/2024 09:22:11;famille@brun.example;Brun;Ana;Validé;Individuel;20,00;;https://a.example\n"
        "12/02/2024 09:32:11;famille@brun.example;Brun;Tom;Validé;Individuel;20,00;;https://a.example\n"
    )
    assert people(rows) == [ZOE, ("Léa", "Dupont", None), ("Ana", "Brun", None), ("Tom", "Brun", None)]


def test_pretix_positions_are_of_attendees():
    layout, rows = told(
        '"Event slug","Order code","Position ID","Status","Email","Phone number","Order date","Order time","Product",'
        '"Variation","Price","Attendee name","Attendee name: Given name","Attendee name: Family name","Attendee email",'
        '"Attendee company","Voucher code","Pseudonymization ID","Invoice address name","Régime"\n'
        '"a24","A0B","1","paid","boss@parc.example","","2024-02-12","09:02:11","Plein","","30.00","Zoé Martineau",'
        '"Zoé",'
        '"Martineau","zoe.martineau@parc.example","PNR","","QWERTY","Chef BOSS","vegan"\n'
        '"a24","A0B","2","canceled","boss@parc.example","","2024-02-12","09:02:11","Plein","","30.00",'
        '"Loïc L\'HOSTIS","Loïc",'
        '"L\'HOSTIS","","Mairie","","QWERTZ","Chef BOSS",""\n'
    )
    assert (layout.kind, layout.tool) == ("registrations", "pretix")
    assert people(rows) == [ZOE, ("Loïc", "L'HOSTIS", None)]
    assert field(rows, "requested_at") == ["2024-02-12 09:02:11"] * 2
    assert field(rows, "organisation") == ["PNR", "Mairie"]
    assert rows[1].states == ["Status: canceled"]
    assert rows[0].sensitive == {"Régime": "vegan"}


def test_pretix_writes_the_parts_of_the_name_on_the_invoice_too():
    """Two columns are called "Company": of who comes, then of who pays, whose phone the order has."""
    layout, rows = told(
        "Event slug,Order code,Position ID,Status,E-mail,Phone number,Order date,Order time,Product,Attendee name,"
        "Attendee name: Title,Attendee name: Given name,Attendee name: Family name,Attendee email,Company,ZIP code,"
        "Pseudonymization ID,Company,Invoice address name,Invoice address name: Title,"
        "Invoice address name: Given name,Invoice address name: Family name,Invoice address ZIP code\n"
        "a24,A0B,1,Paid,compta@ville.example,0465711020,2024-02-12,09:02:11,Entry,Zoé Martineau,Mme,Zoé,Martineau,"
        "zoe.martineau@parc.example,PNR,26400,X,Ville,Service COMPTA,,Service,COMPTA,26000\n"
        "a24,C0D,1,Paid,loic@mairie.example,0465711005,2024-02-12,09:02:11,Entry,Loïc L'HOSTIS,Mr,Loïc,L'HOSTIS,"
        ",,,Y,,Loïc L'HOSTIS,,Loïc,L'HOSTIS,\n"
    )
    assert (layout.kind, layout.tool) == ("registrations", "pretix")
    assert people(rows) == [ZOE, LOIC]
    assert field(rows, "organisation") == ["PNR", None]
    assert field(rows, "phone") == [None, "0465711005"]
    assert field(rows, "function") == [None, None]
    told_of_payer = {heading: rows[0].answers[heading] for heading in ("Company", "Phone number", "E-mail")}
    assert told_of_payer == {"Company": "Ville", "Phone number": "0465711020", "E-mail": "compta@ville.example"}


def test_indico():
    layout, rows = told(
        "ID,Name,Email Address,Affiliation,Position,Phone Number,Registration date,Registration state\n"
        "1,Zoé Martineau,zoe.martineau@parc.example,PNR,Chargée,0465711003,2024-02-12T09:02:11+01:00,Completed\n"
    )
    assert (layout.kind, layout.tool) == ("registrations", "Indico")
    assert people(rows) == [ZOE]
    assert (rows[0].values["organisation"], rows[0].values["function"]) == ("PNR", "Chargée")


def test_the_title_before_a_name_is_no_function():
    _layout, rows = told(
        "ID,Name,Title,Email Address,Registration date,Registration state\n"
        "1,Zoé Martineau,Prof,zoe.martineau@parc.example,2024-02-12T09:02:11+01:00,Completed\n"
    )
    assert (rows[0].answers, field(rows, "function")) == ({"Title": "Prof"}, [None])
    _layout, rows = told("Prénom,Nom,Titre,Courriel\nZoé,Martineau,Mme,z@parc.example\nLoïc,L'HOSTIS,Dr,\n")
    assert field(rows, "function") == [None, None]
    _layout, rows = told("Prénom,Nom,Fonction,Courriel\nZoé,Martineau,Prof,z@parc.example\nLoïc,L'HOSTIS,Maire,\n")
    assert field(rows, "function") == ["Prof", "Maire"]


def test_zoom_registrations_put_the_month_first():
    text = (
        "Registration Report\nReport Generated:,02/20/2024 10:00\nTopic,Webinar ID,Scheduled Time,Duration (minutes)\n"
        "Accueillir de nouveaux habitants,812 345,03/05/2024 10:30,90\n\nAttendee Details\n"
        "First Name,Last Name,Email,Organization,Job Title,Registration Time,Approval Status\n"
        "Zoé,Martineau,zoe.martineau@parc.example,PNR,Chargée,02/03/2024 09:02:11,approved\n"
        "Loïc,L'HOSTIS,loic@mairie.example,Mairie,,02/04/2024 09:02:11,cancelled by host\n"
    )
    layout, rows = told(text)
    sheet = sheet_of(text)
    assert (layout.kind, layout.tool) == ("registrations", "Zoom")
    assert people(rows) == [ZOE, LOIC]
    assert mapping.date_order(sheet, mapping.columns_of(sheet, "registrations")) == "month_first"
    assert rows[1].states == ["Approval Status: cancelled by host"]


def test_galette_in_english():
    layout, rows = told(
        '"Member number";"Status";"Name";"First name";"Company";"Title";"Address";"Zip Code";"City";"Phone";"GSM";'
        '"E-Mail";'
        '"Account";"Freed of dues";"Creation date";"Due date"\n'
        '"1";"Active member";"Martineau";"Zoé";"";"Mrs";"1 rue";"26400";"V";"";"0639981003";'
        '"zoe.martineau@parc.example";'
        '"Active";"No";"2020-01-15";"2024-12-31"\n'
    )
    assert (layout.kind, layout.tool) == ("people", "Galette")
    assert people(rows) == [ZOE]
    assert (rows[0].values["exempt"], rows[0].values["phone"]) == ("No", "0639981003")


def test_dolibarr_members_and_their_subscriptions():
    members = (
        "Réf.;Civilité;Nom;Prénom;Identifiant;Nature de l'adhérent;Société;Type d'adhérent;Adresse;Code postal;"
        "Ville;Pays;"
        "Tél. pro.;Portable;Email;Date de naissance;Statut;Date fin adhésion\n"
        "1;Mme;Martineau;Zoé;zm;phy;;Individuel;1 rue;26400;V;FR;;0639981003;zoe.martineau@parc.example;"
        "1980-01-01;1;2024-12-31\n"
    )
    layout, rows = told(members)
    assert (layout.kind, layout.tool) == ("people", "Dolibarr")
    assert people(rows) == [ZOE]
    assert (rows[0].values["kind"], rows[0].values["phone"]) == ("phy", "0639981003")
    paid = members.replace("Date fin adhésion", "Date fin adhésion;Date adhésion;Montant cotisation").replace(
        "2024-12-31", "2024-12-31;2024-01-10;20.00000000"
    )
    layout, rows = told(paid)
    assert (layout.kind, layout.tool) == ("dues", "Dolibarr")
    assert (rows[0].values["amount"], rows[0].values["paid_on"]) == ("20.00000000", "2024-01-10")
    assert rows[0].values["until"] == "2024-12-31"
    assert "kind" not in rows[0].values  # what the member is says nothing of the payment


def test_mailing_lists():
    for tool, text in {
        "Mailchimp": "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,"
        "CONFIRM_IP,LATITUDE,"
        "LONGITUDE,LEID,EUID,NOTES\nzoe.martineau@parc.example,Zoé,Martineau,2,2024-02-12,192.0.2.1,2024-02-12,"
        "192.0.2.1,"
        "44.7,5.1,1,a,\n",
        "Brevo": "CONTACT ID;EMAIL;PRENOM;NOM;SMS;EMAIL_BLACKLISTED\n1;zoe.martineau@parc.example;Zoé;Martineau;;0\n",
        "Sympa": "zoe.martineau@parc.example;Zoé Martineau\nloic@mairie.example;\n",
    }.items():
        layout, rows = told(text)
        assert (layout.kind, layout.tool) == ("people", tool)
        assert people(rows)[0] == ZOE
        assert rows[0].answers == {}


def test_contacts_with_a_column_for_each_year():
    layout, rows = told(
        "Nom;Prénom;Structure;Mail;Cotis. 2022;Adhésion 2023-2024;2024\n"
        "Martineau;Zoé;PNR;zoe.martineau@parc.example;20 €;x;\n;;Mairie de Die;;150;150;chq 12/01\n"
    )
    assert layout.kind == "contacts"
    assert rows[0].years == {2022: "20 €", 2023: "x"}
    assert rows[1].years == {2022: "150", 2023: "150", 2024: "chq 12/01"}
    assert people(rows)[0] == ZOE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nom,Prénom,Email\nMartineau,Zoé,z@a.example\n", "people"),
        ("Nom,Prénom,Email,Date d'inscription\nMartineau,Zoé,z@a.example,12/02/2024\n", "registrations"),
        ("Inscriptions à la session du 5 mars\n\nNom,Prénom,Email\nMartineau,Zoé,z@a.example\n", "registrations"),
        ("Nom,Prénom,Montant,Date\nMartineau,Zoé,20,12/02/2024\n", "dues"),
        ("Raison sociale,SIRET,Adresse\nMairie de Die,21260113700017,Place\n", "organisations"),
        ("Nom,Prénom,Présent\nMartineau,Zoé,x\n", "attendance"),
        ("Nom,Cotisation 2022,Cotisation 2023\nMartineau Zoé,20,20\n", "contacts"),
    ],
)
def test_an_unknown_layout_is_a_plain_list(text, kind):
    layout, _rows = told(text)
    assert (layout.kind, layout.tool) == (kind, None)


@pytest.mark.parametrize(
    ("text", "kind", "tool"),
    [
        (
            "serial,sid,uuid,token,uri,created,completed,changed,in_draft,current_page,remote_addr,uid,langcode,"
            "webform_id,"
            "entity_type,entity_id,locked,sticky,notes,nom,prenom,adresse_e_mail\n"
            "1,77,u,t,/a,2024-02-12 09:02:11,2024-02-12 09:02:11,2024-02-12 09:02:11,0,,192.0.2.1,0,fr,accueil,"
            "node,3,0,0,,"
            "Martineau,Zoé,zoe.martineau@parc.example\n",
            "registrations",
            "Webform",
        ),
        (
            "Numéro de série,ID de la soumission,URI de la soumission,Créé,Achevé,Modifié,Est un brouillon ?,"
            "Page actuelle,"
            "Adresse IP distante,Soumis par : ID,Langue,Nom,Prénom,Courriel\n"
            "1,77,/x,12/02/2024 - 09:02,12/02/2024 - 09:02,,Non,,192.0.2.1,0,Français,Martineau,Zoé,"
            "zoe.martineau@parc.example\n",
            "registrations",
            "Webform",
        ),
        (
            "ID de la réponse,Date de soumission,Dernière page,Langue de départ,Tête de série,Date de lancement,"
            "Adresse IP,"
            "Votre nom :,Votre prénom :,Votre adresse électronique :\n"
            "1,2024-02-12 09:02:11,2,fr,17,2024-02-12 09:00:00,192.0.2.1,Martineau,Zoé,zoe.martineau@parc.example\n",
            "registrations",
            "LimeSurvey",
        ),
        (
            "Submission Date,First Name,Last Name,E-mail,Submission IP,Submission ID\n"
            '"Feb 12, 2024",Zoé,Martineau,zoe.martineau@parc.example,192.0.2.1,59\n',
            "registrations",
            "Jotform",
        ),
        (
            "Respondent ID,Collector ID,Date Created,Date Modified,IP Address,Email Address,First Name,Last Name,"
            "Nom et prénom,Votre mail\n"
            "11,22,02/13/2024 09:02:11 AM,02/13/2024 09:03:11 AM,192.0.2.1,,,,Martineau Zoé,"
            "zoe.martineau@parc.example\n",
            "registrations",
            "SurveyMonkey",
        ),
        (
            "User ID,User display name,Timestamp,Nom,Prénom,Courriel\n"
            ",Anonymous user,2024-02-12T09:02:11+01:00,Martineau,Zoé,zoe.martineau@parc.example\n",
            "registrations",
            "Nextcloud Forms",
        ),
        (
            "Nom: Prénom,Nom: Nom,E-mail,Entry ID,Entry Date,Entry Notes,Viewed,Starred,User Device\n"
            "Zoé,Martineau,zoe.martineau@parc.example,1,12/02/2024 09:02,,1,0,Chrome\n",
            "registrations",
            "WPForms",
        ),
        (
            "N° de commande,Date de la commande,Prénom,Nom,E-mail,Type de billet,N° de participant,"
            "Statut du participant,"
            "Nom de l'acheteur\n1,12/02/2024 09:02,Zoé,Martineau,zoe.martineau@parc.example,Plein,7,Participe,Brun\n",
            "registrations",
            "Eventbrite",
        ),
        (
            "Commande #,Billet,Nom,Prénom,Email,Tarif,Prix,Date d'achat,Acheteur Nom,Acheteur Email\n"
            "123,T1,Martineau,Zoé,zoe.martineau@parc.example,Plein,30.00,2024-02-12 09:02:11,Brun,paul@brun.example\n",
            "registrations",
            None,
        ),
        (
            "Numéro de référence;Nom;Prénom;Date de la commande;Email payeur;Statut;Tarif;Montant du tarif;Nom payeur;"
            "Prénom payeur\n1;Martineau;Zoé;12/02/2024 09:02;zoe.martineau@parc.example;Validé;"
            "Adhésion individuelle;20,00;"
            "Martineau;Zoé\n",
            "dues",
            None,
        ),
        (
            "Ref.,Lastname,Firstname,Login,Member type,Nature of member,Company,Email,Subscription end date\n"
            "1,Martineau,Zoé,zm,Individuel,Individual,,zoe.martineau@parc.example,2024-12-31\n",
            "people",
            "Dolibarr",
        ),
        (
            "email\tgecos\tdate\tupdate_date\treception\tvisibility\n"
            "zoe.martineau@parc.example\tZoé Martineau\t12 feb 2024\t12 feb 2024\tmail\tnoconceal\n",
            "people",
            "Sympa",
        ),
        (
            "Name,Given Name,Family Name,Notes,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name\n"
            "Zoé Martineau,Zoé,Martineau,,* Work,zoe.martineau@parc.example,PNR\n",
            "people",
            None,
        ),
        (
            "zoe.martineau@parc.example;Zoé;Martineau\njeanne.roche@parc.example;Jeanne;Roche\n",
            "people",
            None,
        ),
    ],
)
def test_other_generations(text, kind, tool):
    """One person each, by the same name and e-mail, whatever the layout."""
    layout, rows = told(text)
    assert (layout.kind, layout.tool) == (kind, tool)
    assert people(rows)[0] == ZOE
    assert not any("192.0.2" in answer for answer in rows[0].answers.values())


def test_questions_of_limesurvey_are_kept_without_their_code():
    _layout, rows = told(
        '"id. ID de la réponse","submitdate. Date de soumission","lastpage. Dernière page","Q1. Nom",'
        '"Q2[SQ1]. Présent : [matin]"\n'
        '"1","2024-02-12 09:02:11","1","Roche","Oui"\n'
    )
    assert rows[0].answers == {"Présent : [matin]": "Oui"}


def test_hours_of_another_zone_are_told_by_the_heading():
    _layout, rows = told(
        "Prénom,Nom,Adresse e-mail,Heure d'inscription (UTC),Statut de l'inscription\n"
        'Zoé,Martineau,zoe.martineau@parc.example,"02/13/2024, 09:02:11",Inscrit\n'
    )
    assert field(rows, "requested_at") == ["02/13/2024, 09:02:11 UTC"]


def test_an_address_in_the_place_of_a_user_name_is_an_address():
    """Forms that asked people to sign in wrote their address so, before they called it one."""
    text = "Horodateur,Nom d'utilisateur,Nom et prénom\n12/02/2024 09:02:11,{},Zoé Martineau\n"
    assert people(told(text.format("zoe.martineau@parc.example"))[1]) == [ZOE]
    assert people(told(text.format("zmartineau"))[1]) == [("Zoé", "Martineau", None)]


def test_days_to_choose_among_are_a_session():
    layout, rows = told("Nom;Courriel;05/03/2024 matin;05/03/2024 après-midi\nZoé Martineau;z@a.example;oui;non\n")
    assert layout.kind == "registrations"
    assert rows[0].answers == {"05/03/2024 matin": "oui", "05/03/2024 après-midi": "non"}


def test_somebody_written_as_mail_programs_write_them():
    _layout, rows = told(
        "Participants;Structure\nZoé Martineau <zoe.martineau@parc.example>;PNR\n"
        '"""L\'HOSTIS Loïc"" <loic@mairie.example>";Mairie\nAda Roux;\n'
    )
    assert people(rows) == [ZOE, LOIC, ("Ada", "Roux", None)]


def test_assoconnect_keeps_people_and_structures():
    layout, rows = told(
        "ID,Type de contact,Civilité,Nom,Prénom,Nom de la structure,Email 1,Téléphone mobile,Date de création,"
        "Statut de l'adhésion\n"
        "1,Personne physique,Mme,Martineau,Zoé,,zoe.martineau@parc.example,0639981003,2020-01-01 10:00:00,Active\n"
        "2,Structure,,,,Foyer rural,contact@foyer.example,,2020-01-01 10:00:00,Expirée\n"
    )
    assert (layout.kind, layout.tool) == ("people", "AssoConnect")
    assert people(rows)[0] == ZOE
    assert field(rows, "organisation") == [None, "Foyer rural"]
    assert field(rows, "kind") == ["Personne physique", "Structure"]


def test_a_column_that_is_seldom_filled_is_not_the_one_of_names():
    """Without headings the words of one structure name nobody; the two columns that are always filled do."""
    _layout, rows = told(
        "Martineau;Zoé;zoe.martineau@parc.example;Foyer rural\nL'HOSTIS;Loïc;loic@mairie.example;\n"
        "Roux;Ada;ada.roux@mail.example;\n",
        "registrations",
    )
    assert people(rows)[:2] == [ZOE, LOIC]


def test_answers_below_a_key_of_json_are_known_by_their_own():
    answers = {"nom": "Martineau", "prenom": "Zoé", "email": "zoe.martineau@parc.example"}
    _layout, rows = told(json.dumps([{"id": 1, "submitted_at": "2024-02-12T09:02:11+01:00", "data": answers}]))
    assert people(rows) == [ZOE]


def test_webform_with_keys_for_headings():
    """Drupal 7 writes the keys of the questions in their place when asked to."""
    text = (
        "Journée,,,,,,,,,,\n,,,,,,,,,,\n"
        "webform_serial,webform_sid,webform_time,webform_complete_time,webform_modified_time,webform_draft,"
        "webform_ip_address,webform_uid,webform_username,nom_prenom,courriel\n"
        "1,81,12/02/2024 - 09:02,12/02/2024 - 09:02,12/02/2024 - 09:02,0,192.0.2.1,0,,MARTINEAU Zoé,zoe@parc.example\n"
        "2,82,13/02/2024 - 09:02,,13/02/2024 - 09:02,1,192.0.2.1,0,,L'HOSTIS Loïc,loic@mairie.example\n"
    )
    layout, rows = told(text)
    assert (layout.kind, layout.tool) == ("registrations", "Webform")
    assert field(rows, "requested_at") == ["12/02/2024 - 09:02", "13/02/2024 - 09:02"]
    assert [left_out(row) is None for row in rows] == [True, False]
    assert rows[0].answers == {}


@pytest.mark.parametrize("marks", ["Points - {0};Commentaires - {0}", "{0} [Score];{0} [Feedback]"])
def test_the_marks_of_a_quiz_are_not_its_answers(marks):
    """Microsoft and Google write points and comments beside each question, that of the e-mail among them."""
    asked = ("Nom et prénom", "Courriel")
    headings = ";".join(f"{question};{marks.format(question)}" for question in asked)
    _layout, rows = told(f"{headings}\nMARTINEAU Zoé;0;bien;zoe@parc.example;1;\n", "registrations")
    assert people(rows) == [("Zoé", "MARTINEAU", "zoe@parc.example")]
    assert (rows[0].answers, rows[0].sensitive) == ({}, {})


def test_points_that_a_form_asks_for_are_an_answer():
    _layout, rows = told("Nom,Points - à aborder\nMARTINEAU Zoé,les horaires\n", "registrations")
    assert rows[0].answers == {"Points - à aborder": "les horaires"}


def test_limesurvey_without_dates_says_nothing_of_when_it_was_sent():
    """It writes 1980 where the answers are not dated; an answer that was not sent has nothing at all."""
    text = (
        '"id","submitdate","lastpage","NOM","PRENOM"\n'
        '"1","1980-01-01 00:00:00","2","Martineau","Zoé"\n'
        '"2","","1","Brunel","Paul"\n'
    )
    _layout, rows = told(text, "registrations")
    assert field(rows, "requested_at") == [None, None]
    assert [row.unfinished for row in rows] == [False, True]


def test_the_end_of_the_dues_is_surer_than_that_of_the_membership():
    """A program that keeps members writes both: the one of the member on each of the years paid."""
    text = (
        "Nom,Prénom,Date fin adhésion,Date cotisation,Date fin cotisation,Montant\n"
        "Martineau,Zoé,31/12/2024,03/02/2023,31/12/2023,20\n"
    )
    assert field(told(text, "dues")[1], "until") == ["31/12/2023"]


def test_objects_within_objects_name_whoever_the_ticket_is_of():
    """The ticket has a name too: that of its rate."""
    text = (
        '[{"name": "Adhérent", "payer": {"firstName": "Paul", "lastName": "Brunel", "email": "paul@brunel.example"},'
        ' "user": {"firstName": "Zoé", "lastName": "Martineau"}}]'
    )
    assert people(told(text, "registrations")[1]) == [("Zoé", "Martineau", None)]


@pytest.mark.parametrize("heading", ["Supprimé", "Désisté", "Deleted"])
def test_a_column_of_who_is_out_no_more_takes_part(heading):
    _layout, rows = told(f"Nom,Prénom,{heading}\nMartineau,Zoé,Non\nBrunel,Paul,Oui\nRoux,Eva,\n", "registrations")
    assert [left_out(row) is None for row in rows] == [True, False, True]


def test_dues_without_another_day_were_paid_on_the_day_of_the_registration():
    """Of two days the one of the payment is surer."""
    head = "Nom;Prénom;Montant;Date d'inscription"
    assert field(told(f"{head}\nMartineau;Zoé;20;15/01/2024\n", "dues")[1], "paid_on") == ["15/01/2024"]
    both = told(f"{head};Date de paiement\nMartineau;Zoé;20;15/01/2024;16/01/2024\n", "dues")[1]
    assert field(both, "paid_on") == ["16/01/2024"]


def test_a_payment_in_dispute_is_no_money():
    _layout, rows = told("Nom;Prénom;Montant;Statut\nMartineau;Zoé;20;Contentieux\nRoux;Eva;20;Validé\n", "dues")
    assert [unpaid(row) is None for row in rows] == [False, True]


def test_where_nobody_else_is_named_the_contact_is_meant():
    """Of two contacts it is the first; somebody else whom the respondent names never is."""
    head = "Nom de la structure,Nom du référent,Prénom du référent,Mail du référent,Nom du correspondant"
    _layout, rows = told(f"{head}\nPNR,Martineau,Zoé,zoe@parc.example,Brunel\n", "registrations")
    assert people(rows) == [("Zoé", "Martineau", "zoe@parc.example")]
    assert rows[0].answers == {"Nom du correspondant": "Brunel"}
    _layout, rows = told("Nom de votre référent,Mail du référent\nMartineau,z@parc.example\n", "registrations")
    assert (people(rows), len(rows[0].answers)) == ([("", "", None)], 2)
    _layout, rows = told("Nom,Prénom,Mail du référent\nBrunel,Paul,zoe@parc.example\n", "registrations")
    assert people(rows) == [("Paul", "Brunel", None)]


def test_a_list_of_structures_names_whom_to_speak_to():
    text = "Structure;Interlocuteur;Cotis. 2023;Cotis. 2024\nPNR;Mme Zoé MARTINEAU;150;150\n"
    layout, rows = told(text)
    assert (layout.kind, people(rows)) == ("contacts", [("Zoé", "MARTINEAU", None)])


@pytest.mark.parametrize(
    "heading",
    ["Which organisation do you represent?", "What company are you from?", "Quelle structure représentez-vous ?"],
)
def test_a_question_about_whom_somebody_represents(heading):
    _layout, rows = told(f"Name,{heading}\nZoé Martineau,PNR\n", "registrations")
    assert field(rows, "organisation") == ["PNR"]


@pytest.mark.parametrize("title", ["Annulés", "Désistements :", "ANNULATIONS", "Cancelled"])
def test_whoever_stands_below_the_title_of_those_who_cancelled_has_cancelled(title):
    """Until the next title."""
    _layout, rows = told(
        f"Nom;Prénom;Courriel\nMartineau;Zoé;z@parc.example\n{title};;\nBrunel;Paul;p@parc.example\n"
        "Intervenants;;\nRoux;Eva;e@parc.example\n",
        "registrations",
    )
    assert [left_out(row) is None for row in rows] == [True, False, True]


def test_whoever_stands_below_the_title_of_a_waiting_list_was_on_it():
    text = "Nom;Prénom;Courriel\nMartineau;Zoé;z@parc.example\nListe d'attente;;\nBrunel;Paul;p@parc.example\n"
    rows = told(text, "registrations")[1]
    assert [waitlisted(row) is None for row in rows] == [True, False]


def test_whoever_stands_below_the_title_of_those_who_have_not_paid_has_not():
    text = "Nom;Prénom;Montant\nMartineau;Zoé;20\nImpayés;;\nBrunel;Paul;20\n"
    assert [unpaid(row) is None for row in told(text, "dues")[1]] == [True, False]


def test_a_title_that_tells_a_story_says_nothing_of_the_rows():
    text = "Nom;Prénom;Courriel\nParticipants après une annulation de la veille;;\nBrunel;Paul;p@parc.example\n"
    assert [left_out(row) for row in told(text, "registrations")[1]] == [None]


@pytest.mark.parametrize("heading", ["Attendance duration", "Durée de participation", "Total duration"])
def test_how_long_somebody_was_there(heading):
    text = f"Email,First name,Last name,Attended,{heading}\nz@parc.example,Zoé,Martineau,true,01:22:40\n"
    assert field(told(text, "attendance")[1], "minutes") == ["01:22:40"]


SIGNED = "{}\n\nNom;Prénom;20/11/2026 matin;20/11/2026 après-midi\nMartineau;Zoé;{}\nL'HOSTIS;Loïc;{}\n"


@pytest.mark.parametrize(
    ("title", "zoe", "loic", "kind"),
    [
        ("Feuille d'émargement", "X;X", "abs;signé", "attendance"),
        ("Liste de présence des participants", "X;X", ";excusé", "attendance"),
        ("Feuille d'émargement", ";", ";", "registrations"),
        ("Feuille d'émargement", "Salle 1;Salle 2", "Salle 2;Salle 1", "registrations"),
        ("Qui vient quand", "X;X", "X;", "registrations"),
    ],
)
def test_a_sign_in_sheet_that_is_filled_in_says_who_was_there(title, zoe, loic, kind):
    layout, rows = told(SIGNED.format(title, zoe, loic))
    assert layout.kind == kind
    assert [name_in(row) for row in rows] == [("Zoé", "Martineau"), ("Loïc", "L'HOSTIS")]


def test_contact_form_7_asks_for_your_name_and_your_last_name():
    layout, rows = told(
        '"your-name","your-lastname","your-email","Remote IP","URL","Date and Time","Title"\n'
        '"Zoé","Martineau","zoe.martineau@parc.example","192.0.2.3","https://x.example","November 9, 2026 at 4:05 pm",'
        '"Formation"\n'
    )
    assert (layout.tool, people(rows), rows[0].answers) == ("Contact Form 7", [ZOE], {})
    assert field(rows, "requested_at") == ["November 9, 2026 at 4:05 pm"]
    assert field(rows, "function") == [None]


def test_a_whole_name_beside_a_family_name_stays_whole():
    _layout, rows = told("Nom complet,Nom de naissance,Courriel\nZoé Martineau,Roche,zoe.martineau@parc.example\n")
    assert rows[0].values["name"] == "Zoé Martineau"


def test_wpforms_is_not_taken_for_gravity_forms():
    layout, rows = told(
        "Entry ID,Entry Date,Entry Notes,Viewed,Starred,Nom: Prénom,Nom: Nom,E-mail,User Device,User IP\n"
        '9,"November 9, 2026 4:05 pm",,1,0,Zoé,Martineau,zoe.martineau@parc.example,Mobile,192.0.2.1\n'
    )
    assert (layout.tool, people(rows), rows[0].answers) == ("WPForms", [ZOE], {})
