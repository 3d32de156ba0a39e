"""The detail page of a record of negotiations, as its presenter tells it."""

import uuid
from typing import Any

from accounts.interfaces import restriction
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import RecordDetail
from negotiations.interfaces.pages import RecordSheet


class SheetDetail(RecordDetail):
    """Facts, sections and acts come from the `sheet_class`, which is asked once a page."""

    sheet_class: type[RecordSheet]
    write_permission = Permission.NEGOTIATIONS_WRITE

    def get_context(self, record: Record) -> dict[str, Any]:
        page = self.sheet(record)
        return {"page": page, "void_url": self.url("void", record.pk) if page.may_void else ""}

    def get_facts(self, record: Record) -> list[tuple[str, Any]]:
        return self.sheet(record).facts + restriction.facts(record, self.request.user)

    def get_more_actions(self, record: Record) -> list[tuple[str, str]]:
        return self.sheet(record).more_actions

    def get_history_ids(self, record: Record) -> list[uuid.UUID]:
        return self.sheet(record).ids

    def sheet(self, record: Record) -> RecordSheet:
        if not hasattr(self, "_sheet"):
            self._sheet = self.sheet_class(record, self.request.user)
        return self._sheet
