WITH told AS (
    SELECT captivity_id, min(confirmed_on) AS first_on FROM prisoners_confirmation
    WHERE voided_at IS NULL AND evidence IN ('power', 'list') AND (confirmed_on IS NULL OR confirmed_on <= %(on)s)
    GROUP BY 1),
decided AS (
    SELECT DISTINCT ON (captivity_id) captivity_id, decided_on, carried_out_on FROM prisoners_commissiondecision
    WHERE voided_at IS NULL AND basis <> 'not_eligible' AND decided_on <= %(on)s
    ORDER BY captivity_id, carried_out_on IS NOT NULL, decided_on),
ill AS (
    SELECT DISTINCT ON (captivity_id) captivity_id, grade, assessed_on FROM prisoners_healthassessment
    WHERE voided_at IS NULL AND (assessed_on IS NULL OR assessed_on <= %(on)s)
    ORDER BY captivity_id, assessed_on DESC NULLS LAST, id DESC),
owed AS (
    SELECT c.detaining_power_id, c.arrived_in_camp_on + 7 AS card, c.card_to_family_on AS family,
           c.card_to_agency_on AS agency, CASE WHEN c.legal_category = 'civilian' THEN c.captured_on + 14 END AS civilian,
           least(c.card_to_agency_on, t.first_on) AS told, (d.decided_on + interval '3 months')::date AS decision,
           d.carried_out_on AS carried, CASE WHEN i.grade IN ('seriously_wounded', 'gravely_sick')
                                             THEN i.assessed_on + 7 END AS health
    FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
    LEFT JOIN told t ON t.captivity_id = c.id LEFT JOIN decided d ON d.captivity_id = c.id
    LEFT JOIN ill i ON i.captivity_id = c.id
    WHERE c.status IN ('claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
          AND p.merged_into_id IS NULL AND p.party_id = %(side)s AND (c.captured_on IS NULL OR c.captured_on <= %(on)s)),
standing AS (
    SELECT detaining_power_id, CASE WHEN family <= card THEN 1 WHEN family > card THEN 2 WHEN card < %(on)s THEN 3 END AS a,
           CASE WHEN agency <= card THEN 1 WHEN agency > card THEN 2 WHEN card < %(on)s THEN 3 END AS b,
           CASE WHEN told <= civilian THEN 1 WHEN told > civilian THEN 2 WHEN civilian < %(on)s THEN 3 END AS c,
           CASE WHEN carried <= decision THEN 1 WHEN carried > decision THEN 2 WHEN decision < %(on)s THEN 3 END AS d,
           CASE WHEN health < %(on)s THEN 3 WHEN health IS NOT NULL THEN 1 END AS e,
           width_bucket(%(on)s::date - card, ARRAY[1, 31, 92, 366]) AS of_card,
           width_bucket(%(on)s::date - civilian, ARRAY[1, 31, 92, 366]) AS of_civilian,
           width_bucket(%(on)s::date - decision, ARRAY[1, 31, 92, 366]) AS of_decision,
           width_bucket(%(on)s::date - health, ARRAY[1, 31, 92, 366]) AS of_health, card, civilian, decision, health
    FROM owed)
SELECT detaining_power_id, a, b, c, d, e, of_card, of_civilian, of_decision, of_health, count(*), min(card),
       min(civilian), min(decision), min(health)
FROM standing GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
