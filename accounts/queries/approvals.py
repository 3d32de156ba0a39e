"""Reading approvals, and naming what they are about without a query for each."""

import functools
import operator
import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet

from accounts import acts
from accounts.domain.records import changed_since
from accounts.models import Approval, User
from accounts.models.record import visible_fields
from common.reading import Surface, each_shown


def approvals(user: User) -> QuerySet[Approval]:
    """What the reader may see, with who proposed and who decided, the newest first."""
    rows = Approval.objects.visible_to(user).select_related("proposed_by", "decided_by")
    return rows.order_by("-proposed_at", "-id")


def approvals_about(ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Keys of everything that was ever proposed about these records, for their history."""
    return list(Approval.objects.filter(subject_id__in=list(ids)).values_list("pk", flat=True))


def waiting_about(ids: Iterable[uuid.UUID], user: User) -> list[Approval]:
    """What waits for a second person about these records."""
    return list(approvals(user).open().filter(subject_id__in=list(ids)))


def waiting_for(user: User) -> QuerySet[Approval]:
    """What somebody else proposed and this reader may decide."""
    permitted = [
        Q(act=act.name, subject_model=act.model._meta.label_lower) for act in acts.registered() if act.may_second(user)
    ]
    if not permitted:
        return Approval.objects.none()
    return approvals(user).open().filter(functools.reduce(operator.or_, permitted)).exclude(proposed_by=user)


def subjects(rows: Iterable[Approval], user: User) -> dict[uuid.UUID, Model]:
    """The records that approvals are about, of those that the reader may see; noted as shown. One query a kind."""
    wanted: dict[type[Model], set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        wanted[row.registered_act.model].add(row.subject_id)
    found: dict[uuid.UUID, Model] = {}
    for model, ids in wanted.items():
        records = model._default_manager.filter(pk__in=ids)
        if hasattr(records, "visible_to"):
            records = records.visible_to(user)
        found |= {record.pk: record for record in records.select_related(*getattr(model, "called_with", ()))}
    each_shown(found.values(), Surface.LIST)
    return found


def changed_since_proposed(approval: Approval, subject: Model, user: User) -> list[str]:
    """Names, in words, of the fields that changed since somebody proposed it; of those that the reader may see."""
    columns = set(changed_since(subject, approval.subject_version))
    seen = visible_fields(type(subject), user)
    fields = [field for field in subject._meta.concrete_fields if field.column in columns and field.name in seen]
    return [str(field.verbose_name) for field in fields]
