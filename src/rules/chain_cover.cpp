#include "rules/chain_cover.hpp"

#include <limits>
#include <queue>

namespace nova {

namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

// Matches each element with at most one greater one, and each with at most one smaller one.
class Matching {
  public:
    explicit Matching(const std::vector<std::vector<std::size_t>> &above)
        : above_(above), next_(above.size(), none), previous_(above.size(), none), layer_(above.size()),
          tried_(above.size()) {
        while (find_layers())
            for (std::size_t element = 0; element < above_.size(); ++element)
                if (next_[element] == none)
                    augment(element);
    }
    std::size_t next(std::size_t element) const { return next_[element]; }
    bool is_lowest(std::size_t element) const { return previous_[element] == none; }

  private:
    // Layers of alternating paths from unmatched elements. False when none leads to a free partner.
    bool find_layers() {
        std::queue<std::size_t> pending;
        for (std::size_t element = 0; element < above_.size(); ++element) {
            layer_[element] = next_[element] == none ? 0 : none;
            tried_[element] = 0;
            if (layer_[element] == 0)
                pending.push(element);
        }
        bool found = false;
        while (!pending.empty()) {
            const std::size_t element = pending.front();
            pending.pop();
            for (const std::size_t greater : above_[element]) {
                const std::size_t rival = previous_[greater];
                if (rival == none) {
                    found = true;
                } else if (layer_[rival] == none) {
                    layer_[rival] = layer_[element] + 1;
                    pending.push(rival);
                }
            }
        }
        return found;
    }

    // Along a path through the layers, without recursion: chains can be long.
    bool augment(std::size_t start) {
        std::vector<std::size_t> path{start};
        while (!path.empty()) {
            const std::size_t element = path.back();
            if (tried_[element] == above_[element].size()) {
                path.pop_back();
                if (!path.empty())
                    ++tried_[path.back()];
                continue;
            }
            const std::size_t rival = previous_[above_[element][tried_[element]]];
            if (rival == none) {
                for (const std::size_t member : path) {
                    next_[member] = above_[member][tried_[member]];
                    previous_[next_[member]] = member;
                }
                for (const std::size_t member : path)
                    tried_[member] = above_[member].size();
                return true;
            }
            if (layer_[rival] == layer_[element] + 1)
                path.push_back(rival);
            else
                ++tried_[element];
        }
        return false;
    }

    const std::vector<std::vector<std::size_t>> &above_;
    std::vector<std::size_t> next_;
    std::vector<std::size_t> previous_;
    std::vector<std::size_t> layer_;
    std::vector<std::size_t> tried_; // how many of above_[i] this phase has tried
};

} // namespace

std::vector<std::vector<std::size_t>> minimum_chain_cover(const std::vector<std::vector<std::size_t>> &above) {
    const Matching matching(above);
    std::vector<std::vector<std::size_t>> chains;
    for (std::size_t element = 0; element < above.size(); ++element) {
        if (!matching.is_lowest(element))
            continue;
        std::vector<std::size_t> &chain = chains.emplace_back();
        for (std::size_t member = element; member != none; member = matching.next(member))
            chain.push_back(member);
    }
    return chains;
}

} // namespace nova
