"""Which person somebody means who holds a key, an address or a number."""

import re
import uuid

from prisoners.models import Identifier

KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def key_meant(text: str) -> uuid.UUID | None:
    """The key in an address, or that of the person whose number this is, whole; whoever may see them or not.

    For break-glass only: what it answers must not be shown to who asks.
    """
    if found := KEY.search(text):
        return uuid.UUID(found.group())
    numbered = Identifier.objects.standing().filter(value=text.strip()).values_list("person_id", flat=True)[:2]
    return numbered[0] if len(numbered) == 1 else None
