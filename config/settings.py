"""One settings module, driven by the environment. Each setting is in the README's table; a test compares the two."""

import datetime
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from common import env
from config.schedule import BEAT
from config.sign_in import *  # noqa: F403
from config.sign_in import OIDC_SERVER

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.flag("OBMIN_DEBUG", False, "Django's debug pages. Never on where real names are.")
SECRET_KEY = env.text("OBMIN_SECRET_KEY", env.REQUIRED, "Signs sessions and digests of tokens; 50 random characters.")
ALLOWED_HOSTS = env.words("OBMIN_HOSTS", "localhost,127.0.0.1,[::1]", "Host names that the site answers to.")
CSRF_TRUSTED_ORIGINS = env.words("OBMIN_ORIGINS", "", "Origins with scheme, where a proxy ends TLS.")
SECURE_SITE = env.flag(
    "OBMIN_HTTPS", True, "Served over HTTPS: secure cookies, redirect and HSTS. Off only on loopback."
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "django_tables2",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "rules",
    "csp",
    "common",
    "audit",
    "accounts",
    "sources",
    "places",
    "units",
    "prisoners",
    "negotiations",
    "exchanges",
    "reports",
    "api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.middleware.ConfidentialMiddleware",
    "common.middleware.RequestIdMiddleware",
    "api.middleware.ProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.WholeSignInMiddleware",
    "accounts.middleware.ActivityMiddleware",
    "accounts.reading.ReadingMiddleware",
    "accounts.middleware.UserLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "common.context_processors.shell",
            ],
        },
    }
]

FORM_RENDERER = "common.forms.Renderer"

# Data ------------------------------------------------------------------------------------------------------------

DATABASES = {
    "default": env.database("DATABASE_URL", env.REQUIRED, "PostgreSQL 16 or later, as the application's own role.")
    | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"},
    }
}
#: The role that `migrate` grants the application's rights to. It owns nothing and may not DELETE or TRUNCATE a record.
DATABASE_APP_ROLE = env.text(
    "DATABASE_APP_ROLE", "obmin_app", "Role that migrations grant the application's rights to."
)
#: The role that `migrate` lets read the views of the schema `analytics`, and nothing else.
DATABASE_ANALYST_ROLE = env.text(
    "DATABASE_ANALYST_ROLE", "obmin_analyst", "Role that migrations let read the analysts' views."
)
REDIS_URL = env.text("REDIS_URL", env.REQUIRED, "Redis: the broker of the workers, and the count of requests.")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# People ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
#: An alarm is raised, and nothing more is shown, when somebody is shown so many records of persons in ten minutes.
READS_ALARM = env.number("OBMIN_READS_ALARM", 500, "Persons' records shown to one reader in ten minutes that stop it.")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SITE
if SECURE_SITE:
    # A browser takes a cookie of such a name only over HTTPS and only from this very host.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "__Host-session", "__Host-csrf", "__Host-language"
