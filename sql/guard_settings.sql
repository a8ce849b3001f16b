-- The guard's settings, what it says at which, and whom it obeys.
\set SHOW_CONTEXT never
CREATE SCHEMA guard_settings;
SET search_path = guard_settings, public;
CREATE TABLE orgs (id integer PRIMARY KEY);
SET nova_fkindex.guard = warning;
SELECT name, setting, context, vartype, enumvals, min_val, boot_val FROM pg_settings WHERE name LIKE 'nova_fkindex.guard%' ORDER BY name COLLATE "C";
SELECT evtname, evtevent, evtenabled, evttags FROM pg_event_trigger WHERE evtname LIKE 'nova%' ORDER BY 1;

-- warning: SQLSTATE 01000
\set VERBOSITY sqlstate
CREATE TABLE warned (org_id integer REFERENCES orgs);
-- error: SQLSTATE 55000, nothing is left
SET nova_fkindex.guard = error;
CREATE TABLE refused (org_id integer REFERENCES orgs);
\set VERBOSITY default
BEGIN;
CREATE TABLE refused (org_id integer REFERENCES orgs, boss_id integer REFERENCES orgs);
CREATE TABLE refused_too (org_id integer) PARTITION BY HASH (org_id);
CREATE TABLE refused_0 PARTITION OF refused_too FOR VALUES WITH (MODULUS 1, REMAINDER 0);
ALTER TABLE refused_too ADD FOREIGN KEY (org_id) REFERENCES orgs;
INSERT INTO orgs VALUES (1);
COMMIT;
SELECT to_regclass('refused'), to_regclass('refused_too'), count(*) FROM orgs;
-- as it says
BEGIN;
CREATE TABLE obeyed (org_id integer) PARTITION BY HASH (org_id);
CREATE TABLE obeyed_0 PARTITION OF obeyed FOR VALUES WITH (MODULUS 1, REMAINDER 0);
ALTER TABLE obeyed ADD FOREIGN KEY (org_id) REFERENCES orgs;
CREATE INDEX ON guard_settings.obeyed (org_id);
COMMIT;
-- what is there already does not hinder
ALTER TABLE warned ADD x integer;
-- PREPARE TRANSACTION is an end, too
BEGIN;
CREATE TABLE refused (org_id integer REFERENCES orgs);
PREPARE TRANSACTION 'refused';
SELECT to_regclass('refused');

-- off
SET nova_fkindex.guard = off;
CREATE TABLE unseen (org_id integer REFERENCES orgs);
-- switched on before the end
\set VERBOSITY terse
BEGIN;
CREATE TABLE seen (org_id integer REFERENCES orgs);
SET LOCAL nova_fkindex.guard = warning;
COMMIT;
SET nova_fkindex.guard = warning;

-- guard_at = statement: at once, and no more of it at the end
SET nova_fkindex.guard_at = statement;
BEGIN;
CREATE TABLE at_once (org_id integer REFERENCES orgs);
ALTER TABLE at_once ADD boss_id integer REFERENCES orgs;
CREATE INDEX at_once_org ON at_once (org_id);
DROP INDEX at_once_org;
ALTER TABLE at_once ADD x integer;
COMMIT;
-- of a table that the transaction has made, too
BEGIN;
CREATE TABLE rows_at_once (org_id integer);
CREATE POLICY tenant ON rows_at_once USING (org_id = 1);
ALTER TABLE rows_at_once ENABLE ROW LEVEL SECURITY;
ALTER TABLE rows_at_once FORCE ROW LEVEL SECURITY;
ALTER POLICY tenant ON rows_at_once USING (org_id = 2);
COMMIT;
SET nova_fkindex.guard = error;
BEGIN;
CREATE TABLE refused (org_id integer REFERENCES orgs);
SELECT 1;
ROLLBACK;
DO $$BEGIN
    CREATE TABLE refused (org_id integer REFERENCES orgs);
EXCEPTION WHEN object_not_in_prerequisite_state THEN RAISE NOTICE '%', SQLERRM;
END$$;
SELECT to_regclass('refused');
SET nova_fkindex.guard = warning;
RESET nova_fkindex.guard_at;

