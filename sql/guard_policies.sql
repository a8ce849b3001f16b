-- The guard: which row-level-security policies it speaks of, and where it is silent.
\set SHOW_CONTEXT never
SET nova_fkindex.guard = warning;
CREATE ROLE regress_nova_tenant;
CREATE SCHEMA guard_policies;
GRANT USAGE ON SCHEMA guard_policies TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA guard_policies GRANT ALL ON TABLES TO PUBLIC;
SET search_path = guard_policies, public;
CREATE FUNCTION org() RETURNS integer LANGUAGE sql STABLE AS 'SELECT current_setting(''app.org'')::integer';
CREATE TABLE docs (id integer PRIMARY KEY, org_id integer, owner_id integer, kind integer, title text);

-- Without row security a policy costs nothing; switched on, it does
CREATE POLICY tenant ON docs USING (org_id = org());
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
\set VERBOSITY terse
-- unindexed before, and not touched
CREATE POLICY writers ON docs FOR INSERT WITH CHECK (owner_id = 1);
ALTER POLICY tenant ON docs RENAME TO tenants;
ALTER POLICY tenants ON docs WITH CHECK (kind = 1);
ALTER TABLE docs ADD x integer;
ALTER TABLE docs FORCE ROW LEVEL SECURITY;
CREATE INDEX docs_org ON docs (org_id);
-- a second one: the other one is served
CREATE POLICY owners ON docs FOR SELECT USING (owner_id = 1);
-- changed: of another column, and for another role
ALTER POLICY owners ON docs USING (kind = 2);
ALTER POLICY owners ON docs TO regress_nova_tenant;
DROP POLICY owners ON docs;
BEGIN;
CREATE POLICY owners ON docs USING (owner_id = 1);
CREATE INDEX docs_owner ON docs (owner_id);
COMMIT;
BEGIN;
CREATE POLICY passing ON docs USING (kind = 1);
DROP POLICY passing ON docs;
COMMIT;
-- off and on again, with what it was served by before and without
BEGIN;
ALTER TABLE docs DISABLE ROW LEVEL SECURITY;
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
COMMIT;
ALTER TABLE docs DISABLE ROW LEVEL SECURITY;
CREATE POLICY asleep ON docs FOR DELETE USING (kind = 1);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
DROP POLICY asleep ON docs;
BEGIN;
SAVEPOINT s;
CREATE POLICY passing ON docs USING (kind = 1);
ROLLBACK TO s;
COMMIT;
-- no index could help
CREATE POLICY nothing ON docs FOR DELETE USING (org_id <> 1);
DROP POLICY nothing ON docs;

-- Uncovered
DROP INDEX docs_owner;
CREATE INDEX docs_owner ON docs (owner_id);
CREATE INDEX docs_owner_kind ON docs (owner_id, kind);
DROP INDEX docs_owner;
DROP INDEX docs_owner_kind;
CREATE INDEX docs_owner ON docs (owner_id);
SET nova_fkindex.guard = error;
DROP INDEX CONCURRENTLY docs_owner;
SET nova_fkindex.guard = warning;
DROP INDEX CONCURRENTLY docs_owner;
CREATE INDEX docs_owner ON docs (owner_id);

-- What a subquery reads, and what a function's body reads
CREATE TABLE members (user_id integer, org_id integer);
CREATE TABLE files (id integer PRIMARY KEY, org_id integer);
BEGIN;
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
CREATE POLICY shared ON files USING (org_id = ANY (ARRAY(SELECT m.org_id FROM members m WHERE m.user_id = 7)));
CREATE INDEX ON files (org_id);
COMMIT;
CREATE INDEX members_user ON members (user_id);
DROP INDEX members_user;
CREATE INDEX members_user ON members (user_id);
CREATE FUNCTION my_org() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER AS
    'SELECT org_id FROM guard_policies.members WHERE user_id = 8';
ALTER POLICY shared ON files USING (org_id = my_org());
DROP INDEX members_user;
CREATE INDEX members_user ON members (user_id);

-- A helper that becomes VOLATILE, or is no longer opened up
CREATE FUNCTION closed_org() RETURNS integer LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 1; END';
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
BEGIN;
CREATE TABLE doubled (id integer PRIMARY KEY, org_id integer);
ALTER TABLE doubled ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON doubled USING (org_id = closed_org());
CREATE POLICY twice ON doubled AS RESTRICTIVE USING (twice(id) = 2);
CREATE INDEX ON doubled (org_id, (id * 2));
COMMIT;
ALTER FUNCTION closed_org() COST 10;
CREATE OR REPLACE FUNCTION closed_org() RETURNS integer LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 2; END';
ALTER FUNCTION closed_org() VOLATILE;
ALTER FUNCTION closed_org() STABLE;
-- this one is opened up, whatever it says of itself
ALTER FUNCTION org() VOLATILE;
ALTER FUNCTION org() STABLE;
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN n * 2; END';
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE plpgsql STABLE AS 'BEGIN RETURN n * 2; END';
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
ALTER FUNCTION twice(integer) SET search_path = '';
ALTER FUNCTION twice(integer) RESET search_path;
BEGIN;
ALTER FUNCTION closed_org() VOLATILE;
ALTER FUNCTION closed_org() STABLE;
COMMIT;

-- Partitions and children under the parent's policy
BEGIN;
CREATE TABLE parts (id integer, org_id integer) PARTITION BY LIST (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
CREATE INDEX ON parts_1 (org_id);
ALTER TABLE parts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON parts USING (org_id = 5);
COMMIT;
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2);
DROP TABLE parts_2;
BEGIN;
CREATE TABLE parent (org_id integer);
ALTER TABLE parent ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON parent USING (org_id = 5);
CREATE INDEX ON parent (org_id);
COMMIT;
CREATE TABLE child () INHERITS (parent);
CREATE INDEX child_org ON child (org_id);
DROP INDEX child_org;

-- Temporary tables, system tables, and two policies of one finding
CREATE TEMPORARY TABLE passing (org_id integer);
ALTER TABLE passing ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON passing USING (org_id = 5);
BEGIN;
CREATE TABLE twofold (org_id integer);
ALTER TABLE twofold ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON twofold FOR SELECT USING (org_id = org());
CREATE POLICY writing ON twofold FOR UPDATE USING (org_id = org());
COMMIT;
SET client_min_messages = warning;
DROP TABLE passing;
DROP SCHEMA guard_policies CASCADE;
DROP ROLE regress_nova_tenant;
