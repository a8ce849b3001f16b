-- Partitioned tables: one row for the declared key, judged by the worst leaf.
CREATE SCHEMA parts;
SET search_path = parts, public;
CREATE TABLE orgs (id int PRIMARY KEY);

-- No index anywhere; leaves with other column numbers than the parent
CREATE TABLE bare (id int, org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE TABLE bare_1 PARTITION OF bare FOR VALUES FROM (0) TO (10);
CREATE TABLE bare_2 (gone text, day int, org_id int, id int);
ALTER TABLE bare_2 DROP COLUMN gone;
ALTER TABLE bare ATTACH PARTITION bare_2 FOR VALUES FROM (10) TO (20);

-- The parent's index reaches every leaf
CREATE TABLE whole (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE TABLE whole_1 PARTITION OF whole FOR VALUES FROM (0) TO (10);
CREATE INDEX ON whole (org_id);

-- An ON ONLY stub covers nothing
CREATE TABLE stub (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE TABLE stub_1 PARTITION OF stub FOR VALUES FROM (0) TO (10);
CREATE INDEX stub_org ON ONLY stub (org_id);

-- Some of the leaves
CREATE TABLE partly (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE TABLE partly_1 PARTITION OF partly FOR VALUES FROM (0) TO (10);
CREATE TABLE partly_2 PARTITION OF partly FOR VALUES FROM (10) TO (20);
CREATE INDEX partly_1_org ON partly_1 (org_id);

-- All leaves, not the parent: the same index on each, with a column more
CREATE TABLE leaves (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE TABLE leaves_1 PARTITION OF leaves FOR VALUES FROM (0) TO (10);
CREATE TABLE leaves_2 PARTITION OF leaves FOR VALUES FROM (10) TO (20);
CREATE INDEX leaves_1_org ON leaves_1 (org_id, day DESC);
CREATE INDEX leaves_2_org ON leaves_2 (org_id, day DESC);

-- All leaves, with different ones
CREATE TABLE motley (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE TABLE motley_1 PARTITION OF motley FOR VALUES FROM (0) TO (10);
CREATE TABLE motley_2 PARTITION OF motley FOR VALUES FROM (10) TO (20);
CREATE INDEX motley_1_org ON motley_1 (org_id);
CREATE INDEX motley_2_org ON motley_2 (org_id, day);

-- Two levels, one branch without leaves
CREATE TABLE deep (org_id int REFERENCES orgs, day int, kind int) PARTITION BY RANGE (day);
CREATE TABLE deep_1 PARTITION OF deep FOR VALUES FROM (0) TO (10) PARTITION BY LIST (kind);
CREATE TABLE deep_1_a PARTITION OF deep_1 FOR VALUES IN (1);
CREATE TABLE deep_1_b PARTITION OF deep_1 DEFAULT;
CREATE TABLE deep_2 PARTITION OF deep FOR VALUES FROM (10) TO (20) PARTITION BY LIST (kind);
CREATE INDEX deep_1_org ON deep_1 (org_id);

-- Without leaves: what the first partition will get
CREATE TABLE empty_covered (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE INDEX ON empty_covered (org_id);
CREATE TABLE empty_bare (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);

-- The parent's index stays invalid, with nothing left to attach: another one is made
CREATE TABLE ruin (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE TABLE ruin_1 PARTITION OF ruin FOR VALUES FROM (0) TO (10);
CREATE INDEX ruin_org ON ONLY ruin (org_id);
ALTER TABLE ruin DETACH PARTITION ruin_1;
DROP TABLE ruin_1;

-- The same one level down: the place under the upper index is taken
CREATE TABLE taken (org_id int REFERENCES orgs, day int, kind int) PARTITION BY RANGE (day);
CREATE TABLE taken_1 PARTITION OF taken FOR VALUES FROM (0) TO (10) PARTITION BY LIST (kind);
CREATE TABLE taken_1_a PARTITION OF taken_1 FOR VALUES IN (1);
CREATE INDEX taken_org ON ONLY taken (org_id);
CREATE INDEX taken_1_org ON ONLY taken_1 (org_id);
ALTER INDEX taken_org ATTACH PARTITION taken_1_org;
ALTER TABLE taken_1 DETACH PARTITION taken_1_a;
DROP TABLE taken_1_a;
CREATE TABLE taken_2 PARTITION OF taken FOR VALUES FROM (10) TO (20);
ALTER TABLE taken DETACH PARTITION taken_2;
DROP INDEX taken_2_org_id_idx;
ALTER TABLE ONLY taken ATTACH PARTITION taken_2 FOR VALUES FROM (10) TO (20);

-- BRIN, told from the leaves' statistics, reaches the next partition too
CREATE TABLE brin (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE TABLE brin_1 PARTITION OF brin FOR VALUES FROM (0) TO (10);
CREATE TABLE brin_2 PARTITION OF brin FOR VALUES FROM (10) TO (20);
CREATE INDEX ON brin USING brin (org_id);
INSERT INTO orgs SELECT generate_series(1, 500);
INSERT INTO brin SELECT i, 1 FROM generate_series(1, 500) i;
INSERT INTO brin SELECT i, 11 FROM generate_series(500, 1, -1) i;
ANALYZE brin;

-- but what was once known of partitions that are gone tells nothing of the next.
CREATE TABLE brin_gone (org_id int REFERENCES orgs, day int) PARTITION BY RANGE (day);
CREATE TABLE brin_gone_1 PARTITION OF brin_gone FOR VALUES FROM (0) TO (10);
CREATE INDEX ON brin_gone USING brin (org_id);
INSERT INTO brin_gone SELECT i, 1 FROM generate_series(1, 500) i;
ANALYZE brin_gone;
DROP TABLE brin_gone_1;

-- A key on one partition only, and keys to a partitioned table
CREATE TABLE single (org_id int, day int) PARTITION BY RANGE (day);
CREATE TABLE single_1 PARTITION OF single FOR VALUES FROM (0) TO (10);
ALTER TABLE single_1 ADD FOREIGN KEY (org_id) REFERENCES orgs;
CREATE TABLE targets (id int PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE targets_0 PARTITION OF targets FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE targets_1 PARTITION OF targets FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE to_targets (target_id int REFERENCES targets);

SELECT table_name, constraint_name, coverage, nearest_index, severity
FROM nova_missing_fk_indexes() ORDER BY table_name::text COLLATE "C";
SELECT problem FROM nova_missing_fk_indexes() ORDER BY table_name::text COLLATE "C";
SELECT table_name, unnest(create_statements) FROM nova_missing_fk_indexes()
ORDER BY table_name::text COLLATE "C";

-- The statements, as a user would run them, clear every finding.
SELECT unnest(create_statements) FROM nova_missing_fk_indexes() \gexec
SELECT table_name, coverage FROM nova_missing_fk_indexes();
SELECT indexrelid::regclass AS invalid FROM pg_index WHERE NOT indisvalid ORDER BY indexrelid::regclass::text;

-- Attaching took the leaves' own indexes.
SELECT inhparent::regclass AS parent, inhrelid::regclass AS index FROM pg_inherits
WHERE inhrelid::regclass::text ~ '^(leaves|motley|partly|deep)' AND inhrelid::regclass::text ~ 'org'
ORDER BY inhparent::regclass::text COLLATE "C", inhrelid::regclass::text COLLATE "C";
SELECT pg_get_indexdef('leaves_org_id_day_idx'::regclass);

SET client_min_messages = warning;
DROP SCHEMA parts CASCADE;
