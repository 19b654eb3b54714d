#include "guardrails/normaliser/media.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace weir {
namespace {

using namespace std::string_view_literals;

enum Kind : uint8_t { kImage = 1, kAudio = 2, kVideo = 4, kFont = 8, kPdf = 16, kAny = 31 };

struct Signature {
  std::string_view bytes;  // '?': any byte
  uint8_t kinds;
  bool is_bare = false;  // proves an image without a data: URL, too
};

// Sources: PNG 1.2 section 3.1; ITU-T T.81 B.1.1.3 with JFIF 1.02 and Exif 2.3; GIF89a section 17;
// RIFF containers of WebP (RFC 9649), WAVE and AVI; ISO 14496-12 (ftyp); RFC 3533 (Ogg); RFC 9559
// (Matroska); ID3v2.4; ISO 11172-3 (frames); RFC 9639 (FLAC); W3C WOFF 2; OpenType 1.9; ISO 32000.
constexpr auto kSignatures = std::to_array<Signature>({
    {"\x89PNG\r\n\x1A\n"sv, kImage, true},
    {"\xFF\xD8\xFF\xE0??JFIF"sv, kImage, true},
    {"\xFF\xD8\xFF\xE1??Exif"sv, kImage, true},
    {"\xFF\xD8\xFF\xE1??http"sv, kImage, true},
    {"\xFF\xD8\xFF\xE2??ICC_"sv, kImage, true},
    {"\xFF\xD8\xFF\xEE??Adob"sv, kImage, true},
    {"\xFF\xD8\xFF\xDB\0\x43\0"sv, kImage, true},
    {"\xFF\xD8\xFF\xDB\0\x84\0"sv, kImage, true},
    {"GIF87a"sv, kImage, true},
    {"GIF89a"sv, kImage, true},
    {"RIFF????WEBP"sv, kImage, true},
    {"\xFF\xD8\xFF"sv, kImage},
    {"BM????\0\0\0\0"sv, kImage},
    {"II*\0"sv, kImage},
    {"MM\0*"sv, kImage},
    {"\0\0\1\0"sv, kImage},
    {"????ftyp"sv, kImage | kAudio | kVideo},
    {"ID3"sv, kAudio},
    {"\xFF\xFB"sv, kAudio},
    {"\xFF\xF3"sv, kAudio},
    {"\xFF\xF2"sv, kAudio},
    {"\xFF\xF1"sv, kAudio},
    {"\xFF\xF9"sv, kAudio},
    {"fLaC"sv, kAudio},
    {"RIFF????WAVE"sv, kAudio},
    {"FORM????AIF"sv, kAudio},
    {"OggS"sv, kAudio | kVideo},
    {"\x1A\x45\xDF\xA3"sv, kAudio | kVideo},
    {"RIFF????AVI "sv, kVideo},
    {"\0\0\1\xBA"sv, kVideo},
    {"FLV\1"sv, kVideo},
    {"wOFF"sv, kFont},
    {"wOF2"sv, kFont},
    {"OTTO"sv, kFont},
    {"ttcf"sv, kFont},
    {"\0\1\0\0"sv, kFont},
    {"%PDF-"sv, kPdf},
});

struct NamedType {
  std::string_view prefix;
  uint8_t kinds;
};

// Media types, by how they begin. Containers hold sound and films alike.
constexpr auto kTypes = std::to_array<NamedType>({
    {"image/", kImage},
    {"audio/", kAudio | kVideo},
    {"video/", kAudio | kVideo},
    {"font/", kFont},
    {"application/font-", kFont},
    {"application/x-font-", kFont},
    {"application/ogg", kAudio | kVideo},
    {"application/pdf", kPdf},
    {"application/octet-stream", kAny},
});

std::string lower(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (byte == '\\') continue;
    out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | 0x20) : byte;
  }
  return out;
}

// What a data: URL that ends `before` says that it holds; 0: there is none, or no media.
uint8_t named_kinds(std::string_view before) {
  constexpr std::string_view kScheme = "data:";
  if (!before.ends_with(',')) return 0;
  const std::string text = lower(before);
  const size_t scheme = text.rfind(kScheme);
  if (!text.ends_with(";base64,") || scheme == std::string::npos) return 0;
  const std::string_view type = std::string_view(text).substr(scheme + kScheme.size());
  if (type.find_first_of(" \t\r\n\"'()<>") != std::string_view::npos) return 0;
  for (const NamedType& named : kTypes) {
    if (type.starts_with(named.prefix)) return named.kinds;
  }
  return 0;
}

std::string unpacked(std::string_view run) {
  std::string out;
  uint32_t bits = 0;
  unsigned count = 0;
  for (const char letter : run) {
    bits = bits << 6U | base64_value(letter);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFFU);
  }
  return out;
}

// kMore: `bytes` end before the signature does.
Answer begins_with(std::string_view bytes, std::string_view signature) {
  for (size_t i = 0; i < signature.size(); ++i) {
    if (i == bytes.size()) return Answer::kMore;
    if (signature[i] != '?' && signature[i] != bytes[i]) return Answer::kNo;
  }
  return Answer::kYes;
}

}  // namespace

Answer begins_media(std::string_view before, std::string_view run, bool goes_on) {
  const uint8_t kinds = named_kinds(before);
  const std::string bytes = unpacked(run);
  Answer answer = Answer::kNo;
  for (const Signature& signature : kSignatures) {
    if ((signature.kinds & kinds) == 0 && !signature.is_bare) continue;
    const Answer here = begins_with(bytes, signature.bytes);
    const bool is_proved = (signature.kinds & kinds) != 0 || run.size() >= kLeastBareMedia;
    if (here == Answer::kYes && is_proved) return Answer::kYes;
    if (here != Answer::kNo && goes_on) answer = Answer::kMore;
  }
  return answer;
}

}  // namespace weir
