-- The guard: which foreign keys it speaks of when a transaction ends, and where it is silent.
\set SHOW_CONTEXT never
SET nova_fkindex.guard = warning;
CREATE SCHEMA guard_keys;
SET search_path = guard_keys, public;
CREATE TABLE orgs (id integer PRIMARY KEY, kind integer, code text, UNIQUE (kind, code));

-- CREATE TABLE: inline, of the table, self-referencing, composite
CREATE TABLE tasks (id integer PRIMARY KEY, org_id integer REFERENCES orgs);
\set VERBOSITY terse
CREATE TABLE notes (id integer PRIMARY KEY, org_id integer, parent_id integer REFERENCES notes,
    CONSTRAINT "Odd ""key""" FOREIGN KEY (org_id) REFERENCES orgs);
CREATE TABLE kinds (id integer PRIMARY KEY, kind integer, code text, FOREIGN KEY (kind, code) REFERENCES orgs (kind, code));
CREATE TABLE served (id integer REFERENCES orgs PRIMARY KEY, kind integer, code text, UNIQUE (code, kind),
    FOREIGN KEY (kind, code) REFERENCES orgs (kind, code));
-- nothing to say: no key, a key of the table itself
CREATE TABLE plain (id integer PRIMARY KEY, org_id integer UNIQUE, CHECK (id > 0));

-- The index two statements later: nothing is said; nor of what is gone again
BEGIN;
CREATE TABLE later (org_id integer REFERENCES orgs);
ALTER TABLE later ADD note_id integer REFERENCES notes;
CREATE INDEX ON later (org_id);
CREATE INDEX ON later (note_id);
COMMIT;
BEGIN;
CREATE TABLE passing (org_id integer REFERENCES orgs);
DROP TABLE passing;
CREATE TABLE passing (org_id integer REFERENCES orgs);
ALTER TABLE passing DROP CONSTRAINT passing_org_id_fkey;
COMMIT;
BEGIN;
CREATE TABLE nowhere (org_id integer REFERENCES orgs);
ROLLBACK;
-- Rolled-back savepoints, both ways
BEGIN;
CREATE TABLE kept (org_id integer REFERENCES orgs, boss_id integer);
SAVEPOINT s;
ALTER TABLE kept ADD FOREIGN KEY (boss_id) REFERENCES orgs;
ROLLBACK TO s;
SAVEPOINT t;
CREATE INDEX ON kept (org_id);
ROLLBACK TO t;
COMMIT;
BEGIN;
SAVEPOINT s;
DROP INDEX later_org_id_idx;
ROLLBACK TO s;
COMMIT;

-- ALTER TABLE: ADD CONSTRAINT, NOT VALID, ADD COLUMN; what was unindexed before is not mentioned again
ALTER TABLE plain ADD CONSTRAINT plain_kind FOREIGN KEY (org_id) REFERENCES orgs;
ALTER TABLE plain ADD note_id integer;
ALTER TABLE plain ADD CONSTRAINT plain_note FOREIGN KEY (note_id) REFERENCES notes NOT VALID;
ALTER TABLE plain VALIDATE CONSTRAINT plain_note;
ALTER TABLE plain ADD task_id integer REFERENCES tasks;
ALTER TABLE plain ADD z integer;
ALTER TABLE plain ALTER CONSTRAINT plain_note DEFERRABLE;
ALTER TABLE plain RENAME CONSTRAINT plain_note TO plain_note_key;
ALTER TABLE plain RENAME note_id TO note;
ALTER TABLE plain RENAME TO plainer;
COMMENT ON TABLE plainer IS 'quiet';
-- another key on the same columns is another key; the same one made anew is new
ALTER TABLE plainer ADD CONSTRAINT plain_note_2 FOREIGN KEY (note) REFERENCES notes;
BEGIN;
ALTER TABLE plainer DROP CONSTRAINT plain_note_2;
ALTER TABLE plainer ADD CONSTRAINT plain_note_2 FOREIGN KEY (note) REFERENCES notes ON DELETE CASCADE;
COMMIT;
DROP TABLE plainer;

