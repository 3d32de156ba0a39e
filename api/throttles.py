"""So many requests a minute for one user, counted in Redis; without Redis nobody is held back."""

import logging
import time

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

WINDOW = 60
log = logging.getLogger(__name__)


class PerUser(BaseThrottle):
    """`API_RATE` requests in each minute of the clock."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated or getattr(request._request, "part_of_batch", False):
            return True
        key = f"api-rate:{request.user.pk}:{int(time.time()) // WINDOW}"
        try:
            cache.add(key, 0, timeout=WINDOW)
            return cache.incr(key) <= settings.API_RATE
        except (RedisError, ValueError) as error:
            log.warning("rate not counted: %s", type(error).__name__)
            return True

    def wait(self) -> float:
        """Seconds until the next minute of the clock."""
        return WINDOW - time.time() % WINDOW
