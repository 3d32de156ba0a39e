"""Persons and their captivities. Furnished later; the room stands so that nothing has to move."""

from django.apps import AppConfig


class PrisonersConfig(AppConfig):
    name = "prisoners"
    default_auto_field = "django.db.models.BigAutoField"