-- Uncovered: DROP INDEX, and what takes an index along
DROP INDEX later_org_id_idx;
CREATE INDEX later_org ON later (org_id);
CREATE INDEX later_org_2 ON later (org_id);
DROP INDEX later_org;
BEGIN;
DROP INDEX later_org_2;
CREATE INDEX later_org ON later (org_id, note_id);
COMMIT;
ALTER TABLE later ADD x integer;
CREATE INDEX later_note ON later (note_id, x);
DROP INDEX later_note_id_idx;
ALTER TABLE later DROP x;
CREATE TABLE unique_key (org_id integer REFERENCES orgs, CONSTRAINT only_one UNIQUE (org_id));
ALTER TABLE unique_key DROP CONSTRAINT only_one;
CREATE TYPE mood AS ENUM ('good');
ALTER TABLE unique_key ADD m mood;
CREATE INDEX unique_key_m ON unique_key (org_id) WHERE m IS NULL OR m IS NOT NULL;
CREATE INDEX unique_key_org ON unique_key (org_id) INCLUDE (m);
SET client_min_messages = warning;
DROP TYPE mood CASCADE;
RESET client_min_messages;
CREATE FUNCTION half(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
BEGIN;
CREATE TABLE halves (org_id integer REFERENCES orgs, x integer);
CREATE INDEX ON halves (org_id, half(x));
COMMIT;
SET client_min_messages = warning;
DROP FUNCTION half(integer) CASCADE;
RESET client_min_messages;
-- beside a new key of the same table: both are said, the one that was unindexed before is not
CREATE INDEX halves_org ON halves (org_id);
ALTER TABLE halves ADD boss_id integer REFERENCES orgs;
BEGIN;
ALTER TABLE halves ADD note_id integer REFERENCES notes;
DROP INDEX halves_org;
COMMIT;
-- worse than it was: two columns of three are better than one
CREATE TABLE three (a integer, b integer, c integer, UNIQUE (a, b, c));
BEGIN;
CREATE TABLE refers (a integer, b integer, c integer, FOREIGN KEY (a, b, c) REFERENCES three (a, b, c));
CREATE INDEX refers_ab ON refers (a, b);
COMMIT;
DROP INDEX refers_ab;

-- ALTER COLUMN TYPE on either side: the index on the column no longer serves, or does as well
CREATE TABLE wide (id integer PRIMARY KEY);
BEGIN;
CREATE TABLE narrow (wide_id integer REFERENCES wide, again_id integer);
CREATE INDEX narrow_wide ON narrow (wide_id);
COMMIT;
ALTER TABLE narrow ALTER wide_id TYPE bigint;
ALTER TABLE wide ALTER id TYPE bigint;
ALTER TABLE wide ALTER id TYPE numeric;
-- it was unindexed, and is
ALTER TABLE wide ALTER id TYPE bigint;
ALTER TABLE narrow ADD CONSTRAINT again FOREIGN KEY (again_id) REFERENCES wide;
ALTER TABLE wide ALTER id TYPE numeric;
ALTER TABLE narrow ALTER again_id TYPE numeric;

-- the key goes along with what it refers to
BEGIN;
CREATE TABLE referring (wide_id numeric REFERENCES wide);
CREATE INDEX referring_wide ON referring (wide_id);
COMMIT;
SET client_min_messages = warning;
BEGIN;
DROP INDEX referring_wide;
ALTER TABLE wide DROP CONSTRAINT wide_pkey CASCADE;
COMMIT;
RESET client_min_messages;

-- Functions, DO blocks, procedures that commit; several statements in one string
CREATE FUNCTION make_table(name text) RETURNS void LANGUAGE plpgsql AS
    $$BEGIN EXECUTE format('CREATE TABLE %I (org_id integer REFERENCES orgs)', name); END$$;
SELECT make_table('by_function');
DO $$BEGIN
    PERFORM make_table('by_do');
    BEGIN
        PERFORM make_table('undone');
        RAISE division_by_zero;
    EXCEPTION WHEN division_by_zero THEN NULL;
    END;
END$$;
CREATE PROCEDURE make_tables() LANGUAGE plpgsql AS
    $$BEGIN PERFORM make_table('first'); COMMIT; PERFORM make_table('second'); CREATE INDEX ON second (org_id); END$$;
CALL make_tables();
CREATE TABLE one_string (org_id integer REFERENCES orgs)\; CREATE INDEX ON one_string (org_id);
CREATE SCHEMA with_elements
    CREATE TABLE elements (org_id integer REFERENCES guard_keys.orgs)
    CREATE TABLE indexed (org_id integer REFERENCES guard_keys.orgs)
    CREATE INDEX ON indexed (org_id);

-- LIKE copies no keys; CREATE TABLE AS has none; a view has none
CREATE TABLE alike (LIKE tasks INCLUDING ALL);
CREATE TABLE as_query AS SELECT * FROM tasks;
CREATE VIEW seen AS SELECT * FROM tasks;
-- Temporary tables, and a failed statement
CREATE TEMPORARY TABLE parent (id integer PRIMARY KEY);
CREATE TEMPORARY TABLE child (id integer REFERENCES parent);
CREATE INDEX child_id ON child (id);
DROP INDEX child_id;
DROP TABLE child, parent;
-- An extension's tables, as long as they are its own
BEGIN;
CREATE TABLE member (org_id integer REFERENCES orgs);
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON member USING (org_id = 1);
ALTER EXTENSION plpgsql ADD TABLE member;
COMMIT;
CREATE INDEX member_org ON member (org_id);
DROP INDEX member_org;
CREATE INDEX member_org ON member (org_id);
ALTER EXTENSION plpgsql DROP TABLE member;
DROP INDEX member_org;
CREATE TABLE broken (org_id integer REFERENCES orgs, x nothing_like_it);
INSERT INTO orgs VALUES (1), (2);
CREATE TABLE doubles (org_id integer);
INSERT INTO doubles VALUES (1), (1);
CREATE UNIQUE INDEX CONCURRENTLY doubles_org ON doubles (org_id);
ALTER TABLE doubles ADD FOREIGN KEY (org_id) REFERENCES orgs;
-- nothing relies on the ruin
DROP INDEX doubles_org;

-- DROP INDEX CONCURRENTLY is judged before it begins
CREATE INDEX doubles_org ON doubles (org_id);
CREATE INDEX doubles_org_2 ON doubles (org_id);
DROP INDEX CONCURRENTLY doubles_org_2;
SET nova_fkindex.guard = error;
DROP INDEX CONCURRENTLY doubles_org;
SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'doubles'::regclass;
SET nova_fkindex.guard = warning;
DROP INDEX CONCURRENTLY doubles_org;
DROP INDEX CONCURRENTLY IF EXISTS doubles_org;
DROP INDEX CONCURRENTLY doubles;

-- DROP of the tables themselves, of the referenced one, of the key
DROP TABLE doubles;
CREATE INDEX kinds_both ON kinds (kind, code);
ALTER TABLE kinds DROP CONSTRAINT kinds_kind_code_fkey;
DROP INDEX kinds_both;
SET client_min_messages = warning;
DROP TABLE notes CASCADE;
DROP SCHEMA with_elements CASCADE;
DROP SCHEMA guard_keys CASCADE;
