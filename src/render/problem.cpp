#include "render/problem.hpp"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <cmath>

namespace nova {

namespace {

class Sentence {
  public:
    Sentence(const MissingKeyProblem &problem, Names &names)
        : problem_(problem), names_(names), nearest_(problem.verdict.nearest) {}

    std::string text() {
        std::string result = lack();
        if (const std::string why = why_not_nearest(); !why.empty())
            result += ": " + why;
        result += cascade();
        if (!problem_.index_possible)
            result += "; no index can serve, as " + obstacle();
        return result + ".";
    }

  private:
    // The columns of the equalities in the set, in the key's order: "(a, b)".
    std::string columns(EqualitySet set) const {
        std::vector<std::string> quoted;
        for (std::size_t i = 0; i < problem_.columns.size(); ++i)
            if (set & (EqualitySet{1} << i))
                quoted.push_back(names_.quote(problem_.columns[i]));
        return "(" + boost::algorithm::join(quoted, ", ") + ")";
    }
    std::string key_columns() const { return columns(problem_.key.need.all()); }
    std::string nearest() const { return names_.relation(nearest_.index->id); }
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
                           ? "No index on " + table() + " serves a search by " + key_columns()
                           : "No index on " + table() + " starts with a column of " + key_columns();
            break;
        default:
            if (verdict.leaf_count == 0)
                return "No index on " + table() + " serves a search by " + key_columns() + " well";
        }
        return std::to_string(verdict.lacking.size()) + " of " + partitions() + " lack" +
               (verdict.lacking.size() == 1 ? "s" : "") + " an index that serves a search by " + key_columns() +
               ", the first is " + names_.relation(verdict.lacking.front()->table());
    }

    std::string why_not_nearest() const {
        if (nearest_.index == nullptr || problem_.verdict.coverage == Coverage::Leaves)
            return {};
        if (problem_.verdict.coverage == Coverage::Lossy)
            return lossy();
        if (problem_.verdict.coverage == Coverage::Partial)
            return partial();
        const std::string touched = columns(nearest_.cover.touched);
        switch (nearest_.cover.shortfall) {
        case Shortfall::Unusable:
            return nearest() + unusable();
        case Shortfall::Predicate:
            return nearest() + " is partial, and a search for any key value does not imply its predicate" +
                   (problem_.custom_plan_may_serve ? " (a plan made for one known value may still use it)" : "");
        case Shortfall::NotLeading:
            return nearest() + " has " + touched + " only behind other columns, so a search would walk all of it";
        case Shortfall::Included:
            return nearest() + " carries " + touched + " in INCLUDE only, which cannot be searched";
        case Shortfall::Collation:
            return nearest() + " sorts " + touched + " by another collation than the foreign key compares by";
        case Shortfall::OperatorFamily:
            return "the operator class of " + nearest() + " on " + touched +
                   " does not have the operator that the foreign key compares with";
        case Shortfall::Operand:
            return operand();
        default:
            return {};
        }
    }

    std::string unusable() const {
        const Index &index = *nearest_.index;
        if (!index.live)
            return " would, but is being dropped";
        if (!index.ready)
            return " would, but is not ready: its CREATE INDEX CONCURRENTLY still runs or has failed";
        if (problem_.partitioned && index.table == problem_.key.referencing)
            return " would, but is invalid, as not every partition had it";
        return " would, but is invalid: its CREATE INDEX CONCURRENTLY still runs or has failed";
    }

    std::string operand() const {
        const std::string touched = columns(nearest_.cover.touched);
        for (std::size_t i = 0; i < problem_.columns.size(); ++i) {
            const ClauseShape &shape = *problem_.key.need.equalities[i].shape;
            if ((nearest_.cover.touched & (EqualitySet{1} << i)) && !shape.cast.empty())
                return nearest() + " is on " + touched + ", but the foreign key compares (" +
                       names_.quote(problem_.columns[i]) + ")" + shape.cast;
        }
        return nearest() + " is on an expression of " + touched + ", not on what the foreign key compares";
    }

    std::string partial() const {
        const EqualitySet searched = nearest_.cover.searched;
        std::string text = nearest() + " searches by " + columns(searched) + " but not by " +
                           columns(problem_.key.need.all() & ~searched);
        if (problem_.combines != nullptr)
            text += ", and the planner can only combine it with " + names_.relation(problem_.combines->id);
        return text;
    }

    std::string lossy() const {
        if (nearest_.index->method->loss == ScanLoss::Always)
            return nearest() + " has all columns, but a " + nearest_.index->method->name +
                   " search reads a signature of every row";
        return nearest() + " has all columns, but a " + nearest_.index->method->name +
               " search reads most of the table unless its rows are stored in the order of " + key_columns() +
               ", which the statistics do not show";
    }

    std::string obstacle() const {
        const auto &equalities = problem_.key.need.equalities;
        if (std::any_of(equalities.begin(), equalities.end(),
                        [](const Equality &e) { return e.shape->lacks_collation(); }))
            return "the collations of the two columns conflict, and deleting a referenced row fails: give both columns "
                   "the same collation";
        if (std::any_of(equalities.begin(), equalities.end(),
                        [](const Equality &e) { return !e.shape->bare_column && !e.shape->immutable_operand; }))
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
    const NearestIndex &nearest_;
};

} // namespace

std::string missing_key_problem(const MissingKeyProblem &problem, Names &names) {
    return Sentence(problem, names).text();
}

} // namespace nova
