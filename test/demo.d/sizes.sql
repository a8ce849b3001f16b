SELECT pg_size_pretty(sum(estimated_bytes)) AS "estimated size of the indexes",
       pg_size_pretty(sum(pg_relation_size(i.oid))) AS "real size",
       round(100 * max(abs(estimated_bytes - pg_relation_size(i.oid)) / pg_relation_size(i.oid)::numeric)
             FILTER (WHERE pg_relation_size(i.oid) > 100000)) || ' %' AS "largest error, of those above 100 kB"
FROM demo_estimates
JOIN pg_namespace n ON n.nspname = schema
JOIN pg_class i ON i.relnamespace = n.oid AND i.relname = name;
DROP TABLE demo_estimates;
