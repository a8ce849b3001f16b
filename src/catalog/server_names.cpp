#include "catalog/server_names.hpp"

#include "catalog/cached_row.hpp"
#include "pg/call.hpp"
#include "render/concat.hpp"

namespace nova::catalog {

namespace {

// Takes over a string that the server allocated; null becomes empty.
std::string take(char *text) {
    if (text == nullptr)
        return {};
    std::string result(text);
    pfree(text);
    return result;
}

} // namespace

std::string ServerNames::quote(const std::string &identifier) {
    const char *const text = identifier.c_str();
    const char *const quoted = pg::call([text] { return quote_identifier(text); });
    // quote_identifier gives its argument back when there is nothing to quote.
    return quoted == text ? identifier : take(const_cast<char *>(quoted));
}

std::string ServerNames::literal(const std::string &text) {
    const char *const plain = text.c_str();
    return take(pg::call([plain] { return quote_literal_cstr(plain); }));
}

const std::string &ServerNames::schema(NamespaceId id) {
    const auto found = schemas_.find(id);
    if (found != schemas_.end())
        return found->second;
    std::string name = take(pg::call([id] { return get_namespace_name(static_cast<Oid>(id)); }));
    return schemas_.emplace(id, quote(name)).first->second;
}

std::string ServerNames::relation(RelationId id) {
    if (const Relation *const table = relations_.find(id)) {
        if (id != last_table_) {
            last_name_ = concat({schema(table->schema), ".", quote(table->name)});
            last_table_ = id;
        }
        return last_name_;
    }
    struct Found {
        bool found;
        Oid schema;
        NameData name;
    };
    const Found index = pg::call([id] {
        return read_cached<FormData_pg_class>(RELOID, static_cast<Oid>(id), Found{}, [](const FormData_pg_class &row) {
            return Found{true, row.relnamespace, row.relname};
        });
    });
    if (!index.found)
        return std::to_string(static_cast<Oid>(id));
    return concat({schema(NamespaceId{index.schema}), ".", quote(NameStr(index.name))});
}

bool ServerNames::taken(NamespaceId schema, const std::string &name) {
    const char *const wanted = name.c_str();
    return pg::call([schema, wanted] { return OidIsValid(get_relname_relid(wanted, static_cast<Oid>(schema))); });
}

std::string ServerNames::collation(CollationId id) {
    return take(pg::call([id]() -> char * {
        HeapTuple const tuple = SearchSysCache1(COLLOID, ObjectIdGetDatum(static_cast<Oid>(id)));
        if (!HeapTupleIsValid(tuple))
            return nullptr;
        auto *const row = reinterpret_cast<Form_pg_collation>(GETSTRUCT(tuple));
        char *const text = quote_qualified_identifier(get_namespace_name(row->collnamespace), NameStr(row->collname));
        ReleaseSysCache(tuple);
        return text;
    }));
}

std::string ServerNames::object_name(const std::string &name1, const std::string &name2, const std::string &label) {
    // Nothing is clipped of what fits.
    if (name1.size() + name2.size() + label.size() + 2 < NAMEDATALEN)
        return concat({name1, "_", name2, "_", label});
    const char *const parts[] = {name1.c_str(), name2.c_str(), label.c_str()};
    return take(pg::call([&parts] { return makeObjectName(parts[0], parts[1], parts[2]); }));
}

} // namespace nova::catalog
