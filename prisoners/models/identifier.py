from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from prisoners.enums import IdentifierScheme
from prisoners.models.person import Person


class Identifier(Record):
    """A number by which a body knows a person. Within a scheme a value belongs to one person."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers", verbose_name=_("person"))
    scheme = models.CharField(_("scheme"), max_length=20, choices=IdentifierScheme)
    value = models.CharField(_("value"), max_length=100)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    #: The value without spaces, hyphens and case, by which it is compared.
    value_key = models.CharField(max_length=100, editable=False)
    #: The person's key while the person is restricted: the number collides with nobody's, and no refusal tells of it.
    apart = models.UUIDField(null=True, editable=False)

    field_classes = classify(identity="scheme value issuer value_key", staff="person apart")
    view_permission = Permission.PRISONERS_VIEW
    voided_alone = "one of a list that is edited with the person"
    scoped_by = ("person",)
    called_by = ("scheme", "value")

    class Meta(Record.Meta):
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["value_key", "scheme", "apart"],
                nulls_distinct=False,
                condition=models.Q(voided_at__isnull=True),
                name="identifier_once",
                violation_error_code="duplicate",
                violation_error_message=_("Another person has this number already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.value}"
