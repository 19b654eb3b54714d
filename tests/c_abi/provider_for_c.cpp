#include "c_abi/provider_for_c.h"

#include <memory>
#include <string>

#include "support/provider/loopback_provider.h"
#include "support/provider/openai_behaviour.h"

const char* start_provider() {
  using weir::testing::LoopbackProvider;
  static const auto provider = LoopbackProvider::start({weir::testing::openai_behaviour({})});
  static const std::string url = provider.ok() ? provider.value()->base_url() : std::string();
  return provider.ok() ? url.c_str() : nullptr;
}
