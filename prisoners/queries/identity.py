"""Which records may be of one person, what was decided about them, and which merges wait.

The queue of likely duplicates is walked from the newest record back: for each record its older likenesses come by
equality on indexed keys, a few at most, so that a page costs the same however many persons there are. Joining the table
with itself would cost a minute at a million.
"""

import uuid
from dataclasses import dataclass

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from common.classification import FieldClass
from prisoners.domain.matching import Explanation, explain
from prisoners.models import Captivity, Identifier, Judgement, Merge, Person, PersonName
from prisoners.queries.candidates import Candidate, candidates_for
from prisoners.queries.profiles import profiles_of
from prisoners.queries.sight import in_sight

#: Pairs of a page; records that a page looks at, at most; likenesses of one record that a page takes, at most.
SHOWN, WALKED, MOST = 20, 5_000, 5

_PAIRS = """
    WITH walked AS MATERIALIZED (
        SELECT id, born_on, born_on_precision, CASE WHEN id = %(after)s::uuid THEN %(than)s::uuid ELSE id END AS below
        FROM prisoners_person
        WHERE voided_at IS NULL AND merged_into_id IS NULL AND (%(after)s::uuid IS NULL OR id <= %(after)s::uuid)
              AND {w_seen}
        ORDER BY id DESC LIMIT %(walked)s
    )
    SELECT older.person_id, w.id FROM walked w CROSS JOIN LATERAL (
        SELECT alike.person_id FROM (
            SELECT n.person_id FROM prisoners_personname mine
            JOIN prisoners_personname n ON n.surname_key = mine.surname_key AND n.given_key = mine.given_key
                 AND n.voided_at IS NULL AND n.person_id < w.below
            JOIN prisoners_person p ON p.id = n.person_id AND p.voided_at IS NULL AND p.merged_into_id IS NULL
                 AND {seen}
            WHERE mine.person_id = w.id AND mine.voided_at IS NULL AND mine.surname_key <> '' AND mine.given_key <> ''
                  AND CASE WHEN w.born_on IS NULL OR p.born_on IS NULL
                           THEN mine.patronymic_key <> '' AND n.patronymic_key = mine.patronymic_key
                           WHEN 'day' = ALL (ARRAY[w.born_on_precision, p.born_on_precision])
                           THEN w.born_on = p.born_on OR n.patronymic_key = mine.patronymic_key
                                AND abs(extract(year FROM w.born_on) - extract(year FROM p.born_on)) <= 1
                           ELSE extract(year FROM w.born_on) = extract(year FROM p.born_on) END
            UNION
            SELECT i.person_id FROM prisoners_identifier mine
            JOIN prisoners_identifier i ON i.value_key = mine.value_key AND i.voided_at IS NULL
                 AND i.person_id < w.below
            JOIN prisoners_person p ON p.id = i.person_id AND p.voided_at IS NULL AND p.merged_into_id IS NULL
                 AND {seen}
            WHERE mine.person_id = w.id AND mine.voided_at IS NULL
        ) alike
        WHERE NOT EXISTS (
            SELECT FROM prisoners_judgement j
            WHERE j.first_id = alike.person_id AND j.second_id = w.id AND j.voided_at IS NULL
        )
        ORDER BY alike.person_id DESC LIMIT %(most)s
    ) older
    LIMIT %(shown)s
"""
_LAST_WALKED = """
    SELECT id FROM prisoners_person
    WHERE voided_at IS NULL AND merged_into_id IS NULL AND (%(after)s::uuid IS NULL OR id <= %(after)s::uuid)
          AND {w_seen}
    ORDER BY id DESC OFFSET %(walked)s LIMIT 1
"""


#: Older than every record.
_NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person, the older first, and what the comparison says."""

    first: Person
    second: Person
    explanation: Explanation

    @property
    def is_likely(self) -> bool:
        """Alike enough, or known by one number, if only under two schemes; relatives are not."""
        numbers = ({each.value_key for each in person.identifiers.all()} for person in (self.first, self.second))
        return self.explanation.suggested or (not self.explanation.relatives and bool(set.intersection(*numbers)))


@dataclass(frozen=True, slots=True)
class Queue:
    """Pairs to be judged, those who may be relatives apart, and the place from which the next page goes on."""

    likely: list[Pair]
    relatives: list[Pair]
    next: "Place | None"

    @property
    def first(self) -> Pair | None:
        """The pair that comes first on the way back, relatives or not."""
        return max([*self.likely, *self.relatives], key=lambda pair: (pair.second.pk, pair.first.pk), default=None)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue: after the pair of a newer and an older record. A record may have several pairs."""

    newer: uuid.UUID
    older: uuid.UUID

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """From `str(place)`; anything else is the beginning."""
        try:
            return cls(*map(uuid.UUID, text.split("_")))
        except (TypeError, ValueError):
            return None

    def __str__(self) -> str:
        return f"{self.newer}_{self.older}"


