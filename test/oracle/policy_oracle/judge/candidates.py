"""Indexes worth trying: over the columns that the policies name, one or two columns, every access method that fits."""
from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

from oracle.ddl import attempt
from oracle.schema.names import quote

from .catalog import Relation
from .planner import Planner

COLUMNS = 6   # of one table
PAIRS = 12    # of one table
PREFIX = "nova candidate"

_TEXTS = ("text", "character varying")
# columns of tables that are mentioned in any policy, and all columns of those that policies look into
_COLUMNS = """
SELECT a.attrelid, quote_ident(a.attname), format_type(a.atttypid, NULL), t.typtype, bool_or(d.direct)
FROM (SELECT d.refobjid, d.refobjsubid, true AS direct FROM pg_depend d
      WHERE d.classid = 'pg_policy'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
      UNION ALL SELECT m.oid, a.attnum, false FROM unnest(%s::oid[]) AS m (oid)
      JOIN pg_attribute a ON a.attrelid = m.oid AND a.attnum > 0) AS d
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = ANY (%s)
GROUP BY a.attrelid, a.attname, a.atttypid, t.typtype, a.attnum
ORDER BY a.attrelid, a.attnum
"""


@dataclass(frozen=True)
class Candidate:
    name: str
    table: int      # a root, or a child of one that is inherited from
    method: str
    columns: tuple[str, ...]

    def create(self, relation: Relation) -> str:
        return f"CREATE INDEX {quote(self.name)} ON {relation.q} USING {self.method} ({', '.join(self.columns)})"


def create_candidates(planner: Planner, rng: random.Random) -> dict[int, Candidate]:
    """Makes them all; by the oid of the index, those of partitions not among them (see Index.top)."""
    wanted = [candidate for relation in planner.relations.values()
              if relation.oid == relation.root or planner.relations[relation.root].kind == "r"
              for candidate in _candidates(planner, relation, rng)]
    for candidate in wanted:
        attempt(planner.cursor, candidate.create(planner.relations[candidate.table]))
    indexes = planner.refresh()
    return {indexes[candidate.name].oid: candidate for candidate in wanted if candidate.name in indexes}


def _candidates(planner: Planner, relation: Relation, rng: random.Random) -> list[Candidate]:
    columns = _columns(planner, relation)
    if len(columns) > COLUMNS:
        columns = [columns[i] for i in sorted(rng.sample(range(len(columns)), COLUMNS))]
    pairs = list(itertools.permutations([name for name, type in columns if type != "tsvector"], 2))
    keys: list[tuple[str, tuple[str, ...]]] = []
    for name, type in columns:
        keys.append(("btree", (name,)))
        if type.endswith("[]") or type in ("jsonb", "tsvector"):
            keys.append(("gin", (name,)))
        if type in _TEXTS:
            keys += [("btree", (f"{name} {type.replace('character varying', 'varchar')}_pattern_ops",)),
                     ("btree", (f"lower({name})",))]
    keys += [("btree", pair) for pair in (rng.sample(pairs, PAIRS) if len(pairs) > PAIRS else pairs)]
    return [Candidate(f"{PREFIX} {relation.oid} {number}", relation.oid, method, key)
            for number, (method, key) in enumerate(keys)]


def _columns(planner: Planner, relation: Relation) -> list[tuple[str, str]]:
    looked_into = [other.oid for other in planner.relations.values()
                   if other.name in {members.name for members in planner.batch.members}]
    planner.cursor.execute(_COLUMNS, (looked_into, [relation.root]))
    ignored = {table.marker.q for table in planner.batch.tables + planner.batch.members}
    return [(name, type) for _, name, type, _, _ in planner.cursor.fetchall() if name not in ignored]
