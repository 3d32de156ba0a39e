WITH asked AS (
    SELECT c.unit_id, c.legal_category, p.name <> '' AS surname, coalesce(n.given_name, '') <> '' AS given_name,
           c.rank <> '' AS rank, i.person_id IS NOT NULL AS number, p.born_on_precision = 'day' AS birth_date,
           p.birth_place <> '' AS birth_place, p.citizenships <> '{}' AS nationality,
           p.last_residence <> '' AS last_residence, p.distinguishing_marks <> '' AS marks,
           p.father_name <> '' AS father_name, p.mother_maiden_name <> '' AS mother_maiden_name,
           c.captured_on_precision = 'day' AS measure_date, c.captured_at <> '' AS measure_place,
           c.measure <> '' AS measure_nature, p.correspondence_address <> '' AS correspondence,
           p.person_to_inform <> '' AS inform
    FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
    LEFT JOIN prisoners_personname n ON n.person_id = p.id AND n.is_preferred AND n.voided_at IS NULL
    LEFT JOIN (SELECT DISTINCT person_id FROM prisoners_identifier
               WHERE voided_at IS NULL AND scheme IN ('service', 'personal')) i ON i.person_id = p.id
    WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
          AND p.merged_into_id IS NULL AND p.party_id = %(side)s AND (c.captured_on IS NULL OR c.captured_on <= %(on)s))
SELECT unit_id, legal_category, count(*), count(*) FILTER (WHERE surname), count(*) FILTER (WHERE given_name),
       count(*) FILTER (WHERE rank), count(*) FILTER (WHERE number), count(*) FILTER (WHERE birth_date),
       count(*) FILTER (WHERE birth_place), count(*) FILTER (WHERE nationality), count(*) FILTER (WHERE last_residence),
       count(*) FILTER (WHERE marks), count(*) FILTER (WHERE father_name), count(*) FILTER (WHERE mother_maiden_name),
       count(*) FILTER (WHERE measure_date), count(*) FILTER (WHERE measure_place),
       count(*) FILTER (WHERE measure_nature), count(*) FILTER (WHERE correspondence), count(*) FILTER (WHERE inform),
       count(*) FILTER (WHERE surname AND given_name AND birth_date AND birth_place AND father_name
           AND mother_maiden_name AND inform AND correspondence AND CASE WHEN legal_category = 'civilian'
               THEN nationality AND last_residence AND marks AND measure_date AND measure_place AND measure_nature
               ELSE rank AND number END)
FROM asked GROUP BY 1, 2;
WITH RECURSIVE closure (root_id, unit_id) AS (
    SELECT id, id FROM units_unit WHERE voided_at IS NULL
    UNION
    SELECT c.root_id, p.unit_id FROM closure c JOIN units_placement p ON p.parent_id = c.unit_id AND p.voided_at IS NULL)
SELECT root_id, count(*) FROM closure GROUP BY 1;
