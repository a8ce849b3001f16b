-- Indexes that cost more than they give, and all those that have to stay.
CREATE SCHEMA problems;
SET search_path = problems, public;

-- Duplicates: the oldest stays, unless another one has to
CREATE TABLE dup (id int PRIMARY KEY, a int NOT NULL, b int, c text, v varchar(10), j jsonb, r int4range, m text);
CREATE INDEX dup_a ON dup (a);
CREATE INDEX dup_a_again ON dup (a) WITH (fillfactor = 50);
CREATE INDEX dup_a_desc ON dup (a DESC);
CREATE INDEX dup_id ON dup (id);
CREATE INDEX dup_b ON dup (b);
CREATE UNIQUE INDEX dup_b_unique ON dup (b);
CREATE UNIQUE INDEX dup_b_unique_again ON dup (b);
CREATE INDEX dup_lower ON dup (lower(c)) WHERE a > 1 + 1;
CREATE INDEX dup_lower_again ON dup (lower(c)) WHERE a > 2;
CREATE INDEX dup_hash ON dup USING hash (b);
CREATE INDEX dup_hash_again ON dup USING hash (b);
CREATE INDEX dup_gin ON dup USING gin (j);
CREATE INDEX dup_gin_again ON dup USING gin (j);
CREATE INDEX dup_v ON dup (v);
CREATE INDEX dup_v_class ON dup (v varchar_ops);
CREATE INDEX dup_include ON dup (m) INCLUDE (a, b);
CREATE INDEX dup_include_again ON dup (m) INCLUDE (b, a);
COMMENT ON INDEX dup_a_again IS 'it''s needed?';

-- Not duplicates
CREATE TABLE alike (a int, b int, c text, v varchar(10), j jsonb, t tsvector, EXCLUDE USING btree (b WITH =));
CREATE INDEX alike_a ON alike (a);
CREATE INDEX alike_a_nulls ON alike (a NULLS FIRST);
CREATE INDEX alike_a_hash ON alike USING hash (a);
CREATE INDEX alike_a_brin ON alike USING brin (a);
CREATE INDEX alike_a_brin_fine ON alike USING brin (a) WITH (pages_per_range = 8);
CREATE INDEX alike_a_partial ON alike (a) WHERE b > 0;
CREATE INDEX alike_a_partial_less ON alike (a) WHERE b > 1;
CREATE INDEX alike_c ON alike (c COLLATE "C");
CREATE INDEX alike_c_collation ON alike (c COLLATE "POSIX");
CREATE INDEX alike_c_pattern ON alike (c COLLATE "C" text_pattern_ops);
CREATE INDEX alike_upper ON alike (upper(v));
CREATE INDEX alike_lower ON alike (lower(v));
CREATE INDEX alike_gin ON alike USING gin (j);
CREATE INDEX alike_gin_path ON alike USING gin (j jsonb_path_ops);
CREATE INDEX alike_gist ON alike USING gist (t);
CREATE INDEX alike_gist_long ON alike USING gist (t tsvector_ops (siglen = 200));
CREATE UNIQUE INDEX alike_unique ON alike (v);
CREATE UNIQUE INDEX alike_unique_nulls ON alike (v) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX alike_unique_include ON alike (v) INCLUDE (a);

-- Redundant: the first columns of another one
CREATE TABLE wide (a int, b int, c int, d text, PRIMARY KEY (a, b), UNIQUE (c));
CREATE INDEX wide_a ON wide (a);
CREATE INDEX wide_b ON wide (b);
CREATE INDEX wide_bc ON wide (b, c);
CREATE INDEX wide_bc_d ON wide (b DESC, c DESC, d);
CREATE INDEX wide_bcd ON wide (b, c, d);
CREATE INDEX wide_c_more ON wide (c, d);
CREATE INDEX wide_d ON wide (d) INCLUDE (a);
CREATE INDEX wide_d_more ON wide (d) INCLUDE (a, b);
CREATE INDEX wide_db ON wide (d, b) INCLUDE (c) WHERE a > 0;
CREATE INDEX wide_db_more ON wide (d, b, c) WHERE a > 0;
CREATE INDEX wide_positive ON wide (c) WHERE 0 < b;
CREATE INDEX wide_positive_more ON wide (c, a) WHERE b > 0;

