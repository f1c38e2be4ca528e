SELECT
  t.*,
  p.name AS person,
  o.title AS office,
  o.place AS place,
  coalesce(t.appointed_on, t.first_stated, t.maybe_since) AS begins,
  coalesce(t.ended_on, t.last_stated, t.maybe_until) AS ends,
  t.first_stated IS NULL AND t.appointed_on IS NULL AS undated
FROM terms AS t
JOIN persons AS p ON p.id = t.person_id
JOIN offices AS o ON o.id = t.office_id
WHERE t.person_id = :person OR t.office_id = :office
ORDER BY begins IS NULL, begins, p.name, o.title, t.number
LIMIT 500
