"""The process that reads one document: bytes come in, JSON goes out, and the limits hold for nobody else."""

import json
import resource
import sys

from common.documents import CPU_SECONDS, MEMORY, DocumentRefused


def main(kind: str, most_rows: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        if kind == "pdf":
            from common.documents.pdf import read
        else:
            from common.documents.docx import read
        tables, text = read(sys.stdin.buffer.read(), most_rows)
        answer = {"tables": tables, "text": text}
    except DocumentRefused as refused:
        answer = {"refused": refused.code, "params": refused.params}
    except MemoryError:
        answer = {"refused": "too_heavy", "params": {}}
    except Exception:  # noqa: BLE001 - whatever a reader makes of a damaged file
        answer = {"refused": "broken_document", "params": {}}
    json.dump(answer, sys.stdout)


main(sys.argv[1], int(sys.argv[2]))
