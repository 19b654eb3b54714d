// Random JSON texts with everything that a reader can stumble over, from a fixed seed.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace weir {

class RandomJson {
 public:
  explicit RandomJson(unsigned seed) : random_(seed) {}

  size_t below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }

  std::string value(int depth = 0) {
    switch (below(depth > 5 ? 5 : 8)) {
      case 0:
        return pick({"null", "true", "false"});
      case 1:
        return pick({"0", "-0", "1", "-17", "3.25", "1e5", "-2.5E-3", "123456789012345678901"});
      case 2:
      case 3:
      case 4:
        return string();
      case 5:
      case 6:
        return container('{', '}', depth);
      default:
        return container('[', ']', depth);
    }
  }

  // A quoted string; its decoded text is in last_text().
  std::string string() {
    text_.clear();
    std::string raw = "\"";
    for (size_t count = below(12); count > 0; --count) append_character(raw);
    return raw + "\"";
  }
  [[nodiscard]] const std::string& last_text() const { return text_; }

  // One to four bytes changed, removed, inserted or repeated.
  std::string mutated(std::string text) {
    for (size_t count = 1 + below(4); count > 0; --count) {
      const size_t place = below(text.size() + 1);
      const char letter = below(3) == 0 ? static_cast<char>(below(256)) : kLetters[below(kCount)];
      switch (below(4)) {
        case 0:
          text.insert(place, 1, letter);
          break;
        case 1:
          text.erase(place, 1 + below(3));
          break;
        case 2:
          text.insert(place, text.substr(below(text.size() + 1), below(8)));
          break;
        default:
          if (place < text.size()) text[place] = letter;
      }
    }
    return text;
  }

 private:
  static constexpr char kLetters[] = "\"\\{}[]:,0123456789eE+-.utdDfF \n\x80\xBF\xC3\xED\xA0";
  static constexpr size_t kCount = sizeof(kLetters) - 1;

  std::string pick(const std::vector<std::string>& of) { return of[below(of.size())]; }

  std::string space() { return pick({"", "", "", " ", "\n\t", "\r\n "}); }

  std::string container(char open, char close, int depth) {
    std::string out(1, open);
    const size_t count = below(5);
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) out += ',';
      out += space();
      if (open == '{') {
        std::string key = string();
        key.insert(1, std::to_string(i) + "-");  // so that no key stands twice
        out += key + space() + ":" + space();
      }
      out += value(depth + 1) + space();
    }
    return out + close;
  }

  void append_character(std::string& raw) {
    struct Form {
      std::string raw;
      std::string text;
    };
    static const std::vector<Form> kForms = {
        {"a", "a"},
        {"longer plain run of text, over sixteen bytes",
         "longer plain run of text, over sixteen bytes"},
        {"\\n", "\n"},
        {"\\\"", "\""},
        {"\\\\", "\\"},
        {"\\/", "/"},
        {"\\u0000", std::string(1, '\0')},
        {"\\u0041", "A"},
        {"\\u00e9", "\xC3\xA9"},
        {"\\u20AC", "\xE2\x82\xAC"},
        {"\\ud83d\\uDE00", "\xF0\x9F\x98\x80"},
        {"\xC3\xA9", "\xC3\xA9"},
        {"\xE6\xBC\xA2", "\xE6\xBC\xA2"},
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
        {"~/", "~/"},
        {"\x7F", "\x7F"},
    };
    const Form& form = kForms[below(kForms.size())];
    raw += form.raw;
    text_ += form.text;
  }

  std::mt19937 random_;
  std::string text_;
};

}  // namespace weir
