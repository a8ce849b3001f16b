"""The nodes of a Citus cluster: connections, what each says, and work of the cluster itself."""

import psycopg2

# Keys of shards: of each placement, how many foreign keys each shard has and how many its shell table has.
SHARDS_WITHOUT_KEYS = """
    SELECT s.shard, s.keys, count(c.oid) FILTER (WHERE c.contype = 'f') AS of_shell
    FROM (SELECT r.oid::regclass::text AS shard, d.logicalrelid, count(k.oid) AS keys
          FROM pg_dist_shard d
          JOIN pg_class r ON r.relname = shard_name(d.logicalrelid, d.shardid)
          LEFT JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype = 'f'
          GROUP BY 1, 2) s
    LEFT JOIN pg_constraint c ON c.conrelid = s.logicalrelid
    GROUP BY 1, 2 HAVING s.keys <> count(c.oid) FILTER (WHERE c.contype = 'f')"""


class Cluster:
    """Made from the coordinator's connection string; the workers are those that it knows, with the same database and
    user. Shards are shown on all connections, which Citus hides from others."""

    def __init__(self, uri):
        self.notices = []
        self.coordinator = self._connect(uri)
        parameters = psycopg2.extensions.parse_dsn(uri)
        self.workers = {}
        for host, port in self.ask("SELECT nodename, nodeport FROM pg_dist_node WHERE groupid > 0 AND isactive ORDER BY 2"):
            self.workers[f"{host}:{port}"] = self._connect(
                psycopg2.extensions.make_dsn(**(parameters | {"host": host, "port": port})))
        if len(self.workers) < 2:
            raise SystemExit("test/citus needs two active workers or more (citus_add_node)")

    @staticmethod
    def _connect(uri):
        connection = psycopg2.connect(uri)
        connection.autocommit = True
        connection.cursor().execute("SET citus.show_shards_for_app_name_prefixes = '*'")
        return connection

    @property
    def nodes(self):
        return {"coordinator": self.coordinator} | self.workers

    def ask(self, query, *parameters, node=None):
        """The rows, and afterwards in `notices` what the server said."""
        connection = self.coordinator if node is None else node
        cursor = connection.cursor()
        del connection.notices[:]
        cursor.execute(query, parameters or None)
        rows = cursor.fetchall() if cursor.description else []
        self.notices = list(connection.notices)
        return rows

    def set_guard(self, value):
        """On all nodes, for all sessions, as an administrator would."""
        for node in self.nodes.values():
            self.ask(f"ALTER SYSTEM SET nova_fkindex.guard = '{value}'", node=node)
            self.ask("SELECT pg_reload_conf()", node=node)
        for node in self.nodes.values():
            while self.ask("SHOW nova_fkindex.guard", node=node) != [(value,)]:
                self.ask("SELECT pg_sleep(0.1)", node=node)

    def shards_without_keys(self):
        """Of all nodes: shards that have other numbers of foreign keys than their shell tables."""
        return [(name, *row) for name, node in self.nodes.items() for row in self.ask(SHARDS_WITHOUT_KEYS, node=node)]

    def placements(self, table):
        return self.ask("SELECT shardid, nodename, nodeport FROM citus_shards WHERE table_name = %s::regclass ORDER BY 1",
                        table)

    def move(self, table, mode):
        """Moves the table's first shard, and those that lie with it, to another worker."""
        shard, host, port = self.placements(table)[0]
        other = next(name for name in self.workers if name != f"{host}:{port}")
        to_host, to_port = other.rsplit(":", 1)
        self.ask("SELECT citus_move_shard_placement(%s, %s, %s, %s, %s, %s)", shard, host, port, to_host, int(to_port), mode)
        return shard, other
