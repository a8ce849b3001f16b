-- What other tools suggest for these queries, for the benchmark `tpch`: the algorithms of DTA (anytime), Extend and
-- DB2Advis as the public suite index_selection_evaluation has them, run with HypoPG on this database (scale factor 0.5,
-- primary keys in place, random_page_cost 1.1) with all texts as they are. A budget is by HypoPG's estimate, which
-- knows no deduplication; the indexes are smaller.

-- set dta500: DTA, at most 2 columns, 500 MB
CREATE INDEX ON customer (c_nationkey, c_custkey);
CREATE INDEX ON lineitem (l_orderkey);
CREATE INDEX ON lineitem (l_partkey, l_suppkey);
CREATE INDEX ON lineitem (l_shipdate);
CREATE INDEX ON lineitem (l_suppkey, l_shipdate);
CREATE INDEX ON nation (n_name, n_nationkey);
CREATE INDEX ON nation (n_nationkey, n_regionkey);
CREATE INDEX ON orders (o_custkey, o_orderdate);
CREATE INDEX ON orders (o_orderkey, o_orderdate);
CREATE INDEX ON part (p_brand, p_container);
CREATE INDEX ON part (p_size, p_name);
CREATE INDEX ON partsupp (ps_suppkey);
CREATE INDEX ON region (r_regionkey, r_name);
CREATE INDEX ON supplier (s_nationkey, s_suppkey);
CREATE INDEX ON supplier (s_suppkey);
CREATE INDEX ON supplier (s_suppkey, s_comment);
CREATE INDEX ON supplier (s_suppkey, s_nationkey);

-- set dta600: DTA, at most 3 columns, 600 MB
CREATE INDEX ON lineitem (l_orderkey);
CREATE INDEX ON lineitem (l_partkey, l_shipdate, l_quantity);
CREATE INDEX ON lineitem (l_shipdate);
CREATE INDEX ON lineitem (l_suppkey, l_partkey, l_shipdate);
CREATE INDEX ON nation (n_name, n_nationkey, n_regionkey);
CREATE INDEX ON nation (n_nationkey, n_name, n_regionkey);
CREATE INDEX ON orders (o_custkey);
CREATE INDEX ON partsupp (ps_suppkey);
CREATE INDEX ON region (r_name, r_regionkey);
CREATE INDEX ON supplier (s_nationkey, s_suppkey);
CREATE INDEX ON supplier (s_nationkey, s_suppkey, s_name);
CREATE INDEX ON supplier (s_suppkey);
CREATE INDEX ON supplier (s_suppkey, s_nationkey);

-- set extend: Extend, at most 3 columns, 500 MB
CREATE INDEX ON customer (c_nationkey);
CREATE INDEX ON lineitem (l_orderkey);
CREATE INDEX ON lineitem (l_partkey, l_suppkey);
CREATE INDEX ON lineitem (l_shipdate);
CREATE INDEX ON lineitem (l_suppkey);
CREATE INDEX ON orders (o_custkey, o_orderdate);
CREATE INDEX ON orders (o_orderdate);
CREATE INDEX ON orders (o_orderkey, o_orderpriority);
CREATE INDEX ON part (p_brand, p_container);
CREATE INDEX ON part (p_name);
CREATE INDEX ON part (p_size);
CREATE INDEX ON partsupp (ps_suppkey);

-- set db2advis: DB2Advis, at most 3 columns, 600 MB
CREATE INDEX ON customer (c_acctbal, c_phone, c_custkey);
CREATE INDEX ON customer (c_custkey, c_name);
CREATE INDEX ON customer (c_mktsegment, c_custkey);
CREATE INDEX ON customer (c_nationkey, c_custkey);
CREATE INDEX ON lineitem (l_partkey, l_quantity, l_extendedprice);
CREATE INDEX ON lineitem (l_shipdate);
CREATE INDEX ON lineitem (l_suppkey, l_partkey);
CREATE INDEX ON nation (n_name, n_nationkey);
CREATE INDEX ON orders (o_custkey, o_orderdate);
CREATE INDEX ON orders (o_orderkey, o_orderpriority);
CREATE INDEX ON part (p_brand, p_container, p_partkey);
CREATE INDEX ON part (p_brand, p_container, p_size);
CREATE INDEX ON part (p_name, p_partkey);
CREATE INDEX ON part (p_partkey, p_type);
CREATE INDEX ON part (p_size);
CREATE INDEX ON partsupp (ps_suppkey);
CREATE INDEX ON partsupp (ps_supplycost, ps_partkey, ps_suppkey);
CREATE INDEX ON region (r_regionkey, r_name);
CREATE INDEX ON supplier (s_nationkey, s_suppkey, s_name);
CREATE INDEX ON supplier (s_suppkey);
CREATE INDEX ON supplier (s_suppkey, s_comment, s_nationkey);