-- Not redundant: another order, access method, column in between, fewer rows, uniqueness
CREATE TABLE apart (a int, b int, c int, d text, t tsvector, r int4range);
CREATE INDEX apart_ab ON apart (a, b);
CREATE INDEX apart_ab_mixed ON apart (a, b DESC, c);
CREATE INDEX apart_ba ON apart (b, a);
CREATE UNIQUE INDEX apart_b ON apart (b);
CREATE INDEX apart_a_gist ON apart USING gist (r);
CREATE INDEX apart_a_gist_more ON apart USING gist (r, t);
CREATE INDEX apart_a_included ON apart (a) INCLUDE (d);
CREATE INDEX apart_c ON apart (c) WHERE d IS NULL;
CREATE INDEX apart_c_more ON apart (c, a);
CREATE INDEX apart_d ON apart (d text_pattern_ops);
CREATE INDEX apart_d_more ON apart (d, a);

-- What has to stay though another one serves
CREATE TABLE target (a int NOT NULL, b int NOT NULL);
CREATE UNIQUE INDEX target_a ON target (a);
CREATE UNIQUE INDEX target_a_again ON target (a);
CREATE TABLE referrer (a int REFERENCES target (a), b int);
CREATE INDEX referrer_a ON referrer (a);
CREATE TABLE identity (a int NOT NULL, b int);
CREATE UNIQUE INDEX identity_a ON identity (a);
CREATE UNIQUE INDEX identity_a_used ON identity (a);
ALTER TABLE identity REPLICA IDENTITY USING INDEX identity_a_used;
CREATE TABLE sorted (a int, b int);
CREATE INDEX sorted_a ON sorted (a);
CREATE INDEX sorted_a_used ON sorted (a);
CREATE INDEX sorted_ab ON sorted (a, b);
ALTER TABLE sorted CLUSTER ON sorted_a_used;
CREATE TABLE deferred (a int, UNIQUE (a) DEFERRABLE);
CREATE UNIQUE INDEX deferred_at_once ON deferred (a);
CREATE INDEX deferred_plain ON deferred (a);
CREATE TEMPORARY TABLE scratch (a int);
CREATE INDEX scratch_a ON scratch (a);
CREATE INDEX scratch_b ON scratch (a);
CREATE MATERIALIZED VIEW summary AS SELECT 1 AS a;
CREATE INDEX summary_a ON summary (a);
CREATE INDEX summary_b ON summary (a);

SELECT table_name, index_name, rule, kept_index FROM nova_index_problems()
ORDER BY table_name::text COLLATE "C", index_name::text COLLATE "C";
SELECT problem FROM nova_index_problems() ORDER BY index_name::text COLLATE "C";

-- Partitions: an attached index goes only with its parent, and then with all
CREATE TABLE part (id int, day int, org int) PARTITION BY RANGE (day);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (10) TO (20) PARTITION BY LIST (org);
CREATE TABLE part_2_a PARTITION OF part_2 FOR VALUES IN (1);
CREATE INDEX part_org ON part (org);
CREATE INDEX part_org_day ON part (org, day);
CREATE INDEX part_1_local ON part_1 (org);
CREATE INDEX part_1_wide ON part_1 (day, org);
CREATE INDEX part_day ON part (day);
CREATE INDEX part_stub ON ONLY part (id);
COMMENT ON INDEX part_org IS 'by org';
SELECT table_name, index_name, rule, kept_index FROM nova_index_problems()
WHERE table_name::text LIKE 'part%' ORDER BY index_name::text COLLATE "C";
SELECT problem FROM nova_index_problems() WHERE table_name = 'part'::regclass;
SELECT unnest(create_statements) FROM nova_index_problems() WHERE index_name = 'part_org'::regclass;

