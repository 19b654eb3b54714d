#include "guardrails/normaliser/code_point_folds.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace weir {
namespace {

enum class Change : uint8_t {
  kDrop,
  kByte,     // every code point of the range becomes `byte`
  kCount,    // first becomes `byte`, the next `byte` + 1, and so on
  kDigits,   // as kCount, in rows of ten
  kLetters,  // A to Z, a to z, again and again
};

struct Range {
  char32_t first;
  char32_t last;
  Change change;
  char byte;
};

constexpr auto kDrop = Change::kDrop;
constexpr auto kByte = Change::kByte;
constexpr auto kCount = Change::kCount;
constexpr auto kDigits = Change::kDigits;
constexpr auto kLetters = Change::kLetters;

// In ascending order, without overlap. Drops: Default_Ignorable_Code_Point, the interlinear
// annotation marks and the enclosing keycap. Digits: general category Nd. Quotation marks: Pi and
// Pf of Latin scripts. The rest: NFKC.
constexpr Range kRanges[] = {
    {0x00A0, 0x00A0, kByte, ' '},     {0x00AB, 0x00AB, kByte, '"'},
    {0x00AD, 0x00AD, kDrop, 0},       {0x00B2, 0x00B3, kCount, '2'},
    {0x00B9, 0x00B9, kByte, '1'},     {0x00BB, 0x00BB, kByte, '"'},
    {0x034F, 0x034F, kDrop, 0},       {0x061C, 0x061C, kDrop, 0},
    {0x0660, 0x0669, kDigits, '0'},   {0x066B, 0x066B, kByte, '.'},
    {0x06F0, 0x06F9, kDigits, '0'},   {0x07C0, 0x07C9, kDigits, '0'},
    {0x0966, 0x096F, kDigits, '0'},   {0x09E6, 0x09EF, kDigits, '0'},
    {0x0A66, 0x0A6F, kDigits, '0'},   {0x0AE6, 0x0AEF, kDigits, '0'},
    {0x0B66, 0x0B6F, kDigits, '0'},   {0x0BE6, 0x0BEF, kDigits, '0'},
    {0x0C66, 0x0C6F, kDigits, '0'},   {0x0CE6, 0x0CEF, kDigits, '0'},
    {0x0D66, 0x0D6F, kDigits, '0'},   {0x0DE6, 0x0DEF, kDigits, '0'},
    {0x0E50, 0x0E59, kDigits, '0'},   {0x0ED0, 0x0ED9, kDigits, '0'},
    {0x0F20, 0x0F29, kDigits, '0'},   {0x1040, 0x1049, kDigits, '0'},
    {0x1090, 0x1099, kDigits, '0'},   {0x115F, 0x1160, kDrop, 0},
    {0x1680, 0x1680, kByte, ' '},     {0x17B4, 0x17B5, kDrop, 0},
    {0x17E0, 0x17E9, kDigits, '0'},   {0x180B, 0x180F, kDrop, 0},
    {0x1810, 0x1819, kDigits, '0'},   {0x1946, 0x194F, kDigits, '0'},
    {0x19D0, 0x19D9, kDigits, '0'},   {0x1A80, 0x1A89, kDigits, '0'},
    {0x1A90, 0x1A99, kDigits, '0'},   {0x1B50, 0x1B59, kDigits, '0'},
    {0x1BB0, 0x1BB9, kDigits, '0'},   {0x1C40, 0x1C49, kDigits, '0'},
    {0x1C50, 0x1C59, kDigits, '0'},   {0x2000, 0x200A, kByte, ' '},
    {0x200B, 0x200F, kDrop, 0},       {0x2010, 0x2015, kByte, '-'},
    {0x2018, 0x201B, kByte, '\''},    {0x201C, 0x201F, kByte, '"'},
    {0x2024, 0x2024, kByte, '.'},     {0x2028, 0x2029, kByte, '\n'},
    {0x202A, 0x202E, kDrop, 0},       {0x202F, 0x202F, kByte, ' '},
    {0x2039, 0x203A, kByte, '\''},    {0x2043, 0x2043, kByte, '-'},
    {0x2044, 0x2044, kByte, '/'},     {0x205F, 0x205F, kByte, ' '},
    {0x2060, 0x206F, kDrop, 0},       {0x2070, 0x2070, kByte, '0'},
    {0x2071, 0x2071, kByte, 'i'},     {0x2074, 0x2079, kCount, '4'},
    {0x207A, 0x207A, kByte, '+'},     {0x207B, 0x207B, kByte, '-'},
    {0x207C, 0x207C, kByte, '='},     {0x207D, 0x207E, kCount, '('},
    {0x207F, 0x207F, kByte, 'n'},     {0x2080, 0x2089, kDigits, '0'},
    {0x208A, 0x208A, kByte, '+'},     {0x208B, 0x208B, kByte, '-'},
    {0x208C, 0x208C, kByte, '='},     {0x208D, 0x208E, kCount, '('},
    {0x20E3, 0x20E3, kDrop, 0},       {0x2102, 0x2102, kByte, 'C'},
    {0x210A, 0x210A, kByte, 'g'},     {0x210B, 0x210D, kByte, 'H'},
    {0x210E, 0x210E, kByte, 'h'},     {0x2110, 0x2111, kByte, 'I'},
    {0x2112, 0x2112, kByte, 'L'},     {0x2113, 0x2113, kByte, 'l'},
    {0x2115, 0x2115, kByte, 'N'},     {0x2119, 0x211A, kCount, 'P'},
    {0x211B, 0x211D, kByte, 'R'},     {0x2124, 0x2124, kByte, 'Z'},
    {0x2128, 0x2128, kByte, 'Z'},     {0x212A, 0x212A, kByte, 'K'},
    {0x212C, 0x212D, kCount, 'B'},    {0x212F, 0x212F, kByte, 'e'},
    {0x2130, 0x2131, kCount, 'E'},    {0x2133, 0x2133, kByte, 'M'},
    {0x2134, 0x2134, kByte, 'o'},     {0x2139, 0x2139, kByte, 'i'},
    {0x2212, 0x2212, kByte, '-'},     {0x2215, 0x2215, kByte, '/'},
    {0x2236, 0x2236, kByte, ':'},     {0x2460, 0x2468, kCount, '1'},
    {0x24B6, 0x24CF, kCount, 'A'},    {0x24D0, 0x24E9, kCount, 'a'},
    {0x24EA, 0x24EA, kByte, '0'},     {0x24FF, 0x24FF, kByte, '0'},
    {0x2776, 0x277E, kCount, '1'},    {0x3000, 0x3000, kByte, ' '},
    {0x3002, 0x3002, kByte, '.'},     {0x3164, 0x3164, kDrop, 0},
    {0xA620, 0xA629, kDigits, '0'},   {0xA789, 0xA789, kByte, ':'},
    {0xA8D0, 0xA8D9, kDigits, '0'},   {0xA900, 0xA909, kDigits, '0'},
    {0xA9D0, 0xA9D9, kDigits, '0'},   {0xA9F0, 0xA9F9, kDigits, '0'},
    {0xAA50, 0xAA59, kDigits, '0'},   {0xABF0, 0xABF9, kDigits, '0'},
    {0xFE00, 0xFE0F, kDrop, 0},       {0xFE50, 0xFE50, kByte, ','},
    {0xFE52, 0xFE52, kByte, '.'},     {0xFE54, 0xFE54, kByte, ';'},
    {0xFE55, 0xFE55, kByte, ':'},     {0xFE56, 0xFE56, kByte, '?'},
    {0xFE57, 0xFE57, kByte, '!'},     {0xFE58, 0xFE58, kByte, '-'},
    {0xFE59, 0xFE5A, kCount, '('},    {0xFE5F, 0xFE5F, kByte, '#'},
    {0xFE60, 0xFE60, kByte, '&'},     {0xFE61, 0xFE62, kCount, '*'},
    {0xFE63, 0xFE63, kByte, '-'},     {0xFE64, 0xFE64, kByte, '<'},
    {0xFE65, 0xFE65, kByte, '>'},     {0xFE66, 0xFE66, kByte, '='},
    {0xFE68, 0xFE68, kByte, '\\'},    {0xFE69, 0xFE6A, kCount, '$'},
    {0xFE6B, 0xFE6B, kByte, '@'},     {0xFEFF, 0xFEFF, kDrop, 0},
    {0xFF01, 0xFF5E, kCount, '!'},    {0xFF61, 0xFF61, kByte, '.'},
    {0xFFA0, 0xFFA0, kDrop, 0},       {0xFFF0, 0xFFFB, kDrop, 0},
    {0x104A0, 0x104A9, kDigits, '0'}, {0x10D30, 0x10D39, kDigits, '0'},
    {0x11066, 0x1106F, kDigits, '0'}, {0x110F0, 0x110F9, kDigits, '0'},
    {0x11136, 0x1113F, kDigits, '0'}, {0x111D0, 0x111D9, kDigits, '0'},
    {0x112F0, 0x112F9, kDigits, '0'}, {0x11450, 0x11459, kDigits, '0'},
    {0x114D0, 0x114D9, kDigits, '0'}, {0x11650, 0x11659, kDigits, '0'},
    {0x116C0, 0x116C9, kDigits, '0'}, {0x11730, 0x11739, kDigits, '0'},
    {0x118E0, 0x118E9, kDigits, '0'}, {0x11950, 0x11959, kDigits, '0'},
    {0x11C50, 0x11C59, kDigits, '0'}, {0x11D50, 0x11D59, kDigits, '0'},
    {0x11DA0, 0x11DA9, kDigits, '0'}, {0x11F50, 0x11F59, kDigits, '0'},
    {0x16A60, 0x16A69, kDigits, '0'}, {0x16AC0, 0x16AC9, kDigits, '0'},
    {0x16B50, 0x16B59, kDigits, '0'}, {0x1BCA0, 0x1BCA3, kDrop, 0},
    {0x1D173, 0x1D17A, kDrop, 0},     {0x1D400, 0x1D6A3, kLetters, 'A'},
    {0x1D7CE, 0x1D7FF, kDigits, '0'}, {0x1E140, 0x1E149, kDigits, '0'},
    {0x1E2F0, 0x1E2F9, kDigits, '0'}, {0x1E4F0, 0x1E4F9, kDigits, '0'},
    {0x1E950, 0x1E959, kDigits, '0'}, {0x1F130, 0x1F149, kCount, 'A'},
    {0x1F150, 0x1F169, kCount, 'A'},  {0x1F170, 0x1F189, kCount, 'A'},
    {0x1FBF0, 0x1FBF9, kDigits, '0'}, {0xE0000, 0xE0FFF, kDrop, 0},
};

int apply(const Range& range, char32_t code_point) {
  const auto offset = static_cast<int>(code_point - range.first);
  switch (range.change) {
    case Change::kDrop:
      return kFoldDrop;
    case Change::kByte:
      return range.byte;
    case Change::kCount:
      return range.byte + offset;
    case Change::kDigits:
      return range.byte + offset % 10;
    case Change::kLetters:
      return offset % 52 < 26 ? 'A' + offset % 52 : 'a' + offset % 52 - 26;
  }
  return kFoldKeep;
}

constexpr unsigned char lead_of(char32_t code_point) {
  if (code_point < 0x80) return static_cast<unsigned char>(code_point);
  if (code_point < 0x800) return static_cast<unsigned char>(0xC0U | (code_point >> 6U));
  if (code_point < 0x10000) return static_cast<unsigned char>(0xE0U | (code_point >> 12U));
  return static_cast<unsigned char>(0xF0U | (code_point >> 18U));
}

constexpr std::array<bool, 256> leads() {
  std::array<bool, 256> all{};
  for (const Range& range : kRanges) {
    for (unsigned lead = lead_of(range.first); lead <= lead_of(range.last); ++lead) {
      all[lead] = true;
    }
  }
  return all;
}

constexpr std::array<bool, 256> kLeads = leads();

}  // namespace

bool may_begin_fold(unsigned char lead) {
  return kLeads[lead];
}

int fold_code_point(char32_t code_point) {
  const auto* found =
      std::lower_bound(std::begin(kRanges), std::end(kRanges), code_point,
                       [](const Range& range, char32_t value) { return range.last < value; });
  if (found == std::end(kRanges) || code_point < found->first) return kFoldKeep;
  return apply(*found, code_point);
}

}  // namespace weir
