"""Names for records whose names are hidden."""

import base64
import hashlib
import hmac
import uuid

from django.conf import settings

SALT = b"obmin.pseudonym"


def pseudonym(key: uuid.UUID) -> str:
    """A short name of a record, always the same: K7QX-2MRD. Without the secret of the server nobody gets at the key."""
    digest = hmac.new(settings.SECRET_KEY.encode(), SALT + key.bytes, hashlib.sha256).digest()
    letters = base64.b32encode(digest[:5]).decode()
    return f"{letters[:4]}-{letters[4:]}"


def secret_for(what: str) -> str:
    """A secret of its own for one purpose: pseudonyms made with it cannot be joined with any others."""
    return hmac.new(settings.SECRET_KEY.encode(), SALT + what.encode(), hashlib.sha256).hexdigest()
