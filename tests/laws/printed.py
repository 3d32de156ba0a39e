"""Small figures in the chart and the PDF of an answer: the numbers read there, less those that everybody may read."""

import io
import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from pypdf import PdfReader

from common.small_figures import SMALL
from reports import cells
from reports.artefacts.document import Document
from reports.catalogue.answer import Cell
from reports.enums import ArtefactFormat, Told

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
MONTH += r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
#: No figures: dates, times of the day, percentages.
LEFT_OUT = re.compile(rf"(?:\d{{1,2}}\s+)?{MONTH}\s+\d{{4}}|\d{{4}}-\d\d(?:-\d\d)?|\d+:\d\d|\d+(?:[.,]\d+)?\s*%")


def numbers(texts: Iterable[str]) -> set[str]:
    """The whole numbers in texts."""
    return {found for text in texts for found in re.findall(r"\d+", LEFT_OUT.sub(" ", text))}


def small_in(document: Document, files: dict[ArtefactFormat, bytes]) -> set[str]:
    """The figures from 1 to 4, and those that are not rounded, that the chart and the PDF tell of persons."""
    drawn = [*_drawn(files[ArtefactFormat.SVG])] if ArtefactFormat.SVG in files else []
    along_axes = numbers(text for text, on_axis in drawn if on_axis)
    found = numbers(text for text, on_axis in drawn if not on_axis)
    found |= numbers(_printed(files[ArtefactFormat.PDF])) - along_axes
    marks = numbers((document.mark.line, str(document.answer.context)))
    return {number for number in found - numbers(_known(document)) - marks if int(number) % SMALL}


def _known(document: Document) -> Iterator[str]:
    """What stands in every answer, and what of this one tells of no person."""
    report, answer = document.report, document.answer
    yield from (str(report.title), str(report.question), str(report.definition))
    yield from (text for fact in document.facts() for text in fact)
    for figure in answer.figures:
        yield from (report.label(figure.key), report.define(figure.key))
        if figure.told == Told.OPEN or figure.cell != Cell.COUNT:
            yield cells.in_words(report, figure, figure.value)
    for table in answer.tables:
        yield from (report.label(table.key), report.define(table.key))
        yield from (report.label(column.key) for column in table.columns)
        for row in [*table.rows, table.foot or []]:
            for column, value in zip(table.columns, row, strict=False):
                if table.told == Told.OPEN or column.cell != Cell.COUNT:
                    yield cells.in_words(report, column, value)


def _drawn(svg: bytes) -> Iterator[tuple[str, bool]]:
    """The texts of a chart, and whether each stands along an axis, which counts nobody."""

    def under(element: ElementTree.Element, on_axis: bool) -> Iterator[tuple[str, bool]]:
        on_axis = on_axis or "role-axis" in element.get("class", "")
        if element.tag.endswith("}text"):
            yield " ".join(element.itertext()), on_axis
            return
        for child in element:
            yield from under(child, on_axis)

    return under(ElementTree.fromstring(svg), False)  # noqa: S314 (we drew it)


def _printed(pdf: bytes) -> Iterator[str]:
    """The pages, less the numbers of their own."""
    for page in PdfReader(io.BytesIO(pdf)).pages:
        yield re.sub(r"page\s+\d+\s+of\s+\d+", "", page.extract_text())
