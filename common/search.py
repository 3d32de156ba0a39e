"""The search box of a list (`q`): words in any of several fields, of which only those count that the reader may see."""

from typing import Any

import django_filters
from django.db.models import Model, Q, QuerySet

from common.sight import may_see


class SearchFilter(django_filters.CharFilter):
    """Rows in which each word stands in one of the fields."""

    def __init__(self, *fields: str, **kwargs: Any) -> None:
        self.fields = fields
        super().__init__(**kwargs)

    def seen_fields(self, user: Any, model: type[Model]) -> list[str]:
        """The fields that are searched for this user; a search in none of them is not offered."""
        return [field for field in self.fields if may_see(user, model, field)]

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        fields = self.seen_fields(self.parent.request.user, qs.model) if value else []
        for word in value.split() if value else []:
            qs = qs.filter(
                Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR) if fields else Q(pk__in=[])
            )
        return qs
