// See nova_what_if--1.0.sql for what each function does.
#include "shape.hpp"

#include "pg/call.hpp"
#include "pg/confinement.hpp"
#include "pg/enter.hpp"
#include "planner/index_description.hpp"
#include "planner/still_calls.hpp"

extern "C" {
PG_MODULE_MAGIC;
PG_FUNCTION_INFO_V1(what_if_plan);
PG_FUNCTION_INFO_V1(what_if_still);
PG_FUNCTION_INFO_V1(what_if_pages);
PG_FUNCTION_INFO_V1(what_if_other_hook);
PG_FUNCTION_INFO_V1(what_if_hook_is_gone);
}

namespace {

using namespace nova;

constexpr Oid first_invented = 4'000'000'000;

// OIDs or texts; an empty array is none.
List *elements(Datum array, Oid type) {
    Datum *values = nullptr;
    int count = 0;
    const bool oids = type == OIDOID;
    deconstruct_array(DatumGetArrayTypeP(array), type, oids ? 4 : -1, oids, TYPALIGN_INT, &values, nullptr, &count);
    List *list = NIL;
    for (int i = 0; i < count; ++i)
        list = oids ? lappend_oid(list, DatumGetObjectId(values[i])) : lappend(list, TextDatumGetCString(values[i]));
    return list;
}

Query *parse(const char *text) {
    List *const statements = pg_parse_query(text);
    Oid *types = nullptr;
    int count = 0;
    List *const queries =
        pg_analyze_and_rewrite_varparams(linitial_node(RawStmt, statements), text, &types, &count, nullptr);
    return linitial_node(Query, queries);
}

struct Described {
    planner::WhatIf what_if;
    IndexNames names;
};

Described describe(List *statements, List *hidden, List *real) {
    Described result{{NIL, hidden}, {NIL, NIL}};
    Oid next_id = first_invented;
    for (int i = 0; i < list_length(statements); ++i) {
        List *const indexes = planner::describe_indexes(static_cast<char *>(list_nth(statements, i)), &next_id);
        for (int j = 0; j < list_length(indexes); ++j) {
            auto *const index = static_cast<planner::HypotheticalIndex *>(list_nth(indexes, j));
            result.what_if.added = lappend(result.what_if.added, index);
            result.names.indexes = lappend_oid(result.names.indexes, planner::index_id(index));
            result.names.numbers = lappend_int(result.names.numbers, i + 1);
        }
    }
    for (int i = 0; i < list_length(real); ++i) {
        result.names.indexes = lappend_oid(result.names.indexes, list_nth_oid(real, i));
        result.names.numbers = lappend_int(result.names.numbers, i + 1);
    }
    return result;
}

Datum row(FunctionCallInfo fcinfo, const PlannedStmt *statement, const planner::PlanCost &cost,
          const IndexNames &names) {
    TupleDesc descriptor = nullptr;
    get_call_result_type(fcinfo, nullptr, &descriptor);
    Datum values[3] = {Float8GetDatum(cost.total), Float8GetDatum(cost.rows),
                       CStringGetTextDatum(shape(statement, names))};
    bool nulls[3] = {false, false, false};
    return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(descriptor), values, nulls));
}

Datum answer(FunctionCallInfo fcinfo, const Query *query, const Described &described) {
    const planner::PlanCost cost = planner::plan_cost(query, nullptr, described.what_if);
    const PlannedStmt *const statement = planner::plan(query, nullptr, described.what_if);
    return pg::call([&] { return row(fcinfo, statement, cost, described.names); });
}

get_relation_info_hook_type previous_hook = nullptr;
Oid taken_away = InvalidOid;
std::int64_t calls = 0;

void count_and_hide(PlannerInfo *root, Oid table, bool parent, RelOptInfo *relation) {
    if (previous_hook != nullptr)
        previous_hook(root, table, parent, relation);
    ++calls;
    List *kept = NIL;
    for (int i = 0; i < list_length(relation->indexlist); ++i) {
        auto *const info = static_cast<IndexOptInfo *>(list_nth(relation->indexlist, i));
        if (info->indexoid != taken_away)
            kept = lappend(kept, info);
    }
    relation->indexlist = kept;
}

} // namespace

Datum what_if_plan(PG_FUNCTION_ARGS) {
    return pg::enter([fcinfo] {
        const Described described = pg::call([fcinfo] {
            return describe(elements(PG_GETARG_DATUM(1), TEXTOID), elements(PG_GETARG_DATUM(2), OIDOID),
                            elements(PG_GETARG_DATUM(3), OIDOID));
        });
        const Query *const query = pg::call([fcinfo] { return parse(TextDatumGetCString(PG_GETARG_DATUM(0))); });
        return answer(fcinfo, query, described);
    });
}

Datum what_if_still(PG_FUNCTION_ARGS) {
    return pg::enter([fcinfo] {
        const Described described =
            pg::call([fcinfo] { return describe(elements(PG_GETARG_DATUM(1), TEXTOID), NIL, NIL); });
        const pg::Confinement confinement;
        const Query *const query = pg::call([fcinfo] {
            int next_param = 1;
            return planner::still_calls(parse(TextDatumGetCString(PG_GETARG_DATUM(0))), &next_param);
        });
        return answer(fcinfo, query, described);
    });
}

Datum what_if_pages(PG_FUNCTION_ARGS) {
    return pg::enter([fcinfo] {
        return pg::call([fcinfo] {
            Oid next_id = first_invented;
            List *const indexes = planner::describe_indexes(TextDatumGetCString(PG_GETARG_DATUM(0)), &next_id);
            const int count = list_length(indexes);
            auto *const pages = static_cast<Datum *>(palloc(sizeof(Datum) * static_cast<std::size_t>(count + 1)));
            for (int i = 0; i < count; ++i)
                pages[i] = Int64GetDatum(
                    planner::index_pages(static_cast<planner::HypotheticalIndex *>(list_nth(indexes, i))));
            return PointerGetDatum(construct_array(pages, count, INT8OID, 8, true, TYPALIGN_DOUBLE));
        });
    });
}

Datum what_if_other_hook(PG_FUNCTION_ARGS) {
    taken_away = PG_GETARG_OID(0);
    if (get_relation_info_hook != count_and_hide) {
        previous_hook = get_relation_info_hook;
        get_relation_info_hook = count_and_hide;
    }
    const std::int64_t called = calls;
    calls = 0;
    return Int64GetDatum(called);
}

Datum what_if_hook_is_gone(PG_FUNCTION_ARGS) {
    (void)fcinfo;
    return BoolGetDatum(get_relation_info_hook == nullptr || get_relation_info_hook == count_and_hide);
}
