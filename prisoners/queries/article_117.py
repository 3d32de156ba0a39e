"""Of whom it is known that they served again after they were sent home: captured again, or reported so."""

import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from prisoners.enums import HOME_AGAIN, AlertKind
from prisoners.models import Alert, Captivity, Person, PostReturnReport
from prisoners.queries.sight import written


def reports(user: User) -> QuerySet[PostReturnReport]:
    """Reports after a return that a user may see, with what pages name of them; the latest first."""
    seen = PostReturnReport.objects.visible_to(user).select_related("source")
    return seen.order_by(F("reported_on").desc(nulls_last=True), "-id")


def recaptures(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """Those of these alerts that tell of a later capture of the same person, for a query over captivities."""
    begun = F("captivity__captured_on")
    later = Q(captivity__captured_on__gte=Coalesce(OuterRef("captured_on"), begun)) | Q(captivity__captured_on=None)
    return alerts.filter(later, captivity__person=OuterRef("person")).exclude(captivity=OuterRef("pk"))


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
    alerts = alerts.standing().filter(kind=AlertKind.RECAPTURED)
    again, evidence = recaptures(alerts), told.standing().evidence().order_by()
    of_persons = Captivity.objects.filter(person__in=alerts.values("captivity__person"))
    some = of_persons.values("pk").union(evidence.values("captivity"))
    merged = Person.objects.filter(merged_into__isnull=False).values("pk")
    rows = rows.standing().filter(pk__in=some, status__in=HOME_AGAIN).exclude(person__in=merged)
    return rows.filter(Q(Exists(again)) | Q(pk__in=evidence.values("captivity"))).annotate(
        captured_again=Exists(again),
        reported=Exists(evidence.filter(captivity=OuterRef("pk"))),
        recaptured_on=again.order_by("captivity__captured_on").values("captivity__captured_on")[:1],
        waits=Exists(again.filter(answered_at__isnull=True)),
    )


#: The columns that `against_sql` adds to the key.
COLUMNS = ("captured_again", "reported", "recaptured_on", "waits")


def against_sql(on: datetime.date) -> str:
    """The same returns as of a day, as the text of a CTE `against (id, *COLUMNS)`: whoever reads it says who is seen.

    What became known without its day is known of every day.
    """
    captured = Q(captivity__captured_on__lte=on) | Q(captivity__captured_on=None)
    told = PostReturnReport.objects.filter(Q(reported_on__lte=on) | Q(reported_on=None))
    rows = Captivity.objects.filter(Q(ended_on__lte=on) | Q(ended_on=None))
    found = against(rows, Alert.objects.filter(captured), told)
    # Reckoned once for each of them, however often its columns are read.
    return f"against AS MATERIALIZED ({written(found.values('id', *COLUMNS))})"
