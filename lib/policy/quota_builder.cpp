#include "policy/quota_builder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "policy/duration.h"
#include "policy/node_values.h"
#include "policy/timezone.h"

namespace weir {
namespace {

constexpr int64_t kDayUs = 86'400'000'000;
constexpr int64_t kLongestUs = 366 * kDayUs;
constexpr int64_t kUsualWaitMs = 10'000;
constexpr int64_t kUsualWaiting = 100;
constexpr std::array<std::string_view, kMetricCount> kMetricKeys = {
    "requests", "input_tokens", "output_tokens", "tokens", "usd", "concurrent_calls"};

std::optional<std::string> optional_text(const Node& object, std::string_view name) {
  const Node* const node = object.find(name);
  return node == nullptr ? std::nullopt : std::optional<std::string>(node->text);
}

std::vector<std::pair<std::string, std::string>> tags_of(const Node& match) {
  std::vector<std::pair<std::string, std::string>> tags;
  if (const Node* const node = match.find("tags")) {
    for (const Member& tag : node->members) tags.emplace_back(tag.name, tag.value.text);
  }
  return tags;
}

QuotaMatch match_of(const Node& node) {
  return {optional_text(node, "user"),
          optional_text(node, "group"),
          optional_text(node, "app"),
          optional_text(node, "endpoint"),
          optional_text(node, "provider"),
          optional_text(node, "model"),
          tags_of(node)};
}

class QuotaBuilder {
 public:
  QuotaBuilder(const Node& node, const std::string& pointer, ErrorList& errors)
      : node_(node), pointer_(pointer), errors_(errors) {}

  QuotaPolicy build() {
    quota_.name = node_.find("name")->text;
    for (const Node& item : node_.find("per")->items) {
      if (auto dimension = parse_quota_dimension(item.text)) quota_.per.push_back(*dimension);
    }
    std::sort(quota_.per.begin(), quota_.per.end());
    quota_.match = match_of(*node_.find("match"));
    set_window();
    quota_.limits = limits(node_, pointer_, {});
    const std::vector<Node>& overrides = node_.find("overrides")->items;
    for (size_t i = 0; i < overrides.size(); ++i) {
      add_override(overrides[i], pointer_ + "/overrides/" + std::to_string(i));
    }
    set_on_exceed();
    for (const Node& percent : node_.find("thresholds")->items) {
      quota_.thresholds.push_back(static_cast<int32_t>(integer(percent)));
    }
    std::sort(quota_.thresholds.begin(), quota_.thresholds.end());
    return std::move(quota_);
  }

 private:
  void add(std::string_view reason, const std::string& pointer, const Node& node,
           std::string_view message) {
    errors_.add(reason, pointer, node.offset, message);
  }

  // --- The window -------------------------------------------------------------------------------

  void set_window() {
    const Node* const window = node_.find("window");
    const std::vector<Member>& members = node_.find("limit")->members;
    const bool needs_one = std::any_of(members.begin(), members.end(), [](const Member& member) {
      return member.name != "concurrent_calls";
    });
    if (window != nullptr && needs_one) {
      quota_.window = read_window(*window, pointer_ + "/window");
    } else if (needs_one) {
      add("policy.required", pointer_, node_, "the key \"window\" is missing");
    } else {
      quota_.window.kind = WindowKind::kConcurrent;
      if (window == nullptr) return;
      add("policy.value", pointer_ + "/window", *window,
          "concurrent_calls are counted at once: leave the window out");
    }
  }

  Window read_window(const Node& node, const std::string& pointer) {
    Window window;
    window.kind = word<WindowKind, 5>(node.find("kind")->text,
                                      {"bucket", "sliding", "fixed", "calendar", "lifetime"});
    if (const Node* const length = node.find("length")) {
      if (const auto unit = parse_calendar_unit(length->text)) window.unit = *unit;
      window.length_us = parse_duration_us(length->text).value_or(0);
      if (window.length_us > kLongestUs) {
        add("policy.range", pointer + "/length", *length, "must be at most 366 days");
      }
    }
    if (const Node* const zone = node.find("timezone")) {
      window.timezone = zone->text;
      if (!is_timezone(zone->text)) {
        add("policy.value", pointer + "/timezone", *zone,
            "this machine knows no such time zone" + suggest_timezone(zone->text));
      }
    }
    return window;
  }

  // --- Limits -----------------------------------------------------------------------------------

  // Those of `node`, over those of `base`; an override may not name others.
  std::vector<QuotaLimit> limits(const Node& node, const std::string& pointer,
                                 std::vector<QuotaLimit> base) {
    const bool is_override = !base.empty();
    for (const Member& member : node.find("limit")->members) {
      const QuotaLimit limit = read_limit(node, member, pointer);
      QuotaLimit* const own = find_limit(base, limit.metric);
      if (own != nullptr) {
        *own = limit;
      } else if (is_override) {
        errors_.add("policy.value", pointer + "/limit/" + member.name, member.offset,
                    "the quota has no limit on this: it can be no override of it");
      } else {
        base.push_back(limit);
      }
    }
    check_burst(node, pointer);
    return base;
  }

