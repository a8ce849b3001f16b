"""What a batch found out; travels from the jobs to the program that counts."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class BatchResult:
    number: int
    judged: int = 0                                             # keys or policies
    verdicts: Counter[str] = field(default_factory=Counter)     # by the planner
    features: Counter[str] = field(default_factory=Counter)     # keys or policies that have them
    rejected: Counter[str] = field(default_factory=Counter)     # DDL that the server refused, by its reason
    checks: Counter[str] = field(default_factory=Counter)       # other things verified
    mismatches: list[str] = field(default_factory=list)

    def add(self, other: "BatchResult") -> None:
        self.judged += other.judged
        self.verdicts += other.verdicts
        self.features += other.features
        self.rejected += other.rejected
        self.checks += other.checks
        self.mismatches += other.mismatches
