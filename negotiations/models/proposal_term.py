from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from negotiations.enums import Category, Direction, Qualifier
from negotiations.models.proposal import Proposal


class ProposalTerm(Record):
    """Whom a proposal would bring home, in one direction. No number said is no zero."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="terms", verbose_name=_("proposal"))
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    category = models.CharField(_("category"), max_length=20, choices=Category, default=Category.ANYBODY)
    qualifier = models.CharField(_("qualifier"), max_length=2, choices=Qualifier, default=Qualifier.EXACTLY)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)

    field_classes = classify(open="proposal direction category qualifier number")
    view_permission = Permission.NEGOTIATIONS_VIEW
    voided_alone = "one of a list that is edited with the proposal"
    scoped_by = ("proposal__round",)

    class Meta(Record.Meta):
        verbose_name = _("term of a proposal")
        verbose_name_plural = _("terms of proposals")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["proposal", "direction", "category"],
                condition=models.Q(voided_at__isnull=True),
                name="proposal_term_once",
                violation_error_message=_("This category is named twice in the same direction."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()}: {self.get_category_display()}"
