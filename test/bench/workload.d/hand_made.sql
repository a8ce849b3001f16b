-- The indexes that somebody would make who knows the 30 statements, their literals and the data. Nothing in it serves
-- by chance: each says what it is for.

-- The pages of comments and their count, which needs nothing of the table: deleted comments are never shown.
CREATE INDEX ON social.comments (post_id, created_at, id) WHERE deleted_at IS NULL;

-- A deleted comment's answers, which the foreign key looks for. Most comments answer none.
CREATE INDEX ON social.comments (parent_id) WHERE parent_id IS NOT NULL;

-- A user's posts, newest first, and those of everybody that a user follows.
CREATE INDEX ON social.posts (user_id, created_at) WHERE NOT is_deleted;

-- Posts with a tag. Of a tag that many have, the newest are sooner found among the newest of all.
CREATE INDEX ON social.posts USING gin (tags);
CREATE INDEX ON social.posts (created_at) WHERE NOT is_deleted;

-- How many like a post. The primary key begins with the user.
CREATE INDEX ON social.likes (post_id);

-- Who follows, newest first, without a look at the table.
CREATE INDEX ON social.follows (followee_id, created_at, follower_id);

-- Login, however the address was written.
CREATE INDEX ON social.users (lower(email));

-- Names that begin with what was typed so far, in any collation.
CREATE INDEX ON social.users (username text_pattern_ops);

-- The newest notifications of a user.
CREATE INDEX ON social.notifications (user_id, created_at);

-- The unread ones, one in ten: to count them and to mark them as read.
CREATE INDEX ON social.notifications (user_id) WHERE NOT is_read;

-- A conversation, newest first.
CREATE INDEX ON social.messages (sender_id, recipient_id, sent_at);

-- Whose member an account is: the policies of files and of organisations.
CREATE INDEX ON saas.memberships (account_id, org_id);

-- What is kept about a resource: the tenant comes from the policy, and what is archived is hardly read.
CREATE INDEX ON saas.user_data (org_id, resource_id) WHERE archived_at IS NULL;

-- The board of a project. Not only of tasks that are not archived: a deleted project takes all along.
CREATE INDEX ON saas.tasks (project_id, status, created_at);

-- What somebody has to do next.
CREATE INDEX ON saas.tasks (assignee_id, due_on) WHERE status = 'open';

-- Tasks by what other systems call them.
CREATE INDEX ON saas.tasks USING gin (attributes jsonb_path_ops);

-- A task's files, for the page and for the foreign key.
CREATE INDEX ON saas.files (task_id);

-- The latest events of a tenant, page after page.
CREATE INDEX ON saas.audit_events (org_id, created_at, id);

-- What happened to one thing.
CREATE INDEX ON saas.audit_events (entity_id, entity_type, created_at);

-- The few invoices that are still open, by the day they are due.
CREATE INDEX ON saas.invoices (due_on) WHERE status = 'open';
