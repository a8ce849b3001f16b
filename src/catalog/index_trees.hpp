// Two indexes' expressions, predicates and parameters, compared by the server's own means.
#pragma once

#include <boost/container_hash/hash.hpp>

#include "catalog/tree_texts.hpp"
#include "rules/redundant_index.hpp"

namespace nova::catalog {

class ServerIndexTrees final : public IndexTrees {
  public:
    explicit ServerIndexTrees(const TreeTexts &texts) : texts_(texts) {}

    bool same_expression(const Index &a, const Index &b, std::size_t position) override;
    bool same_predicate(const Index &a, const Index &b) override;
    bool equivalent_predicates(const Index &a, const Index &b) override;
    bool same_parameters(const Index &a, const Index &b) override;

  private:
    using Question = std::vector<std::uint32_t>;
    // The answer known for the question, or that of fn, which runs under a guard. No when an index is gone.
    template <class Fn> bool ask(const Question &question, const Index &a, const Index &b, Fn fn);

    const TreeTexts &texts_;
    std::unordered_map<Question, bool, boost::hash<Question>> answers_;
};

} // namespace nova::catalog
