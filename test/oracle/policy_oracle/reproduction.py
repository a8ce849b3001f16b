"""Everything that psql needs to get to where a batch was."""
from __future__ import annotations

from oracle.schema.names import literal

from .schema.functions import objects, settings


def preamble() -> list[str]:
    return [*objects(), *(f"SET {name} = {literal(value)}" for name, value in settings().items()),
            "SET enable_seqscan = off", "SET enable_partition_pruning = off"]


def reproduction(statements: list[str]) -> str:
    """The statements of the batch; those that every batch shares are printed by --schema-only-print."""
    return "".join(f"{sql};\n" for sql in statements)
