"""Random queries that an index may serve."""
from __future__ import annotations

import random

from .indexes import Index
from .tables import Column, Table


def make(rng: random.Random, index: Index, tables: list[Table]) -> tuple[str, str]:
    """The query, and what kind it is."""
    if index.method == "gin":
        return _where(rng, index, _gin(rng, index)), f"search by {index.feature}"
    if index.method == "gist":
        return _gist(rng, index)
    makers = [_search] * 5 + [_sorted] * 4 + [_aggregate] * 2 + [_keyset, _covered, _covered, _change, _in_list]
    joinable = {table.name for table in tables} >= {"one", "two"}
    makers += [_join] * 3 if joinable and index.table.name in ("one", "two") else []
    return rng.choice(makers)(rng, index)


def _where(rng: random.Random, index: Index, condition: str, columns: str = "*") -> str:
    conditions = [condition] if condition else []
    if index.predicate and rng.random() < 0.85:
        conditions.append(index.predicate)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {columns} FROM {index.table.name} t{where}"


def _equal(rng: random.Random, index: Index, column: Column) -> str:
    if index.expression:
        return f"{index.expression} = {'lower(' if 'lower' in index.expression else '('}{_constant(rng, index, column)})"
    if column.group == "flag":
        return rng.choice((column.name, f"NOT {column.name}"))
    return f"{column.name} = {_constant(rng, index, column)}"


def _constant(rng: random.Random, index: Index, column: Column) -> str:
    return index.table.constant(rng, column)


def _range(rng: random.Random, index: Index, column: Column) -> str:
    if index.expression or column.group == "flag":
        return _equal(rng, index, column)
    kind = rng.random()
    if column.group == "text" and kind < 0.5:
        return f"{column.name} LIKE '{rng.choice(index.table.samples[column.name])[:rng.randint(3, 7)]}%'"
    if kind < 0.3:
        return f"{column.name} > {_constant(rng, index, column)}"
    if kind < 0.5:
        return f"{column.name} <= {_constant(rng, index, column)}"
    if kind < 0.6:
        return f"{column.name} IS {rng.choice(('', 'NOT '))}NULL"
    return f"{column.name} BETWEEN {_constant(rng, index, column)} AND {_constant(rng, index, column)}"


def _condition(rng: random.Random, index: Index, equalities: int) -> str:
    """Equalities on leading columns, then perhaps a range, then perhaps another column."""
    parts = [_equal(rng, index, column) for column in index.keys[:equalities]]
    if equalities < len(index.keys) and rng.random() < 0.6:
        parts.append(_range(rng, index, index.keys[equalities]))
    if not parts:
        parts.append(_range(rng, index, index.keys[0]))
    others = [column for column in index.table.of("plain") if column not in index.keys]
    if others and rng.random() < 0.3:
        parts.append(f"{rng.choice(others).name} IS NOT NULL")
    return " AND ".join(parts)


def _search(rng: random.Random, index: Index) -> tuple[str, str]:
    return _where(rng, index, _condition(rng, index, rng.randint(0, len(index.keys)))), "search"


def _in_list(rng: random.Random, index: Index) -> tuple[str, str]:
    column = index.keys[0]
    if index.expression or column.group == "flag":
        return _search(rng, index)
    values = ", ".join(_constant(rng, index, column) for _ in range(rng.randint(2, 8)))
    return _where(rng, index, f"{column.name} IN ({values})"), "IN list"


def _sorted(rng: random.Random, index: Index) -> tuple[str, str]:
    equalities = rng.randint(0, max(0, len(index.keys) - 1))
    keys = [index.expression] if index.expression else [column.name for column in index.keys[equalities:]]
    direction = rng.choice(("", " DESC", " DESC NULLS LAST"))
    condition = " AND ".join(_equal(rng, index, column) for column in index.keys[:equalities])
    limit = rng.choice((" LIMIT 10", " LIMIT 50", " LIMIT 1", ""))
    return (_where(rng, index, condition) + " ORDER BY " + ", ".join(key + direction for key in keys) + limit,
            "ORDER BY LIMIT" if limit else "ORDER BY")


