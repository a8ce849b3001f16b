#include "render/report_json.hpp"

#include "model/version.hpp"
#include "render/report_rules.hpp"
#include "render/words.hpp"

namespace nova {

namespace {

Json value_json(const PropertyValue &value) {
    return boost::variant2::visit(
        [](const auto &known) -> Json {
            if constexpr (std::is_same_v<std::decay_t<decltype(known)>, boost::variant2::monostate>)
                return {};
            else
                return known;
        },
        value);
}

Json entry_json(const ReportEntry &entry) {
    return Json::Object{{"rule", entry.rule->id},
                        {"severity", word(entry.severity)},
                        {"table", entry.table},
                        {"object_kind", entry.rule->object},
                        {"objects", entry.objects},
                        {"problem", entry.problem},
                        {"statements", entry.statements},
                        {"fingerprint", entry.fingerprint},
                        {"properties", properties_json(entry)}};
}

Json number(std::size_t count) { return static_cast<std::int64_t>(count); }

Json summary_json(const Report &report) {
    const SeverityCounts counts = count_severities(report.entries);
    Json::Object by_rule;
    for (const ReportRule &rule : report_rules()) {
        std::int64_t count = 0;
        for (const ReportEntry &entry : report.entries)
            count += entry.rule == &rule;
        if (count > 0)
            by_rule.emplace_back(rule.id, count);
    }
    return Json::Object{{"total", number(counts.total())},
                        {"severities", Json::Object{{"high", number(counts.high)},
                                                    {"medium", number(counts.medium)},
                                                    {"low", number(counts.low)},
                                                    {"unknown", number(counts.unknown)}}},
                        {"rules", std::move(by_rule)}};
}

} // namespace

Json properties_json(const ReportEntry &entry) {
    Json::Object members;
    for (const ReportProperty &property : entry.properties)
        members.emplace_back(property.name, value_json(property.value));
    return members;
}

Json report_json(const Report &report) {
    Json::Array findings;
    for (const ReportEntry &entry : report.entries)
        findings.push_back(entry_json(entry));
    return Json::Object{{"version", extension_version},
                        {"server_version", report.server_version},
                        {"database", report.database},
                        {"findings", std::move(findings)},
                        {"summary", summary_json(report)}};
}

} // namespace nova
