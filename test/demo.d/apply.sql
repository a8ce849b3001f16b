-- Runs every statement that the extension proposes, each in a transaction of its own.

\echo '   SELECT unnest(create_statements) FROM nova_missing_fk_indexes() \\gexec'
\echo
\echo 'The first three of them:'
\pset tuples_only on
SELECT unnest(create_statements) FROM nova_missing_fk_indexes() LIMIT 3;
\pset tuples_only off
SELECT unnest(create_statements) FROM nova_missing_fk_indexes() \gexec
\echo 'Detection again:'
SELECT count(*) AS "foreign keys without an index" FROM nova_missing_fk_indexes();
