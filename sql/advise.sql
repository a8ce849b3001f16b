-- nova_advise(): for each shape of a search, the index that serves it.
SET client_min_messages = warning;
CREATE SCHEMA shop;
SET search_path = shop, public;
CREATE TABLE comments (
    id bigint PRIMARY KEY, post_id bigint NOT NULL, author_id bigint NOT NULL, email text NOT NULL,
    created_at timestamptz NOT NULL, deleted_at timestamptz, is_hidden boolean NOT NULL, status text NOT NULL,
    tags text[] NOT NULL, attributes jsonb NOT NULL, body text NOT NULL);
-- Hot posts, some soft-deleted rows, few hidden ones.
INSERT INTO comments
SELECT i, CASE WHEN i % 10 = 0 THEN 1 ELSE i % 3000 END, i % 2000, 'User' || i % 5000 || '@example.com',
       timestamptz '2026-01-01' + (i * 7919 % 100000) * interval '1 minute',
       CASE WHEN i % 20 = 0 THEN timestamptz '2026-06-01' END, i % 50 = 0,
       CASE WHEN i % 100 = 0 THEN 'open' ELSE 'done' END,
       ARRAY['t' || i % 1000, 'u' || i % 7], jsonb_build_object('kind', i % 500), repeat('x', 100)
FROM generate_series(1, 60000) AS i;
CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint NOT NULL, title text NOT NULL);
INSERT INTO posts SELECT i, i % 500, 'Post ' || i FROM generate_series(1, 3000) AS i;
ANALYZE comments, posts;
CREATE FUNCTION advise(query text, OUT keys text, OUT predicate text, OUT method text, OUT included text)
    RETURNS SETOF record LANGUAGE sql AS $$
    SELECT array_to_string(key_columns, ', '), predicate, access_method,
           substring(create_statements[1] FROM 'INCLUDE \(([^)]*)\)')
    FROM nova_advise(query) ORDER BY rank
$$;

