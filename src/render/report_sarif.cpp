#include "render/report_sarif.hpp"

#include "model/version.hpp"
#include "render/report_json.hpp"
#include "render/report_rules.hpp"
#include "render/words.hpp"

namespace nova {

namespace {

constexpr char schema[] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const char *level(Severity severity) {
    switch (severity) {
    case Severity::High:
        return "error";
    case Severity::Medium:
        return "warning";
    case Severity::Low:
    case Severity::Unknown:
        return "note";
    }
    return "none";
}

// A multiformatMessageString.
Json message(const std::string &text) { return Json::Object{{"text", text}}; }

Json rule_json(const ReportRule &rule) {
    return Json::Object{{"id", rule.id},
                        {"shortDescription", message(rule.title)},
                        {"help", message(rule.help)},
                        {"defaultConfiguration", Json::Object{{"level", level(rule.usual)}}}};
}

// The table and each of the objects: 'public.tasks' and 'public.tasks.tasks_org_id_fkey'.
Json logical_locations(const ReportEntry &entry) {
    Json::Array locations{Json::Object{{"fullyQualifiedName", entry.table}, {"kind", "table"}}};
    for (const std::string &object : entry.objects)
        locations.push_back(Json::Object{
            {"name", object}, {"fullyQualifiedName", entry.table + "." + object}, {"kind", entry.rule->object}});
    return locations;
}

Json result_json(const ReportEntry &entry) {
    const std::int64_t index = entry.rule - report_rules().data();
    return Json::Object{{"ruleId", entry.rule->id},
                        {"ruleIndex", index},
                        {"level", level(entry.severity)},
                        {"message", message(entry.problem)},
                        {"locations", Json::Array{Json::Object{{"logicalLocations", logical_locations(entry)}}}},
                        {"partialFingerprints", Json::Object{{"novaFinding/v1", entry.fingerprint}}},
                        {"properties", Json::Object{{"severity", word(entry.severity)},
                                                    {"statements", entry.statements},
                                                    {"finding", properties_json(entry)}}}};
}

} // namespace

Json report_sarif(const Report &report) {
    Json::Array rules, results;
    for (const ReportRule &rule : report_rules())
        rules.push_back(rule_json(rule));
    for (const ReportEntry &entry : report.entries)
        results.push_back(result_json(entry));
    Json driver = Json::Object{{"name", "nova_fkindex"}, {"version", extension_version}, {"rules", std::move(rules)}};
    Json run = Json::Object{
        {"tool", Json::Object{{"driver", std::move(driver)}}},
        {"results", std::move(results)},
        {"properties", Json::Object{{"database", report.database}, {"serverVersion", report.server_version}}}};
    return Json::Object{{"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::Array{std::move(run)}}};
}

} // namespace nova
