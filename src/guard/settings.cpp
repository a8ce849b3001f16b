#include "guard/settings.hpp"

#include "catalog/configured_setting.hpp"
#include "pg/user_error.hpp"

namespace nova::guard {

namespace {

constexpr char guard_setting[] = "nova_fkindex.guard";

int guard_mode = static_cast<int>(Mode::Warning);
int guard_at = static_cast<int>(At::Commit);
int guard_max = 10;
bool nonsense_reported = false; // in this session

constexpr config_enum_entry modes[] = {{"off", static_cast<int>(Mode::Off), false},
                                       {"warning", static_cast<int>(Mode::Warning), false},
                                       {"error", static_cast<int>(Mode::Error), false},
                                       {nullptr, 0, false}};

constexpr config_enum_entry moments[] = {{"commit", static_cast<int>(At::Commit), false},
                                         {"statement", static_cast<int>(At::Statement), false},
                                         {nullptr, 0, false}};

std::optional<Mode> find_mode(const char *value) {
    for (const config_enum_entry *entry = modes; entry->name != nullptr; ++entry)
        if (pg_strcasecmp(entry->name, value) == 0)
            return static_cast<Mode>(entry->val);
    return std::nullopt;
}

// ALTER DATABASE and ALTER ROLE take any value while the library is not loaded.
Mode parse_mode(const std::string &value) {
    if (const auto known = find_mode(value.c_str()))
        return *known;
    if (!nonsense_reported) {
        nonsense_reported = true;
        pg::warn({.sqlstate = ERRCODE_INVALID_PARAMETER_VALUE,
                  .message = "invalid value for parameter \"" + std::string(guard_setting) + "\": \"" + value + "\"",
                  .detail = "It was set by ALTER DATABASE or ALTER ROLE, and counts as \"warning\".",
                  .hint = "Available values: off, warning, error."});
    }
    return Mode::Warning;
}

} // namespace

void define_settings() {
    // Of a value that the session started with, the server complains when the setting is defined.
    const char *const early = GetConfigOption(guard_setting, true, false);
    nonsense_reported = early != nullptr && !find_mode(early);
    DefineCustomEnumVariable(guard_setting, "What happens when a transaction leaves a foreign key or policy unindexed.",
                             "Never below what ALTER DATABASE or ALTER ROLE set.", &guard_mode, guard_mode, modes,
                             PGC_SUSET, 0, nullptr, nullptr, nullptr);
    DefineCustomEnumVariable("nova_fkindex.guard_at", "When the guard looks: at commit, or after each statement.",
                             nullptr, &guard_at, guard_at, moments, PGC_SUSET, 0, nullptr, nullptr, nullptr);
    DefineCustomIntVariable("nova_fkindex.guard_max",
                            "Findings that the guard prints in one transaction; the rest is counted.", nullptr,
                            &guard_max, guard_max, 0, INT_MAX, PGC_SUSET, 0, nullptr, nullptr, nullptr);
    MarkGUCPrefixReserved("nova_fkindex");
}

Mode session_mode() { return static_cast<Mode>(guard_mode); }

Mode mode() {
    if (session_mode() == Mode::Error)
        return Mode::Error;
    const auto configured = catalog::configured_setting(guard_setting);
    return configured ? std::max(session_mode(), parse_mode(*configured)) : session_mode();
}

At at() { return static_cast<At>(guard_at); }

int max_findings() { return guard_max; }

} // namespace nova::guard
