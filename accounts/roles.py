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
    PLANS_VIEW = "plans.view", _("see plans of who goes")
    PLANS_MAKE = "plans.make", _("have plans of who goes reckoned")
    EXCHANGES_EMBARGOED = "exchanges.embargoed", _("see exchanges under embargo")
    MANIFESTS_VIEW = "manifests.view", _("see who goes in an exchange")
    MANIFESTS_WRITE = (
        "manifests.write",
        _("nominate persons for an exchange, take them off and put others in their place"),
    )
    EXCHANGES_HAND_OVER = "exchanges.hand_over", _("carry a manifest to the hand-over and mark who is handed over")
    RESTRICT = (
        "records.restrict",
        _("restrict persons, places, exchanges and lists, and withhold persons from recipients"),
    )
    LIFT_RESTRICTION = "records.lift_restriction", _("lift a restriction or a withholding")
    NEGOTIATIONS_VIEW = "negotiations.view", _("see rounds, proposals, stances and programmes")
    NEGOTIATIONS_WRITE = "negotiations.write", _("log, revise and move rounds, proposals, stances and programmes")
    NEGOTIATIONS_VOID = "negotiations.void", _("void rounds, proposals, stances and programmes")
    NEGOTIATIONS_MINUTES = "negotiations.minutes", _("read the minutes of rounds")
    LISTS_VIEW = "lists.view", _("see lists of names, their entries and what was decided")
    LISTS_RECEIVE = "lists.receive", _("receive lists of names and have them compared with the register")
    LISTS_DECIDE = "lists.decide", _("decide who the entries of a list are, and answer it")
    LISTS_SEND = "lists.send", _("draw up our own lists, freeze and send them")
    LISTS_VOID = "lists.void", _("void lists of names")
    PRISONERS_VIEW = "prisoners.view", _("see persons and their captivities")
    PRISONERS_WRITE = "prisoners.write", _("record persons, their captivities and what happens to them")
    PRISONERS_VOID = "prisoners.void", _("void persons and captivities")
    PRISONERS_IMPORT = "prisoners.import", _("import persons from files")
    PRISONERS_JUDGE = "prisoners.judge", _("judge whether two records are one person, and propose a merge")
    PRISONERS_MERGE = "prisoners.merge", _("approve or refuse a merge that somebody else proposed")
    PRISONERS_FIGURES = "prisoners.figures", _("see how many are held")
    PRISONERS_ELIGIBLE = "prisoners.eligible", _("see the eligible held persons")
    PRIORITIES_PROPOSE = "priorities.propose", _("propose a priority policy")
    PRIORITIES_APPROVE = "priorities.approve", _("put a priority policy into force that somebody else proposed")
    UNITS_VIEW = "units.view", _("see parties and units")
    UNITS_WRITE = "units.write", _("register and revise parties and units")
    PLACES_VIEW = "places.view", _("see places")
    PLACES_WRITE = "places.write", _("register and revise places")
    SOURCES_VIEW = "sources.view", _("see sources")
    SOURCES_WRITE = "sources.write", _("register and revise sources")
    REPORTS_VIEW = "reports.view", _("see reports and their runs")
    REPORTS_RUN = "reports.run", _("run reports")
    RECORDS_EXPORT = "records.export", _("take the lists that one may see as files")
    SYNC_READ = "sync.read", _("follow what changes, and take snapshots, by REST")
    SYNC_SEND = "sync.send", _("send batches of records by REST")
    SYNC_SETTLE = "sync.settle", _("settle what clients sent on records that had changed")
    BOOK_VIEW = "audit.view", _("read the book of changes")
    APPROVALS_VIEW = "approvals.view", _("see what takes two people, and propose or decide what one may do oneself")
    APPROVALS_SECOND = "approvals.second", _("approve or refuse what takes two people and somebody else proposed")
    BOOK_REDACT = "audit.redact", _("propose to redact the book, and settle what somebody else proposed")
    READS_VIEW = "reads.view", _("see who was shown which records")
    READS_LIFT = "reads.lift", _("see alarms of reads and lift them")
    READS_BREAK = "reads.break", _("open one record in an emergency without having sight of it")
    READS_REVIEW = "reads.review", _("review what was opened in an emergency")
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
SEES_PERSONS = {P.PRISONERS_VIEW, P.PRISONERS_FIGURES}
SEES_ELIGIBLE = {P.PRISONERS_ELIGIBLE}
WORKS_ON_LISTS = {P.LISTS_VIEW, P.LISTS_RECEIVE, P.LISTS_DECIDE}
SEES_MANIFESTS = {P.MANIFESTS_VIEW}
SEES_REPORTS = {P.REPORTS_VIEW, P.REPORTS_RUN}
HANDLES = {P.EXCHANGES_WRITE, P.EXCHANGES_MOVE, P.MANIFESTS_WRITE, P.EXCHANGES_HAND_OVER}
LOGS = HANDLES | {P.UNITS_WRITE, P.PLACES_WRITE, P.SOURCES_WRITE}
WATCHES = {P.READS_VIEW, P.READS_LIFT, P.READS_REVIEW}
READS = SEES_RECORDS | SEES_REPORTS
TAKES = {P.RECORDS_EXPORT}
PLANS = {P.PLANS_VIEW, P.PLANS_MAKE}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.REGISTRAR: frozenset(
        READS
        | TAKES
        | SEES_PERSONS
        | SEES_ELIGIBLE
        | SEES_MANIFESTS
        | LOGS
        | PLANS
        | WORKS_ON_LISTS
        | {
            P.LISTS_VOID,
            P.APPROVALS_VIEW,
            P.EXCHANGES_IMPORT,
            P.EXCHANGES_VOID,
            P.EXCHANGES_EMBARGOED,
            P.RESTRICT,
            P.READS_BREAK,
            P.SYNC_READ,
            P.SYNC_SEND,
            P.SYNC_SETTLE,
        }
        | {P.PRISONERS_WRITE, P.PRISONERS_VOID, P.PRISONERS_IMPORT, P.PRISONERS_JUDGE}
    ),
    Role.NEGOTIATOR: frozenset(
        READS
        | TAKES
        | SEES_PERSONS
        | SEES_ELIGIBLE
        | SEES_MANIFESTS
        | LOGS
        | PLANS
        | WORKS_ON_LISTS
        | {P.NEGOTIATIONS_WRITE, P.NEGOTIATIONS_VOID, P.NEGOTIATIONS_MINUTES}
        | {P.LISTS_SEND, P.APPROVALS_VIEW, P.PRIORITIES_PROPOSE, P.EXCHANGES_EMBARGOED, P.READS_BREAK}
    ),
    Role.APPROVER: frozenset(
        READS
        | TAKES
        | SEES_PERSONS
        | SEES_ELIGIBLE
        | SEES_MANIFESTS
        | PLANS
        | {P.EXCHANGES_MOVE, P.EXCHANGES_VOID, P.PRISONERS_VOID, P.PRISONERS_MERGE}
        | {P.LISTS_VIEW, P.LISTS_SEND, P.LISTS_VOID, P.NEGOTIATIONS_VOID, P.NEGOTIATIONS_MINUTES}
        | {P.EXCHANGES_EMBARGOED, P.RESTRICT, P.LIFT_RESTRICTION}
        | {P.APPROVALS_VIEW, P.APPROVALS_SECOND, P.PRIORITIES_PROPOSE, P.PRIORITIES_APPROVE, P.READS_BREAK}
    ),
    Role.ANALYST: frozenset(READS | TAKES | {P.PRISONERS_FIGURES}),
    Role.LIAISON: frozenset(TAKES | {P.EXCHANGES_VIEW, P.UNITS_VIEW, P.PRISONERS_VIEW}),
    Role.AUDITOR: frozenset(
        SEES_RECORDS
        | SEES_PERSONS
        | SEES_MANIFESTS
        | TAKES
        | {P.LISTS_VIEW, P.REPORTS_VIEW, P.APPROVALS_VIEW, P.BOOK_VIEW, P.BOOK_REDACT, P.EXCHANGES_EMBARGOED}
        | {P.NEGOTIATIONS_MINUTES}
        | WATCHES
    ),
    Role.ADMINISTRATOR: frozenset(TAKES | {P.ACCOUNTS_MANAGE, P.APPROVALS_VIEW, P.READS_LIFT}),
    Role.MACHINE: frozenset(
        READS
        | SEES_PERSONS
        | SEES_MANIFESTS
        | LOGS
        | {P.PRISONERS_WRITE, P.LISTS_VIEW, P.LISTS_RECEIVE, P.SYNC_READ, P.SYNC_SEND}
    ),
}

