"""Identifiers, plain and odd, unique within a batch, never longer than the server's 63 bytes."""
from __future__ import annotations

import random

ODD_FORMS = (
    "Mixed Case {}", 'quo"te{}', "apo'strophe{}", "dot.ted{}", "per%cent {}", "back\\slash{}", "ünïcödé{}",
    "名前{}", "$1{}", "a$1 = $2 {}", " lead{}", "trail{} ", "semi;colon{}", "a--b{}", "/*c*/{}", "(par)en{}",
    "brace{{}}{}", "select{}", "new\nline{}", "tab\t{}", "AND $1 {}", "🐘{}",
)
KEYWORDS = ("select", "user", "order", "x", "oid", "end", "table", "column", "X", "default", "name", "end")
MAX_BYTES = 63


def quote(name: str) -> str:
    """Always quoted: whether quotes are needed is the server's business."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string literal that is right under standard_conforming_strings = on."""
    return "'" + text.replace("'", "''") + "'"


def clip(name: str) -> str:
    """Cut to 63 bytes at a character's border, as the server would."""
    return name.encode()[:MAX_BYTES].decode(errors="ignore")


class Names:
    """Hands out identifiers; the serial number makes each one unique."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._serial = 0

    def fresh(self, prefix: str) -> str:
        self._serial += 1
        draw = self._rng.random()
        if draw < 0.90:
            return f"{prefix}{self._serial}"
        if draw < 0.915:
            return clip(f"{prefix}{self._serial}_" + "long" * 20)
        if draw < 0.93:
            return clip(f"{prefix}{self._serial}_" + "é" * 40)
        return clip(self._rng.choice(ODD_FORMS).format(f"{prefix}{self._serial}"))

    def column(self, taken: set[str]) -> str:
        """A column name: keywords included, unique within its table only."""
        if self._rng.random() < 0.06:
            name = self._rng.choice(KEYWORDS)
            if name not in taken:
                taken.add(name)
                return name
        name = self.fresh("c")
        taken.add(name)
        return name


def is_odd(name: str) -> bool:
    return not (name.isascii() and name.replace("_", "").isalnum() and name == name.lower()) or name in KEYWORDS \
        or len(name.encode()) == MAX_BYTES
