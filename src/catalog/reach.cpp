#include "catalog/reach.hpp"

#include "pg/scan.hpp"

namespace nova::catalog {

namespace {

constexpr AclMode reading = ACL_SELECT | ACL_UPDATE | ACL_DELETE;

// Grantees of an access control list; PUBLIC is 0.
List *grantees(Datum acl, Oid owner, List *found) {
    const Acl *const list = DatumGetAclP(acl);
    for (int i = 0; i < ACL_NUM(list); ++i) {
        const AclItem &item = ACL_DAT(list)[i];
        if (item.ai_grantee != owner && (ACLITEM_GET_PRIVS(item) & reading) != 0)
            found = list_append_unique_oid(found, item.ai_grantee);
    }
    return found;
}

struct Access {
    bool forced;
    Oid owner;
    List *grantees;
};

Access read_access(Oid table) {
    HeapTuple const tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(table));
    if (!HeapTupleIsValid(tuple))
        return {};
    auto *const row = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple));
    Access access{row->relforcerowsecurity, row->relowner, NIL};
    bool is_null = false;
    const Datum acl = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relacl, &is_null);
    if (!is_null)
        access.grantees = grantees(acl, access.owner, NIL);
    const int columns = row->relnatts;
    ReleaseSysCache(tuple);
    for (AttrNumber column = 1; column <= columns; ++column) {
        HeapTuple const attribute = SearchSysCache2(ATTNUM, ObjectIdGetDatum(table), Int16GetDatum(column));
        if (!HeapTupleIsValid(attribute))
            continue;
        const Datum column_acl = SysCacheGetAttr(ATTNUM, attribute, Anum_pg_attribute_attacl, &is_null);
        if (!is_null)
            access.grantees = grantees(column_acl, access.owner, access.grantees);
        ReleaseSysCache(attribute);
    }
    return access;
}

} // namespace

bool is_reachable(RelationId table, const Roles &roles) {
    const Access access = pg::call([table] { return read_access(static_cast<Oid>(table)); });
    if (access.forced)
        return true;
    for (int i = 0; i < list_length(access.grantees); ++i)
        if (roles.subject_through(RoleId{list_nth_oid(access.grantees, i)}, RoleId{access.owner}))
            return true;
    return false;
}

} // namespace nova::catalog