-- Ruins
SET client_min_messages = error;
CREATE TABLE ruin (a int, b int, c int);
INSERT INTO ruin VALUES (1, 1, 1), (1, 1, 2);
CREATE UNIQUE INDEX CONCURRENTLY ruin_unique ON ruin (a);
CREATE INDEX CONCURRENTLY ruin_division ON ruin ((1 / (a - 1)));
CREATE FUNCTION half(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 / 2; END';
CREATE INDEX ruin_half ON ruin (half(a));
CREATE OR REPLACE FUNCTION half(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$BEGIN RAISE 'no longer'; END$$;
REINDEX INDEX CONCURRENTLY ruin_half;
CREATE INDEX ruin_b ON ruin (b);
CREATE INDEX ruin_b_dropped ON ruin (b, c);
CREATE UNIQUE INDEX ruin_ready ON ruin (c);
SET allow_system_table_mods = on;
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ruin_ready'::regclass;
UPDATE pg_index SET indisvalid = false, indisready = false, indislive = false WHERE indexrelid = 'ruin_b_dropped'::regclass;
RESET client_min_messages;
SELECT index_name, rule, kept_index, problem, create_statements, drop_statements FROM nova_index_problems()
WHERE table_name = 'ruin'::regclass ORDER BY index_name::text COLLATE "C" \gx

-- Definitions come back as they were, whatever the search_path; each thing that a CREATE INDEX can say
CREATE TYPE "Mood" AS ENUM ('ok', 'sad');
CREATE FUNCTION "Is it"(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 IS NOT NULL';
CREATE TABLE "Odd Table" (a text, "B c" text, m "Mood", d int);
CREATE INDEX "Odd one" ON "Odd Table" ("B c" COLLATE "C" text_pattern_ops DESC NULLS LAST, lower(a), ("Is it"(a)))
    INCLUDE (d) WITH (fillfactor = 70) WHERE m = 'ok' AND "Is it"("B c");
CREATE INDEX "Odd two" ON "Odd Table" ("B c" COLLATE "C" text_pattern_ops DESC NULLS LAST, lower(a), ("Is it"(a)))
    INCLUDE (d) WITH (fillfactor = 70) WHERE m = 'ok' AND "Is it"("B c");
ALTER INDEX "Odd two" ALTER COLUMN 2 SET STATISTICS 500;
SELECT pg_get_indexdef('"Odd two"'::regclass) AS before \gset
SET search_path = pg_catalog;
SELECT unnest(drop_statements || create_statements) AS statement FROM public.nova_index_problems()
WHERE index_name = 'problems."Odd two"'::regclass;
SELECT unnest(drop_statements || create_statements) AS statement FROM public.nova_index_problems()
WHERE index_name = 'problems."Odd two"'::regclass \gexec
SET search_path = problems, public;
SELECT pg_get_indexdef('"Odd two"'::regclass) = :'before' AS as_before, attstattarget FROM pg_attribute
WHERE attrelid = '"Odd two"'::regclass AND attnum = 2;

-- All of them dropped, nothing is left to say; and what was there can be had again.
CREATE TEMPORARY TABLE undo AS SELECT table_name, create_statements FROM nova_index_problems();
SELECT count(*) AS found FROM undo;
SET client_min_messages = warning;
SELECT unnest(drop_statements) FROM nova_index_problems() \gexec
RESET client_min_messages;
SELECT * FROM nova_index_problems();
SELECT unnest(create_statements) FROM undo WHERE table_name <> 'ruin'::regclass \gexec
SELECT count(*) AS again FROM nova_index_problems();
SELECT indexrelid::regclass AS invalid FROM pg_index WHERE NOT indisvalid;

-- Fresh statistics prove no disuse, however large the index.
CREATE TABLE fresh AS SELECT i AS a FROM generate_series(1, 100000) i;
CREATE INDEX fresh_a ON fresh (a);
ANALYZE fresh;
SELECT rule FROM nova_index_problems() WHERE table_name = 'fresh'::regclass;

-- The biggest first
CREATE INDEX fresh_again ON fresh (a);
ANALYZE fresh;
SELECT index_name, index_bytes > 1000000 AS big, scans FROM nova_index_problems() LIMIT 1;

-- Read-only
BEGIN READ ONLY;
SELECT count(*) > 0 FROM nova_index_problems(true);
COMMIT;

SET client_min_messages = warning;
DROP SCHEMA problems CASCADE;
