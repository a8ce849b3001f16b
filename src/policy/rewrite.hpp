// A policy written anew, so that it means the same and the planner can do more with it.
#pragma once

#include "model/policy.hpp"
#include "pg/gate.hpp"

namespace nova::policy {

// All replacements of one policy, which make one statement.
class PolicyRewrite {
  public:
    // The tree of its USING clause, as stored.
    explicit PolicyRewrite(Node *tree) : tree_(tree) {}

    // A part between the ANDs and ORs at the policy's top, where NULL and false are the same.
    void replace_part(Node *part, Node *with);
    // An expression that has the same value wherever it stands outside of subqueries.
    void replace_value(Node *value, Node *with);

    // Is the value replaced already?
    bool replaces(Node *value) const;

    bool empty() const { return parts_ == NIL && values_ == NIL; }
    struct Text {
        std::optional<std::string> using_clause;
        bool locked = false; // why there is none (see print); else what is printed would be read as something else
    };
    Text print(RelationId table) const;

  private:
    struct Replacement {
        Node *old;
        Node *with;
    };
    static List *append(List *list, Node *old, Node *with);
    static Node *find(List *list, Node *node);
    static Node *replace_values(Node *node, List *values);
    Node *rewritten(Node *node) const;

    Node *tree_;
    List *parts_ = NIL; // of Replacement
    List *values_ = NIL;
};

// `(SELECT expression)`, for an expression without columns. Inside pg::call.
Node *as_scalar_subquery(Node *expression);

} // namespace nova::policy
