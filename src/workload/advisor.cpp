#include "workload/advisor.hpp"

#include <set>

#include "model/add_once.hpp"
#include "pg/confinement.hpp"
#include "pg/memory.hpp"
#include "pg/progress.hpp"
#include "rules/candidate_indexes.hpp"
#include "rules/extends.hpp"
#include "rules/merge_included.hpp"
#include "rules/merge_wishes.hpp"
#include "rules/number_set.hpp"
#include "workload/planned_statement.hpp"
#include "workload/search_reader.hpp"
#include "workload/write_load.hpp"

namespace nova::workload {

namespace {

using Set = NumberSet;

// Statements with which the workload costs less than this share of the whole are too cheap to look at.
constexpr double negligible_share = 1e-7;

// Of what statements want of one table, so many indexes are compared with one another: those that save most.
constexpr std::size_t most_compared = 64;

// So many times as long as the workload was counted, an index lives.
constexpr double lifetime = 10;

// A plan that costs so much more than another is slower; less is the size of an index.
constexpr double slower = 1.05;

// Can the index begin a search, or an order, of the statement?
bool may_serve(const Candidate &candidate, const TableSearch &search) {
    if (candidate.table != search.table)
        return false;
    const ColumnChoice &first = candidate.wish.choice.columns.front();
    const auto starts = [&first](const ColumnChoice &column) {
        return column.column == first.column && column.expression == first.expression && column.cast == first.cast;
    };
    const auto any = [&](const std::vector<SearchCondition> &conditions) {
        return std::any_of(conditions.begin(), conditions.end(),
                           [&](const SearchCondition &condition) { return starts(condition.column); });
    };
    return any(search.conditions) || std::any_of(search.alternatives.begin(), search.alternatives.end(), any) ||
           (!search.sequence.empty() && starts(search.sequence.front()));
}

// Would it be of no use with other values of the parameters?
bool depends_on_literals(const IndexChoice &choice) {
    return !choice.predicate.conditions.empty() ||
           std::any_of(choice.columns.begin(), choice.columns.end(),
                       [](const ColumnChoice &column) { return !column.operator_class.empty(); });
}

class Advisor final : public WorkloadCosts {
  public:
    explicit Advisor(AdvisorContext &context)
        : context_(context), reader_(context.indexes.indexing, context.statistics), pool_(context.names),
          writes_(context.indexes.indexes) {}

    std::vector<AdvisedIndex> advise(std::vector<Statement> &statements,
                                     const std::vector<std::pair<RelationId, IndexWish>> &proposals,
                                     const ChoiceLimits &limits) {
        observe(statements);
        count_uses();
        for (const auto &[table, wish] : proposals)
            pool_.add(table, wish);
        add_candidates();
        add_merged_candidates();
        add_shared_candidates();
        set_relevant();
        measure_tables();
        Set chosen = choose_indexes(*this, limits);
        return report(chosen);
    }

    std::size_t statements() const override { return planned_.size(); }
    std::size_t candidates() const override { return pool_.size(); }
    double calls(std::size_t statement) const override { return planned_[statement].statement().calls; }
    const Set &relevant(std::size_t statement) const override { return relevant_[statement]; }
    Planned plan(std::size_t statement, const Set &indexes) override {
        if (indexes.empty())
            return {planned_[statement].cost_today(), {}};
        choice_progress_.step();
        auto outcome = planned_[statement].plan(pool_, indexes);
        return {outcome.cost, std::move(outcome.used)};
    }
    double upkeep(std::size_t candidate) const override { return upkeep_[candidate]; }
    double bytes(std::size_t candidate) const override { return pool_[candidate].bytes; }
    double table_bytes() const override { return table_bytes_; }
    bool same_table(std::size_t a, std::size_t b) const override { return pool_[a].table == pool_[b].table; }
    bool extends(std::size_t a, std::size_t b) const override {
        return same_table(a, b) && nova::extends(pool_[a].wish.choice, pool_[b].wish.choice);
    }

  private:
    void observe(std::vector<Statement> &statements) {
        pg::Progress progress("statements planned", statements.size());
        double whole = 0;
        for (Statement &statement : statements) {
            progress.step();
            if (statement.status != Status::Planned)
                continue;
            writes_.add(statement);
            counted_ = counted_ || statement.source == Source::PgStatStatements;
            PlannedStatement planned(statement);
            if (!planned.observe(reader_))
                continue;
            whole += statement.calls * planned.cost_today();
            planned_.push_back(std::move(planned));
        }
        std::erase_if(planned_, [whole](const PlannedStatement &planned) {
            return planned.searches().empty() ||
                   planned.statement().calls * planned.cost_today() < negligible_share * whole;
        });
    }

