"""Message catalogues: what is found in code and templates, and what is wrong with a catalogue."""

import pytest
from babel.messages.catalog import Catalog

from scripts.messages import complaints, extracted


@pytest.fixture
def found(tmp_path):
    def find(name: str, text: str) -> list:
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
        return [(message.id, message.context) for message in extracted(tmp_path) if message.id]

    return find


def catalog(*entries: tuple[str, str]) -> Catalog:
    made = Catalog(locale="uk")
    for text, translation in entries:
        made.add(text, translation)
    return made


def test_lazy_text_in_python_is_found(found):
    assert found("app/models.py", 'label = gettext_lazy("Place")') == [("Place", None)]


def test_context_in_python_is_found(found):
    assert found("app/models.py", 'label = pgettext_lazy("month", "May")') == [("May", "month")]


def test_a_tag_in_a_template_is_found(found):
    assert found("templates/a.html", '{% translate "May" context "month" %}') == [("May", "month")]


def test_plurals_in_a_template_are_found(found):
    text = "{% blocktranslate count n=x %}{{ n }} person{% plural %}{{ n }} persons{% endblocktranslate %}"
    assert found("templates/a.html", text) == [(("%(n)s person", "%(n)s persons"), None)]


def test_an_argument_of_a_filter_is_found(found):
    assert found("templates/a.html", '{{ x|default:_("not known") }}') == [("not known", None)]


def test_text_of_tests_is_not_for_people(found):
    assert found("tests/test_a.py", '_("Place")') == []


def test_a_complete_catalogue_has_no_complaints():
    assert complaints(catalog(("Place", "")), catalog(("Place", "Місце"))) == []


@pytest.mark.parametrize(
    ("there", "complaint"),
    [
        (catalog(), "missing: 'Place'"),
        (catalog(("Place", "")), "not translated: 'Place'"),
        (catalog(("Place", "Місце"), ("Camp", "Табір")), "no longer used: 'Camp'"),
    ],
)
def test_an_incomplete_catalogue_is_told(there, complaint):
    assert complaints(catalog(("Place", "")), there) == [complaint]


def test_a_fuzzy_translation_is_told():
    there = Catalog(locale="uk")
    there.add("Place", "Місце", flags=["fuzzy"])
    assert complaints(catalog(("Place", "")), there) == ["fuzzy: 'Place'"]


def test_a_lost_placeholder_is_told():
    there = catalog(("%(count)s persons", "особи"))
    assert complaints(catalog(("%(count)s persons", "")), there) == ["placeholders differ: '%(count)s persons'"]
