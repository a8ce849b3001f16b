#include "workload/search_paths.hpp"

#include "catalog/fields.hpp"
#include "pg/scan.hpp"

namespace nova::workload {

namespace {

// Of the array of 'name=value'; nullptr where search_path is not among them.
const char *find_search_path(Datum settings) {
    constexpr std::string_view name = "search_path=";
    Datum *elements = nullptr;
    int count = 0;
    deconstruct_array(DatumGetArrayTypeP(settings), TEXTOID, -1, false, TYPALIGN_INT, &elements, nullptr, &count);
    for (int i = 0; i < count; ++i) {
        const char *const setting = TextDatumGetCString(elements[i]);
        if (std::string_view(setting).substr(0, name.size()) == name)
            return setting + name.size();
    }
    return nullptr;
}

} // namespace

SearchPaths::SearchPaths(Snapshot snapshot) {
    pg::call([this, snapshot] {
        pg::scan_catalog(DbRoleSettingRelationId, snapshot, [this](HeapTuple tuple, TupleDesc descriptor) {
            const catalog::Row row(tuple, descriptor);
            if (row.is_null(Anum_pg_db_role_setting_setconfig))
                return;
            if (const char *const path = find_search_path(row.value(Anum_pg_db_role_setting_setconfig)))
                settings_[{DatumGetObjectId(row.value(Anum_pg_db_role_setting_setdatabase)),
                           DatumGetObjectId(row.value(Anum_pg_db_role_setting_setrole))}] = path;
        });
        session_ = GetConfigOption("search_path", false, false);
    });
}

const std::string &SearchPaths::of(RoleId role) const {
    const Oid id = static_cast<Oid>(role);
    for (const auto &key :
         {std::pair{MyDatabaseId, id}, {InvalidOid, id}, {MyDatabaseId, InvalidOid}, {InvalidOid, InvalidOid}})
        if (const auto found = settings_.find(key); found != settings_.end())
            return found->second;
    return session_;
}

} // namespace nova::workload
