-- Plans with indexes that do not exist.
SET synchronous_commit = on; -- else VACUUM may come too early to find rows visible to all
SET max_parallel_workers_per_gather = 0;
CREATE TABLE posts (id int PRIMARY KEY, author_id int, title text, created_at timestamptz, deleted_at timestamptz);
INSERT INTO posts
SELECT i, i % 200, 'title ' || i % 1000, timestamptz '2024-01-01' + i * interval '1 minute',
    CASE WHEN i % 10 = 0 THEN timestamptz '2025-01-01' END
FROM generate_series(1, 20000) i;
VACUUM ANALYZE posts;
CREATE FUNCTION shape(query text, create_statements text[] DEFAULT '{}', hidden oid[] DEFAULT '{}') RETURNS text
LANGUAGE sql AS 'SELECT shape FROM what_if_plan(query, create_statements, hidden)';

SELECT shape('SELECT * FROM posts WHERE author_id = 5 ORDER BY created_at DESC LIMIT 10');
SELECT shape('SELECT * FROM posts WHERE author_id = 5 ORDER BY created_at DESC LIMIT 10',
    '{"CREATE INDEX ON posts (author_id, created_at)"}');
-- The statement as we print it, and a better one beside it.
SELECT shape('SELECT * FROM posts WHERE author_id = 5 AND deleted_at IS NULL ORDER BY created_at DESC, id LIMIT 10',
    ARRAY['CREATE INDEX CONCURRENTLY IF NOT EXISTS x ON public.posts (author_id)',
        'CREATE INDEX ON ONLY posts (author_id, created_at DESC, id) WHERE deleted_at IS NULL']);
-- The order must be the query's or its reverse.
SELECT shape('SELECT * FROM posts WHERE author_id = 5 ORDER BY created_at DESC, id LIMIT 10',
    '{"CREATE INDEX ON posts (author_id, created_at, id)"}');
-- A partial index wants its predicate stated, by whatever name the table has.
SELECT shape('SELECT p.id FROM posts o JOIN posts p ON p.author_id = o.id WHERE o.id = 7 AND p.deleted_at IS NULL',
    '{"CREATE INDEX ON posts (author_id) WHERE deleted_at IS NULL"}');
SELECT shape('SELECT * FROM posts WHERE author_id = 5', '{"CREATE INDEX ON posts (author_id) WHERE deleted_at IS NULL"}');
-- An expression, included columns, other access methods
SELECT shape('SELECT * FROM posts WHERE lower(title) = ''title 7''', '{"CREATE INDEX ON posts (lower(title))"}');
SELECT shape('SELECT author_id, title FROM posts WHERE author_id = 5', '{"CREATE INDEX ON posts (author_id) INCLUDE (title)"}');
SELECT shape('SELECT * FROM posts WHERE title = ''title 7''', '{"CREATE INDEX ON posts USING hash (title)"}');
SELECT shape('SELECT * FROM posts WHERE created_at < ''2024-01-02''',
    '{"CREATE INDEX ON posts USING brin (created_at) WITH (pages_per_range = 16)"}');
SELECT shape('SELECT title FROM posts WHERE title LIKE ''title 77%''', '{"CREATE INDEX ON posts (title text_pattern_ops)"}');
-- A unique one is a proof: the join goes.
SELECT shape('SELECT p.id FROM posts p LEFT JOIN posts q ON p.id = q.author_id', '{"CREATE UNIQUE INDEX ON posts (author_id)"}');
-- What exists can be hidden.
SELECT shape('SELECT * FROM posts WHERE id = 5');
SELECT shape('SELECT * FROM posts WHERE id = 5', '{}', ARRAY['posts_pkey'::regclass::oid]);
SELECT shape('SELECT * FROM posts WHERE id = 5', '{"CREATE UNIQUE INDEX ON posts (id)"}', ARRAY['posts_pkey'::regclass::oid]);
-- Statements that change rows
SELECT shape('DELETE FROM posts WHERE author_id = 5', '{"CREATE INDEX ON posts (author_id)"}');
-- Unknown parameters
SELECT shape('SELECT * FROM posts WHERE author_id = $1', '{"CREATE INDEX ON posts (author_id)"}');

