#include "catalog/server_operator_classes.hpp"

#include "catalog/presence.hpp"
#include "pg/attempt.hpp"

namespace nova::catalog {

namespace {

// Quoted and qualified; empty when it is gone. The caller owns the string's memory context.
std::string operator_class_name(Oid operator_class) {
    const char *const name = pg::call([operator_class]() -> const char * {
        HeapTuple const tuple = SearchSysCache1(CLAOID, ObjectIdGetDatum(operator_class));
        if (!HeapTupleIsValid(tuple))
            return "";
        auto *const row = reinterpret_cast<Form_pg_opclass>(GETSTRUCT(tuple));
        const char *const text =
            quote_qualified_identifier(get_namespace_name(row->opcnamespace), NameStr(row->opcname));
        ReleaseSysCache(tuple);
        return text;
    });
    return name;
}

// The type that an index on the clause's operand has.
Oid operand_type(const ClauseShape &shape, const ClauseKey &key) {
    if (shape.bare_column)
        return key.type;
    Oid left = InvalidOid;
    Oid right = InvalidOid;
    op_input_types(key.op, &left, &right);
    return right;
}

// The index in terms of names; nothing when its table is gone. May raise when that goes meanwhile.
std::optional<IndexChoice> describe_columns(const Index &index, DefaultOperatorClasses &default_classes) {
    struct ColumnFacts {
        char *name; // null: gone
        Oid default_class;
        Oid collation;
    };
    const auto look_up = [&index, &default_classes](AttributeNumber number) {
        return pg::call([&index, &default_classes, number] {
            const Oid table = static_cast<Oid>(index.table);
            ColumnFacts facts{get_attname(table, number, true), InvalidOid, InvalidOid};
            if (facts.name != nullptr) {
                Oid type = InvalidOid;
                std::int32_t modifier = -1;
                get_atttypetypmodcoll(table, number, &type, &modifier, &facts.collation);
                facts.default_class = default_classes.of(type, static_cast<Oid>(index.method->id));
            }
            return facts;
        });
    };

    IndexChoice choice;
    choice.method = index.method->id;
    choice.method_name = index.method->name;
    for (const IndexColumn &key : index.keys) {
        const ColumnFacts facts = look_up(key.attribute);
        if (facts.name == nullptr)
            return std::nullopt;
        ColumnChoice column;
        column.column = facts.name;
        column.family = key.family;
        const Oid operator_class = static_cast<Oid>(key.operator_class);
        if (operator_class != facts.default_class)
            column.operator_class = operator_class_name(operator_class);
        column.collation = key.collation;
        column.collation_named = static_cast<Oid>(key.collation) != facts.collation;
        column.option = key.option;
        choice.columns.push_back(std::move(column));
    }
    for (const AttributeNumber number : index.included) {
        const ColumnFacts facts = look_up(number);
        if (facts.name == nullptr)
            return std::nullopt;
        choice.included.emplace_back(facts.name);
    }
    return choice;
}

} // namespace

Oid DefaultOperatorClasses::of(Oid type, Oid method) {
    const std::uint64_t question = std::uint64_t{type} << 32 | method;
    if (const Oid *const known = known_.find(question))
        return *known;
    const Oid found = GetDefaultOpClass(type, method);
    return known_[question] = found;
}

Oid default_operator_family(Oid type, Oid method) {
    switch (method) {
    case BTREE_AM_OID:
        return lookup_type_cache(type, TYPECACHE_BTREE_OPFAMILY)->btree_opf;
    case HASH_AM_OID:
        return lookup_type_cache(type, TYPECACHE_HASH_OPFAMILY)->hash_opf;
    default:
        const Oid operator_class = GetDefaultOpClass(type, method);
        return OidIsValid(operator_class) ? get_opclass_family(operator_class) : InvalidOid;
    }
}

std::optional<AccessMethodId> ServerOperatorClasses::method(const std::string &name) {
    for (const AccessMethod &method : catalog_.methods)
        if (method.name == name)
            return method.id;
    return std::nullopt;
}

std::optional<OperatorClassChoice> ServerOperatorClasses::choose(const ClauseShape &shape, const std::string &name) {
    const auto id = method(name);
    if (!id)
        return std::nullopt;
    const std::uint64_t question = std::uint64_t{shape.id} << 32 | static_cast<std::uint32_t>(*id);
    if (const auto *const known = known_.find(question))
        return *known;
    std::optional<OperatorClassChoice> choice;
    pg::attempt([&] { choice = find(shape, static_cast<Oid>(*id)); }, [&] { return !exists(shapes_.key(shape)); });
    return known_[question] = choice;
}

std::optional<OperatorClassChoice> ServerOperatorClasses::find(const ClauseShape &shape, Oid method) {
    const ClauseKey &key = shapes_.key(shape);
    struct Found {
        Oid type;
        Oid default_family;
    };
    const Found found = pg::call([&shape, &key, method] {
        const Oid type = operand_type(shape, key);
        return Found{type, default_operator_family(type, method)};
    });

    const auto serves = [&](Oid family) {
        return catalog_.search_operators.contain(shape.op, OperatorFamilyId{family});
    };
    if (OidIsValid(found.default_family) && serves(found.default_family))
        return OperatorClassChoice{OperatorFamilyId{found.default_family}, ""};
    if (!catalog_.all_operator_classes)
        pg::call([this] { read_operator_classes(snapshot_, catalog_); });

    // Another one that takes the type; of several the default of its own type, then the oldest.
    const OperatorClassRow *best = nullptr;
    for (const auto &entry : catalog_.operator_classes) {
        const OperatorClassRow &row = entry.value;
        if (row.method == nullptr || row.method->id != AccessMethodId{method} || !serves(row.family) ||
            !pg::call([&row, &found] { return IsBinaryCoercible(found.type, row.input_type); }))
            continue;
        if (best == nullptr || std::tuple(!row.is_default, row.id) < std::tuple(!best->is_default, best->id))
            best = &row;
    }
    if (best == nullptr)
        return std::nullopt;
    return OperatorClassChoice{OperatorFamilyId{best->family}, operator_class_name(best->id)};
}

std::optional<IndexChoice> ServerIndexDescriber::describe(const Index &index) {
    if (index.has_predicate || index.has_expressions)
        return std::nullopt;
    std::optional<IndexChoice> choice;
    pg::attempt([&] { choice = describe_columns(index, default_classes_); }, [&] { return index_is_gone(index.id); });
    return choice;
}

} // namespace nova::catalog
