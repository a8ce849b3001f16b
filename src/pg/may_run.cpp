#include "pg/may_run.hpp"

namespace nova::pg {

bool may_run(Oid function) {
    if (function < FirstNormalObjectId)
        return true;
    HeapTuple const tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
    if (!HeapTupleIsValid(tuple))
        return false;
    auto *const row = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple));
    const bool compiled = row->prolang == ClanguageId || row->prolang == INTERNALlanguageId;
    const Oid owner = row->proowner;
    ReleaseSysCache(tuple);
    return compiled && superuser_arg(owner) && OidIsValid(getExtensionOfObject(ProcedureRelationId, function));
}

bool estimate_may_run(Oid operator_id) {
    if (operator_id < FirstNormalObjectId || may_run(get_opcode(operator_id)))
        return true;
    CatCList *const members = SearchSysCacheList1(AMOPOPID, ObjectIdGetDatum(operator_id));
    const bool in_class = members->n_members > 0;
    ReleaseSysCacheList(members);
    return in_class;
}

bool estimates_may_run(Oid type) {
    const Oid range = type_is_multirange(type) ? get_multirange_range(type) : type;
    if (range < FirstNormalObjectId || !type_is_range(range))
        return true;
    HeapTuple const tuple = SearchSysCache1(RANGETYPE, ObjectIdGetDatum(range));
    if (!HeapTupleIsValid(tuple))
        return false;
    const Oid difference = reinterpret_cast<Form_pg_range>(GETSTRUCT(tuple))->rngsubdiff;
    ReleaseSysCache(tuple);
    return !OidIsValid(difference) || may_run(difference);
}

} // namespace nova::pg
