from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from prisoners.enums import NameKind
from prisoners.models.person import Person
from sources.models import Source


class PersonName(Record):
    """A name as somebody wrote it, in whatever script, with the keys by which it is found.

    The keys are made by `common.names`; nothing but the verbs of a person writes them.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="names", verbose_name=_("person"))
    surname = models.CharField(_("surname"), max_length=100)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    as_written = models.CharField(_("as written"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind, default=NameKind.LEGAL)
    language = models.CharField(_("language"), max_length=8, blank=True, help_text=_("Two letters: uk, ru, en."))
    is_preferred = models.BooleanField(_("preferred"), default=False, editable=False)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )
    surname_key = models.CharField(max_length=100, editable=False)
    given_key = models.CharField(max_length=100, blank=True, editable=False)
    patronymic_key = models.CharField(max_length=100, blank=True, editable=False)
    folded = models.CharField(max_length=300, editable=False)

    field_classes = classify(
        identity="surname given_name patronymic as_written kind language is_preferred surname_key given_key "
        "patronymic_key folded",
        staff="person source",
    )
    view_permission = Permission.PRISONERS_VIEW
    voided_alone = "one of a list that is edited with the person"
    scoped_by = ("person",)
    called_by = ("surname", "given_name", "patronymic")

    class Meta(Record.Meta):
        verbose_name = _("name of a person")
        verbose_name_plural = _("names of persons")
        indexes = [
            models.Index(
                fields=["surname_key", "given_key"],
                include=["person", "surname", "patronymic_key"],
                condition=models.Q(voided_at__isnull=True),
                name="personname_keys",
            ),
            models.Index(
                fields=["given_key"],
                include=["person"],
                condition=models.Q(voided_at__isnull=True),
                name="personname_given_key",
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(is_preferred=True, voided_at__isnull=True),
                name="personname_one_preferred",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)