def may_judge(user: User) -> bool:
    """Whether a user may see what likenesses rest on: who persons are."""
    return FieldClass.IDENTITY in user.field_classes_seen


def queue(user: User, after: Place | None = None) -> Queue:
    """Likely duplicates that nobody has judged, from a place back; empty for who may not see who persons are."""
    if not may_judge(user):
        return Queue([], [], None)
    values = {"after": after and after.newer, "than": after and after.older}
    values |= {"walked": WALKED, "most": MOST, "shown": SHOWN}
    seen = {"seen": in_sight(user, "p.id"), "w_seen": in_sight(user, "id")}
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS.format(**seen), values)
        keys = cursor.fetchall()
        cursor.execute(_LAST_WALKED.format(**seen), values | {"walked": WALKED - 1})
        last = cursor.fetchone()
    told = pairs(keys, user)
    return Queue(
        likely=[pair for pair in told if pair.is_likely],
        relatives=[pair for pair in told if pair.explanation.relatives],
        next=_beyond(keys, last and last[0]),
    )


def _beyond(keys: list[tuple[uuid.UUID, uuid.UUID]], last: uuid.UUID | None) -> Place | None:
    """After the last pair of a full page, else after the last record that was looked at; None at the end."""
    if len(keys) == SHOWN:
        return Place(newer=keys[-1][1], older=keys[-1][0])
    return last and Place(newer=last, older=_NOBODY)


def pairs(keys: list[tuple[uuid.UUID, uuid.UUID]], user: User) -> list[Pair]:
    """These pairs with their comparison, as far as the user may see both."""
    everybody = sorted({key for pair in keys for key in pair})
    persons = visible_persons(user).in_bulk(everybody)
    profiles = profiles_of(everybody)
    return [
        Pair(persons[one], persons[other], explain(profiles[one], profiles[other]))
        for one, other in keys
        if one in persons and other in persons
    ]


def visible_persons(user: User) -> QuerySet[Person]:
    """Standing persons with what a comparison shows of them."""
    return (
        Person.objects.visible_to(user)
        .standing()
        .select_related("party")
        .prefetch_related(Prefetch("merged_into", Person.objects.visible_to(user)))
        .prefetch_related(
            Prefetch("names", PersonName.objects.standing().order_by("-is_preferred", "id")),
            Prefetch("identifiers", Identifier.objects.standing().order_by("id")),
            Prefetch("captivities", Captivity.objects.standing().select_related("unit").order_by("id")),
        )
    )


def merges(user: User) -> QuerySet[Merge]:
    """Merges that the user may see, with what a page of them shows."""
    return Merge.objects.visible_to(user).select_related("duplicate", "into", "proposed_by", "settled_by")


def waiting_merges(user: User) -> QuerySet[Merge]:
    """Proposals that wait for somebody else than their proposer, the oldest first."""
    return merges(user).live().filter(status="proposed").order_by("id")


def judgements(user: User) -> QuerySet[Judgement]:
    """Judgements that stand, with both records."""
    return Judgement.objects.visible_to(user).standing().select_related("first", "second")


def judgement_of(one: uuid.UUID, other: uuid.UUID, user: User) -> Judgement | None:
    """What stands of a pair, in whatever order."""
    first, second = sorted((one, other))
    return judgements(user).filter(first=first, second=second).first()


def about(person: Person, user: User) -> list[Judgement]:
    """Judgements that stand of a record, the newest first."""
    return list(judgements(user).filter(Q(first=person) | Q(second=person)).order_by("-id"))


def merges_of(person: Person, user: User) -> list[Merge]:
    """Merges of a record, in either part, the newest first."""
    return list(merges(user).standing().filter(Q(duplicate=person) | Q(into=person)).order_by("-id"))


def candidates_of(person: Person, user: User, judged: list[Judgement]) -> list[Candidate]:
    """Records that may be of this person, without those that were judged; a merged record has none."""
    if person.is_voided or person.merged_into_id:
        return []
    apart = {person.pk, *(each.first_id for each in judged), *(each.second_id for each in judged)}
    return candidates_for(profiles_of([person.pk])[person.pk], user, limit=5, apart_from=apart)
