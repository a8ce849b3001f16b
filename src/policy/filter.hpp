// What a policy lets through, as a tree of AND and OR over clauses.
#pragma once

#include <deque>
#include <unordered_map>

#include "model/policy.hpp"
#include "policy/search_clause.hpp"
#include "policy/simplify.hpp"

namespace nova::policy {

// A clause of a policy; the server's part of it lives in the memory context of the report.
struct Clause {
    Node *stored = nullptr;     // the part of the policy that it comes from, between the ANDs and ORs at its top
    Node *printed = nullptr;    // as it was written, as far as that can be told
    Node *simplified = nullptr; // as the planner has it, with its subqueries
    Node *planned = nullptr;    // and with parameters for the subqueries that run once
    SearchClause search;
    bool leakproof = false;
    bool impossible = false; // IS NULL of a column that is NOT NULL
    bool may_query = false;  // has a subquery, or calls a function of a user's, which may have one
    const Policy *policy = nullptr;
    std::vector<const Clause *> either; // of one that FilterReader::merge has made
};

struct Filter {
    enum class Kind { True, False, Clause, And, Or };
    Kind kind = Kind::True;
    const policy::Clause *clause = nullptr;
    std::vector<Filter> parts; // And, Or: at least two, none of them of the same kind or constant
    bool checked = false;      // True, but the planner does not know and checks it
};

// Do the two stand for the same condition?
bool same(const Clause &a, const Clause &b);
bool same(const Filter &a, const Filter &b);
// Does one hold wherever the other does? As far as the planner's own prover can tell.
bool implies(const Filter &narrower, const Filter &wider);

// AND and OR: flat, without constants and duplicates.
Filter all_of(std::vector<Filter> parts);
Filter any_of(std::vector<Filter> parts);
// What all branches of an OR share, pulled out of it. The planner does so last, when policies have become branches of
// one OR (find_duplicate_ors). `a = 1` and `1 = a` are the same here, but not to the planner: what it goes on looking
// up stays.
Filter factored(const Filter &filter);

// Reads expressions into filters. Under pg::probe.
class FilterReader {
  public:
    FilterReader() = default;
    FilterReader(const FilterReader &) = delete;
    FilterReader &operator=(const FilterReader &) = delete;

    // What is read from here on is the table's: only subqueries of one table's policies are compared with each other.
    void turn_to(RelationId table) { init_plans_ = &init_plans_of_[table]; }
    // When inlining is off, expressions are taken as they stand: calls of SQL functions stay closed.
    void set_inlining(bool on) { inlining_ = on; }
    // The condition about the table, range table entry 1. NULL counts as false, as it does to a WHERE.
    Filter read(Node *expression, RelationId table, const Policy *policy);
    // A clause that holds if any of the clauses does, which search by the same operand.
    const Clause *merge(const std::vector<const Clause *> &clauses);

  private:
    Filter read_simplified(Node *expression, Node *printed, const Policy *policy);
    NullTest *test_of_not_null(Node *expression) const;
    const Clause *make_clause(Node *simplified, Node *printed, const Policy *policy);

    bool inlining_ = true;
    RelationId table_{};
    Node *stored_ = nullptr;                                  // the part that is being read
    std::deque<Clause> clauses_;                              // addresses stay
    std::unordered_map<RelationId, InitPlans> init_plans_of_; // addresses stay
    InitPlans *init_plans_ = nullptr;
};

// The filter as one expression, of the clauses as planned. Inside pg::call.
Node *planned_expression(const Filter &filter);

} // namespace nova::policy
