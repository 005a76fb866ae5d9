"""The settings that the rules read, from the same transaction as the records they judge."""

from capcli.domain.policies import AttendancePolicy, DuesPolicy, PlacesPolicy, RetentionPolicy, VotersPolicy
from capcli.domain.reminders import typed_thresholds
from capcli.settings import load
from capcli.store.protocol import Reader


def dues_policy(read: Reader) -> DuesPolicy:
    """How long dues last, and what counts besides.

    Raises:
        DataFileError: `bad_setting`, the file was edited to a value that the setting does not take.
    """
    kept = load(read).checked
    return DuesPolicy(
        period="rolling" if kept("dues.period") == "rolling" else "calendar",
        year_start=kept("dues.year_start"),
        length_months=int(kept("dues.length_months")),
        carry_over_from=kept("dues.carry_over_from"),
        offered_months=int(kept("dues.offered_months")),
        grace_days=int(kept("dues.grace_days")),
        tolerance_until=kept("dues.tolerance_until"),
        promise_counts="registration" if kept("dues.promise_counts") == "registration" else "nothing",
        reminders=typed_thresholds(kept("dues.reminders")),
        exempt_votes=kept("voters.exempt") == "yes",
    )


def places_policy(read: Reader) -> PlacesPolicy:
    """How long a place is kept for somebody. Raises as `dues_policy`."""
    from capcli.domain.office_hours import typed_office_hours
    from capcli.domain.waitlist_stops import typed_stop

    kept = load(read).checked
    return PlacesPolicy(
        pending_days=int(kept("registration.pending_days")) if kept("registration.pending_days") else None,
        offer_hours=int(kept("registration.offer_hours")),
        office_hours=typed_office_hours(kept("registration.office_hours")),
        stops=typed_stop(kept("waitlist.stops")),
    )


def voters_policy(read: Reader) -> VotersPolicy:
    """How a general meeting counts. Raises as `dues_policy`."""
    kept = load(read).checked
    quorum = kept("voters.quorum")
    return VotersPolicy(quorum=int(quorum) if quorum else None)


def attendance_policy(read: Reader) -> AttendancePolicy:
    """From when somebody counts as present. Raises as `dues_policy`."""
    return AttendancePolicy(present_share=float(load(read).checked("attendance.present_share")))


def sensitive_days(read: Reader) -> int:
    """How many days after a session the sensitive answers are kept. Raises as `dues_policy`."""
    return int(load(read).checked("answers.sensitive_days"))


def retention_policy(read: Reader) -> RetentionPolicy:
    """How many years what is known of people is kept. Raises as `dues_policy`."""
    kept = load(read).checked
    return RetentionPolicy(
        contacts_years=int(kept("retention.contacts_years")),
        training_years=int(kept("retention.training_years")),
        accounts_years=int(kept("retention.accounts_years")),
    )
