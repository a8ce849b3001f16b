#include "workload/text_analysis.hpp"

#include "pg/compat.hpp"
#include "workload/query_tables.hpp"
#include "workload/raw_statement.hpp"

namespace nova::workload {

namespace {

// The names met so far; name i is parameter first + i. The hooks of a ParseState share one state, that of the server's
// own hooks for parameters.
struct Names {
    List *names;
    int first;
} current_names;

bool is_name(const ColumnRef *reference) {
    for (int i = 0; i < list_length(reference->fields); ++i)
        if (!IsA(list_nth(reference->fields, i), String))
            return false;
    return true;
}

Node *name_as_parameter(ParseState *state, ColumnRef *reference, Node *column) {
    if (column != nullptr || !is_name(reference))
        return nullptr;
    int number = 0;
    while (number < list_length(current_names.names) &&
           !equal(list_nth(current_names.names, number), reference->fields))
        ++number;
    if (number == list_length(current_names.names))
        current_names.names = lappend(current_names.names, reference->fields);
    ParamRef *const parameter = makeNode(ParamRef);
    parameter->number = current_names.first + number;
    parameter->location = reference->location;
    return state->p_paramref_hook(state, parameter);
}

void take_types(const Interpretation &interpretation, List *declared, Analysis &analysis) {
    const int count = std::max(static_cast<int>(interpretation.types.size()), list_length(declared));
    analysis.types = static_cast<Oid *>(palloc0(sizeof(Oid) * static_cast<std::size_t>(count + 1)));
    analysis.type_count = count;
    for (std::size_t i = 0; i < interpretation.types.size(); ++i)
        analysis.types[i] = interpretation.types[i];
    for (int i = 0; i < list_length(declared); ++i)
        analysis.types[i] = typenameTypeId(nullptr, static_cast<TypeName *>(list_nth(declared, i)));
}

} // namespace

void analyse_text(const Interpretation &interpretation, Analysis &analysis) {
    const char *const text = interpretation.text.c_str();
    List *const statements = raw_parser(text, interpretation.mode);
    const auto skip = [&analysis](int sqlstate, const char *why) {
        analysis.sqlstate = sqlstate;
        analysis.skip = why;
    };
    if (list_length(statements) != 1)
        return skip(ERRCODE_SYNTAX_ERROR, statements == NIL ? "no statement" : "more than one statement");
    const RawQuery raw = unwrap(static_cast<RawStmt *>(linitial(statements)));
    if (raw.statement == nullptr)
        return skip(ERRCODE_SYNTAX_ERROR, psprintf("utility statement: %s", raw.command));
    const Oid locked = lock_named_tables(raw.statement->stmt);
    if (OidIsValid(locked))
        return skip(ERRCODE_LOCK_NOT_AVAILABLE, psprintf("table %s is locked", table_name(locked)));
    if (interpretation.unified)
        unify_parameters(raw.statement->stmt);

    take_types(interpretation, raw.types, analysis);
    ParseState *const state = make_parsestate(nullptr);
    state->p_sourcetext = text;
    setup_parse_variable_parameters(state, &analysis.types, &analysis.type_count);
    if (interpretation.names_are_parameters) {
        current_names = {NIL, std::max(highest_parameter(raw.statement->stmt), analysis.type_count) + 1};
        state->p_post_columnref_hook = name_as_parameter;
    }
    Query *const query = transformTopLevelStmt(state, raw.statement);
    check_variable_parameters(state, query);
    free_parsestate(state);
    analysis.query = query;
}

} // namespace nova::workload
