// Stand-ins for the server, and builders for small models.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>

#include "model/foreign_key.hpp"
#include "model/relation.hpp"
#include "render/names.hpp"
#include "rules/cover.hpp"
#include "rules/index_choice.hpp"
#include "rules/partition_plan.hpp"
#include "rules/server_facts.hpp"

namespace nova::fake {

inline constexpr OperatorId equals{96};
inline constexpr OperatorFamilyId integer_family{1976};
inline constexpr OperatorFamilyId other_family{1};
inline constexpr TypeId integer_type{23};

inline const AccessMethod btree{AccessMethodId{403}, "btree", true, true, ScanLoss::None};
inline const AccessMethod gin{AccessMethodId{2742}, "gin", false, false, ScanLoss::None};
inline const AccessMethod brin{AccessMethodId{3580}, "brin", false, true, ScanLoss::Uncorrelated};
inline const AccessMethod bloom{AccessMethodId{9999}, "bloom", false, false, ScanLoss::Always};

inline ClauseShape integer_shape() {
    ClauseShape shape;
    shape.op = equals;
    return shape;
}
inline const ClauseShape plain = integer_shape();

class FakeProver : public Prover {
  public:
    bool implies = false;
    bool may_imply = false;
    bool same = false;
    std::vector<AttributeNumber> mentioned;
    int proofs = 0; // how often a predicate was proven

    bool implies_predicate(const Need &, const Index &) override {
        ++proofs;
        return implies;
    }
    bool may_imply_predicate(const Need &, const Index &) override { return may_imply; }
    bool same_expression(const NeedClause &, const Index &, std::size_t) override { return same; }
    bool mentions(const Index &, std::size_t, AttributeNumber column) override {
        return std::find(mentioned.begin(), mentioned.end(), column) != mentioned.end();
    }
};

class FakeStatistics : public Statistics {
  public:
    std::map<AttributeNumber, double> correlations, null_fractions, distincts;

    std::optional<double> correlation(RelationId, AttributeNumber column) override { return get(correlations, column); }
    std::optional<double> null_fraction(RelationId, AttributeNumber column) override {
        return get(null_fractions, column);
    }
    std::optional<double> distinct(RelationId, AttributeNumber column) override { return get(distincts, column); }

  private:
    static std::optional<double> get(const std::map<AttributeNumber, double> &values, AttributeNumber column) {
        const auto found = values.find(column);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
};

// Identifiers are quoted when they are not lower case; relation 7 is s.r7.
class FakeNames : public Names {
  public:
    std::string quote(const std::string &identifier) override {
        const bool simple = identifier.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
        return simple ? identifier : '"' + identifier + '"';
    }
    std::string literal(const std::string &text) override { return "'" + text + "'"; }
    std::string relation(RelationId id) override { return "s.r" + std::to_string(static_cast<unsigned>(id)); }
    bool taken(NamespaceId, const std::string &name) override { return name == taken_name; }
    std::string taken_name;
    std::string collation(CollationId id) override { return "s.c" + std::to_string(static_cast<unsigned>(id)); }
    std::string object_name(const std::string &name1, const std::string &name2, const std::string &label) override {
        return name1 + "_" + name2 + "_" + label;
    }
};

class FakeClasses : public OperatorClasses {
  public:
    std::map<std::string, OperatorClassChoice> by_method{{"btree", {integer_family, ""}}};

    std::optional<OperatorClassChoice> choose(const ClauseShape &, const std::string &method) override {
        const auto found = by_method.find(method);
        return found == by_method.end() ? std::nullopt : std::optional(found->second);
    }
    std::optional<AccessMethodId> method(const std::string &name) override {
        return AccessMethodId{name == "btree" ? 403u : 783u};
    }
};

// A model in the making. Tables, indexes and keys are numbered from 1 in the order of creation.
struct World {
    FakeProver prover;
    FakeStatistics statistics;
    SearchOperators operators;
    std::vector<Index> indexes;
    std::vector<ForeignKey> keys;
    std::deque<std::string> key_names; // addresses stay
    IdSet<RelationId> partitioned;

    World() { operators.add(equals, integer_family); }

    CoverFacts facts() { return {operators, prover, statistics}; }

    static Need need(std::vector<AttributeNumber> columns, RelationId table = RelationId{1}) {
        Need result;
        result.table = table;
        for (const AttributeNumber column : columns)
            result.clauses.push_back({column, &plain});
        return result;
    }

    static Index index(std::vector<AttributeNumber> columns, const AccessMethod &method = btree,
                       RelationId table = RelationId{1}, unsigned id = 100) {
        Index result;
        result.id = RelationId{id};
        result.table = table;
        result.method = &method;
        for (const AttributeNumber column : columns)
            result.keys.push_back({column, OperatorClassId{1}, integer_family, integer_type, CollationId{}, 0});
        return result;
    }

    ForeignKey &key(unsigned id, RelationId referencing, RelationId referenced, std::vector<AttributeNumber> columns,
                    unsigned parent = 0) {
        ForeignKey &result = keys.emplace_back();
        result.id = ConstraintId{id};
        result.parent = ConstraintId{parent};
        result.name = key_names.emplace_back("k" + std::to_string(id));
        result.referencing = referencing;
        result.referenced = referenced;
        result.need = need(std::move(columns), referencing);
        return result;
    }
};

inline Relation relation(unsigned id, std::optional<TableSize> size = std::nullopt) {
    Relation result;
    result.id = RelationId{id};
    result.schema = NamespaceId{1};
    result.name = "r" + std::to_string(id);
    result.size = size;
    return result;
}

} // namespace nova::fake
