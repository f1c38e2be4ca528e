SELECT o.title AS office, o.place, p.name, t.capacity, t.appointed_on, t.first_stated, t.last_stated, t.ended_on
FROM offices AS o
JOIN terms AS t ON t.office_id = o.id
JOIN persons AS p ON p.id = t.person_id
WHERE o.search LIKE unmarked(:post) || '%' AND instr(o.search, unmarked(:place))
  AND coalesce(t.appointed_on, t.first_stated) <= :on AND coalesce(t.ended_on, t.last_stated) >= :on
ORDER BY o.title, p.name
