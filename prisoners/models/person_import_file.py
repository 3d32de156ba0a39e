from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.triggers import keep


class PersonImportFile(models.Model):
    """The bytes of a file of persons as they came, once however often the same file is brought.

    Not in the book: the import names the file by its hash, and the file never changes.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("file of persons")
        verbose_name_plural = _("files of persons")
        triggers = keep()

    def __str__(self) -> str:
        return self.sha256[:12]
