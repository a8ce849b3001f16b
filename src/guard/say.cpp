#include "guard/say.hpp"

#include "pg/user_error.hpp"

namespace nova::guard {

namespace {

// Such as "2 more foreign keys or policies".
std::string count_of(std::size_t number, bool more) {
    return std::to_string(number) + (more ? " more" : "") +
           (number == 1 ? " foreign key or policy" : " foreign keys or policies");
}

[[noreturn]] void refuse(const std::vector<GuardMessage> &findings) {
    const bool one = findings.size() == 1;
    pg::raise({.sqlstate = ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE,
               .message = one ? findings.front().message
                              : count_of(findings.size(), false) + " would be left without an index",
               .detail = one ? findings.front().detail : refusal_detail(findings),
               .hint = refusal_hint(findings)});
}

void warn_of(const std::vector<GuardMessage> &findings, Transaction &transaction) {
    std::size_t said = 0;
    for (const GuardMessage &finding : findings) {
        if (transaction.findings >= max_findings())
            break;
        pg::warn({.sqlstate = ERRCODE_WARNING,
                  .message = finding.message,
                  .detail = finding.detail,
                  .hint = warning_hint(finding)});
        ++transaction.findings;
        ++said;
    }
    if (said < findings.size())
        pg::warn({.sqlstate = ERRCODE_WARNING,
                  .message = count_of(findings.size() - said, transaction.findings > 0) + " without an index",
                  .hint =
                      "nova_missing_fk_indexes() and nova_missing_rls_indexes() list them all; nova_fkindex.guard_max "
                      "sets how many are printed."});
}

} // namespace

void say(const std::vector<GuardMessage> &findings, Mode mode, Transaction &transaction) {
    if (findings.empty() || mode == Mode::Off)
        return;
    if (mode == Mode::Error)
        refuse(findings);
    warn_of(findings, transaction);
}

} // namespace nova::guard
