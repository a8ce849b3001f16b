-- psql variables: parts, suppliers, customers, orders: how many; clerks.
-- Distributions as in the specification (4.2), values from hashes (hashes.sql); comments are shorter in words, but say
-- as often what the queries look for.

-- How text is made: word(i, salt, list) is one of a list.
CREATE FUNCTION bench.word(i bigint, salt integer, list text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN list[bench.even(i, salt, cardinality(list))];

CREATE FUNCTION bench.phone(i bigint, salt integer, nation integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (nation + 10) || '-' || (99 + bench.even(i, salt, 900)) || '-' || (99 + bench.even(i, salt + 1, 900)) || '-'
        || (999 + bench.even(i, salt + 2, 9000));

CREATE FUNCTION bench.balance(i bigint, salt integer) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (bench.even(i, salt, 1099999) - 100000) / 100.0;

CREATE FUNCTION bench.retail_price(part bigint) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (90000 + part / 10 % 20001 + 100 * (part % 1000)) / 100.0;

-- The n-th (0 to 3) supplier of a part.
CREATE FUNCTION bench.supplier_of(part bigint, n bigint, suppliers bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (part + n * (suppliers / 4 + (part - 1) / suppliers)) % suppliers + 1;

-- Of 32 possible keys of orders, eight are used.
CREATE FUNCTION bench.order_key(i bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (i - 1) / 8 * 32 + (i - 1) % 8 + 1;

CREATE FUNCTION bench.order_date(i bigint) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN date '1992-01-01' + (bench.even(i, 40, 2406) - 1)::integer;

INSERT INTO region
SELECT row_number() OVER () - 1, name, 'a region'
FROM unnest('{AFRICA,AMERICA,ASIA,EUROPE,MIDDLE EAST}'::text[]) name;

INSERT INTO nation
SELECT row_number() OVER () - 1, name, region, 'a nation'
FROM unnest('{ALGERIA,ARGENTINA,BRAZIL,CANADA,EGYPT,ETHIOPIA,FRANCE,GERMANY,INDIA,INDONESIA,IRAN,IRAQ,JAPAN,JORDAN,KENYA,
              MOROCCO,MOZAMBIQUE,PERU,CHINA,ROMANIA,SAUDI ARABIA,VIETNAM,RUSSIA,UNITED KINGDOM,UNITED STATES}'::text[],
            '{0,1,1,1,4,0,3,3,2,2,4,4,2,4,0,0,0,1,2,3,4,2,3,3,1}'::integer[]) nations(name, region);

-- Of 10,000 suppliers, five have complaints and five recommendations.
INSERT INTO supplier
SELECT i, 'Supplier#' || lpad(i::text, 9, '0'), left(md5(i::text), 10 + bench.even(i, 2, 22)::integer), nation,
       bench.phone(i, 3, nation), bench.balance(i, 6),
       CASE bench.even(i, 7, 2000)
           WHEN 1 THEN 'wake slyly Customer even Complaints haggle'
           WHEN 2 THEN 'wake slyly Customer even Recommends haggle'
           ELSE bench.words(i, 62)
       END
FROM (SELECT i, (bench.even(i, 1, 25) - 1)::integer AS nation FROM generate_series(1, :suppliers) i) s;

-- Names are five of 92 colours, no two alike.
INSERT INTO part
SELECT i, name, 'Manufacturer#' || manufacturer, 'Brand#' || manufacturer || bench.even(i, 11, 5),
       bench.word(i, 12, '{STANDARD,SMALL,MEDIUM,LARGE,ECONOMY,PROMO}') || ' '
           || bench.word(i, 13, '{ANODIZED,BURNISHED,PLATED,POLISHED,BRUSHED}') || ' '
           || bench.word(i, 14, '{TIN,NICKEL,BRASS,STEEL,COPPER}'),
       bench.even(i, 15, 50),
       bench.word(i, 16, '{SM,LG,MED,JUMBO,WRAP}') || ' ' || bench.word(i, 17, '{CASE,BOX,BAG,JAR,PKG,PACK,CAN,DRUM}'),
       bench.retail_price(i), bench.words(i, 14)
FROM (SELECT i, bench.even(i, 10, 5) AS manufacturer,
             (SELECT string_agg(colour, ' ' ORDER BY place)
              FROM (SELECT colour, hashint8extended(i, place::integer) AS place
                    FROM unnest('{almond,antique,aquamarine,azure,beige,bisque,black,blanched,blue,blush,brown,burlywood,
                                  burnished,chartreuse,chiffon,chocolate,coral,cornflower,cornsilk,cream,cyan,dark,deep,dim,
                                  dodger,drab,firebrick,floral,forest,frosted,gainsboro,ghost,goldenrod,green,grey,honeydew,
                                  hot,indian,ivory,khaki,lace,lavender,lawn,lemon,light,lime,linen,magenta,maroon,medium,
                                  metallic,midnight,mint,misty,moccasin,navajo,navy,olive,orange,orchid,pale,papaya,peach,
                                  peru,pink,plum,powder,puff,purple,red,rose,rosy,royal,saddle,salmon,sandy,seashell,sienna,
                                  sky,slate,smoke,snow,spring,steel,tan,thistle,tomato,turquoise,violet,wheat,white,yellow
                                 }'::text[]) WITH ORDINALITY colours(colour, place)
                    ORDER BY 2 LIMIT 5) chosen) AS name
      FROM generate_series(1, :parts) i) p;

INSERT INTO partsupp
SELECT i, bench.supplier_of(i, n, :suppliers), bench.even(4 * i + n, 20, 9999), bench.even(4 * i + n, 21, 99901) / 100.0 + 0.99,
       bench.words(i, 124)
FROM generate_series(1, :parts) i, generate_series(0, 3) n;

INSERT INTO customer
SELECT i, 'Customer#' || lpad(i::text, 9, '0'), left(md5(i::text), 10 + bench.even(i, 31, 22)::integer), nation,
       bench.phone(i, 32, nation), bench.balance(i, 35),
       bench.word(i, 36, '{AUTOMOBILE,BUILDING,FURNITURE,MACHINERY,HOUSEHOLD}'), bench.words(i, 72)
FROM (SELECT i, (bench.even(i, 30, 25) - 1)::integer AS nation FROM generate_series(1, :customers) i) c;

INSERT INTO lineitem
SELECT bench.order_key(o), part, bench.supplier_of(part, bench.even(l, 51, 4) - 1, :suppliers), number, quantity,
       quantity * bench.retail_price(part), (bench.even(l, 53, 11) - 1) / 100.0, (bench.even(l, 54, 9) - 1) / 100.0,
       CASE WHEN received > '1995-06-17' THEN 'N' WHEN bench.even(l, 55, 2) = 1 THEN 'R' ELSE 'A' END,
       CASE WHEN shipped > '1995-06-17' THEN 'O' ELSE 'F' END,
       shipped, bench.order_date(o) + 29 + bench.even(l, 56, 61)::integer, received,
       bench.word(l, 57, '{DELIVER IN PERSON,COLLECT COD,NONE,TAKE BACK RETURN}'),
       bench.word(l, 58, '{REG AIR,AIR,RAIL,SHIP,TRUCK,MAIL,FOB}'), bench.words(l, 26)
FROM (SELECT o, number, l, bench.even(l, 50, :parts) AS part, bench.even(l, 52, 50) AS quantity, shipped,
             shipped + bench.even(l, 59, 30)::integer AS received
      FROM (SELECT o, number, 7 * o + number AS l, bench.order_date(o) + bench.even(7 * o + number, 60, 121)::integer AS shipped
            FROM generate_series(1, :orders) o, generate_series(1, 7) number
            WHERE number <= bench.even(o, 41, 7)
            OFFSET 0) shipped
      OFFSET 0) lines
ORDER BY l;

-- Every third customer never orders.
INSERT INTO orders
SELECT bench.order_key(i), 3 * ((customer - 1) / 2) + (customer - 1) % 2 + 1, status, total, bench.order_date(i),
       bench.word(i, 43, '{1-URGENT,2-HIGH,3-MEDIUM,4-NOT SPECIFIED,5-LOW}'),
       'Clerk#' || lpad(bench.even(i, 44, :clerks)::text, 9, '0'), 0,
       CASE WHEN bench.unit(i, 45) < 0.011 THEN 'sleep special furiously requests haggle' ELSE bench.words(i, 48) END
FROM (SELECT i, bench.even(i, 42, :customers * 2 / 3) AS customer,
             CASE WHEN every(l.l_linestatus = 'F') THEN 'F' WHEN every(l.l_linestatus = 'O') THEN 'O' ELSE 'P' END AS status,
             sum(round(l_extendedprice * (1 + l_tax) * (1 - l_discount), 2)) AS total
      FROM generate_series(1, :orders) i JOIN lineitem l ON l.l_orderkey = bench.order_key(i)
      GROUP BY i) o
ORDER BY i;
