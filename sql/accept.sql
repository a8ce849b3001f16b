-- nova_accept() and nova_unaccept(): which findings are left out, who may say so, and what is refused.
CREATE ROLE regress_nova_owner;
CREATE ROLE regress_nova_member IN ROLE regress_nova_owner;
CREATE ROLE regress_nova_other;
CREATE SCHEMA "Odd ""schema""" AUTHORIZATION regress_nova_owner;
CREATE SCHEMA accepting;
GRANT ALL ON SCHEMA accepting TO PUBLIC;
SET search_path = accepting, public;
CREATE VIEW missing AS
    SELECT table_name, constraint_name FROM nova_missing_fk_indexes() ORDER BY table_name::text COLLATE "C", constraint_name;
CREATE VIEW missing_or_accepted AS
    SELECT table_name, constraint_name FROM nova_missing_fk_indexes(include_accepted => true)
    ORDER BY table_name::text COLLATE "C", constraint_name;
CREATE VIEW accepted AS
    SELECT schema_name, table_name, object_name, rule, reason, accepted_by,
        accepted_at BETWEEN now() - interval '1 hour' AND now() AS recent
    FROM nova_accepted ORDER BY schema_name, table_name, object_name, rule;
GRANT SELECT ON ALL TABLES IN SCHEMA accepting TO PUBLIC;

SET SESSION AUTHORIZATION regress_nova_owner;
CREATE TABLE orgs (id integer PRIMARY KEY, parent_id integer REFERENCES orgs);
CREATE TABLE tasks (id integer PRIMARY KEY, org_id integer REFERENCES orgs, boss_id integer REFERENCES orgs, n integer CHECK (n > 0));
SELECT * FROM missing;

-- Accepted, seen with include_accepted only, and taken back
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'orgs are never deleted');
SELECT * FROM missing;
SELECT * FROM missing_or_accepted;
SELECT table_name, serves FROM nova_suggest_indexes('{fk}') ORDER BY table_name::text, serves;
SELECT * FROM accepted;
SELECT nova_unaccept('tasks', 'tasks_org_id_fkey');
SELECT * FROM missing;

-- By one rule; accepted twice, which replaces the reason; and by all
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'not now', 'missing_fk_index');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'not ever', rule => 'missing_fk_index');
SELECT * FROM accepted;
SELECT * FROM missing;
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'nor by any rule');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'nor by any rule, indeed');
SELECT * FROM accepted;
-- taken back by all rules at once
SELECT nova_unaccept('accepting.tasks', 'tasks_org_id_fkey');
SELECT * FROM accepted;
-- A report's rows at once, and the same twice in one statement
SELECT nova_accept(table_name, constraint_name, 'as it is') FROM nova_missing_fk_indexes(), generate_series(1, 2);
SELECT * FROM accepted;
SELECT * FROM missing;
SELECT nova_unaccept(table_name::text, constraint_name) FROM nova_missing_fk_indexes(true);
SELECT * FROM accepted;

-- A rule about another kind of object does not hide the key
SELECT nova_accept('tasks', 'tasks_pkey', 'wanted', 'unused');
CREATE INDEX tasks_org_id_fkey ON tasks (n);
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'the index, not the key', 'unused');
SELECT * FROM missing;
SELECT nova_unaccept('tasks', 'tasks_pkey'), nova_unaccept('tasks', 'tasks_org_id_fkey');
DROP INDEX tasks_org_id_fkey;

-- Undone with the transaction
BEGIN;
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'for a moment');
SELECT * FROM missing;
SAVEPOINT s;
SELECT nova_accept('tasks', 'tasks_boss_id_fkey', 'for less');
ROLLBACK TO s;
SELECT * FROM missing;
ROLLBACK;
SELECT * FROM missing;

