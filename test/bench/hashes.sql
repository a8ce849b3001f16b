-- Pseudo-random values from hashes: the same rows on every machine. `salt` keeps the columns of a row independent.

CREATE SCHEMA bench;

-- Evenly from 0 to less than 1. Hashed twice: once leaves those of numbers in sequence correlated.
CREATE FUNCTION bench.unit(i bigint, salt integer) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (hashint8extended(hashint8extended(i, salt), salt) & 1099511627775)::float8 / 1099511627776;

-- Evenly from 1 to n.
CREATE FUNCTION bench.even(i bigint, salt integer, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN 1 + floor(n * bench.unit(i, salt))::bigint;

-- From 1 to n, few of them very often: rank r comes with a frequency of r ^ (1 / skew - 1), nearly Zipf's law. The
-- ranks are scattered, so that what is often is neither the oldest nor in one place.
CREATE FUNCTION bench.skewed(i bigint, salt integer, n bigint, skew float8) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN 1 + floor(n * power(bench.unit(i, salt), skew))::bigint * 48271 % n;

-- The i-th of n moments of two years, in order.
CREATE FUNCTION bench.moment(i bigint, n bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN timestamptz '2024-01-01 00:00:00+00' + interval '1 second' * round(i::float8 / n * 63158400);

-- About so many characters of text.
CREATE FUNCTION bench.words(i bigint, n integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN left(repeat(md5(i::text) || ' ', 1 + n / 33), n);
