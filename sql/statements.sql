-- The statements: names, quoting, predicates, operator classes, collations.
CREATE SCHEMA "odd ""schema"".";
SET search_path = "odd ""schema"".", public;

-- Odd names
CREATE TABLE "select" ("from" int PRIMARY KEY);
CREATE TABLE "It's 100% ""odd"" \ table" ("a.b" int REFERENCES "select", "Ünïcödé $1" int REFERENCES "select");
CREATE TABLE a_table_whose_name_is_exactly_sixty_three_bytes_long_0123456789 (
    a_column_with_a_very_long_name_that_leaves_no_room_for_the_table int REFERENCES "select");

-- Names already taken, by a table and by an index on something else
CREATE TABLE taken (org_id int REFERENCES "select", x int);
CREATE TABLE taken_org_id_idx ();
CREATE INDEX taken_org_id_idx1 ON taken (x);

-- Two keys on the same columns: the same name twice, one index results. Another form on the same column: another name
CREATE TABLE other ("from" numeric PRIMARY KEY);
CREATE TABLE twice (org_id int REFERENCES "select");
ALTER TABLE twice ADD CONSTRAINT again FOREIGN KEY (org_id) REFERENCES "select";
ALTER TABLE twice ADD CONSTRAINT cast_needed FOREIGN KEY (org_id) REFERENCES other;

-- Mostly NULL: a partial index
INSERT INTO "select" VALUES (1);
CREATE TABLE sparse (a int REFERENCES "select", b int REFERENCES "select");
INSERT INTO sparse SELECT CASE WHEN i % 10 = 0 THEN 1 END, CASE WHEN i % 10 < 9 THEN 1 END
FROM generate_series(1, 1000) i;
ANALYZE sparse;

-- But not of a composite type, whose IS NOT NULL is another question
CREATE TYPE pair AS (x int, y int);
CREATE TABLE pairs (id pair PRIMARY KEY);
CREATE TABLE of_pairs (fk pair REFERENCES pairs);
INSERT INTO of_pairs SELECT NULL FROM generate_series(1, 10);
ANALYZE of_pairs;

-- An operator class that is not the default's is named: the referenced column's text_ops on citext
CREATE EXTENSION citext SCHEMA public;
CREATE TABLE words (id text PRIMARY KEY);
CREATE TABLE of_words (fk public.citext REFERENCES words);

SELECT constraint_name, create_statements FROM nova_missing_fk_indexes() ORDER BY constraint_name COLLATE "C";
SELECT unnest(create_statements) FROM nova_missing_fk_indexes() \gexec
SELECT count(*) FROM nova_missing_fk_indexes();
SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'twice'::regclass
ORDER BY indexrelid::regclass::text COLLATE "C";
SELECT max(octet_length(relname)) AS longest FROM pg_class WHERE relnamespace = '"odd ""schema""."'::regnamespace;

-- Statistics of more columns than pg_statistic has pages are read at once: of a table, of a partition tree, and only
-- where the caller may see them
CREATE TABLE halves (part int, fk int REFERENCES "select") PARTITION BY LIST (part);
CREATE TABLE half PARTITION OF halves FOR VALUES IN (1);
INSERT INTO halves SELECT 1 FROM generate_series(1, 10);
ANALYZE halves;
DO $$
BEGIN
    FOR i IN 1..100 LOOP
        EXECUTE format('CREATE TABLE sparse_%s (fk int REFERENCES "select")', i);
        EXECUTE format('INSERT INTO sparse_%s SELECT CASE WHEN i %% 10 < %s THEN 1 END FROM generate_series(1, 10) i', i, i % 2 * 8);
        EXECUTE format('ANALYZE sparse_%s', i);
    END LOOP;
END $$;
VACUUM (FULL) pg_statistic; -- of what other tests left behind
SELECT pg_relation_size('pg_statistic') / current_setting('block_size')::int < 100 AS at_once;
CREATE VIEW predicates AS SELECT count(*), count(*) FILTER (WHERE statement LIKE '%IS NOT NULL%') AS partial,
    bool_or(table_name = 'halves'::regclass AND statement LIKE '%IS NOT NULL%') AS of_tree
FROM nova_missing_fk_indexes(), LATERAL array_to_string(create_statements, ' ') statement;
TABLE predicates;
CREATE ROLE regress_nova_blind;
GRANT USAGE ON SCHEMA "odd ""schema""." TO regress_nova_blind;
SET ROLE regress_nova_blind;
SELECT count(*) > 100 AS many, count(*) FILTER (WHERE array_to_string(create_statements, ' ') LIKE '%IS NOT NULL%') AS partial
FROM nova_missing_fk_indexes();
RESET ROLE;
REVOKE ALL ON SCHEMA "odd ""schema""." FROM regress_nova_blind;
DROP ROLE regress_nova_blind;

SET client_min_messages = warning;
DROP SCHEMA "odd ""schema""." CASCADE;
DROP EXTENSION citext;
