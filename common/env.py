"""Settings from the environment: typed, with a default or required, and listed so that the README can be checked.

A secret may come as a file: `NAME_FILE=/run/secrets/name` is read when `NAME` is not set.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class SettingError(Exception):
    """A setting is missing or cannot be read; the message names it."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str | None
    meaning: str


#: Every setting read so far, by name. The README's table is compared with it.
READ: dict[str, Setting] = {}

REQUIRED = None
#: Ports where a URL of a mail server names none.
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str | None, meaning: str) -> str:
    """The value of a setting, from `NAME`, else the file named in `NAME_FILE`, else the default."""
    READ[name] = Setting(name, default, meaning)
    if name in os.environ:
        return os.environ[name]
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(f"{name}_FILE: cannot read {path}: {error.strerror}") from error
    if default is REQUIRED:
        raise SettingError(f"{name} is not set: {meaning}")
    return default


def flag(name: str, default: bool, meaning: str) -> bool:
    """A yes or no setting."""
    value = text(name, "yes" if default else "no", meaning).strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise SettingError(f"{name}: {value!r} is neither yes nor no")


def number(name: str, default: int, meaning: str) -> int:
    """A whole number."""
    return _converted(name, text(name, str(default), meaning), int)


def words(name: str, default: str, meaning: str) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default, meaning).split(",") if word.strip()]


def database(name: str, default: str | None, meaning: str) -> dict[str, Any]:
    """Django's description of a database from a URL `postgres://user:password@host:port/name`."""
    url = urlsplit(text(name, default, meaning))
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        raise SettingError(f"{name}: not a URL of the form postgres://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
    }


def mail(name: str, default: str, meaning: str) -> dict[str, Any]:
    """Django's settings of a mail server from a URL `smtp[s|+tls]://user:password@host:port`; none for a blank one."""
    given = text(name, default, meaning)
    if not given:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    url = urlsplit(given)
    if url.scheme not in MAIL_PORTS or not url.hostname:
        raise SettingError(f"{name}: not a URL of the form smtp+tls://user:password@host:port")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or MAIL_PORTS[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
    }


def origin(url: str) -> str:
    """Scheme and host of an address; empty for an empty one."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _converted(name: str, value: str, kind: Callable[[str], Any]) -> Any:
    try:
        return kind(value)
    except ValueError as error:
        raise SettingError(f"{name}: {value!r} is not a {kind.__name__}") from error
