"""Exchanges, their transfers, what each side claims of them, and the import of the public record."""

from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    name = "exchanges"
    default_auto_field = "django.db.models.BigAutoField"
