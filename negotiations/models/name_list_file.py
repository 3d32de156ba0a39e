from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.triggers import keep
from negotiations.models.name_list import NameList


class NameListFile(models.Model):
    """The bytes of a list as they came.

    Not in the book: the list names the file, and the file never changes. `cells` are its rows once a worker has read
    them, so that a slow document is read once.
    """

    name_list = models.OneToOneField(NameList, models.PROTECT, related_name="file", verbose_name=_("list"))
    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    content = models.BinaryField(_("content"))
    cells = models.BinaryField(_("rows as read"), null=True)

    class Meta:
        verbose_name = _("file of a list")
        verbose_name_plural = _("files of lists")
        triggers = keep()

    def __str__(self) -> str:
        return self.sha256[:12]
