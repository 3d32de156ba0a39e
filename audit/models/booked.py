from django.db import models

from audit.triggers import booked
from common.classification import classify
from common.ids import new_id


class Booked(models.Model):
    """A record whose every change is in the book. `version` is raised by the database on each change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    field_classes = classify(open="id version")

    class Meta:
        abstract = True
        triggers = booked()
