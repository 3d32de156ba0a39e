"""PFIF as a file of persons: what it says becomes persons, what is not taken is told row by row, tricks are refused."""

from pathlib import Path

import pytest

from prisoners.domain.importing.files import read_table
from prisoners.domain.importing.problems import FileRefused
from prisoners.enums import CaptivityStatus, Sex
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.models import Confirmation, Person, PersonImport, PersonImportRow
from tests.factories.person_imports import previewed, row_of, written

FOREIGN = (Path(__file__).parents[2] / "data/pfif/foreign.xml").read_bytes()
SAID = "<pfif:person_record_id>a.example/1</pfif:person_record_id><pfif:full_name>Вигаданий Іван</pfif:full_name>"
BOMB = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))


def pfif(inside: str = "", version: str = "1.4", person: str = SAID, before: str = "") -> bytes:
    """A file of one person, who says this too."""
    head = f'<?xml version="1.0"?>{before}<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/{version}">'
    return f"{head}<pfif:person>{person}{inside}</pfif:person></pfif:pfif>".encode()


def field(name: str, value: str) -> str:
    return f"<pfif:{name}>{value}</pfif:{name}>"


def note(**fields: str) -> str:
    return field("note", "".join(field(*each) for each in fields.items()))


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (pfif(version="1.3"), "pfif_version"),
            (b'<?xml version="1.0"?><persons/>', "not_pfif"),
            (b'<?xml version="1.0"?><html><body/></html>', "not_pfif"),
            (pfif()[:-9], "broken_xml"),
            (pfif(field("sex", "&undeclared;")), "broken_xml"),
            (pfif(field("sex", "\udcff")[:0]).replace("Іван".encode(), b"\xff\xfe"), "broken_xml"),
            (pfif(before=f"<!DOCTYPE p [<!ENTITY l0 'lol'>{BOMB}]>", inside=field("age", "&l9;")), "pfif_declares"),
            (pfif(before='<!DOCTYPE p SYSTEM "file:///etc/passwd">'), "pfif_declares"),
            (pfif().decode().replace("<pfif:pfif ", "<!DOCTYPE p []><pfif:pfif ").encode("utf-16"), "pfif_declares"),
            (b'<?xml version="1.0"?><pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4"/>', "no_rows"),
        ],
    )
    def test_what_cannot_be_read_is_refused(self, content, code) -> None:
        with pytest.raises(FileRefused) as refused:
            read_table(content)
        assert refused.value.problem.code == code
        assert str(refused.value.problem)

    def test_nothing_is_read_from_the_disk_even_undeclared(self, tmp_path) -> None:
        (tmp_path / "secret").write_text("secret")
        include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{tmp_path}/secret" parse="text"/>'
        assert "secret" not in str(read_table(pfif(field("age", include))).rows).replace("/secret", "")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_the_encoding_is_found(self, encoding) -> None:
        assert "Вигаданий Іван" in read_table(pfif().decode().encode(encoding)).rows[0]

    def test_it_stands_within_a_feed_too(self) -> None:
        feed = pfif().replace(
            b'<?xml version="1.0"?>', b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
        )
        assert len(read_table(feed + b"</feed>").rows) == 1


@pytest.mark.django_db(transaction=True)
class TestForeignFile:
    @pytest.fixture
    def batch(self) -> PersonImport:
        return previewed(FOREIGN)

    def codes(self, row: PersonImportRow) -> set[str]:
        return {problem["code"] for problem in row.problems}

    def test_every_record_is_accounted_for(self, batch) -> None:
        rows = {row.row_no: (row.outcome, self.codes(row)) for row in batch.rows.all()}
        assert rows == {
            1: (Outcome.CREATE, {"pfif_left_out", "kept_in_notes"}),
            2: (Outcome.CREATE, {"pfif_ended", "kept_in_notes"}),
            3: (Outcome.CREATE, set()),
            4: (Outcome.REFUSED, {"pfif_expired"}),
            5: (Outcome.REFUSED, {"no_such_date"}),
            6: (Outcome.REFUSED, {"pfif_note_alone"}),
        }

    def test_what_is_not_taken_is_named(self, batch) -> None:
        (told,) = (each["params"]["value"] for each in row_of(batch, 1).problems if each["code"] == "pfif_left_out")
        assert told == "author_email, photo_url, shoe_size, author_phone"

    def test_a_person_is_recorded_with_what_it_says(self, batch) -> None:
        written(batch)
        person = Person.objects.get(sort_key__startswith=row_of(batch, 1).person.sort_key)
        assert person.name == "Вигаданий Іван Петрович"
        assert person.names.count() == 4
        assert (person.sex, person.born.isoformat()) == (Sex.MALE, "1990-05")
        assert person.last_residence == "Вигадана вулиця, Полтава, UA"
        assert person.distinguishing_marks == "Шрам на лівій руці"
        assert person.identifiers.get().value == "finder.example/person.101"
        assert "Synthetic Friend" in person.notes
        assert "Маріупол" not in person.notes + person.latest_captivity.notes
        assert (person.latest_captivity.status, person.latest_captivity.captured_at) == ("missing", "біля Маріуполя")

    def test_nobody_dies_by_a_note_and_no_note_confirms(self, batch) -> None:
        written(batch)
        person = row_of(batch, 2).person
        assert person.latest_captivity is None
        assert "believed_dead" in person.notes
        assert not Confirmation.objects.exists()

    def test_somebody_without_a_name_is_described(self, batch) -> None:
        written(batch)
        person = row_of(batch, 3).person
        assert (person.description, person.distinguishing_marks) == ("Man in a grey coat, hospital 4", "Does not speak")

    def test_the_same_file_again_brings_nobody(self, batch) -> None:
        written(batch)
        again = previewed(FOREIGN)
        assert [row.outcome for row in again.rows.order_by("row_no")][:3] == [Outcome.THERE] * 3


@pytest.mark.django_db(transaction=True)
class TestRecords:
    def row(self, content: bytes) -> PersonImportRow:
        return row_of(previewed(content), 1)

    @pytest.mark.parametrize(
        ("person", "code"),
        [
            (field("full_name", "Вигаданий Іван"), "pfif_missing"),
            (SAID.replace("a.example/1", "1"), "pfif_id"),
            (SAID.replace("Вигаданий Іван", "?"), "nameless"),
            (SAID + field("expiry_date", "soon"), "pfif_date"),
            (SAID + field("sex", "cat"), "choice"),
            (SAID.replace("a.example/1", f"a.example/{'1' * 100}"), "too_long"),
        ],
    )
    def test_a_record_is_refused_with_its_reason(self, person, code) -> None:
        row = self.row(pfif(person=person))
        assert row.outcome == Outcome.REFUSED
        assert [each["code"] for each in row.problems] == [code]

    def test_our_own_record_is_left_out(self, settings) -> None:
        settings.SITE_URL = "https://a.example"
        assert self.row(pfif()).outcome == Outcome.SKIP
        settings.SITE_URL = "https://b.example"
        assert self.row(pfif()).outcome == Outcome.CREATE

    def test_the_latest_status_counts(self) -> None:
        notes = note(source_date="2024-02-01", status="believed_alive", text="confirmed as held")
        notes += note(source_date="2024-01-01", status="believed_missing")
        assert self.row(pfif(notes)).parsed["captivity"]["status"] == CaptivityStatus.CONFIRMED

    def test_that_somebody_lives_opens_no_captivity(self) -> None:
        assert self.row(pfif(note(status="believed_alive", text="Saw him."))).parsed["captivity"] is None
