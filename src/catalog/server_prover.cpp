#include "catalog/server_prover.hpp"

#include "catalog/presence.hpp"
#include "pg/attempt.hpp"

namespace nova::catalog {

namespace {

// So many answers are kept, some megabytes of them.
constexpr std::size_t max_answers = 50'000;

enum Kind : std::uint32_t { Implies, MayImply, SameExpression, Mentions };

// Of the index's expressions, which is key column `position`?
std::uint32_t nth_expression(const Index &index, std::size_t position) {
    return static_cast<std::uint32_t>(std::count_if(index.keys.begin(),
                                                    index.keys.begin() + static_cast<std::ptrdiff_t>(position),
                                                    [](const IndexColumn &column) { return column.attribute == 0; }));
}

// Null when there is none.
Node *expression(const std::string &text, std::uint32_t nth) {
    List *const expressions = index_expressions(text.c_str());
    const int n = static_cast<int>(nth);
    return n < list_length(expressions) ? static_cast<Node *>(list_nth(expressions, n)) : nullptr;
}

// Does the predicate speak of no other columns than the need's?
bool only_columns_of(const Need &need, List *predicate) {
    Bitmapset *columns = nullptr;
    pull_varattnos(reinterpret_cast<Node *>(predicate), 1, &columns);
    for (const NeedClause &sought : need.clauses)
        columns = bms_del_member(columns, sought.column - FirstLowInvalidHeapAttributeNumber);
    return bms_is_empty(columns);
}

ProverQuestion about(Kind kind, TreeId tree) { return {kind, static_cast<std::uint32_t>(tree)}; }

void add(ProverQuestion &question, const NeedClause &sought) {
    question.push_back(sought.shape->id);
    question.push_back(static_cast<std::uint16_t>(sought.column));
}

ProverQuestion about(Kind kind, TreeId tree, const Need &need) {
    auto question = about(kind, tree);
    for (const NeedClause &sought : need.clauses)
        add(question, sought);
    return question;
}

} // namespace

ServerProver::ServerProver(const ClauseShapes &shapes, const TreeTexts &trees)
    : shapes_(shapes), trees_(trees), memory_(pg::call([] {
          return AllocSetContextCreate(CurrentMemoryContext, "nova_fkindex prover", ALLOCSET_DEFAULT_SIZES);
      })) {}

ServerProver::~ServerProver() { MemoryContextDelete(memory_); }

template <class Fn> bool ServerProver::ask(const Question &question, const Index &index, Fn fn) {
    const auto known = answers_.find(question);
    if (known != answers_.end())
        return known->second;
    bool answer = false;
    const auto look = [&] {
        answer = pg::call([this, &fn] {
            MemoryContext const caller = MemoryContextSwitchTo(memory_);
            const bool result = fn();
            MemoryContextSwitchTo(caller);
            return result;
        });
    };
    // What the tree refers to can go only with the index.
    const bool answered = pg::attempt(look, [&index] { return index_is_gone(index.id); });
    MemoryContextReset(memory_);
    if (answers_.size() == max_answers)
        answers_.clear();
    if (answered)
        answers_.emplace(question, answer);
    return answer;
}

List *ServerProver::clauses(const Need &need) const {
    List *result = NIL;
    int number = 0;
    for (const NeedClause &sought : need.clauses)
        if (Node *const clause = build_ri_clause(shapes_.key(*sought.shape), sought.column, ++number))
            result = lappend(result, clause);
    return result;
}

bool ServerProver::implies_predicate(const Need &need, const Index &index) {
    const std::string &text = trees_.text(index.predicate);
    return ask(about(Implies, index.predicate, need), index, [this, &need, &text] {
        return predicate_implied_by(index_predicate(text.c_str()), clauses(need), false);
    });
}

bool ServerProver::may_imply_predicate(const Need &need, const Index &index) {
    const std::string &text = trees_.text(index.predicate);
    return ask(about(MayImply, index.predicate, need), index, [this, &need, &text] {
        List *const predicate = index_predicate(text.c_str());
        return only_columns_of(need, predicate) && !predicate_refuted_by(predicate, clauses(need), false);
    });
}

bool ServerProver::same_expression(const NeedClause &sought, const Index &index, std::size_t position) {
    const std::string &text = trees_.text(index.expressions);
    const std::uint32_t nth = nth_expression(index, position);
    auto question = about(SameExpression, index.expressions);
    question.push_back(nth);
    add(question, sought);
    return ask(question, index, [this, &sought, &text, nth] {
        Node *const other = strip_relabel(expression(text, nth));
        Node *const clause = build_ri_clause(shapes_.key(*sought.shape), sought.column, 1);
        if (other == nullptr || clause == nullptr || !IsA(clause, OpExpr))
            return false;
        List *const arguments = reinterpret_cast<OpExpr *>(clause)->args;
        return equal(other, strip_relabel(static_cast<Node *>(lsecond(arguments))));
    });
}

bool ServerProver::mentions(const Index &index, std::size_t position, AttributeNumber column) {
    const std::string &text = trees_.text(index.expressions);
    const std::uint32_t nth = nth_expression(index, position);
    auto question = about(Mentions, index.expressions);
    question.insert(question.end(), {nth, static_cast<std::uint16_t>(column)});
    return ask(question, index, [&text, nth, column] {
        Bitmapset *columns = nullptr;
        pull_varattnos(expression(text, nth), 1, &columns);
        return bms_is_member(column - FirstLowInvalidHeapAttributeNumber, columns);
    });
}

} // namespace nova::catalog