-- guard_max, in one transaction
CREATE FUNCTION make_tables(prefix text, count integer) RETURNS void LANGUAGE plpgsql AS $$BEGIN
    FOR i IN 1 .. count LOOP
        EXECUTE format('CREATE TABLE %s%s (org_id integer REFERENCES orgs)', prefix, i);
    END LOOP;
END$$;
\set VERBOSITY default
SET nova_fkindex.guard_max = 2;
SELECT make_tables('max', 3);
\set VERBOSITY terse
SELECT make_tables('more', 7);
SELECT make_tables('just', 2);
SET nova_fkindex.guard_max = 0;
SELECT make_tables('none', 1);
SET nova_fkindex.guard_at = statement;
SET nova_fkindex.guard_max = 2;
SELECT make_tables('each', 4);
RESET nova_fkindex.guard_at;
RESET nova_fkindex.guard_max;
-- all are in the error
SET nova_fkindex.guard = error;
SET nova_fkindex.guard_max = 1;
\set VERBOSITY default
SELECT make_tables('listed', 3);
\set VERBOSITY terse
SET nova_fkindex.guard = warning;
RESET nova_fkindex.guard_max;

-- Values that are none
SET nova_fkindex.guard = 'on';
SET nova_fkindex.guard_at = 'end';
SET nova_fkindex.guard_max = -1;
SET nova_fkindex.guards = warning;

-- Accepted findings: by name, before or after
SELECT nova_accept('warned', 'warned_org_id_fkey', 'orgs are never deleted');
CREATE INDEX warned_org ON warned (org_id);
DROP INDEX warned_org;
SELECT nova_unaccept('warned', 'warned_org_id_fkey');
CREATE INDEX warned_org ON warned (org_id);
DROP INDEX warned_org;
SET nova_fkindex.guard = error;
BEGIN;
CREATE TABLE accepted (org_id integer REFERENCES orgs);
SELECT nova_accept('accepted', 'accepted_org_id_fkey', 'as it is');
COMMIT;
SET nova_fkindex.guard = warning;

-- Who may switch it: nobody but superusers, and those to whom it was granted
CREATE ROLE regress_nova_migrator;
GRANT ALL ON SCHEMA guard_settings TO regress_nova_migrator;
GRANT REFERENCES ON orgs TO regress_nova_migrator;
SET SESSION AUTHORIZATION regress_nova_migrator;
SET nova_fkindex.guard = off;
SET nova_fkindex.guard_at = statement;
CREATE TABLE by_other (org_id integer REFERENCES orgs);
RESET SESSION AUTHORIZATION;
GRANT SET ON PARAMETER nova_fkindex.guard TO regress_nova_migrator;
SET SESSION AUTHORIZATION regress_nova_migrator;
SET nova_fkindex.guard = off;
CREATE TABLE by_delegate (org_id integer REFERENCES orgs);
RESET SESSION AUTHORIZATION;
REVOKE SET ON PARAMETER nova_fkindex.guard FROM regress_nova_migrator;

-- Never below what is set for the database and the role, the most specific of which counts
SELECT current_database() AS db \gset
SET nova_fkindex.guard = off;
ALTER DATABASE :"db" SET nova_fkindex.guard = error;
CREATE TABLE refused (org_id integer REFERENCES orgs);
SET nova_fkindex.guard = warning;
CREATE TABLE refused (org_id integer REFERENCES orgs);
ALTER ROLE regress_nova_migrator SET nova_fkindex.guard = off;
CREATE TABLE refused (org_id integer REFERENCES orgs);
SET SESSION AUTHORIZATION regress_nova_migrator;
CREATE TABLE for_role (org_id integer REFERENCES orgs);
RESET SESSION AUTHORIZATION;
ALTER ROLE regress_nova_migrator IN DATABASE :"db" SET nova_fkindex.guard = error;
SET SESSION AUTHORIZATION regress_nova_migrator;
CREATE TABLE refused (org_id integer REFERENCES orgs);
RESET SESSION AUTHORIZATION;
ALTER DATABASE :"db" RESET nova_fkindex.guard;
SET nova_fkindex.guard = off;
CREATE TABLE quiet_again (org_id integer REFERENCES orgs);
SET nova_fkindex.guard = warning;

