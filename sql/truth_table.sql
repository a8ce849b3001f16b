-- Each line of the truth table in the documentation, one key or a few each. The verdicts are the planner's.
CREATE EXTENSION btree_gin;
CREATE EXTENSION btree_gist;
CREATE EXTENSION bloom;
CREATE SCHEMA truth;
SET search_path = truth, public;

CREATE TABLE one (id int PRIMARY KEY);
CREATE TABLE two (a int, b int, PRIMARY KEY (a, b));

-- Verdicts of this schema, covered keys included.
CREATE FUNCTION verdicts(tables text) RETURNS TABLE (key text, columns name[], verdict text, nearest regclass)
LANGUAGE sql AS $$
    SELECT c.conrelid::regclass::text, m.column_names, coalesce(m.coverage, 'covered'), m.nearest_index
    FROM pg_constraint c
    LEFT JOIN nova_missing_fk_indexes() m ON m.table_name = c.conrelid AND m.constraint_name = c.conname
    WHERE c.contype = 'f' AND c.connamespace = 'truth'::regnamespace AND c.conparentid = 0
      AND c.conrelid::regclass::text LIKE tables
    ORDER BY c.conrelid::regclass::text COLLATE "C", c.conname
$$;

-- A composite key: leading in any order, with more behind, with others between
CREATE TABLE composite_in_order (a int, b int, FOREIGN KEY (a, b) REFERENCES two);
CREATE INDEX ON composite_in_order (a, b);
CREATE TABLE composite_swapped (a int, b int, FOREIGN KEY (a, b) REFERENCES two);
CREATE INDEX ON composite_swapped (b, a);
CREATE TABLE composite_more_behind (a int, b int, x int, FOREIGN KEY (a, b) REFERENCES two);
CREATE INDEX ON composite_more_behind (b, a, x);
CREATE TABLE composite_between (a int, x int, b int, FOREIGN KEY (a, b) REFERENCES two);
CREATE INDEX ON composite_between (a, x, b);
CREATE TABLE composite_partial (a int, b int, FOREIGN KEY (a, b) REFERENCES two);
CREATE INDEX ON composite_partial (a);
CREATE TABLE composite_combined (a int, b int, FOREIGN KEY (a, b) REFERENCES two);
CREATE INDEX ON composite_combined (a);
CREATE INDEX ON composite_combined (b);
CREATE TABLE composite_behind (a int, b int, x int, FOREIGN KEY (a, b) REFERENCES two);
CREATE INDEX ON composite_behind (x, a, b);
SELECT * FROM verdicts('composite%');

-- Not leading, only in INCLUDE, behind in the primary key
CREATE TABLE trailing_index (x int, fk int REFERENCES one);
CREATE INDEX ON trailing_index (x, fk);
CREATE TABLE trailing_include (x int, fk int REFERENCES one);
CREATE INDEX ON trailing_include (x) INCLUDE (fk);
CREATE TABLE trailing_primary (x int, fk int REFERENCES one, PRIMARY KEY (x, fk));
CREATE TABLE trailing_leading_primary (fk int REFERENCES one, x int, PRIMARY KEY (fk, x));
SELECT * FROM verdicts('trailing%');

-- Partial indexes
CREATE TABLE predicate_not_null (fk int REFERENCES one);
CREATE INDEX ON predicate_not_null (fk) WHERE fk IS NOT NULL;
CREATE TABLE predicate_always_true (fk int REFERENCES one);
CREATE INDEX ON predicate_always_true (fk) WHERE 1 = 1;
CREATE TABLE predicate_other_column (fk int REFERENCES one, deleted_at timestamptz);
CREATE INDEX ON predicate_other_column (fk) WHERE deleted_at IS NULL;
CREATE TABLE predicate_range (fk int REFERENCES one);
CREATE INDEX ON predicate_range (fk) WHERE fk > 0;
CREATE TABLE predicate_or (fk int REFERENCES one, x int);
CREATE INDEX ON predicate_or (fk) WHERE fk IS NOT NULL OR x > 0;
CREATE TABLE predicate_is_null (fk int REFERENCES one);
CREATE INDEX ON predicate_is_null (fk) WHERE fk IS NULL;
SELECT * FROM verdicts('predicate%');

