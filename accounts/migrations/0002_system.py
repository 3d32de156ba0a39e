"""The system itself as an actor: commands, schedules and seeds act under its name. It can never sign in."""

from django.contrib.auth.hashers import make_password
from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("accounts", "User").objects.create(
        username="system", full_name="Obmin", kind="system", password=make_password(None)
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("audit", "0001_initial")]
    # django-allauth's own migrations write to the table of users, which the book follows: the book must be there.
    run_before = [("account", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
