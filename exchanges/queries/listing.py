"""Rows of the list of exchanges, and the choices that its filters offer."""

from django.db.models import Case, F, FloatField, Prefetch, Q, QuerySet, When
from django.db.models.functions import Cast

from accounts.models import User
from exchanges.models import Exchange, Mediation, Ordinal, Transfer
from negotiations.models import Programme
from units.models import Party


def listed(user: User) -> QuerySet[Exchange]:
    """Exchanges that were or will be carried out as one: stages, not the numbered exchange that they belong to.

    With the sums of each direction, the ratio (null unless both are known and persons went both ways) and what the
    columns show; four queries for any number of rows.
    """
    rows = Exchange.objects.visible_to(user).standing().hand_overs().with_counts()
    both = Q(delivered_to_us__gt=0, delivered_to_them__gt=0)
    ratio = Cast("delivered_to_us", FloatField()) / F("delivered_to_them")
    return rows.annotate(ratio=Case(When(both, then=ratio), output_field=FloatField())).prefetch_related(
        Prefetch("transfers", Transfer.objects.standing(), to_attr="standing_transfers"),
        Prefetch("mediations", Mediation.objects.standing().select_related("mediator"), to_attr="standing_mediations"),
        Prefetch("ordinals", Ordinal.objects.standing().order_by("value"), to_attr="standing_ordinals"),
    )


def mediators(user: User) -> QuerySet[Party]:
    """Parties that helped in at least one exchange."""
    used = Mediation.objects.visible_to(user).standing().values("mediator")
    return Party.objects.visible_to(user).standing().filter(pk__in=used).order_by("code")


def programmes(user: User) -> QuerySet[Programme]:
    """Programmes that an exchange can be counted to."""
    return Programme.objects.visible_to(user).standing().order_by("-agreed_on", "code")
