SELECT d.acceptance, d.refusal_reason, p.party_id, c.legal_category, c.service_basis, p.sex, u.branch_id,
       date_trunc('month', l.received_on), count(*)
FROM negotiations_decision d JOIN negotiations_listentry e ON e.id = d.entry_id
JOIN negotiations_namelist l ON l.id = e.name_list_id
LEFT JOIN prisoners_person p ON p.id = d.person_id LEFT JOIN prisoners_captivity c ON c.id = d.captivity_id
LEFT JOIN units_unit u ON u.id = c.unit_id
WHERE d.voided_at IS NULL AND e.voided_at IS NULL AND l.voided_at IS NULL AND l.direction = 'incoming'
      AND (l.received_on <= %(on)s OR l.received_on IS NULL)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
SELECT made_by_id, status, made_on, answered_on FROM negotiations_proposal
WHERE voided_at IS NULL AND kind = 'official' AND made_on <= %(on)s;
