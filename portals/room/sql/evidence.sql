SELECT
  s.*,
  a.title AS headline,
  a.url,
  a.portal,
  a.published_at,
  a.published_between,
  CASE s.field
    WHEN 'body' THEN substr(a.body, s.sentence_start + 1, s.sentence_end - s.sentence_start)
    WHEN 'lead' THEN substr(a.lead, s.sentence_start + 1, s.sentence_end - s.sentence_start)
    WHEN 'title' THEN substr(a.title, s.sentence_start + 1, s.sentence_end - s.sentence_start)
    ELSE (
      SELECT substr(f.title, s.sentence_start + 1, s.sentence_end - s.sentence_start)
      FROM files AS f
      WHERE f.article_id = s.article_id AND f.kind = 'image' AND 'caption ' || f.number = s.field
    )
  END AS sentence
FROM statements AS s
JOIN articles AS a ON a.id = s.article_id
WHERE s.article_id = :article AND s.number = :number AND s.position = :position
