from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import RecordQuerySet
from accounts.roles import Permission
from audit.triggers import keep
from common.classification import classify
from common.ids import new_id
from negotiations.list_enums import Band, Guard
from negotiations.models.list_entry import ListEntry
from prisoners.models import Captivity, Person


class CandidateQuerySet(RecordQuerySet):
    def standing(self) -> "CandidateQuerySet":
        """Candidates of entries that stand, as the last comparison found them: none is voided by itself."""
        return self.filter(entry__voided_at__isnull=True, rank__gt=0)

    def visible_to(self, user: models.Model) -> "CandidateQuerySet":
        """Those that a user may see, as the last comparison found them."""
        return super().visible_to(user).filter(rank__gt=0)


class Candidate(models.Model):
    """Who an entry may be, how alike, and why; the machine proposes it, a person decides.

    Not in the book: comparing anew makes it anew, and what a decision rested on is kept with the decision. Who was
    found once and is not any more has rank 0 and does not stand.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(
        ListEntry, models.PROTECT, db_index=False, related_name="candidates", verbose_name=_("entry")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    captivity = models.ForeignKey(
        Captivity, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("latest captivity")
    )
    score = models.PositiveSmallIntegerField(_("likeness"), help_text=_("0 to 1,000."))
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("1 is the likeliest."))
    band = models.CharField(_("band"), max_length=10, choices=Band)
    features = models.JSONField(_("what it rests on"), default=dict)
    guard = models.CharField(_("guard"), max_length=10, choices=Guard, default=Guard.NONE)

    objects = CandidateQuerySet.as_manager()

    all_of_class = None
    field_classes = classify(open="id", staff="entry person captivity score rank band guard", identity="features")
    view_permission = Permission.LISTS_VIEW
    scoped_by = ("entry__name_list", "person", "captivity__person")

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["entry", "rank"]
        triggers = keep()
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], name="candidate_once"),
            models.CheckConstraint(name="candidate_score_in_bounds", condition=models.Q(score__lte=1000)),
            models.CheckConstraint(
                name="candidate_guarded_is_not_certain",
                condition=models.Q(guard=Guard.NONE) | ~models.Q(band=Band.CERTAIN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} → {self.person}"
