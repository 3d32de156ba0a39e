WITH health AS (SELECT DISTINCT ON (captivity_id) captivity_id, grade FROM prisoners_healthassessment
           WHERE voided_at IS NULL AND (assessed_on IS NULL OR assessed_on <= %(on)s)
           ORDER BY captivity_id, assessed_on DESC NULLS LAST, id DESC), stay AS (
    SELECT DISTINCT ON (d.captivity_id) d.captivity_id, l.region
    FROM prisoners_detention d LEFT JOIN places_place l ON l.id = d.place_id
    WHERE d.voided_at IS NULL AND (d.since IS NULL OR d.since <= %(on)s) AND (d.until IS NULL OR d.until > %(on)s)
    ORDER BY d.captivity_id, d.since DESC NULLS LAST, d.id DESC)
SELECT branch_id, legal_category, sex, band, region, tier, captured_on, count(*) FROM (
    SELECT u.branch_id, c.legal_category, p.sex,
    CASE WHEN c.captured_on IS NULL THEN 'unknown' WHEN c.captured_on > %(m6)s THEN 'under_6m'
     WHEN c.captured_on > %(m12)s THEN '6_12m' WHEN c.captured_on > %(m24)s THEN '1_2y'
     WHEN c.captured_on > %(m36)s THEN '2_3y' ELSE '3y' END AS band, s.region,
    CASE WHEN c.id IN (SELECT captivity_id FROM health WHERE grade IN ('seriously_wounded', 'gravely_sick')) THEN 1
     WHEN p.sex = 'female' THEN 2 WHEN c.captured_on <= %(on)s::date - 1095 THEN 3
     WHEN c.id IN (SELECT m.captivity_id FROM prisoners_cohortmembership m JOIN prisoners_cohort k ON k.id = m.cohort_id
                   WHERE m.voided_at IS NULL AND k.code IN ('mariupol-garrison', 'azovstal')) THEN 4
     WHEN c.legal_category = 'civilian' THEN 5 END AS tier, c.captured_on
    FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
LEFT JOIN units_unit u ON u.id = c.unit_id LEFT JOIN stay s ON s.captivity_id = c.id
    WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
      AND p.merged_into_id IS NULL AND p.party_id = %(side)s
) held GROUP BY GROUPING SETS ((1), (2), (3), (4), (5), (6), (7));
WITH RECURSIVE figures AS (
    SELECT c.unit_id, count(*) AS persons FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
    WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
          AND p.merged_into_id IS NULL AND p.party_id = %(side)s
    GROUP BY 1),
closure (root_id, unit_id) AS (
    SELECT id, id FROM units_unit WHERE voided_at IS NULL
    UNION
    SELECT c.root_id, p.unit_id FROM closure c JOIN units_placement p ON p.parent_id = c.unit_id AND p.voided_at IS NULL
         AND (p.valid_from IS NULL OR p.valid_from <= %(on)s) AND (p.valid_until IS NULL OR p.valid_until > %(on)s)),
totals AS (SELECT c.root_id, sum(f.persons) AS persons FROM closure c JOIN figures f ON f.unit_id = c.unit_id GROUP BY 1)
SELECT u.code, u.name_uk, u.name_en, p.parent_id, f.persons, t.persons
FROM totals t JOIN units_unit u ON u.id = t.root_id LEFT JOIN figures f ON f.unit_id = u.id
LEFT JOIN units_placement p ON p.unit_id = u.id AND p.voided_at IS NULL
     AND (p.valid_from IS NULL OR p.valid_from <= %(on)s) AND (p.valid_until IS NULL OR p.valid_until > %(on)s);
SELECT m.cohort_id, count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
JOIN prisoners_cohortmembership m ON m.captivity_id = c.id AND m.voided_at IS NULL
    WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
      AND p.merged_into_id IS NULL AND p.party_id = %(side)s
GROUP BY 1;
SELECT date_trunc('month', c.captured_on), c.status, count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND p.merged_into_id IS NULL AND p.party_id = %(side)s
      AND c.captured_on BETWEEN (date_trunc('month', %(on)s::date) - interval '23 months')::date AND %(on)s GROUP BY 1, 2;
SELECT date_trunc('month', c.ended_on), c.status, count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND p.merged_into_id IS NULL AND p.party_id = %(side)s
      AND c.ended_on BETWEEN (date_trunc('month', %(on)s::date) - interval '23 months')::date AND %(on)s GROUP BY 1, 2;
