from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from audit.triggers import keep
from common.classification import FieldClass, classify
from prisoners.import_enums import PersonRowOutcome
from prisoners.models.person import Person
from prisoners.models.person_import import PersonImport

#: Rows that became a record; a row is known again by the key of one of them.
BROUGHT = (PersonRowOutcome.CREATED, PersonRowOutcome.TAKEN, PersonRowOutcome.OVERRIDDEN)


class PersonImportRowQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "PersonImportRowQuerySet":
        """Rows for those who import and may see whatever a row may hold: names, families and places."""
        held = {FieldClass.IDENTITY, FieldClass.FAMILY, FieldClass.LOCATION}
        if user.has_perm(Permission.PRISONERS_IMPORT) and held <= user.field_classes_seen:
            return self
        return self.none()


class PersonImportRow(models.Model):
    """One row of a file of persons, kept as it came, what it says and what became of it.

    Not in the book, which has every record that a row became: a row is added, and its outcome settled.
    """

    batch = models.ForeignKey(
        PersonImport, models.PROTECT, db_index=False, related_name="rows", verbose_name=_("import")
    )
    row_no = models.PositiveIntegerField(_("row"))
    raw = models.JSONField(_("row as it came"))
    key = models.CharField(_("row key"), max_length=40)
    #: Values by record, checked; none of a refused row, and none once it is written.
    parsed = models.JSONField(_("what it says"), null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=PersonRowOutcome)
    judged = models.CharField(_("outcome as judged"), max_length=12, choices=PersonRowOutcome)
    problems = models.JSONField(_("problems"), default=list)
    #: Who the row may be: keys of persons with the reasons, the likeliest first.
    candidates = models.JSONField(_("like"), default=list)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("person")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    #: What the writing changed of a person recorded, so that an undo takes it back.
    changed = models.JSONField(_("what was changed"), null=True)

    objects = PersonImportRowQuerySet.as_manager()

    field_classes = classify(
        open="id",
        staff="batch row_no outcome judged decided_by",
        identity="raw key parsed problems candidates person changed",
    )
    view_permission = Permission.PRISONERS_IMPORT
    scoped_by = ("person",)

    class Meta:
        verbose_name = _("imported row of a person")
        verbose_name_plural = _("imported rows of persons")
        triggers = keep()
        indexes = [models.Index(fields=["batch", "outcome", "row_no"], name="personimportrow_outcome")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "row_no"], name="personimportrow_once"),
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(outcome__in=BROUGHT),
                name="personimportrow_brought_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.row_no}"
