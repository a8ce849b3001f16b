-- How many C++ objects of the tests are alive.
CREATE FUNCTION border_living() RETURNS int LANGUAGE c AS 'MODULE_PATHNAME';
-- Fails below `depth` frames with living objects: 'server' (ereport), 'user' (pg::raise), 'cancel', 'bad_alloc', 'exception', 'unknown'; 'none' returns depth.
CREATE FUNCTION border_fail(how text, depth int) RETURNS int LANGUAGE c STRICT AS 'MODULE_PATHNAME';
-- Raises sqlstate in an attempt; true when it was not swallowed because nothing was raised ('00000').
CREATE FUNCTION border_attempt(sqlstate text) RETURNS boolean LANGUAGE c STRICT AS 'MODULE_PATHNAME';
-- Attempts that fail after running a statement; the number that did.
CREATE FUNCTION border_attempts(count int) RETURNS int LANGUAGE c STRICT AS 'MODULE_PATHNAME';
-- Do the exception stack, the error context and the memory context survive a caught error?
CREATE FUNCTION border_state_restored() RETURNS boolean LANGUAGE c AS 'MODULE_PATHNAME';
