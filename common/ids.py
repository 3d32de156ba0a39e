"""Keys: UUIDv7, ordered by time, which a client may mint before it has a connection (RFC 9562)."""

import uuid

import uuid_utils
import uuid_utils.compat


def new_id() -> uuid.UUID:
    """A fresh UUIDv7."""
    return uuid_utils.compat.uuid7()


def new_key() -> str:
    """A fresh UUIDv7 as text, for rows that are written many at once."""
    return str(uuid_utils.uuid7())
