"""What was negotiated about the invented persons: lists with decisions, stances, proposals, and who was handed over.

Poured in as rows, by statements and without the book: it is there to be read, and 500,000 verbs would take an hour.
"""

from contextlib import closing

from django.db import connection, models, transaction

from exchanges.models import Exchange, ManifestEntry
from negotiations.models import Decision, ListEntry, NameList, Proposal, ProposalTerm, Stance

LISTS, NAMES = 200, 630
#: A number of our own for each row, from which everything about it follows.
SOME = "generate_series(1, %s) AS n"
SIDES = """(SELECT (SELECT id FROM units_party WHERE is_home) AS home,
                   (SELECT id FROM units_party WHERE code = 'RU') AS other,
                   (SELECT min(id::text)::uuid FROM sources_source) AS source) AS x"""
DAY = "date '2022-03-01' + n * 7 %% 1600"
WAY = "(ARRAY['to_us', 'to_them'])[1 + n %% 2]"
CATEGORY = "(ARRAY['conscripts', 'women', 'civilians', 'convicts'])[1 + n %% 4]"
PICKED = f"""
    (SELECT e.id AS entry, row_number() OVER () AS n FROM negotiations_listentry e WHERE state = 'decided') AS e
    JOIN (SELECT c.id AS captivity, c.person_id AS person, row_number() OVER (ORDER BY md5(c.id::text)) AS n
          FROM prisoners_captivity c LIMIT {LISTS * NAMES}) AS c USING (n)
"""  # noqa: S608 (numbers of ours)
HANDED_OVER = """
    (SELECT c.id AS captivity, CASE WHEN party.is_home THEN 'to_us' ELSE 'to_them' END AS way,
            row_number() OVER (PARTITION BY party.is_home ORDER BY md5(c.id::text)) %% %s AS n
     FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
     JOIN units_party party ON party.id = p.party_id
     WHERE c.outcome = 'exchanged' AND c.voided_at IS NULL
           AND NOT EXISTS (SELECT FROM exchanges_manifestentry m WHERE m.captivity_id = c.id)) AS c
    JOIN (SELECT t.id AS transfer, t.direction AS way, e.day,
                 row_number() OVER (PARTITION BY t.direction ORDER BY e.number) - 1 AS n
          FROM exchanges_transfer t JOIN exchanges_exchange e ON e.id = t.exchange_id
          WHERE e.status = 'completed' AND t.voided_at IS NULL) AS t USING (way, n)
"""


def negotiated() -> None:
    """Pour it in; of a register that has grown since, whoever else was handed over."""
    with transaction.atomic():
        if not NameList.objects.exists():
            _lists()
            _positions()
        _manifests()


def _lists() -> None:
    told = {"kind": "(ARRAY['offer', 'request'])[1 + n %% 2]", "title": "'synthetic ' || n", "party_id": "x.other"}
    told |= {"side_id": "x.home", "official": "n %% 3 > 0", "received_on": DAY, "claimed_size": str(NAMES)}
    told |= {"is_synthetic": "true", "status": "'answered'", "year": "2025", "number": "n"}
    _pour(NameList, told, f"{SOME}, {SIDES}", LISTS)
    named = {"name_list_id": "l.id", "row_number": "n", "raw": "'[]'", "surname": "'Synthetic'", "problems": "'[]'"}
    named |= {"state": "CASE WHEN n %% 20 = 0 THEN 'unmatched' ELSE 'decided' END"}
    _pour(ListEntry, named, f"{SOME}, negotiations_namelist l", NAMES)
    refused = "n %% 3 = 1"
    decided = {"entry_id": "entry", "person_id": "person", "captivity_id": "captivity", "rested_on": "'{}'"}
    decided |= {"verdict": "(ARRAY['ok', 'civilian', 'already_returned', 'captured_again'])[1 + n %% 4]"}
    decided |= {"acceptance": "(ARRAY['not_asked', 'refused', 'accepted'])[1 + n %% 3]"}
    decided |= {"refusal_reason": f"CASE WHEN {refused} THEN 'reputation' ELSE '' END"}
    _pour(Decision, decided, PICKED)


def _positions() -> None:
    held = {"party_id": "x.other", "position": "(ARRAY['wants', 'refuses'])[1 + n %% 2]", "direction": WAY}
    began = "date '2022-03-01' + n * 25"
    held |= {"category": CATEGORY, "source_id": "x.source", "since": began, "until": f"{began} + 90"}
    _pour(Stance, held, f"{SOME}, {SIDES}", 60)
    proposed = {"made_by_id": "x.other", "made_to_id": "x.home", "kind": "'official'", "made_on": DAY}
    proposed |= {"status": "(ARRAY['tabled', 'accepted', 'refused', 'ignored'])[1 + n %% 4]", "source_id": "x.source"}
    proposed |= {"answered_on": f"CASE WHEN n %% 4 = 0 THEN NULL ELSE {DAY} + 20 END", "answer": "'synthetic'"}
    _pour(Proposal, proposed, f"{SOME}, {SIDES}", 400)
    terms = {"proposal_id": "p.id", "direction": WAY, "category": CATEGORY, "number": "5"}
    _pour(ProposalTerm, terms, f"{SOME}, negotiations_proposal p", 2)


def _manifests() -> None:
    went = {"transfer_id": "transfer", "captivity_id": "captivity", "category": "'military'", "status": "'delivered'"}
    went |= {"outcome": "'exchanged'", "origin": "'hand_over'", "delivered_on": "day"}
    _pour(ManifestEntry, went, HANDED_OVER, Exchange.objects.count())


def _pour(model: type[models.Model], told: dict[str, str], source: str, *parameters: int) -> None:
    """Insert a row for each of a source: columns as they are told in SQL, the others as the model has them."""
    fields = {field.column: field for field in model._meta.concrete_fields if not field.generated}
    if unknown := told.keys() - fields:
        raise LookupError(f"{model.__name__}: {unknown}")
    given = {"id": "gen_random_uuid()"} | told
    blank = {name: field for name, field in fields.items() if name not in given and not field.has_db_default()}
    values = [field.get_db_prep_save(field.get_default(), connection) for field in blank.values()]
    columns, shown = [*given, *blank], [*given.values(), *["%s"] * len(blank)]
    table, quoted = model._meta.db_table, connection.ops.quote_name
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        insert = f"INSERT INTO {table} ({', '.join(map(quoted, columns))}) SELECT {', '.join(shown)} FROM {source}"  # noqa: S608
        cursor.execute(insert, [*values, *parameters])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
