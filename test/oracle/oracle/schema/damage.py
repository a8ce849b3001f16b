"""What goes wrong in real databases: ruined indexes, disabled triggers, tables that belong to an extension."""
from __future__ import annotations

from .model import Cluster, Context, Table
from .names import literal, quote

# (indisvalid, indisready, indislive) as CREATE and DROP INDEX CONCURRENTLY leave them behind
RUINED: tuple[tuple[str, str], ...] = (
    ("invalid index", "indisvalid = false"),
    ("not-ready index", "indisvalid = false, indisready = false"),
    ("not-live index", "indisvalid = false, indisready = false, indislive = false"),
)


def ruin_index(ctx: Context, cluster: Cluster, table: Table, index: str, owner: Table | None = None) -> None:
    """Marks the index `index` of `table`; the second statement makes the server forget its list of the indexes."""
    tag, flags = ctx.rng.choice(RUINED)
    qualified = f"{quote(table.schema)}.{quote(index)}" if table.schema else quote(index)
    cluster.add(f"UPDATE pg_index SET {flags} WHERE indexrelid = {literal(qualified)}::regclass; "
                f"UPDATE pg_class SET relname = relname WHERE oid = {literal(table.q)}::regclass",
                owner or table, tag)


def disable_triggers(ctx: Context, cluster: Cluster, referenced: Table, referencing: Table) -> None:
    """All triggers of the referenced table, one kind of them, or (which changes nothing) the referencing table's."""
    form = ctx.rng.randrange(6)
    if form <= 1:
        only = "ONLY " if referenced.partition_columns and ctx.chance(0.3) else ""
        cluster.add(f"ALTER TABLE {only}{referenced.q} DISABLE TRIGGER ALL", referencing, "triggers disabled")
    elif form == 2:
        cluster.add(f"ALTER TABLE {referencing.q} DISABLE TRIGGER ALL", referencing,
                    "referencing side's triggers disabled")
    else:
        events = ctx.rng.choice(("del", "upd", "(del|upd)"))
        verb = ctx.rng.choice(("DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"))
        cluster.add(
            "DO $do$ DECLARE t record; BEGIN FOR t IN SELECT tgname FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid "
            f"WHERE tgrelid = {literal(referenced.q)}::regclass AND proname ~ '^RI_FKey_.*_{events}$' LOOP "
            f"EXECUTE format('ALTER TABLE %s {verb} TRIGGER %I', {literal(referenced.q)}::regclass, t.tgname); "
            "END LOOP; END $do$", referencing, f"triggers: {verb.lower()}")


def give_to_extension(cluster: Cluster, table: Table) -> None:
    cluster.add(f"ALTER EXTENSION bloom ADD TABLE {table.q}", table, "table of an extension")
