-- What is new in PostgreSQL 18: keys that are not enforced, and temporal keys.
SELECT current_setting('server_version_num')::int >= 180000 AS is_18 \gset
\if :is_18
\else
\quit
\endif
CREATE EXTENSION btree_gist;
CREATE SCHEMA eighteen;
SET search_path = eighteen, public;

CREATE TABLE orgs (id int PRIMARY KEY);
CREATE TABLE tasks (org_id int CONSTRAINT loose REFERENCES orgs NOT ENFORCED);
SELECT constraint_name FROM nova_missing_fk_indexes();
ALTER TABLE tasks ALTER CONSTRAINT loose ENFORCED;
SELECT constraint_name FROM nova_missing_fk_indexes();
CREATE INDEX ON tasks (org_id);

-- A temporal key searches by overlap: a B-tree serves its other columns only.
CREATE TABLE rooms (id int, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE bare (room int, valid daterange, FOREIGN KEY (room, PERIOD valid) REFERENCES rooms (id, PERIOD valid));
CREATE TABLE btree (LIKE bare, FOREIGN KEY (room, PERIOD valid) REFERENCES rooms (id, PERIOD valid));
CREATE INDEX ON btree (room, valid);
CREATE TABLE gist (LIKE bare, FOREIGN KEY (room, PERIOD valid) REFERENCES rooms (id, PERIOD valid));
CREATE INDEX ON gist USING gist (room, valid);
CREATE TABLE bookings (id int, room int, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS),
    FOREIGN KEY (room, PERIOD valid) REFERENCES rooms (id, PERIOD valid));
SELECT table_name, coverage, nearest_index, problem, create_statements
FROM nova_missing_fk_indexes() ORDER BY table_name::text COLLATE "C";
SELECT unnest(create_statements) FROM nova_missing_fk_indexes() \gexec
SELECT count(*) FROM nova_missing_fk_indexes();

-- The guard: a key that is not enforced has no search, and is spoken of when it gets one
SET nova_fkindex.guard = warning;
CREATE TABLE unenforced (org_id int CONSTRAINT loose REFERENCES orgs NOT ENFORCED);
\set VERBOSITY terse
ALTER TABLE unenforced ALTER CONSTRAINT loose ENFORCED;
-- again without a search: nobody misses the index
ALTER TABLE unenforced ALTER CONSTRAINT loose NOT ENFORCED;
CREATE INDEX unenforced_org ON unenforced (org_id);
DROP INDEX unenforced_org;
BEGIN;
ALTER TABLE unenforced ALTER CONSTRAINT loose ENFORCED;
ALTER TABLE unenforced ALTER CONSTRAINT loose NOT ENFORCED;
COMMIT;
-- with an index two statements later, and without one under a guard that refuses
BEGIN;
ALTER TABLE unenforced ALTER CONSTRAINT loose ENFORCED;
CREATE INDEX unenforced_org ON unenforced (org_id);
COMMIT;
ALTER TABLE unenforced ALTER CONSTRAINT loose NOT ENFORCED;
DROP INDEX unenforced_org;
SET nova_fkindex.guard = error;
ALTER TABLE unenforced ALTER CONSTRAINT loose ENFORCED;
SELECT conenforced FROM pg_constraint WHERE conrelid = 'unenforced'::regclass;
SET nova_fkindex.guard = warning;
-- altered otherwise, it says nothing; of a partitioned table, the declared key
ALTER TABLE unenforced ALTER CONSTRAINT loose ENFORCED;
ALTER TABLE unenforced ALTER CONSTRAINT loose DEFERRABLE;
CREATE TABLE unenforced_parts (org_id int CONSTRAINT loose REFERENCES orgs NOT ENFORCED) PARTITION BY HASH (org_id);
CREATE TABLE unenforced_0 PARTITION OF unenforced_parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE unenforced_1 PARTITION OF unenforced_parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);
ALTER TABLE unenforced_parts ALTER CONSTRAINT loose ENFORCED;
\set VERBOSITY default
SET nova_fkindex.guard = off;

SET client_min_messages = warning;
DROP SCHEMA eighteen CASCADE;
DROP EXTENSION btree_gist;
