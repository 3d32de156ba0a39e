"""Bodies and answers of plans: who goes, as a worker proposes it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.fields import CharField, DateField, KeyField
from api.queries.rows import none_of
from api.report_shapes import MAYBE_MOMENT, MOMENT, TEXT
from api.serializers import KnownMembers
from exchanges.domain.planning.asked import Asked
from exchanges.models import Exchange, Plan, PlanChoice, Scenario
from exchanges.queries.plans import exchanges_ahead, programmes_ahead, sides
from negotiations.models import Programme
from units.models import Party

UUID, NUMBER = {"type": "string", "format": "uuid"}, {"type": "integer"}
MAYBE_UUID, MAYBE_NUMBER = UUID | {"nullable": True}, NUMBER | {"nullable": True}
ANY = {"type": "object", "additionalProperties": True}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


SCENARIO = _object(
    {
        "kind": TEXT,
        "is_possible": {"type": "boolean"},
        "ratio": {"type": "array", "items": NUMBER, "nullable": True},
        "to_us": MAYBE_NUMBER,
        "to_them": MAYBE_NUMBER,
        "days": MAYBE_NUMBER,
        "days_lost": MAYBE_NUMBER,
        "tiers": {"type": "array", "items": ANY},
        "conflict": ANY,
    }
)
PLAN = _object(
    {
        "id": UUID,
        "version": NUMBER,
        "title": TEXT,
        "exchange": MAYBE_UUID,
        "programme": MAYBE_UUID,
        "other_side": UUID,
        "hand_over_on": {"type": "string", "format": "date"},
        "terms": ANY,
        "rules": {"type": "array", "items": ANY, "description": "What scenarios and choices name by its place here."},
        "policy": MAYBE_UUID,
        "considered": ANY,
        "state": {"type": "string", "description": "queued, running, done, failed or cancelled"},
        "progress": {"type": "number", "minimum": 0, "maximum": 1, "nullable": True},
        "failure": TEXT,
        "asked_at": MOMENT,
        "finished_at": MAYBE_MOMENT,
        "scenarios": {"type": "array", "items": SCENARIO},
    }
)
CHOICE = _object(
    {
        "id": UUID,
        "scenario": {"type": "string", "nullable": True, "description": "Null for who goes beside every scenario."},
        "captivity": UUID,
        "direction": TEXT,
        "kind": {"type": "string", "enum": ["goes", "waits", "beside"]},
        "category": TEXT,
        "place": NUMBER,
        "tier": MAYBE_NUMBER,
        "rule": MAYBE_UUID,
        "days": MAYBE_NUMBER,
        "hangs_on": {"type": "array", "items": NUMBER},
        "more_places": MAYBE_NUMBER,
    }
)


class PlanSerializer(KnownMembers):
    """A question of who should go."""

    title = CharField(required=False, allow_blank=True, max_length=200, default="")
    other_side = KeyField(queryset=none_of(Party))
    exchange = KeyField(queryset=none_of(Exchange), required=False, allow_null=True, default=None)
    programme = KeyField(queryset=none_of(Programme), required=False, allow_null=True, default=None)
    hand_over_on = DateField(required=False, allow_null=True, default=None)
    terms = serializers.DictField(
        child=serializers.JSONField(),
        help_text=_("`to_us` and `to_them` (`least`, `most`), `ratio`, `other_ratio`, `limits`, `with_missing`."),
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        if user := self.context.get("user"):
            rows = {"other_side": sides, "exchange": exchanges_ahead, "programme": programmes_ahead}
            for name, of in rows.items():
                fields[name].queryset = of(user)
        return fields


def told(plan: Plan, scenarios: list[Scenario]) -> dict[str, Any]:
    """A plan as REST answers it."""
    asked = Asked.from_json(plan.terms)
    return {
        **{name: getattr(plan, name) for name in ("id", "version", "title", "hand_over_on", "terms", "considered")},
        **{name: getattr(plan, f"{name}_id") for name in ("exchange", "programme", "other_side", "policy")},
        "rules": [
            {
                "direction": rule.direction,
                "subject": None if rule.group is None else asked.subjects[rule.group],
                "least" if rule.is_least else "most": rule.bound,
            }
            for rule in asked.terms.rules
        ],
        "state": plan.status,
        "progress": 1.0 if plan.status == "done" else plan.progress,
        "failure": plan.failure,
        "asked_at": plan.asked_at,
        "finished_at": plan.finished_at,
        "scenarios": [{name: getattr(each, name) for name in SCENARIO["properties"]} for each in scenarios],
    }


def told_choice(choice: PlanChoice) -> dict[str, Any]:
    """Somebody whom a plan proposes, as REST answers it."""
    same = ("id", "direction", "kind", "category", "place", "tier", "days", "hangs_on", "more_places")
    return {
        **{name: getattr(choice, name) for name in same},
        "scenario": choice.scenario.kind if choice.scenario else None,
        "captivity": choice.captivity_id,
        "rule": choice.rule_id,
    }
