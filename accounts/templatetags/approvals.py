"""What waits for a second person about a record, on the record's page: `{% load approvals %}{% proposals ids %}`."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from accounts.interfaces import approvals as shown
from accounts.models import Approval, Record
from accounts.queries.approvals import subjects, waiting_about
from accounts.roles import Permission

register = template.Library()


@register.inclusion_tag("accounts/_proposals.html", takes_context=True)
def proposals(context: Context, record: Record, ids: Iterable[uuid.UUID] = ()) -> dict[str, Any]:
    """A banner for each open proposal about a record and what belongs to it."""
    user = context["request"].user
    rows = waiting_about({record.pk, *ids}, user) if user.has_perm(Permission.APPROVALS_VIEW) else []
    parts = subjects([row for row in rows if row.subject_id != record.pk], user)
    return {"rows": [_row(row, parts, user) for row in rows]}


def _row(approval: Approval, parts: dict[uuid.UUID, Any], user: Any) -> dict[str, Any]:
    part = parts.get(approval.subject_id)
    return {
        "approval": approval,
        "said": shown.said(approval),
        "part": shown.name_of(part, user) if part else "",
        "may_decide": shown.may_decide(approval, user),
        "own": approval.proposed_by_id == user.pk,
    }
