"""What a list is, in numbers: what was found of its entries, who is missing from it, how it fits what was agreed.

Everything is counted from what the reader may see; entries that were decided on somebody out of sight are a number of
their own, and count under no verdict. One statement for each part, however long the list is.
"""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Count

from accounts.models import User
from accounts.sight import EVERYTHING, Recipient
from common import clock
from common.classification import FieldClass
from common.partial_dates import PartialDate
from negotiations.domain.came_home import Homecoming
from negotiations.list_enums import Acceptance, EntryVerdict
from negotiations.models import Decision, NameList
from negotiations.queries.agreed import agreed_of
from negotiations.queries.entries import COUNTED, entries_of
from negotiations.queries.told import GRAVE, Told
from prisoners.enums import Sex
from prisoners.models import HealthAssessment, Person
from prisoners.queries.held import Selection, rows
from prisoners.queries.priority import NO_TIER, Policy, ordered, policy_on
from prisoners.rules import sees_order

V = EntryVerdict
#: No machine client: a party is told by a file.
NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True)
class Tier:
    """A tier of the priority order: how many of the list are in it, and why (the first of its rules)."""

    tier: int | None
    label: str
    number: int


@dataclass(frozen=True)
class Return:
    """How many came home on one day in one way (a kind of event, blank where no end is recorded) and one exchange."""

    ended: PartialDate
    outcome: str
    exchange: Homecoming | None
    number: int


@dataclass(frozen=True)
class ListAnswer:
    """The numbers of one list. None is not told to this reader, which is not zero."""

    name_list: NameList
    total: int
    waiting: int
    out_of_sight: int
    verdicts: dict[str, int]
    acceptances: dict[str, int]
    refusals: dict[str, int]
    sexes: dict[str, int]
    held: int
    grave: int | None
    tiers: list[Tier] | None
    agreed: list[tuple[str, int]]
    outside: int | None
    overlaps: list[tuple[NameList, int]]
    unread: int
    repeated: int
    people: list[Told] = field(default_factory=list, repr=False)

    @property
    def decided(self) -> int:
        return self.total - self.waiting

    @property
    def women(self) -> int:
        return self.sexes.get(Sex.FEMALE, 0)

    def returns(self, homes: Mapping[uuid.UUID, Homecoming] | None = None) -> list[Return]:
        """When, how and in which exchange those came home who did so already, and how many; the latest first.

        `homes` are those exchanges by captivity (`homecomings`), of which the reader may see.
        """
        known = homes or {}
        home = Counter((each.ended, each.outcome, known.get(each.captivity)) for each in self.came_home)
        found = [Return(ended, outcome, exchange, number) for (ended, outcome, exchange), number in home.items()]
        return sorted(found, key=lambda each: (each.ended.isoformat(), each.outcome), reverse=True)

    @property
    def came_home(self) -> list[Told]:
        """Those on the list who came home already."""
        return [each for each in self.people if each.verdict == V.ALREADY_RETURNED]

    @property
    def is_whole(self) -> bool:
        """Every entry is decided."""
        return self.waiting == 0


def answer_of(name_list: NameList, user: User, *, to_sender: bool = False) -> ListAnswer:
    """The numbers of a list, of what a user may see.

    `to_sender`: as they are told to whom the list came from, who is told of nobody that is withheld from it (GC IV
    art. 137): these count as unknown.
    """
    found = entries_of(name_list).aggregate(**COUNTED)
    people = _without_withheld(name_list, _people(name_list, user)) if to_sender else _people(name_list, user)
    held = [each for each in people if each.is_held]
    sees_health = FieldClass.HEALTH in user.field_classes_seen
    agreed, outside = agreed_of(name_list.programme, held, sees_health=sees_health)
    return ListAnswer(
        name_list=name_list,
        total=found["total"],
        waiting=found["waiting"],
        out_of_sight=found["total"] - found["waiting"] - len(people),
        verdicts=_counted(V, Counter(each.verdict for each in people)),
        acceptances=_counted(Acceptance, Counter(each.acceptance for each in people)),
        refusals=dict(Counter(each.refusal_reason for each in people if each.refusal_reason).most_common()),
        sexes=_counted(Sex, Counter(each.sex or Sex.UNKNOWN for each in people)),
        held=len(held),
        grave=sum(each.grade in GRAVE for each in held) if sees_health else None,
        tiers=_tiers(name_list, held, user),
        agreed=agreed,
        outside=outside,
        overlaps=_overlaps(name_list, user),
        unread=found["unread"],
        repeated=found["repeated"],
        people=people,
    )


