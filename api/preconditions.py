"""ETags are versions (`"v7"`), and a write says which version it has seen."""

import re

from django.utils.translation import gettext as _
from rest_framework.request import Request

from api.problems import Problem

VERSION = re.compile(r'^"v([1-9][0-9]{0,8})"$')


def etag(version: int) -> str:
    """The strong validator of a version."""
    return f'"v{version}"'


def not_modified(request: Request, version: int) -> bool:
    """Whether `If-None-Match` names this version: the reader has it already."""
    given = request.headers.get("If-None-Match", "")
    known = {each.strip().removeprefix("W/") for each in given.split(",")}
    return etag(version) in known or "*" in known


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
    match = VERSION.match(given.strip())
    if not match:
        raise Problem(400, _('If-Match must be one version, as in "v7".'), code="invalid_header")
    return int(match[1])
