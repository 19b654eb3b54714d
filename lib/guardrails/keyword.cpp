#include "guardrails/keyword.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "guardrails/detector_set.h"
#include "guardrails/keyword_prefixes.h"
#include "guardrails/normaliser/normaliser.h"
#include "guardrails/normaliser/skeleton.h"
#include "guardrails/normaliser/utf8.h"
#include "guardrails/regex/measures.h"
#include "guardrails/regex/parser.h"
#include "guardrails/regex/utf8_sequences.h"

namespace weir {
namespace {

// Blocks outside ASCII without letters: controls and signs of Latin-1, the two operators among its
// letters, general punctuation to miscellaneous symbols, CJK punctuation, private use, emoji.
constexpr std::pair<char32_t, char32_t> kNoLetters[] = {
    {0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},      {0xD7, 0xD7},
    {0xF7, 0xF7},     {0x2000, 0x209F}, {0x20A0, 0x20CF}, {0x2190, 0x2BFF},  {0x3000, 0x3004},
    {0x3008, 0x3020}, {0xE000, 0xF8FF}, {0xFE10, 0xFE6F}, {0x1F000, 0x1FAFF}};

bool is_word(char32_t code_point) {
  if (code_point < 0x80) {
    return (code_point >= '0' && code_point <= '9') || (code_point >= 'A' && code_point <= 'Z') ||
           (code_point >= 'a' && code_point <= 'z') || code_point == '_';
  }
  return std::none_of(std::begin(kNoLetters), std::end(kNoLetters), [&](const auto& block) {
    return code_point >= block.first && code_point <= block.second;
  });
}

Status invalid(std::string reason) {
  return {Code::kInvalidPolicy, "keyword.invalid", std::move(reason)};
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Utf8Sequence sequence = decode_utf8(text);
    if (sequence.size == 0) return false;
    text.remove_prefix(sequence.size);
  }
  return true;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (static_cast<unsigned char>(byte) < 0x80 && !is_word(static_cast<unsigned char>(byte))) {
      static constexpr char kDigits[] = "0123456789abcdef";
      const auto value = static_cast<unsigned char>(byte);
      out += {'\\', 'x', kDigits[value >> 4], kDigits[value & 15]};
    } else {
      out += byte;
    }
  }
  return out;
}

// All letters in capitals, or none. Of the two cases of a letter the capital comes first in
// Unicode, but for a few.
std::string in_case(std::string_view text, bool capitals) {
  std::string out;
  while (!text.empty()) {
    const Utf8Sequence sequence = decode_utf8(text);
    const char32_t other = regex::other_case(sequence.code_point);
    append_utf8(capitals == (other < sequence.code_point) ? other : sequence.code_point, &out);
    text.remove_prefix(sequence.size);
  }
  return out;
}

}  // namespace

Result<regex::Ast> keyword_tree(std::string_view keyword) {
  if (keyword.size() > kMaxKeywordBytes) {
    return invalid("a keyword is longer than " + std::to_string(kMaxKeywordBytes) + " bytes");
  }
  if (!is_utf8(keyword)) return invalid("a keyword is not valid UTF-8");
  const Normalised folded = normalise(keyword, NormaliseMode::kText);
  if (folded.text().empty())
    return invalid("a keyword is empty, or holds invisible characters only");
  regex::Flags flags;
  flags.caseless = true;
  Result<regex::Ast> tree = regex::parse(escaped(folded.text()), flags);
  if (!tree.ok()) return tree;
  if (regex::max_width(*tree) == regex::min_width(*tree)) return tree;
  flags.caseless = false;  // the cases differ in length: then only as it is written
  return regex::parse(escaped(folded.text()), flags);
}

std::vector<std::string> other_spellings(std::string_view keyword) {
  const Normalised folded = normalise(keyword, NormaliseMode::kText);
  const std::string_view written = folded.text();
  const auto is_ascii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80; };
  if (std::all_of(written.begin(), written.end(), is_ascii)) return {};
  std::vector<std::string> all{std::string(written), composed(written)};
  for (const std::string& text :
       {std::string(written), in_case(written, false), in_case(written, true)}) {
    all.push_back(skeleton_of(text));
    all.push_back(composed(all.back()));
  }
  std::vector<std::string> known;
  std::vector<std::string> out;
  for (std::string& text : all) {
    std::string name = without_case(text);
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    if (!known.empty()) out.push_back(std::move(text));
    known.push_back(std::move(name));
  }
  return out;
}

bool ends_in_word(std::string_view text) {
  if (text.empty()) return false;
  for (size_t back = 1; back <= std::min<size_t>(4, text.size()); ++back) {
    const Utf8Sequence sequence = decode_utf8(text.substr(text.size() - back));
    if (sequence.size == back) return is_word(sequence.code_point);
  }
  return false;
}

bool begins_with_word(std::string_view text) {
  if (text.empty()) return false;
  const Utf8Sequence sequence = decode_utf8(text);
  return sequence.size != 0 && is_word(sequence.code_point);
}

}  // namespace weir
