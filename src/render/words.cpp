#include "render/words.hpp"

namespace nova {

const char *word(ReferentialAction action) {
    switch (action) {
    case ReferentialAction::NoAction:
        return "NO ACTION";
    case ReferentialAction::Restrict:
        return "RESTRICT";
    case ReferentialAction::Cascade:
        return "CASCADE";
    case ReferentialAction::SetNull:
        return "SET NULL";
    case ReferentialAction::SetDefault:
        return "SET DEFAULT";
    }
    return "";
}

const char *word(PolicyCommand command) {
    switch (command) {
    case PolicyCommand::All:
        return "ALL";
    case PolicyCommand::Select:
        return "SELECT";
    case PolicyCommand::Insert:
        return "INSERT";
    case PolicyCommand::Update:
        return "UPDATE";
    case PolicyCommand::Delete:
        return "DELETE";
    }
    return "";
}

const char *word(Coverage coverage) {
    switch (coverage) {
    case Coverage::None:
        return "none";
    case Coverage::Partial:
        return "partial";
    case Coverage::Lossy:
        return "lossy";
    case Coverage::Leaves:
        return "leaves";
    case Coverage::Covered:
        return "covered";
    }
    return "";
}

const char *word(Severity severity) {
    switch (severity) {
    case Severity::Low:
        return "low";
    case Severity::Unknown:
        return "unknown";
    case Severity::Medium:
        return "medium";
    case Severity::High:
        return "high";
    }
    return "";
}

const char *word(IndexRule rule) {
    switch (rule) {
    case IndexRule::Invalid:
        return "invalid";
    case IndexRule::Duplicate:
        return "duplicate";
    case IndexRule::Redundant:
        return "redundant";
    case IndexRule::Unused:
        return "unused";
    }
    return "";
}

const char *word(PolicyRule rule) {
    switch (rule) {
    case PolicyRule::Subquery:
        return "subquery";
    case PolicyRule::WrappedColumn:
        return "wrapped_column";
    case PolicyRule::OpaqueFunction:
        return "opaque_function";
    case PolicyRule::VolatileFunction:
        return "volatile_function";
    case PolicyRule::PerRowFunction:
        return "per_row_function";
    case PolicyRule::OrWithoutColumn:
        return "or_without_column";
    case PolicyRule::NotLeakproof:
        return "not_leakproof";
    case PolicyRule::ShadowedByPolicy:
        return "shadowed_by_policy";
    case PolicyRule::ManyPermissive:
        return "many_permissive";
    }
    return "";
}

} // namespace nova
