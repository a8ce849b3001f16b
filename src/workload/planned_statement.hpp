// A statement as the planner sees it: what it searches for, and what it costs under which indexes.
#pragma once

#include "model/table_search.hpp"
#include "rules/number_set.hpp"
#include "workload/as_role.hpp"
#include "workload/candidate_pool.hpp"
#include "workload/common_values.hpp"

namespace nova::workload {

class SearchReader;

class PlannedStatement {
  public:
    explicit PlannedStatement(Statement &statement) : statement_(&statement), report_(CurrentMemoryContext) {}

    // Plans it as things are. False when the planner refuses; the statement has the reason then.
    bool observe(SearchReader &reader);

    struct Outcome {
        double rows = 0; // that a call returns, of its last query
        double cost = 0; // of a call: with average parameters, and with the most common ones, by their share
        NumberSet used;  // candidates of the pool in one of the plans
    };
    // With these candidates besides, and without these existing indexes. As costly as today when the planner refuses,
    // as somebody has locked a table.
    Outcome plan(const CandidatePool &pool, const NumberSet &candidates, const std::vector<RelationId> &hidden = {});

    const Statement &statement() const { return *statement_; }
    const std::vector<TableSearch> &searches() const { return searches_; }
    double cost_today() const { return cost_today_; }
    // What was taken for granted of literals that are gone: "$2 is false".
    const std::vector<std::string> &assumptions() const { return assumptions_; }

  private:
    // One way in which the statement is called.
    struct Variant {
        List *queries = NIL;
        ParamListInfo parameters = nullptr;
        double share = 0; // of the calls
    };

    // Adds the costs of the queries by that weight, and what of the pool the plans use.
    void add_plans(List *queries, ParamListInfo parameters, double weight, const planner::WhatIf &what_if,
                   const CandidatePool *pool, Outcome &outcome);

    // make(), inside pg::call, whose result lasts as long as the report.
    template <class Make> auto keep(Make make) {
        return pg::call([this, make] {
            MemoryContext const caller = MemoryContextSwitchTo(report_);
            const auto made = make();
            MemoryContextSwitchTo(caller);
            return made;
        });
    }
    List *search(ParamListInfo parameters, Outcome &outcome);
    void assume_flags(List *observed);
    void assume_prefixes(List *observed);
    void doubt_limits();
    void doubt_ranges(Outcome &today);
    void set_variants();

    Statement *statement_;
    MemoryContext report_; // what lasts as long as the report
    std::vector<TableSearch> searches_;
    List *narrow_ = NIL;    // the queries with narrow ranges, where these are unknown
    List *wide_ = NIL;      // and with wide ones; NIL where none is
    List *unlimited_ = NIL; // the narrow ones without their LIMITs, where these may not be reached
    double wide_share_ = 0; // of the calls
    ParamListInfo assumed_ = nullptr;
    std::vector<std::string> assumptions_;
    CommonValues common_{nullptr, 0};
    std::vector<Variant> variants_;
    double cost_today_ = 0;
};

} // namespace nova::workload
