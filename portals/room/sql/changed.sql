SELECT
  id,
  portal,
  section,
  title,
  published_at,
  published_between,
  sort_day,
  state,
  gone_at,
  version,
  changed_at,
  coalesce(gone_at, changed_at) AS at
FROM articles
WHERE (version > 1 OR gone_at IS NOT NULL) AND coalesce(gone_at, changed_at) >= :since
ORDER BY at DESC, id
LIMIT :limit
