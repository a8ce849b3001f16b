"""The 30 statements of the benchmark `workload`.

Literals stand for what an application writes into its text, parameters for what it sends
along: pg_stat_statements turns both into $n.

The parameters of a call come from a row that is drawn evenly: what is often in the table
is asked for often, and pages, conversations and projects are those that exist.
"""

from typing import Callable, NamedTuple

SOCIAL = "bench_social"  # owns its tables
SAAS = "bench_saas"  # as well: what runs for all tenants, and no policy holds it
TENANT = "bench_tenant"  # a request of somebody of the row's organisation, under the policies

NEW = 10**12  # an id that no row has
NOW = "2026-01-01 00:00:00+00"


class Statement(NamedTuple):
    """name is written into the text as a comment, and is how its figures are found again."""

    name: str
    role: str
    weight: int  # how often it runs
    of: str  # the table of the rows
    text: str
    parameters: Callable  # of a row: the named parameters of the text
    writes: bool = False


STATEMENTS = [
    Statement(
        "comments of a post",
        SOCIAL,
        30,
        "comments",
        """SELECT id, user_id, body, created_at FROM comments
           WHERE post_id = %(post)s AND deleted_at IS NULL
           ORDER BY created_at DESC, id DESC LIMIT %(rows)s""",
        lambda row: {"post": row.post_id, "rows": 20},
    ),
    Statement(
        "comments, next page",
        SOCIAL,
        15,
        "comments",
        """SELECT id, user_id, body, created_at FROM comments
           WHERE post_id = %(post)s AND deleted_at IS NULL AND (created_at, id) < (%(created_at)s, %(id)s)
           ORDER BY created_at DESC, id DESC LIMIT 20""",
        lambda row: {"post": row.post_id, "created_at": row.created_at, "id": row.id},
    ),
    Statement(
        "number of comments",
        SOCIAL,
        10,
        "comments",
        "SELECT count(*) FROM comments WHERE post_id = %(post)s AND deleted_at IS NULL",
        lambda row: {"post": row.post_id},
    ),
    Statement(
        "posts of a user",
        SOCIAL,
        15,
        "posts",
        """SELECT id, body, tags, created_at FROM posts
           WHERE user_id = %(user)s AND is_deleted = false ORDER BY created_at DESC LIMIT 10""",
        lambda row: {"user": row.user_id},
    ),
    Statement(
        "posts of those followed",
        SOCIAL,
        8,
        "users",
        """SELECT p.id, p.user_id, p.body, p.created_at FROM follows f JOIN posts p ON p.user_id = f.followee_id
           WHERE f.follower_id = %(user)s AND p.is_deleted = false ORDER BY p.created_at DESC LIMIT 20""",
        lambda row: {"user": row.id},
    ),
    Statement(
        "posts with a tag",
        SOCIAL,
        4,
        "posts",
        """SELECT id, user_id, body, created_at FROM posts
           WHERE tags @> %(tags)s AND is_deleted = false ORDER BY created_at DESC LIMIT 20""",
        lambda row: {"tags": row.tags[:1]},
    ),
    Statement(
        "number of likes",
        SOCIAL,
        20,
        "comments",
        "SELECT count(*) FROM likes WHERE post_id = %(post)s",
        lambda row: {"post": row.post_id},
    ),
    Statement(
        "liked by me",
        SOCIAL,
        10,
        "posts",
        f"""SELECT post_id FROM likes
            WHERE user_id = %(user)s AND post_id IN ({", ".join(f"%(post{i})s" for i in range(10))})""",
        lambda row: {"user": row.user_id} | {f"post{i}": row.id + i for i in range(10)},
    ),
    Statement(
        "followers",
        SOCIAL,
        5,
        "posts",
        """SELECT u.id, u.username, u.display_name FROM follows f JOIN users u ON u.id = f.follower_id
           WHERE f.followee_id = %(user)s ORDER BY f.created_at DESC LIMIT 50""",
        lambda row: {"user": row.user_id},
    ),
    Statement(
        "login",
        SOCIAL,
        8,
        "users",
        "SELECT id, username FROM users WHERE lower(email) = lower(%(email)s)",
        lambda row: {"email": row.email.upper()},
    ),
    Statement(
        "names that begin with",
        SOCIAL,
        4,
        "users",
        "SELECT id, username FROM users WHERE username LIKE %(prefix)s ORDER BY username LIMIT 10",
        lambda row: {"prefix": row.username[:5] + "%"},
    ),
    Statement(
        "unread notifications",
        SOCIAL,
        20,
        "notifications",
        "SELECT count(*) FROM notifications WHERE user_id = %(user)s AND is_read = false",
        lambda row: {"user": row.user_id},
    ),
    Statement(
        "latest notifications",
        SOCIAL,
        10,
        "notifications",
        """SELECT id, actor_id, post_id, kind, is_read, created_at FROM notifications
           WHERE user_id = %(user)s ORDER BY created_at DESC LIMIT 20""",
        lambda row: {"user": row.user_id},
    ),
    Statement(
        "conversation",
        SOCIAL,
        6,
        "messages",
        """SELECT id, body, sent_at, read_at FROM messages
           WHERE sender_id = %(sender)s AND recipient_id = %(recipient)s ORDER BY sent_at DESC LIMIT 30""",
        lambda row: {"sender": row.sender_id, "recipient": row.recipient_id},
    ),
    Statement(
        "mark as read",
        SOCIAL,
        4,
        "notifications",
        "UPDATE notifications SET is_read = true WHERE user_id = %(user)s AND is_read = false",
        lambda row: {"user": row.user_id},
        writes=True,
    ),
    Statement(
        "add a comment",
        SOCIAL,
        8,
        "comments",
        """INSERT INTO comments (id, post_id, user_id, body, created_at)
           VALUES (%(id)s, %(post)s, %(user)s, %(body)s, %(now)s)""",
        lambda row: {"id": NEW, "post": row.post_id, "user": row.user_id, "body": row.body, "now": NOW},
        writes=True,
    ),
    Statement(
        "like",
        SOCIAL,
        8,
        "comments",
        """INSERT INTO likes (user_id, post_id, created_at) VALUES (%(user)s, %(post)s, %(now)s)
           ON CONFLICT DO NOTHING""",
        lambda row: {"user": row.user_id, "post": row.post_id, "now": NOW},
        writes=True,
    ),
    Statement(
        "hide a comment",
        SOCIAL,
        2,
        "comments",
        "UPDATE comments SET deleted_at = %(now)s WHERE id = %(id)s AND deleted_at IS NULL",
        lambda row: {"id": row.id, "now": NOW},
        writes=True,
    ),
    Statement(
        "delete a comment",
        SOCIAL,
        1,
        "comments",
        "DELETE FROM comments WHERE id = %(id)s",
        lambda row: {"id": row.id},
        writes=True,
    ),
    Statement(
        "data of a resource",
        TENANT,
        15,
        "user_data",
        "SELECT id, account_id, data FROM user_data WHERE resource_id = %(resource)s AND archived_at IS NULL",
        lambda row: {"resource": row.resource_id},
    ),
    Statement(
        "board of a project",
        TENANT,
        10,
        "tasks",
        """SELECT id, title, assignee_id, due_on FROM tasks
           WHERE project_id = %(project)s AND status = 'open' AND archived_at IS NULL
           ORDER BY created_at LIMIT 50""",
        lambda row: {"project": row.project_id},
    ),
    Statement(
        "what I have to do",
        TENANT,
        8,
        "tasks",
        """SELECT id, title, due_on FROM tasks
           WHERE assignee_id = %(account)s AND status = 'open' AND due_on < %(day)s ORDER BY due_on LIMIT 20""",
        lambda row: {"account": row.assignee_id, "day": "2025-07-01"},
    ),
    Statement(
        "latest events",
        TENANT,
        6,
        "audit_events",
        """SELECT id, actor_id, entity_type, entity_id, action, created_at FROM audit_events
           WHERE (created_at, id) < (%(created_at)s, %(id)s) ORDER BY created_at DESC, id DESC LIMIT 50""",
        lambda row: {"created_at": row.created_at, "id": row.id},
    ),
    Statement(
        "history of one thing",
        TENANT,
        5,
        "audit_events",
        """SELECT actor_id, action, created_at FROM audit_events
           WHERE entity_type = %(type)s AND entity_id = %(id)s ORDER BY created_at""",
        lambda row: {"type": row.entity_type, "id": row.entity_id},
    ),
    Statement(
        "files of a task",
        TENANT,
        8,
        "files",
        "SELECT id, path, bytes, uploaded_by FROM files WHERE task_id = %(task)s",
        lambda row: {"task": row.task_id},
    ),
    Statement(
        "invoices to remind of",
        SAAS,
        2,
        "invoices",
        "SELECT id, org_id, cents, due_on FROM invoices WHERE status = 'open' AND due_on < %(day)s ORDER BY due_on LIMIT 100",
        lambda row: {"day": row.due_on},
    ),
    Statement(
        "task of another system",
        SAAS,
        3,
        "tasks",
        "SELECT id, org_id, title, status FROM tasks WHERE attributes @> %(attributes)s",
        lambda row: {"attributes": '{"external_id": "%s"}' % row.attributes["external_id"]},
    ),
    Statement(
        "move a task",
        TENANT,
        6,
        "tasks",
        "UPDATE tasks SET status = %(status)s WHERE id = %(id)s",
        lambda row: {"id": row.id, "status": ("open", "doing", "done")[row.id % 3]},
        writes=True,
    ),
    Statement(
        "log an event",
        TENANT,
        10,
        "audit_events",
        """INSERT INTO audit_events (id, org_id, actor_id, entity_type, entity_id, action, created_at)
           VALUES (%(id)s, get_user_org_id(), get_user_id(), 'task', %(entity)s, 'update', %(now)s)""",
        lambda row: {"id": NEW, "entity": row.entity_id, "now": NOW},
        writes=True,
    ),
    Statement(
        "delete a project",
        TENANT,
        1,
        "projects",
        "DELETE FROM projects WHERE id = %(project)s",
        lambda row: {"project": row.id},
        writes=True,
    ),
]
assert len(STATEMENTS) == 30
