"""What is shown of how long people are kept: shapes of the JSON contract, as `capcli.domain.views`."""

import datetime as dt

from capcli.domain.registration_views import PersonName
from capcli.domain.retention import ContactKind
from capcli.domain.views import View


class RetentionView(View, frozen=True, kw_only=True):
    """Somebody whose every period is over: the last contact and by what, the last day to keep them, and the way out.

    `kept_until` is included. `accounts_until` and `training_until` are None
    where no payment, or no training, of theirs is known.
    """

    id: int
    ref: str
    person: PersonName
    given_name: str
    family_name: str
    email: str | None
    organisation: str | None
    last_contact: dt.date
    last_contact_by: ContactKind
    contacts_until: dt.date
    training_until: dt.date | None
    accounts_until: dt.date | None
    kept_until: dt.date
    command: str
