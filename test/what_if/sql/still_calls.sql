-- No user's code runs while we plan, and nothing is evaluated that is not the same at any time.
SET synchronous_commit = on; -- else VACUUM may come too early to find rows visible to all
SET max_parallel_workers_per_gather = 0;
CREATE TABLE documents (id int PRIMARY KEY, org int, owner text, body text, created_at timestamptz);
INSERT INTO documents
SELECT i, i % 100, 'user ' || i % 50, 'x', now() - i * interval '1 hour' FROM generate_series(1, 10000) i;
VACUUM ANALYZE documents;
-- Whoever calls these is told.
CREATE FUNCTION shout(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RAISE EXCEPTION ''called''; END';
CREATE FUNCTION shout() RETURNS int LANGUAGE plpgsql STABLE AS 'BEGIN RAISE EXCEPTION ''called''; END';
CREATE FUNCTION shout_volatile() RETURNS int LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END';
CREATE FUNCTION same(int, int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RAISE EXCEPTION ''called''; END';
CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int, RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE FUNCTION my_org() RETURNS int LANGUAGE sql STABLE AS 'SELECT current_setting(''app.org'')::int';
CREATE FUNCTION my_org_unmarked() RETURNS int LANGUAGE sql AS 'SELECT current_setting(''app.org'')::int';
CREATE FUNCTION org_of_owner() RETURNS int LANGUAGE sql STABLE AS 'SELECT org FROM documents WHERE owner = current_user LIMIT 1';
CREATE FUNCTION is_mine(int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1 = current_setting(''app.org'')::int';
CREATE FUNCTION of_my_org() RETURNS SETOF documents LANGUAGE sql STABLE
    AS 'SELECT * FROM documents WHERE org = current_setting(''app.org'')::int';
CREATE FUNCTION stilled(condition text) RETURNS text LANGUAGE sql
    AS $$SELECT shape FROM what_if_still('SELECT * FROM documents d WHERE ' || condition, '{"CREATE INDEX ON documents (org)"}')$$;

-- As they stand, all three are run by the planner.
SELECT shape FROM what_if_plan($$SELECT * FROM documents WHERE org = current_setting('app.org')::int$$);
SELECT shape FROM what_if_plan('SELECT * FROM documents WHERE org = shout(1)');
SELECT shape FROM what_if_plan('SELECT * FROM documents WHERE org === 5');
-- Conditions that an index serves
SELECT stilled($$org = current_setting('app.org')::int$$);
SELECT stilled('org = shout(1)');
SELECT stilled('org = shout()');
SELECT stilled('org = my_org()');
SELECT stilled('org = my_org_unmarked()');
SELECT stilled('org = org_of_owner()');
SELECT stilled('is_mine(org)');
SELECT stilled('org IN (shout(1), my_org(), 7)');
SELECT stilled('org = (SELECT shout())');
SELECT stilled($$org = ANY (string_to_array(current_setting('app.orgs'), ',')::int[])$$);
-- And those that none does
SELECT stilled('org = shout_volatile()');
SELECT stilled('org === 5');
SELECT stilled('org = ANY (ARRAY[1, 2]) AND shout(id) = 1');
SELECT stilled('EXISTS (SELECT FROM documents e WHERE e.id === d.org)');

-- FROM, common table expressions, targets, limits
SELECT shape FROM what_if_still('SELECT * FROM of_my_org()', '{"CREATE INDEX ON documents (org)"}');
SELECT shape FROM what_if_still('WITH mine AS (SELECT * FROM documents WHERE org = shout()) SELECT shout(), count(*) FROM mine LIMIT shout(3)',
    '{"CREATE INDEX ON documents (org)"}');
SELECT shape FROM what_if_still('UPDATE documents SET org = shout(2) WHERE org = my_org() RETURNING shout(3)',
    '{"CREATE INDEX ON documents (org)"}');

-- The time may be told: estimates stay those of the planner.
SELECT abs(s.rows - p.rows) < 5 AS same_estimate
FROM what_if_still('SELECT * FROM documents WHERE created_at > now() - interval ''1 day''') AS s,
    what_if_plan('SELECT * FROM documents WHERE created_at > now() - interval ''1 day''') AS p;

-- A range type whose subtype_diff is a user's: called for estimates.
CREATE FUNCTION difference(int, int) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 - $2; END';
CREATE TYPE span AS RANGE (SUBTYPE = int, SUBTYPE_DIFF = difference);
CREATE TABLE spans AS SELECT span(i, i + 10) AS s FROM generate_series(1, 1000) i;
ANALYZE spans;
CREATE OR REPLACE FUNCTION difference(int, int) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RAISE EXCEPTION ''called''; END';
EXPLAIN (COSTS OFF) SELECT * FROM spans WHERE s && span(5, 500);
SELECT shape FROM what_if_still('SELECT * FROM spans WHERE s && span(5, 500)');

-- Types of extensions are planned as ever.
CREATE EXTENSION citext;
CREATE TABLE people (name citext, id int);
INSERT INTO people SELECT 'Name ' || i % 1000, i FROM generate_series(1, 10000) i;
VACUUM ANALYZE people;
SELECT rows, shape FROM what_if_still('SELECT * FROM people WHERE name = ''name 7''', '{"CREATE INDEX ON people (name)"}');
SELECT shape FROM what_if_still('SELECT * FROM people WHERE name = citext(''name 7''::bpchar)', '{"CREATE INDEX ON people (name)"}');
