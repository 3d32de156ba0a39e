"""What the file of a list is, told by its content."""

from common.uploads import DOCUMENTS, TABLES, UploadKind, UploadRefused, examine
from negotiations.domain.reading.problems import ListRefused

CONTENT_TYPES = {
    UploadKind.TEXT: "text/plain",
    UploadKind.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    UploadKind.DOCUMENT: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    UploadKind.PDF: "application/pdf",
}


def kind_of(content: bytes) -> UploadKind:
    """What a file is. Raises ListRefused for one that no reader may open."""
    if not content.strip():
        raise ListRefused("empty")
    try:
        return examine(content, TABLES | DOCUMENTS)
    except UploadRefused as refused:
        raise ListRefused(refused.code, **refused.params) from refused


def content_type_of(content: bytes) -> str:
    """The media type of a file. Raises ListRefused for one that no reader may open."""
    return CONTENT_TYPES[kind_of(content)]
