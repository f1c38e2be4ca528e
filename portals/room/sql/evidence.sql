SELECT
  s.*,
  a.title AS headline,
  a.title,
  a.lead,
  a.body,
  a.url,
  a.portal,
  a.published_at,
  a.published_between
FROM statements AS s
JOIN articles AS a ON a.id = s.article_id
WHERE s.person_id = :person AND s.office_id = :office
ORDER BY s.since, s.article_id
