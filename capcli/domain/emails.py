"""E-mail addresses as people type them, checked without the network."""

from functools import lru_cache

from capcli.errors import Usage


@lru_cache(maxsize=1 << 17)  # an import asks of each row when it reads it, and again when it adds somebody
def typed_email(text: str) -> str:
    """The address as it is kept: the writer's case before the @, the domain in small letters and in its own script.

    Raises:
        Usage: `email`, the text is not an address.
    """
    from email_validator import EmailNotValidError, validate_email

    address = text.strip().removeprefix("mailto:")
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        raise Usage("email", value=text.strip()[:80]) from None
