"""What the planner says of each policy, for counting: is an index of use, and is there one?"""
from __future__ import annotations

import random
from collections import Counter

from ..schema.model import Policy
from .gains import Gain, gains
from .planner import Planner


def verdicts(planner: Planner, rng: random.Random) -> Counter[str]:
    missing, _ = gains(planner, rng, lambda gain: False)
    used = [(query, use) for query in planner.queries for use in planner.uses(query) if use.searched]
    found: Counter[str] = Counter()
    for policy in planner.batch.policies:
        if any(_is_about(policy, gain) for gain in missing):
            found["policies that want an index"] += 1
        elif any(policy.name in query.policies and planner.relations[query.table].name == policy.table.name
                 for query, _ in used):
            found["policies whose queries use an index already"] += 1
        else:
            found["policies that no index serves"] += 1
    return found


def _is_about(policy: Policy, gain: Gain) -> bool:
    return policy.name in gain.query.policies and policy.using is not None and gain.use.index.columns[0] in policy.using.sql
