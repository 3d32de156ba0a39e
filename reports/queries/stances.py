"""What the sides wanted and refused, against whom lists named and who was handed over: three statements."""

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation

from accounts.models import User
from common.classification import FieldClass
from exchanges.enums import DELIVERED
from exchanges.models import Exchange, ManifestEntry, Transfer
from negotiations.enums import Category, ProposalStatus
from negotiations.list_enums import SEALED, Acceptance, Direction, ListKind
from negotiations.models import Decision, ListEntry, NameList, Proposal, ProposalTerm, Stance
from negotiations.queries.agreed import OF_HEALTH
from negotiations.queries.groups import GroupKind, group_sql, is_told
from negotiations.queries.told import HELD
from prisoners.queries.by_day import DAYS, asked_by_day, statement_of_days
from prisoners.queries.held import TABLES as OF_PERSONS
from prisoners.queries.held import Statement, of_reader, rows
from prisoners.queries.known import known_ctes
from reports.queries.told import counted_for

#: What the stances, lists and exchanges are read from, and what the persons whom they name are.
READ = (Stance, Proposal, ProposalTerm, NameList, Exchange)
TABLES = (*OF_PERSONS, NameList, ListEntry, Decision, Transfer, ManifestEntry)
#: What befell persons: named on a request or an offer, not taken by their home side, handed over.
ASKED, OFFERED, REFUSED, DELIVERED_TOO = KINDS = ("asked", "offered", "refused", "delivered")
#: What a group gives away of those of whom it is told that they belong to it.
TELLS = {f"category:{category}": FieldClass.HEALTH for category in OF_HEALTH} | {
    f"category:{Category.YOUNG}": FieldClass.IDENTITY
}
#: Whose way home a captivity is: to them where the home side holds the person.
WAY = "CASE WHEN holder.is_home THEN 'to_them' ELSE 'to_us' END"
KIND = f"CASE l.kind WHEN '{ListKind.REQUEST}' THEN '{ASKED}' ELSE '{OFFERED}' END"
HAPPENED = f"""
    named AS (
        SELECT l.received_on AS day, d.captivity_id, {KIND} AS kind, d.acceptance
        FROM negotiations_decision d JOIN negotiations_listentry e ON e.id = d.entry_id
        JOIN negotiations_namelist l ON l.id = e.name_list_id
        WHERE d.voided_at IS NULL AND e.voided_at IS NULL AND d.captivity_id IS NOT NULL
              AND l.direction = '{Direction.INCOMING}' AND l.id = ANY(%(lists)s::uuid[])
              AND (d.verdict = ANY(%(held)s) OR d.acceptance = '{Acceptance.REFUSED}')
        UNION ALL
        SELECT (l.frozen_at AT TIME ZONE %(zone)s)::date, e.captivity_id, {KIND}, ''
        FROM negotiations_listentry e JOIN negotiations_namelist l ON l.id = e.name_list_id
        WHERE e.voided_at IS NULL AND e.captivity_id IS NOT NULL
              AND l.direction = '{Direction.OUTGOING}' AND l.id = ANY(%(lists)s::uuid[])
    ),
    happened AS (
        SELECT n.day, n.captivity_id, n.kind || ':' || {WAY} AS what
        FROM named n JOIN prisoners_captivity k ON k.id = n.captivity_id
        JOIN units_party holder ON holder.id = k.detaining_power_id WHERE n.day IS NOT NULL
        UNION ALL
        SELECT n.day, n.captivity_id, '{REFUSED}:' || {WAY}
        FROM named n JOIN prisoners_captivity k ON k.id = n.captivity_id
        JOIN units_party holder ON holder.id = k.detaining_power_id
        WHERE n.day IS NOT NULL AND n.acceptance = '{Acceptance.REFUSED}'
        UNION ALL
        SELECT m.delivered_on, m.captivity_id, '{DELIVERED_TOO}:' || t.direction
        FROM exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
        WHERE m.voided_at IS NULL AND m.status = 'delivered' AND t.voided_at IS NULL
              AND t.exchange_id = ANY(%(exchanges)s::uuid[])
    )
"""  # noqa: S608
#: The stances, each with its group, the way it is about, and its days.
STANCES = """
    asked (stance, grp, direction, since, until) AS (
        SELECT * FROM unnest(%(stances)s::int[], %(groups)s::int[], %(ways)s::text[], %(sinces)s::date[],
                             %(untils)s::date[])
    )
"""
MATCHED = """
    SELECT s.stance, split_part(a.what, ':', 1) AS kind, a.captivity_id
    FROM ({select}) a CROSS JOIN LATERAL unnest(a.groups) AS g (grp) JOIN asked s ON s.grp = g.grp
    WHERE s.direction = split_part(a.what, ':', 2)
          AND (s.since IS NULL OR a.day >= s.since) AND (s.until IS NULL OR a.day < s.until)
"""


@dataclass(frozen=True)
class Taken:
    """A stance, with what it is about in both languages, and how many persons were what; None is not on record."""

    stance: Stance
    group: str
    named: list[str]
    persons: dict[str, int | None] = field(default_factory=dict)
    proposals: dict[str, list[uuid.UUID]] = field(default_factory=dict)


def stances(user: User, on: datetime.date, party: str = "", *, current: bool = False) -> list[Taken]:
    """The stances that had been taken by a day and that a user may see; `current`: those still taken on it."""
    rows = Stance.objects.visible_to(user).standing().filter(Q(since__isnull=True) | Q(since__lte=on))
    if current:
        rows = rows.filter(Q(until__isnull=True) | Q(until__gt=on))
    if party:
        rows = rows.filter(party__code=party)
    rows = rows.select_related("party", "unit", "branch", "cohort").order_by("party__code", "direction", "-since", "pk")
    return [Taken(each, group, [group, *_called(each)]) for each in rows for group in [group_of(each)]]


