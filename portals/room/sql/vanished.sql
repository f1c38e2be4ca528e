SELECT id, portal, section, title, published_at, published_between, sort_day, state, gone_at, version, changed_at
FROM articles
WHERE gone_at >= :since
ORDER BY gone_at DESC, id
LIMIT 1000
