WITH grave AS (
    SELECT captivity_id FROM (
        SELECT DISTINCT ON (captivity_id) captivity_id, grade FROM prisoners_healthassessment
        WHERE voided_at IS NULL AND (assessed_on IS NULL OR assessed_on <= %(on)s)
        ORDER BY captivity_id, assessed_on DESC NULLS LAST, id DESC) latest
    WHERE grade IN ('seriously_wounded', 'gravely_sick')
    UNION ALL SELECT captivity_id FROM prisoners_commissiondecision
    WHERE voided_at IS NULL AND carried_out_on IS NULL AND basis <> 'not_eligible'),
declined AS (
    SELECT captivity_id FROM (
        SELECT DISTINCT ON (captivity_id) captivity_id, answer, voluntariness FROM prisoners_consent
        WHERE voided_at IS NULL AND purpose = 'return' ORDER BY captivity_id, answered_on DESC, id DESC) latest
    WHERE answer = 'refused' AND voluntariness <> 'coerced'),
promised AS (
    SELECT captivity_id FROM exchanges_manifestentry
    WHERE voided_at IS NULL AND status IN ('nominated', 'approved', 'boarded'))
SELECT standing, service_basis, legal_category, captured_on, count(*) FROM (
    SELECT CASE WHEN c.id IN (SELECT captivity_id FROM promised) THEN 'promised'
                WHEN c.id IN (SELECT captivity_id FROM declined) THEN 'declined'
                WHEN c.status = 'missing' THEN 'missing' WHEN c.legal_category = 'civilian' THEN 'civilian'
                WHEN c.legal_category IN ('medical', 'chaplain') THEN 'other'
                WHEN c.id IN (SELECT captivity_id FROM grave) THEN 'medical' ELSE 'eligible' END AS standing,
           c.service_basis, c.legal_category, c.captured_on
    FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id JOIN units_party h ON h.id = c.detaining_power_id
    WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
          AND p.merged_into_id IS NULL AND h.is_home AND p.party_id <> h.id
) held GROUP BY GROUPING SETS ((1, 2), (1, 3), (1, 4));
SELECT c.captured_on, c.ended_on, c.status, count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id JOIN units_party h ON h.id = c.detaining_power_id
WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND p.merged_into_id IS NULL AND c.status <> 'not_captive'
      AND h.is_home AND p.party_id <> h.id
GROUP BY GROUPING SETS ((1), (2, 3));
SELECT f.first, count(*)
FROM (SELECT captivity_id, min(occurred_on) AS first FROM prisoners_statusevent
      WHERE kind = 'confirmed' AND voided_at IS NULL GROUP BY 1) f
JOIN prisoners_captivity c ON c.id = f.captivity_id JOIN prisoners_person p ON p.id = c.person_id
JOIN units_party h ON h.id = c.detaining_power_id
WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND p.merged_into_id IS NULL AND c.status <> 'not_captive'
      AND h.is_home AND p.party_id <> h.id
GROUP BY 1;
