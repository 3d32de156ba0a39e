SELECT c.captured_on, c.ended_on, c.status, count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND p.merged_into_id IS NULL AND p.party_id = %(side)s
      AND c.status <> 'not_captive'
GROUP BY GROUPING SETS ((1), (2, 3));
SELECT f.first, count(*)
FROM (SELECT captivity_id, min(occurred_on) AS first FROM prisoners_statusevent
      WHERE kind = 'confirmed' AND voided_at IS NULL GROUP BY 1) f
JOIN prisoners_captivity c ON c.id = f.captivity_id JOIN prisoners_person p ON p.id = c.person_id
WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND p.merged_into_id IS NULL AND p.party_id = %(side)s
      AND c.status <> 'not_captive'
GROUP BY 1;
