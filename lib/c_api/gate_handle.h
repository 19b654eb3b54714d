// The weir_gate behind include/weir/gate.h.
#pragma once

#include <weir/gate.h>

#include <memory>
#include <string>

#include "adapters/files/file_watch.h"
#include "gateway/gate.h"
#include "identity/caller.h"

// What a gate owns; calls, streams and scans share it and so keep it alive.
struct weir_gate {
  std::shared_ptr<weir::Gate> gate;
  std::unique_ptr<weir::FileWatch> watch;  // ends before the gate does
  std::string policy_path;
  weir::OperatingSystemUser os_user;  // of this process, read once
};
