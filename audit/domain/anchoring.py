"""Anchors: the head of the chain, signed, in a table and in a file that the database's superuser does not write."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from audit.domain.publishing import HEAD
from audit.models import Anchor
from audit.signing import Head, sign


def anchor() -> Anchor | None:
    """Sign the head of the chain and write it down; None when nothing was published since the last anchor.

    The file gets its line first: an anchor in the table which the file lacks would look like a lost line.
    Raises OSError when the file cannot be written.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # Waits for another one that signs: two would sign the same head.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ANCHOR_LOCK])
        cursor.execute(HEAD)
        row = cursor.fetchone()
        if row is None or Anchor.objects.filter(seq=row[0]).exists():
            return None
        head = Head(*row, timezone.now().isoformat())
        key, signature = sign(head)
        _write(head._asdict() | {"key": key, "signature": signature})
        return Anchor.objects.create(**head._asdict(), key=key, signature=signature)


ANCHOR_LOCK = 7_305_700_012


def _write(line: dict[str, object]) -> None:
    """Append a line to the file and see it on the disk."""
    if not settings.ANCHOR_FILE:
        return
    with Path(settings.ANCHOR_FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
