SELECT border_fail('none', 10);
-- Errors keep their fields and destroy every object on the way.
SELECT border_fail('server', 10);
SELECT border_fail('user', 10);
SELECT border_fail('cancel', 10);
SELECT border_fail('bad_alloc', 10);
SELECT border_fail('exception', 10);
SELECT border_fail('unknown', 10);
SELECT border_living();

-- What an attempt swallows, and what not: cancel (57), resources (53), internal errors and corruption (XX)
SELECT border_attempt('00000'), border_attempt('22012'), border_attempt('42P01'), border_attempt('55P03');
SELECT border_attempt('57014');
SELECT border_attempt('53200');
SELECT border_attempt('XX000');
SELECT border_attempt('XX001');
SELECT border_living();

-- A failed attempt is rolled back, what comes after it is not.
CREATE TABLE border_log (what text);
SELECT border_attempts(1000);
SELECT * FROM border_log;
SELECT border_living(), border_state_restored();

-- Thousands of errors leave the session as it was.
DO $$
DECLARE
    how text;
BEGIN
    FOREACH how IN ARRAY ARRAY['server', 'user', 'bad_alloc', 'exception', 'unknown'] LOOP
        FOR i IN 1..1000 LOOP
            BEGIN
                PERFORM border_fail(how, 3);
                RAISE 'no error';
            EXCEPTION WHEN division_by_zero OR SQLSTATE 'NF001' OR out_of_memory OR internal_error THEN NULL;
            END;
        END LOOP;
    END LOOP;
END
$$;
SELECT border_living(), border_state_restored();