-- Equality, several, IN.
SELECT * FROM advise('SELECT body FROM comments WHERE post_id = $1');
SELECT * FROM advise('SELECT body FROM comments WHERE post_id = $1 AND author_id = $2');
SELECT * FROM advise('SELECT body FROM comments WHERE author_id = ANY ($1)');
SELECT * FROM advise('SELECT body FROM comments WHERE author_id IN (1, 2, 3)');
-- A stable expression, and one of parameters.
SELECT * FROM advise('SELECT body FROM comments WHERE created_at > now() - interval ''1 hour''');
SELECT * FROM advise('SELECT body FROM comments WHERE post_id = $1::bigint + 1');
-- One range behind the equalities.
SELECT * FROM advise('SELECT body FROM comments WHERE author_id = $1 AND created_at > $2');
SELECT * FROM advise('SELECT body FROM comments WHERE created_at BETWEEN ''2026-02-01'' AND ''2026-02-01 04:00''');
-- One bound without its value may leave few rows.
SELECT * FROM advise('SELECT body FROM comments WHERE created_at > $1');
SELECT * FROM advise('SELECT count(DISTINCT body) FROM comments WHERE $1 >= created_at');
-- Sequences; DESC only where the order is mixed.
SELECT * FROM advise('SELECT * FROM comments WHERE post_id = $1 ORDER BY created_at DESC LIMIT 20');
SELECT * FROM advise('SELECT * FROM comments WHERE post_id = $1 ORDER BY created_at DESC, id LIMIT 20');
SELECT * FROM advise('SELECT * FROM comments ORDER BY created_at DESC NULLS LAST LIMIT 10');
-- The page of a soft-deleted table.
SELECT * FROM advise('SELECT * FROM comments WHERE post_id = $1 AND deleted_at IS NULL ORDER BY created_at DESC, id LIMIT 20');
-- Keyset pagination.
SELECT * FROM advise('SELECT * FROM comments WHERE post_id = $1 AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT 20');
-- Predicates: a flag, a constant that few rows have, NOT NULL where most are NULL.
SELECT * FROM advise('SELECT id, body FROM comments WHERE is_hidden AND author_id > 0');
SELECT * FROM advise('SELECT * FROM comments WHERE status = ''open'' ORDER BY created_at LIMIT 10');
SELECT * FROM advise('SELECT * FROM comments WHERE deleted_at > $1 ORDER BY deleted_at LIMIT 10');
SELECT * FROM advise('SELECT id, body FROM comments WHERE is_hidden = true ORDER BY created_at LIMIT 10');
SELECT * FROM advise('SELECT id, body FROM comments WHERE NOT is_hidden AND post_id = $1 ORDER BY created_at LIMIT 10');
SELECT * FROM advise('SELECT id, body FROM comments WHERE deleted_at IS NULL AND author_id = $1');
SELECT * FROM advise('SELECT id, body FROM comments WHERE deleted_at IS NOT NULL ORDER BY id LIMIT 10');
-- Columns compared with one another, in either order.
SELECT * FROM advise('SELECT * FROM comments WHERE deleted_at < created_at ORDER BY created_at LIMIT 10');
SELECT * FROM advise('SELECT count(*) FROM comments WHERE author_id = $1 AND created_at > deleted_at');
SELECT * FROM advise('SELECT count(*) FROM comments WHERE author_id = $1 AND created_at > deleted_at + $2');
-- Expressions.
SELECT * FROM advise('SELECT body FROM comments WHERE date_trunc(''day'', created_at AT TIME ZONE ''UTC'') = $1');
SELECT * FROM advise('SELECT body FROM comments WHERE lower(email) = $1');
SELECT * FROM advise('SELECT body FROM comments WHERE attributes ->> ''kind'' = $1');
SELECT * FROM advise('SELECT body FROM comments WHERE email LIKE ''User123%''');
-- Other access methods.
SELECT * FROM advise('SELECT body FROM comments WHERE tags @> ARRAY[''t5'']');
SELECT * FROM advise('SELECT body FROM comments WHERE attributes @> ''{"kind": 5}''');
-- min() and max().
SELECT * FROM advise('SELECT max(created_at) FROM comments WHERE post_id = $1');
SELECT * FROM advise('SELECT max(created_at) FROM comments');
SELECT * FROM advise('SELECT min(created_at) FROM comments WHERE author_id = $1');
SELECT * FROM advise('SELECT count(*) FROM comments WHERE post_id = $1 AND deleted_at IS NULL');
-- Joins, EXISTS, IN (SELECT), scalar subqueries, OR.
SELECT * FROM advise('SELECT c.body FROM posts p JOIN comments c ON c.post_id = p.id WHERE p.author_id = $1');
SELECT * FROM advise('SELECT title FROM posts p WHERE p.id = $1 AND EXISTS (SELECT FROM comments c WHERE c.post_id = p.id AND c.author_id = $2)');
SELECT * FROM advise('SELECT title, (SELECT max(created_at) FROM comments c WHERE c.post_id = p.id) FROM posts p WHERE p.author_id = $1');
SELECT * FROM advise('SELECT body FROM comments WHERE post_id = $1 OR author_id = $2');
-- DISTINCT, GROUP BY, INCLUDE, on a table that was vacuumed: few columns are read, from the index alone.
UPDATE pg_class SET relallvisible = relpages WHERE oid = 'comments'::regclass;
SELECT * FROM advise('SELECT DISTINCT author_id FROM comments');
SELECT * FROM advise('SELECT DISTINCT author_id, post_id FROM comments');
SELECT * FROM advise('SELECT DISTINCT ON (author_id) author_id, created_at FROM comments ORDER BY author_id, created_at DESC');
SELECT * FROM advise('SELECT author_id, count(*) FROM comments GROUP BY author_id');
SELECT * FROM advise('SELECT author_id, max(created_at) FROM comments WHERE post_id = $1 GROUP BY author_id');
SELECT * FROM advise('SELECT lower(email), count(*) FROM comments GROUP BY lower(email)');
SELECT * FROM advise('SELECT author_id FROM comments WHERE post_id = $1');
SELECT * FROM advise('SELECT author_id, created_at FROM comments WHERE post_id = $1 AND deleted_at IS NULL');
-- What the predicate settles is not included, unless it is read for more; such an index is read alone.
SELECT * FROM advise('SELECT author_id, deleted_at FROM comments WHERE post_id = $1 AND deleted_at IS NULL');
SELECT * FROM advise('SELECT author_id FROM comments WHERE post_id = $1 AND deleted_at IS NULL AND deleted_at IS DISTINCT FROM $2');
BEGIN;
CREATE INDEX ON comments (post_id) INCLUDE (author_id, created_at) WHERE deleted_at IS NULL;
SET LOCAL enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT author_id, created_at FROM comments WHERE post_id = 7 AND deleted_at IS NULL;
ROLLBACK;
UPDATE pg_class SET relallvisible = 0 WHERE oid = 'comments'::regclass;
-- Statements that write search, too.
SELECT * FROM advise('UPDATE comments SET body = $1 WHERE author_id = $2');
SELECT * FROM advise('DELETE FROM comments WHERE post_id = $1');
-- Nothing to gain.
SELECT * FROM advise('SELECT * FROM comments WHERE id = $1');
SELECT * FROM advise('SELECT * FROM comments WHERE random() < 0.5');
SELECT * FROM advise('INSERT INTO posts VALUES ($1, $2, $3)');
SELECT * FROM advise('SELECT 1');

