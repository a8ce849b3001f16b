#include "workload/limits.hpp"

#include <cmath>

#include "pg/compat.hpp"

namespace nova::workload {

namespace {

struct Limits {
    std::int64_t inner;
};

bool is_parameter(Node *node, void *context) {
    return node != nullptr && (IsA(node, Param) || pg::walk_expression(node, is_parameter, context));
}

Node *known(Node *value, std::int64_t rows) {
    if (!is_parameter(value, nullptr))
        return value;
    return reinterpret_cast<Node *>(
        makeConst(INT8OID, -1, InvalidOid, sizeof(std::int64_t), Int64GetDatum(rows), false, FLOAT8PASSBYVAL));
}

void set_limits_of(Query *query, std::int64_t rows) {
    query->limitCount = known(query->limitCount, rows);
    query->limitOffset = known(query->limitOffset, rows);
}

bool set_inner_limits(Node *node, Limits *limits) {
    if (node == nullptr)
        return false;
    if (IsA(node, Query)) {
        auto *const query = reinterpret_cast<Query *>(node);
        set_limits_of(query, limits->inner);
        return pg::walk_query(query, set_inner_limits, limits);
    }
    return pg::walk_expression(node, set_inner_limits, limits);
}

} // namespace

void set_limits(Query *query, std::optional<double> rows_per_call) {
    constexpr double most = 1e15;
    const auto rows =
        rows_per_call ? static_cast<std::int64_t>(std::clamp(std::ceil(*rows_per_call), 1.0, most)) : inner_limit;
    set_limits_of(query, rows);
    Limits limits{query->commandType == CMD_SELECT ? inner_limit : rows};
    pg::walk_query(query, set_inner_limits, &limits);
}

} // namespace nova::workload
