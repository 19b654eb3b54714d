// The tables of detectors. registry.cpp joins them.
#pragma once

#include <span>

#include "guardrails/detectors/detector.h"

namespace weir {

[[nodiscard]] std::span<const Detector> australia_detectors();
[[nodiscard]] std::span<const Detector> austria_detectors();
[[nodiscard]] std::span<const Detector> belgium_detectors();
[[nodiscard]] std::span<const Detector> canada_detectors();
[[nodiscard]] std::span<const Detector> contact_detectors();
[[nodiscard]] std::span<const Detector> date_time_detectors();
[[nodiscard]] std::span<const Detector> european_vat_detectors();
[[nodiscard]] std::span<const Detector> finland_detectors();
[[nodiscard]] std::span<const Detector> france_detectors();
[[nodiscard]] std::span<const Detector> germany_detectors();
[[nodiscard]] std::span<const Detector> india_detectors();
[[nodiscard]] std::span<const Detector> ireland_detectors();
[[nodiscard]] std::span<const Detector> korea_detectors();
[[nodiscard]] std::span<const Detector> luxembourg_detectors();
[[nodiscard]] std::span<const Detector> netherlands_detectors();
[[nodiscard]] std::span<const Detector> network_detectors();
[[nodiscard]] std::span<const Detector> nigeria_detectors();
[[nodiscard]] std::span<const Detector> payment_detectors();
[[nodiscard]] std::span<const Detector> philippines_detectors();
[[nodiscard]] std::span<const Detector> secret_cloud_detectors();
[[nodiscard]] std::span<const Detector> secret_code_detectors();
[[nodiscard]] std::span<const Detector> secret_detectors();
[[nodiscard]] std::span<const Detector> secret_generic_detectors();
[[nodiscard]] std::span<const Detector> secret_message_detectors();
[[nodiscard]] std::span<const Detector> secret_model_detectors();
[[nodiscard]] std::span<const Detector> secret_payment_detectors();
[[nodiscard]] std::span<const Detector> secret_service_detectors();
[[nodiscard]] std::span<const Detector> singapore_detectors();
[[nodiscard]] std::span<const Detector> south_africa_detectors();
[[nodiscard]] std::span<const Detector> switzerland_detectors();
[[nodiscard]] std::span<const Detector> thailand_detectors();
[[nodiscard]] std::span<const Detector> turkey_detectors();
[[nodiscard]] std::span<const Detector> united_kingdom_detectors();
[[nodiscard]] std::span<const Detector> united_states_detectors();
[[nodiscard]] std::span<const Detector> baltic_detectors();
[[nodiscard]] std::span<const Detector> denmark_detectors();
[[nodiscard]] std::span<const Detector> iceland_detectors();
[[nodiscard]] std::span<const Detector> norway_detectors();
[[nodiscard]] std::span<const Detector> sweden_detectors();
[[nodiscard]] std::span<const Detector> bulgaria_detectors();
[[nodiscard]] std::span<const Detector> croatia_detectors();
[[nodiscard]] std::span<const Detector> cyprus_detectors();
[[nodiscard]] std::span<const Detector> czechia_slovakia_detectors();
[[nodiscard]] std::span<const Detector> greece_detectors();
[[nodiscard]] std::span<const Detector> hungary_detectors();
[[nodiscard]] std::span<const Detector> italy_detectors();
[[nodiscard]] std::span<const Detector> malta_detectors();
[[nodiscard]] std::span<const Detector> poland_detectors();
[[nodiscard]] std::span<const Detector> portugal_detectors();
[[nodiscard]] std::span<const Detector> romania_detectors();
[[nodiscard]] std::span<const Detector> slovenia_detectors();
[[nodiscard]] std::span<const Detector> spain_detectors();
[[nodiscard]] std::span<const Detector> yugoslavia_detectors();

}  // namespace weir
