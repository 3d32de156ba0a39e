"""Priority policies, as they are read: who comes first, by ordered rules."""

from api.resources import Part, Resource
from prisoners.interfaces.record_filters import PriorityPolicyFilter
from prisoners.models import PriorityPolicy, PriorityRule

PRIORITY_POLICIES = Resource(
    name="priority-policies",
    model=PriorityPolicy,
    filterset=PriorityPolicyFilter,
    orderings=("effective_from",),
    parts=(
        Part(
            "rules",
            PriorityRule,
            "policy",
            ("tier", "criterion", "values", "label_uk", "label_en"),
            order=("tier", "pk"),
        ),
    ),
)
