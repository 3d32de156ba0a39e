"""What takes two people: proposed by what clients ask for, decided by people."""

from rest_framework import serializers

from accounts.domain import approvals
from accounts.interfaces.approvals import ApprovalFilter
from accounts.models import Approval
from api.resources import Resource

APPROVALS = Resource(
    name="approvals",
    model=Approval,
    doors={"approved": approvals.approve, "refused": approvals.refuse, "withdrawn": approvals.withdraw},
    door_members={"subject_version": serializers.IntegerField(required=False, min_value=1)},
    filterset=ApprovalFilter,
    orderings=("proposed_at", "state"),
    left_out=("decided_in",),
    members_fields={"arguments": serializers.JSONField(read_only=True)},
)
