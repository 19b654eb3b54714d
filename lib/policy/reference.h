// The key table as a page for people.
#pragma once

#include <string>

namespace weir {

// Markdown: one section a key, in the order of the table, with type, range, default and since.
[[nodiscard]] std::string reference_markdown();

}  // namespace weir