-- Refused: what there is not, with names that would do
SELECT nova_accept('tasks', 'tasks_n_check', 'r');
SELECT nova_accept('tasks', 'TASKS_PKEY', 'r');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'r', 'subquery');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'r', 'redundant');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'r', 'missing');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'r', '');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', '');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', E' \t\n');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', NULL);
SELECT nova_accept('tasks', NULL, 'r');
SELECT nova_accept(NULL, 'tasks_org_id_fkey', 'r');
SELECT nova_accept('nowhere', 'x', 'r');
SELECT nova_accept(4294967295::oid::regclass, 'x', 'r');
CREATE VIEW v AS SELECT 1;
SELECT nova_accept('v', 'x', 'r');
SELECT nova_accept('tasks_pkey', 'x', 'r');
CREATE TEMP TABLE temporary (id integer PRIMARY KEY);
SELECT nova_accept('temporary', 'temporary_pkey', 'r');
DROP TABLE temporary;
CREATE TABLE bare ();
SELECT nova_accept('bare', 'x', 'r');
CREATE TABLE many ();
SELECT format('ALTER TABLE many ADD a%s integer REFERENCES orgs', i) FROM generate_series(1, 12) i \gexec
SELECT nova_accept('many', 'x', 'r', 'missing_fk_index');
DROP TABLE many, bare;
-- A key that a partition has from its parent is accepted where it was declared
CREATE TABLE parts (org_id integer REFERENCES orgs) PARTITION BY LIST (org_id);
CREATE TABLE parts_1 PARTITION OF parts DEFAULT;
SELECT nova_accept('parts_1', 'parts_org_id_fkey', 'r');
SELECT nova_accept('parts', 'parts_org_id_fkey', 'r');
SELECT * FROM missing;
-- The error codes
CREATE FUNCTION sqlstate_of(command text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE command;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    RETURN sqlstate;
END $$;
SELECT sqlstate_of(c), c FROM unnest(ARRAY[
    $$SELECT nova_accept('tasks', 'tasks_org_id_fkey', NULL)$$,
    $$SELECT nova_accept('tasks', 'tasks_org_id_fkey', '')$$,
    $$SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'r', 'missing')$$,
    $$SELECT nova_accept('tasks', 'missing', 'r')$$,
    $$SELECT nova_accept(4294967295::oid::regclass, 'x', 'r')$$,
    $$SELECT nova_accept('v', 'x', 'r')$$,
    $$SELECT nova_accept('pg_class', 'pg_class_oid_index', 'r')$$,
    $$SELECT nova_unaccept('tasks', 'tasks_boss_id_fkey')$$,
    $$SELECT nova_unaccept(NULL, 'x')$$,
    $$INSERT INTO nova_accepted SELECT$$]) c;

-- A table that is gone, or made anew
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'still true');
DROP TABLE tasks;
SELECT * FROM missing;
CREATE TABLE tasks (org_id integer REFERENCES orgs);
SELECT * FROM missing;
-- renamed: accepted no more, neither table nor key
ALTER TABLE tasks RENAME TO jobs;
SELECT * FROM missing;
ALTER TABLE jobs RENAME TO tasks;
ALTER TABLE tasks RENAME CONSTRAINT tasks_org_id_fkey TO renamed;
SELECT * FROM missing;
SELECT nova_unaccept('tasks', 'tasks_org_id_fkey');
SELECT nova_accept('tasks', 'renamed', 'gone soon');
DROP TABLE tasks;
SELECT nova_unaccept('tasks', 'tasks_org_id_fkey');
SELECT nova_unaccept('elsewhere.tasks', 'renamed');
SELECT nova_unaccept('nothing', 'renamed');
SELECT nova_unaccept('not a name', 'renamed');
SELECT nova_unaccept('tasks', 'renamed');
SELECT * FROM accepted;

