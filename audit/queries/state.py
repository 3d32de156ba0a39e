"""How the chain stands: what is published, what waits, what was signed and verified last."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min

from audit.models import Anchor, Change, FeedEntry, Verification


@dataclass(frozen=True)
class ChainState:
    """The state of the chain. `waiting` lines are not published yet, the oldest of them since `waiting_since`."""

    last: int
    published_to: datetime.datetime | None
    waiting: int
    waiting_since: datetime.datetime | None
    anchor: Anchor | None
    verification: Verification | None


def chain_state() -> ChainState:
    """The state of the chain now; a line whose writer has not ended counts nowhere yet."""
    last = FeedEntry.objects.select_related("change").order_by("-seq").first()
    highest = FeedEntry.objects.order_by("-change_id").values_list("change_id", flat=True).first() or 0
    waiting = Change.objects.filter(pk__gt=highest).aggregate(count=Count("pk"), since=Min("at"))
    return ChainState(
        last=last.seq if last else 0,
        published_to=last.change.at if last else None,
        waiting=waiting["count"],
        waiting_since=waiting["since"],
        anchor=Anchor.objects.order_by("-seq").first(),
        verification=Verification.objects.order_by("-pk").first(),
    )