    // Columns that many searches have in common come first in an index, so that it can serve them all.
    void count_uses() {
        for (const PlannedStatement &planned : planned_)
            for (const TableSearch &search : planned.searches())
                for (const SearchCondition &condition : search.conditions)
                    if (!condition.range)
                        uses_[search.table][condition.column.column + condition.column.expression] +=
                            planned.statement().calls * planned.cost_today();
    }

    void order_by_uses(RelationId table, IndexWish &wish) {
        const auto &uses = uses_[table];
        const auto rank = [&uses](const ColumnChoice &column) {
            const auto found = uses.find(column.column + column.expression);
            return std::tuple(found == uses.end() ? 0 : -found->second, column.column, column.expression);
        };
        std::stable_sort(wish.choice.columns.begin(),
                         wish.choice.columns.begin() + static_cast<std::ptrdiff_t>(wish.first),
                         [&](const ColumnChoice &a, const ColumnChoice &b) { return rank(a) < rank(b); });
    }

    void add_candidates() {
        pg::Progress progress("statements planned with indexes of their own", planned_.size());
        for (PlannedStatement &planned : planned_) {
            add_useful_candidates(planned);
            progress.step();
        }
        std::vector<std::pair<double, std::size_t>> order;
        for (const auto &[number, saved] : wanted_)
            order.emplace_back(-saved, number);
        std::sort(order.begin(), order.end());
        std::map<RelationId, std::size_t> taken;
        Set compared;
        for (const auto &[saved, number] : order)
            if (taken[trials_[number].table]++ < most_compared)
                compared.push_back(number);
        std::sort(compared.begin(), compared.end());
        for (const std::size_t number : compared)
            pool_.add(trials_[number].table, trials_[number].wish);
    }

    // Lets the planner pick from all that the statement could use; then again from the plainer ones, which it is
    // likelier to share with others.
    void add_useful_candidates(PlannedStatement &planned) {
        Set all;
        for (const TableSearch &search : planned.searches())
            for (IndexWish &wish : candidate_indexes(search)) {
                order_by_uses(search.table, wish);
                if (const auto number = trials_.add(search.table, wish))
                    add_once(all, *number);
            }
        std::sort(all.begin(), all.end());
        std::vector<std::pair<Set, PlannedStatement::Outcome>> known;
        const auto pick = [&](auto admitted) {
            Set some;
            for (const std::size_t number : all)
                if (admitted(trials_[number].wish.choice))
                    some.push_back(number);
            if (some.empty())
                return;
            // A plan stays the best when what it does not use is taken away.
            auto same = std::find_if(known.begin(), known.end(), [&some](const auto &made) {
                return includes(some, made.second.used) && includes(made.first, some);
            });
            if (same == known.end())
                same = known.emplace(known.end(), some, planned.plan(trials_, some));
            for (const std::size_t number : same->second.used)
                wanted_[number] += planned.statement().calls * (planned.cost_today() - same->second.cost);
        };
        pick([](const IndexChoice &) { return true; });
        pick([](const IndexChoice &choice) { return choice.included.empty(); });
        pick([](const IndexChoice &choice) { return choice.included.empty() && !choice.predicate.empty(); });
        pick([](const IndexChoice &choice) { return choice.included.empty() && choice.predicate.empty(); });
    }

    void add_to_pool(RelationId table, IndexChoice choice) {
        IndexWish wish;
        wish.choice = std::move(choice);
        pool_.add(table, wish);
    }

    // One index in place of several.
    void add_merged_candidates() {
        std::map<RelationId, std::vector<IndexWish>> wishes;
        for (std::size_t number = 0; number < pool_.size(); ++number)
            if (pool_[number].wish.choice.included.empty())
                wishes[pool_[number].table].push_back(pool_[number].wish);
        for (const auto &[table, of_table] : wishes)
            for (MergedIndex &merged : merge_wishes(of_table, {}))
                add_to_pool(table, std::move(merged.choice));
    }

    // One index that all columns are read from, in place of several.
    void add_shared_candidates() {
        std::map<RelationId, std::map<std::string, double>> widths;
        for (const PlannedStatement &planned : planned_)
            for (const TableSearch &search : planned.searches())
                for (const ReadColumn &column : search.columns_read)
                    widths[search.table][column.name] = column.width;
        std::map<RelationId, std::vector<IndexChoice>> choices;
        for (std::size_t number = 0; number < pool_.size(); ++number)
            choices[pool_[number].table].push_back(pool_[number].wish.choice);
        for (const auto &[table, of_table] : choices) {
            const auto &width = widths[table];
            for (IndexChoice &choice : merge_included(of_table, [&width](const std::string &column) {
                     const auto found = width.find(column);
                     return found == width.end() ? max_included_width : found->second;
                 }))
                add_to_pool(table, std::move(choice));
        }
    }

