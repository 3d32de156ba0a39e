from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.guards import EmptiedByRedaction
from audit.triggers import keep


class ChangeQuerySet(models.QuerySet):
    def of(self, *records: models.Model) -> "ChangeQuerySet":
        """Changes of these records, the newest first."""
        return self.filter(object_id__in=[record.pk for record in records]).order_by("-id")


class Change(models.Model):
    """One line of the book: what changed of one record, by whom, through which verb, why. Triggers write it."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("when"), db_default=Now())
    model = models.CharField(_("kind of record"), max_length=80)
    object_id = models.UUIDField(_("record"))
    version = models.PositiveIntegerField(_("version"))
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"))
    # No foreign key: people live in a room above this one, and the book outlives everybody in it.
    actor_id = models.UUIDField(_("who"), null=True)
    verb = models.CharField(_("verb"), max_length=80, blank=True)
    reason = models.TextField(_("why"), blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    db_user = models.CharField(_("database role"), max_length=63)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["object_id", "-id"], name="change_record"),
            models.Index(fields=["actor_id", "-id"], name="change_actor"),
            # The page of the book by kind and by verb; a prefix of few values keeps it cheap for who writes.
            models.Index(fields=["model", "verb", "-id"], name="change_kind"),
            # What was known on a day is read back from the changes since; they stand in the order of time.
            BrinIndex(fields=["at"], name="change_at", pages_per_range=32),
        ]
        triggers = [EmptiedByRedaction(), *keep()]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} v{self.version}"

    @property
    def is_redacted(self) -> bool:
        """Whether two people removed its content: triggers write no line without any."""
        return not self.after
