SELECT * FROM negotiations_stance WHERE voided_at IS NULL AND (since IS NULL OR since <= %(on)s);
SELECT t.direction, t.category, p.id, p.made_on, p.status, p.answered_on
FROM negotiations_proposalterm t JOIN negotiations_proposal p ON p.id = t.proposal_id
WHERE t.voided_at IS NULL AND p.voided_at IS NULL;
WITH happened AS (
    SELECT d.captivity_id, l.received_on AS day, l.kind FROM negotiations_decision d
    JOIN negotiations_listentry e ON e.id = d.entry_id JOIN negotiations_namelist l ON l.id = e.name_list_id
    WHERE d.voided_at IS NULL AND e.voided_at IS NULL AND l.voided_at IS NULL AND l.received_on <= %(on)s
      AND d.verdict IN ('ok', 'civilian', 'captured_again')
    UNION ALL
    SELECT e.captivity_id, l.frozen_at::date, l.kind FROM negotiations_listentry e
    JOIN negotiations_namelist l ON l.id = e.name_list_id
    WHERE e.voided_at IS NULL AND l.voided_at IS NULL AND e.captivity_id IS NOT NULL AND l.frozen_at::date <= %(on)s
    UNION ALL
    SELECT m.captivity_id, m.delivered_on, 'delivered' FROM exchanges_manifestentry m
    JOIN exchanges_transfer t ON t.id = m.transfer_id JOIN exchanges_exchange x ON x.id = t.exchange_id
    WHERE m.voided_at IS NULL AND m.status = 'delivered' AND t.voided_at IS NULL AND x.voided_at IS NULL
      AND x.status IN ('completed', 'partly_completed') AND x.day <= %(on)s)
SELECT s.id, h.kind, count(DISTINCT c.id)
FROM happened h JOIN prisoners_captivity c ON c.id = h.captivity_id JOIN prisoners_person p ON p.id = c.person_id
JOIN negotiations_stance s ON s.voided_at IS NULL AND (s.since IS NULL OR s.since <= h.day)
  AND (s.until IS NULL OR h.day < s.until)
  AND (s.unit_id = c.unit_id OR s.category = 'women' AND p.sex = 'female'
       OR s.category = 'conscripts' AND c.service_basis = 'conscript'
       OR s.category = 'convicts' AND c.service_basis = 'convict'
       OR s.category = 'civilians' AND c.legal_category = 'civilian')
WHERE c.voided_at IS NULL AND p.voided_at IS NULL GROUP BY 1, 2;
