-- A project management service for many organisations in one database: 32 tables,
-- 89 foreign keys and 80 row-level-security policies. No index was ever made by
-- hand, so none of the keys has one (saas_check.sql counts all of this).

CREATE TABLE plans (
    id          bigint PRIMARY KEY,
    name        text NOT NULL,
    price_cents integer NOT NULL
);

CREATE TABLE organisations (
    id         bigint PRIMARY KEY,
    plan_id    bigint NOT NULL REFERENCES plans,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- People and what they may do

CREATE TABLE users (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    invited_by bigint REFERENCES users ON DELETE SET NULL,
    email      text NOT NULL,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE teams (
    id      bigint PRIMARY KEY,
    org_id  bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    lead_id bigint REFERENCES users ON DELETE SET NULL,
    name    text NOT NULL
);

CREATE TABLE memberships (
    id        bigint PRIMARY KEY,
    org_id    bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    team_id   bigint NOT NULL REFERENCES teams ON DELETE CASCADE,
    user_id   bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    joined_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE roles (
    id     bigint PRIMARY KEY,
    org_id bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    name   text NOT NULL
);

CREATE TABLE role_grants (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    role_id    bigint NOT NULL REFERENCES roles ON DELETE CASCADE,
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    granted_by bigint REFERENCES users ON DELETE SET NULL
);

CREATE TABLE api_keys (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    created_by bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    hash       text NOT NULL
);

CREATE TABLE sessions (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

-- Customers

CREATE TABLE customers (
    id       bigint PRIMARY KEY,
    org_id   bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    owner_id bigint REFERENCES users ON DELETE SET NULL,
    name     text NOT NULL
);

CREATE TABLE contacts (
    id          bigint PRIMARY KEY,
    org_id      bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
    email       text NOT NULL
);

-- Projects and tasks

CREATE TABLE projects (
    id          bigint PRIMARY KEY,
    org_id      bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    customer_id bigint REFERENCES customers ON DELETE SET NULL,
    team_id     bigint REFERENCES teams ON DELETE SET NULL,
    created_by  bigint REFERENCES users ON DELETE SET NULL,
    name        text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE milestones (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    created_by bigint REFERENCES users ON DELETE SET NULL,
    due_on     date
);

CREATE TABLE sprints (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    created_by bigint REFERENCES users ON DELETE SET NULL,
    starts_on  date NOT NULL
);

CREATE TABLE tasks (
    id           bigint PRIMARY KEY,
    org_id       bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    project_id   bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    milestone_id bigint REFERENCES milestones ON DELETE SET NULL,
    sprint_id    bigint REFERENCES sprints ON DELETE SET NULL,
    parent_id    bigint REFERENCES tasks ON DELETE CASCADE,
    assignee_id  bigint REFERENCES users ON DELETE SET NULL,
    created_by   bigint REFERENCES users ON DELETE SET NULL,
    title        text NOT NULL,
    status       text NOT NULL DEFAULT 'open',
    created_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE task_dependencies (
    id            bigint PRIMARY KEY,
    org_id        bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    task_id       bigint NOT NULL REFERENCES tasks ON DELETE CASCADE,
    depends_on_id bigint NOT NULL REFERENCES tasks ON DELETE CASCADE
);

CREATE TABLE task_watchers (
    id      bigint PRIMARY KEY,
    org_id  bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    task_id bigint NOT NULL REFERENCES tasks ON DELETE CASCADE,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE
);

CREATE TABLE labels (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    created_by bigint REFERENCES users ON DELETE SET NULL,
    name       text NOT NULL
);

CREATE TABLE task_labels (
    id       bigint PRIMARY KEY,
    org_id   bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    task_id  bigint NOT NULL REFERENCES tasks ON DELETE CASCADE,
    label_id bigint NOT NULL REFERENCES labels ON DELETE CASCADE
);

CREATE TABLE comments (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    task_id    bigint NOT NULL REFERENCES tasks ON DELETE CASCADE,
    parent_id  bigint REFERENCES comments ON DELETE CASCADE,
    author_id  bigint REFERENCES users ON DELETE SET NULL,
    body       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE attachments (
    id          bigint PRIMARY KEY,
    org_id      bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    task_id     bigint REFERENCES tasks ON DELETE CASCADE,
    comment_id  bigint REFERENCES comments ON DELETE CASCADE,
    uploaded_by bigint REFERENCES users ON DELETE SET NULL,
    file_name   text NOT NULL,
    bytes       bigint NOT NULL
);

CREATE TABLE time_entries (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    task_id    bigint REFERENCES tasks ON DELETE SET NULL,
    user_id    bigint NOT NULL REFERENCES users,
    minutes    integer NOT NULL,
    worked_on  date NOT NULL
);

-- Documents

CREATE TABLE documents (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    project_id bigint REFERENCES projects ON DELETE CASCADE,
    parent_id  bigint REFERENCES documents ON DELETE CASCADE,
    created_by bigint REFERENCES users ON DELETE SET NULL,
    title      text NOT NULL
);

CREATE TABLE document_versions (
    id          bigint PRIMARY KEY,
    org_id      bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    document_id bigint NOT NULL REFERENCES documents ON DELETE CASCADE,
    created_by  bigint REFERENCES users ON DELETE SET NULL,
    body        text NOT NULL
);

-- Money

CREATE TABLE subscriptions (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    plan_id    bigint NOT NULL REFERENCES plans ON DELETE RESTRICT,
    started_on date NOT NULL
);

CREATE TABLE invoices (
    id          bigint PRIMARY KEY,
    org_id      bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    customer_id bigint NOT NULL REFERENCES customers ON DELETE RESTRICT,
    project_id  bigint REFERENCES projects ON DELETE SET NULL,
    created_by  bigint REFERENCES users ON DELETE SET NULL,
    issued_on   date NOT NULL
);

CREATE TABLE invoice_lines (
    id            bigint PRIMARY KEY,
    org_id        bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    invoice_id    bigint NOT NULL REFERENCES invoices ON DELETE CASCADE,
    time_entry_id bigint REFERENCES time_entries ON DELETE SET NULL,
    amount_cents  bigint NOT NULL
);

CREATE TABLE payments (
    id           bigint PRIMARY KEY,
    org_id       bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    invoice_id   bigint NOT NULL REFERENCES invoices ON DELETE RESTRICT,
    recorded_by  bigint REFERENCES users ON DELETE SET NULL,
    amount_cents bigint NOT NULL
);

-- What the service does by itself

CREATE TABLE notifications (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    task_id    bigint REFERENCES tasks ON DELETE CASCADE,
    kind       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at    timestamptz
);

CREATE TABLE webhooks (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    created_by bigint REFERENCES users ON DELETE SET NULL,
    url        text NOT NULL
);

CREATE TABLE webhook_deliveries (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    webhook_id bigint NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    status     integer NOT NULL
);

CREATE TABLE audit_events (
    id         bigint PRIMARY KEY,
    org_id     bigint NOT NULL REFERENCES organisations ON DELETE CASCADE,
    user_id    bigint REFERENCES users ON DELETE SET NULL,
    action     text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Every organisation sees its own rows only. The service tells the server which one
-- is meant: SET app.org_id = '42'.

CREATE FUNCTION get_user_org_id() RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN current_setting('app.org_id')::bigint;
END
$$;

-- Ten tables that users write to themselves, two policies each; twenty tables that
-- only the service inserts into, three policies each.

DO $$
DECLARE
    t text;
    users_write text[] := '{projects, milestones, sprints, tasks, task_watchers, task_labels,
        comments, attachments, time_entries, documents}';
    service_writes text[] := '{users, teams, memberships, roles, role_grants, api_keys, sessions,
        customers, contacts, task_dependencies, labels, document_versions, subscriptions, invoices,
        invoice_lines, payments, notifications, webhooks, webhook_deliveries, audit_events}';
    own_rows text := 'USING (org_id = get_user_org_id())';
BEGIN
    FOREACH t IN ARRAY users_write || service_writes LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT %s', t || '_read', t, own_rows);
    END LOOP;
    FOREACH t IN ARRAY users_write LOOP
        EXECUTE format('CREATE POLICY %I ON %I FOR ALL %s', t || '_write', t, own_rows);
    END LOOP;
    FOREACH t IN ARRAY service_writes LOOP
        EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE %s', t || '_change', t, own_rows);
        EXECUTE format('CREATE POLICY %I ON %I FOR DELETE %s', t || '_remove', t, own_rows);
    END LOOP;
END
$$;
