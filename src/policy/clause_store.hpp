// The clauses of needs: their shapes for the rules, their trees for the prover.
#pragma once

#include "catalog/tree_texts.hpp"
#include "policy/filter.hpp"
#include "rules/server_facts.hpp"

namespace nova::policy {

class ClauseStore {
  public:
    struct Trees {
        Node *clause;
        Node *operand;
    };

    const ClauseShape *shape(const Clause &clause);
    // The same clause about a partition whose columns have other numbers.
    const ClauseShape *mapped(const ClauseShape &shape, const AttrMap *columns);
    const Trees &trees(const ClauseShape &shape) const { return trees_[shape.id]; }

    // All conditions that hold together, for Need::filter; a List of expressions.
    std::uint32_t add_filter(List *conditions);
    std::uint32_t mapped_filter(std::uint32_t filter, const AttrMap *columns);
    List *filter(std::uint32_t id) const { return filters_[id]; }

  private:
    const ClauseShape *add(ClauseShape shape, Trees trees);

    std::unordered_map<const Clause *, const ClauseShape *> known_;
    std::deque<ClauseShape> shapes_; // addresses stay
    std::vector<Trees> trees_;       // by ClauseShape::id
    std::vector<List *> filters_;
};

// Answers about policies' clauses as the planner would, which opens up functions that the index and the clause share.
class PolicyProver final : public Prover {
  public:
    PolicyProver(const ClauseStore &clauses, const catalog::TreeTexts &texts);
    ~PolicyProver() override;
    PolicyProver(const PolicyProver &) = delete;
    PolicyProver &operator=(const PolicyProver &) = delete;

    bool implies_predicate(const Need &need, const Index &index) override;
    bool may_imply_predicate(const Need &need, const Index &index) override;
    bool implied_by_predicate(const NeedClause &clause, const Index &index) override;
    bool derives_condition(const NeedClause &clause, const Index &index, std::size_t position) override;
    bool same_expression(const NeedClause &clause, const Index &index, std::size_t position) override;
    bool mentions(const Index &index, std::size_t position, AttributeNumber column) override;

  private:
    struct Expressions {
        List *keys = NIL;
        List *predicate = NIL;
    };
    const Expressions &expressions(const Index &index);

    const ClauseStore &clauses_;
    const catalog::TreeTexts &texts_;
    MemoryContext memory_;
    std::unordered_map<RelationId, Expressions> known_;
};

} // namespace nova::policy
