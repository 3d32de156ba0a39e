SELECT c.captured_on, c.legal_category, p.sex, u.branch_id,
       count(*) FILTER (WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed')), count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id LEFT JOIN units_unit u ON u.id = c.unit_id
WHERE c.voided_at IS NULL AND p.voided_at IS NULL AND p.merged_into_id IS NULL AND p.party_id = %(side)s
      AND c.status <> 'not_captive' AND (c.captured_on IS NULL OR c.captured_on <= %(on)s)
GROUP BY GROUPING SETS ((1, 2), (1, 3), (1, 4));
SELECT m.cohort_id, c.captured_on, count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
JOIN prisoners_cohortmembership m ON m.captivity_id = c.id AND m.voided_at IS NULL
WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
      AND p.merged_into_id IS NULL AND p.party_id = %(side)s
GROUP BY 1, 2;
