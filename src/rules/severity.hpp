// What a missing index costs today.
#pragma once

#include <cstdint>
#include <optional>

#include "model/finding.hpp"
#include "model/need.hpp"
#include "model/relation.hpp"
#include "rules/server_facts.hpp"

namespace nova {

// Thresholds, in pages of 8 kB that one delete reads and in deletes since the counters began.
namespace severity_threshold {
inline constexpr double small_scan = 100;       // below: 0.8 MB, never worth more than low
inline constexpr double large_scan = 10'000;    // 80 MB: one such delete is felt
inline constexpr std::int64_t repeated = 10;    // deletes that make a large scan more than an accident
inline constexpr double heavy_load = 1'000'000; // pages read by all deletes together: 8 GB
inline constexpr double few_rows = 100;         // rows that a partial index may leave to look at
inline constexpr double large_query = 1'000;    // pages that every query under a policy reads: 8 MB
inline constexpr double calls_per_page = 400;   // calls of procost 1 that cost as much as a page (cpu_operator_cost)
} // namespace severity_threshold

struct DeleteCost {
    Coverage coverage = Coverage::None;
    std::optional<TableSize> size;       // of the table that is searched, partitions included
    std::optional<std::int64_t> deletes; // on the referenced table; nothing where they are not counted
    double rows_per_delete = 1;          // rows of the referenced table that one delete further up removes
    std::optional<double> rows_left;     // Coverage::Partial: rows that the partial search leaves to look at
    bool custom_plan_may_serve = false;  // a partial index whose predicate some key values imply
};

// Pages that one delete of a referenced row, or of a row whose delete cascades to it, reads.
double pages_per_delete(const DeleteCost &cost);

Severity judge_severity(const DeleteCost &cost);

struct PolicyCost {
    Coverage coverage = Coverage::None;
    std::optional<TableSize> size;   // of the table that is searched, partitions included
    std::optional<double> rows_left; // Coverage::Partial: rows that the partial search leaves to look at
    bool reachable = true;           // somebody is subject to the policy
};

// A policy's search runs with every query.
Severity judge_severity(const PolicyCost &cost);

// What a problem of a policy costs every query under it.
struct PolicyProblemCost {
    std::optional<TableSize> size;  // of the policy's table, partitions included
    bool reads_all = true;          // no search of the table is possible because of it
    double call_cost = 0;           // of the functions called per row, in units of cpu_operator_cost (procost)
    Severity most = Severity::High; // that it can be
    bool searched = false;          // an index finds the rows of these policies by another clause
    bool reachable = true;          // somebody is subject to the policy
};

// Pages that are read, and calls per row as the planner reckons them in pages.
Severity judge_severity(const PolicyProblemCost &cost);

// Rows for one value of each column in the set, taking them for independent. Nothing without statistics.
std::optional<double> rows_left(const Need &need, ClauseSet searched, double rows, Statistics &statistics);

} // namespace nova
