"""Names the Django app, so that models and migrations have a label of their own."""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """The storage app; its label names the user model (`storage.User`)."""

    name = "tiendo.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"
