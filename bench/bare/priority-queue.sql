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
SELECT tier, captured_on, count(*) FROM held GROUP BY 1, 2;
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
SELECT h.tier, c.id, c.captured_on, p.name FROM held h JOIN prisoners_captivity c ON c.id = h.id
JOIN prisoners_person p ON p.id = c.person_id ORDER BY h.tier NULLS LAST, h.captured_on NULLS LAST, h.id LIMIT 50;
