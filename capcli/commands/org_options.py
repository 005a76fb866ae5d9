"""The arguments and options that name and describe an organisation."""

from typing import Annotated

import typer

from capcli.commands.common import complete_person
from capcli.texts import N_

OrganisationArgument = Annotated[
    str, typer.Argument(metavar="ORG", help=N_("An organisation: O3, an alias or words of the name."))
]
KindOption = Annotated[str | None, typer.Option("--kind", help=N_("What it is: commune, association, company…"))]
SiretOption = Annotated[str | None, typer.Option("--siret", help=N_("The 14 digits of the SIRET."))]
EmailOption = Annotated[str | None, typer.Option("--email", help=N_("The e-mail."))]
PhoneOption = Annotated[str | None, typer.Option("--phone", help=N_("The phone, as people write it."))]
AddressOption = Annotated[str | None, typer.Option("--address", help=N_("The postal address."))]
AliasOption = Annotated[
    list[str] | None, typer.Option("--alias", help=N_("Another name, such as its initials; again for others."))
]
RepresentativeOption = Annotated[
    str | None,
    typer.Option(
        "--representative",
        metavar="WHO",
        help=N_("Who of its people casts its vote at a general meeting; “none” clears."),
        autocompletion=complete_person,
    ),
]
