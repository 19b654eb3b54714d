// The real engines that the tree is held against.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

struct hs_database;
struct hs_scratch;
struct pcre2_real_code_8;

namespace weir::regex {

class Hyperscan {
 public:
  struct Options {
    bool start_of_match = false;
    bool caseless = false;
  };
  explicit Hyperscan(const std::string& expression);
  Hyperscan(const std::string& expression, const Options& options);
  [[nodiscard]] bool ok() const { return error_.empty(); }
  [[nodiscard]] const std::string& error() const { return error_; }
  // Ends of all matches. REQUIRES: ok().
  [[nodiscard]] std::set<size_t> match_ends(std::string_view text) const;

 private:
  std::string error_;
  std::shared_ptr<hs_database> database_;
  std::shared_ptr<hs_scratch> scratch_;
};

class Pcre2 {
 public:
  explicit Pcre2(const std::string& expression, bool dot_all = true);
  [[nodiscard]] bool ok() const { return code_ != nullptr; }
  // Ends of all matches that start at `start`. REQUIRES: ok().
  [[nodiscard]] std::set<size_t> match_ends(std::string_view text, size_t start) const;

 private:
  std::shared_ptr<pcre2_real_code_8> code_;
};

}  // namespace weir::regex
