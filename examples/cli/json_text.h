// The JSON that the library hands out, read.
#pragma once

#include <rapidjson/document.h>

#include <string>
#include <string_view>

namespace cli {

// A scalar as text: a string as it is, a number as it is written; "" for null, arrays and objects.
[[nodiscard]] std::string text_of(const rapidjson::Value& value);

// The member of an object, as text_of; "" where there is none.
[[nodiscard]] std::string member_text(const rapidjson::Value& object, const char* name);

// The member of an object as a whole number; 0 where there is none.
[[nodiscard]] int64_t member_number(const rapidjson::Value& object, const char* name);

// The member of an object that is an array; an empty one where there is none.
[[nodiscard]] const rapidjson::Value& member_array(const rapidjson::Value& object,
                                                   const char* name);

// One line, without the newline.
[[nodiscard]] std::string compact(const rapidjson::Value& value);

template <typename Writer>
void put(Writer& json, std::string_view text) {
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

}  // namespace cli
