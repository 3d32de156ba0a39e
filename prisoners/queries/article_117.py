"""Of whom it is known that they served again after they were sent home: captured again, or reported so."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from prisoners.enums import HOME_AGAIN, AlertKind
from prisoners.models import Alert, Captivity, PostReturnReport


def reports(user: User) -> QuerySet[PostReturnReport]:
    """Reports after a return that a user may see, with what pages name of them; the latest first."""
    seen = PostReturnReport.objects.visible_to(user).select_related("source")
    return seen.order_by(F("reported_on").desc(nulls_last=True), "-id")


def recaptures(user: User) -> QuerySet[Alert]:
    """Alerts of a later capture of the same person, for a query over captivities."""
    begun = F("captivity__captured_on")
    later = Q(captivity__captured_on__gte=Coalesce(OuterRef("captured_on"), begun)) | Q(captivity__captured_on=None)
    of_person = Alert.objects.visible_to(user).standing().filter(captivity__person=OuterRef("person"))
    return of_person.filter(later, kind=AlertKind.RECAPTURED).exclude(captivity=OuterRef("pk"))


def article_117(user: User) -> QuerySet[Captivity]:
    """The returns after which something speaks against GC III art. 117; two queries for any number of rows.

    `captured_again`, `recaptured_on` and `waits` (for an answer) tell of alerts; `reports_after` are all the reports.
    """
    again, told = recaptures(user), reports(user).standing()
    evidence = told.evidence().filter(captivity=OuterRef("pk"))
    rows = Captivity.objects.visible_to(user).standing().filter(status__in=HOME_AGAIN)
    rows = rows.annotate(
        captured_again=Exists(again),
        recaptured_on=again.order_by("captivity__captured_on").values("captivity__captured_on")[:1],
        waits=Exists(again.filter(answered_at__isnull=True)),
        reported_last=told.filter(captivity=OuterRef("pk")).values("reported_on")[:1],
    )
    found = rows.filter(Q(captured_again=True) | Q(Exists(evidence)))
    parts = Prefetch("post_return_reports", told, to_attr="reports_after")
    return found.select_related("person__party", "person__latest_captivity", "unit").prefetch_related(parts)
