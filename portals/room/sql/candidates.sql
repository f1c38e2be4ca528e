SELECT c.*, p.name, q.name AS other_name
FROM candidates AS c
JOIN persons AS p ON p.id = c.one
JOIN persons AS q ON q.id = c.other
WHERE :person IN ('', c.one, c.other)
ORDER BY c.score DESC, c.one, c.other
LIMIT :limit
