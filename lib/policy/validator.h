// A document against the key table: unknown keys, types, ranges, words, forms, names that are
// referred to, and the relations between keys. What needs more than the table stands in builder.h.
#pragma once

#include "policy/document.h"
#include "policy/error_list.h"

namespace weir {

// Adds what it finds to `errors`.
void validate(const Node& document, ErrorList& errors);

// Puts the defaults of the table where a key is absent from an object that stands. Call it on a
// valid document only.
void fill_in_defaults(Node& document);

}  // namespace weir
