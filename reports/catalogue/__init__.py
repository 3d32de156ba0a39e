"""The reports: each file here that registers a `Report` adds it to page, API and command at once."""

import importlib
import pkgutil

from django.utils.translation import gettext as _

from accounts.models import User
from reports.catalogue.report import Report

_reports: dict[str, Report] = {}


class UnknownReport(LookupError):
    """There is no report of that key."""

    def __init__(self, key: str) -> None:
        super().__init__(_("There is no report “%(key)s”.") % {"key": key})


def register(report: type[Report]) -> type[Report]:
    """Put a report into the catalogue (a class decorator)."""
    _reports[report.key] = report()
    return report


def unregister(report: type[Report]) -> None:
    """Take a report out of the catalogue."""
    _reports.pop(report.key, None)


def find(key: str) -> Report:
    """The report of a key. Raises UnknownReport."""
    try:
        return _reports[key]
    except KeyError:
        raise UnknownReport(key) from None


def everything() -> list[Report]:
    """Every report, in the order of their titles."""
    return sorted(_reports.values(), key=lambda report: str(report.title))


def visible_to(user: User) -> list[Report]:
    """The reports whose records a user may see, in the order of their titles."""
    return [report for report in everything() if user.has_perm("reports.view") and may_read(user, report)]


def may_read(user: User, report: Report) -> bool:
    """Whether a user may see the records that a report reads."""
    return user.has_perm(report.permission)


def load() -> None:
    """Import every file of this package; done when Django starts."""
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(module.name)
