WITH RECURSIVE closure (root_id, unit_id) AS (
    SELECT id, id FROM units_unit WHERE voided_at IS NULL
    UNION
    SELECT c.root_id, p.unit_id FROM closure c JOIN units_placement p ON p.parent_id = c.unit_id AND p.voided_at IS NULL
        AND (p.valid_from IS NULL OR p.valid_from <= %(on)s) AND (p.valid_until IS NULL OR p.valid_until > %(on)s)),
own AS (
    SELECT c.unit_id, c.status, count(*) AS persons
    FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
    WHERE c.voided_at IS NULL AND c.status <> 'not_captive' AND p.party_id = %(side)s
          AND (c.captured_on IS NULL OR c.captured_on <= %(on)s)
    GROUP BY 1, 2)
SELECT root_id, status, sum(persons) FROM closure JOIN own USING (unit_id) GROUP BY 1, 2
UNION ALL SELECT u.branch_id, o.status, sum(o.persons) FROM own o LEFT JOIN units_unit u ON u.id = o.unit_id GROUP BY 1, 2;
SELECT c.person_id, c.unit_id, c.status, c.captured_on
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
WHERE c.person_id IN (SELECT person_id FROM prisoners_captivity WHERE number > 1) AND c.voided_at IS NULL
      AND c.status <> 'not_captive' AND p.party_id = %(side)s;
