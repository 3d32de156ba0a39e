"""One entry of a manifest: all that is known of it, its history, its correction before it is approved."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models.record import name_for
from accounts.roles import Permission
from accounts.views.records import RecordDetail, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common.reading import shown
from exchanges.domain.manifest.changing import revise_entry
from exchanges.interfaces.manifest import words
from exchanges.interfaces.manifest.entry import entry_facts
from exchanges.interfaces.manifest.forms import EntryForm
from exchanges.interfaces.manifest.page import is_open
from exchanges.manifest_enums import REPLACEABLE, EntryStatus
from exchanges.models import ManifestEntry
from exchanges.queries.manifest.entries import beside, entries
from prisoners.models import Person


class EntryRecord(RecordPage):
    """What the pages of an entry share."""

    queryset = staticmethod(entries)
    namespace, argument = "manifests", "manifest_entry"

    def shown(self, record: ManifestEntry) -> ManifestEntry:
        shown(Person, [record.captivity.person_id])
        return super().shown(record)


class EntryDetail(EntryRecord, RecordDetail):
    """The entry, with who, when and why."""

    write_permission = Permission.MANIFESTS_WRITE
    template_name = "exchanges/manifest/entry.html"

    def get_title(self, record: ManifestEntry) -> str:
        return name_for(record.captivity.person, self.request.user)

    def get_facts(self, record: ManifestEntry) -> list[tuple[str, Any]]:
        user = self.request.user
        others = {
            "substituted": entries(user).filter(pk=record.substitutes_id).first() if record.substitutes_id else None,
            "substitute": entries(user).standing().filter(substitutes=record).first(),
        }
        return entry_facts(record, beside([record.captivity], user), user, **others)

    def get_context(self, record: ManifestEntry) -> dict[str, Any]:
        exchange, user = record.transfer.exchange, self.request.user
        may = user.has_perm(Permission.MANIFESTS_WRITE) and is_open(exchange)
        nominated, frozen = record.status == EntryStatus.NOMINATED, record.frozen_in_id is not None
        replaced = record.substituted_by.standing().exists()
        voidable = user.has_perm(Permission.EXCHANGES_VOID) and is_open(exchange) and nominated
        return {
            "void_url": self.url("void", record.pk) if voidable else "",
            "edit_url": self.url("edit", record.pk) if may and nominated else "",
            "substitute_url": self.url("substitute", record.pk)
            if may and record.status in REPLACEABLE and not replaced
            else "",
            "manifest_url": reverse("exchanges:manifest", args=[exchange.pk]),
            "exchange": exchange,
            "state": words.entry_chip(record),
            "deeds": self.deeds(record) if may and record.is_live and nominated else [],
            "is_settled": may and record.is_live and frozen,
        }

    def deeds(self, record: ManifestEntry) -> list[tuple[str, str]]:
        """(label, URL) of what may be done before the approval; each asks why."""
        labels = {
            "accept": _("The home side takes them"),
            "refuse": _("The home side does not take them"),
            "veto": _("Strike off"),
            "withdraw": _("Take off"),
        }
        exchange = record.transfer.exchange_id
        return [(label, reverse("exchanges:manifest-act", args=[exchange, act])) for act, label in labels.items()]


class EntryEdit(EntryRecord, RecordEdit):
    """Correct as what somebody goes, and why."""

    permission_required = (Permission.MANIFESTS_WRITE, Permission.MANIFESTS_VIEW)
    form_class, verb = EntryForm, staticmethod(revise_entry)


class EntryVoid(EntryRecord, RecordVoid):
    """Propose to void an entry that never should have been."""

    permission_required = Permission.EXCHANGES_VOID

    def consequences(self, record: ManifestEntry) -> list[str]:
        return [_("Whoever only does not go any more is taken off instead: then the entry tells why.")]
