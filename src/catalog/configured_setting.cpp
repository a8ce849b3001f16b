#include "catalog/configured_setting.hpp"

#include "pg/scan.hpp"

namespace nova::catalog {

namespace {

// The value in the array of name=value; null when it is not there.
char *find_value(Datum settings, std::string_view name) {
    Datum *elements = nullptr;
    int count = 0;
    deconstruct_array(DatumGetArrayTypeP(settings), TEXTOID, -1, false, TYPALIGN_INT, &elements, nullptr, &count);
    for (int i = 0; i < count; ++i) {
        char *const setting = TextDatumGetCString(elements[i]);
        if (pg_strncasecmp(setting, name.data(), name.size()) == 0 && setting[name.size()] == '=')
            return setting + name.size() + 1;
    }
    return nullptr;
}

char *look_up(Snapshot snapshot, Oid database, Oid role, std::string_view name) {
    char *value = nullptr;
    pg::look_up_catalog(DbRoleSettingRelationId, snapshot, DbRoleSettingDatidRolidIndexId,
                        {{Anum_pg_db_role_setting_setdatabase, database}, {Anum_pg_db_role_setting_setrole, role}},
                        [&value, name](HeapTuple tuple, TupleDesc descriptor) {
                            bool is_null = false;
                            const Datum settings =
                                heap_getattr(tuple, Anum_pg_db_role_setting_setconfig, descriptor, &is_null);
                            if (!is_null)
                                value = find_value(settings, name);
                        });
    return value;
}

} // namespace

std::optional<std::string> configured_setting(std::string_view name) {
    pg::CatalogSnapshot snapshot;
    const char *const value = pg::call([&snapshot, name] {
        const Oid role = GetSessionUserId();
        const Oid places[][2] = {
            {MyDatabaseId, role}, {InvalidOid, role}, {MyDatabaseId, InvalidOid}, {InvalidOid, InvalidOid}};
        char *found = nullptr;
        for (const auto &place : places)
            if (found == nullptr)
                found = look_up(snapshot.get(), place[0], place[1], name);
        return found;
    });
    snapshot.release();
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

} // namespace nova::catalog
