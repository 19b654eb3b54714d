// The dated list of prices: list price, standard tier, text tokens. Only models whose price is
// known for sure stand here. To change a row, change its date too, and kBuiltInPriceListId with it.
//
// A write to Anthropic's prompt cache stands at the dearest list price, twice the input (a cache
// entry of one hour), so that a reservation covers either lifetime.
#include "inference_log/prices.h"

namespace weir {
namespace {

// When the rows were read.
constexpr const char* kSeptember = "2025-09-30";
constexpr const char* kNovember = "2025-11-30";
constexpr const char* kOpenAi = "https://platform.openai.com/docs/pricing";
constexpr const char* kAnthropic = "https://docs.anthropic.com/en/docs/about-claude/pricing";
constexpr const char* kGoogle = "https://ai.google.dev/gemini-api/docs/pricing";

// Sorted by model. Per million tokens: input, cached input, output, cache write; then the same for
// inputs above a length.
std::vector<Price> make_list() {
  // clang-format off
  return {
      {"claude-3-5-haiku", {800'000'000, 80'000'000, 4'000'000'000, 1'600'000'000},
       0, {}, kSeptember, kAnthropic},
      {"claude-3-5-sonnet", {3'000'000'000, 300'000'000, 15'000'000'000, 6'000'000'000},
       0, {}, kSeptember, kAnthropic},
      {"claude-3-7-sonnet", {3'000'000'000, 300'000'000, 15'000'000'000, 6'000'000'000},
       0, {}, kSeptember, kAnthropic},
      {"claude-3-haiku", {250'000'000, 30'000'000, 1'250'000'000, 500'000'000},
       0, {}, kSeptember, kAnthropic},
      {"claude-3-opus", {15'000'000'000, 1'500'000'000, 75'000'000'000, 30'000'000'000},
       0, {}, kSeptember, kAnthropic},
      {"claude-haiku-4-5", {1'000'000'000, 100'000'000, 5'000'000'000, 2'000'000'000},
       0, {}, kNovember, kAnthropic},
      {"claude-opus-4", {15'000'000'000, 1'500'000'000, 75'000'000'000, 30'000'000'000},
       0, {}, kSeptember, kAnthropic},
      {"claude-opus-4-0", {15'000'000'000, 1'500'000'000, 75'000'000'000, 30'000'000'000},
       0, {}, kSeptember, kAnthropic},
      {"claude-opus-4-1", {15'000'000'000, 1'500'000'000, 75'000'000'000, 30'000'000'000},
       0, {}, kSeptember, kAnthropic},
      {"claude-opus-4-5", {5'000'000'000, 500'000'000, 25'000'000'000, 10'000'000'000},
       0, {}, kNovember, kAnthropic},
      {"claude-sonnet-4", {3'000'000'000, 300'000'000, 15'000'000'000, 6'000'000'000}, 200'000,
       {6'000'000'000, 600'000'000, 22'500'000'000, 12'000'000'000}, kSeptember, kAnthropic},
      {"claude-sonnet-4-0", {3'000'000'000, 300'000'000, 15'000'000'000, 6'000'000'000}, 200'000,
       {6'000'000'000, 600'000'000, 22'500'000'000, 12'000'000'000}, kSeptember, kAnthropic},
      {"claude-sonnet-4-5", {3'000'000'000, 300'000'000, 15'000'000'000, 6'000'000'000}, 200'000,
       {6'000'000'000, 600'000'000, 22'500'000'000, 12'000'000'000}, kSeptember, kAnthropic},
      {"gemini-2.0-flash", {100'000'000, 25'000'000, 400'000'000, 0}, 0, {}, kSeptember, kGoogle},
      {"gemini-2.5-flash", {300'000'000, 75'000'000, 2'500'000'000, 0}, 0, {}, kSeptember, kGoogle},
      {"gemini-2.5-flash-lite", {100'000'000, 25'000'000, 400'000'000, 0},
       0, {}, kSeptember, kGoogle},
      {"gemini-2.5-pro", {1'250'000'000, 310'000'000, 10'000'000'000, 0}, 200'000,
       {2'500'000'000, 625'000'000, 15'000'000'000, 0}, kSeptember, kGoogle},
      {"gemini-3-pro-preview", {2'000'000'000, 200'000'000, 12'000'000'000, 0}, 200'000,
       {4'000'000'000, 400'000'000, 18'000'000'000, 0}, kNovember, kGoogle},
      {"gpt-3.5-turbo", {500'000'000, 500'000'000, 1'500'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-4", {30'000'000'000, 30'000'000'000, 60'000'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-4-turbo", {10'000'000'000, 10'000'000'000, 30'000'000'000, 0},
       0, {}, kSeptember, kOpenAi},
      {"gpt-4.1", {2'000'000'000, 500'000'000, 8'000'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-4.1-mini", {400'000'000, 100'000'000, 1'600'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-4.1-nano", {100'000'000, 25'000'000, 400'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-4o", {2'500'000'000, 1'250'000'000, 10'000'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-4o-2024-05-13", {5'000'000'000, 5'000'000'000, 15'000'000'000, 0},
       0, {}, kSeptember, kOpenAi},
      {"gpt-4o-mini", {150'000'000, 75'000'000, 600'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-5", {1'250'000'000, 125'000'000, 10'000'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-5-chat-latest", {1'250'000'000, 125'000'000, 10'000'000'000, 0},
       0, {}, kSeptember, kOpenAi},
      {"gpt-5-codex", {1'250'000'000, 125'000'000, 10'000'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-5-mini", {250'000'000, 25'000'000, 2'000'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-5-nano", {50'000'000, 5'000'000, 400'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"gpt-5-pro", {15'000'000'000, 15'000'000'000, 120'000'000'000, 0},
       0, {}, kNovember, kOpenAi},
      {"gpt-5.1", {1'250'000'000, 125'000'000, 10'000'000'000, 0}, 0, {}, kNovember, kOpenAi},
      {"gpt-5.1-chat-latest", {1'250'000'000, 125'000'000, 10'000'000'000, 0},
       0, {}, kNovember, kOpenAi},
      {"gpt-5.1-codex", {1'250'000'000, 125'000'000, 10'000'000'000, 0},
       0, {}, kNovember, kOpenAi},
      {"o1", {15'000'000'000, 7'500'000'000, 60'000'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"o1-mini", {1'100'000'000, 550'000'000, 4'400'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"o1-pro", {150'000'000'000, 150'000'000'000, 600'000'000'000, 0},
       0, {}, kSeptember, kOpenAi},
      {"o3", {2'000'000'000, 500'000'000, 8'000'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"o3-mini", {1'100'000'000, 550'000'000, 4'400'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"o3-pro", {20'000'000'000, 20'000'000'000, 80'000'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"o4-mini", {1'100'000'000, 275'000'000, 4'400'000'000, 0}, 0, {}, kSeptember, kOpenAi},
      {"text-embedding-3-large", {130'000'000, 130'000'000, 0, 0}, 0, {}, kSeptember, kOpenAi},
      {"text-embedding-3-small", {20'000'000, 20'000'000, 0, 0}, 0, {}, kSeptember, kOpenAi},
      {"text-embedding-ada-002", {100'000'000, 100'000'000, 0, 0}, 0, {}, kSeptember, kOpenAi},
  };
  // clang-format on
}

}  // namespace

const std::vector<Price>& built_in_prices() {
  static const std::vector<Price> list = make_list();
  return list;
}

}  // namespace weir
