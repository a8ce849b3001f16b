"""The database of the benchmark `tpch`."""

import scaled

DATABASE = "bench_tpch"
SCHEMAS = ["public"]


def rows(scale):
    """How many at this scale factor; lines of orders follow from orders, four of each on average."""
    return {
        "parts": round(200_000 * scale),
        "suppliers": round(10_000 * scale),
        "customers": round(150_000 * scale),
        "orders": round(1_500_000 * scale),
        "clerks": max(1, round(1_000 * scale)),
    }


def build(scale):
    files = ["hashes.sql", "tpch.d/schema.sql", "tpch.d/rows.sql", "tpch.d/keys.sql"]
    scaled.build(DATABASE, scale, files, rows(scale))
