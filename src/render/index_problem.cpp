#include "render/index_problem.hpp"

#include <cmath>

namespace nova {

namespace {

// PostgreSQL appends a number when the name is taken.
bool ends_with_numbered(std::string name, const std::string &suffix) {
    while (!name.empty() && name.back() >= '0' && name.back() <= '9')
        name.pop_back();
    return name.size() > suffix.size() && name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0;
}

std::string days(double count) {
    const long long whole = std::llround(std::floor(count));
    return std::to_string(whole) + (whole == 1 ? " day" : " days");
}

class Sentence {
  public:
    Sentence(const IndexProblem &problem, Names &names) : problem_(problem), names_(names) {}

    std::string text() {
        std::string result = what();
        if (problem_.kept_unused)
            result += "; " + kept() + " has not been used so far, but will be in its stead, so do not drop both";
        if (problem_.partitioned)
            result += "; dropping it takes the indexes of the partitions along, and locks them all for a moment";
        if (problem_.locked)
            result += "; the table is locked by another session, so there are no statements: ask again later";
        return result + ".";
    }

  private:
    std::string index() const { return names_.relation(problem_.index.id); }
    std::string kept() const { return names_.relation(problem_.kept->id); }

    std::string what() const {
        switch (problem_.rule) {
        case IndexRule::Invalid:
            return invalid();
        case IndexRule::Duplicate:
            return duplicate();
        case IndexRule::Redundant:
            return redundant();
        case IndexRule::Unused:
            return unused();
        }
        return {};
    }

    std::string origin() const {
        switch (problem_.ruin) {
        case Ruin::CreateIndex:
            return index() + " is invalid, as a CREATE INDEX CONCURRENTLY that failed leaves it";
        case Ruin::DropIndex:
            return index() + " is half dropped, as a DROP INDEX CONCURRENTLY that was cancelled leaves it";
        case Ruin::ReindexCopy:
            return index() + " is invalid: the copy that a REINDEX CONCURRENTLY did not finish";
        case Ruin::ReindexOriginal:
            return index() + " is invalid: the old version that a REINDEX CONCURRENTLY did not drop";
        }
        return {};
    }

    std::string invalid() const {
        std::string result = origin() + "; no search uses it";
        if (problem_.index.ready && problem_.index.live)
            result += problem_.index.unique ? ", yet every write maintains it and is refused where it repeats a value"
                                            : ", yet every write maintains it";
        else if (problem_.index.live)
            result += ", and no write maintains it, but updates of its columns cannot be done in place (HOT)";
        if (problem_.kept != nullptr)
            result += "; " + kept() + " does its work";
        else
            result += "; drop it, and build it again if it is wanted";
        if (problem_.standby)
            result += "; the primary may be building it just now, which a standby does not see: ask there";
        return result;
    }

    // Why this one of the two stays, where there is no choice.
    std::string stays() const {
        switch (problem_.kept_duty) {
        case IndexDuty::None:
            return {};
        case IndexDuty::Constraint:
            return ", which stays as a constraint needs it";
        case IndexDuty::Unique:
            return problem_.index.unique ? "" : ", which stays as it is unique";
        case IndexDuty::ReplicaIdentity:
            return ", which stays as it is the replica identity";
        case IndexDuty::Clustered:
            return ", which stays as CLUSTER sorts by it";
        case IndexDuty::Partition:
            return ", which stays as it belongs to the index of the partitioned table";
        }
        return {};
    }

    std::string duplicate() const {
        return index() + " is a duplicate of " + kept() + (problem_.verdict.reversed ? " read backwards" : "") +
               stays() + "; every write maintains both, and no search needs both";
    }

    std::string redundant() const {
        std::string result = kept() + " serves every search that " + index() + " serves: its ";
        result += problem_.verdict.longer ? "first columns are the same" : "columns are the same";
        if (problem_.verdict.reversed)
            result += ", read backwards";
        if (problem_.verdict.predicates_differ)
            result += ", and its predicate selects the same rows";
        else if (!problem_.verdict.longer)
            result += ", and it includes more";
        return result + "; every write maintains both";
    }

    std::string unused() const {
        const std::string age = days(problem_.counted_days);
        std::string result = problem_.idle_days
                                 ? "The last search by " + index() + " was " + days(*problem_.idle_days) +
                                       " ago (the statistics go back " + age + ")"
                                 : "No search has used " + index() + " in the " + age + " that the statistics go back";
        result += "; every write maintains it";
        if (!problem_.age_known)
            result += "; how old the index is, the server does not know: make sure that it had time to be used";
        result += problem_.standby
                      ? "; this is a standby, and use on the primary and on other servers is not seen here: "
                        "decide there"
                      : "; use on other servers, such as standbys, is not seen here";
        return result;
    }

    const IndexProblem &problem_;
    Names &names_;
};

} // namespace

Ruin ruin_kind(const Index &index, const std::string &name) {
    if (ends_with_numbered(name, "_ccnew"))
        return Ruin::ReindexCopy;
    if (ends_with_numbered(name, "_ccold"))
        return Ruin::ReindexOriginal;
    return index.live ? Ruin::CreateIndex : Ruin::DropIndex;
}

std::string index_problem(const IndexProblem &problem, Names &names) { return Sentence(problem, names).text(); }

} // namespace nova
