-- What a missing index costs: pages that a delete reads, how often rows are deleted, cascades.
CREATE SCHEMA severity;
SET search_path = severity, public;

CREATE TABLE orgs (id int PRIMARY KEY);
CREATE TABLE projects (id int PRIMARY KEY, org_id int NOT NULL REFERENCES orgs ON DELETE CASCADE);
CREATE INDEX ON projects (org_id);
CREATE TABLE tasks (id int PRIMARY KEY, project_id int REFERENCES projects ON DELETE CASCADE, filler text);
CREATE TABLE notes (id int PRIMARY KEY, task_id int, project_id int REFERENCES projects ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE small (project_id int REFERENCES projects);
CREATE TABLE never_deleted (id int PRIMARY KEY);
CREATE TABLE of_never_deleted (fk int REFERENCES never_deleted, filler text);
CREATE TABLE two (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE selective (a int, b int, filler text, FOREIGN KEY (a, b) REFERENCES two);
CREATE INDEX ON selective (a);
CREATE TABLE unselective (a int, b int, filler text, FOREIGN KEY (a, b) REFERENCES two);
CREATE INDEX ON unselective (a);
CREATE TABLE custom (fk int REFERENCES projects, filler text);
CREATE INDEX ON custom (fk) WHERE fk > 0;
CREATE TABLE empty (fk int REFERENCES projects);

INSERT INTO orgs SELECT generate_series(1, 10);
INSERT INTO projects SELECT i, i % 10 + 1 FROM generate_series(1, 500) i;
INSERT INTO tasks SELECT i, i % 400 + 1, repeat('x', 500) FROM generate_series(1, 4000) i;
INSERT INTO small SELECT generate_series(1, 5);
INSERT INTO never_deleted VALUES (1);
INSERT INTO of_never_deleted SELECT 1, repeat('x', 500) FROM generate_series(1, 4000);
INSERT INTO two SELECT i, i FROM generate_series(1, 4000) i;
INSERT INTO selective SELECT i, i, repeat('x', 500) FROM generate_series(1, 3000) i;
INSERT INTO unselective SELECT i, i, repeat('x', 500) FROM generate_series(1, 3) i, generate_series(1, 1000);
INSERT INTO custom SELECT 1, repeat('x', 500) FROM generate_series(1, 2000);

-- Nothing analysed yet
SELECT table_name, severity, table_rows, table_bytes FROM nova_missing_fk_indexes() WHERE table_name = 'tasks'::regclass;

DELETE FROM projects WHERE id > 450;
DELETE FROM two WHERE a > 3900;
ANALYZE orgs, projects, tasks, small, never_deleted, of_never_deleted, two, selective, unselective, custom, empty;
SELECT pg_stat_force_next_flush();

SELECT table_name, on_delete, on_update, coverage, severity, table_rows, table_bytes > 0 AS has_bytes, referenced_deletes
FROM nova_missing_fk_indexes() ORDER BY table_name::text COLLATE "C";

-- Rows of inheritance children are not searched by the RI query, nor referenced.
CREATE TABLE heir () INHERITS (small);
INSERT INTO heir SELECT 1 FROM generate_series(1, 100);
ANALYZE small, heir;
SELECT table_name, table_rows FROM nova_missing_fk_indexes() WHERE table_name = 'small'::regclass;

-- The chain that multiplies is named; the worst comes first.
SELECT problem FROM nova_missing_fk_indexes() LIMIT 1;

-- The planner's estimates stand in for size: pretend a large table
SET allow_system_table_mods = on;
UPDATE pg_class SET relpages = 100000, reltuples = 1e7 WHERE oid = 'tasks'::regclass;
SELECT table_name, severity, table_rows, table_bytes FROM nova_missing_fk_indexes() LIMIT 1;
UPDATE pg_class SET relpages = 100000, reltuples = 1e7 WHERE oid = 'custom'::regclass;
SELECT table_name, severity, problem FROM nova_missing_fk_indexes() WHERE table_name = 'custom'::regclass;

SET client_min_messages = warning;
DROP SCHEMA severity CASCADE;
