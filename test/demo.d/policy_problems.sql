-- What makes policies slow, and all that the extension says about the policy of the files.

\echo '   SELECT ... FROM nova_policy_problems();'
\echo
SELECT rule, severity, count(*) AS policies, count(rewrite) AS "with a rewrite"
FROM nova_policy_problems()
GROUP BY rule, severity
ORDER BY array_position('{high,medium,low,unknown}', severity), rule;

\echo 'All there is to know about the worst of them:'
\x on
\pset tuples_only on
\pset border 0
SELECT * FROM nova_policy_problems() WHERE table_name = 'files'::regclass AND rule = 'subquery';
\x off
\pset tuples_only off
\pset border 1
