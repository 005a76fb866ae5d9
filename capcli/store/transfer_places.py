"""Where a desk is moved from and to: which source and which target an address stands for."""

from capcli.errors import DataFileError
from capcli.store.transfer import Source, Target


def source_at(address: str | None) -> Source:
    """What the store at `address` holds now; None is the one that is remembered.

    Raises:
        DataFileError: as `open_store`; what reading it raises.
    """
    from capcli import home
    from capcli.store.opening import is_address, open_store

    chosen = address or home.recall().data
    store = open_store(chosen)
    store.read()  # says what keeps it from being opened
    getattr(store, "close", lambda: None)()
    assert chosen is not None
    if is_address(chosen):
        from capcli.store.sql_transfer import SqlSource

        return SqlSource.at(chosen)
    from capcli.store.file_source import FileSource

    return FileSource(chosen)


def target_at(address: str) -> Target:
    """The place at `address`, an address of a database or a path.

    Raises:
        DataFileError: `sql_missing`; what `address_of` raises.
    """
    from capcli.store.opening import is_address

    if not is_address(address):
        from capcli.store.file_transfer import FileTarget

        return FileTarget(address)
    try:
        from capcli.store.sql_transfer import SqlTarget
    except ImportError as error:
        raise DataFileError("sql_missing", missing=error.name or "sqlalchemy") from None
    return SqlTarget(address)
