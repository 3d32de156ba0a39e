"""Exchanges that are not finished, and figures that nobody has decided on."""

from django.db.models import Count, F, Q, QuerySet
from django.db.models.aggregates import Max, Min

from accounts.models import User
from exchanges.enums import FINAL, BatchStatus, Qualifier
from exchanges.models import Claim, Exchange, ImportBatch

#: More open exchanges than this are counted in the list, not on Today.
MOST = 500


def unfinished(user: User) -> list[Exchange]:
    """Standing exchanges that something still follows, by the day planned for."""
    rows = Exchange.objects.visible_to(user).standing().hand_overs().exclude(status__in=FINAL)
    return list(rows.order_by(F("planned_on").asc(nulls_last=True), "number")[:MOST])


def undecided(user: User) -> QuerySet[Exchange]:
    """Exchanges of which exact figures disagree and none is adopted."""
    exact = (
        Claim.objects.visible_to(user)
        .standing()
        .filter(transfer__isnull=False, number__isnull=False, qualifier=Qualifier.EXACTLY)
    )
    figures = exact.values("transfer", "measure", "axis", "category").annotate(
        low=Min("number"), high=Max("number"), taken=Count("pk", filter=Q(adopted=True))
    )
    open_figures = figures.filter(low__lt=F("high"), taken=0).values("transfer")
    rows = Exchange.objects.visible_to(user).standing().filter(transfers__in=open_figures)
    return rows.distinct().order_by("-number")


def unconfirmed_imports(user: User) -> QuerySet[ImportBatch]:
    """Files that were looked at and not imported."""
    rows = ImportBatch.objects.visible_to(user).standing()
    return rows.filter(status=BatchStatus.PREVIEWED).order_by("-id")
