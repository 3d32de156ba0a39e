SELECT l.id, l.number, l.title, l.received_on, l.claimed_size, l.official, l.status, count(e.id),
       count(e.id) FILTER (WHERE e.state <> 'decided')
FROM negotiations_namelist l LEFT JOIN negotiations_listentry e ON e.name_list_id = l.id AND e.voided_at IS NULL
WHERE l.voided_at IS NULL AND l.direction = 'incoming' AND (l.received_on <= %(on)s OR l.received_on IS NULL)
GROUP BY l.id;
SELECT e.name_list_id, d.verdict, count(*)
FROM negotiations_decision d JOIN negotiations_listentry e ON e.id = d.entry_id
JOIN negotiations_namelist l ON l.id = e.name_list_id
WHERE d.voided_at IS NULL AND e.voided_at IS NULL AND l.voided_at IS NULL AND l.direction = 'incoming'
      AND (l.received_on <= %(on)s OR l.received_on IS NULL)
GROUP BY 1, 2;
SELECT object_id, min(at) FROM audit_change
WHERE model = 'negotiations.namelist' AND after ->> 'status' = 'answered' GROUP BY 1;
