// The weir_text behind include/weir/text.h.
#pragma once

#include <weir/text.h>

#include <memory>
#include <string>

struct weir_text {
  std::string data;
};

namespace weir::c_api {

inline void give(std::string data, weir_text** out) {
  *out = std::make_unique<weir_text>(weir_text{std::move(data)}).release();
}

}  // namespace weir::c_api
