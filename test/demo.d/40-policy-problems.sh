# shellcheck shell=bash
# A policy that no index can help, and its rewrite that one can. Before and after.

problems="SELECT count(*) FROM nova_policy_problems() WHERE table_name = 'files'::regclass AND rule = 'subquery'"

heading "A policy that no index can help: files has one on org_id, and all of it is still read"
sql policies files_plan.sql
measure before timed/policies-my-files.sql
sql policies policy_problems.sql
expect "subqueries that no index can help" 1 policies "$problems"

heading "demo_policies: the rewrite that the report proposes"
sql policies policy_rewrite.sql files_plan.sql
expect "subqueries that no index can help" 0 policies "$problems"
expect "findings left in demo_policies" 0 policies "SELECT count(*) FROM nova_missing_rls_indexes()"
measure after timed/policies-my-files.sql
compare before after timed/policies-my-files.sql
