import base64

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.classification import classify
from common.ids import new_id
from reports.enums import CHARTS, CONTENT_TYPES, ArtefactFormat
from reports.models.job import KEPT
from reports.models.report_run import ReportRun


class ArtefactQuerySet(models.QuerySet):
    def expired(self) -> "ArtefactQuerySet":
        """The files made more than 24 hours ago. A chart is no file to take: it is kept as long as the answer."""
        return self.filter(made_at__lte=timezone.now() - KEPT).exclude(format__in=CHARTS)

    def without_content(self) -> "ArtefactQuerySet":
        """What files there are, without reading them."""
        return self.defer("content").order_by("format")


class Artefact(models.Model):
    """A file made from the answer of a run. Its content is removed a day after it was made; that it was made stays.

    Charts are part of the page of the run, and go with its answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(ReportRun, models.PROTECT, related_name="artefacts", verbose_name=_("run"))
    format = models.CharField(_("format"), max_length=10, choices=ArtefactFormat)
    file_name = models.CharField(_("file name"), max_length=120)
    content = models.BinaryField(_("content"), null=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    made_at = models.DateTimeField(_("made at"), db_default=Now())

    objects = ArtefactQuerySet.as_manager()

    field_classes = classify(open="id run format file_name content size sha256 made_at")

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        constraints = [models.UniqueConstraint(fields=["run", "format"], name="artefact_one_each")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def has_expired(self) -> bool:
        """Whether it may not be fetched any more, even if its content is still to be removed."""
        if self.format in CHARTS:
            return self.run.emptied_at is not None
        return self.made_at <= timezone.now() - KEPT

    @property
    def repr_digest(self) -> str:
        """The checksum as the header `Repr-Digest` writes it (RFC 9530)."""
        return f"sha-256=:{base64.b64encode(bytes.fromhex(self.sha256)).decode()}:"

    @property
    def content_type(self) -> str:
        """The media type that the file is sent with."""
        return CONTENT_TYPES[ArtefactFormat(self.format)]
