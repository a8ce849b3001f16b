-- A project management service for many organisations, kept apart by policies. Only its primary keys have indexes.

CREATE SCHEMA saas AUTHORIZATION bench_saas;
SET ROLE bench_saas;
SET search_path = saas;

CREATE TABLE orgs (
    id         integer PRIMARY KEY,
    name       text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE accounts (
    id    integer PRIMARY KEY,
    email text NOT NULL,
    name  text NOT NULL
);

CREATE TABLE memberships (
    id         bigint PRIMARY KEY,
    org_id     integer NOT NULL,
    account_id integer NOT NULL,
    role       text NOT NULL
);

CREATE TABLE projects (
    id          bigint PRIMARY KEY,
    org_id      integer NOT NULL,
    owner_id    integer NOT NULL,
    name        text NOT NULL,
    created_at  timestamptz NOT NULL,
    archived_at timestamptz
);

CREATE TABLE tasks (
    id          bigint PRIMARY KEY,
    org_id      integer NOT NULL,
    project_id  bigint NOT NULL,
    assignee_id integer,
    title       text NOT NULL,
    status      text NOT NULL,
    due_on      date,
    attributes  jsonb NOT NULL,
    created_at  timestamptz NOT NULL,
    archived_at timestamptz
);

CREATE TABLE user_data (
    id          bigint PRIMARY KEY,
    org_id      integer NOT NULL,
    resource_id bigint NOT NULL,
    account_id  integer NOT NULL,
    data        text NOT NULL,
    archived_at timestamptz
);

CREATE TABLE files (
    id          bigint PRIMARY KEY,
    org_id      integer NOT NULL,
    task_id     bigint,
    uploaded_by integer NOT NULL,
    path        text NOT NULL,
    bytes       bigint NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE audit_events (
    id          bigint PRIMARY KEY,
    org_id      integer NOT NULL,
    actor_id    integer NOT NULL,
    entity_type text NOT NULL,
    entity_id   bigint NOT NULL,
    action      text NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE invoices (
    id     bigint PRIMARY KEY,
    org_id integer NOT NULL,
    status text NOT NULL,
    cents  bigint NOT NULL,
    due_on date NOT NULL
);

-- Whose request this is: the application says so at the start of each.

CREATE FUNCTION get_user_org_id() RETURNS integer LANGUAGE plpgsql STABLE
    AS $$ BEGIN RETURN current_setting('app.org')::integer; END $$;

CREATE FUNCTION get_user_id() RETURNS integer LANGUAGE sql STABLE RETURN current_setting('app.user')::integer;

CREATE FUNCTION get_user_org_ids() RETURNS SETOF integer LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = saas
    AS $$ SELECT org_id FROM memberships WHERE account_id = get_user_id() $$;

-- The common mistake: the function is called for every row that a scan reads.
CREATE POLICY of_tenant ON tasks USING (org_id = get_user_org_id());
CREATE POLICY of_tenant ON user_data USING (org_id = get_user_org_id());
CREATE POLICY of_tenant ON audit_events USING (org_id = get_user_org_id());

CREATE POLICY of_tenant ON projects USING (org_id = (SELECT get_user_org_id()));
CREATE POLICY of_tenant ON invoices USING (org_id = (SELECT get_user_org_id()));

CREATE POLICY of_self ON memberships USING (account_id = get_user_id());

CREATE POLICY of_member ON files
    USING (EXISTS (SELECT FROM memberships m WHERE m.org_id = files.org_id AND m.account_id = get_user_id()));
CREATE POLICY of_member ON orgs FOR SELECT USING (id IN (SELECT get_user_org_ids()));

ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_data ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
ALTER TABLE orgs ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA saas TO bench_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA saas TO bench_tenant;

RESET ROLE;
