"""The founding reasons why exchanges were postponed, derailed or cancelled. A headquarters adds its own."""

from django.db import migrations

REASONS = [
    ("list-substitution", "вимога замінити узгоджені списки", "substitution of the agreed lists demanded"),
    ("category-demand", "вимога іншої категорії осіб", "another category of persons demanded"),
    ("security-incident", "безпековий інцидент", "security incident"),
    ("transport-loss", "втрата транспорту", "loss of transport"),
    ("refusal-by-person", "відмова особи", "refusal by a person"),
    ("political", "політичне рішення", "political decision"),
    ("unknown", "невідомо", "not known"),
]


def add(apps, schema_editor):
    model = apps.get_model("exchanges", "SetbackReason")
    model.objects.bulk_create(model(code=code, name_uk=uk, name_en=en) for code, uk, en in REASONS)


class Migration(migrations.Migration):
    dependencies = [("exchanges", "0001_initial"), ("audit", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
