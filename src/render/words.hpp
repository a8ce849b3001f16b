// The words of the model in the SQL interface.
#pragma once

#include "model/finding.hpp"
#include "model/policy.hpp"

namespace nova {

const char *word(ReferentialAction action); // 'NO ACTION', 'CASCADE', ...
const char *word(PolicyCommand command);     // 'SELECT', ...
const char *word(Coverage coverage);        // 'none', 'partial', ...
const char *word(Severity severity);        // 'high', 'medium', ...

} // namespace nova
