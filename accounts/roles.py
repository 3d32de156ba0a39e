"""Who may what, on one screen. Reviewed like code, because it is code."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from common.classification import FieldClass


class Permission(TextChoices):
    EXCHANGES_VIEW = "exchanges.view", _("see exchanges, transfers and claims")
    EXCHANGES_WRITE = "exchanges.write", _("log and revise exchanges, transfers and claims")
    EXCHANGES_MOVE = "exchanges.move", _("move an exchange from one state to the next")
    EXCHANGES_VOID = "exchanges.void", _("void exchanges, transfers and claims")
    EXCHANGES_IMPORT = "exchanges.import", _("import the public record of exchanges")
    NEGOTIATIONS_VIEW = "negotiations.view", _("see programmes")
    NEGOTIATIONS_WRITE = "negotiations.write", _("log and revise programmes")
    UNITS_VIEW = "units.view", _("see parties, branches of service and units")
    UNITS_WRITE = "units.write", _("register and revise parties, branches of service and units")
    PLACES_VIEW = "places.view", _("see places")
    PLACES_WRITE = "places.write", _("register and revise places")
    SOURCES_VIEW = "sources.view", _("see sources")
    SOURCES_WRITE = "sources.write", _("register and revise sources")
    REPORTS_VIEW = "reports.view", _("see reports and their runs")
    REPORTS_RUN = "reports.run", _("run reports")
    BOOK_VIEW = "audit.view", _("read the book of changes")
    ACCOUNTS_MANAGE = "accounts.manage", _("manage people, roles and tokens")


class Role(TextChoices):
    REGISTRAR = "registrar", _("registrar")
    NEGOTIATOR = "negotiator", _("negotiator")
    APPROVER = "approver", _("approver")
    ANALYST = "analyst", _("analyst")
    LIAISON = "liaison", _("unit liaison")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")
    MACHINE = "machine", _("machine client")


P, C = Permission, FieldClass

SEES_RECORDS = {P.EXCHANGES_VIEW, P.NEGOTIATIONS_VIEW, P.UNITS_VIEW, P.PLACES_VIEW, P.SOURCES_VIEW}
SEES_REPORTS = {P.REPORTS_VIEW, P.REPORTS_RUN}
LOGS = {P.EXCHANGES_WRITE, P.EXCHANGES_MOVE, P.UNITS_WRITE, P.PLACES_WRITE, P.SOURCES_WRITE}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.REGISTRAR: frozenset(SEES_RECORDS | SEES_REPORTS | LOGS | {P.EXCHANGES_IMPORT, P.EXCHANGES_VOID}),
    Role.NEGOTIATOR: frozenset(SEES_RECORDS | SEES_REPORTS | LOGS | {P.NEGOTIATIONS_WRITE}),
    Role.APPROVER: frozenset(SEES_RECORDS | SEES_REPORTS | {P.EXCHANGES_MOVE, P.EXCHANGES_VOID}),
    Role.ANALYST: frozenset(SEES_RECORDS | SEES_REPORTS),
    Role.LIAISON: frozenset({P.EXCHANGES_VIEW, P.UNITS_VIEW}),
    Role.AUDITOR: frozenset(SEES_RECORDS | {P.REPORTS_VIEW, P.BOOK_VIEW}),
    Role.ADMINISTRATOR: frozenset({P.ACCOUNTS_MANAGE}),
    Role.MACHINE: frozenset(SEES_RECORDS | SEES_REPORTS | LOGS),
}

FIELD_CLASSES: dict[Role, frozenset[FieldClass]] = {
    Role.REGISTRAR: frozenset({C.OPEN, C.STAFF, C.IDENTITY, C.LOCATION}),
    Role.NEGOTIATOR: frozenset({C.OPEN, C.STAFF, C.IDENTITY, C.LOCATION}),
    Role.APPROVER: frozenset({C.OPEN, C.STAFF, C.IDENTITY, C.LOCATION}),
    Role.ANALYST: frozenset({C.OPEN, C.STAFF}),
    Role.LIAISON: frozenset({C.OPEN}),
    Role.AUDITOR: frozenset(C),
    Role.ADMINISTRATOR: frozenset({C.OPEN, C.STAFF}),
    Role.MACHINE: frozenset({C.OPEN, C.STAFF}),
}
