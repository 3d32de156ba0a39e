"""ETags are versions (`"v7"`), and a write says which version it has seen."""

import re

from django.utils.translation import gettext as _
from rest_framework.request import Request

from api.problems import Problem

#: Letters of an Idempotency-Key.
LONGEST_KEY = 200
VERSION = re.compile(r'^"v([1-9][0-9]{0,8})"$')


def etag(version: int) -> str:
    """The strong validator of a version."""
    return f'"v{version}"'


def version_in(text: str) -> int | None:
    """The version that a validator names; None for any other text."""
    match = VERSION.match(text)
    return int(match[1]) if match else None


def not_modified(request: Request, version: int) -> bool:
    """Whether `If-None-Match` names this version: the reader has it already."""
    given = request.headers.get("If-None-Match", "")
    known = {each.strip().removeprefix("W/") for each in given.split(",")}
    return etag(version) in known or "*" in known


def prefers_minimal(request: Request) -> bool:
    """Whether the writer wants no more back than the id and the version (RFC 7240, `Prefer: return=minimal`)."""
    return "return=minimal" in request.headers.get("Prefer", "").replace(" ", "").split(",")


def wants_creation(request: Request) -> bool:
    """True for `If-None-Match: *`. Raises a problem 400 for any other value, and beside `If-Match`."""
    given = request.headers.get("If-None-Match")
    if given is None:
        return False
    if given.strip() != "*" or "If-Match" in request.headers:
        raise Problem(
            400, _("Create with If-None-Match: *, update with If-Match, never with both."), code="invalid_header"
        )
    return True


def expected_version(request: Request) -> int:
    """The version in `If-Match`. Raises a problem 428 when there is none, 400 when it cannot be read."""
    given = request.headers.get("If-Match")
    if given is None:
        raise Problem(428, _('Say in If-Match which version you have read, as in If-Match: "v7".'))
    version = version_in(given.strip())
    if version is None:
        raise Problem(400, _('If-Match must be one version, as in "v7".'), code="invalid_header")
    return version


def idempotency_key(request: Request, *, required: bool = False) -> str:
    """The key under which a request has one effect; "" without one. Raises a problem 428 where it must have one."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if required and not key:
        raise Problem(428, _("Say an Idempotency-Key, so that the request has one effect however often it is sent."))
    if len(key) > LONGEST_KEY:
        raise Problem(400, _("An Idempotency-Key has 200 letters at most."), code="invalid_header")
    return key
