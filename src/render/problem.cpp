#include "render/problem.hpp"

#include <algorithm>
#include <cmath>

#include "render/concat.hpp"
#include "render/shortfall.hpp"

namespace nova {

namespace {

class Sentence {
  public:
    Sentence(const MissingKeyProblem &problem, Names &names)
        : problem_(problem), names_(names), operands_(quoted(problem, names)) {}

    std::string text() {
        std::string result = lack();
        const ShortfallContext context{.need = problem_.key.need,
                                       .verdict = problem_.verdict,
                                       .operands = operands_,
                                       .searcher = "the foreign key",
                                       .search = "a search for any key value",
                                       .partitioned = problem_.partitioned,
                                       .combines = problem_.combines,
                                       .custom_plan_may_serve = problem_.custom_plan_may_serve};
        if (const std::string why = why_not_nearest(context, names_); !why.empty())
            result += ": " + why;
        result += cascade();
        if (!problem_.index_possible)
            result += "; no index can serve, as " + obstacle();
        return result + ".";
    }

  private:
    static std::vector<std::string> quoted(const MissingKeyProblem &problem, Names &names) {
        std::vector<std::string> result;
        for (const std::string &column : problem.columns)
            result.push_back(names.quote(column));
        return result;
    }
    std::string key_columns() const { return operand_list(operands_, problem_.key.need.all()); }
    std::string table() const { return names_.relation(problem_.key.referencing); }

    std::string lack() const {
        const Verdict &verdict = problem_.verdict;
        const auto partitions = [&] { return std::to_string(verdict.leaf_count) + " partitions of " + table(); };
        switch (verdict.coverage) {
        case Coverage::Leaves:
            return (verdict.leaf_count == 1 ? "The only partition of " + table() : "Each of the " + partitions()) +
                   " has an index on " + key_columns() +
                   ", but the partitioned table has none, so the next partition will lack it";
        case Coverage::None:
            if (verdict.leaf_count == 0)
                return problem_.columns.size() == 1
                           ? concat({"No index on ", table(), " serves a search by ", key_columns()})
                           : concat({"No index on ", table(), " starts with a column of ", key_columns()});
            break;
        default:
            if (verdict.leaf_count == 0)
                return "No index on " + table() + " serves a search by " + key_columns() + " well";
        }
        return std::to_string(verdict.lacking.size()) + " of " + partitions() + " lack" +
               (verdict.lacking.size() == 1 ? "s" : "") + " an index that serves a search by " + key_columns() +
               ", the first is " + names_.relation(verdict.lacking.front()->table());
    }

    std::string obstacle() const {
        const auto &clauses = problem_.key.need.clauses;
        if (std::any_of(clauses.begin(), clauses.end(),
                        [](const NeedClause &clause) { return clause.shape->lacks_collation(); }))
            return "the collations of the two columns conflict, and deleting a referenced row fails: give both columns "
                   "the same collation";
        if (std::any_of(clauses.begin(), clauses.end(), [](const NeedClause &clause) {
                return !clause.shape->bare_column && !clause.shape->immutable_operand;
            }))
            return "the comparison casts the column with a function that is not immutable: give both columns the same "
                   "type";
        return "no operator class of B-tree or GiST has the operator that the foreign key compares with";
    }

    std::string cascade() const {
        const CascadeChain &chain = problem_.chain;
        if (chain.tables.size() < 2 || chain.rows < 2)
            return {};
        std::string text = "; deleting one row of " + names_.relation(chain.tables.front()) + " cascades";
        for (std::size_t i = 1; i + 1 < chain.tables.size(); ++i)
            text += (i == 1 ? " through " : " and ") + names_.relation(chain.tables[i]);
        return text + " to about " + std::to_string(std::llround(chain.rows)) + " rows of " +
               names_.relation(chain.tables.back()) + ", and each of them searches " + table();
    }

    const MissingKeyProblem &problem_;
    Names &names_;
    std::vector<std::string> operands_;
};

} // namespace

std::string missing_key_problem(const MissingKeyProblem &problem, Names &names) {
    return Sentence(problem, names).text();
}

} // namespace nova
