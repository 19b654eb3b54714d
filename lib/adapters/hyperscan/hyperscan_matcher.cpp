#include "adapters/hyperscan/hyperscan_matcher.h"

#include <hs.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/hyperscan/compiled_database.h"
#include "adapters/hyperscan/engine_check.h"
#include "base/digest.h"

namespace weir {
namespace {

constexpr std::string_view kCacheFormat = "weir hyperscan cache 1";

struct CompileErrorDeleter {
  void operator()(hs_compile_error_t* error) const { hs_free_compile_error(error); }
};

unsigned flags_of(const Pattern& pattern) {
  unsigned flags = 0;
  if (pattern.caseless) flags |= HS_FLAG_CASELESS;
  if (pattern.dot_all) flags |= HS_FLAG_DOTALL;
  if (pattern.start_of_match) flags |= HS_FLAG_SOM_LEFTMOST;
  if (pattern.allow_empty) flags |= HS_FLAG_ALLOWEMPTY;
  if (pattern.single_match) flags |= HS_FLAG_SINGLEMATCH;
  return flags;
}

void append(std::string& out, uint64_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void append(std::string& out, std::string_view text) {
  append(out, text.size());
  out += text;
}

Digest cache_key(const std::vector<Pattern>& patterns) {
  std::string all;
  append(all, kCacheFormat);
  append(all, std::string_view(hs_version()));
  append(all, uint64_t{HS_MODE_BLOCK});
  append(all, uint64_t{0});  // processor features
  for (const Pattern& pattern : patterns) {
    append(all, pattern.id);
    append(all, flags_of(pattern));
    append(all, pattern.min_offset);
    append(all, pattern.expression);
  }
  return sha256(all);
}

struct Inputs {
  std::vector<const char*> expressions;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  std::vector<hs_expr_ext_t> extensions;
  std::vector<const hs_expr_ext_t*> extension_pointers;
};

Inputs inputs_of(const std::vector<Pattern>& patterns) {
  Inputs inputs;
  inputs.extensions.resize(patterns.size());
  for (size_t i = 0; i < patterns.size(); ++i) {
    const Pattern& pattern = patterns[i];
    inputs.expressions.push_back(pattern.expression.c_str());
    inputs.flags.push_back(flags_of(pattern));
    inputs.ids.push_back(pattern.id);
    if (pattern.min_offset != 0) {
      inputs.extensions[i].flags = HS_EXT_FLAG_MIN_OFFSET;
      inputs.extensions[i].min_offset = pattern.min_offset;
    }
    inputs.extension_pointers.push_back(&inputs.extensions[i]);
  }
  return inputs;
}

Status refused(const std::vector<Pattern>& patterns, const hs_compile_error_t* error) {
  std::string message;
  if (error != nullptr && error->expression >= 0) {
    const auto index = static_cast<size_t>(error->expression);
    message = "pattern " + std::to_string(patterns[index].id) + ": ";
  }
  message += error != nullptr ? error->message : "the engine gave no reason";
  return {Code::kInvalidPolicy, "pattern.refused", std::move(message)};
}

Result<DatabaseHandle> compile_now(const std::vector<Pattern>& patterns) {
  const Inputs inputs = inputs_of(patterns);
  const hs_platform_info_t any_processor{};
  hs_database_t* database = nullptr;
  hs_compile_error_t* raw_error = nullptr;
  const hs_error_t result =
      hs_compile_ext_multi(inputs.expressions.data(), inputs.flags.data(), inputs.ids.data(),
                           inputs.extension_pointers.data(), static_cast<unsigned>(patterns.size()),
                           HS_MODE_BLOCK, &any_processor, &database, &raw_error);
  const std::unique_ptr<hs_compile_error_t, CompileErrorDeleter> error(raw_error);
  if (result != HS_SUCCESS) return refused(patterns, error.get());
  return DatabaseHandle(database);
}

DatabaseHandle deserialise(const std::string& bytes) {
  hs_database_t* database = nullptr;
  if (hs_deserialize_database(bytes.data(), bytes.size(), &database) != HS_SUCCESS) return {};
  return DatabaseHandle(database);
}

std::optional<std::string> serialise(const hs_database_t* database) {
  char* bytes = nullptr;
  size_t size = 0;
  if (hs_serialize_database(database, &bytes, &size) != HS_SUCCESS) return std::nullopt;
  const std::unique_ptr<char, decltype(&std::free)> owned(bytes, &std::free);
  return std::string(bytes, size);
}

}  // namespace

Result<std::unique_ptr<HyperscanMatcher>> HyperscanMatcher::open(std::string cache_directory) {
  WEIR_RETURN_IF_ERROR(check_engine());
  return std::unique_ptr<HyperscanMatcher>(new HyperscanMatcher(std::move(cache_directory)));
}

Result<std::shared_ptr<const PatternDatabase>> HyperscanMatcher::compile(
    const std::vector<Pattern>& patterns) {
  if (patterns.empty()) {
    return Status(Code::kInternal, "pattern.none", "no patterns were given to the engine");
  }
  const Digest key = cache_key(patterns);
  if (const std::optional<std::string> cached = cache_.load(key)) {
    if (DatabaseHandle handle = deserialise(*cached)) {
      return std::shared_ptr<const PatternDatabase>(
          std::make_shared<CompiledDatabase>(std::move(handle)));
    }
  }
  Result<DatabaseHandle> compiled = compile_now(patterns);
  if (!compiled.ok()) return std::move(compiled).status();
  if (const std::optional<std::string> bytes = serialise(compiled->get()))
    cache_.store(key, *bytes);
  return std::shared_ptr<const PatternDatabase>(
      std::make_shared<CompiledDatabase>(std::move(compiled).value()));
}

std::string HyperscanMatcher::version() const {
  return std::string("hyperscan ") + hs_version();
}

}  // namespace weir
