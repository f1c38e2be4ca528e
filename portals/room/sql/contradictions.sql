SELECT
  'holders' AS kind,
  o.id AS office_id,
  o.title AS office,
  t.person_id,
  p.name AS person,
  u.person_id AS other_id,
  q.name AS other,
  max(coalesce(t.appointed_on, t.first_stated), coalesce(u.appointed_on, u.first_stated)) AS since,
  min(coalesce(t.ended_on, t.last_stated), coalesce(u.ended_on, u.last_stated)) AS until
FROM offices AS o
JOIN terms AS t ON t.office_id = o.id AND t.capacity = 'held'
JOIN terms AS u ON u.office_id = o.id AND u.capacity = 'held' AND u.person_id > t.person_id
JOIN persons AS p ON p.id = t.person_id
JOIN persons AS q ON q.id = u.person_id
WHERE o.holders = 'one'
  AND (o.id = :office OR o.place = :place OR o.id IN (SELECT office_id FROM terms WHERE person_id = :person))
  AND (:person = '' OR :person IN (t.person_id, u.person_id))
  AND coalesce(t.appointed_on, t.first_stated) < coalesce(u.ended_on, u.last_stated)
  AND coalesce(u.appointed_on, u.first_stated) < coalesce(t.ended_on, t.last_stated)
UNION ALL
SELECT 'order', o.id, o.title, t.person_id, p.name, NULL, NULL, t.ended_on, t.appointed_on
FROM terms AS t
JOIN offices AS o ON o.id = t.office_id
JOIN persons AS p ON p.id = t.person_id
WHERE (t.office_id = :office OR t.person_id = :person OR o.place = :place) AND t.ended_on < t.appointed_on
ORDER BY since, office, person, other
LIMIT 50
