-- Who is reported, where the function works, and what cannot lead it astray.
CREATE SCHEMA reporting;
SET search_path = reporting, public;
CREATE TABLE orgs (id int PRIMARY KEY);
CREATE TABLE tasks (org_id int REFERENCES orgs);

-- In the select list, with the argument, in a read-only transaction, at every isolation level
SELECT nova_missing_fk_indexes();
SELECT table_name FROM nova_missing_fk_indexes(true);
SELECT table_name FROM nova_missing_fk_indexes(include_accepted => NULL);
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT table_name FROM nova_missing_fk_indexes();
COMMIT;

-- Sees its own transaction
BEGIN;
CREATE TABLE young (org_id int REFERENCES orgs);
SELECT table_name FROM nova_missing_fk_indexes() ORDER BY table_name::text;
CREATE INDEX ON young (org_id);
SELECT table_name FROM nova_missing_fk_indexes();
ROLLBACK;

-- Not reported: temporary tables, tables of extensions, keys whose action triggers are disabled
CREATE TEMP TABLE temporary_orgs (id int PRIMARY KEY);
CREATE TEMP TABLE temporary_tasks (org_id int REFERENCES temporary_orgs);
CREATE TABLE member (org_id int REFERENCES orgs);
ALTER EXTENSION nova_fkindex ADD TABLE member;
CREATE UNLOGGED TABLE unlogged (org_id int REFERENCES orgs);
SELECT table_name FROM nova_missing_fk_indexes() ORDER BY table_name::text;
ALTER EXTENSION nova_fkindex DROP TABLE member;
ALTER TABLE orgs DISABLE TRIGGER ALL;
SELECT table_name FROM nova_missing_fk_indexes();
ALTER TABLE orgs ENABLE TRIGGER ALL;
-- The triggers of the referencing table check inserts, not deletes.
ALTER TABLE tasks DISABLE TRIGGER ALL;
SELECT table_name FROM nova_missing_fk_indexes() WHERE table_name = 'tasks'::regclass;

-- Of a partitioned referenced table the partitions' triggers fire.
CREATE TABLE places (id int PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE places_0 PARTITION OF places FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE to_places (place_id int REFERENCES places);
ALTER TABLE ONLY places DISABLE TRIGGER ALL;
SELECT table_name FROM nova_missing_fk_indexes() WHERE table_name = 'to_places'::regclass;
ALTER TABLE places_0 DISABLE TRIGGER ALL;
SELECT table_name FROM nova_missing_fk_indexes() WHERE table_name = 'to_places'::regclass;
DROP TABLE to_places;

-- A hostile search_path changes nothing
CREATE SCHEMA evil;
CREATE FUNCTION evil.evil_eq(int, int) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR evil.= (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.evil_eq);
CREATE TABLE evil.pg_constraint ();
CREATE TABLE evil.pg_index ();
SET search_path = evil, pg_catalog;
SELECT table_name, create_statements FROM public.nova_missing_fk_indexes() ORDER BY table_name::text COLLATE "C";
SET search_path = reporting, public;

-- A user's functions in predicates, expressions and casts never run
CREATE FUNCTION boom(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN true; END';
CREATE FUNCTION inlined(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT reporting.boom(3)';
CREATE TABLE armed (a int REFERENCES orgs, b int REFERENCES orgs, c int REFERENCES orgs, d int REFERENCES orgs);
CREATE INDEX ON armed (a) WHERE boom(1);
CREATE INDEX ON armed (b) WHERE boom(b);
CREATE INDEX ON armed (c) WHERE inlined(c);
CREATE INDEX ON armed (d, (boom(2))) WHERE d IS NOT NULL;
CREATE OR REPLACE FUNCTION boom(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$BEGIN RAISE 'ran'; END$$;
EXPLAIN (COSTS OFF) SELECT FROM armed WHERE a = 1;
SELECT column_names, coverage, nearest_index FROM nova_missing_fk_indexes() WHERE table_name = 'armed'::regclass
ORDER BY column_names;

-- Without privileges on the tables the findings are the same, but statistics stay private
CREATE TABLE sparse (org_id int REFERENCES orgs);
INSERT INTO sparse SELECT NULL FROM generate_series(1, 100);
ANALYZE sparse;
CREATE ROLE regress_nova_nobody;
SELECT create_statements FROM nova_missing_fk_indexes() WHERE table_name = 'sparse'::regclass;
SET ROLE regress_nova_nobody;
SELECT create_statements FROM nova_missing_fk_indexes() WHERE table_name::text = 'reporting.sparse';
RESET ROLE;
DROP ROLE regress_nova_nobody;

-- No lock on any user's table
BEGIN;
SELECT count(*) FROM nova_missing_fk_indexes();
SELECT count(*) AS locks_on_user_tables FROM pg_locks
WHERE pid = pg_backend_pid() AND relation >= 16384;
COMMIT;

SET client_min_messages = warning;
DROP SCHEMA reporting, evil CASCADE;
DROP TABLE temporary_tasks, temporary_orgs;
