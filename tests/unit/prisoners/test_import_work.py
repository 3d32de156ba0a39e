"""An import from the file to the register: judged, decided, written, undone. Every row is accounted for."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.acts import UNDO_IMPORT
from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from common.errors import IllegalMove
from common.partial_dates import PartialDate
from prisoners.domain.captivities import open_captivity, record_event
from prisoners.domain.importing import work
from prisoners.domain.importing.imports import confirm_import, decide_rows, map_columns
from prisoners.domain.persons import revise_person
from prisoners.enums import EventKind
from prisoners.models import Alert, Captivity, ColumnMapping, Detention, Identifier, Person, PersonName
from prisoners.queries.imports import outcomes
from tests.factories import (
    PartyFactory,
    PersonFactory,
    by_two,
    home,
    other,
    returned,
    user_with,
)
from tests.factories.person_imports import (
    brought,
    imported,
    now,
    persons_csv,
    previewed,
    queued,
    row_of,
    written,
)

pytestmark = pytest.mark.django_db(transaction=True)
KOVALENKO = "Коваленко Микола;17.05.1990;АА-1;травень 2022;СІЗО-2"


@pytest.fixture
def system() -> User:
    return User.objects.system()


def recorded(**fields) -> Person:
    """Somebody recorded as the row `KOVALENKO` names him."""
    given = {"called": "Коваленко Микола", "born": PartialDate.parse("1990-05-17")} | fields
    return PersonFactory(**given)


def numbered(**fields) -> Person:
    return recorded(identifiers=[{"scheme": "service", "value": "АА-1"}], **fields)


def counted(batch) -> dict[str, int]:
    return {outcome.value: number for outcome, number in outcomes(batch.rows).items()}


def undone(batch, reason: str = "tried out only"):
    by_two(UNDO_IMPORT, batch, why=reason)
    assert work.work_off(batch.pk)
    return now(batch)


def test_a_preview_writes_nobody(system) -> None:
    batch = previewed(persons_csv(KOVALENKO))
    assert (batch.state, counted(batch), Person.objects.count()) == ("previewed", {"create": 1}, 0)


def test_an_import_writes_whole_persons(system) -> None:
    batch = imported(KOVALENKO)
    person = Person.objects.get()
    assert (batch.state, counted(batch), row_of(batch, 2).person) == ("imported", {"created": 1}, person)
    assert (person.name, person.born.isoformat(), person.party) == ("Коваленко Микола", "1990-05-17", home())
    assert (person.latest_captivity.captured.isoformat(), person.latest_captivity.status) == ("2022-05", "claimed")
    assert (person.identifiers.get().value, Detention.objects.get().place_as_reported) == ("АА-1", "СІЗО-2")
    for record in (person, person.names.get(), person.identifiers.get(), person.latest_captivity):
        record.full_clean()


def test_an_import_writes_what_the_verbs_would(system) -> None:
    imported(KOVALENKO)
    by_verb = PersonFactory(called="Бондар Іван", is_synthetic=False)
    by_import = Person.objects.exclude(pk=by_verb.pk).get()
    left_out = {"id", "party", "name", "sort_key", "latest_captivity", "born_on", "born_on_precision"}
    same = [field.name for field in Person._meta.concrete_fields if field.name not in left_out]
    assert [(name, getattr(by_import, name)) for name in same] == [(name, getattr(by_verb, name)) for name in same]


def test_the_book_says_who_and_why(system) -> None:
    registrar = user_with(Role.REGISTRAR)
    written(previewed(persons_csv(KOVALENKO), registrar), registrar)
    change = Change.objects.get(model="prisoners.person")
    assert (change.actor_id, change.verb, change.reason) == (registrar.pk, "prisoners.write_import", "synthetic")


def test_every_row_is_accounted_for(system) -> None:
    numbered()
    rows = [
        KOVALENKO,
        "Бондар Іван;1991;ББ-1;;",
        "Бондар Іван;1991;ББ-1;;",
        "Бондар;?;1.2E+10;;",
        "Інший;1;;;",
        "?;;;;",
    ]
    batch = previewed(persons_csv(*rows, "", ";;;;"))
    assert counted(batch) == {"take": 1, "create": 1, "skip": 1, "refused": 3}
    assert batch.rows.count() == len(rows)
    assert counted(written(batch)) == {"taken": 1, "created": 1, "skip": 1, "refused": 3}


def test_the_same_file_twice_changes_nothing(system) -> None:
    imported(KOVALENKO)
    before = Change.objects.filter(model__in=("prisoners.person", "prisoners.captivity")).count()
    again = previewed(persons_csv(KOVALENKO))
    assert counted(again) == {"there": 1}
    with pytest.raises(IllegalMove):
        confirm_import(batch=again, by=system, reason="again")
    assert Change.objects.filter(model__in=("prisoners.person", "prisoners.captivity")).count() == before


def test_two_previews_of_one_file_write_it_once(system) -> None:
    first, second = previewed(persons_csv(KOVALENKO)), previewed(persons_csv(KOVALENKO))
    written(first)
    assert counted(written(second)) == {"there": 1}
    assert Person.objects.count() == 1


def test_without_a_second_look_the_database_still_refuses_the_double(system, monkeypatch) -> None:
    first, second = previewed(persons_csv(KOVALENKO)), previewed(persons_csv(KOVALENKO))
    written(first)
    monkeypatch.setattr("prisoners.domain.importing.writing._look_again", lambda *_: None)
    confirm_import(batch=second, by=system, reason="again")
    work.work_off(second.pk)
    assert (now(second).status, Person.objects.count()) == ("failed", 1)


def test_somebody_with_the_same_name_waits_for_a_person(system) -> None:
    person = recorded()
    batch = previewed(persons_csv(KOVALENKO))
    assert counted(batch) == {"alike": 1}
    assert row_of(batch, 2).candidates == [{"person": str(person.pk), "why": ["name", "born"]}]
    with pytest.raises(IllegalMove):
        confirm_import(batch=batch, by=system, reason="too early")


@pytest.mark.parametrize("born", ["1990-05-18", "1991"])
def test_another_birth_date_is_another_person(system, born: str) -> None:
    recorded(born=PartialDate.parse(born))
    assert counted(previewed(persons_csv(KOVALENKO))) == {"create": 1}


@pytest.mark.parametrize("born", ["1990-05", "1990", ""])
def test_a_birth_date_known_less_well_may_be_the_same(system, born: str) -> None:
    recorded(born=PartialDate.parse(born))
    assert counted(previewed(persons_csv(KOVALENKO))) == {"alike": 1}


def test_the_name_in_another_script_is_found(system) -> None:
    recorded(called="Kovalenko Mykola")
    assert counted(previewed(persons_csv(KOVALENKO))) == {"alike": 1}


def test_a_number_of_somebody_with_another_name_waits_for_a_person(system) -> None:
    numbered(called="Бондар Іван")
    batch = previewed(persons_csv(KOVALENKO))
    assert (counted(batch), row_of(batch, 2).candidates[0]["why"]) == ({"alike": 1}, ["number"])


def test_create_makes_another_person(system) -> None:
    recorded()
    batch = previewed(persons_csv(KOVALENKO))
    assert decide_rows(batch=batch, rows=[2], decision="create", by=system) == (1, 0)
    assert counted(written(batch)) == {"created": 1}
    assert Person.objects.count() == 2


def test_skip_leaves_the_row_out(system) -> None:
    recorded()
    batch = previewed(persons_csv(KOVALENKO, "Бондар Іван;;;;"))
    decide_rows(batch=batch, rows=[2], decision="skip", by=system)
    assert counted(written(batch)) == {"skip": 1, "created": 1}


def test_take_keeps_what_is_recorded_and_adds_what_is_new(system) -> None:
    person = recorded(father_name="Петро")
    batch = previewed(persons_csv("Kovalenko Mykola;1990;АА-1;05.2022;СІЗО-2"))
    decide_rows(batch=batch, rows=[2], decision="take", by=system)
    assert counted(written(batch)) == {"taken": 1}
    person.refresh_from_db()
    assert (person.name, person.born.isoformat()) == ("Коваленко Микола", "1990-05-17")
    assert (person.identifiers.get().value, person.latest_captivity.captured.isoformat()) == ("АА-1", "2022-05")


def test_override_lets_the_row_replace(system) -> None:
    person = recorded(born=PartialDate.parse("1990"), birth_place="Суми")
    batch = previewed(persons_csv(KOVALENKO))
    decide_rows(batch=batch, rows=[2], decision="override", by=system)
    assert counted(written(batch)) == {"overridden": 1}
    person.refresh_from_db()
    assert (person.born.isoformat(), person.birth_place) == ("1990-05-17", "Суми")


def test_which_of_two_is_meant_has_to_be_said(system) -> None:
    recorded()
    second = recorded()
    batch = previewed(persons_csv(KOVALENKO))
    assert decide_rows(batch=batch, rows=[2], decision="take", by=system) == (0, 1)
    assert decide_rows(batch=batch, rows=[2], decision="take", person=second.pk, by=system) == (1, 0)
    assert row_of(written(batch), 2).person == second


def test_a_row_cannot_be_given_to_somebody_unlike(system) -> None:
    recorded()
    stranger = PersonFactory()
    batch = previewed(persons_csv(KOVALENKO))
    assert decide_rows(batch=batch, rows=[2], decision="take", person=stranger.pk, by=system) == (0, 1)


def test_captured_again_after_a_return_is_a_second_captivity_with_an_alert(system) -> None:
    person = numbered()
    returned(person=person, on="2023-01-05")
    batch = previewed(persons_csv("Коваленко Микола;1990;АА-1;05.2024;"))
    assert (counted(batch), row_of(batch, 2).problems[0]["code"]) == ({"take": 1}, "returned_before")
    written(batch)
    assert [each.captured.isoformat() for each in person.captivities.order_by("captured_on")] == [
        "2022-05-17",
        "2024-05",
    ]
    assert Alert.objects.get().captivity == person.captivities.get(captured_on__year=2024)


def test_captured_before_the_return_is_the_same_captivity(system) -> None:
    returned(person=numbered(), on="2023-01-05")
    assert counted(previewed(persons_csv(KOVALENKO))) == {"there": 1}


def test_one_row_for_one_number_in_a_file(system) -> None:
    batch = previewed(persons_csv(KOVALENKO, "Бондар Іван;1991;АА-1;;"))
    assert (counted(batch), row_of(batch, 3).problems[0]["code"]) == ({"create": 1, "refused": 1}, "number_twice")


def test_the_same_row_twice_may_be_two_persons(system) -> None:
    line = "Невідомий чоловік, лікарня 4;;;;"
    batch = previewed(persons_csv(line, line))
    assert counted(batch) == {"create": 1, "skip": 1}
    decide_rows(batch=batch, rows=[3], decision="create", by=system)
    assert counted(written(batch)) == {"created": 2}


def test_who_was_recorded_since_the_preview_is_seen_before_writing(system) -> None:
    batch = previewed(persons_csv(KOVALENKO, "Бондар Іван;;;;"))
    recorded()
    assert counted(written(batch)) == {"alike": 1, "created": 1}


def test_rows_left_undecided_are_written_later(system) -> None:
    recorded()
    batch = written(previewed(persons_csv(KOVALENKO, "Бондар Іван;;;;")))
    decide_rows(batch=batch, rows=[2], decision="create", by=system)
    assert counted(written(batch)) == {"created": 2}


def test_an_undo_voids_all_that_was_created(system) -> None:
    batch = undone(imported(KOVALENKO, "Бондар Іван;;;;"))
    assert (batch.state, counted(batch)) == ("undone", {"undone": 2})
    for model in (Person, PersonName, Identifier, Captivity, Detention):
        assert not model.objects.standing().exists()
    assert Person.objects.first().void_reason == "tried out only"
    assert counted(previewed(persons_csv(KOVALENKO))) == {"create": 1}


def test_an_undo_names_what_was_changed_since_and_undoes_nothing(system) -> None:
    batch = imported(KOVALENKO, "Бондар Іван;;;;")
    revise_person(person=Person.objects.get(name="Бондар Іван"), birth_place="Суми", by=system)
    with pytest.raises(ValidationError, match="Row 3: Бондар Іван"):
        undone(batch)
    assert Person.objects.standing().count() == 2


def test_an_undo_names_what_was_built_upon(system) -> None:
    batch = imported(KOVALENKO)
    record_event(captivity=Captivity.objects.get(), kind=EventKind.HOSPITAL, by=system)
    with pytest.raises(ValidationError, match="Row 2"):
        undone(batch)


def test_an_undo_takes_back_what_was_added_to_somebody_recorded(system) -> None:
    person = recorded(born=PartialDate.parse("1990"))
    batch = previewed(persons_csv(KOVALENKO))
    decide_rows(batch=batch, rows=[2], decision="override", by=system)
    undone(written(batch))
    person.refresh_from_db()
    assert (person.born.isoformat(), person.latest_captivity, person.is_voided) == ("1990", None, False)
    assert not person.identifiers.standing().exists()


def test_an_undo_without_a_reason_is_refused(system) -> None:
    with pytest.raises(ValidationError):
        undone(imported(KOVALENKO), reason=" ")


def test_columns_are_remembered_for_the_next_file_with_the_header(system) -> None:
    batch = brought(persons_csv(KOVALENKO))
    map_columns(batch=batch, fields={"full_name": [0]}, by=system, party=home(), detaining_power=other())
    assert ColumnMapping.objects.count() == 1
    assert brought(persons_csv("Бондар Іван;1991;;;")).mapping["fields"] == {"full_name": [0]}


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"born": [1]}, "holds the name"), ({"full_name": [9]}, "only 5 columns"), ({"nonsense": [0]}, "no fields")],
)
def test_columns_that_cannot_be_are_refused(system, fields: dict, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        queued(persons_csv(KOVALENKO), fields=fields)


def test_with_several_other_sides_the_power_has_to_be_said(system) -> None:
    PartyFactory()
    batch = brought(persons_csv(KOVALENKO))
    assert (batch.party, batch.detaining_power) == (home(), None)
    with pytest.raises(ValidationError, match="Choose a side"):
        map_columns(batch=batch, fields={"full_name": [0]}, by=system)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.REGISTRAR])
def test_only_who_imports_may_bring_a_file(role: Role) -> None:
    with pytest.raises(PermissionDenied):
        brought(persons_csv(KOVALENKO), by=user_with(role))


def test_a_captivity_recorded_by_hand_stands_beside_the_import(system) -> None:
    person = numbered()
    open_captivity(person=person, detaining_power=other(), by=system)
    assert counted(previewed(persons_csv(KOVALENKO))) == {"there": 1}
