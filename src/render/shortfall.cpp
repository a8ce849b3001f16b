#include "render/shortfall.hpp"

namespace nova {

namespace {

class Reason {
  public:
    Reason(const ShortfallContext &context, Names &names)
        : context_(context), names_(names), nearest_(context.verdict.nearest) {}

    std::string text() const {
        if (nearest_.index == nullptr || context_.verdict.coverage == Coverage::Leaves)
            return {};
        if (context_.verdict.coverage == Coverage::Lossy)
            return lossy();
        if (context_.verdict.coverage == Coverage::Partial)
            return partial();
        const std::string touched = columns(nearest_.cover.touched);
        switch (nearest_.cover.shortfall) {
        case Shortfall::Unusable:
            return nearest() + unusable();
        case Shortfall::Predicate:
            return nearest() + " is partial, and " + context_.search + " does not imply its predicate" +
                   (context_.custom_plan_may_serve ? " (a plan made for one known value may still use it)" : "");
        case Shortfall::NotLeading:
            return nearest() + " has " + touched + " only behind other columns, so a search would walk all of it";
        case Shortfall::Included:
            return nearest() + " carries " + touched + " in INCLUDE only, which cannot be searched";
        case Shortfall::Collation:
            return nearest() + " sorts " + touched + " by another collation than " + searcher() + " compares by";
        case Shortfall::OperatorFamily:
            return "the operator class of " + nearest() + " on " + touched + " does not have the operator that " +
                   searcher() + " compares with";
        case Shortfall::Operand:
            return operand();
        default:
            return {};
        }
    }

  private:
    std::string columns(ClauseSet set) const { return operand_list(context_.operands, set); }
    std::string nearest() const { return names_.relation(nearest_.index->id); }
    std::string searcher() const { return context_.searcher; }

    std::string unusable() const {
        const Index &index = *nearest_.index;
        if (!index.live)
            return " would, but is being dropped";
        if (!index.ready)
            return " would, but is not ready: its CREATE INDEX CONCURRENTLY still runs or has failed";
        if (context_.partitioned && index.table == context_.need.table)
            return " would, but is invalid, as not every partition had it";
        return " would, but is invalid: its CREATE INDEX CONCURRENTLY still runs or has failed";
    }

    std::string operand() const {
        const std::string touched = columns(nearest_.cover.touched);
        for (std::size_t i = 0; i < context_.operands.size(); ++i) {
            const ClauseShape &shape = *context_.need.clauses[i].shape;
            if ((nearest_.cover.touched & (ClauseSet{1} << i)) && !shape.cast.empty())
                return nearest() + " is on " + touched + ", but " + searcher() + " compares (" + context_.operands[i] +
                       ")" + shape.cast;
            if ((nearest_.cover.touched & (ClauseSet{1} << i)) && !shape.bare_column)
                return nearest() + " is on the column itself or another expression of it, but " + searcher() +
                       " compares " + context_.operands[i];
        }
        return nearest() + " is on an expression of " + touched + ", not on what " + searcher() + " compares";
    }

    std::string partial() const {
        const ClauseSet searched = nearest_.cover.searched;
        if (nearest_.cover.shortfall == Shortfall::Correlated)
            return nearest() +
                   " starts with a column that is compared with the row outside, by which the server cannot "
                   "search when it runs the subquery once for all rows";
        const std::string missing = columns(context_.need.all() & ~searched);
        if (searched == nearest_.cover.by_predicate)
            return nearest() + " has no rows but those that are asked for by " + columns(searched) +
                   ", and is not searched by " + missing;
        std::string text = nearest() + " searches by " + columns(searched) + " but not by " + missing;
        if (context_.combines != nullptr)
            text += ", and the planner can only combine it with " + names_.relation(context_.combines->id);
        return text;
    }

    std::string lossy() const {
        if (nearest_.index->method->loss == ScanLoss::Always)
            return nearest() + " has all columns, but a " + nearest_.index->method->name +
                   " search reads a signature of every row";
        return nearest() + " has all columns, but a " + nearest_.index->method->name +
               " search reads most of the table unless its rows are stored in the order of " +
               columns(context_.need.all()) + ", which the statistics do not show";
    }

    const ShortfallContext &context_;
    Names &names_;
    const NearestIndex &nearest_;
};

} // namespace

std::string operand_list(const std::vector<std::string> &operands, ClauseSet set) {
    const auto contains = [set](std::size_t i) { return (set & (ClauseSet{1} << i)) != 0; };
    std::string text = "(";
    for (std::size_t i = 0; i < operands.size(); ++i) {
        bool listed = false;
        for (std::size_t j = 0; j < i; ++j)
            listed = listed || (contains(j) && operands[j] == operands[i]);
        if (!contains(i) || listed)
            continue;
        if (text.size() > 1)
            text += ", ";
        text += operands[i];
    }
    text += ')';
    return text;
}

std::string why_not_nearest(const ShortfallContext &context, Names &names) { return Reason(context, names).text(); }

} // namespace nova
