"""Undoing an import: was anything that it created changed or built upon since? If not, all of it is voided."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Record
from audit.verbs import acting
from common import jobs
from common.partial_dates import PartialDate
from prisoners.domain.captivities import revise_captivity, void_captivity
from prisoners.domain.importing.problems import Problem
from prisoners.domain.persons import revise_person, set_identifiers, set_names, value_key
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.models import Captivity, Detention, Identifier, Person, PersonImport, PersonImportRow, PersonName

VERB = "prisoners.undo_import"
NAMED = 20
ADDED = (Outcome.TAKEN, Outcome.OVERRIDDEN)
PARTS_OF_NAME = ("surname", "given_name", "patronymic", "as_written", "kind", "language", "source")
#: What an import itself creates for a person, and the path that leads from it there.
PARTS: tuple[tuple[type[Record], str], ...] = (
    (Detention, "captivity__person"),
    (Captivity, "person"),
    (Identifier, "person"),
    (PersonName, "person"),
)


def check_untouched(batch: PersonImport) -> None:
    """Raises ValidationError naming the rows whose person was changed or built upon since."""
    touched = touched_rows(batch).order_by("row_no")
    named = [_("Row %(row)d: %(person)s") % {"row": row.row_no, "person": row.person} for row in touched[: NAMED + 1]]
    if not named:
        return
    if len(named) > NAMED:
        left = touched.count() - NAMED
        named[NAMED:] = [ngettext("and %(left)d more", "and %(left)d more", left) % {"left": left}]
    what = _("Nothing was undone: these were changed or built upon since the import. Void or keep them one by one.")
    raise ValidationError([what, *named], code="touched")


def touched_rows(batch: PersonImport) -> QuerySet[PersonImportRow]:
    """Rows that created a person who stands and is not as the import left them."""
    created = batch.rows.filter(outcome=Outcome.CREATED, person__voided_at=None).select_related("person")
    of_person = OuterRef("person")
    detained = Detention.objects.filter(captivity__person=of_person).order_by()
    counted = detained.values("captivity__person").annotate(number=Count("pk")).values("number")
    touched = Q(person__version__gt=1) | Q(detained__gt=F("detained_then"))
    for model, path in PARTS:
        touched |= Q(Exists(model.objects.filter(**{path: of_person}, version__gt=1)))
    others = Captivity.objects.filter(person=of_person).exclude(pk=OuterRef("person__latest_captivity"))
    for built in (others, *_built_upon()):
        touched |= Q(Exists(built))
    then = Cast(KT("changed__detentions"), IntegerField())
    return created.annotate(detained=Subquery(counted), detained_then=then).filter(touched)


def _built_upon() -> Iterator[QuerySet]:
    """For each relation that leads to a person or a captivity, in whatever room: standing rows that are not ours."""
    ours = {model for model, _path in PARTS} | {PersonImportRow, Person}
    for subject, path in ((Person, "{}"), (Captivity, "{}__person")):
        for relation in subject._meta.related_objects:
            model = relation.related_model
            if model in ours or not hasattr(model, "voided_at"):
                continue
            where = {path.format(relation.field.name): OuterRef("person"), "voided_at": None}
            yield model._base_manager.filter(**where)


def undo(batch: PersonImport, lease: jobs.Lease, heart: jobs.Heart) -> None:
    """Void what the import created, in chunks, and take back what it added to persons recorded. Raises LostLease."""
    waiting = batch.rows.filter(outcome__in=(Outcome.CREATED, *ADDED))
    total, done = waiting.count(), 0
    for row in list(batch.rows.filter(outcome__in=ADDED).order_by("-row_no").values_list("pk", flat=True)):
        with acting(by=batch.asked_by, verb_name=VERB, reason=batch.why):
            _take_back(batch, PersonImportRow.objects.select_for_update().get(pk=row))
            jobs.confirm(lease)
        done += 1
        heart.tell(done=done, total=total, message="undoing")
    numbers = iter(batch.rows.filter(outcome=Outcome.CREATED).order_by("row_no").values_list("row_no", flat=True))
    while chunk := list(islice(numbers, settings.IMPORT_CHUNK)):
        with acting(by=batch.asked_by, verb_name=VERB, reason=batch.why):
            _void(batch, chunk)
            jobs.confirm(lease)
        done += len(chunk)
        heart.tell(done=done, total=total, message="undoing")


def _void(batch: PersonImport, chunk: list[int]) -> None:
    """Void the persons of a chunk with all that the import gave them; one touched a moment ago stays, and is told."""
    within = {"row_no__range": (chunk[0], chunk[-1])}
    touched = list(touched_rows(batch).filter(**within).values_list("pk", flat=True))
    rows = batch.rows.filter(outcome=Outcome.CREATED, **within).exclude(pk__in=touched)
    persons = list(rows.values_list("person", flat=True))
    marks = {"voided_at": timezone.now(), "voided_by": batch.asked_by, "void_reason": batch.why}
    for model, path in PARTS:
        model.objects.standing().filter(**{f"{path}__in": persons}).update(**marks)
    Person.objects.standing().filter(pk__in=persons).update(**marks)
    rows.update(outcome=Outcome.UNDONE)
    for row in PersonImportRow.objects.filter(pk__in=touched):
        _tell(row, Problem("undo_touched"))


def _tell(row: PersonImportRow, problem: Problem) -> None:
    row.problems = [*row.problems, problem.as_json()]
    row.save(update_fields=["problems"])


def _take_back(batch: PersonImport, row: PersonImportRow) -> None:
    """Take back what a row added to or changed of a person recorded, through the verbs."""
    told = {"by": batch.asked_by, "reason": batch.why}
    changed, person = row.changed or {}, row.person
    marks = {"voided_at": timezone.now(), "voided_by": batch.asked_by, "void_reason": batch.why}
    Detention.objects.standing().filter(pk__in=changed.get("detentions", ())).update(**marks)
    if "opened" in changed:
        void_captivity(captivity=Captivity.objects.get(pk=changed["opened"]), **told)
    if revised := changed.get("captivity"):
        revise_captivity(captivity=Captivity.objects.get(pk=revised["id"]), **_values(revised["before"]), **told)
    if changed.get("person"):
        revise_person(person=person, **_values(changed["person"]), **told)
    _take_names_back(person, changed.get("names", []), told)
    _take_numbers_back(person, changed.get("identifiers", []), told)
    row.outcome = Outcome.UNDONE
    row.save(update_fields=["outcome"])


def _take_names_back(person: Person, names: list[str], told: dict[str, Any]) -> None:
    standing = list(person.names.standing().order_by("id"))
    kept = [each for each in standing if str(each.pk) not in names]
    if kept and len(kept) < len(standing):
        set_names(person=person, names=[{part: getattr(each, part) for part in PARTS_OF_NAME} for each in kept], **told)


def _take_numbers_back(person: Person, numbers: list[str], told: dict[str, Any]) -> None:
    gone = {(scheme, value_key(value)) for scheme, _sign, value in (each.partition(":") for each in numbers)}
    standing = person.identifiers.standing()
    kept = [each for each in standing if (each.scheme, each.value_key) not in gone]
    if len(kept) < len(standing):
        values = [{"scheme": each.scheme, "value": each.value, "issuer": each.issuer} for each in kept]
        set_identifiers(person=person, identifiers=values, **told)


def _values(before: dict[str, Any]) -> dict[str, Any]:
    dates = {"born", "captured"}
    values = {key: PartialDate.parse(value or "") if key in dates else value for key, value in before.items()}
    if value := values.get("arrived_in_camp_on"):
        values["arrived_in_camp_on"] = PartialDate.parse(value).date
    return {key: None if value == "None" else value for key, value in values.items()}
