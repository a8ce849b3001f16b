-- The collation that an RI query compares by. Nondeterministic ones need ICU; 18 refuses keys that mix them.
SELECT current_setting('server_version_num')::int < 180000
   AND EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i') AS mixing_allowed \gset
\if :mixing_allowed
\else
\quit
\endif
CREATE SCHEMA collations;
SET search_path = collations, public;
CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);

CREATE TABLE caseless_words (id text COLLATE caseless PRIMARY KEY);
CREATE TABLE plain_words (id text PRIMARY KEY);
-- The referenced column's nondeterministic collation rules
CREATE TABLE referenced_caseless (fk text REFERENCES caseless_words);
CREATE INDEX referenced_caseless_plain ON referenced_caseless (fk);
CREATE TABLE referenced_caseless_named (fk text REFERENCES caseless_words);
CREATE INDEX ON referenced_caseless_named (fk COLLATE caseless);
-- Else the column's own
CREATE TABLE own_caseless (fk text COLLATE caseless REFERENCES plain_words);
CREATE INDEX ON own_caseless (fk);
CREATE TABLE own_caseless_other (fk text COLLATE caseless REFERENCES plain_words);
CREATE INDEX own_caseless_c ON own_caseless_other (fk COLLATE "C");
CREATE TABLE both_caseless (fk text COLLATE caseless REFERENCES caseless_words);
CREATE INDEX ON both_caseless (fk);

SELECT table_name, coverage, nearest_index, problem, create_statements
FROM nova_missing_fk_indexes() ORDER BY table_name::text COLLATE "C";
SELECT unnest(create_statements) FROM nova_missing_fk_indexes() \gexec
SELECT count(*) FROM nova_missing_fk_indexes();

SET client_min_messages = warning;
DROP SCHEMA collations CASCADE;
