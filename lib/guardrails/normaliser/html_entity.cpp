#include "guardrails/normaliser/html_entity.h"

#include <algorithm>
#include <iterator>

namespace weir {
namespace {

struct Name {
  std::string_view name;
  char32_t code_point;
};

// Source: HTML Living Standard, 13.5, for printable ASCII, spaces, dashes and what is invisible.
constexpr Name kNames[] = {
    {"NewLine;", '\n'}, {"Tab;", '\t'},      {"ZeroWidthSpace;", 0x200B},
    {"amp;", '&'},      {"apos;", '\''},     {"ast;", '*'},
    {"bsol;", '\\'},    {"colon;", ':'},     {"comma;", ','},
    {"commat;", '@'},   {"dash;", 0x2010},   {"dollar;", '$'},
    {"emsp;", 0x2003},  {"ensp;", 0x2002},   {"equals;", '='},
    {"excl;", '!'},     {"gt;", '>'},        {"hyphen;", 0x2010},
    {"lbrack;", '['},   {"lcub;", '{'},      {"lowbar;", '_'},
    {"lpar;", '('},     {"lrm;", 0x200E},    {"lsqb;", '['},
    {"lt;", '<'},       {"mdash;", 0x2014},  {"minus;", 0x2212},
    {"nbsp;", 0xA0},    {"ndash;", 0x2013},  {"num;", '#'},
    {"numsp;", 0x2007}, {"percnt;", '%'},    {"period;", '.'},
    {"plus;", '+'},     {"puncsp;", 0x2008}, {"quest;", '?'},
    {"quot;", '"'},     {"rcub;", '}'},      {"rlm;", 0x200F},
    {"rpar;", ')'},     {"rsqb;", ']'},      {"semi;", ';'},
    {"shy;", 0xAD},     {"sol;", '/'},       {"thinsp;", 0x2009},
    {"verbar;", '|'},   {"zwj;", 0x200D},    {"zwnj;", 0x200C},
};

Escape named(std::string_view text) {
  const std::string_view name = text.substr(1);
  for (const Name& known : kNames) {
    if (name.starts_with(known.name)) return {known.code_point, 1 + known.name.size(), false};
  }
  return {0, 0, std::any_of(std::begin(kNames), std::end(kNames), [&](const Name& known) {
            return known.name.starts_with(name);
          })};
}

Escape numeric(std::string_view text) {
  const bool is_hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  const size_t begin = is_hex ? 3 : 2;
  const size_t most = is_hex ? kMostHexDigits : kMostDecimalDigits;
  const auto [value, count] = read_number(text.substr(begin), is_hex ? 16 : 10, most);
  size_t end = begin + count;
  if (end == text.size() && count < most) return {0, 0, true};
  if (count == 0) return {};
  if (end == text.size()) return {0, 0, true};  // its ";" may come
  if (text[end] == ';') ++end;
  return code_point_escape(value, end);
}

}  // namespace

Escape decode_html_entity(std::string_view text) {
  if (text.size() == 1) return {0, 0, true};
  return text[1] == '#' ? numeric(text) : named(text);
}

}  // namespace weir
