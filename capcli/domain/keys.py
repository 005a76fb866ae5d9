"""The folded keys by which people and organisations are found, made from their names and e-mails."""

from msgspec.structs import replace

from capcli.domain.names import email_key, name_key, organisation_key, search_key
from capcli.domain.records import Organisation, Person


def keyed_person(person: Person) -> Person:
    """The person with the folded keys of the name and the e-mail as they are; nobody finds who was forgotten."""
    if person.forgotten_on is not None:
        return replace(person, email_key=None, name_key="", search_key="")
    return replace(
        person,
        email_key=email_key(person.email) if person.email else None,
        name_key=name_key(person.given_name, person.family_name),
        search_key=search_key(person.given_name, person.family_name),
    )


def keyed_organisation(organisation: Organisation) -> Organisation:
    """The organisation with the folded keys of its names as they are, an alias that says nothing new left out."""
    keys = [organisation_key(organisation.name)]
    aliases: list[str] = []
    for alias in organisation.aliases:
        key = organisation_key(alias)
        if key not in keys:
            keys.append(key)
            aliases.append(alias)
    search = search_key(organisation.name, *aliases)
    return replace(organisation, aliases=aliases, name_keys=keys, search_key=search)
