"""Of whom it is known that they served again after they were sent home: captured again, or reported so."""

import datetime
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from prisoners.enums import HOME_AGAIN, AlertKind
from prisoners.models import Alert, Captivity, Person, PostReturnReport
from prisoners.queries.sight import written

#: From an alert to all captivities of its person.
EARLIER = "captivity__person__captivities"


def reports(user: User) -> QuerySet[PostReturnReport]:
    """Reports after a return that a user may see, with what pages name of them; the latest first."""
    seen = PostReturnReport.objects.visible_to(user).select_related("source")
    return seen.order_by(F("reported_on").desc(nulls_last=True), "-id")


def recaptures(alerts: QuerySet[Alert], **of: Any) -> QuerySet[Alert]:
    """Alerts of a later capture, each joined with EARLIER, the captivities before of the same person."""
    begun = F("captivity__captured_on")
    later = Q(captivity__captured_on__gte=Coalesce(F(f"{EARLIER}__captured_on"), begun)) | Q(
        captivity__captured_on=None
    )
    # Not the one itself. Said so, because a negation would ask it of the person anew.
    another = Q(**{f"{EARLIER}__lt": F("captivity")}) | Q(**{f"{EARLIER}__gt": F("captivity")})
    return alerts.standing().filter(later, another, kind=AlertKind.RECAPTURED, **of)


def article_117(user: User) -> QuerySet[Captivity]:
    """The returns after which something speaks against GC III art. 117; two queries for any number of rows.

    `captured_again`, `recaptured_on` and `waits` (for an answer) tell of alerts; `reports_after` are all the reports.
    """
    told = reports(user).standing()
    found = against(Captivity.objects.visible_to(user), Alert.objects.visible_to(user), told)
    found = found.annotate(reported_last=told.filter(captivity=OuterRef("pk")).values("reported_on")[:1])
    parts = Prefetch("post_return_reports", told, to_attr="reports_after")
    return found.select_related("person__party", "person__latest_captivity", "unit").prefetch_related(parts)


def against(
    rows: QuerySet[Captivity], alerts: QuerySet[Alert], told: QuerySet[PostReturnReport]
) -> QuerySet[Captivity]:
    """Those of these captivities after whose end something speaks against art. 117, by these alerts and reports.

    The few of whom there is an alert or a report are found first: of a million returns nothing else is asked.
    """
    again, evidence = recaptures(alerts, **{EARLIER: OuterRef("pk")}), told.standing().evidence().order_by()
    some = recaptures(alerts).values(EARLIER).union(evidence.values("captivity"))
    merged = Person.objects.filter(merged_into__isnull=False).values("pk")
    rows = rows.standing().filter(pk__in=some, status__in=HOME_AGAIN).exclude(person__in=merged)
    return rows.annotate(
        captured_again=Exists(again),
        recaptured_on=again.order_by("captivity__captured_on").values("captivity__captured_on")[:1],
        waits=Exists(again.filter(answered_at__isnull=True)),
    )


def against_sql(on: datetime.date) -> list[str]:
    """The same as of a day, as the text of two CTEs over all captivities: whoever reads them says who came home.

    `again (id, recaptured_on, waits)` are those before a second capture, `reported (id)` those reported in service.
    What became known without its day is known of every day.
    """
    captured = Q(captivity__captured_on__lte=on) | Q(captivity__captured_on=None)
    again = recaptures(Alert.objects.filter(captured)).order_by().values(EARLIER)
    again = again.annotate(first=Min("captivity__captured_on"), waits=BoolOr(Q(answered_at__isnull=True)))
    told = PostReturnReport.objects.filter(Q(reported_on__lte=on) | Q(reported_on=None)).standing().evidence()
    return [
        f"again (id, recaptured_on, waits) AS ({written(again.values_list(EARLIER, 'first', 'waits'))})",
        f"reported (id) AS ({written(told.values('captivity').distinct())})",
    ]