-- Odd names: quoted as regclass wants them in the one function, as text in the other
CREATE TABLE "Odd ""schema"""."Tab.le 'x'" (id integer PRIMARY KEY, org_id integer, CONSTRAINT "k""ey" FOREIGN KEY (org_id) REFERENCES orgs);
SELECT nova_accept('"Odd ""schema"""."Tab.le ''x''"', 'k"ey', $$it's fine$$);
SELECT * FROM accepted;
SELECT * FROM missing;
DROP TABLE "Odd ""schema"""."Tab.le 'x'";
SELECT nova_unaccept('"Tab.le ''x''"', 'k"ey');
SELECT nova_unaccept('"Odd ""schema"""."Tab.le ''x''"', 'k"ey');
SELECT * FROM accepted;

-- Who may: members of the owner, and superusers; not others, whatever was granted
SET SESSION AUTHORIZATION regress_nova_other;
SELECT nova_accept('orgs', 'orgs_parent_id_fkey', 'not mine');
SET SESSION AUTHORIZATION regress_nova_member;
SELECT nova_accept('orgs', 'orgs_parent_id_fkey', 'ours');
-- the role that logged in
SET ROLE regress_nova_owner;
SELECT nova_accept('parts', 'parts_org_id_fkey', 'in another role');
RESET SESSION AUTHORIZATION;
SET ROLE regress_nova_owner;
SELECT nova_accept('orgs', 'orgs_pkey', 'by a superuser who is one no more');
RESET ROLE;
SELECT object_name, reason, CASE accepted_by WHEN session_user THEN 'session' ELSE accepted_by END FROM accepted;
SET SESSION AUTHORIZATION regress_nova_other;
SELECT nova_unaccept('orgs', 'orgs_parent_id_fkey');
-- The table is for all to read, and for nobody to write
SELECT count(*) FROM nova_accepted;
DELETE FROM nova_accepted;
RESET SESSION AUTHORIZATION;
GRANT ALL ON ALL TABLES IN SCHEMA public TO regress_nova_other;
SET SESSION AUTHORIZATION regress_nova_other;
INSERT INTO nova_accepted VALUES ('accepting', 'orgs', 'orgs_parent_id_fkey', 'missing_fk_index', 'hidden', 'me', now());
UPDATE nova_accepted SET rule = NULL;
DELETE FROM nova_accepted;
TRUNCATE nova_accepted;
SELECT nova_accepted_protect();
-- A trigger of somebody who was granted everything is not run with the rights of another.
CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'ran as %', current_user; END$$;
CREATE TRIGGER trap BEFORE INSERT OR UPDATE OR DELETE ON nova_accepted FOR EACH ROW EXECUTE FUNCTION trap();
SET SESSION AUTHORIZATION regress_nova_owner;
SELECT nova_accept('orgs', 'orgs_parent_id_fkey', 'by the owner');
SELECT nova_unaccept('orgs', 'orgs_parent_id_fkey');
RESET SESSION AUTHORIZATION;
DROP TRIGGER trap ON nova_accepted;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM regress_nova_other;
-- Of a table that is gone: who accepted, the owner of the schema, superusers
DROP TABLE parts;
SET SESSION AUTHORIZATION regress_nova_other;
SELECT nova_unaccept('parts', 'parts_org_id_fkey');
SET SESSION AUTHORIZATION regress_nova_member;
SELECT nova_unaccept('parts', 'parts_org_id_fkey');
RESET SESSION AUTHORIZATION;
SELECT nova_unaccept('orgs', 'orgs_pkey');
SELECT * FROM accepted;

-- Where all tables are published, too
SET client_min_messages = error;
CREATE PUBLICATION regress_nova_publication FOR ALL TABLES;
RESET client_min_messages;
SELECT nova_accept('orgs', 'orgs_pkey', 'a'), nova_accept('orgs', 'orgs_pkey', 'b'), nova_unaccept('orgs', 'orgs_pkey');
DROP PUBLICATION regress_nova_publication;

-- A hostile search_path changes nothing
CREATE SCHEMA evil;
CREATE TABLE evil.nova_accepted (LIKE public.nova_accepted);
CREATE TABLE evil.pg_extension ();
SET search_path = evil, pg_catalog;
SELECT public.nova_accept('accepting.orgs', 'orgs_parent_id_fkey', 'r');
SELECT count(*) FROM evil.nova_accepted;
SELECT table_name, object_name FROM public.nova_accepted;
SELECT public.nova_unaccept('accepting.orgs', 'orgs_parent_id_fkey');
SET search_path = accepting, public;
SET client_min_messages = warning;
DROP SCHEMA evil CASCADE;
RESET client_min_messages;

-- Read-only transactions: the reports work, the functions do not
SELECT nova_accept('orgs', 'orgs_parent_id_fkey', 'r');
BEGIN READ ONLY;
SELECT count(*) FROM missing;
SELECT nova_accept('orgs', 'orgs_parent_id_fkey', 'r');
ROLLBACK;
BEGIN READ ONLY;
SELECT nova_unaccept('orgs', 'orgs_parent_id_fkey');
ROLLBACK;
SELECT nova_unaccept('orgs', 'orgs_parent_id_fkey');

-- No lock on the table, not even by the functions
BEGIN;
SELECT nova_accept('orgs', 'orgs_parent_id_fkey', 'r');
SELECT relation::regclass, mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation >= 16384
    AND relation NOT IN (SELECT indexrelid FROM pg_index);
ROLLBACK;

-- Policies: a row is left out when each of its policies is accepted
CREATE TABLE docs (id integer PRIMARY KEY, org_id integer, owner_id integer);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON docs FOR SELECT USING (org_id = 1);
CREATE POLICY writers ON docs FOR UPDATE USING (org_id = 2);
CREATE POLICY owners ON docs FOR DELETE USING (owner_id = 1);
CREATE VIEW missing_rls AS SELECT policy_names, column_names FROM nova_missing_rls_indexes() ORDER BY column_names;
SELECT * FROM missing_rls;
SELECT nova_accept('docs', 'readers', 'few rows', 'missing_rls_index');
SELECT * FROM missing_rls;
SELECT nova_accept('docs', 'writers', 'few rows', 'per_row_function');
SELECT * FROM missing_rls;
SELECT nova_accept('docs', 'writers', 'few rows');
SELECT * FROM missing_rls;
SELECT policy_names, column_names FROM nova_missing_rls_indexes(true) ORDER BY column_names;
SELECT policy_names, column_names FROM nova_missing_rls_indexes(NULL) ORDER BY column_names;
SELECT nova_accept('docs', 'docs_pkey', 'r', 'missing_rls_index');
SELECT nova_unaccept('docs', 'readers');
SELECT * FROM missing_rls;
-- Problems of policies, by rule
CREATE TABLE notes (id integer PRIMARY KEY, org_id integer);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON notes USING (org_id::text = '1');
SELECT policy_name, rule FROM nova_policy_problems() WHERE table_name = 'notes'::regclass;
SELECT nova_accept('notes', 'p', 'few rows', 'subquery');
SELECT policy_name, rule FROM nova_policy_problems() WHERE table_name = 'notes'::regclass;
SELECT nova_accept('notes', 'p', 'few rows', 'wrapped_column');
SELECT policy_name, rule FROM nova_policy_problems() WHERE table_name = 'notes'::regclass;
SELECT policy_name, rule FROM nova_policy_problems(true) WHERE table_name = 'notes'::regclass;

-- DROP EXTENSION takes the table along; another schema will do
SET client_min_messages = warning;
DROP SCHEMA accepting CASCADE;
DROP EXTENSION nova_fkindex;
CREATE EXTENSION nova_fkindex SCHEMA "Odd ""schema""";
CREATE TABLE public.selves (id integer PRIMARY KEY, self_id integer REFERENCES public.selves);
SELECT "Odd ""schema""".nova_accept('public.selves', 'selves_self_id_fkey', 'r');
SELECT count(*) FROM "Odd ""schema""".nova_missing_fk_indexes();
SELECT table_name, object_name FROM "Odd ""schema""".nova_accepted;
SELECT "Odd ""schema""".nova_unaccept('public.selves', 'selves_self_id_fkey');
DROP TABLE public.selves;
DROP SCHEMA "Odd ""schema""" CASCADE;
CREATE EXTENSION nova_fkindex SCHEMA public;
DROP ROLE regress_nova_member, regress_nova_owner, regress_nova_other;
