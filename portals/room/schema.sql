CREATE TABLE IF NOT EXISTS articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  portal TEXT NOT NULL,
  section TEXT,
  title TEXT,
  lead TEXT,
  body TEXT,
  published_on TEXT,
  published_at TEXT,
  published_between TEXT,
  sort_day TEXT,
  byline TEXT,
  author TEXT,
  author_organisation TEXT,
  url TEXT NOT NULL,
  state TEXT NOT NULL,
  gone_at TEXT,
  version INTEGER NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  representative TEXT,
  extraction TEXT,
  warc_file TEXT,
  warc_record_id TEXT,
  payload_digest TEXT,
  fetched_at TEXT,
  run_id TEXT,
  marks TEXT NOT NULL,
  mark TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_articles_day ON articles (sort_day DESC, number);
CREATE INDEX IF NOT EXISTS ix_articles_portal ON articles (portal, sort_day DESC);
CREATE INDEX IF NOT EXISTS ix_articles_found ON articles (first_seen DESC, sort_day DESC);
CREATE INDEX IF NOT EXISTS ix_articles_span ON articles (portal, published_at);
CREATE INDEX IF NOT EXISTS ix_articles_calendar ON articles (portal, published_on);
CREATE INDEX IF NOT EXISTS ix_articles_changed ON articles (changed_at DESC);
CREATE INDEX IF NOT EXISTS ix_articles_gone ON articles (gone_at DESC) WHERE gone_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS officials (
  article_id TEXT NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  person_id TEXT,
  name TEXT NOT NULL,
  honorific TEXT,
  rank TEXT,
  degree TEXT,
  title TEXT,
  post TEXT,
  organisation TEXT,
  place TEXT,
  status TEXT,
  as_printed TEXT,
  PRIMARY KEY (article_id, number, position)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_officials_person ON officials (person_id);
CREATE INDEX IF NOT EXISTS ix_officials_name ON officials (name);

CREATE TABLE IF NOT EXISTS files (
  article_id TEXT NOT NULL REFERENCES articles (id),
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  url TEXT NOT NULL,
  title TEXT,
  PRIMARY KEY (article_id, kind, number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS versions (
  article_id TEXT NOT NULL REFERENCES articles (id),
  version INTEGER NOT NULL,
  title TEXT,
  content TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  warc_file TEXT,
  warc_record_id TEXT,
  payload_digest TEXT,
  PRIMARY KEY (article_id, version)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS links (
  article_id TEXT NOT NULL REFERENCES articles (id),
  other_id TEXT NOT NULL,
  relation TEXT NOT NULL,
  similarity REAL NOT NULL,
  PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS runs (
  id TEXT PRIMARY KEY,
  portal TEXT NOT NULL,
  mode TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  result TEXT,
  message TEXT,
  pages INTEGER,
  records INTEGER,
  new INTEGER,
  changed INTEGER,
  gone INTEGER,
  given_up INTEGER,
  reasons TEXT
);

CREATE TABLE IF NOT EXISTS persons (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  search TEXT NOT NULL,
  gender TEXT,
  rank TEXT,
  degree TEXT,
  first_stated TEXT,
  last_stated TEXT,
  statements INTEGER
);
CREATE INDEX IF NOT EXISTS ix_persons_search ON persons (search);

CREATE TABLE IF NOT EXISTS offices (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  post TEXT NOT NULL,
  body TEXT,
  place TEXT,
  province TEXT,
  level INTEGER,
  kind TEXT,
  holders TEXT,
  until TEXT,
  successors TEXT,
  search TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_offices_place ON offices (place);
CREATE INDEX IF NOT EXISTS ix_offices_search ON offices (search);

CREATE TABLE IF NOT EXISTS terms (
  person_id TEXT NOT NULL REFERENCES persons (id),
  office_id TEXT NOT NULL REFERENCES offices (id),
  capacity TEXT NOT NULL,
  number INTEGER NOT NULL,
  first_stated TEXT,
  last_stated TEXT,
  appointed_on TEXT,
  ended_on TEXT,
  former_by TEXT,
  maybe_since TEXT,
  maybe_until TEXT,
  decision TEXT,
  statements INTEGER,
  PRIMARY KEY (person_id, office_id, capacity, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_terms_office ON terms (office_id);

CREATE TABLE IF NOT EXISTS statements (
  article_id TEXT NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  person_id TEXT NOT NULL REFERENCES persons (id),
  office_id TEXT NOT NULL REFERENCES offices (id),
  status TEXT NOT NULL,
  since TEXT,
  until TEXT,
  dated INTEGER NOT NULL,
  past INTEGER NOT NULL,
  certain INTEGER NOT NULL,
  act TEXT,
  act_on TEXT,
  decision TEXT,
  field TEXT,
  sentence_start INTEGER,
  sentence_end INTEGER,
  PRIMARY KEY (article_id, number, position)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_statements_person ON statements (person_id, office_id, since);
CREATE INDEX IF NOT EXISTS ix_statements_office ON statements (office_id, since);

CREATE TABLE IF NOT EXISTS candidates (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  score REAL NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (one, other)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ids (
  key TEXT PRIMARY KEY,
  person_id TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (title, body, people, content='', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE IF NOT EXISTS about (
  what TEXT PRIMARY KEY,
  value TEXT
) WITHOUT ROWID;
