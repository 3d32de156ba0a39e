from django.db import models

from audit.triggers import booked
from common.classification import classify
from common.ids import new_id


class Booked(models.Model):
    """A record whose every change is in the book. `version` is raised by the database on each change.

    `book_leaves_out` names fields that are no content (a time of last use); `book_masks` names secrets, of which the
    book tells only that they changed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    field_classes = classify(open="id version")
    book_leaves_out: tuple[str, ...] = ()
    book_masks: tuple[str, ...] = ()

    class Meta:
        abstract = True
        triggers = booked()
