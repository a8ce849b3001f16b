#include "render/policy_problem.hpp"

#include "render/shortfall.hpp"

namespace nova {

namespace {

class Sentence {
  public:
    Sentence(const MissingPolicyIndexProblem &problem, Names &names) : problem_(problem), names_(names) {}

    std::string text() {
        const ShortfallContext context{.need = problem_.need,
                                       .verdict = problem_.verdict,
                                       .operands = problem_.operands,
                                       .searcher = "the policy",
                                       .search = "what the policy asks for",
                                       .partitioned = problem_.partitioned,
                                       .combines = problem_.combines};
        std::string result = lack() + consequence();
        if (const std::string why = why_not_nearest(context, names_); !why.empty())
            result += ": " + why;
        if (problem_.branch)
            result += "; it is one branch of an OR, and serves when each of the others has its index, too";
        if (!problem_.reachable)
            result += "; as it stands this costs nothing, since nobody but the owner and roles that policies do not "
                      "bind can reach " +
                      names_.relation(problem_.policy_table);
        if (problem_.locked)
            result += "; a table is locked by another session, so the clause cannot be shown: ask again later";
        return result + ".";
    }

  private:
    std::string operands() const { return operand_list(problem_.operands, problem_.need.all()); }
    std::string table() const { return names_.relation(problem_.need.table); }

    std::string lack() const {
        const Verdict &verdict = problem_.verdict;
        const auto partitions = [&] { return std::to_string(verdict.leaf_count) + " partitions of " + table(); };
        if (verdict.coverage == Coverage::Leaves)
            return (verdict.leaf_count == 1 ? "The only partition of " + table() : "Each of the " + partitions()) +
                   " has an index on " + operands() +
                   ", but the partitioned table has none, so the next partition will lack it";
        if (verdict.leaf_count != 0)
            return std::to_string(verdict.lacking.size()) + " of " + partitions() + " lack" +
                   (verdict.lacking.size() == 1 ? "s" : "") + " an index that serves a search by " + operands() +
                   ", the first is " + names_.relation(verdict.lacking.front()->table());
        return "No index on " + table() + " serves a search by " + operands() +
               (verdict.coverage == Coverage::None ? "" : " well");
    }

    std::string consequence() const {
        if (problem_.verdict.coverage == Coverage::Leaves)
            return {};
        const std::string part = problem_.verdict.coverage == Coverage::None ? "all rows" : "more rows than it returns";
        if (problem_.inner)
            return ", and every " + problem_.commands + " of " + names_.relation(problem_.policy_table) +
                   " under the policy asks for it: what the policy looks up there reads " + part;
        return ", so every " + problem_.commands + " under the policy reads " + part;
    }

    const MissingPolicyIndexProblem &problem_;
    Names &names_;
};

} // namespace

std::string missing_policy_index_problem(const MissingPolicyIndexProblem &problem, Names &names) {
    return Sentence(problem, names).text();
}

} // namespace nova
