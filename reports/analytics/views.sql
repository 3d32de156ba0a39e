-- What analysts ask with their own tools (docs/analytics.md). Made anew by each `migrate`; names in braces are filled
-- in by reports/analytics/__init__.py.
--
-- Each view reads a function that runs with the rights of the owner. A plain view would tell too much: EXPLAIN ANALYZE
-- counts the rows that its conditions leave out, and so the exchanges under embargo and the persons behind a small figure.
-- Inside a function nothing is explained.

DROP SCHEMA IF EXISTS analytics CASCADE;
CREATE SCHEMA analytics;
COMMENT ON SCHEMA analytics IS 'Read-only views for analysts: no names, nobody restricted, no small figure of persons';

-- Figures of persons, by the rule of common/small_figures.py ------------------------------------------------------

CREATE FUNCTION analytics.told(number bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN number BETWEEN 1 AND {small} - 1 THEN NULL ELSE {small} * round(number / {small}.0)::bigint END
$$;

-- The least and the most that a told figure may be; NULL is one of the few.
CREATE FUNCTION analytics.least_of(shown bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN shown IS NULL THEN 1 WHEN shown = 0 THEN 0 ELSE greatest({small}, shown - {small} / 2) END
$$;
CREATE FUNCTION analytics.most_of(shown bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN shown IS NULL THEN {small} - 1 WHEN shown = 0 THEN 0 ELSE shown + {small} / 2 END
$$;

-- The parts of a total that is told beside them: as many of the smallest large parts are withheld as it takes until each
-- small one may be 1 and may be 4, and all parts where that does not help.
CREATE FUNCTION analytics.parts(keys text[], numbers bigint[])
RETURNS TABLE (key text, persons bigint, told text) LANGUAGE sql IMMUTABLE AS $$
    WITH part AS (
        SELECT key, number, analytics.told(number) AS shown,
               CASE WHEN number >= {small} THEN
                   row_number() OVER (PARTITION BY number >= {small} ORDER BY number, key COLLATE "C")
               END AS place
        FROM unnest(keys, numbers) AS given (key, number)
    ),
    whole AS (
        SELECT analytics.told(sum(number)::bigint) AS shown, count(*) FILTER (WHERE shown IS NULL) AS few,
               count(place) AS large
        FROM part
    ),
    chosen AS (
        SELECT min(withheld) AS withheld
        FROM whole CROSS JOIN generate_series(0, large) AS withheld
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(analytics.least_of(shown)), 0) AS least, coalesce(sum(analytics.most_of(shown)), 0) AS most
            FROM part WHERE place > withheld
        ) others
        WHERE few = 0 OR (
            (withheld > 0 OR analytics.least_of(whole.shown) - (few - 1) * ({small} - 1) - most <= 1)
            AND analytics.most_of(whole.shown) - (few - 1) - {small} * withheld - least >= {small} - 1
        )
    )
    SELECT key,
           CASE WHEN hidden THEN NULL ELSE shown END,
           CASE WHEN hidden THEN 'withheld' WHEN shown IS NULL THEN 'few' ELSE 'number' END
    FROM part CROSS JOIN chosen
    CROSS JOIN LATERAL (SELECT withheld IS NULL OR coalesce(place <= withheld, false) AS hidden) h
$$;

-- Sides and units -------------------------------------------------------------------------------------------------

CREATE FUNCTION analytics.read_parties()
RETURNS TABLE (party text, name_uk text, name_en text, kind text, is_home boolean, acts_beside text)
{owner} AS $$
BEGIN
    RETURN QUERY SELECT p.code::text, p.name_uk::text, p.name_en::text, p.kind::text, p.is_home, beside.code::text
    FROM units_party p LEFT JOIN units_party beside ON beside.id = p.acts_beside_id
    WHERE p.voided_at IS NULL;
END $$;

CREATE FUNCTION analytics.read_units()
RETURNS TABLE (unit_id uuid, code text, name_uk text, name_en text, party text, branch text, kind text, parent_id uuid)
{owner} AS $$
BEGIN
    RETURN QUERY SELECT u.id, u.code::text, u.name_uk::text, u.name_en::text, p.code::text, b.code::text, u.kind::text,
                        above.parent_id
    FROM units_unit u JOIN units_party p ON p.id = u.party_id LEFT JOIN units_branch b ON b.id = u.branch_id
    LEFT JOIN units_placement above ON above.unit_id = u.id AND above.voided_at IS NULL
         AND (above.valid_from IS NULL OR above.valid_from <= {today})
         AND (above.valid_until IS NULL OR above.valid_until > {today})
    WHERE u.voided_at IS NULL;
END $$;

-- Exchanges -------------------------------------------------------------------------------------------------------

-- Those that whoever sees neither what is restricted nor what is under embargo is told of.
CREATE FUNCTION analytics.seen_exchanges() RETURNS SETOF uuid {owner} AS $$
BEGIN
    RETURN QUERY SELECT e.id FROM exchanges_exchange e LEFT JOIN exchanges_exchange whole ON whole.id = e.parent_id
    WHERE e.voided_at IS NULL AND NOT e.restricted AND NOT coalesce(whole.restricted, false)
          AND CASE WHEN e.embargo_until IS NULL THEN e.status IN ({final}) ELSE e.embargo_until <= {today} END;
END $$;

CREATE FUNCTION analytics.read_exchanges()
RETURNS TABLE (exchange_id uuid, number bigint, kind text, status text, date date, date_precision text, planned_on date,
               formula text, parent_id uuid, stage_no smallint, counted_in_format boolean, setback_reason text)
{owner} AS $$
BEGIN
    RETURN QUERY SELECT e.id, e.number::bigint, e.kind::text, e.status::text, e.date, e.date_precision::text, e.planned_on,
                        e.formula::text, e.parent_id, e.stage_no, e.counted_in_format, r.code::text
    FROM exchanges_exchange e LEFT JOIN exchanges_setbackreason r ON r.id = e.setback_reason_id
    WHERE e.id IN (SELECT analytics.seen_exchanges());
END $$;

CREATE FUNCTION analytics.read_transfers()
RETURNS TABLE (transfer_id uuid, exchange_id uuid, direction text, from_party text, to_party text, agreed integer,
               delivered integer, delivered_military integer, delivered_civilian integer, count_status text)
{owner} AS $$
BEGIN
    RETURN QUERY SELECT t.id, t.exchange_id, t.direction::text, f.code::text, h.code::text, t.agreed, t.delivered,
                        t.delivered_military, t.delivered_civilian, t.count_status::text
    FROM exchanges_transfer t JOIN units_party f ON f.id = t.from_party_id JOIN units_party h ON h.id = t.to_party_id
    WHERE t.voided_at IS NULL AND t.exchange_id IN (SELECT analytics.seen_exchanges());
END $$;

CREATE FUNCTION analytics.read_claims()
RETURNS TABLE (claim_id uuid, exchange_id uuid, transfer_id uuid, party text, unit_id uuid, claimed_by text, measure text,
               qualifier text, number integer, percent numeric, axis text, category text, is_partition boolean,
               as_of date, adopted boolean)
{owner} AS $$
BEGIN
    RETURN QUERY SELECT c.id, coalesce(c.exchange_id, t.exchange_id, m.exchange_id), c.transfer_id, p.code::text, c.unit_id,
                        b.code::text, c.measure::text, c.qualifier::text, c.number, c.percent, c.axis::text,
                        c.category::text, c.is_partition, c.as_of, c.adopted
    FROM exchanges_claim c LEFT JOIN exchanges_transfer t ON t.id = c.transfer_id
    LEFT JOIN exchanges_remainstransfer m ON m.id = c.remains_transfer_id
    LEFT JOIN units_party p ON p.id = c.party_id LEFT JOIN units_party b ON b.id = c.claimed_by_id
    WHERE c.voided_at IS NULL AND t.voided_at IS NULL AND m.voided_at IS NULL
          -- What is claimed of a place tells where somebody is held.
          AND c.place_id IS NULL
          AND (coalesce(c.exchange_id, t.exchange_id, m.exchange_id) IS NULL
               OR coalesce(c.exchange_id, t.exchange_id, m.exchange_id) IN (SELECT analytics.seen_exchanges()));
END $$;

-- Persons of the home side, counted ---------------------------------------------------------------------------------

-- Their captivities, without those who are restricted, merged into another, voided or were never held.
CREATE FUNCTION analytics.counted() RETURNS SETOF prisoners_captivity LANGUAGE sql STABLE AS $$
    SELECT c.* FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
    WHERE c.voided_at IS NULL AND c.status <> '{not_captive}' AND p.voided_at IS NULL AND p.merged_into_id IS NULL
          AND NOT p.restricted AND p.party_id = (SELECT id FROM units_party WHERE is_home AND voided_at IS NULL)
$$;

-- As of today, by the axes of the report on the backlog. Where fewer than {small} are held no part is told.
CREATE FUNCTION analytics.read_held() RETURNS TABLE (axis text, value text, persons bigint, told text)
{owner} AS $$
BEGIN
    RETURN QUERY WITH held AS (
        SELECT c.legal_category, p.sex, {band} AS held_for
        FROM analytics.counted() c JOIN prisoners_person p ON p.id = c.person_id
        WHERE c.status IN ({open}) AND (c.captured_on IS NULL OR c.captured_on <= {today})
    ),
    grouped AS (
        SELECT CASE WHEN grouping(h.legal_category) = 0 THEN 'legal_category' WHEN grouping(h.sex) = 0 THEN 'sex'
                    WHEN grouping(h.held_for) = 0 THEN 'held_for' ELSE 'all' END AS by,
               coalesce(h.legal_category, h.sex, h.held_for, '') AS code, count(*) AS number
        FROM held h GROUP BY GROUPING SETS ((), (legal_category), (sex), (held_for))
    ),
    whole AS (SELECT g.number FROM grouped g WHERE g.by = 'all'),
    axes AS (
        SELECT known.by, array_agg(known.code ORDER BY known.place) AS codes,
               array_agg(coalesce(g.number, 0) ORDER BY known.place) AS numbers
        FROM (VALUES {axes}) AS known (place, by, code)
        LEFT JOIN grouped g ON g.by = known.by AND g.code = known.code
        GROUP BY known.by
    )
    SELECT 'all', '', analytics.told(whole.number), CASE WHEN analytics.told(whole.number) IS NULL THEN 'few' ELSE 'number' END
    FROM whole
    UNION ALL
    SELECT axes.by, part.key, part.persons, part.told
    FROM axes CROSS JOIN whole CROSS JOIN LATERAL analytics.parts(axes.codes, axes.numbers) part
    WHERE whole.number NOT BETWEEN 1 AND {small} - 1;
END $$;

-- What came in and went out, by month; each number by itself, NULL where it is one of the few.
CREATE FUNCTION analytics.read_flow()
RETURNS TABLE (month date, captured bigint, returned bigint, died bigint, other bigint)
{owner} AS $$
DECLARE
    first date := (date_trunc('month', {today}) - interval '{months} months')::date;
BEGIN
    RETURN QUERY WITH moved AS (
        SELECT date_trunc('month', day)::date AS in_month, what
        FROM analytics.counted() c
        CROSS JOIN LATERAL (VALUES
            (c.captured_on, 'captured'),
            (CASE WHEN c.status NOT IN ({open}) THEN c.ended_on END,
             CASE WHEN c.status IN ({brought_back}) THEN 'returned' WHEN c.status = '{died}' THEN 'died' ELSE 'other' END)
        ) AS happened (day, what)
        WHERE day BETWEEN first AND {today}
    )
    SELECT m::date, analytics.told(count(*) FILTER (WHERE what = 'captured')),
           analytics.told(count(*) FILTER (WHERE what = 'returned')),
           analytics.told(count(*) FILTER (WHERE what = 'died')), analytics.told(count(*) FILTER (WHERE what = 'other'))
    FROM generate_series(first, {today}, interval '1 month') AS m LEFT JOIN moved ON in_month = m::date
    GROUP BY m ORDER BY m;
END $$;

-- The views ---------------------------------------------------------------------------------------------------------

{views}

REVOKE ALL ON SCHEMA analytics, public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA analytics FROM PUBLIC;
