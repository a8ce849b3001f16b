"""Conditions as the server prints them, made comparable: taken apart at AND, free of what varies from plan to plan."""
from __future__ import annotations

import re

_STRING = r"'(?:[^']|'')*'"
_QUALIFIER = re.compile(rf"({_STRING})|(?:\"[^\"]+\"|\b[A-Za-z_]\w*)\.(?=[\"A-Za-z_])")
_PARAMETER = re.compile(r"\(InitPlan \d+\)\.col\d+|\(SubPlan \d+\)\.col\d+|\$\d+")
_NUMBER = re.compile(r"'(-?\d+)'::(?:bigint|integer|numeric)|\((-?\d+)\)::(?:bigint|integer|numeric)")
_CAST_TWICE = re.compile(r"\(('[^']*')::character varying(?:\(\d+\))?\)::text")  # of a constant, before it is folded
_SAME_VALUES = re.compile(r"= ANY \('\{([^,{}\"']+)(?:,\1)+\}'::([\w ]+)\[\]\)")
_NOISE = re.compile(r"[()\"]+")
_INNERMOST = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ROW = re.compile(r"^ROW\((.*)\) (<=?|>=?) ROW\((.*)\)$", re.DOTALL)
_NULL_TEST = re.compile(r"^(.+) IS NULL$")
# what is true of no row without a value in the column: all comparisons but IS DISTINCT FROM and <> ALL of nothing
_COMPARISON = r"(?:=|<>|<=?|>=?|!?~~\*?|@>|<@|&&|@@|\?[|&]?|\^@) (?!ALL )"

Clauses = frozenset[str]


def clauses(text: str) -> Clauses:
    """The conjuncts of a condition; none of an empty text. Of a comparison of rows, what its first column is searched
    by, as an index that has no more of its columns has it."""
    return frozenset(_first_of_row(_boolean(part)) for part in _split(plain(text), " AND "))


def mentions(clause: str, column: str) -> bool:
    """Whether a conjunct searches this column or expression, both as the server prints them."""
    wanted = re.escape(bare(plain(column)))
    return re.search(rf"(?<!\w){wanted}(?!\w)", bare(clause)) is not None


def contradictory(found: Clauses) -> bool:
    """Whether one conjunct says that a column is NULL and another that it has a value, of an OR each branch."""
    return any(all(any(_has_value(part, column) for part in branch) for branch in _taken_apart(clause))
               for column in set().union(*map(_null_columns, found)) for clause in found)


def impossible(found: Clauses, not_null: frozenset[str]) -> bool:
    """Whether the conjuncts contradict one another; or one of them, with the others, in each of its branches, or says there
    that one of the columns is NULL."""
    tests = {f"{column} IS NULL" for column in not_null}
    return contradictory(found) or any(
        all(tests.intersection(branch) or contradictory(found.difference([clause]).union(branch))
            for branch in _taken_apart(clause)) for clause in found)


def branches(clause: str) -> list[str]:
    """Of an OR; of any other conjunct, itself."""
    return _split(clause, " OR ")


def _taken_apart(clause: str) -> list[list[str]]:
    return [_split(branch, " AND ") for branch in branches(clause)]


def _null_columns(clause: str) -> set[str]:
    return set.intersection(*({match.group(1) for match in map(_NULL_TEST.match, branch) if match}
                              for branch in _taken_apart(clause)))


def _has_value(clause: str, column: str) -> bool:
    """Casts that change nothing, which varchar has, are seen through."""
    wanted = re.escape(bare(column)) + ("(?:::text)?" if "varchar" in column.lower() else "")
    return clause == f"{column} IS NOT NULL" or re.search(
        rf"^{wanted} {_COMPARISON}| {_COMPARISON}{wanted}$", bare(clause)) is not None


def is_equality(clause: str) -> bool:
    """Whether its own operator is one, not one inside its operands."""
    while _INNERMOST.search(clause):
        clause = _INNERMOST.sub("", clause)
    return clause.endswith(" IS NULL") or " = " in clause


def plain(text: str) -> str:
    """Without the names of tables and schemas in front of columns and functions, without plan numbers, with constants
    folded as in a plan, and with a list of one value as that value."""
    text = _CAST_TWICE.sub(r"\1::text", text)
    text = _SAME_VALUES.sub(r"= '\1'::\2", text)
    text = _NUMBER.sub(lambda match: match.group(1) or match.group(2), text)
    return _PARAMETER.sub("$", _QUALIFIER.sub(lambda match: match.group(1) or "", text))


def bare(text: str) -> str:
    return _NOISE.sub("", text)


def _boolean(text: str) -> str:
    """A boolean column as an index condition has it."""
    bare = _strip(text)
    if re.fullmatch(r"\"[^\"]+\"|\w+", bare):
        return f"{bare} = true"
    if bare.startswith("NOT ") and re.fullmatch(r"\"[^\"]+\"|\w+", bare[4:]):
        return f"{bare[4:]} = false"
    return bare


def _first_of_row(clause: str) -> str:
    match = _ROW.match(clause)
    if not match:
        return clause
    left, operator, right = match.groups()
    return f"{_split(left, ', ')[0]} {operator[0]}= {_split(right, ', ')[0]}"


def _split(text: str, separator: str) -> list[str]:
    """At a separator outside of parentheses and quotes."""
    text = _strip(text)
    parts: list[str] = []
    depth, start, position = 0, 0, 0
    while position < len(text):
        character = text[position]
        if character in "'\"":
            position = text.index(character, position + 1)
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif depth == 0 and text.startswith(separator, position):
            parts.append(text[start:position])
            position += len(separator) - 1
            start = position + 1
        position += 1
    parts.append(text[start:])
    return [_strip(part) for part in parts if part.strip()]


def _strip(text: str) -> str:
    """Without parentheses that enclose the whole."""
    text = text.strip()
    while text.startswith("(") and _closing(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closing(text: str) -> int:
    """The position of the parenthesis that closes the first one."""
    depth, position = 0, 0
    while position < len(text):
        character = text[position]
        if character in "'\"":
            position = text.index(character, position + 1)
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return -1
