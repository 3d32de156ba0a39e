"""What a phone at the hand-over has of an exchange: who is on its manifest, how far each is, and what was marked.

A phone that was told once is told what changed since. Whether it has everything it sees by itself: by the number of
entries and the sum of their versions, and asks for all of it where they differ.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass

from django.db.models import Count, Max, Prefetch, Q, QuerySet, Sum

from accounts.models import User
from accounts.roles import Permission
from audit.models import Change
from common.classification import FieldClass
from exchanges.enums import ExchangeStatus
from exchanges.hand_over_enums import MarkEffect, MarkKind
from exchanges.manifest_enums import EntryOrigin
from exchanges.models import Exchange, HandOverMark, ManifestEntry, Transfer
from prisoners.enums import IdentityStatus
from prisoners.models import PersonName

#: States in which a phone is given the manifest: from when it is agreed who goes until it is over.
CARRIED = (
    ExchangeStatus.AGREED,
    ExchangeStatus.LISTS_VERIFIED,
    ExchangeStatus.SCHEDULED,
    ExchangeStatus.UNDER_WAY,
    ExchangeStatus.POSTPONED,
)


#: Digits of a UUID as a number.
MOST_DIGITS = 39


@dataclass(frozen=True, slots=True)
class Point:
    """How far a phone was told: equal for two that know the same."""

    entries: int
    versions: int
    marks: int
    change: int
    exchange: int
    #: Whom it was told: what one person was told, another one was not.
    reader: int

    def __str__(self) -> str:
        return ".".join(map(str, astuple(self)))

    @classmethod
    def read(cls, text: str) -> "Point | None":
        """The point that was written so; None for anything else."""
        parts = text.strip().removeprefix("W/").strip('"').split(".")
        whole = len(parts) == 6 and all(part.isdecimal() and len(part) <= MOST_DIGITS for part in parts)
        # What Postgres counts with has 18 digits; the last one is a key.
        return cls(*map(int, parts)) if whole and max(map(len, parts[:-1])) <= 18 else None


@dataclass(frozen=True, slots=True)
class Marks:
    """What was marked of one entry: what stands, and what it is in conflict with until somebody settles it."""

    standing: HandOverMark | None = None
    other: HandOverMark | None = None
    note: str = ""


def may_hand_over(user: User) -> bool:
    """Whether a user may carry a manifest with her and mark it: who goes is no secret to her."""
    wanted = (Permission.EXCHANGES_HAND_OVER, Permission.MANIFESTS_VIEW, Permission.PRISONERS_VIEW)
    return user.has_perms(wanted) and FieldClass.IDENTITY in user.field_classes_seen


def transfers(exchange: Exchange, user: User) -> list[Transfer]:
    """The transfers of an exchange that a user may see, home first."""
    found = Transfer.objects.visible_to(user).standing().filter(exchange=exchange)
    return list(found.select_related("from_party", "to_party").order_by("-direction", "id"))


def entries(exchange: Exchange, user: User) -> QuerySet[ManifestEntry]:
    """All entries of an exchange that a user may see, those taken off it too."""
    return ManifestEntry.objects.visible_to(user).standing().filter(transfer__exchange=exchange)


def point(exchange: Exchange, user: User) -> Point:
    """How far it is now."""
    seen = entries(exchange, user).order_by()
    told = seen.aggregate(number=Count("pk"), versions=Sum("version"))
    marks = HandOverMark.objects.visible_to(user).filter(exchange=exchange).aggregate(last=Max("number"))["last"]
    change = Change.objects.filter(object_id__in=seen.values("pk")).aggregate(last=Max("id"))["last"]
    return Point(told["number"], told["versions"] or 0, marks or 0, change or 0, exchange.version, user.pk.int)


def told(exchange: Exchange, user: User, since: Point | None) -> list[ManifestEntry]:
    """The entries that changed since a point, or all of them, with the person, unit and names of each."""
    found = entries(exchange, user)
    if since and since.reader == user.pk.int:
        changed = Change.objects.filter(object_id__in=found.order_by().values("pk"), id__gt=since.change)
        marked = HandOverMark.objects.filter(exchange=exchange, number__gt=since.marks)
        found = found.filter(Q(pk__in=changed.values("object_id")) | Q(pk__in=marked.values("entry")))
    names = Prefetch("captivity__person__names", PersonName.objects.standing(), to_attr="standing_names")
    return list(found.select_related("captivity__person", "captivity__unit").prefetch_related(names).order_by("pk"))


def not_known_yet(user: User) -> QuerySet[ManifestEntry]:
    """Those who were added at a hand-over and have no established identity yet, the newest first."""
    added = ManifestEntry.objects.visible_to(user).standing().filter(origin=EntryOrigin.HAND_OVER)
    unsure = added.filter(captivity__person__merged_into__isnull=True).exclude(
        captivity__person__identity_status=IdentityStatus.ESTABLISHED
    )
    return unsure.select_related("captivity__person").order_by("-pk")


def marks_of(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Marks]:
    """What was marked of these entries, refused marks aside."""
    rows = HandOverMark.objects.standing().filter(entry__in=keys).exclude(effect=MarkEffect.REFUSED)
    grouped: dict[uuid.UUID, list[HandOverMark]] = defaultdict(list)
    for mark in rows.select_related("noted_by").order_by("number"):
        grouped[mark.entry_id].append(mark)
    return {key: _weighed(those) for key, those in grouped.items()}


def _weighed(marks: Iterable[HandOverMark]) -> Marks:
    marks = list(marks)
    by_id = {mark.pk: mark for mark in marks}
    said = [mark for mark in marks if mark.kind != MarkKind.NOTE]
    standing = next((mark for mark in reversed(said) if mark.effect == MarkEffect.APPLIED), None)
    # One that somebody made who knew what stood settles what was in conflict before.
    weighed = [mark for mark in said if mark.effect in (MarkEffect.APPLIED, MarkEffect.OVERRULED)]
    last = weighed[-1] if weighed else None
    other = None
    if last and last.conflicts_with:
        other = by_id.get(last.conflicts_with) if last.effect == MarkEffect.APPLIED else last
    note = next((mark.note for mark in reversed(marks) if mark.note), "")
    return Marks(standing, other, note)
