SELECT
  portal,
  count(*) AS articles,
  min(substr(published_at, 1, 10)) AS first,
  max(substr(published_at, 1, 10)) AS last
FROM articles
GROUP BY portal
ORDER BY portal