def _keyset(rng: random.Random, index: Index) -> tuple[str, str]:
    if len(index.keys) < 2 or index.expression:
        return _sorted(rng, index)
    first, second = index.keys[0], index.keys[1]
    condition = (f"({first.name}, {second.name}) < ({_constant(rng, index, first)}, {_constant(rng, index, second)})")
    return _where(rng, index, condition) + f" ORDER BY {first.name} DESC, {second.name} DESC LIMIT 20", "keyset"


def _aggregate(rng: random.Random, index: Index) -> tuple[str, str]:
    column = index.keys[-1]
    condition = " AND ".join(_equal(rng, index, key) for key in index.keys[:-1])
    if column.group == "flag" or column.type == "uuid" or index.expression or rng.random() < 0.4:
        return _where(rng, index, condition or _condition(rng, index, 1), "count(*)"), "count"
    if rng.random() < 0.5:
        return _where(rng, index, condition, f"{rng.choice(('min', 'max'))}({column.name})"), "min/max"
    return _where(rng, index, condition, f"{column.name}, count(*)") + f" GROUP BY {column.name}", "GROUP BY"


def _covered(rng: random.Random, index: Index) -> tuple[str, str]:
    names = ", ".join(column.name for column in index.keys)
    return _where(rng, index, _condition(rng, index, rng.randint(0, len(index.keys))), names), "index only"


def _change(rng: random.Random, index: Index) -> tuple[str, str]:
    condition = _where(rng, index, _condition(rng, index, len(index.keys))).split(" WHERE ", 1)
    where = f" WHERE {condition[1]}" if len(condition) > 1 else ""
    if rng.random() < 0.5:
        return f"DELETE FROM {index.table.name} t{where}", "DELETE"
    return f"UPDATE {index.table.name} t SET parent_id = parent_id + 1{where}", "UPDATE"


def _join(rng: random.Random, index: Index) -> tuple[str, str]:
    other = "two" if index.table.name == "one" else "one"
    condition = _condition(rng, index, rng.randint(0, len(index.keys)))
    predicate = index.predicate if index.predicate and rng.random() < 0.85 else ""
    mine = " AND ".join(part for part in (condition, predicate) if part)
    on = "t.id = o.parent_id" if index.table.name == "one" else "t.parent_id = o.id"
    search = rng.choice(("", "", f" WHERE o.id BETWEEN {rng.randint(1, 300)} AND {rng.randint(300, 340)}"))
    shape = rng.choice(("JOIN", "LEFT JOIN"))
    return (f"SELECT o.id, t.id FROM {other} o {shape} (SELECT * FROM {index.table.name}"
            f"{' WHERE ' + mine if rng.random() < 0.5 else ''}) t ON {on}{search}", "join")


def _gin(rng: random.Random, index: Index) -> str:
    column = index.keys[0]
    if column.group == "array":
        first = rng.choice(index.table.samples[column.name]).strip("{}").split(",")
        return f"{column.name} {rng.choice(('@>', '&&'))} ARRAY[{', '.join(rng.sample(first, rng.randint(1, 2)))}]"
    word = rng.choice(index.table.samples[column.name])
    start = rng.randint(0, max(0, len(word) - 6))
    return f"{column.name} LIKE '%{word[start:start + 6]}%'"


def _gist(rng: random.Random, index: Index) -> tuple[str, str]:
    column = index.keys[0]
    if column.group == "range":
        value = _constant(rng, index, column)
        return _where(rng, index, f"{column.name} {rng.choice(('&&', '@>', '<@'))} {value}"), "GiST search"
    x, y, width = rng.randint(0, 900), rng.randint(0, 900), rng.choice((5, 50, 200))
    if rng.random() < 0.5:
        return (_where(rng, index, "") + f" ORDER BY {column.name} <-> point({x}, {y}) LIMIT {rng.choice((1, 10))}",
                "nearest neighbours")
    return _where(rng, index, f"{column.name} <@ box '(({x},{y}),({x + width},{y + width}))'"), "GiST search"
