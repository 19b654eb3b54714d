#include "texts.h"

#include <array>
#include <cstdio>
#include <random>
#include <string_view>

namespace weir::benchmarks {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

using Random = std::mt19937_64;  // its numbers are the same everywhere; those of distributions not

size_t below(Random& random, size_t end) {
  return static_cast<size_t>(random() % end);
}

std::string digits_of(Random& random, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += static_cast<char>('0' + below(random, 10));
  return text;
}

template <typename... Values>
std::string format(const char* pattern, Values... values) {
  std::array<char, 256> line{};
  std::snprintf(line.data(), line.size(), pattern, values...);
  return line.data();
}

std::string access_log_line(Random& random) {
  return format("10.%zu.%zu.%zu - - [%02zu/Mar/2026:%02zu:%02zu:%02zu +0200] ", below(random, 256),
                below(random, 256), below(random, 256), 1 + below(random, 28), below(random, 24),
                below(random, 60), below(random, 60)) +
         format("\"GET /v2/items/%zu?page=%zu HTTP/1.1\" 200 %zu 0.%03zu\n",
                below(random, 10'000'000), below(random, 100), below(random, 100'000),
                below(random, 1000));
}

std::string system_log_line(Random& random) {
  return format("2026-03-%02zuT%02zu:%02zu:%02zu.%06zu+02:00 node-%02zu kernel: [%6zu.%06zu] ",
                1 + below(random, 28), below(random, 24), below(random, 60), below(random, 60),
                below(random, 1'000'000), below(random, 40), below(random, 1'000'000),
                below(random, 1'000'000)) +
         format("pid %zu used %zu of %zu pages at 0x%012zx\n", below(random, 65'536),
                below(random, 1'000'000), below(random, 1'000'000), below(random, size_t{1} << 47));
}

std::string table_line(Random& random) {
  std::string line = std::to_string(1'770'000'000 + below(random, 10'000'000));
  for (int column = 0; column < 8; ++column) {
    line += format(column % 2 == 0 ? ";%zu.%02zu" : ",%zu %03zu", below(random, 100'000),
                   below(random, column % 2 == 0 ? 100 : 1000));
  }
  return line + ";" + digits_of(random, 4 + below(random, 12)) + "\n";
}

std::string repeated(std::string_view piece, size_t bytes) {
  std::string text;
  text.reserve(bytes + piece.size());
  while (text.size() < bytes) text += piece;
  text.resize(bytes);
  return text;
}

std::string base64(size_t bytes) {
  Random random(7);
  std::string text;
  while (text.size() < bytes) text += kBase64[below(random, kBase64.size())];
  return text;
}

// "4111 1111 1111 1111" escaped by percent signs, those by percent signs, and so on; and the same
// with "\u" and HTML.
std::string nested_escapes() {
  std::string percent = "%34%31";
  for (int depth = 0; depth < 6; ++depth) {
    std::string deeper;
    for (const char c : percent) deeper += c == '%' ? std::string("%25") : std::string(1, c);
    percent = deeper;
  }
  return percent + "\\\\\\\\u0031\\u005cu0034&amp;amp;amp;#49;&#x26;#x31; ";
}

}  // namespace

std::string prose(size_t bytes) {
  constexpr std::array<std::string_view, 6> kSentences = {
      "The river was low that summer, and the old weir stood out of the water like a wall. ",
      "Joki oli matalalla sinä kesänä, ja vanha pato seisoi vedessä kuin muuri. ",
      "Nobody in the village remembered who had built it or what it had once been for. ",
      "Kylässä kukaan ei muistanut, kuka sen oli rakentanut tai mitä varten se kerran oli. ",
      "In the evenings the children sat on its stones and told each other long stories. ",
      "Iltaisin lapset istuivat sen kivillä ja kertoivat toisilleen pitkiä tarinoita. "};
  constexpr std::array<std::string_view, 10> kIdentifiers = {"131052-308T",
                                                             "matti.meikalainen@example.com",
                                                             "FI21 1234 5600 0007 85",
                                                             "+358 40 123 4567",
                                                             "4111 1111 1111 1111",
                                                             "192.168.10.25",
                                                             "2077474-0",
                                                             "078-05-1120",
                                                             "AKIAIOSFODNN7EXAMPLE",
                                                             "2001:db8::ff00:42"};
  std::string text;
  size_t next_identifier = 1000;
  for (size_t i = 0; text.size() < bytes; ++i) {
    text += kSentences[i % kSentences.size()];
    if (text.size() < next_identifier) continue;
    text += std::string(kIdentifiers[next_identifier / 1000 % kIdentifiers.size()]) + ". ";
    next_identifier += 1000;
  }
  return text;
}

std::string digits(size_t bytes) {
  Random random(11);
  std::string text;
  while (text.size() < bytes) {
    text += access_log_line(random);
    text += system_log_line(random);
    text += table_line(random);
  }
  return text;
}

std::vector<std::string> keywords(size_t count) {
  constexpr std::array<std::string_view, 16> kSyllables = {"ba",  "ke",  "li",  "mo", "nu", "py",
                                                           "ra",  "se",  "ti",  "vo", "hu", "jy",
                                                           "dra", "fle", "gri", "sto"};
  Random random(13);
  std::vector<std::string> words;
  while (words.size() < count) {
    std::string word;
    for (size_t i = 0; i < 3 + words.size() % 3; ++i) word += kSyllables[below(random, 16)];
    words.push_back(word + "x" + std::to_string(words.size()));  // each is another
  }
  return words;
}

std::vector<Storm> storms(size_t bytes) {
  std::vector<Storm> all;
  for (const char* piece : {"1", "@", "a@a.", "4111 1111 ", "api_key="}) {
    all.push_back({std::string("'") + piece + "'", repeated(piece, bytes)});
  }
  all.push_back({"base64", base64(bytes)});
  all.push_back({"nested escapes", repeated(nested_escapes(), bytes)});
  all.push_back({"zero-width characters", repeated("\xE2\x80\x8B", bytes)});
  all.push_back({"zero-width characters and digits", repeated("4\xE2\x80\x8B", bytes)});
  return all;
}

}  // namespace weir::benchmarks
