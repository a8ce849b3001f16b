-- What the policies lack, the costliest first. A row is one search, whichever policies ask for it.

\echo 'The 8 that cost most today:'
SELECT table_name AS "table", cardinality(policy_names) AS policies, command,
       array_to_string(column_names, ', ') AS columns, expression, coverage, severity,
       table_rows AS rows, pg_size_pretty(table_bytes) AS size
FROM nova_missing_rls_indexes()
LIMIT 8;
