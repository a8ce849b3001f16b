\pset border 2
SELECT (SELECT count(*) FROM nova_missing_fk_indexes()) AS "keys without an index",
       (SELECT count(*) FROM nova_missing_rls_indexes()) AS "searches of policies without one",
       count(*) AS "indexes that serve them all",
       pg_size_pretty(sum(estimated_bytes)) AS "their size"
FROM nova_suggest_indexes();
SELECT rank, table_name, key_columns, cardinality(serves) AS serves, evidence, pg_size_pretty(estimated_bytes) AS size
FROM nova_suggest_indexes() ORDER BY rank LIMIT 8;
-- For the comparison with what comes out.
CREATE TABLE demo_estimates AS
SELECT (regexp_match(create_statements[1], 'IF NOT EXISTS (\S+) ON ([^ .]+)'))[1] AS name,
       (regexp_match(create_statements[1], ' ON ([^ .]+)\.'))[1] AS schema, estimated_bytes
FROM nova_suggest_indexes();
