-- How many findings a report has. Variables: report (a function), what (it finds).

\echo '   SELECT ... FROM' :report'();'
\echo
SELECT count(*) AS :"what",
       count(*) FILTER (WHERE severity = 'high') AS high,
       count(*) FILTER (WHERE severity = 'medium') AS medium,
       count(*) FILTER (WHERE severity = 'low') AS low,
       count(*) FILTER (WHERE severity = 'unknown') AS unknown
FROM :report();
