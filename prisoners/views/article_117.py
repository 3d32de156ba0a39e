"""The list “Article 117”: of whom it is known that they served again after they were sent home."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from common.classification import FieldClass
from common.lists import ListPage
from prisoners.interfaces.article_117 import Article117Filter, Article117Table
from prisoners.models import Captivity, Person
from prisoners.queries.article_117 import article_117


class Article117List(ListPage):
    """Returns after which somebody was captured again or reported in service, filtered, sorted, paged and exported."""

    model = Captivity
    filterset_class, table_class = Article117Filter, Article117Table
    permission_required = Permission.PRISONERS_VIEW
    title = _("Article 117")
    intro = _(
        "No repatriated person may be employed on active military service (GC III art. 117). Here stand all of whom a "
        "second capture or a report says otherwise, of both sides."
    )
    empty_text = _("Nothing is known that speaks against article 117.")
    export_name = "article-117"
    shown_model, shown_key = Person, "person_id"

    def find(self, **arguments: Any) -> None:
        if FieldClass.STAFF not in self.request.user.field_classes_seen:
            raise PermissionDenied

    def get_queryset(self) -> QuerySet[Captivity]:
        return article_117(self.request.user)
