"""Keys: UUIDv7, ordered by time, which a client may mint before it has a connection (RFC 9562)."""

import uuid

import uuid_utils.compat


def new_id() -> uuid.UUID:
    """A fresh UUIDv7."""
    return uuid_utils.compat.uuid7()
