"""An entry of a manifest in facts."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.record import name_for
from exchanges.interfaces.manifest import words
from exchanges.models import ManifestEntry
from exchanges.queries.manifest.entries import Beside
from prisoners.interfaces.words import days_held_words, status_chip


def entry_facts(
    entry: ManifestEntry,
    beside: Beside,
    user: User,
    *,
    substituted: ManifestEntry | None,
    substitute: ManifestEntry | None,
) -> list[tuple[str, Any]]:
    """Label and value; what does not concern this entry is left out."""
    captivity, standing = entry.captivity, (beside.tiers or {}).get(entry.captivity_id)
    rows = [
        (_("Person"), _link(captivity.person.get_absolute_url(), name_for(captivity.person, user)), True),
        (_("Exchange"), _link(entry.transfer.exchange.get_absolute_url(), entry.transfer.exchange), True),
        (_("Direction"), entry.transfer.get_direction_display(), True),
        (_("Unit"), captivity.unit, True),
        (_("Captivity"), status_chip(captivity), True),
        (_("Days held"), days_held_words(captivity), True),
        (_("Tier"), _tier(standing), beside.tiers is not None),
        (_("Goes as"), entry.get_category_display(), True),
        (_("How the captivity ends"), entry.get_outcome_display(), True),
        (_("On what condition"), entry.condition, entry.condition),
        (_("In force until"), entry.until, entry.until),
        (_("Came onto it"), entry.get_origin_display(), True),
        (_("Why"), entry.reason, True),
        (_("Consent to return"), words.consent_chip(beside.consents.get(captivity.pk)), True),
        (_("Accepted by the home side"), words.acceptance_chip(entry), True),
        (_("About the state"), entry.status_note, entry.status_note),
        (_("At the demand of"), entry.demanded_by, entry.demanded_by_id),
        (_("In the place of"), substituted and _of_entry(substituted, user), substituted),
        (_("In whose place came"), substitute and _of_entry(substitute, user), substitute),
        (_("Approved with the frozen manifest"), entry.frozen_in and entry.frozen_in.number, entry.frozen_in_id),
        (_("Handed over on"), entry.delivered_on, entry.delivered_on),
    ]
    return [(label, value) for label, value, is_there in rows if is_there]


def _tier(standing: Any) -> str:
    if standing is None or standing.tier is None:
        return _("no tier")
    return f"{standing.tier}: {standing.why}"


def _of_entry(entry: ManifestEntry, user: User) -> SafeString:
    return _link(entry.get_absolute_url(), name_for(entry.captivity.person, user))


def _link(url: str, text: object) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, text)
