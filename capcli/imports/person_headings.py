"""The headings of columns about somebody: who they are, where they work, what they asked for."""

from capcli.imports.known_headings import Field, known

REF = known("ref", "ref")
GIVEN_NAME = known(
    "given_name",
    "given name, prenom, prenoms, first name, firstname, forename, prenom participant, "
    "prenom stagiaire, prenom inscrit, prenom usuel, prenom usage, prenom naissance, votre prenom, "
    "fname, first, attendee first name, guest first name, registrant first name, nom premier, "
    "given names, attendee name given name, attendee name first name, christian name, vorname, "
    "prenom contact, prenom complet, user first name, your first name, your firstname, name first",
)
FAMILY_NAME = known(
    "family_name",
    "family name, nom famille, nom usuel, nom usage, nom, last name, lastname, surname, noms, "
    "nom participant, nom stagiaire, nom inscrit, nom dusage, lname, last, attendee last name, "
    "attendee surname, guest last name, registrant last name, nom naissance, nom patronymique, "
    "nom marital, nom epouse, nachname, attendee name family name, attendee name last name, "
    "nom famille usage, second name, your last name, your lastname, nom dusage ou marital, user last name, "
    "nom usage ou marital, name last",
)
NAME = known(
    "name",
    "nom prenom, prenom nom, nom et prenom, prenom et nom, nom complet, full name, name, "
    "noms et prenoms, identite, prenoms nom, noms prenoms, nom prenoms, prenoms et nom, nom et prenoms, "
    "prenoms et noms, noms et prenom, participant, participante, stagiaire, inscrit, personne, "
    "attendee name, participant name, registrant, registrant name, fullname, complete name, "
    "first and last name, first name last name, last name first name, name surname, name and surname, "
    "surname first name, first name surname, nom affiche, nom affichage, display name, real name, "
    "your name, nom prenom participant, apprenant, beneficiaire, formatted name, fn, "
    "name original name, user display name, gecos, personne inscrite, nom prenom inscrit, participants, "
    "nom contact, contact name",
)
EMAIL = known(
    "email",
    "email, e mail, courriel, mail, adresse email, adresse e mail, adresse mail, adresse courriel, "
    "adresse electronique, adresse messagerie, adresse couriel, courrier electronique, email address, "
    "e mail address, mel, attendee email, attendee e mail, email participant, e mail participant, "
    "courriel participant, mail participant, your email, email pro, mail pro, email professionnel, "
    "e mail professionnel, mail professionnel, adresse mail professionnelle, "
    "adresse email professionnelle, adresse e mail professionnelle, courriel professionnel, "
    "adresse mail pro, email contact, e mail contact, mail contact, courriel contact, contact email, "
    "adresse mail contact, adresse email contact, e mail travail, work email, business email, "
    "email perso, mail perso, email personnel, mail personnel, adresse mail personnelle, "
    "adresse email personnelle, adresse e mail personnelle, courriel personnel, personal email, "
    "user email, primary email, mails, emails, e mails, courriels, coordonnees mail, electronic mail, "
    "e mail 1, email 1, e mail 1 value, attendee e mail address, participant email, registrant email, "
    "mail 1, adresse mail de contact, courriel de contact, adresses mail, adresse e mail professionnel, "
    "adresse mail perso, professional email, professional e mail, work e mail, business e mail, personal e mail, "
    "work email address, work e mail address, professional email address, professional e mail address, "
    "business email address, business e mail address, email professionnelle, email 2, e mail 2, mail 2, courriel 2, "
    "adresse mail 2, adresse email 2, adresse e mail 2, second email",
)
PHONE = known(
    "phone",
    "phone, telephone, tel, telephone portable, portable, mobile, gsm, numero telephone, tel portable, "
    "telephone mobile, telephone fixe, phone number, cell, no telephone, n telephone, "
    "telephone participant, tel mobile, tel fixe, fixe, num telephone, num tel, numero tel, no tel, "
    "n tel, tel pro, telephone pro, telephone professionnel, tel professionnel, tel perso, "
    "telephone perso, telephone personnel, portable pro, portable professionnel, portable perso, "
    "mobile phone, mobile number, cell phone, telephone number, contact telephone, numero portable, numero mobile, "
    "numero telephone portable, your phone, your tel, phone pro, phone perso, phone mobile, work phone, "
    "home phone, business phone, telephones, tels, ligne directe, sms, whatsapp, telephone 1, tel 1, "
    "attendee phone, cellulaire, telephone contact, tel contact, phone 1 value, phone 1, "
    "telephone bureau, tel bureau, telephone domicile, tel domicile, telephone 2, tel 2, "
    "autre telephone, tel autre, n telephone portable, no telephone portable, "
    "coordonnees telephoniques, n portable, no portable, n mobile, numero de tel portable",
)
ORGANISATION = known(
    "organisation",
    "organisation, structure, organisation name, organisme, organization, nom structure, societe, "
    "entreprise, association, collectivite, raison sociale, etablissement, employeur, company, "
    "employer, institution, structure service, service structure, organisme service, "
    "structure organisme, nom organisme, nom organisation, nom association, "
    "nom societe, nom entreprise, nom etablissement, nom collectivite, nom employeur, "
    "structure rattachement, structure appartenance, structure representee, organisme representee, "
    "organisme rattachement, organisme appartenance, organisme employeur, structure employeuse, "
    "structure employeur, organisme represente, structure association, structure collectivite, "
    "association structure, collectivite structure, structure entreprise, entreprise organisme, "
    "affiliation, company name, organization name, attendee company, organisation structure, "
    "structure organisation, entite, collectivite territoriale, organization organisation, "
    "commune ou structure, structure commune, commune structure, rattachement, your company, "
    "your organisation, your organization, compagnie, societe organisme, organisme societe, "
    "entreprise structure, nom structure ou organisme, nom structure organisme, "
    "nom association ou structure, collectivite ou organisme, collectivite organisme, "
    "association organisme, structure represente, denomination, denomination sociale, "
    "organization 1 name, organization name 1, org, orga, organisme dappartenance, structure dappartenance, "
    "structure de rattachement, lieu de travail, structure demploi, structure employeuse, "
    "nom structure employeuse, organisme employeuse",
)
FUNCTION = known(
    "function",
    "function, fonction, poste, profession, metier, role, job, job title, qualite, fonction poste, "
    "poste fonction, poste occupe, fonction occupee, fonction exercee, emploi, fonction metier, "
    "metier fonction, fonction structure, intitule poste, position, title, titre poste, occupation, "
    "fonction statut, statut fonction, mandat, fonction au sein structure, fonction qualite, "
    "qualite fonction, fonction role, role fonction, profession fonction, fonction profession, "
    "fonctions, attendee job title, activite professionnelle, mission, mandat fonction, "
    "fonction mandat, fonction ou mandat, organization 1 title, organization title, "
    "titre professionnel, intitule de poste, intitule du poste, fonctions exercees",
)
PUBLIC = known("public", "public, profil, type public, type de public, categorie public, public concerne")
POSTCODE = known(
    "postcode",
    "postcode, code postal, cp, zip, zip code, postal code, post code, code postale, codepostal, "
    "zipcode, cp residence, code postal residence, code postal domicile, code postal structure, "
    "attendee zip code, zip postal code, postal zip code, zip code postal, zip postcode, "
    "code postal bureau, code postal domicile, "
    "address 1 postal code, home zip, home zipcode, work zip, work zipcode, code postal commune, code postal ville",
)
PERSON: tuple[Field, ...] = (GIVEN_NAME, FAMILY_NAME, NAME, EMAIL, PHONE, ORGANISATION, FUNCTION, PUBLIC, POSTCODE)
EXEMPT = (
    known(
        "exempt",
        "exempt, exempt cotisation, dispense, exonere, freed dues, exempt dues, dispense cotisation, exoneration",
    ),
    known("exempt.reason", "exempt reason, exempt because, motif dispense"),
    known("exempt.from", "exempt from, dispense a partir du"),
    known("exempt.until", "exempt until, dispense jusquau"),
)
STATE = known(
    "state",
    "state, statut, etat, status, statut commande, statut inscription, etat inscription, brouillon, "
    "draft, order status, registration state, registration status, approval status, attendee status, "
    "statut participant, statut paiement, payment status, statut billet, ticket status, is draft, "
    "in draft, est brouillon, etat commande, statut reponse, response status, statut demande, "
    "etat demande, annule, annulee, annulation, cancelled, canceled, est annule, etat paiement, "
    "statut dadhesion, statut adhesion, completion status, validation, decision, statut approbation, "
    "booking status, supprime, supprimee, deleted, desiste, desistee, desistement, desinscrit, desinscrite, "
    "desinscription, withdrawn, refused, refuse, refusee, declined",
)
REQUESTED_AT = known(
    "requested_at",
    "requested at, horodateur, horodatage, timestamp, heure soumission, date soumission, submitted at, "
    "submitdate, submission date, submission time, date inscription, date envoi, date reponse, "
    "date demande, heure fin, completion time, heure fin reponse, date commande, order date, "
    "registration date, registration time, entry date, date entree, date submitted, submitted, "
    "submit date, submit date utc, date creation, registered at, registered on, created at, created, "
    "requested, demandee, demandee le, demande le, date et heure, date heure, date et heure soumission, "
    "date et heure inscription, date et heure reponse, date and time, date time, datetime, date saisie, "
    "date reception, recu le, inscrit le, inscription le, date dinscription, heure envoi, cree, "
    "cree le, date creation reponse, order datetime, order date time, date achat, purchase date, "
    "submitted on, submitted time, response date, date de lentree, entry time, transmis le, soumis le, "
    "date commande heure, heure dinscription, heure inscription, created date, date created, "
    "date creation reponse, date denregistrement, date enregistrement, enregistre le, "
    "date de validation inscription, entry datesubmitted, datesubmitted, entry date submitted",
)
SESSION = known("session", "session")
REGISTRATION: tuple[Field, ...] = (
    known("ref", "ref, person ref, persons ref, ref de la personne, ref personne"),
    REQUESTED_AT,
    known("requested_hour", "requested hour, order time, heure commande, time submitted"),
    STATE,
    known("note", "note, note interne, notes internes"),
    known(
        "mode",
        "mode, mode participation, modalite participation, mode presence, participation mode, format participation",
    ),
    known("slots", "slots, creneaux"),
    SESSION,
)
PAYER: tuple[Field, ...] = (
    known(
        "payer_given_name",
        "payer given name, acheteur prenom, prenom payeur, prenom acheteur, buyer first name, "
        "prenom commanditaire, payer first name, purchaser first name, billing first name, "
        "prenom acheteuse, first name buyer, prenom facturation",
    ),
    known(
        "payer_family_name",
        "payer family name, acheteur nom, nom payeur, nom acheteur, buyer last name, payer last name, "
        "purchaser last name, billing last name, nom facturation, buyer surname",
    ),
    known(
        "payer_name",
        "payer name, nom prenom payeur, buyer name, buyer, acheteur, purchaser, invoice address name, "
        "nom prenom acheteur, nom et prenom payeur, prenom nom payeur, prenom nom acheteur, "
        "purchaser name",
    ),
    known(
        "payer_email",
        "payer email, acheteur email, acheteur e mail, acheteur mail, acheteur courriel, email payeur, "
        "e mail payeur, courriel payeur, email acheteur, e mail acheteur, courriel acheteur, "
        "mail payeur, mail acheteur, buyer email, purchaser email, adresse email payeur, "
        "adresse email acheteur, billing email, adresse mail payeur, adresse e mail payeur, "
        "buyer e mail, adresse mail acheteur",
    ),
    known(
        "payer_phone",
        "payer phone, telephone payeur, tel payeur, telephone acheteur, tel acheteur, buyer phone, billing phone, "
        "purchaser phone, phone payeur, telephone facturation",
    ),
    known(
        "payer_organisation",
        "payer organisation, raison sociale payeur, structure payeur, societe payeur, buyer company, "
        "invoice address company, raison sociale acheteur",
    ),
)
