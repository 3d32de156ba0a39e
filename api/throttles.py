"""So many requests a minute for one token, or one person; counted in Redis; without Redis nobody is held back."""

import logging
import math
import time

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from api.rates import WINDOW, Pace

log = logging.getLogger(__name__)


class Metered(BaseThrottle):
    """As many requests in each minute of the clock as the token says, else `API_RATE`. `request.pace` tells of it."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated or getattr(request._request, "part_of_batch", False):
            return True
        now = time.time()
        # Each token by itself; a person has one count for all her sessions.
        known_by = request.auth or request.user
        key = f"api-rate:{known_by.pk}:{int(now) // WINDOW}"
        try:
            sent = _counted(key)
        except (RedisError, ValueError) as error:
            log.warning("rate not counted: %s", type(error).__name__)
            return True
        quota = getattr(request.auth, "rate", None) or settings.API_RATE
        pace = request._request.pace = Pace(quota, sent, math.ceil(self._until_next(now)))
        return not pace.is_over

    def wait(self) -> float:
        """Seconds until the next minute of the clock."""
        return self._until_next(time.time())

    @staticmethod
    def _until_next(now: float) -> float:
        return WINDOW - now % WINDOW


def _counted(key: str) -> int:
    """How many requests there were in this minute, this one included."""
    try:
        return cache.incr(key)
    except ValueError:  # the first of its minute; of two at once one adds it
        return 1 if cache.add(key, 1, timeout=WINDOW) else cache.incr(key)
