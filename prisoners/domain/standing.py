"""What all particulars of a captivity share: they are recorded of one that stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.domain import records
from prisoners.models import Captivity


def standing(captivity: Captivity) -> Captivity:
    """The captivity as it is now, locked. Raises ValidationError for one that was voided."""
    current = records.lock(captivity)
    records.refuse_voided(current)
    return current


def standing_each(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows with their captivities as they are now, locked in one order. Raises ValidationError for a voided one."""
    keys = {row["captivity"].pk for row in rows}
    locked = Captivity._base_manager.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    found = {captivity.pk: captivity for captivity in locked}
    for captivity in found.values():
        records.refuse_voided(captivity)
    return [{**row, "captivity": found[row["captivity"].pk]} for row in rows]