def _counted(choices: type, counter: Counter) -> dict[str, int]:
    return {str(value): counter[value] for value in choices.values}


def _people(name_list: NameList, user: User) -> list[Told]:
    """Decided entries, each with its person; of nobody in the register the sex is what the list says."""
    columns = (
        "verdict", "acceptance", "refusal_reason", "person_id", "captivity_id", "person__sex", "person__born_on",
        "captivity__legal_category", "captivity__service_basis", "captivity__captured_on", "captivity__status",
        "entry__sex", "captivity__outcome", "captivity__ended_on", "captivity__ended_on_precision",
    )  # fmt: skip
    decided = Decision.objects.visible_to(user).standing().filter(entry__name_list=name_list)
    told = list(decided.filter(entry__voided_at__isnull=True).values_list(*columns))
    grades = _grades([row[4] for row in told if row[4]])
    return [
        Told(
            *row[:5],
            row[5] or row[11],
            row[6],
            row[7] or "",
            row[8] or "",
            row[9],
            row[10] or "",
            row[12] or "",
            PartialDate(row[13], row[14]),
            grades.get(row[4], ""),
        )
        for row in told
    ]


def _without_withheld(name_list: NameList, people: list[Told]) -> list[Told]:
    withheld = withheld_from(name_list, [each.person for each in people if each.person])
    nobody = Told(V.UNKNOWN, Acceptance.NOT_ASKED, "", None, None, Sex.UNKNOWN, None, "", "", None, "")
    return [nobody if each.person in withheld else each for each in people]


def withheld_from(name_list: NameList, persons: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these persons, those of whom the party of a list is told nothing (GC IV art. 137)."""
    to = Recipient(NOBODY, frozenset({name_list.party_id}))
    kept = Person.out_of(replace(EVERYTHING, recipient=to))
    return set(Person.objects.filter(kept, pk__in=persons).values_list("pk", flat=True))


def _grades(captivities: list) -> dict:
    """The latest grade of health of each."""
    found = HealthAssessment.objects.standing().filter(captivity__in=captivities)
    latest = found.order_by("captivity", "assessed_on", "pk")
    return dict(latest.values_list("captivity_id", "grade"))


def _tiers(name_list: NameList, held: list[Told], user: User) -> list[Tier] | None:
    """How many are in each tier of the policy of today; None for whom the tiers would tell too much."""
    policy = policy_on(clock.today())
    if not policy.rules or not name_list.side_id or not sees_order(user, policy.tells):
        return None
    of_list = [each.captivity for each in held]
    statement, select = ordered(Selection(name_list.side_id, clock.today(), "true"), policy, of=of_list)
    counted = dict(rows(statement, f"SELECT o.tier, count(*) FROM ({select}) o GROUP BY 1"))  # noqa: S608
    return [Tier(tier, _label(policy, tier), counted.get(tier or NO_TIER, 0)) for tier in [*policy.tiers, None]]


def _label(policy: Policy, tier: int | None) -> str:
    return " / ".join(rule.label for rule in policy.rules if rule.tier == tier)


def _overlaps(name_list: NameList, user: User) -> list[tuple[NameList, int]]:
    """Earlier lists that name persons of this one, the most first."""
    mine = Decision.objects.visible_to(user).standing().filter(entry__name_list=name_list, person__isnull=False)
    others = Decision.objects.visible_to(user).standing().exclude(entry__name_list=name_list)
    same = others.filter(person__in=mine.values("person"))
    counted = dict(
        same.values_list("entry__name_list").annotate(number=Count("person", distinct=True)).order_by("-number", "pk")
    )
    lists = NameList.objects.visible_to(user).standing().in_bulk(counted)
    return [(lists[key], number) for key, number in counted.items() if key in lists]
