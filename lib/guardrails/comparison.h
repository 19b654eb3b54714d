// How texts of a policy are compared with texts that pass by: folded (normaliser/normaliser.h) and
// in one case.
#pragma once

#include <string>
#include <string_view>

namespace weir {

// ASCII and the Latin-1 letters in lower case.
[[nodiscard]] std::string lower_latin(std::string_view folded);

// `text` folded, and then the same.
[[nodiscard]] std::string folded_lower(std::string_view text);

// What two spellings of one value have in common: lower_latin(), and of a text that is ASCII
// letters and digits with spaces, dashes, brackets and "+" the letters, digits and "+" alone.
[[nodiscard]] std::string comparable(std::string_view folded);

}  // namespace weir