SECURE_SSL_REDIRECT = SECURE_SITE
# The API refuses what comes without TLS and leads nobody on (api/middleware.py).
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^api(/|$)"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_SITE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SITE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SITE
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        # Browsers hold the way on from a form to this rule too: single sign-on leads to its server.
        "form-action": [SELF, *filter(None, [env.origin(OIDC_SERVER)])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The book --------------------------------------------------------------------------------------------------------

#: Signs the head of the chain of published changes; it must not be readable by whoever administers the database.
ANCHOR_KEY = env.text("OBMIN_ANCHOR_KEY", "", "Ed25519 key that signs the head of the book; 32 bytes in base64url.")
ANCHOR_TRUSTED = env.words("OBMIN_ANCHOR_TRUSTED", "", "Public keys of earlier signers of the book, in base64url.")
ANCHOR_FILE = env.text("OBMIN_ANCHOR_FILE", "", "File that signed heads of the book are appended to, one a line.")

# Words, dates, numbers -------------------------------------------------------------------------------------------

LANGUAGE_CODE = env.text("OBMIN_LANGUAGE", "uk", "Language before a person has chosen: uk or en.")
LANGUAGES = [("uk", _("Ukrainian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["common.formats"]
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True
TIME_ZONE = env.text("OBMIN_TIME_ZONE", "Europe/Kyiv", "Time zone that pages and reports are written in.")

# Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
#: Largest file that an import takes, in bytes; also the largest request body.
IMPORT_MAX_BYTES = env.number("OBMIN_IMPORT_MAX_MIB", 20, "Largest file that an import takes, in MiB.") * 1024 * 1024
#: Rows of a file that are handled in one transaction, after which a worker shows that it lives.
IMPORT_CHUNK = 2_500
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Mail ------------------------------------------------------------------------------------------------------------

#: Mails say that something is there, with a link, and never what. Without a server or our own address none goes.
SITE_URL = env.text("OBMIN_URL", "", "Address of this site for links in mails, such as https://obmin.example.")
MAIL = env.mail(
    "OBMIN_MAIL_URL", "", "Mail server: smtp://, smtp+tls:// (STARTTLS) or smtps://user:password@host:port."
)
vars().update(MAIL)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("OBMIN_MAIL_FROM", "obmin@localhost", "Address that mails come from.")

# Workers ---------------------------------------------------------------------------------------------------------

# A lost or doubled message does no harm (the job row decides), so these only make the bell ring soon after a fault.
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 2,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_TASK_DEFAULT_QUEUE = "obmin"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
#: A running job whose worker has not been heard of for this long is taken up by another one.
JOB_LEASE_SECONDS = env.number("OBMIN_JOB_LEASE_SECONDS", 20, "Silence after which a job is taken from its worker.")
#: How long the answer of a report is kept; that it was asked, and the checksum of its CSV, stay.
RUNS_KEPT = datetime.timedelta(
    days=env.number("OBMIN_RUNS_KEPT_DAYS", 400, "Days for which the answers of reports are kept.")
)
# A publisher of its own: the feed does not wait behind a long import or report.
CELERY_TASK_ROUTES = {"audit.*": {"queue": "book"}}
CELERY_BEAT_SCHEDULE = BEAT

# REST ------------------------------------------------------------------------------------------------------------

#: Requests that one user may send to the API in a minute.
API_RATE = env.number("OBMIN_API_RATE", 1200, "Requests that one token, or person, may send to the API in a minute.")
API_STRAIN = env.number("OBMIN_API_STRAIN", 4, "Load of a processor above which clients are asked to wait; 0: never.")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.Denied"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.Schema",
    "EXCEPTION_HANDLER": "api.problems.handle",
    "COERCE_DECIMAL_TO_STRING": False,
    "URL_FORMAT_OVERRIDE": None,
    "FORMAT_SUFFIX_KWARG": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Obmin",
    "DESCRIPTION": (
        "Exchanges of prisoners of war: records, claims and reports.\n\n"
        "Every answer tells the pace: `RateLimit-Policy` the quota of a token in a minute, `RateLimit` what is left of"
        " it. With `Backoff` send nothing for so many seconds, though nothing was refused; with 429 and 503 wait for"
        " `Retry-After`.\n\n"
        "How a client keeps a copy and sends what it has without losing or doubling anything is told in"
        " docs/write-your-own-client.md, and shown by clients/obmin_sync.py."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["api.schema.complete"],
}

# Logs: no personal data, only ids and verbs ----------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "common.logs.DiscreetFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # The bell rings every five seconds; a line for each would bury the rest.
    "loggers": {name: {"level": "WARNING"} for name in ("celery.worker.strategy", "celery.app.trace")}
    # Django's own handlers would write exceptions with their messages.
    | {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
    "root": {"handlers": ["console"], "level": env.text("OBMIN_LOG_LEVEL", "INFO", "Least level that is logged.")},
}
