"""Who was shown a person."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models.record import name_for
from accounts.roles import Permission
from accounts.views.reads import ReadList
from audit.models import Read
from audit.queries.reads import reads_of
from common.reading import shown_or_404
from prisoners.queries.dossier import dossier
from prisoners.queries.records import persons


class PersonReads(ReadList):
    """The log of reads of one person: of the record itself, and of whatever is recorded of the person."""

    permission_required = (Permission.READS_VIEW, Permission.PRISONERS_VIEW)

    def find(self, pk: uuid.UUID) -> None:
        self.person = shown_or_404(persons(self.request.user), pk=pk)

    def get_queryset(self) -> QuerySet[Read]:
        return super().get_queryset() & reads_of(dossier(self.person, self.request.user, []).ids)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        name = name_for(self.person, self.request.user)
        title = _("Who was shown “%(person)s”") % {"person": name}
        return super().get_context_data(**context) | {"title": title, "subject": self.person}
