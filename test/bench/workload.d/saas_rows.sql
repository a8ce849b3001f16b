-- psql variables: orgs, accounts, projects, tasks, user_data, files, audit_events, invoices: how many.
-- The largest organisation has about a fifth of everything, most have a few rows.

SET search_path = saas;

INSERT INTO orgs SELECT i, 'Organisation ' || i, bench.moment(i, :orgs) FROM generate_series(1, :orgs) i;

INSERT INTO accounts
SELECT i, 'Person.' || left(md5(i::text), 10) || '@Example.org', 'Person ' || i FROM generate_series(1, :accounts) i;

-- Everybody is in one organisation, every fourth in a second one; each organisation has at least one.
INSERT INTO memberships
SELECT row_number() OVER (ORDER BY account_id, org_id), org_id, account_id, CASE WHEN account_id <= :orgs THEN 'owner' ELSE 'member' END
FROM (SELECT CASE WHEN i <= :orgs THEN i ELSE bench.skewed(i, 101, :orgs, 4) END AS org_id, i AS account_id
      FROM generate_series(1, :accounts) i
      UNION
      SELECT bench.skewed(i, 102, :orgs, 4), i FROM generate_series(1, :accounts) i WHERE i % 4 = 0) member;

INSERT INTO projects
SELECT i, org_id, bench.even(i, 103, :accounts), 'Project ' || i, bench.moment(i, :projects),
       CASE WHEN bench.unit(i, 104) < 0.2 THEN timestamptz '2025-12-01 00:00:00+00' END
FROM (SELECT i, CASE WHEN i <= :orgs THEN i ELSE bench.skewed(i, 105, :orgs, 4) END AS org_id
      FROM generate_series(1, :projects) i) project;

INSERT INTO tasks
SELECT i, p.org_id, p.id, CASE WHEN bench.unit(i, 106) < 0.9 THEN bench.skewed(i, 107, :accounts, 2) END,
       'Task ' || bench.words(i, 40),
       CASE WHEN bench.unit(i, 108) < 0.7 THEN 'done' WHEN bench.unit(i, 108) < 0.9 THEN 'open' ELSE 'doing' END,
       CASE WHEN bench.unit(i, 109) < 0.6 THEN (bench.moment(i, :tasks) AT TIME ZONE 'UTC')::date + bench.even(i, 110, 60)::integer END,
       jsonb_build_object('source', (ARRAY['web', 'mail', 'api', 'import'])[bench.even(i, 111, 4)], 'external_id', 'X-' || i % (:tasks / 3)),
       bench.moment(i, :tasks),
       CASE WHEN bench.unit(i, 112) < 0.4 THEN bench.moment(i, :tasks) + interval '30 days' END
FROM generate_series(1, :tasks) i JOIN projects p ON p.id = bench.skewed(i, 113, :projects, 1.5)
ORDER BY i;

INSERT INTO user_data
SELECT i, bench.skewed(i, 114, :orgs, 4), bench.skewed(i, 115, :user_data / 8, 2), bench.even(i, 116, :accounts),
       bench.words(i, 150), CASE WHEN bench.unit(i, 117) < 0.7 THEN timestamptz '2025-06-01 00:00:00+00' END
FROM generate_series(1, :user_data) i;

INSERT INTO files
SELECT i, t.org_id, t.id, bench.even(i, 118, :accounts), '/' || t.org_id || '/' || t.project_id || '/' || md5(i::text) || '.pdf',
       bench.even(i, 119, 10000000), bench.moment(i, :files)
FROM generate_series(1, :files) i JOIN tasks t ON t.id = bench.skewed(i, 120, :tasks, 2)
ORDER BY i;

INSERT INTO audit_events
SELECT i, bench.skewed(i, 121, :orgs, 4), bench.even(i, 122, :accounts),
       (ARRAY['task', 'task', 'task', 'project', 'file'])[bench.even(i, 123, 5)], bench.skewed(i, 124, :audit_events / 10, 2),
       (ARRAY['create', 'update', 'update', 'delete'])[bench.even(i, 125, 4)], bench.moment(i, :audit_events)
FROM generate_series(1, :audit_events) i;

INSERT INTO invoices
SELECT i, bench.skewed(i, 126, :orgs, 2),
       CASE WHEN bench.unit(i, 127) < 0.96 THEN 'paid' WHEN bench.unit(i, 127) < 0.99 THEN 'open' ELSE 'void' END,
       bench.even(i, 128, 500000), (bench.moment(i, :invoices) AT TIME ZONE 'UTC')::date + 30
FROM generate_series(1, :invoices) i;
