"""The judge: every key of a batch, its indexes one at a time, the planner's answer, the verdict."""
from __future__ import annotations

from dataclasses import dataclass, field

from ..database import Cursor
from ..ddl import undone
from . import relations as catalog
from .keys import Key
from .plan import Clauses
from .probes import Probe, create_probe
from .relations import Index, Relation
from .siblings import create_siblings
from .solo import Target, plan_alone
from .verdict import Grade, grade_index, searches_everything


@dataclass
class Truth:
    """What the planner says of one key."""
    key: Key
    verdict: str                                            # 'covered', 'none', 'partial', 'lossy', 'leaves'
    grades: dict[int, Grade] = field(default_factory=dict)  # of each valid index on the table or its leaves
    evidence: list[str] = field(default_factory=list)       # one line for each index, for the reader of a mismatch

    @property
    def expects_row(self) -> bool:
        return self.verdict != "covered" and self.key.fires and self.key.reported


@dataclass(frozen=True)
class Answer:
    """The planner on one key and one index alone."""
    clauses: Clauses                 # in the Index Cond
    first: Clauses | None            # those that search the first column, where a search must start there
    searched: tuple[int, ...] = ()   # numbers of the columns searched, for BRIN


Answers = dict[tuple[int, int], Answer]  # by key and index; a probe's index counts as minus the one it stands for


class Judge:
    """Plans everything inside one savepoint, which it rolls back.

    `known` are the answers of an earlier judge of the same transaction: an index alone is answered for once and for
    all, so that after new indexes were made only those are planned.
    """

    def __init__(self, cursor: Cursor, keys: list[Key], known: Answers | None = None) -> None:
        self._cursor = cursor
        self._keys = keys
        self.answers: Answers = dict(known or {})
        self._relations: dict[int, Relation] = {}
        self._probes: dict[int, Probe] = {}
        self._indexes: dict[int, list[Index]] = {}

    def run(self) -> dict[int, Truth]:
        """The truth about each key, by its oid."""
        self._leaves = catalog.load_leaves(self._cursor, {key.table for key in self._keys if key.kind == "p"})
        with undone(self._cursor):
            targets = [target for key in self._keys for target in self._targets(key)]
            self._relations = {r.oid: r for target in targets for r in target.relations}
            self._correlations = catalog.load_correlations(self._cursor, self._relations)
            self._subjects = {index: -origin.oid for probe in self._probes.values()
                              for index, origin in probe.origin.items()}
            for index in catalog.load_indexes(self._cursor, self._relations):
                if index.valid and not index.partitioned:
                    self._indexes.setdefault(index.table, []).append(index)
            self._plan(targets)
        return {key.oid: self._judge(key) for key in self._keys}

    def _targets(self, key: Key) -> list[Target]:
        if key.kind != "p":
            return [Target(key, key.query(), [Relation(key.table, *key.table_name)])]
        if key.table not in self._probes:
            self._probes[key.table] = create_probe(self._cursor, key.table, Relation(0, *key.table_name).q)
        probe = self._probes[key.table].relation
        leaves = self._leaves[key.table]
        on_leaves = [Target(key, key.query(), leaves)] if leaves else []
        return on_leaves + [Target(key, key.query((probe.schema, probe.name)), [probe])]

    def _plan(self, targets: list[Target]) -> None:
        """Adds the answers that are not known yet."""
        answered = {subject for _, subject in self.answers}
        new = [index for indexes in self._indexes.values() for index in indexes
               if self._subject(index) not in answered]
        siblings = create_siblings(self._cursor, new, self._relations, {index for index, _ in self._correlations})
        facts = plan_alone(self._cursor, targets, new + list({s.oid: s for s in siblings.values()}.values()))
        for index in new:
            for target in targets:
                if any(relation.oid == index.table for relation in target.relations):
                    key = target.key.oid
                    by_column = {number: facts[key, siblings[index.oid, number].oid]
                                 for number in range(1, len(index.columns) + 1) if (index.oid, number) in siblings}
                    if len(index.columns) == 1:
                        by_column = {1: facts[key, index.oid]}
                    self.answers[key, self._subject(index)] = Answer(
                        facts[key, index.oid], by_column[1] if index.leads else None,
                        tuple(number for number, clauses in by_column.items() if clauses))

    def _subject(self, index: Index) -> int:
        return self._subjects.get(index.oid, index.oid)

    def _judge(self, key: Key) -> Truth:
        truth = Truth(key, "")
        if key.kind != "p":
            truth.verdict = self._grade_table(truth, key.table).text
            return truth
        probe = self._probes[key.table]
        leaves = self._leaves[key.table]
        if not leaves:
            truth.verdict = self._grade_table(truth, probe.relation.oid).text
            return truth
        worst = min([self._grade_table(truth, leaf.oid) for leaf in leaves])
        truth.verdict = worst.text
        if worst is Grade.COVERED and not self._next_partition_served(key, probe):
            truth.verdict = "leaves"
        return truth

    def _grade_table(self, truth: Truth, table: int) -> Grade:
        """The best of the table's indexes."""
        key = truth.key
        best = Grade.NONE
        for index in self._indexes.get(table, ()):
            answer = self.answers[key.oid, self._subject(index)]
            correlation = max((self._correlations[index.oid, number] for number in answer.searched
                               if (index.oid, number) in self._correlations), default=None)
            grade = grade_index(index, answer.clauses, answer.first, len(key.columns), correlation)
            truth.grades[abs(self._subject(index))] = grade
            truth.evidence.append(
                f"{self._relations[table].q}: {index.method} index \"{index.name}\": Index Cond holds "
                f"{_listing(answer.clauses)}" + (f", first column {_listing(answer.first)}" if index.leads else "")
                + (f", correlation {correlation}" if index.method == "brin" else "") + f": {grade.text}")
            best = max(best, grade)
        return best

    def _next_partition_served(self, key: Key, probe: Probe) -> bool:
        """Whether a partition made tomorrow would get an index, from a valid one of the parent, with all clauses.
        Whether that one will be lossy is for the rows to say that the partition will hold."""
        for clone in self._indexes.get(probe.relation.oid, ()):
            answer = self.answers[key.oid, self._subject(clone)]
            if searches_everything(clone, answer.clauses, answer.first, len(key.columns)):
                return True
        return False


def _listing(clauses: Clauses | None) -> str:
    return ", ".join(f"${number}" for number in sorted(clauses or ())) or "nothing"
