"""What people decided about records: judgements and merges."""

from rest_framework import serializers

from api.resources import VOIDED, Resource
from prisoners.domain import identity, merges
from prisoners.interfaces.record_filters import JudgementFilter, MergeFilter
from prisoners.models import Judgement, Merge

JUDGEMENTS = Resource(
    name="judgements",
    model=Judgement,
    create=identity.judge,
    doors={VOIDED: identity.take_back_judgement},
    filterset=JudgementFilter,
    members_fields={
        "score": serializers.IntegerField(read_only=True, allow_null=True),
        "features": serializers.JSONField(read_only=True),
    },
)

MERGES = Resource(
    name="merges",
    model=Merge,
    create=merges.propose_merge,
    doors={
        "approved": merges.approve_merge,
        "refused": merges.refuse_merge,
        "undone": merges.undo_merge,
    },
    filterset=MergeFilter,
)
