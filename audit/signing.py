"""Ed25519 over the head of the chain. The private key stands where the database's superuser cannot read it."""

import base64
import json
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Head(NamedTuple):
    """A head of the chain as it is signed: its number, its link and the moment (ISO 8601)."""

    seq: int
    hash: str
    at: str

    def to_bytes(self) -> bytes:
        return b"obmin anchor 1\n" + json.dumps(self._asdict(), sort_keys=True, separators=(",", ":")).encode()


def private_key() -> Ed25519PrivateKey:
    """The key of OBMIN_ANCHOR_KEY. Raises ImproperlyConfigured when it is none."""
    try:
        return Ed25519PrivateKey.from_private_bytes(_decoded(settings.ANCHOR_KEY))
    except ValueError as error:
        raise ImproperlyConfigured("OBMIN_ANCHOR_KEY is not 32 bytes in base64url") from error


def public_text(key: Ed25519PrivateKey) -> str:
    """The public key of a private one, in base64url: what anchors carry, and what a verifier trusts."""
    return _encoded(key.public_key().public_bytes_raw())


def trusted_keys() -> set[str]:
    """Public keys whose anchors count: that of our own key, and those named in OBMIN_ANCHOR_TRUSTED."""
    own = {public_text(private_key())} if settings.ANCHOR_KEY else set()
    return own | set(settings.ANCHOR_TRUSTED)


def sign(head: Head) -> tuple[str, str]:
    """The public key and the signature of a head, in base64url."""
    key = private_key()
    return public_text(key), _encoded(key.sign(head.to_bytes()))


def is_signed(head: Head, key: str, signature: str) -> bool:
    """Whether the holder of a public key signed this head."""
    try:
        Ed25519PublicKey.from_public_bytes(_decoded(key)).verify(_decoded(signature), head.to_bytes())
    except (InvalidSignature, ValueError):
        return False
    return True


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
