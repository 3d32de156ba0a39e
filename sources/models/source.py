from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from sources.enums import Credibility, Reliability, SourceKind


class Source(Record):
    """Where a fact comes from, and how far it is to be trusted (NATO STANAG 2511)."""

    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    reliability = models.CharField(
        _("reliability of the source"), max_length=1, choices=Reliability, default=Reliability.F
    )
    credibility = models.PositiveSmallIntegerField(
        _("credibility of the statement"), choices=Credibility, default=Credibility.UNKNOWN
    )
    same_statement_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reprints",
        verbose_name=_("same statement as"),
        help_text=_("A reprint of another source is no second confirmation."),
    )

    field_classes = classify(
        open="kind title publisher published_on url quote same_statement_as", staff="reliability credibility"
    )
    view_permission = Permission.SOURCES_VIEW
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["url"],
                condition=models.Q(voided_at__isnull=True) & ~models.Q(url=""),
                name="source_url_once",
                violation_error_code="duplicate",
                violation_error_message=_("There is already a source with this address."),
            ),
            models.CheckConstraint(
                condition=~models.Q(same_statement_as=models.F("id")), name="source_no_reprint_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sources:detail", args=[self.pk])
