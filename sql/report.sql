-- nova_report() in its formats, and nova_assert().
\pset format unaligned
\pset tuples_only on
\set VERBOSITY default

-- Nothing is found in an empty database.
SELECT nova_report();
SELECT nova_report('markdown');
SELECT nova_report('json')::jsonb - 'server_version';
SELECT jsonb_path_query(nova_report('sarif')::jsonb, '$.runs[*].results.size()');
SELECT nova_assert(), nova_assert('unknown'), nova_assert('medium'), nova_assert('high');

-- Arguments are checked first.
SELECT nova_report('xml');
SELECT nova_report('');
SELECT nova_report(NULL);
SELECT nova_assert('severe');
SELECT nova_assert(NULL);
SELECT nova_report(format => 'TEXT'), nova_assert(min_severity => 'High');

-- A table that was never analysed counts, like low.
CREATE SCHEMA report;
SET search_path = report, public;
CREATE TABLE orgs (id int PRIMARY KEY);
CREATE TABLE small (org_id int REFERENCES orgs);
SELECT nova_report();
SELECT nova_assert();
SELECT nova_assert('unknown');
SELECT nova_assert('medium');
INSERT INTO orgs SELECT generate_series(1, 3000);
ANALYZE orgs, small;
SELECT nova_assert();
SELECT nova_assert('unknown');
SELECT nova_assert('medium');

-- One finding of each severity, one of a policy, and another schema with the same name of a table. Thousands of deletes
-- are what makes one high; here they need not search.
SET session_replication_role = replica;
CREATE TABLE tasks (org_id int REFERENCES orgs ON DELETE CASCADE);
INSERT INTO tasks SELECT i % 900 + 1 FROM generate_series(1, 180000) i;
CREATE TABLE parents (id int PRIMARY KEY);
CREATE TABLE children (a int, parent_id int REFERENCES parents ON DELETE SET NULL);
CREATE INDEX children_a_parent_id_idx ON children (a, parent_id);
INSERT INTO parents SELECT generate_series(1, 100);
INSERT INTO children SELECT i, i % 50 + 1 FROM generate_series(1, 60000) i;
CREATE SCHEMA other;
CREATE TABLE other.tasks (org_id int REFERENCES orgs);
CREATE TABLE docs (org_id int, owner text, body text);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON docs USING (org_id = current_setting('app.org')::int);
CREATE POLICY owner ON docs FOR SELECT USING (owner = current_user);
GRANT ALL ON docs TO PUBLIC;
CREATE INDEX docs_body_idx ON docs (body);
CREATE INDEX docs_body_idx1 ON docs (body);
DELETE FROM orgs WHERE id > 900;
DELETE FROM parents WHERE id > 50;
RESET session_replication_role;
ANALYZE orgs, tasks, parents, children, docs;
SELECT pg_stat_force_next_flush();
SELECT nova_report();
SELECT nova_report('Markdown');
SELECT nova_assert('high');
SELECT nova_assert('medium');
SELECT nova_assert('low');
DO $$
DECLARE
    message text;
    detail text;
    hint text;
BEGIN
    PERFORM nova_assert('high');
EXCEPTION WHEN SQLSTATE 'NF001' THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RAISE NOTICE 'caught: % | % | %', message, detail, hint;
END
$$;

-- JSON: one document. Bytes depend on the machine.
CREATE FUNCTION documents(format text) RETURNS jsonb LANGUAGE sql
    RETURN regexp_replace(nova_report(format), '"table_bytes": [1-9][0-9]*', '"table_bytes": 8192', 'g')::jsonb;
SELECT jsonb_pretty(documents('json') - 'server_version' - 'findings');
SELECT jsonb_pretty(finding) FROM jsonb_array_elements(documents('json') -> 'findings') finding;
SELECT (nova_report('json')::jsonb ->> 'server_version') = current_setting('server_version');
SELECT nova_report('json') = nova_report('json')::jsonb::text, nova_report('sarif') = nova_report('sarif')::jsonb::text;

BEGIN TRANSACTION READ ONLY;
SELECT nova_report() LIKE 'HIGH%', nova_report('sarif') LIKE '{%';
COMMIT;

-- SARIF: its schema is checked in test/t.
SELECT jsonb_pretty(log #- '{runs,0,tool}' #- '{runs,0,results}' #- '{runs,0,properties,serverVersion}') FROM documents('sarif') log;
SELECT jsonb_pretty(log #> '{runs,0,results,0}') FROM documents('sarif') log;
SELECT rule FROM jsonb_path_query(documents('sarif'), '$.runs[0].tool.driver.rules[*].id') rule;
SELECT result ->> 'level', result ->> 'ruleIndex', result #>> '{locations,0,logicalLocations,0,fullyQualifiedName}'
FROM jsonb_path_query(documents('sarif'), '$.runs[0].results[*]') result;

-- What is accepted is left out.
SELECT nova_accept('docs', 'tenant', 'small'), nova_accept('docs', 'owner', 'small', 'missing_rls_index');
SELECT nova_accept('tasks', 'tasks_org_id_fkey', 'orgs are kept for ever');
SELECT rules FROM jsonb_path_query(nova_report('json')::jsonb, '$.summary.rules') rules;
SELECT nova_assert('high');
SELECT nova_unaccept('docs', 'tenant'), nova_unaccept('docs', 'owner'), nova_unaccept('tasks', 'tasks_org_id_fkey');

-- Names that mean something to the formats, and an assertion that lists the first fifty.
CREATE SCHEMA "</details>|`x`";
CREATE TABLE "</details>|`x`"."quote "" back\slash
new	line Größe 表" (org_id int, CONSTRAINT "it's {0} [link](http://x) _so_ *bold* %s %" FOREIGN KEY (org_id) REFERENCES orgs);
CREATE TABLE "</details>|`x`"."```" (org_id int REFERENCES orgs);
DROP TABLE tasks, children, other.tasks, docs;
SELECT nova_report();
SELECT nova_report('markdown');
SELECT finding ->> 'table', finding ->> 'objects', finding ->> 'statements'
FROM jsonb_array_elements(nova_report('json')::jsonb -> 'findings') finding;
SELECT jsonb_path_query(nova_report('sarif')::jsonb, '$.runs[0].results[*].locations[*]');
SELECT nova_assert();
SET client_min_messages = warning;
DROP SCHEMA "</details>|`x`" CASCADE;
DROP TABLE small;
DO $$ BEGIN FOR i IN 100..152 LOOP EXECUTE format('CREATE TABLE t%s (org_id int REFERENCES orgs)', i); END LOOP; END $$;
SELECT nova_assert();
DROP SCHEMA report, other CASCADE;
