-- Fails unless the database holds what saas_schema.sql promises. It asks the plain
-- catalogs, not the extension: no index contains a column of a foreign key.

DO $$
DECLARE
    tables integer := (SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'nova_accepted');
    keys integer := (SELECT count(*) FROM pg_constraint WHERE contype = 'f');
    policies integer := (SELECT count(*) FROM pg_policies
                         WHERE qual = '(org_id = get_user_org_id())');
    indexed integer := (SELECT count(*) FROM pg_constraint c WHERE contype = 'f' AND EXISTS (
                            SELECT 1 FROM pg_index i
                            WHERE i.indrelid = c.conrelid AND c.conkey && i.indkey::int2[]));
BEGIN
    IF (tables, keys, policies, indexed) IS DISTINCT FROM (32, 89, 80, 0) THEN
        RAISE EXCEPTION 'expected 32 tables, 89 foreign keys, 80 policies and 0 keys with an index, '
            'found %, %, % and %', tables, keys, policies, indexed;
    END IF;
END
$$;