  QuotaLimit read_limit(const Node& node, const Member& member, const std::string& pointer) {
    QuotaLimit limit;
    limit.metric = word<Metric, kMetricCount>(member.name, kMetricKeys);
    limit.amount = read_amount(member, pointer + "/limit/");
    const Node* const burst = node.find("burst");
    const auto most = burst == nullptr
                          ? std::vector<Member>::const_iterator()
                          : std::find_if(burst->members.begin(), burst->members.end(),
                                         [&](const Member& m) { return m.name == member.name; });
    const bool has_burst = burst != nullptr && most != burst->members.end();
    limit.capacity = has_burst ? read_amount(*most, pointer + "/burst/") : limit.amount;
    return limit;
  }

  int64_t read_amount(const Member& member, const std::string& place) {
    const int64_t amount = member.name == "usd" ? nano(member.value) : integer(member.value);
    if (amount < 1) {
      errors_.add("policy.range", place + member.name, member.offset,
                  "must be more than 0: under 0 no call could ever pass. To stop calls for a time, "
                  "freeze the quota; to stop them for good, leave the caller out of \"allow\"");
    }
    return amount;
  }

  void check_burst(const Node& node, const std::string& pointer) {
    const Node* const burst = node.find("burst");
    if (burst == nullptr) return;
    if (quota_.window.kind != WindowKind::kBucket) {
      add("policy.value", pointer + "/burst", *burst, "a burst is for windows of the kind bucket");
    }
    for (const Member& member : burst->members) {
      if (node.find("limit")->find(member.name) != nullptr) continue;
      errors_.add("policy.value", pointer + "/burst/" + member.name, member.offset,
                  "there is no limit of this name beside it");
    }
  }

  static QuotaLimit* find_limit(std::vector<QuotaLimit>& limits, Metric metric) {
    const auto found =
        std::find_if(limits.begin(), limits.end(),
                     [metric](const QuotaLimit& limit) { return limit.metric == metric; });
    return found == limits.end() ? nullptr : &*found;
  }

  // --- On exceed --------------------------------------------------------------------------------

  void set_on_exceed() {
    quota_.on_exceed =
        word<OnExceed, 4>(node_.find("on_exceed")->text, {"refuse", "downgrade", "wait", "warn"});
    const bool waits = quota_.on_exceed == OnExceed::kWait;
    quota_.max_wait_ms = number_for(waits, "max_wait_ms", kUsualWaitMs);
    quota_.max_waiting = number_for(waits, "max_waiting", kUsualWaiting);
    const Node* const model = node_.find("downgrade_to");
    const bool downgrades = quota_.on_exceed == OnExceed::kDowngrade;
    if (model != nullptr) quota_.downgrade_to = model->text;
    if (downgrades == (model != nullptr)) return;
    add(downgrades ? "policy.required" : "policy.value",
        downgrades ? pointer_ : pointer_ + "/downgrade_to", downgrades ? node_ : *model,
        downgrades ? "on_exceed is downgrade: the key \"downgrade_to\" is missing"
                   : "downgrade_to belongs to on_exceed downgrade alone");
  }

  int64_t number_for(bool applies, const char* key, int64_t usual) {
    const Node* const value = node_.find(key);
    if (value != nullptr && !applies) {
      add("policy.value", pointer_ + "/" + key, *value, "this key belongs to on_exceed wait alone");
    }
    return value == nullptr ? usual : integer(*value);
  }

  // --- Overrides --------------------------------------------------------------------------------

  void add_override(const Node& node, const std::string& pointer) {
    QuotaOverride made;
    for (const Member& member : node.find("match")->members) {
      if (member.name != "tags") {
        add_value(made, member.name, member.value, pointer + "/match/" + member.name);
        continue;
      }
      for (const Member& tag : member.value.members) {
        add_value(made, "tag:" + tag.name, tag.value,
                  pointer + "/match/tags" + pointer_step(tag.name));
      }
    }
    made.limits = limits(node, pointer, quota_.limits);
    quota_.overrides.push_back(std::move(made));
  }

  void add_value(QuotaOverride& made, const std::string& name, const Node& value,
                 const std::string& pointer) {
    const auto dimension = parse_quota_dimension(name);
    const bool is_counted = dimension && std::find(quota_.per.begin(), quota_.per.end(),
                                                   *dimension) != quota_.per.end();
    if (is_counted) {
      made.values.emplace_back(*dimension, value.text);
    } else {
      add("policy.value", pointer, value,
          "the quota is not counted per " + name + ": an override is for single keys");
    }
  }

  const Node& node_;
  const std::string& pointer_;
  ErrorList& errors_;
  QuotaPolicy quota_;
};

}  // namespace

QuotaPolicy build_quota(const Node& node, const std::string& pointer, ErrorList& errors) {
  return QuotaBuilder(node, pointer, errors).build();
}

}  // namespace weir
