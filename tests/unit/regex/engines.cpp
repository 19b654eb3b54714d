#define PCRE2_CODE_UNIT_WIDTH 8
#include "unit/regex/engines.h"

#include <hs.h>
#include <pcre2.h>

#include <stdexcept>
#include <vector>

namespace weir::regex {
namespace {

int on_match(unsigned, unsigned long long, unsigned long long end, unsigned, void* context) {
  static_cast<std::set<size_t>*>(context)->insert(static_cast<size_t>(end));
  return 0;
}

void require(bool holds) {
  if (!holds) throw std::runtime_error("the engine failed");
}

}  // namespace

Hyperscan::Hyperscan(const std::string& expression) : Hyperscan(expression, Options()) {}

Hyperscan::Hyperscan(const std::string& expression, const Options& options) {
  unsigned flags = HS_FLAG_DOTALL | HS_FLAG_ALLOWEMPTY;
  if (options.start_of_match) flags |= HS_FLAG_SOM_LEFTMOST;
  if (options.caseless) flags |= HS_FLAG_CASELESS;
  hs_database_t* database = nullptr;
  hs_compile_error_t* fault = nullptr;
  if (hs_compile(expression.c_str(), flags, HS_MODE_BLOCK, nullptr, &database, &fault) !=
      HS_SUCCESS) {
    error_ = fault->message;
    hs_free_compile_error(fault);
    return;
  }
  database_.reset(database, hs_free_database);
  hs_scratch_t* scratch = nullptr;
  require(hs_alloc_scratch(database, &scratch) == HS_SUCCESS);
  scratch_.reset(scratch, hs_free_scratch);
}

std::set<size_t> Hyperscan::match_ends(std::string_view text) const {
  std::string slack(text);
  slack.append(64, '\0');  // Hyperscan 5.4.0 reads past the end
  std::set<size_t> ends;
  require(hs_scan(database_.get(), slack.data(), static_cast<unsigned>(text.size()), 0,
                  scratch_.get(), on_match, &ends) == HS_SUCCESS);
  return ends;
}

Pcre2::Pcre2(const std::string& expression, bool dot_all) {
  const uint32_t options =
      PCRE2_NO_AUTO_POSSESS | PCRE2_NO_START_OPTIMIZE | (dot_all ? PCRE2_DOTALL : 0);
  int error = 0;
  PCRE2_SIZE place = 0;
  code_.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()), expression.size(),
                            options, &error, &place, nullptr),
              pcre2_code_free);
}

std::set<size_t> Pcre2::match_ends(std::string_view text, size_t start) const {
  const std::shared_ptr<pcre2_match_data> data(pcre2_match_data_create(256, nullptr),
                                               pcre2_match_data_free);
  std::vector<int> workspace(20000);
  const int found =
      pcre2_dfa_match(code_.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), start,
                      PCRE2_ANCHORED, data.get(), nullptr, workspace.data(), workspace.size());
  std::set<size_t> ends;
  if (found == PCRE2_ERROR_NOMATCH) return ends;
  require(found > 0);
  const PCRE2_SIZE* pairs = pcre2_get_ovector_pointer(data.get());
  for (int i = 0; i < found; ++i) ends.insert(pairs[2 * i + 1]);
  return ends;
}

}  // namespace weir::regex
