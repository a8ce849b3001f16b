-- nova_suggest_indexes() and nova_migration(): the fewest indexes that clear the findings.
SET client_min_messages = warning; -- not that pg_stat_statements is missing
SET track_counts = off; -- what is counted, and when, would differ from run to run
CREATE ROLE regress_nova_member;
CREATE FUNCTION uid() RETURNS integer LANGUAGE plpgsql STABLE
    AS $$ BEGIN RAISE EXCEPTION 'a report ran a function of a policy'; END $$;
CREATE VIEW suggested AS
    SELECT table_name, key_columns, predicate, access_method, serves, evidence, replaces
    FROM nova_suggest_indexes() ORDER BY table_name::text, key_columns;
CREATE FUNCTION left_over() RETURNS TABLE (keys bigint, policies bigint, suggestions bigint) LANGUAGE sql AS $$
    SELECT (SELECT count(*) FROM nova_missing_fk_indexes()), (SELECT count(*) FROM nova_missing_rls_indexes()),
           (SELECT count(*) FROM nova_suggest_indexes())
$$;
CREATE TABLE orgs (id integer PRIMARY KEY);
CREATE TABLE plans (id integer PRIMARY KEY);

-- A key, a policy and a composite key share one index; columns that may come in any order are sorted.
CREATE TABLE tasks (id integer, org_id integer CONSTRAINT tasks_org REFERENCES orgs, owner_id integer,
    plan_id integer CONSTRAINT tasks_plan REFERENCES plans, PRIMARY KEY (id), UNIQUE (id, org_id));
CREATE TABLE notes (task_id integer, org_id integer CONSTRAINT notes_org REFERENCES orgs, deleted_at timestamptz,
    tags text[], created_at timestamptz, CONSTRAINT notes_task FOREIGN KEY (task_id, org_id) REFERENCES tasks (id, org_id));
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
GRANT ALL ON notes TO regress_nova_member;
CREATE POLICY tenant ON notes USING (org_id = uid());
SELECT * FROM suggested;
-- A range comes behind the equalities it belongs to.
CREATE POLICY recent ON notes AS RESTRICTIVE FOR SELECT USING (created_at > now());
SELECT * FROM suggested WHERE table_name = 'notes'::regclass;
DROP POLICY recent ON notes;
-- IS NULL is the predicate where all have it, and a column behind the others where not.
ALTER POLICY tenant ON notes USING (org_id = uid() AND deleted_at IS NULL);
SELECT * FROM suggested WHERE table_name = 'notes'::regclass;
ALTER TABLE notes DROP CONSTRAINT notes_org, DROP CONSTRAINT notes_task;
SELECT * FROM suggested WHERE table_name = 'notes'::regclass;
-- Another access method is an index of its own.
ALTER POLICY tenant ON notes USING (org_id = uid() AND tags && ARRAY['x']);
SELECT * FROM suggested WHERE table_name = 'notes'::regclass;

-- An existing index that the new one starts with can go: not a unique one, a partial one, or of another order.
ALTER POLICY tenant ON notes USING (org_id = uid() AND task_id = 4);
CREATE INDEX notes_task ON notes (task_id);
SELECT key_columns, replaces, drop_statements, reason FROM nova_suggest_indexes() WHERE table_name = 'notes'::regclass;
CREATE INDEX notes_org_partial ON notes (org_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX notes_org_unique ON notes (org_id);
CREATE INDEX notes_org_desc ON notes (org_id DESC);
SELECT key_columns, replaces FROM nova_suggest_indexes() WHERE table_name = 'notes'::regclass;
-- Of equals the column with more values comes first.
DROP INDEX notes_task, notes_org_unique;
INSERT INTO tasks SELECT i FROM generate_series(1, 100) i;
INSERT INTO notes (task_id, org_id) SELECT i, i % 3 FROM generate_series(1, 100) i;
ANALYZE notes;
SELECT key_columns FROM nova_suggest_indexes() WHERE table_name = 'notes'::regclass;

-- Sources and limits.
SELECT table_name, serves FROM nova_suggest_indexes('{fk}') ORDER BY 1;
SELECT table_name, serves FROM nova_suggest_indexes('{rls}');
SELECT count(*) FROM nova_suggest_indexes('{workload}');
SELECT count(*) FROM nova_suggest_indexes(max_indexes => 1);
SELECT count(*) FROM nova_suggest_indexes(budget_bytes => 0) WHERE estimated_bytes > 0;
SELECT * FROM nova_suggest_indexes('{fk,views}');
SELECT * FROM nova_suggest_indexes(NULL);
SELECT * FROM nova_suggest_indexes('{fk,NULL}');
SELECT * FROM nova_suggest_indexes(max_indexes => -1);
SELECT * FROM nova_suggest_indexes(budget_bytes => -1);

-- The estimate of the size is near what comes out.
CREATE TABLE sizes AS SELECT i AS id, i % 300 AS org_id, md5(i::text) AS mail FROM generate_series(1, 30000) i;
ALTER TABLE sizes ENABLE ROW LEVEL SECURITY;
GRANT ALL ON sizes TO regress_nova_member;
CREATE POLICY a ON sizes FOR SELECT USING (id = 1 OR org_id = 1 OR mail = 'x');
ANALYZE sizes;
CREATE TEMP TABLE estimates AS SELECT key_columns[1] AS name, estimated_bytes FROM nova_suggest_indexes('{rls}')
    WHERE table_name = 'sizes'::regclass;
CREATE INDEX sizes_id ON sizes (id);
CREATE INDEX sizes_org_id ON sizes (org_id);
CREATE INDEX sizes_mail ON sizes (mail);
SELECT name, estimated_bytes::numeric / pg_relation_size('sizes_' || name) BETWEEN 0.85 AND 1.15 AS near
FROM estimates ORDER BY name;
DROP TABLE sizes;

-- The operator class for LIKE finds what is equal, too.
CREATE TABLE codes (code text PRIMARY KEY);
CREATE TABLE parts (id integer, code text REFERENCES codes);
INSERT INTO parts SELECT i FROM generate_series(1, 1000) i;
ALTER TABLE parts ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON parts FOR SELECT USING (code LIKE 'x%');
SELECT key_columns, serves FROM nova_suggest_indexes() WHERE table_name = 'parts'::regclass;
CREATE INDEX ON parts (code text_pattern_ops);
SELECT count(*) FROM nova_suggest_indexes() WHERE table_name = 'parts'::regclass;
DROP TABLE parts, codes;

-- The statements clear what they are for; partitioned tables too.
CREATE TABLE events (id integer, org_id integer REFERENCES orgs, at date) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE INDEX events_1_org ON events_1 (org_id);
SELECT unnest(create_statements) FROM nova_suggest_indexes() WHERE table_name = 'events'::regclass;
SELECT keys > 0 AS keys, policies > 0 AS policies FROM left_over();
\t on
\pset format unaligned
SELECT * FROM nova_migration();
\o /dev/null
SELECT unnest(create_statements) FROM nova_suggest_indexes() \gexec
\o
\pset format aligned
\t off
SELECT * FROM left_over();
SELECT * FROM nova_migration() AS line WHERE line LIKE 'CREATE%';

DROP VIEW suggested;
DROP FUNCTION left_over;
DROP TABLE events, notes, tasks, plans, orgs;
DROP FUNCTION uid;
DROP ROLE regress_nova_member;