FIELD_CLASSES: dict[Role, frozenset[FieldClass]] = {
    Role.REGISTRAR: frozenset(C),
    Role.NEGOTIATOR: frozenset({C.OPEN, C.STAFF, C.IDENTITY, C.LOCATION, C.HEALTH}),
    Role.APPROVER: frozenset({C.OPEN, C.STAFF, C.IDENTITY, C.LOCATION, C.HEALTH}),
    Role.ANALYST: frozenset({C.OPEN, C.STAFF}),
    Role.LIAISON: frozenset({C.OPEN, C.IDENTITY}),
    Role.AUDITOR: frozenset(C),
    Role.ADMINISTRATOR: frozenset({C.OPEN, C.STAFF}),
    Role.MACHINE: frozenset({C.OPEN, C.STAFF, C.IDENTITY, C.LOCATION}),
}

#: What a role is usually assigned, and what its assignment shows; on the page of who may what.
SCOPES: dict[Role, str] = {
    Role.REGISTRAR: _("persons of the assigned units; restricted records where the assignment says so"),
    Role.NEGOTIATOR: _("persons of the assigned units; restricted records where the assignment says so"),
    Role.APPROVER: _("persons of the assigned units; restricted records where the assignment says so"),
    Role.ANALYST: _("figures only: of persons no names, and no figure that points to few of them"),
    Role.LIAISON: _("persons of one unit with all under it: who they are, and no more"),
    Role.AUDITOR: _("everything of the assigned units, and the book; changes nothing"),
    Role.ADMINISTRATOR: _("people, roles and assignments; no record"),
    Role.MACHINE: _("what its assignment and its token name, less whoever is withheld from it (GC IV art. 137)"),
}
