"""Rows that are of a person recorded: through the verbs of that person, one row a transaction.

`take` keeps what is recorded and adds what is new; `override` lets the row replace it.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from audit.verbs import acting
from common import jobs
from common.errors import Conflict, IllegalMove
from common.partial_dates import PartialDate, Precision
from prisoners.domain.captivities import open_captivity, revise_captivity
from prisoners.domain.custody import record_detention
from prisoners.domain.importing.problems import Problem
from prisoners.domain.persons import add_name, revise_person, set_identifiers
from prisoners.import_enums import WRITTEN
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.models import Captivity, Person, PersonImport, PersonImportRow

VERB = "prisoners.write_import"
REFUSALS = (ValidationError, Conflict, IllegalMove, PermissionDenied)
#: What the row never replaces: keys, how the person is called (names do), and what no row says.
NOT_REPLACED = {"id", "person_id", "name", "sort_key", "latest_captivity_id", "identity_status", "party_id", "status"}
DATES = {"born_on": "born", "captured_on": "captured"}


def add_to_recorded(batch: PersonImport, lease: jobs.Lease, told: Callable[[int], None]) -> int:
    """Write the rows of persons recorded; `told` hears how many are done. Returns how many there were."""
    waiting = batch.rows.filter(outcome__in=(Outcome.TAKE, Outcome.OVERRIDE)).order_by("row_no")
    done = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        with acting(by=batch.asked_by, verb_name=VERB, reason=batch.why):
            row = PersonImportRow.objects.select_for_update().get(pk=pk)
            _settle(batch, row)
            jobs.confirm(lease)
        done += 1
        told(done)
    return done


def _settle(batch: PersonImport, row: PersonImportRow) -> None:
    try:
        with acting(by=batch.asked_by, verb_name=VERB, reason=batch.why):
            row.changed = _add(batch, row)
        row.outcome, row.parsed = WRITTEN[Outcome(row.outcome)], None
    except REFUSALS as refused:
        words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        row.outcome = Outcome.REFUSED
        row.problems = [*row.problems, Problem("refused_at_writing", params={"words": words}).as_json()]
    row.save(update_fields=["outcome", "parsed", "changed", "problems"])


def _add(batch: PersonImport, row: PersonImportRow) -> dict[str, Any]:
    """Bring what a row says into the record of its person; returns what was changed, for an undo."""
    replace, said = row.outcome == Outcome.OVERRIDE, row.parsed
    told = {"by": batch.asked_by, "reason": batch.why}
    changed: dict[str, Any] = {"names": _names(row.person, said["names"], replace, told)}
    changed["identifiers"] = _numbers(row.person, said["identifiers"], told)
    if replace:
        changes = replaced(row.person, said["person"])
        changed["person"] = before(row.person, changes)
        revise_person(person=row.person, **changes, **told)
    if said["captivity"]:
        changed |= _captivity(row.person, said, replace, told)
    return changed


def _names(person: Person, names: list[dict[str, Any]], replace: bool, told: dict[str, Any]) -> list[str]:
    standing = {(each.folded, each.kind) for each in person.names.standing()}
    folded = {each for each, _kind in standing}
    added = []
    for at, name in enumerate(names):
        if name["folded"] in folded and not (replace and at == 0):
            continue
        if (name["folded"], name["kind"]) not in standing:
            values = {
                key: name[key] for key in ("surname", "given_name", "patronymic", "as_written", "language", "kind")
            }
            made = add_name(person=person, is_preferred=replace and at == 0, **values, **told)
            added.append(str(made.pk))
    return added


def _numbers(person: Person, numbers: list[dict[str, Any]], told: dict[str, Any]) -> list[str]:
    standing = list(person.identifiers.standing().values("scheme", "value", "issuer", "value_key"))
    have = {(each["scheme"], each["value_key"]) for each in standing}
    new = [
        {"scheme": each["scheme"], "value": each["value"]}
        for each in numbers
        if (each["scheme"], each["value_key"]) not in have
    ]
    if new:
        kept = [{key: each[key] for key in ("scheme", "value", "issuer")} for each in standing]
        set_identifiers(person=person, identifiers=[*kept, *new], **told)
    return [f"{each['scheme']}:{each['value']}" for each in new]


def _captivity(person: Person, said: dict[str, Any], replace: bool, told: dict[str, Any]) -> dict[str, Any]:
    values, changed = said["captivity"], {}
    held = Captivity.objects.standing().filter(person=person).open().first()
    if held and replace:
        changes = replaced(held, values)
        changed["captivity"] = {"id": str(held.pk), "before": before(held, changes)}
        revise_captivity(captivity=held, **changes, **told)
    elif held is None:
        fields = fields_of(Captivity, values) | {"status": values["status"]}
        held = open_captivity(person=person, id=values["id"], **fields, **told)
        changed["opened"] = str(held.pk)
    reported = {str(each) for each in held.detentions.standing()}
    made = [
        record_detention(captivity=held, **_detention(each), **told)
        for each in said["detentions"]
        if each["place_id"] or each["place_as_reported"] not in reported
    ]
    return changed | {"detentions": [str(each.pk) for each in made]}


def _detention(values: dict[str, Any]) -> dict[str, Any]:
    whole = {key: value for key, value in values.items() if key not in {"id", "captivity_id"}}
    for column in ("since", "until"):
        whole[column] = PartialDate.parse(whole[column] or "").date
    return whole


def fields_of(model: type, values: dict[str, Any]) -> dict[str, Any]:
    """Values of a row as a verb takes them: dates joined, blank ones left out."""
    fields = {key: value for key, value in values.items() if key not in NOT_REPLACED and value not in (None, "", [])}
    for column, name in DATES.items():
        precision = fields.pop(f"{column}_precision", None)
        if date := fields.pop(column, None):
            fields[name] = PartialDate(PartialDate.parse(date).date, Precision(precision))
    if "arrived_in_camp_on" in fields:
        fields["arrived_in_camp_on"] = PartialDate.parse(fields["arrived_in_camp_on"]).date
    return fields


def replaced(record: Person | Captivity, values: dict[str, Any]) -> dict[str, Any]:
    """What a row replaces of a record: what it knows and says otherwise. “Not known” replaces nothing."""
    said = fields_of(type(record), values)
    said = {key: value for key, value in said.items() if value not in ("unknown", "undetermined")}
    return {key: value for key, value in said.items() if str(getattr(record, key)) != str(value)}


def before(record: Person | Captivity, changes: dict[str, Any]) -> dict[str, Any]:
    """The values that changes replace, as JSON keeps them."""
    kept = {}
    for key in changes:
        value = getattr(record, key)
        if isinstance(value, PartialDate):
            value = value.isoformat()
        kept[key] = value if isinstance(value, list | type(None)) else str(value)
    return kept
