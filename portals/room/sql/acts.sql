SELECT
  s.act,
  coalesce(s.act_on, s.until) AS on_day,
  s.decision,
  p.id AS person_id,
  p.name AS person,
  o.id AS office_id,
  o.title AS office,
  s.article_id,
  a.title
FROM statements AS s
JOIN persons AS p ON p.id = s.person_id
JOIN offices AS o ON o.id = s.office_id
JOIN articles AS a ON a.id = s.article_id
WHERE s.act IS NOT NULL AND coalesce(s.act_on, s.until) BETWEEN :since AND :until
ORDER BY on_day, p.name, o.title
LIMIT 1000
