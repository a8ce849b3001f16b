-- The guard on partitioned tables and inheritance: a key is the declared one's, uncovered by its partitions.
\set SHOW_CONTEXT never
\set VERBOSITY terse
SET nova_fkindex.guard = warning;
CREATE SCHEMA guard_partitions;
SET search_path = guard_partitions, public;
CREATE TABLE orgs (id integer PRIMARY KEY);

CREATE TABLE parts (id integer, org_id integer REFERENCES orgs) PARTITION BY LIST (id);
-- unindexed before, and not made so by its partitions
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
CREATE INDEX parts_org ON parts (org_id);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2);
CREATE TABLE parts_3 PARTITION OF parts FOR VALUES IN (3) PARTITION BY LIST (id);
CREATE TABLE parts_3_3 PARTITION OF parts_3 FOR VALUES IN (3);
CREATE TABLE parts_9 (org_id integer, id integer);
ALTER TABLE parts ATTACH PARTITION parts_9 FOR VALUES IN (9);
-- the index goes: the declared key is named, once
DROP INDEX parts_org;

-- Indexes on all partitions, none on the table: the next one lacks it
CREATE TABLE leaves (id integer, org_id integer) PARTITION BY LIST (id);
CREATE TABLE leaves_1 PARTITION OF leaves FOR VALUES IN (1);
CREATE INDEX ON leaves_1 (org_id);
ALTER TABLE leaves ADD CONSTRAINT leaves_org FOREIGN KEY (org_id) REFERENCES orgs;
CREATE TABLE leaves_2 PARTITION OF leaves FOR VALUES IN (2);
CREATE INDEX ON leaves_2 (org_id);
-- attached: with an index of its own it makes nothing worse, without one it does
BEGIN;
CREATE TABLE leaves_3 (id integer, org_id integer);
CREATE INDEX ON leaves_3 (org_id);
ALTER TABLE leaves ATTACH PARTITION leaves_3 FOR VALUES IN (3);
COMMIT;
CREATE TABLE leaves_4 (org_id integer, id integer);
ALTER TABLE leaves ATTACH PARTITION leaves_4 FOR VALUES IN (4);
-- detached, it has a key of its own, as unindexed as it was; with an index, nothing to say
ALTER TABLE leaves DETACH PARTITION leaves_4;
ALTER TABLE leaves DETACH PARTITION leaves_3;
-- attached with a key of its own, which becomes the partitioned table's
ALTER TABLE leaves ATTACH PARTITION leaves_4 FOR VALUES IN (4);
DROP INDEX leaves_1_org_id_idx;

-- A key of one partition alone; a key to a partitioned table
ALTER TABLE parts DETACH PARTITION parts_2;
ALTER TABLE parts_2 ADD CONSTRAINT of_one FOREIGN KEY (id) REFERENCES orgs;
CREATE TABLE regions (id integer PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE regions_1 PARTITION OF regions FOR VALUES IN (1);
CREATE TABLE cities (region_id integer REFERENCES regions);
CREATE TABLE regions_2 PARTITION OF regions FOR VALUES IN (2);
BEGIN;
CREATE TABLE towns (region_id integer REFERENCES regions);
CREATE INDEX ON towns (region_id);
COMMIT;
CREATE TABLE regions_3 PARTITION OF regions FOR VALUES IN (3);

-- Inheritance: foreign keys do not reach children
CREATE TABLE parent (org_id integer REFERENCES orgs);
CREATE TABLE child () INHERITS (parent);
CREATE TABLE other (org_id integer);
ALTER TABLE other INHERIT parent;
ALTER TABLE other NO INHERIT parent;
SET client_min_messages = warning;
DROP SCHEMA guard_partitions CASCADE;
