// Object identifiers, one type a catalog, so that a table cannot be taken for an operator.
#pragma once

#include <cstdint>

namespace nova {

enum class RelationId : std::uint32_t {}; // pg_class: tables and indexes
enum class PolicyId : std::uint32_t {};
enum class RoleId : std::uint32_t {}; // none: PUBLIC
enum class ConstraintId : std::uint32_t {};
enum class NamespaceId : std::uint32_t {};
enum class OperatorId : std::uint32_t {};
enum class OperatorFamilyId : std::uint32_t {};
enum class OperatorClassId : std::uint32_t {};
enum class AccessMethodId : std::uint32_t {};
enum class CollationId : std::uint32_t {};
enum class TypeId : std::uint32_t {};
enum class TreeId : std::uint32_t {}; // the text of an expression tree (catalog::TreeTexts)

// pg_attribute.attnum; 0 stands for an expression.
using AttributeNumber = std::int16_t;

// "No such object", as the server's InvalidOid.
template <class Id> constexpr bool is_valid(Id id) { return static_cast<std::uint32_t>(id) != 0; }

} // namespace nova
