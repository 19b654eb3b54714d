#include "gateway/rate_limit_fields.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace weir {
namespace {

constexpr int64_t kLargestInteger = 999'999'999'999'999;  // RFC 9651, section 3.3.1

struct Item {
  std::string name;  // of the policy
  std::string_view unit;
  int64_t limit = 0;
  int64_t window_s = 0;  // 0: none is told
  int64_t remaining = 0;
  int64_t reset_ms = kNeverMs;
};

std::string_view unit_of(Metric metric) {
  switch (metric) {
    case Metric::kRequests:
      return "";
    case Metric::kInputTokens:
    case Metric::kOutputTokens:
    case Metric::kTotalTokens:
      return "tokens";
    case Metric::kNanoUsd:
      return "nano-usd";
    case Metric::kConcurrentCalls:
      return "concurrent-requests";
  }
  return "";
}

std::string integer_text(int64_t value) {
  return std::to_string(std::clamp<int64_t>(value, 0, kLargestInteger));
}

// The names of quotas hold nothing that a string of RFC 9651 would have to escape.
std::string policy_text(const Item& item) {
  std::string text = "\"" + item.name + "\";q=" + integer_text(item.limit);
  if (!item.unit.empty()) text.append(";qu=\"").append(item.unit).append("\"");
  if (item.window_s > 0) text += ";w=" + integer_text(item.window_s);
  return text;
}

std::string limit_text(const Item& item) {
  std::string text = "\"" + item.name + "\";r=" + integer_text(item.remaining);
  if (item.reset_ms >= 0) text += ";t=" + integer_text((item.reset_ms + 999) / 1000);
  return text;
}

std::vector<HttpHeader> fields_of(const std::vector<Item>& items) {
  if (items.empty()) return {};
  HttpHeader policy{"ratelimit-policy", ""};
  HttpHeader limit{"ratelimit", ""};
  for (const Item& item : items) {
    const char* const comma = policy.value.empty() ? "" : ", ";
    policy.value += comma + policy_text(item);
    limit.value += comma + limit_text(item);
  }
  return {std::move(policy), std::move(limit)};
}

// A quota of one metric goes by its name.
std::string name_in(const std::vector<QuotaRemaining>& all, const QuotaRemaining& one) {
  const bool is_alone = std::all_of(all.begin(), all.end(), [&one](const QuotaRemaining& other) {
    return other.quota != one.quota || other.metric == one.metric;
  });
  return is_alone ? one.quota : one.quota + ":" + std::string(name_of(one.metric));
}

Metric metric_named(std::string_view name) {
  for (size_t i = 0; i < kMetricCount; ++i) {
    if (name_of(static_cast<Metric>(i)) == name) return static_cast<Metric>(i);
  }
  return Metric::kRequests;
}

int64_t number_of(const rapidjson::Document& details, const char* name, int64_t otherwise) {
  const auto found = details.FindMember(name);
  const bool is_number = found != details.MemberEnd() && found->value.IsInt64();
  return is_number ? found->value.GetInt64() : otherwise;
}

std::string_view text_of(const rapidjson::Document& details, const char* name) {
  const auto found = details.FindMember(name);
  const bool is_text = found != details.MemberEnd() && found->value.IsString();
  return is_text ? std::string_view(found->value.GetString(), found->value.GetStringLength())
                 : std::string_view();
}

// From what over_quota_status() wrote.
std::vector<HttpHeader> refused_fields(const Status& status) {
  rapidjson::Document details;
  details.Parse(status.details().data(), status.details().size());
  if (details.HasParseError() || !details.IsObject()) return {};
  Item item;
  item.name = text_of(details, "quota");
  item.unit = unit_of(metric_named(text_of(details, "metric")));
  item.limit = number_of(details, "limit", 0);
  item.remaining = item.limit - number_of(details, "used", item.limit);
  item.reset_ms = number_of(details, "reset_ms", kNeverMs);
  return item.name.empty() ? std::vector<HttpHeader>() : fields_of({item});
}

}  // namespace

std::vector<HttpHeader> rate_limit_fields(const std::vector<QuotaRemaining>& remaining) {
  std::vector<Item> items;
  for (const QuotaRemaining& quota : remaining) {
    Item item{name_in(remaining, quota),          unit_of(quota.metric), quota.limit,
              quota.window.length_us / 1'000'000, quota.remaining,       quota.reset_ms};
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&item](const Item& it) { return it.name == item.name; });
    if (found == items.end()) {
      items.push_back(std::move(item));
    } else if (item.remaining < found->remaining) {
      *found = std::move(item);
    }
  }
  return fields_of(items);
}

std::vector<HttpHeader> error_fields(const Status& status) {
  std::vector<HttpHeader> fields;
  if (const int64_t retry_ms = status.retry_after_ms(); retry_ms > 0) {
    fields.push_back({"retry-after", std::to_string(retry_ms / 1000 + (retry_ms % 1000 > 0))});
    fields.push_back({"retry-after-ms", std::to_string(retry_ms)});
  }
  if (status.code() != Code::kOverQuota) return fields;
  for (HttpHeader& field : refused_fields(status)) fields.push_back(std::move(field));
  return fields;
}

}  // namespace weir
