// The rows of nova_suggest_indexes() and nova_advise().
#pragma once

#include "pg/result_set.hpp"
#include "sql_api/suggestion.hpp"

namespace nova::sql_api {

void write_suggestions(FunctionCallInfo fcinfo, const std::vector<Suggestion> &suggestions);

} // namespace nova::sql_api
