"""The database of the benchmark `workload`: a social network and a service for many organisations."""

import scaled

DATABASE = "bench_workload"
ROLES = {"bench_social": "social", "bench_saas": "saas", "bench_tenant": "saas"}  # with their search_path
SCHEMAS = ["social", "saas"]

# Rows of each table for 5.4 million in all.
FULL = {
    "users": 100_000,
    "posts": 400_000,
    "comments": 900_000,
    "likes": 750_000,
    "follows": 400_000,
    "notifications": 500_000,
    "messages": 300_000,
    "orgs": 500,
    "accounts": 8_000,
    "projects": 12_000,
    "tasks": 600_000,
    "user_data": 400_000,
    "files": 300_000,
    "audit_events": 600_000,
    "invoices": 100_000,
}


def sizes(rows):
    """Rows of each table for so many in all, nearly."""
    return {table: max(20, full * rows // sum(FULL.values())) for table, full in FULL.items()}


def build(rows):
    parts = [f"workload.d/{schema}_{part}.sql" for schema in SCHEMAS for part in ("schema", "rows", "keys")]
    scaled.build(DATABASE, rows, ["hashes.sql", *parts], sizes(rows), ROLES)
