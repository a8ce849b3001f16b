"""One-column twins of multicolumn indexes: they tell which clauses search a given column of an index.

The Index Cond of a multicolumn index does not say which of its columns are searched. So the server builds a second
index of the same access method over that column alone, by the catalog's own definition of it (column or expression,
collation, operator class), and the planner says which clauses that one can serve. Asked for the first column where a
search must start there, and for all columns of BRIN indexes that have statistics.
"""
from __future__ import annotations

from ..database import Cursor
from ..schema.names import quote
from .relations import Index, Relation, load_indexes

Siblings = dict[tuple[int, int], Index]  # by index and column number


def create_siblings(cursor: Cursor, indexes: list[Index], relations: dict[int, Relation],
                    with_statistics: set[int]) -> Siblings:
    """The siblings that are needed; columns with the same definition share one."""
    names: dict[tuple[int, str, str], str] = {}
    wanted: dict[tuple[int, int], tuple[int, str, str]] = {}
    for index in indexes:
        for number, column in enumerate(index.columns, 1):
            if len(index.columns) == 1 or not (index.oid in with_statistics or (index.leads and number == 1)):
                continue
            definition = (index.table, index.method, column)
            wanted[index.oid, number] = definition
            if definition not in names:
                names[definition] = f"nova oracle sibling {index.oid}.{number}"
                cursor.execute(f"CREATE INDEX {quote(names[definition])} ON {relations[index.table].q} "
                               f"USING {index.method} ({column})")
    made = {(index.table, index.name): index for index in load_indexes(cursor, {table for table, _, _ in names})}
    return {key: made[definition[0], names[definition]] for key, definition in wanted.items()}
