-- Rows for saas_schema.sql: 300 organisations, 2.9 million rows. The same every time.
--
-- The keys hold by construction, so their checks are switched off for the load: row i
-- of every table belongs to organisation 1 + (i - 1) % 300, and pick() chooses a row
-- of the same organisation, spread over all of the table as in a database that grew.

SET session_replication_role = replica;

-- A row, of a table of `total` rows (a multiple of 300), of row i's organisation.
CREATE FUNCTION pick(i bigint, step integer, total integer) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN 1 + (i - 1) % 300 + 300 * (((i - 1) / 300 * step) % (total / 300));

-- The organisation of row i.
CREATE FUNCTION org(i bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN 1 + (i - 1) % 300;

INSERT INTO plans SELECT i, (ARRAY['free', 'team', 'company'])[i], i * 900 - 900
    FROM generate_series(1, 3) i;
INSERT INTO organisations SELECT i, 1 + i % 3, 'Organisation ' || i
    FROM generate_series(1, 300) i;

-- What came and went again before today: the server counts the deletes of each table,
-- and the report weighs a missing index by how often the referenced rows are deleted.

INSERT INTO users SELECT i, org(i), NULL, 'left' || i || '@example.org', 'Left ' || i
    FROM generate_series(100001, 100900) i;
INSERT INTO projects SELECT i, org(i), NULL, NULL, NULL, 'Closed project ' || i
    FROM generate_series(100001, 101500) i;
INSERT INTO tasks SELECT i, org(i), pick(i, 1, 6000), NULL, NULL, NULL, NULL, NULL, 'Old task ' || i
    FROM generate_series(1000001, 1030000) i;
INSERT INTO comments SELECT i, org(i), pick(i, 1, 120000), NULL, NULL, 'An old comment'
    FROM generate_series(2000001, 2060000) i;
INSERT INTO documents SELECT i, org(i), NULL, NULL, NULL, 'Draft ' || i
    FROM generate_series(1000001, 1002000) i;
INSERT INTO time_entries SELECT i, org(i), pick(i, 1, 6000), NULL, pick(i, 1, 6000), 30, '2024-01-01'
    FROM generate_series(1000001, 1008000) i;
INSERT INTO invoices SELECT i, org(i), pick(i, 1, 6000), NULL, NULL, '2024-01-01'
    FROM generate_series(1000001, 1000150) i;
DELETE FROM comments;
DELETE FROM tasks;
DELETE FROM documents;
DELETE FROM time_entries;
DELETE FROM invoices;
DELETE FROM projects;
DELETE FROM users;

INSERT INTO users
    SELECT i, org(i), CASE WHEN i > 300 THEN org(i) END, 'user' || i || '@example.org', 'User ' || i,
        timestamptz '2024-01-01' + i * interval '1 hour'
    FROM generate_series(1, 6000) i;
INSERT INTO teams SELECT i, org(i), pick(i, 3, 6000), 'Team ' || i
    FROM generate_series(1, 900) i;
INSERT INTO memberships SELECT i, org(i), pick(i, 1, 900), pick(i, 7, 6000)
    FROM generate_series(1, 9000) i;
INSERT INTO roles SELECT i, org(i), 'Role ' || i
    FROM generate_series(1, 1200) i;
INSERT INTO role_grants SELECT i, org(i), pick(i, 1, 1200), pick(i, 7, 6000), org(i)
    FROM generate_series(1, 12000) i;
INSERT INTO api_keys SELECT i, org(i), pick(i, 3, 6000), md5(i::text)
    FROM generate_series(1, 1500) i;
INSERT INTO sessions SELECT i, org(i), pick(i, 7, 6000), timestamptz '2025-01-01' + i * interval '1 minute'
    FROM generate_series(1, 60000) i;
INSERT INTO customers SELECT i, org(i), pick(i, 3, 6000), 'Customer ' || i
    FROM generate_series(1, 6000) i;
INSERT INTO contacts SELECT i, org(i), pick(i, 3, 6000), 'contact' || i || '@example.com'
    FROM generate_series(1, 18000) i;
INSERT INTO projects
    SELECT i, org(i), pick(i, 3, 6000), pick(i, 1, 900), pick(i, 7, 6000), 'Project ' || i,
        timestamptz '2024-01-01' + i * interval '1 hour'
    FROM generate_series(1, 6000) i;
INSERT INTO milestones SELECT i, org(i), pick(i, 7, 6000), pick(i, 3, 6000), date '2025-01-01' + (i % 365)::int
    FROM generate_series(1, 12000) i;
INSERT INTO sprints SELECT i, org(i), pick(i, 7, 6000), pick(i, 3, 6000), date '2025-01-01' + (i % 365)::int
    FROM generate_series(1, 18000) i;
INSERT INTO tasks
    SELECT i, org(i), pick(i, 7, 6000), pick(i, 7, 12000), pick(i, 7, 18000),
        CASE WHEN i > 60000 AND i % 10 = 0 THEN pick(i, 7, 60000) END,
        pick(i, 3, 6000), pick(i, 7, 6000), 'Task ' || i || ': ' || md5(i::text),
        (ARRAY['open', 'in progress', 'review', 'done', 'done', 'done', 'done'])[1 + i % 7],
        timestamptz '2024-01-01' + i * interval '5 minutes'
    FROM generate_series(1, 120000) i;
INSERT INTO task_dependencies SELECT i, org(i), pick(i, 7, 120000), pick(i, 11, 120000)
    FROM generate_series(1, 60000) i;
INSERT INTO task_watchers SELECT i, org(i), pick(i, 7, 120000), pick(i, 3, 6000)
    FROM generate_series(1, 240000) i;
INSERT INTO labels SELECT i, org(i), pick(i, 3, 6000), 'Label ' || i
    FROM generate_series(1, 3000) i;
INSERT INTO task_labels SELECT i, org(i), pick(i, 7, 120000), pick(i, 3, 3000)
    FROM generate_series(1, 240000) i;
INSERT INTO comments
    SELECT i, org(i), pick(i, 7, 120000), CASE WHEN i > 120000 AND i % 4 = 0 THEN pick(i, 7, 120000) END,
        pick(i, 3, 6000), repeat(md5(i::text) || ' ', 3), timestamptz '2024-01-01' + i * interval '2 minutes'
    FROM generate_series(1, 360000) i;
INSERT INTO attachments
    SELECT i, org(i), pick(i, 7, 120000), CASE WHEN i % 2 = 0 THEN pick(i, 7, 360000) END,
        pick(i, 3, 6000), 'file-' || i || '.pdf', i * 37 % 1000000
    FROM generate_series(1, 120000) i;
INSERT INTO time_entries
    SELECT i, org(i), pick(i, 7, 6000), pick(i, 7, 120000), pick(i, 3, 6000), 15 * (1 + i % 16)::int,
        date '2024-01-01' + (i % 500)::int
    FROM generate_series(1, 360000) i;
INSERT INTO documents
    SELECT i, org(i), pick(i, 7, 6000), CASE WHEN i > 15000 THEN pick(i, 7, 15000) END, pick(i, 3, 6000),
        'Document ' || i
    FROM generate_series(1, 30000) i;
INSERT INTO document_versions SELECT i, org(i), pick(i, 7, 30000), pick(i, 3, 6000), repeat(md5(i::text), 8)
    FROM generate_series(1, 90000) i;
INSERT INTO subscriptions SELECT i, org(i), 1 + i % 3, '2024-01-01'
    FROM generate_series(1, 600) i;
INSERT INTO invoices
    SELECT i, org(i), pick(i, 7, 6000), pick(i, 3, 6000), pick(i, 3, 6000), date '2024-01-01' + (i % 500)::int
    FROM generate_series(1, 30000) i;
INSERT INTO invoice_lines SELECT i, org(i), pick(i, 7, 30000), pick(i, 7, 360000), i * 31 % 100000
    FROM generate_series(1, 180000) i;
INSERT INTO payments SELECT i, org(i), pick(i, 7, 30000), pick(i, 3, 6000), i * 31 % 100000
    FROM generate_series(1, 24000) i;
INSERT INTO notifications
    SELECT i, org(i), pick(i, 3, 6000), pick(i, 7, 120000), 'task_changed',
        timestamptz '2024-01-01' + i * interval '2 minutes',
        CASE WHEN i % 5 > 0 THEN timestamptz '2025-06-01' END
    FROM generate_series(1, 420000) i;
INSERT INTO webhooks SELECT i, org(i), pick(i, 3, 6000), 'https://hooks.example.com/' || i
    FROM generate_series(1, 600) i;
INSERT INTO webhook_deliveries SELECT i, org(i), pick(i, 1, 600), 200
    FROM generate_series(1, 120000) i;
INSERT INTO audit_events
    SELECT i, org(i), pick(i, 3, 6000), 'task.update', timestamptz '2024-01-01' + i * interval '1 minute'
    FROM generate_series(1, 450000) i;

DROP FUNCTION pick, org;
RESET session_replication_role;

-- The role that the service's web servers use; the policies apply to it.
GRANT USAGE ON SCHEMA public TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app_user;

VACUUM (ANALYZE);