    void set_relevant() {
        for (const PlannedStatement &planned : planned_) {
            Set &numbers = relevant_.emplace_back();
            for (std::size_t number = 0; number < pool_.size(); ++number)
                if (std::any_of(planned.searches().begin(), planned.searches().end(),
                                [&](const TableSearch &search) { return may_serve(pool_[number], search); }))
                    numbers.push_back(number);
        }
        for (std::size_t number = 0; number < pool_.size(); ++number) {
            // Where calls are counted, an index has to save its part of what writing its pages, in their order, costs.
            const double built = counted_ ? pool_[number].bytes / BLCKSZ * seq_page_cost / lifetime : 0;
            upkeep_.push_back(built + writes_.upkeep(pool_[number]));
        }
    }

    void measure_tables() {
        std::set<RelationId> tables;
        for (const PlannedStatement &planned : planned_)
            for (const TableSearch &search : planned.searches())
                tables.insert(search.table);
        for (const RelationId table : tables)
            if (const auto size = context_.relations.tree_size(table))
                table_bytes_ += size->pages * BLCKSZ;
    }

    std::vector<AdvisedIndex> report(const Set &chosen) {
        chosen_ = chosen;
        std::sort(chosen_.begin(), chosen_.end());
        std::vector<AdvisedIndex> result;
        std::unordered_map<std::size_t, std::size_t> places;
        for (const std::size_t number : chosen) {
            places[number] = result.size();
            result.push_back({.table = pool_[number].table, .wish = pool_[number].wish, .bytes = pool_[number].bytes});
        }
        for (std::size_t i = 0; i < planned_.size(); ++i) {
            const Set indexes = chosen_for(i);
            if (indexes.empty())
                continue;
            PlannedStatement &planned = planned_[i];
            const auto outcome = planned.plan(pool_, indexes);
            const double calls = planned.statement().calls;
            for (const std::size_t number : outcome.used) {
                AdvisedIndex &index = result[places[number]];
                index.serves.push_back(&planned.statement());
                if (depends_on_literals(index.wish.choice))
                    for (const std::string &assumption : planned.assumptions())
                        add_once(index.assumptions, assumption);
                index.calls += calls;
                index.cost_before += calls * planned.cost_today();
                index.cost_after += calls * outcome.cost;
            }
        }
        std::erase_if(result, [](const AdvisedIndex &index) { return index.serves.empty(); });
        find_replaced(result);
        return result;
    }

    Set chosen_for(std::size_t statement) const { return common(chosen_, relevant_[statement]); }

    void find_replaced(std::vector<AdvisedIndex> &advised) {
        std::vector<RelationId> hidden;
        for (const ReplaceableIndex &existing : context_.replaceable)
            for (AdvisedIndex &index : advised) {
                const IndexChoice &choice = index.wish.choice;
                if (index.table != existing.table || choice.method_name != "btree" || !choice.predicate.empty() ||
                    existing.columns.size() >= choice.columns.size() ||
                    !std::equal(existing.columns.begin(), existing.columns.end(), choice.columns.begin()))
                    continue;
                hidden.push_back(existing.index);
                if (!slower_without(existing.table, hidden)) {
                    index.replaces.push_back(existing.index);
                    break;
                }
                hidden.pop_back();
            }
    }

    bool slower_without(RelationId table, const std::vector<RelationId> &hidden) {
        for (std::size_t i = 0; i < planned_.size(); ++i) {
            const auto &searches = planned_[i].searches();
            if (std::none_of(searches.begin(), searches.end(),
                             [table](const TableSearch &search) { return search.table == table; }))
                continue;
            const Set indexes = chosen_for(i);
            if (planned_[i].plan(pool_, indexes, hidden).cost > slower * plan(i, indexes).cost)
                return true;
        }
        return false;
    }

    AdvisorContext &context_;
    SearchReader reader_;
    std::vector<PlannedStatement> planned_;
    CandidatePool trials_{context_.names}; // all that any statement could use
    std::map<std::size_t, double> wanted_; // what trials save that the planner would use
    CandidatePool pool_;                   // of these, what the planner would use
    WriteLoad writes_;
    pg::Progress choice_progress_{"plans compared", 0};
    bool counted_ = false; // there are statements whose calls were counted
    std::map<RelationId, std::map<std::string, double>> uses_;
    std::vector<Set> relevant_;
    std::vector<double> upkeep_;
    double table_bytes_ = 0;
    Set chosen_; // ascending
};

} // namespace

std::vector<AdvisedIndex> advise(std::vector<Statement> &statements,
                                 const std::vector<std::pair<RelationId, IndexWish>> &proposals,
                                 const ChoiceLimits &limits, AdvisorContext &context) {
    return Advisor(context).advise(statements, proposals, limits);
}

} // namespace nova::workload
