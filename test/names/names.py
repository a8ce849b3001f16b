"""Hostile names for everything that a statement may name.

random_name(rng) gives a name of 1 to 63 bytes: pieces that close quotes, start comments,
look like options, commands of psql or variables, keywords, multi-byte characters cut to
the limit of the server, white space, and what would do harm if it were run.
"""

MOST_BYTES = 63

HARMFUL = [
    '"; DROP TABLE canary; --',
    "'; DROP TABLE canary; --",
    "\nDROP TABLE canary;\n",
    "\n\\! touch canary\n",
    "\r\nDROP TABLE canary;\r\n",
    "$$; DROP TABLE canary; $$",
    "*/ DROP TABLE canary; /*",
    "\\'; DROP TABLE canary; --",
    "\\gexec DROP TABLE canary",
    "); DROP TABLE canary; --",
    "\u2028DROP TABLE canary;",
]
PIECES = [
    '"', '""', "'", "''", "\\", "\\\\", "$$", "$1", "$q$", "%", "%s", "%I", "%1$s", ";", "--", "/*", "*/", "\n", "\r", "\t", "\v",
    " ", ".", ",", "(", ")", "{", "}", "[", "]", ":", ":x", ":'x'", ':"x"', "::text", "\\x", "\\;", "\\q", "E'", "U&", "@", "#",
    "-f", "--help", "-c", "=", "~", "`", "|", "<", ">", "&", "&amp;", "*", "_", "a", "Z", "0", "é", "ß", "漢", "\U0001f600", "\u202e",
    "\u00a0", "\ufeff", "\u0001", "\u007f",
]  # fmt: skip
KEYWORDS = [
    "select", "table", "user", "all", "null", "default", "order", "only", "concurrently", "if", "not", "exists", "on", "PUBLIC",
    "none", "current_user", "true", "analyze", "primary", "using", "where", "array", "row", "array_agg", "ctid0", "between",
]  # fmt: skip


def clip(name):
    """To what the server keeps of it: 63 bytes, between characters."""
    return name.encode()[:MOST_BYTES].decode(errors="ignore")


def random_name(rng):
    kind = rng.random()
    if kind < 0.25:
        name = rng.choice(HARMFUL)
        if rng.random() < 0.5:
            name = rng.choice(PIECES) + name
    elif kind < 0.4:
        name = rng.choice(KEYWORDS)
    elif kind < 0.55:
        name = rng.choice(["漢", "é", "\U0001f600", '"', "'", "x"]) * MOST_BYTES
    else:
        name = "".join(rng.choice(PIECES + KEYWORDS) for _ in range(rng.randint(1, 12)))
    return clip(name) or "x"


class Names:
    """Names that differ, also in what is left of them when they are cut."""

    def __init__(self, rng):
        self.rng = rng
        self.taken = {"canary"}

    def new(self):
        while True:
            name = random_name(self.rng)
            if name in self.taken:
                name = clip(f"{len(self.taken)}{name}")
            if name not in self.taken:
                self.taken.add(name)
                return name
