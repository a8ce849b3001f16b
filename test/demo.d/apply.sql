-- Runs every statement that a report proposes, each in a transaction of its own.
-- Variables: report (a function), what (it finds).

\echo '   SELECT unnest(create_statements) FROM' :report'() \\gexec'
\echo
\echo 'The first of them:'
\pset tuples_only on
SELECT unnest(create_statements) FROM :report() LIMIT 3;
\pset tuples_only off
SELECT unnest(create_statements) FROM :report() \gexec
\echo 'Detection again:'
SELECT count(*) AS :"what" FROM :report();