-- Silent: as a replica, in the cluster's own work
SET session_replication_role = replica;
CREATE TABLE replicated (org_id integer REFERENCES orgs);
RESET session_replication_role;
BEGIN;
CREATE TABLE replicated_too (org_id integer REFERENCES orgs);
SET LOCAL session_replication_role = replica;
COMMIT;
SET application_name = 'citus_internal gpid=10000000123';
CREATE TABLE internal (org_id integer REFERENCES orgs);
SET application_name = 'citus_rebalancer gpid=10000000123';
CREATE TABLE rebalanced (org_id integer REFERENCES orgs);
SET application_name = 'citus_shard_move';
CREATE TABLE moved (org_id integer REFERENCES orgs);
SET application_name = 'my citus_shard_move';
CREATE TABLE not_moved (org_id integer REFERENCES orgs);
RESET application_name;
-- Shards are their shell table's business
SET allow_system_table_mods = on;
CREATE FUNCTION pg_catalog.relation_is_a_known_shard(regclass) RETURNS boolean LANGUAGE sql AS
    $$SELECT $1::text LIKE '%\_shard'$$;
CREATE TABLE tasks_shard (org_id integer REFERENCES orgs);
CREATE TABLE tasks_102022 (org_id integer REFERENCES orgs);
ALTER TABLE tasks_shard ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tasks_shard USING (org_id = 1);
-- it fails: the transaction goes on; it takes too long: cancel and timeout still work
CREATE OR REPLACE FUNCTION pg_catalog.relation_is_a_known_shard(regclass) RETURNS boolean LANGUAGE sql AS
    'SELECT 1 / (random() * 0)::integer = 1';
CREATE TABLE not_known (org_id integer REFERENCES orgs);
CREATE OR REPLACE FUNCTION pg_catalog.relation_is_a_known_shard(regclass) RETURNS boolean LANGUAGE sql AS
    'SELECT pg_sleep(60) IS NULL';
-- (the server stops the clock of statement_timeout before it commits)
SET nova_fkindex.guard_at = statement;
SET statement_timeout = 200;
CREATE TABLE not_known_either (org_id integer REFERENCES orgs);
RESET statement_timeout;
RESET nova_fkindex.guard_at;
DROP FUNCTION pg_catalog.relation_is_a_known_shard(regclass);
RESET allow_system_table_mods;
SELECT to_regclass('not_known'), to_regclass('not_known_either');

-- Beside other event triggers, one of which makes a table
CREATE FUNCTION also() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN
    IF tg_tag = 'CREATE VIEW' THEN
        CREATE TABLE by_trigger (org_id integer REFERENCES orgs);
    END IF;
END$$;
CREATE EVENT TRIGGER aaa_first ON ddl_command_end EXECUTE FUNCTION also();
CREATE VIEW nothing AS SELECT 1;
DROP EVENT TRIGGER aaa_first;
CREATE EVENT TRIGGER zzz_last ON ddl_command_end EXECUTE FUNCTION also();
DROP TABLE by_trigger;
CREATE VIEW nothing_else AS SELECT 1;
DROP EVENT TRIGGER zzz_last;

-- Its functions are for its event triggers
SELECT nova_fkindex_start();
SELECT nova_fkindex_ddl();
SELECT nova_fkindex_drop();
CREATE EVENT TRIGGER elsewhere ON table_rewrite EXECUTE FUNCTION nova_fkindex_start();
DROP EVENT TRIGGER elsewhere;
-- Disabled event triggers: nothing is said
ALTER EVENT TRIGGER nova_fkindex_ddl DISABLE;
CREATE TABLE unguarded (org_id integer REFERENCES orgs);
ALTER EVENT TRIGGER nova_fkindex_ddl ENABLE;

-- A defect of its own does not break anything: here somebody has altered its table
\set VERBOSITY sqlstate
SET client_min_messages = error;
ALTER TABLE nova_accepted ALTER reason TYPE varchar;
RESET client_min_messages;
SET nova_fkindex.guard = error;
CREATE TABLE unharmed (org_id integer REFERENCES orgs);
\set VERBOSITY default
CREATE TABLE unharmed_too (org_id integer REFERENCES orgs);
SELECT count(*) FROM unharmed;
ALTER TABLE nova_accepted ALTER reason TYPE text;
CREATE TABLE refused (org_id integer REFERENCES orgs);

SET client_min_messages = warning;
SET nova_fkindex.guard = off;
DROP SCHEMA guard_settings CASCADE;
DROP ROLE regress_nova_migrator;
