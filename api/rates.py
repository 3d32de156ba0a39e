"""What an answer says of the pace: the quota of who asks (RateLimit), and when to go slower (Backoff).

`RateLimit-Policy` and `RateLimit` are those of draft-ietf-httpapi-ratelimit-headers; `Backoff` is Kinto's: a client
that reads it sends nothing for so many seconds, though nothing was refused yet.
"""

import os
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

#: Seconds of a window, and what the policy is called in the headers.
WINDOW, POLICY = 60, '"requests"'
#: With less than this share of its quota left, a client is asked to wait for the next window.
CLOSE = 0.1
#: Seconds for which clients are asked to wait while the server is under strain: not all come back at once.
LEAST, MOST = 10, 30


@dataclass(frozen=True)
class Pace:
    """How many requests somebody may send in a window, how many she has sent, and seconds until the next window."""

    quota: int
    sent: int
    resets_in: int

    @property
    def left(self) -> int:
        return max(0, self.quota - self.sent)

    @property
    def is_over(self) -> bool:
        return self.sent > self.quota

    @property
    def is_close(self) -> bool:
        return self.left < self.quota * CLOSE


def tell(request: HttpRequest, response: HttpResponse) -> None:
    """Add the headers: the policy always; what is left, where it was counted for this request."""
    pace: Pace | None = getattr(request, "pace", None)
    response["RateLimit-Policy"] = f"{POLICY};q={pace.quota if pace else settings.API_RATE};w={WINDOW}"
    if pace:
        response["RateLimit"] = f"{POLICY};r={pace.left};t={pace.resets_in}"
    if wait := backoff(pace):
        response["Backoff"] = str(wait)


def backoff(pace: Pace | None) -> int:
    """Seconds for which the client is asked to send nothing; 0 where all is well."""
    close = pace.resets_in if pace and pace.is_close else 0
    strain = LEAST + secrets.randbelow(MOST - LEAST + 1) if is_strained() else 0
    return max(close, strain)


def is_strained() -> bool:
    """Whether more work waits for each processor of the machine than `API_STRAIN` allows; never where that is 0."""
    return bool(settings.API_STRAIN) and os.getloadavg()[0] > settings.API_STRAIN * (os.cpu_count() or 1)
