WITH home AS (
    SELECT m.captivity_id, m.delivered_on AS day, t.exchange_id
    FROM exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
    JOIN exchanges_exchange e ON e.id = t.exchange_id
    WHERE m.voided_at IS NULL AND m.status = 'delivered' AND t.voided_at IS NULL AND t.direction = 'to_us'
      AND e.voided_at IS NULL AND e.status IN ('completed', 'partly_completed') AND e.day <= %(on)s),
graded AS (
    SELECT DISTINCT ON (a.captivity_id) a.captivity_id, a.grade
    FROM home h JOIN prisoners_healthassessment a ON a.captivity_id = h.captivity_id
    WHERE a.voided_at IS NULL AND (a.assessed_on IS NULL OR a.assessed_on <= h.day)
    ORDER BY a.captivity_id, a.assessed_on DESC NULLS LAST, a.id DESC)
SELECT h.exchange_id,
    CASE WHEN g.grade IN ('seriously_wounded', 'gravely_sick') THEN 1 WHEN p.sex = 'female' THEN 2
     WHEN c.captured_on <= h.day - 1095 THEN 3
     WHEN c.id IN (SELECT m.captivity_id FROM prisoners_cohortmembership m JOIN prisoners_cohort k ON k.id = m.cohort_id
                   WHERE m.voided_at IS NULL AND k.code IN ('mariupol-garrison', 'azovstal')) THEN 4
     WHEN c.legal_category = 'civilian' THEN 5 END AS tier, count(*)
FROM home h JOIN prisoners_captivity c ON c.id = h.captivity_id JOIN prisoners_person p ON p.id = c.person_id
LEFT JOIN graded g ON g.captivity_id = h.captivity_id
WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND p.party_id = %(side)s GROUP BY 1, 2;
SELECT e.id, e.number, e.formula, e.day, e.status, e.kind,
       sum(t.delivered) FILTER (WHERE t.direction = 'to_us'), sum(t.delivered) FILTER (WHERE t.direction = 'to_them')
FROM exchanges_exchange e LEFT JOIN exchanges_transfer t ON t.exchange_id = e.id AND t.voided_at IS NULL
WHERE e.voided_at IS NULL AND e.day <= %(on)s GROUP BY e.id ORDER BY e.day, e.number;
WITH health AS (SELECT DISTINCT ON (captivity_id) captivity_id, grade FROM prisoners_healthassessment
           WHERE voided_at IS NULL AND (assessed_on IS NULL OR assessed_on <= %(on)s)
           ORDER BY captivity_id, assessed_on DESC NULLS LAST, id DESC),
held AS (
    SELECT c.id, c.captured_on,
    CASE WHEN c.id IN (SELECT captivity_id FROM health WHERE grade IN ('seriously_wounded', 'gravely_sick')) THEN 1
     WHEN p.sex = 'female' THEN 2 WHEN c.captured_on <= %(on)s::date - 1095 THEN 3
     WHEN c.id IN (SELECT m.captivity_id FROM prisoners_cohortmembership m JOIN prisoners_cohort k ON k.id = m.cohort_id
                   WHERE m.voided_at IS NULL AND k.code IN ('mariupol-garrison', 'azovstal')) THEN 4
     WHEN c.legal_category = 'civilian' THEN 5 END AS tier
    FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
    WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
      AND p.merged_into_id IS NULL AND p.party_id = %(side)s
      AND (c.captured_on IS NULL OR c.captured_on <= %(on)s))
SELECT tier, count(*) FROM held GROUP BY 1;