def may_count(user: User, group: str) -> bool:
    """Whether the register tells who is of a group, and nothing by it that the user may not see."""
    return is_told(group) and TELLS.get(group, FieldClass.STAFF) in user.field_classes_seen


def group_of(stance: Stance) -> str:
    """What a stance is about as negotiations name groups: `unit:…`, `category:women`; words are `group:…`."""
    for kind in (GroupKind.UNIT, GroupKind.BRANCH, GroupKind.COHORT):
        if key := getattr(stance, f"{kind}_id"):
            return f"{kind}:{key}"
    return f"{GroupKind.CATEGORY}:{stance.category}" if stance.category else f"group:{stance.group}"


def _called(stance: Stance) -> list[str]:
    """What a stance is about in Ukrainian and in English."""
    called = []
    for language in ("uk", "en"):
        with translation.override(language):
            called.append(stance.subject)
    return called


@dataclass(frozen=True)
class Reading:
    """Who reads, up to which day, and as known at the end of which (None: now)."""

    user: User
    on: datetime.date
    known_on: datetime.date | None = None


def add_persons(found: Sequence[Taken], reading: Reading) -> None:
    """How many persons of each group were named, refused and handed over while the stance was taken."""
    statement, select = _matched(found, reading)
    counted: defaultdict[int, Counter[str]] = defaultdict(Counter)
    grouped = f"SELECT x.stance, x.kind, count(DISTINCT x.captivity_id) FROM ({select}) x GROUP BY 1, 2"  # noqa: S608
    for stance, kind, persons in rows(statement, grouped):
        counted[stance][kind] = persons
    for number, each in enumerate(found):
        each.persons.update(
            {kind: counted[number][kind] if may_count(reading.user, each.group) else None for kind in KINDS}
        )


def persons_of(taken: Taken, kind: str, reading: Reading) -> Statement:
    """Who was named, refused or handed over of the group of a stance."""
    statement, select = _matched([taken], reading)
    statement.limit(f"c.id IN (SELECT x.captivity_id FROM ({select}) x WHERE x.kind = %(kind)s)", kind=kind)  # noqa: S608
    return statement


def _matched(found: Sequence[Taken], reading: Reading) -> tuple[Statement, str]:
    user, on = reading.user, reading.on
    groups = sorted({each.group for each in found if may_count(user, each.group)})
    ctes, params = known_ctes(TABLES, reading.known_on)
    of_day = statement_of_days()
    of_day.limit(of_reader(user))
    cases = [f"CASE WHEN {group_sql(of_day, f'group_{n}', group)} THEN {n} END" for n, group in enumerate(groups)]
    answers = f"array_remove(ARRAY[{', '.join(cases)}]::int[], NULL) AS groups"
    select = asked_by_day(of_day, answers)
    taken = [(n, groups.index(each.group), each.stance) for n, each in enumerate(found) if may_count(user, each.group)]
    params |= of_day.params | {
        "stances": [n for n, _group, _stance in taken],
        "groups": [group for _n, group, _stance in taken],
        "ways": [stance.direction for _n, _group, stance in taken],
        "sinces": [stance.since for _n, _group, stance in taken],
        "untils": [stance.until for _n, _group, stance in taken],
        "held": list(HELD),
        "zone": settings.TIME_ZONE,
        "lists": [str(key) for key in _lists(user, on)],
        "exchanges": [str(key) for key in _exchanges(user, on)],
        "on": on,
    }
    return Statement([*ctes, HAPPENED, DAYS, STANCES], params), MATCHED.format(select=select)


def _lists(user: User, on: datetime.date) -> QuerySet:
    """The lists that had come or gone by a day, and count for a user."""
    came = Q(direction=Direction.INCOMING, received_on__lte=on)
    went = Q(direction=Direction.OUTGOING, status__in=SEALED, frozen_at__date__lte=on)
    return counted_for(NameList, user).filter(came | went).values_list("pk", flat=True)


def _exchanges(user: User, on: datetime.date) -> QuerySet:
    done = Exchange.objects.visible_to(user).standing().filter(status__in=DELIVERED, day__lte=on)
    return done.values_list("pk", flat=True)


def add_proposals(found: Sequence[Taken], user: User, on: datetime.date) -> None:
    """The proposals that named the category of a stance, the same way, while it was taken: by what became of them."""
    terms = ProposalTerm.objects.visible_to(user).standing().filter(proposal__voided_at__isnull=True)
    fields = ("direction", "category", "proposal", "proposal__made_on", "proposal__status", "proposal__answered_on")
    rows_ = list(terms.order_by("proposal__made_on", "proposal").values_list(*fields))
    for each in found:
        for direction, category, proposal, made_on, status, answered_on in rows_:
            if (direction, category) == (each.stance.direction, each.stance.category) and _while(
                each.stance, made_on, on
            ):
                is_later = answered_on is not None and answered_on > on
                each.proposals.setdefault(ProposalStatus.TABLED if is_later else status, []).append(proposal)


def proposals_of(keys: Iterable[uuid.UUID], user: User) -> QuerySet[Proposal]:
    """The proposals behind a count, of those the reader may see."""
    return Proposal.objects.visible_to(user).filter(pk__in=list(keys))


def _while(stance: Stance, day: datetime.date | None, on: datetime.date) -> bool:
    """Whether a stance was taken on a day; on one that is not known only where it always was."""
    if day is None:
        return stance.since is None and stance.until is None
    return day <= on and (not stance.since or stance.since <= day) and (not stance.until or day < stance.until)
