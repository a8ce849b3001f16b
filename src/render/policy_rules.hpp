// The sentences that say what makes a policy slow, one a rule.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace nova {

// An expression as the server prints it; nothing while a table that it reads is locked.
using Printed = std::optional<std::string>;

// Why a subquery is not rewritten as a list that is made once.
enum class NoList {
    Nothing,  // it is
    Long,     // by the statistics
    Unknown,  // nothing tells how long it will be
    Nested,   // under a NOT, or inside another expression
    Shape,    // its correlation is more than one equality, or it has clauses that the list would change
    Operator, // no index searches by its comparison
    Volatile,
    Branch,  // another branch of its OR lets no index find the rows
    Printing // what was printed would not be read as the same
};

// How the server checks a row against a subquery that depends on it.
enum class SubqueryCheck {
    Hashed, // uncorrelated: the result is read once and looked up
    Either, // EXISTS: run for the row, or the same as hashed
    Run     // for each row
};

struct SubqueryProblem {
    std::string table;
    Printed column; // the one that an index would be on
    NoList why_not = NoList::Nothing;
    std::optional<double> rows; // expected in the list
    SubqueryCheck check = SubqueryCheck::Run;
};
std::string subquery_problem(const SubqueryProblem &problem);

struct WrappedColumnProblem {
    std::string table;
    Printed operand;
    std::vector<std::string> columns;
    bool cast = false;      // and not a function or an operator
    bool immutable = false; // an index on the operand is possible
    bool rewritten = false;
};
std::string wrapped_column_problem(const WrappedColumnProblem &problem);

// Why the planner leaves a call of a function closed (inline_function of clauses.c).
enum class NotInlined {
    Language,
    SecurityDefiner,
    Settings,
    ReturnsSet,
    ReadsTables,
    NotOneExpression,
    Strict,
    Volatility
};

struct OpaqueFunctionProblem {
    std::string table;
    std::string function; // with its arguments' types
    std::string language;
    NotInlined why = NotInlined::Language;
};
std::string opaque_function_problem(const OpaqueFunctionProblem &problem);

struct VolatileFunctionProblem {
    std::string table;
    std::string function;
    bool foreign = true;   // not the server's own
    bool now_like = false; // statement_timestamp() would be STABLE
};
std::string volatile_function_problem(const VolatileFunctionProblem &problem);

struct PerRowFunctionProblem {
    std::string table;
    Printed call;
    bool indexed = false; // an index answers the clause
    bool rewritten = false;
};
std::string per_row_function_problem(const PerRowFunctionProblem &problem);

struct OrWithoutColumnProblem {
    std::string table;
    Printed others;                    // of the same OR; of the first other policy
    std::vector<std::string> policies; // whose clauses the server puts into the OR; empty: all is in one policy
};
std::string or_without_column_problem(const OrWithoutColumnProblem &problem);

struct NotLeakproofProblem {
    std::string table;
    std::string index;
    std::string operation; // an operator with its types, or the expression
    std::string function;  // that is not leakproof
    bool of_expression = false;
};
std::string not_leakproof_problem(const NotLeakproofProblem &problem);

struct ShadowedByPolicyProblem {
    std::string table;
    std::string function;  // that is not leakproof
    std::string shadowing; // policy
};
std::string shadowed_by_policy_problem(const ShadowedByPolicyProblem &problem);

struct ManyPermissiveProblem {
    std::string table;
    std::string commands;
    std::vector<std::string> policies;
};
std::string many_permissive_problem(const ManyPermissiveProblem &problem);

// What every sentence ends with: nobody is subject to the policy, an index finds the rows by another clause, a table
// is locked.
struct ProblemEnding {
    std::string table;
    bool reachable = true;
    bool searched = false;
    bool locked = false;
};
std::string problem_ending(const ProblemEnding &ending);

} // namespace nova
