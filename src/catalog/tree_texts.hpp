// The expressions and predicates of indexes as pg_index has them, each text once: a database has few different ones.
#pragma once

#include <deque>

#include "model/ids.hpp"
#include "pg/gate.hpp"

namespace nova::catalog {

class TreeTexts {
  public:
    // The number of a pg_node_tree without its positions in the statement (`:location`), by which equal trees differ.
    // Inside pg::call.
    TreeId intern(Datum tree);
    const std::string &text(TreeId id) const { return texts_[static_cast<std::size_t>(id) - 1]; }

  private:
    std::deque<std::string> texts_; // by number, from 1; addresses stay
    std::unordered_map<std::string_view, TreeId> known_;
    std::string scratch_;
};

} // namespace nova::catalog