-- Expressions and casts
CREATE TABLE amounts (id numeric PRIMARY KEY);
CREATE TABLE codes (id bigint PRIMARY KEY);
CREATE TABLE expression_cast (fk int REFERENCES amounts);
CREATE INDEX ON expression_cast ((fk::numeric));
CREATE TABLE expression_cast_bare (fk int REFERENCES amounts);
CREATE INDEX ON expression_cast_bare (fk);
CREATE TABLE expression_cross_type (fk int REFERENCES codes);
CREATE INDEX ON expression_cross_type (fk);
CREATE TABLE expression_other (fk int REFERENCES one);
CREATE INDEX ON expression_other ((fk + 0));
CREATE TABLE expression_behind (fk int REFERENCES one, x int);
CREATE INDEX ON expression_behind (fk, (x + 1));
SELECT * FROM verdicts('expression%');

-- Access methods
CREATE TABLE words (id text PRIMARY KEY);
CREATE TABLE method_hash (fk int REFERENCES one);
CREATE INDEX ON method_hash USING hash (fk);
CREATE TABLE method_gist (fk int REFERENCES one);
CREATE INDEX ON method_gist USING gist (fk);
CREATE TABLE method_gist_cross_type (fk int REFERENCES codes);
CREATE INDEX ON method_gist_cross_type USING gist (fk);
CREATE TABLE method_gin (fk int REFERENCES one);
CREATE INDEX ON method_gin USING gin (fk);
CREATE TABLE method_gin_cross_type (fk int REFERENCES codes);
CREATE INDEX ON method_gin_cross_type USING gin (fk);
CREATE TABLE method_gin_behind (fk int REFERENCES one, x int);
CREATE INDEX ON method_gin_behind USING gin (x, fk);
CREATE TABLE method_spgist (fk text REFERENCES words);
CREATE INDEX ON method_spgist USING spgist (fk);
CREATE TABLE method_bloom (fk int REFERENCES one);
CREATE INDEX ON method_bloom USING bloom (fk);
CREATE TABLE method_brin_unknown (fk int REFERENCES one);
CREATE INDEX ON method_brin_unknown USING brin (fk);
INSERT INTO one SELECT generate_series(1, 1000);
CREATE TABLE method_brin_random (fk int REFERENCES one);
INSERT INTO method_brin_random SELECT (i * 7919) % 1000 + 1 FROM generate_series(1, 1000) i;
CREATE INDEX ON method_brin_random USING brin (fk);
CREATE TABLE method_brin_ordered (fk int REFERENCES one);
INSERT INTO method_brin_ordered SELECT generate_series(1, 1000);
CREATE INDEX ON method_brin_ordered USING brin (fk);
CREATE TABLE method_brin_reversed (fk int REFERENCES one);
INSERT INTO method_brin_reversed SELECT generate_series(1000, 1, -1);
CREATE INDEX ON method_brin_reversed USING brin (fk);
CREATE TABLE method_brin_expression (fk int REFERENCES amounts);
INSERT INTO amounts SELECT generate_series(1, 1000);
INSERT INTO method_brin_expression SELECT generate_series(1, 1000);
CREATE INDEX ON method_brin_expression USING brin ((fk::numeric));
ANALYZE method_brin_expression;
ANALYZE method_brin_random, method_brin_ordered, method_brin_reversed;
CREATE TABLE documents (id jsonb PRIMARY KEY);
CREATE TABLE method_gin_jsonb (fk jsonb REFERENCES documents);
CREATE INDEX ON method_gin_jsonb USING gin (fk);
SELECT * FROM verdicts('method%');

