SELECT p.name, o.title AS office, o.place, t.capacity, t.appointed_on, t.first_stated, t.last_stated, t.ended_on, t.statements
FROM persons AS p
JOIN terms AS t ON t.person_id = p.id
JOIN offices AS o ON o.id = t.office_id
WHERE p.search = unmarked(:name)
ORDER BY p.id, coalesce(t.appointed_on, t.first_stated, t.maybe_since), o.title