-- Policies of the role are part of its statements.
CREATE ROLE regress_shop_user;
GRANT USAGE ON SCHEMA shop TO regress_shop_user;
CREATE TABLE files (id bigint PRIMARY KEY, org_id int NOT NULL, resource_id int NOT NULL, archived_at timestamptz, name text);
INSERT INTO files SELECT i, i % 300, i % 20000, CASE WHEN i % 4 = 0 THEN now() END, 'f' || i FROM generate_series(1, 60000) AS i;
ANALYZE files;
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON files USING (org_id = current_setting('shop.org')::int);
GRANT SELECT ON files TO regress_shop_user;
SELECT key_columns, predicate FROM nova_advise('SELECT name FROM files WHERE resource_id = $1 AND archived_at IS NULL');
SELECT key_columns, predicate FROM nova_advise('SELECT name FROM files WHERE resource_id = $1 AND archived_at IS NULL', 'regress_shop_user');
SELECT key_columns, predicate FROM nova_advise('SELECT count(*) FROM files', 'regress_shop_user');

-- All columns, and statements that run as they stand.
SELECT rank, table_name, serves, evidence, calls, cost_before > cost_after AS cheaper, estimated_bytes > 0 AS sized,
       replaces, regexp_replace(reason, '\d+ times', 'N times') AS reason, create_statements
FROM nova_advise('SELECT name FROM files WHERE resource_id = $1');
SELECT unnest(create_statements) FROM nova_advise('SELECT name FROM files WHERE resource_id = $1') \gexec
SELECT key_columns FROM nova_advise('SELECT name FROM files WHERE resource_id = $1');
-- An index that becomes superfluous.
SELECT key_columns, replaces, drop_statements
FROM nova_advise('SELECT * FROM files WHERE resource_id = $1 ORDER BY id DESC LIMIT 1');

-- The columns of a foreign key of several have no more combinations than the referenced table has rows.
CREATE TABLE pairs (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE uses_of_pairs (a int NOT NULL, b int NOT NULL, note text, FOREIGN KEY (a, b) REFERENCES pairs);
INSERT INTO pairs SELECT i, i * 7 % 400 FROM generate_series(1, 400) i;
INSERT INTO uses_of_pairs SELECT i % 400 + 1, (i % 400 + 1) * 7 % 400, repeat('x', 100) FROM generate_series(1, 40000) i;
ANALYZE pairs, uses_of_pairs;
CREATE TEMPORARY TABLE pairs_advice AS
    SELECT * FROM nova_advise('SELECT note FROM uses_of_pairs WHERE a = 1 AND b = 7');
CREATE INDEX uses_of_pairs_built ON uses_of_pairs (a, b);
SELECT key_columns, estimated_bytes / pg_relation_size('uses_of_pairs_built')::numeric BETWEEN 0.9 AND 1.1 AS size_is_right
FROM pairs_advice;
DROP TABLE uses_of_pairs, pairs;
-- How many rows a comparison of columns lets through: about half, not a third.
CREATE TABLE spans (id int, started int NOT NULL, ended int NOT NULL, note text);
INSERT INTO spans SELECT i, i * 7919 % 40000, i * 1299 % 40000, repeat('x', 100) FROM generate_series(1, 40000) i;
ANALYZE spans;
CREATE TEMPORARY TABLE spans_advice AS SELECT * FROM nova_advise('SELECT note FROM spans WHERE id = 5 AND ended < started');
CREATE INDEX spans_built ON spans (id) WHERE ended < started;
SELECT key_columns, predicate, estimated_bytes / pg_relation_size('spans_built')::numeric BETWEEN 0.9 AND 1.1 AS size_is_right
FROM spans_advice;
DROP TABLE spans;

-- Bad input.
SELECT * FROM nova_advise(NULL);
SELECT * FROM nova_advise('');
SELECT * FROM nova_advise('SELECT 1; SELECT 2');
SELECT * FROM nova_advise('SELEC 1');
SELECT * FROM nova_advise('SELECT * FROM nowhere');
SET ROLE regress_shop_user;
SELECT * FROM public.nova_advise('SELECT name FROM shop.files', 'postgres');
RESET ROLE;

DROP SCHEMA shop CASCADE;
DROP ROLE regress_shop_user;
