// The server's own expression comparison and predicate prover. Each question is asked once, as the indexes of a
// database mostly repeat a few expressions and predicates on columns of the same numbers.
#pragma once

#include <boost/container/small_vector.hpp>
#include <boost/container_hash/hash.hpp>

#include "catalog/expressions.hpp"
#include "catalog/ri_clause.hpp"
#include "catalog/tree_texts.hpp"
#include "rules/server_facts.hpp"

namespace nova::catalog {

// What an answer depends on, as numbers: the kind of question, a tree's TreeId, clauses' shapes and columns. So many
// need no allocation.
using ProverQuestion = boost::container::small_vector<std::uint32_t, 8>;

class ServerProver final : public Prover {
  public:
    ServerProver(const ClauseShapes &shapes, const TreeTexts &trees);
    ~ServerProver() override;
    ServerProver(const ServerProver &) = delete;
    ServerProver &operator=(const ServerProver &) = delete;

    bool implies_predicate(const Need &need, const Index &index) override;
    bool may_imply_predicate(const Need &need, const Index &index) override;
    bool same_expression(const NeedClause &clause, const Index &index, std::size_t position) override;
    bool mentions(const Index &index, std::size_t position, AttributeNumber column) override;

  private:
    using Question = ProverQuestion;
    struct Hash {
        std::size_t operator()(const Question &question) const {
            return boost::hash_range(question.begin(), question.end());
        }
    };

    List *clauses(const Need &need) const;
    // The answer known for the question, or that of fn, which runs under a guard. No when the index is gone.
    template <class Fn> bool ask(const Question &question, const Index &index, Fn fn);

    const ClauseShapes &shapes_;
    const TreeTexts &trees_;
    MemoryContext memory_; // freed after each question
    std::unordered_map<Question, bool, Hash> answers_;
};

} // namespace nova::catalog
