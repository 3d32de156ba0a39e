"""The product's settings with what only a test may want."""

import os

from tests.undefined import Undefined

# Each xdist worker has a Redis database of its own; PostgreSQL's are told apart by pytest-django.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rsplit('/', 1)[0]}/{_worker + 1}"
# Playwright keeps an event loop in the main thread, which Django would take for an asynchronous view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES, TEMPLATES  # noqa: E402

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()
# On a busy machine thirty threads that connect at once wait for each other.
DATABASES["default"]["OPTIONS"]["connect_timeout"] = 30
# Argon2 is slow on purpose; a test of it names it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files as they lie in the tree: nothing to collect first.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
# The machine of tests is busy by right; a test of strain sets what it bears.
API_STRAIN = 0
# Any key will do; the processes that tests start have the same.
ANCHOR_KEY = "A" * 43
