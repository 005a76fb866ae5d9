"""What a store has to say that is no error, one line each."""

from capcli.texts import N_, _
from capcli.texts.systems import system_words

NOTICES: dict[str, str] = {
    "edited_outside": N_(
        "cap: warning: the data file {path} was changed outside cap. cap doctor says what differs; the next change "
        "enters it in the history."
    ),
    "edit_entered": N_(
        "cap: what was changed outside cap is in the history as {entry}. The data file as cap had written it is kept: "
        "{kept}."
    ),
    "edit_unknown": N_(
        "cap: warning: what was changed outside cap is noted in the history as {entry}, without the records: neither "
        "a backup nor the history holds the data file {path} as cap had written it."
    ),
    "history_aside": N_(
        "cap: warning: the data file {path} stood at {entry}, its history at {newest}: an older copy had been put "
        "back. That history is kept: {kept}. If the newer data was the right one, see cap backup list."
    ),
    "copies_removed": N_(
        "cap: nothing could be read in {paths}, so that nobody knows whom that names: it was removed."
    ),
    "backup_failed": N_("cap: warning: no backup of {path} could be made ({reason}). The change itself is kept."),
}


def notice(code: str, values: dict[str, object]) -> str:
    """The line of a notice."""
    shown = values | {"reason": system_words(str(values["reason"]))} if "reason" in values else values
    return _(NOTICES[code]).format(**shown)
