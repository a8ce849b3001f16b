-- Distributed tables, with stand-ins for what Citus installs: shards are not reported, a shell table's figures are
-- NULL, as its zeros would lie.
SET allow_system_table_mods = on;
CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char");
CREATE FUNCTION pg_catalog.relation_is_a_known_shard(regclass) RETURNS boolean LANGUAGE sql AS
    $$SELECT $1::text LIKE '%\_shard'$$;
CREATE SCHEMA distributed;
SET search_path = distributed, public;
CREATE TABLE orgs (id int PRIMARY KEY);
CREATE TABLE tasks (org_id int REFERENCES orgs);
CREATE TABLE tasks_shard (org_id int REFERENCES orgs);
CREATE TABLE tasks_102022 (org_id int REFERENCES orgs);
ANALYZE orgs, tasks, tasks_shard, tasks_102022;
SELECT table_name, severity, table_rows, referenced_deletes FROM nova_missing_fk_indexes()
ORDER BY table_name::text COLLATE "C";
INSERT INTO pg_dist_partition VALUES ('tasks', 'h');
SELECT table_name, severity, table_rows, table_bytes, referenced_deletes FROM nova_missing_fk_indexes()
ORDER BY table_name::text COLLATE "C";
INSERT INTO pg_dist_partition VALUES ('orgs', 'n');
SELECT table_name, severity, table_rows, referenced_deletes FROM nova_missing_fk_indexes()
ORDER BY table_name::text COLLATE "C";
SET client_min_messages = warning;
-- Planning a statement on a shell tells nothing.
CREATE VIEW shell_tasks AS SELECT * FROM tasks;
SELECT status, reason, cost FROM nova_workload() WHERE query LIKE '%.shell\_tasks';
DROP SCHEMA distributed CASCADE;
DROP FUNCTION pg_catalog.relation_is_a_known_shard(regclass);
DROP TABLE pg_catalog.pg_dist_partition;
