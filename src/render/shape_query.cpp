#include "render/shape_query.hpp"

#include <boost/algorithm/string/join.hpp>

#include "render/concat.hpp"
#include "render/words.hpp"

namespace nova {

std::string shape_query(const KeyShape &shape, const std::string &function, bool include_accepted, Names &names) {
    std::vector<std::string> columns;
    for (const std::string &column : shape.columns)
        columns.push_back(names.literal(column));
    constexpr const char *equals = " OPERATOR(pg_catalog.=) ";
    return concat({"SELECT pg_catalog.unnest(f.create_statements) FROM ", function,
                   include_accepted ? "(include_accepted => true)" : "()",
                   " AS f JOIN pg_catalog.pg_class AS t ON t.oid", equals, "f.table_name::pg_catalog.oid",
                   " WHERE t.relname", equals, names.literal(shape.table), " AND f.column_names", equals, "ARRAY[",
                   boost::algorithm::join(columns, ", "), "]::pg_catalog.name[] AND f.coverage", equals, "'",
                   word(shape.coverage), "';"});
}

} // namespace nova