-- Partitions: the parent's statement makes an index each, and ONLY the parent's none.
CREATE TABLE parted (id int, v int) PARTITION BY RANGE (id);
CREATE TABLE parted_a (v int, id int);
ALTER TABLE parted ATTACH PARTITION parted_a FOR VALUES FROM (0) TO (10000);
CREATE TABLE parted_b PARTITION OF parted FOR VALUES FROM (10000) TO (30000);
INSERT INTO parted SELECT i, i % 1000 FROM generate_series(0, 19999) i;
VACUUM ANALYZE parted;
SELECT shape('SELECT * FROM parted WHERE v = 5', '{"CREATE INDEX ON parted (v)"}');
SELECT shape('SELECT * FROM parted WHERE v = 5', '{"CREATE INDEX ON parted_a (v)"}');
SELECT shape('SELECT * FROM parted WHERE v = 5', '{"CREATE INDEX ON ONLY parted (v)"}');
CREATE INDEX parted_v ON parted (v);
SELECT shape('SELECT * FROM parted WHERE v = 5', '{}', ARRAY['parted_v'::regclass::oid]);

-- Equal keys stand once, but not all types have such: asked of the server.
CREATE TABLE codes AS SELECT (i % 7)::char(10) AS code, (i % 7)::text AS word FROM generate_series(1, 20000) i;
CREATE INDEX ON codes (code);
CREATE INDEX ON codes (word);
VACUUM ANALYZE codes;
SELECT indexrelid::regclass AS index,
    abs((what_if_pages(pg_get_indexdef(indexrelid)))[1] / (pg_relation_size(indexrelid) / 8192.0) - 1) < 0.1 AS as_large
FROM pg_index WHERE indrelid = 'codes'::regclass ORDER BY 1;

-- What CREATE INDEX refuses
\set VERBOSITY sqlstate
SELECT what_if_pages('SELECT 1');
SELECT what_if_pages('CREATE INDEX ON nowhere (a)');
SELECT what_if_pages('CREATE INDEX ON posts (nothing)');
SELECT what_if_pages('CREATE INDEX ON posts USING hash (id, author_id)');
SELECT what_if_pages('CREATE UNIQUE INDEX ON posts USING brin (id)');
SELECT what_if_pages('CREATE INDEX ON posts USING hash (id DESC)');
SELECT what_if_pages('CREATE INDEX ON posts USING nothing (id)');
SELECT what_if_pages('CREATE INDEX ON posts (id nothing_ops)');
SELECT what_if_pages('CREATE INDEX ON posts (id COLLATE "C")');
SELECT what_if_pages('CREATE INDEX ON posts (id) WITH (nothing = 1)');
SELECT what_if_pages('CREATE INDEX ON posts (id) WHERE created_at > now()');
SELECT what_if_pages('CREATE INDEX ON posts (ctid)');
SELECT what_if_pages('CREATE UNIQUE INDEX ON parted (v)');
SELECT what_if_pages('CREATE INDEX CONCURRENTLY ON parted (v)');
\set VERBOSITY default

-- Another extension's hook runs first, and ours is there while we plan only.
SELECT what_if_hook_is_gone();
SELECT what_if_other_hook('posts_pkey'::regclass);
SELECT shape('SELECT * FROM posts WHERE id = 5', '{"CREATE INDEX ON posts (id, title)"}');
SELECT what_if_other_hook(0) > 0 AS called;
SELECT what_if_hook_is_gone();
-- After an error, too.
SELECT shape('SELECT * FROM posts WHERE id = 1 / 0', '{"CREATE INDEX ON posts (id, title)"}');
SELECT what_if_hook_is_gone();
EXPLAIN (COSTS OFF) SELECT * FROM posts WHERE author_id = 5;
