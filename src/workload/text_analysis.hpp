// From a text to its query.
#pragma once

#include "pg/gate.hpp"

namespace nova::workload {

// A text and what is assumed of it.
struct Interpretation {
    std::string text;
    RawParseMode mode = RAW_PARSE_DEFAULT;
    std::vector<Oid> types = {};       // of $1 ...; InvalidOid: by its use
    bool names_are_parameters = false; // names that are no columns: variables of PL/pgSQL
    bool unified = false;              // unify_parameters()
};

struct Analysis {
    Query *query = nullptr;     // analysed, not rewritten
    const char *skip = nullptr; // or why there is none: another command, a locked table
    int sqlstate = 0;           // what skip is, to whom gave the text
    Oid *types = nullptr;       // of $1 ... as far as the analysis came, also when it raised an error
    int type_count = 0;
};

// Reads the text as the current user. Raises what the server raises. Does not call post_parse_analyze_hook: other
// extensions must not count what nobody runs. Inside pg::call and under pg::Confinement.
void analyse_text(const Interpretation &interpretation, Analysis &analysis);

} // namespace nova::workload
