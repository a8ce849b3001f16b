-- The foreign keys without an index, the costliest first.

\echo 'The 20 that cost most today:'
SELECT table_name AS "table", array_to_string(column_names, ', ') AS columns,
       referenced_table AS "references", on_delete, coverage, severity,
       table_rows AS rows, pg_size_pretty(table_bytes) AS size, referenced_deletes AS deletes,
       coalesce(nearest_index::text, '') AS "nearest index"
FROM nova_missing_fk_indexes()
ORDER BY array_position('{high,medium,low,unknown}', severity),
         table_bytes * (1 + coalesce(referenced_deletes, 0)) DESC, table_name::text, constraint_name
LIMIT 20;
