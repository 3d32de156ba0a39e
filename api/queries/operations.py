"""What became of operations, and the places of what they wrote in the feed."""

import uuid
from collections.abc import Collection

from django.db import connection

from accounts.models import User
from api.models import Operation
from api.preconditions import etag

PLACES = """
    SELECT c.object_id, c.version, max(f.seq) FROM audit_change c JOIN audit_feedentry f ON f.change_id = c.id
    WHERE c.object_id = ANY(%s::uuid[]) GROUP BY 1, 2
"""


def operation_of(user: User, op_id: uuid.UUID) -> Operation | None:
    """What became of an operation that this user sent."""
    return Operation.objects.filter(user=user, op_id=op_id).first()


def places_of(keys: Collection[str]) -> dict[tuple[str, str], int]:
    """The places in the feed by record and ETag; of a version that waits to be published there is none."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(PLACES, [list(keys)])
        return {(str(key), etag(version)): seq for key, version, seq in cursor.fetchall()}
