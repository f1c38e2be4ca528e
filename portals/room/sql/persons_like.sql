SELECT *
FROM persons
WHERE search = :words OR (search >= :words || ' ' AND search < :words || '!')
ORDER BY search = :words DESC, statements DESC, id
LIMIT :limit
