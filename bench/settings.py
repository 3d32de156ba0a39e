"""The product's settings, but static files are not collected first."""

from config.settings import *  # noqa: F403
from config.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
#: One reader opens thousands of persons here, which is what the alarm of reads is for.
READS_ALARM = 10**9
