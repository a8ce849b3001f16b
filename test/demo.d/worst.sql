-- All that the extension says about the two costliest findings.

\echo 'All there is to know about the two worst of them:'
\x on
\pset border 0
SELECT *
FROM nova_missing_fk_indexes()
ORDER BY array_position('{high,medium,low,unknown}', severity),
         table_bytes * (1 + coalesce(referenced_deletes, 0)) DESC, table_name::text, constraint_name
LIMIT 2;
\x off
\pset border 1
