-- All that the extension says about the costliest search of a policy without an index.

\echo 'All there is to know about the worst of them:'
\x on
\pset tuples_only on
\pset border 0
SELECT * FROM nova_missing_rls_indexes() LIMIT 1;
\x off
\pset tuples_only off
\pset border 1