-- A column twice in a key: the planner compares it with the last of the values, and the values with each other
CREATE TABLE pairs (a int, b bigint, PRIMARY KEY (a, b), UNIQUE (b, a));
CREATE TABLE repeated_last (fk bigint, FOREIGN KEY (fk, fk) REFERENCES pairs (a, b));
CREATE INDEX ON repeated_last USING gin (fk);
CREATE TABLE repeated_first (fk bigint, FOREIGN KEY (fk, fk) REFERENCES pairs (b, a));
CREATE INDEX ON repeated_first USING gin (fk);
SELECT * FROM verdicts('repeated%');

-- Operator classes and collations
CREATE TABLE class_pattern (fk text REFERENCES words);
CREATE INDEX ON class_pattern (fk text_pattern_ops);
CREATE TABLE class_varchar (fk varchar(10) REFERENCES words);
CREATE INDEX ON class_varchar (fk);
CREATE TABLE class_collation (fk text REFERENCES words);
CREATE INDEX ON class_collation (fk COLLATE "C");
CREATE TABLE class_column_collation (fk text COLLATE "C" REFERENCES words);
CREATE INDEX ON class_column_collation (fk);
-- The types' own collations conflict: no index serves, and deletes fail
CREATE TABLE names (id name PRIMARY KEY);
CREATE TABLE class_conflict (fk text COLLATE "POSIX" REFERENCES names);
CREATE INDEX ON class_conflict (fk);
SELECT * FROM verdicts('class%');

-- Unusable indexes
CREATE TABLE unusable_invalid (fk int REFERENCES one);
CREATE INDEX ON unusable_invalid (fk);
CREATE TABLE unusable_not_ready (fk int REFERENCES one);
CREATE INDEX ON unusable_not_ready (fk);
CREATE TABLE unusable_not_live (fk int REFERENCES one);
CREATE INDEX ON unusable_not_live (fk);
UPDATE pg_index SET indisvalid = false WHERE indrelid::regclass::text LIKE 'unusable%';
UPDATE pg_index SET indisready = false WHERE indrelid::regclass::text LIKE 'unusable_not%';
UPDATE pg_index SET indislive = false WHERE indrelid = 'unusable_not_live'::regclass;
SELECT * FROM verdicts('unusable%');

-- Constraints
CREATE TABLE constraint_unique (fk int UNIQUE REFERENCES one);
CREATE TABLE constraint_exclusion (fk int REFERENCES one, EXCLUDE USING hash (fk WITH =));
CREATE TABLE constraint_deferrable (fk int REFERENCES one DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE constraint_not_valid (fk int);
ALTER TABLE constraint_not_valid ADD FOREIGN KEY (fk) REFERENCES one NOT VALID;
CREATE TABLE constraint_self (id int PRIMARY KEY, parent int REFERENCES constraint_self);
SELECT * FROM verdicts('constraint%');

-- Types: domains, enums, arrays, ranges
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE moods (id mood PRIMARY KEY);
CREATE TABLE lists (id int[] PRIMARY KEY);
CREATE TABLE ranges (id int4range PRIMARY KEY);
CREATE TABLE type_domain (fk positive REFERENCES one);
CREATE INDEX ON type_domain (fk);
CREATE TABLE type_enum (fk mood REFERENCES moods);
CREATE INDEX ON type_enum (fk);
CREATE TABLE type_array (fk int[] REFERENCES lists);
CREATE INDEX ON type_array (fk);
CREATE TABLE type_array_gin (fk int[] REFERENCES lists);
CREATE INDEX ON type_array_gin USING gin (fk);
CREATE TABLE type_range (fk int4range REFERENCES ranges);
CREATE INDEX ON type_range USING gist (fk);
SELECT * FROM verdicts('type%');

-- The sentences
SELECT table_name, problem FROM nova_missing_fk_indexes() ORDER BY table_name::text COLLATE "C", constraint_name;

-- Every statement runs, and all of them together clear all findings but the hopeless one.
SELECT unnest(create_statements) FROM nova_missing_fk_indexes() ORDER BY 1 \gexec
SELECT table_name, create_statements FROM nova_missing_fk_indexes();

SET client_min_messages = warning;
DROP SCHEMA truth CASCADE;
DROP EXTENSION btree_gin, btree_gist, bloom;
