-- Rewrites the policy of the files as the extension says.

\set ECHO queries
SELECT rewrite FROM nova_policy_problems() WHERE table_name = 'files'::regclass AND rule = 'subquery' \gexec
\set ECHO none
