"""Persons as they are told in PFIF, page by page."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from prisoners.enums import Transmission
from prisoners.models import Person, PersonName, Withholding

PAGE = 1000


def may_be_sent(rows: QuerySet[Person], *, is_known: bool) -> QuerySet[Person]:
    """Those of whom what leaves the house may tell. Where the recipient is known, the rows were chosen for it already.

    Else nobody knows who will read it: then it tells of nobody who is withheld from anybody (GC IV art. 137).
    """
    if is_known:
        return rows
    withheld = Withholding.objects.standing().filter(person=OuterRef("pk"))
    duplicate = Withholding.objects.standing().filter(person__merged_into=OuterRef("pk"))
    return rows.filter(~Exists(withheld), ~Exists(duplicate), transmission=Transmission.FREE)


def with_names(rows: QuerySet[Person]) -> QuerySet[Person]:
    """The rows with their standing names, the preferred one first, and the captivity that counts now."""
    names = PersonName.objects.standing().order_by("-is_preferred", "pk")
    return (
        rows.select_related(None)
        .select_related("latest_captivity")
        .prefetch_related(Prefetch("names", names, to_attr="called_names"))
    )


def in_pages(rows: QuerySet[Person]) -> Iterator[list[Person]]:
    """The rows by their keys, two statements a page."""
    rows, last = with_names(rows.order_by("pk").only(*SHOWN)), None
    while page := list((rows.filter(pk__gt=last) if last else rows)[:PAGE]):
        yield page
        last = page[-1].pk


#: What PFIF tells of a person and of a captivity. The rest stays in the database.
SHOWN = (
    *("name", "description", "sex", "born_on", "born_on_precision", "last_residence", "distinguishing_marks"),
    *("is_synthetic", "latest_captivity__status", "latest_captivity__voided_at", "latest_captivity__captured_at"),
)
