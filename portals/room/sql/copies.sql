SELECT
  a.id,
  a.title,
  a.portal,
  a.sort_day,
  f.id AS first_id,
  f.title AS first_title,
  f.portal AS first_portal,
  f.sort_day AS first_day
FROM articles AS a
JOIN articles AS f ON f.id = a.representative
WHERE a.id <> a.representative AND (:portal = '' OR a.portal = :portal)
ORDER BY a.sort_day DESC, a.id
LIMIT 500
