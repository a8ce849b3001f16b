-- An addition to the SaaS: people belong to several organisations, and the files of an
-- organisation are for its members. The policy is in sharing_policy.sql.

CREATE TABLE org_members (
    id      bigint PRIMARY KEY,
    org_id  bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    user_id bigint NOT NULL,
    role    text NOT NULL
);

CREATE TABLE files (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    name       text NOT NULL,
    bytes      bigint NOT NULL,
    created_at timestamptz NOT NULL
);
-- This time its makers thought of the keys' indexes.
CREATE INDEX files_of_org ON files (org_id);
CREATE INDEX files_of_project ON files (project_id);

-- The service tells the server who asks: SET app.user_id = '4711'.
CREATE FUNCTION current_user_id() RETURNS bigint
LANGUAGE sql STABLE
RETURN current_setting('app.user_id')::bigint;

-- 100,000 people in three organisations each; 300,000 files, uploaded in batches of 50,
-- each for one of the 20 projects of an organisation.
SET session_replication_role = replica;
INSERT INTO org_members
    SELECT i, 1 + (i * 7 + (i % 3) * 101) % 300, 1 + i / 3, (ARRAY['owner', 'editor', 'reader'])[1 + i % 3]
    FROM generate_series(0::bigint, 299999) i;
INSERT INTO files
    SELECT i, 1 + i / 50 % 300, 1 + i / 50, 'file-' || i || '.pdf', i * 37 % 1000000,
        timestamptz '2024-01-01' + i * interval '1 minute'
    FROM generate_series(0::bigint, 299999) i;
RESET session_replication_role;

GRANT SELECT ON org_members, files TO app_user;
VACUUM (ANALYZE) org_members, files;
