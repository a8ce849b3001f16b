-- nova_workload(): the statements that advice is based on, without pg_stat_statements (test/t/008_workload.pl has it).
CREATE ROLE regress_nova_reader;
CREATE ROLE regress_nova_owner;
CREATE SCHEMA work;
GRANT USAGE, CREATE ON SCHEMA work TO regress_nova_owner;
GRANT USAGE ON SCHEMA work TO regress_nova_reader;
SET search_path = work, public;
CREATE TABLE posts (id integer PRIMARY KEY, org integer, author integer, created_at timestamptz, deleted_at timestamptz);
INSERT INTO posts SELECT i, i % 50, i % 1000, now(), NULL FROM generate_series(1, 20000) i;
ANALYZE posts;
CREATE VIEW seen AS
    SELECT regexp_replace(query, '^.* work\.', 'work.') AS what, role, calls, status, reason, cost > 0 AS costed, queryid
    FROM nova_workload() WHERE query LIKE '% work.%' AND query NOT LIKE '%.seen%';
ALTER VIEW seen SET SCHEMA public;

-- Without the extension there is a hint, and the rest.
SELECT count(*) FROM seen;
SET client_min_messages = warning;

-- Views and materialized views by their owners, functions by the caller, or by their owner.
CREATE VIEW recent AS SELECT * FROM posts WHERE created_at > now() - interval '1 day' ORDER BY created_at LIMIT 5;
CREATE VIEW of_recent AS SELECT r.id, p.author FROM recent r JOIN posts p USING (id);
CREATE MATERIALIZED VIEW counts AS SELECT org, count(*) FROM posts GROUP BY org WITH NO DATA;
CREATE FUNCTION posts_of(whose integer, at_most bigint) RETURNS SETOF posts
    BEGIN ATOMIC SELECT * FROM posts WHERE org = whose LIMIT at_most; END;
CREATE FUNCTION undelete(which integer) RETURNS void
    BEGIN ATOMIC UPDATE posts SET deleted_at = NULL WHERE id = which; DELETE FROM posts WHERE id = -which; END;
CREATE FUNCTION total() RETURNS bigint SECURITY DEFINER RETURN (SELECT count(*) FROM posts);
CREATE FUNCTION one() RETURNS integer RETURN 1;
CREATE FUNCTION as_text() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM posts'; -- seen when it is run
CREATE TEMP VIEW passing AS SELECT * FROM posts;
ALTER FUNCTION total() OWNER TO regress_nova_owner;
SELECT what, role = CURRENT_USER::regrole AS own, calls, status, reason, costed, queryid FROM seen ORDER BY what;
GRANT SELECT ON posts TO regress_nova_owner;
SELECT what, role, status, reason, costed FROM seen WHERE what LIKE '%total%';

-- The limit that a function is given is taken for 10 rows: far from reading all.
SELECT (SELECT cost FROM nova_workload() WHERE query LIKE '%posts_of%') <
       (SELECT cost FROM nova_workload() WHERE query LIKE '%total%') / 10 AS limited;

SELECT cost AS cost_without FROM nova_workload() WHERE query LIKE '%total%' \gset

-- Policies come in as the role has them; their functions do not run.
CREATE FUNCTION my_org() RETURNS integer LANGUAGE plpgsql STABLE
    AS $$ BEGIN RAISE EXCEPTION 'a report ran a function of a policy'; END $$;
CREATE FUNCTION visible(integer) RETURNS boolean LANGUAGE plpgsql STABLE
    AS $$ BEGIN PERFORM 1 FROM posts; RETURN true; END $$;
ALTER TABLE posts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON posts USING (org = my_org() AND visible(1) AND author = current_setting('app.author')::integer);
CREATE VIEW tenant_posts AS SELECT * FROM posts WHERE id > 5;
ALTER VIEW tenant_posts OWNER TO regress_nova_owner;
SELECT what, role, status, reason, costed FROM seen WHERE what ~ 'total|tenant' ORDER BY what;
SELECT cost <> :cost_without AS changed FROM nova_workload() WHERE query LIKE '%total%';

-- What cannot be planned is there with the reason.
CREATE FOREIGN DATA WRAPPER regress_nova_wrapper;
CREATE SERVER regress_nova_server FOREIGN DATA WRAPPER regress_nova_wrapper;
CREATE FOREIGN TABLE elsewhere (id integer) SERVER regress_nova_server;
CREATE TABLE parts (id integer) PARTITION BY LIST (id);
CREATE FOREIGN TABLE part_1 PARTITION OF parts FOR VALUES IN (1) SERVER regress_nova_server;
CREATE VIEW far AS SELECT e.id FROM elsewhere e, posts;
CREATE VIEW far_parts AS SELECT * FROM parts;
CREATE VIEW findings AS SELECT * FROM nova_missing_fk_indexes();
CREATE VIEW tables AS SELECT relname FROM pg_catalog.pg_class;
CREATE TABLE void (id integer);
CREATE RULE void_insert AS ON INSERT TO void DO INSTEAD NOTHING;
CREATE RULE void_delete AS ON DELETE TO void DO INSTEAD (UPDATE posts SET author = 0 WHERE id = old.id; NOTIFY void);
CREATE FUNCTION fill() RETURNS void BEGIN ATOMIC INSERT INTO void VALUES (1); END;
CREATE FUNCTION clear() RETURNS void BEGIN ATOMIC DELETE FROM void WHERE id = 5; END;
SELECT what, status, reason, costed FROM seen
    WHERE what ~ '\.(far|far_parts|findings|tables|fill\(.*|clear\(.*|one\(.*)$' ORDER BY what;

-- Another role: what it may not be, it does not see planned; views of others it reads itself.
GRANT SELECT ON recent, seen TO regress_nova_reader;
SET ROLE regress_nova_reader;
SELECT what, CASE WHEN role::text LIKE 'regress%' THEN role END AS role, status, reason, costed
    FROM (SELECT regexp_replace(query, '^.* work\.', 'work.') AS what, *, cost > 0 AS costed FROM nova_workload()) w
    WHERE what ~ '\.(recent|counts|total\(.*|posts_of\(.*|tenant_posts)$' ORDER BY what;
RESET ROLE;

-- Reading is all it does.
BEGIN READ ONLY;
SELECT count(*) > 10 AS found, count(*) FILTER (WHERE status = 'unreadable') AS unreadable FROM seen;
COMMIT;
BEGIN;
SELECT count(*) > 10 AS found FROM seen;
SELECT count(*) AS locks_left FROM pg_locks
    WHERE pid = pg_backend_pid() AND relation IN ('work.posts'::regclass, 'work.recent'::regclass);
COMMIT;

-- How far it is.
SHOW nova_fkindex.progress;
SET nova_fkindex.progress = '5min';
SHOW nova_fkindex.progress;
RESET nova_fkindex.progress;

RESET search_path;
DROP SCHEMA work CASCADE;
DROP VIEW seen;
DROP SERVER regress_nova_server;
DROP FOREIGN DATA WRAPPER regress_nova_wrapper;
DROP ROLE regress_nova_reader, regress_nova_owner;
