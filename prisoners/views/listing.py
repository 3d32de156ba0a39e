"""The list of persons."""

from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from common.classification import FieldClass
from common.exporting import Told, silent
from common.lists import ListPage
from common.watermark import Watermark
from prisoners.interfaces import pfif
from prisoners.interfaces.filters import PersonFilter
from prisoners.interfaces.tables import PersonTable
from prisoners.interfaces.words import SYNTHETIC
from prisoners.models import Person
from prisoners.queries.listing import listed
from prisoners.queries.pfif import may_be_sent


class PersonList(ListPage):
    """Persons, filtered, sorted, paged and exported."""

    model = Person
    filterset_class, table_class = PersonFilter, PersonTable
    permission_required = Permission.PRISONERS_VIEW
    title = _("Prisoners")
    empty_text = _("Nobody is recorded yet. Persons who are held or missing will stand here. Register the first one.")
    create_url_name, create_permission = "prisoners:create", Permission.PRISONERS_WRITE
    create_label = _("Register a person")
    export_name = "prisoners"
    template_name = "prisoners/list.html"
    formats = ("csv", "xlsx", "pfif")

    def get_queryset(self) -> QuerySet[Person]:
        return listed(self.request.user)

    def written(self, kind: str, mark: Watermark, told: Told = silent) -> tuple[IO[bytes], int]:
        if kind != "pfif":
            return super().written(kind, mark, told)
        filterset, user = self.get_filterset(), self.request.user
        own = user.sight(self.permission_required).recipient
        rows = may_be_sent(filterset.qs, is_known=bool(filterset.recipient or own))
        return pfif.written(rows, user, mark, told)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        user, rows = self.request.user, context["page"].rows
        return super().get_context_data(**context) | {
            "synthetic_sign": SYNTHETIC if any(person.is_synthetic for person in rows) else "",
            "recipient": context["filterset"].recipient,
            "may_write": user.has_perm(Permission.PRISONERS_WRITE),
            "may_import": user.has_perm(Permission.PRISONERS_IMPORT),
            "may_judge": user.has_perm(Permission.PRISONERS_JUDGE),
            "sees_staff": FieldClass.STAFF in user.field_classes_seen,
            "may_merge": user.has_perm(Permission.PRISONERS_MERGE),
        }
